"""What was approved is held by the database itself (20 §14.6, 50 §7): raw SQL and `.update()` are refused."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from indsatser.models import (
    Beloeb,
    Budgetpost,
    Indikatordefinition,
    Milepael,
    Milepaelsprognose,
    Planrisiko,
    Planversion,
    Risikovurdering,
)
from indsatser.workflow.maaling import report
from indsatser.workflow.milepael import forecast
from indsatser.workflow.raekker import add
from indsatser.workflow.risiko import assess, set_amount
from indsatser.workflow.tilstande import activate
from tests import builders_indsats
from tests.builders_indsats import tid

FORBUDT = [
    "UPDATE indsatser_milepael SET oprindelig_tekst = 'x'",
    "UPDATE indsatser_milepael SET godkendt_slut = '2021-01-01', godkendt_start = '2021-01-01'",
    "UPDATE indsatser_milepael SET bortfaldet_begrundelse = 'x', bortfaldet_den = now(),"
    " bortfaldet_af_id = oprettet_af_id",
    "DELETE FROM indsatser_milepaelsprognose",
    "DELETE FROM indsatser_milepael",
    "UPDATE indsatser_indsatsplan SET formaal = 'x'",
    "UPDATE indsatser_indsatsplan SET periode_slut = '2022-01-01'",
    "UPDATE indsatser_maal SET opgivet_den = now(), opgivet_af_id = oprettet_af_id, opgivet_begrundelse = 'x'",
    "INSERT INTO indsatser_maal (uuid, version, oprettet_den, oprettet_af_id, plan_id, niveau, tekst, raekkefoelge,"
    " opgivet_begrundelse) SELECT gen_random_uuid(), 0, now(), tovholder_id, id, 'konkret', 'x', 9, ''"
    " FROM indsatser_indsatsplan",
    "UPDATE indsatser_indikatordefinition SET maalvaerdi = 50",
    "UPDATE indsatser_indikatordefinition SET baseline_vaerdi = 50",
    "UPDATE indsatser_delmaal SET vaerdi = 50",
    "UPDATE indsatser_planversion SET sha256 = 'x'",
    "DELETE FROM indsatser_planversion",
    "UPDATE indsatser_milepaelsprognose SET begrundelse = 'x'",
    "UPDATE indsatser_beloeb SET kroner = 1",
    "DELETE FROM indsatser_beloeb",
    "UPDATE indsatser_risikovurdering SET konsekvens = 1",
    "UPDATE maalinger_noegletalversion SET taeller_tekst = 'x'",
]


@pytest.fixture
def fyldt(kladde, tina, per):
    builders_indsats.milepael(kladde)
    goal = builders_indsats.maal(kladde)
    builders_indsats.definition(
        builders_indsats.indikator(goal), maal_frist=None, delmaal=[{"senest": kladde.periode_slut, "vaerdi": 75}]
    )
    set_amount(add(Budgetpost, kladde, by=tina, titel="Kurser"), by=tina, aar=2020, slags="budget", kroner=80_000)
    risk = add(Planrisiko, kladde, by=tina, haendelse="Sygdom", ejer=tina)
    assess(risk, by=tina, sandsynlighed=3, konsekvens=4, naerhed="nu")
    plan = activate(kladde, by=per)
    forecast(plan.milepaele.get(), by=tina, tidspunkt=tid("1. juli 2020"), begrundelse="Lokalet er optaget.")
    metode = Indikatordefinition.objects.get().maalemetoder.get()
    periode = {"periode_start": date(2020, 4, 1), "periode_slut": date(2020, 6, 30)}
    report(metode, by=tina, **periode, taeller=55, naevner=61, kilde="fagsystemet")
    return plan


def test_the_world_has_a_row_of_each(fyldt):
    models = (Milepael, Milepaelsprognose, Indikatordefinition, Planversion, Beloeb, Risikovurdering)

    assert [model.objects.count() for model in models] == [1, 1, 1, 1, 1, 1]


@pytest.mark.parametrize("sql", FORBUDT)
def test_database_refuses(fyldt, sql):
    with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)

    assert error.value.__cause__.sqlstate == "MSO01"


def test_rows_that_are_free_stay_free(fyldt):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE indsatser_milepael SET titel = 'Ny titel', version = version + 1")
        cursor.execute("UPDATE indsatser_maalemetode SET udfoeres_af_id = udfoeres_af_id")

    assert Milepael.objects.get().titel == "Ny titel"


def test_ended_plan_takes_no_rows(fyldt):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE indsatser_indsatsplan SET tilstand = 'afsluttet', endt_den = now(), endt_af_id = tovholder_id,"
            " slutvurdering = 'Godt'"
        )
    with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE indsatser_milepael SET titel = 'x'")

    assert error.value.__cause__.sqlstate == "MSO01"

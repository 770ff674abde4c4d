"""What is locked is held by the database, and stands though everything else changes (21 §14.3-4, 50 §7)."""

from datetime import date, datetime

import psycopg
import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError

from indsatser.document.statuspapir import status_document
from indsatser.models import (
    Budgetpost,
    Indikatordefinition,
    Kvartalsstatus,
    Milepael,
    Planrisiko,
    Rundeudgave,
    Statusrettelse,
    Statusudfald,
    Statusudgave,
    Statusvurdering,
    Valgmulighed,
)
from indsatser.workflow import statuslaas
from indsatser.workflow.maaling import report
from indsatser.workflow.milepael import complete, forecast
from indsatser.workflow.raekker import edit
from indsatser.workflow.risiko import assess, set_amount
from indsatser.workflow.status import approve, submit
from indsatser.workflow.statuslaas import lock
from indsatser.workflow.statusrettelse import add_correction, correct
from indsatser.workflow.statusudgave import edition
from indstillinger.models.indhold import digest
from maalinger.models import Dataserie
from mso_portal.motor import ur
from mso_portal.motor.filer import lager
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders, builders_indsats, builders_status
from tests.builders_indsats import tid
from tests.indsatser import statusverden
from tests.indsatser.rigplan import rig
from tests.indsatser.statusverden import SPOERGSMAAL, laast

GRUND = "En sag var talt med to gange i kvartalet."
SENERE = datetime(2020, 8, 3, 9, tzinfo=DANSK_TID)
EGNE = ("statusvurdering", "statusbidrag", "statusbeslutning", "valgmulighed", "statusrettelse")


@pytest.fixture(autouse=True)
def uden_pdf(monkeypatch):
    monkeypatch.setattr(statuslaas, "render_in_child", statusverden.rendered)


@pytest.fixture
def status(kladde, hr, sofie):
    with transaction.atomic():
        made = builders_status.status(rig(kladde, hr))
    return laast(made, sofie, beslutninger=[SPOERGSMAAL])


@pytest.fixture
def rettet(status, tina, per, sofie):
    """Version 2 with a corrected value, an outcome that is final, and the round's edition: a row in every table."""
    new, risk = correct(status, GRUND, by=tina), status.udgave.data["risici"][0]
    add_correction(new, sti=f"risici/{risk['uuid']}/s", foer=3, efter=2, begrundelse=GRUND, by=tina)
    new = lock(approve(submit(new, by=tina), by=per), by=sofie)
    stamp = {"oprettet_den": ur.nu(), "oprettet_af": sofie}
    Statusudfald.objects.create(
        beslutning=status.beslutninger.get(), art="afvist", laast_den=ur.nu(), laast_af=sofie, **stamp
    )
    Rundeudgave.objects.create(
        runde=new.runde, nr=1, variant="alle", data={}, data_sha256="x", pdf=new.udgave.pdf, **stamp
    )
    return new


# SQL that must be refused on what is locked, whoever sends it.
AENDRINGER = [
    "UPDATE indsatser_kvartalsstatus SET resume = 'x'", "UPDATE indsatser_kvartalsstatus SET laast_den = NULL",
    "UPDATE indsatser_kvartalsstatus SET data = '{}'", "DELETE FROM indsatser_kvartalsstatus",
    "UPDATE indsatser_statusvurdering SET valgt = 'groen'", "UPDATE indsatser_statusbidrag SET svar = svar",
    "UPDATE indsatser_statusbeslutning SET spoergsmaal = 'x'", "UPDATE indsatser_valgmulighed SET tekst = 'x'",
    "UPDATE indsatser_statusrettelse SET efter = '1'", "UPDATE indsatser_statusudfald SET art = 'udsat'",
    "DELETE FROM indsatser_statusudfald", *(f"DELETE FROM indsatser_{name}" for name in EGNE),
    "UPDATE indsatser_statusudgave SET data = '{}'", "DELETE FROM indsatser_statusudgave",
    "UPDATE indsatser_rundeudgave SET data = '{}'", "DELETE FROM indsatser_rundeudgave",
    "INSERT INTO indsatser_statusvurdering (status_id, dimension, begrundelse, aarsag_tiltag)"
    " SELECT id, 'penge', '', '' FROM indsatser_kvartalsstatus",
    "INSERT INTO indsatser_statusrettelse (status_id, sti, begrundelse) SELECT id, 'x', repeat('x', 20)"
    " FROM indsatser_kvartalsstatus",
    "INSERT INTO indsatser_valgmulighed (status_id, beslutning_id, bogstav, tekst, konsekvens, indstillet)"
    " SELECT status_id, id, 'D', 'x', '', false FROM indsatser_statusbeslutning",
    "INSERT INTO indsatser_statusbeslutning (uuid, version, oprettet_den, oprettet_af_id, status_id, nr, spoergsmaal,"
    " niveau) SELECT gen_random_uuid(), 0, now(), oprettet_af_id, id, 3, 'x', 'styregruppe'"
    " FROM indsatser_kvartalsstatus",
    "INSERT INTO indsatser_statusbidrag (uuid, version, oprettet_den, oprettet_af_id, status_id, slags, frist, svar)"
    " SELECT gen_random_uuid(), 0, now(), oprettet_af_id, id, 'oekonomi', now(), 'mangler'"
    " FROM indsatser_kvartalsstatus WHERE nr = 2",
]  # fmt: skip
TOEMNINGER = [f"TRUNCATE indsatser_{name} CASCADE" for name in ("kvartalsstatus", "statusudgave", "rundeudgave", *EGNE)]


def test_there_is_a_row_to_guard_in_every_table(rettet):
    kinds = (Kvartalsstatus, Statusvurdering, Valgmulighed, Statusrettelse, Statusudfald, Statusudgave, Rundeudgave)

    assert [kind.objects.count() for kind in kinds] == [2, 12, 2, 1, 1, 2, 1]


@pytest.mark.parametrize("sql", AENDRINGER)
def test_database_refuses(rettet, sql):
    with pytest.raises(DatabaseError) as refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)

    assert refusal.value.__cause__.sqlstate == "MSO01"


def test_portals_own_role_is_refused_all_of_it(virkelig, rettet):
    call_command("db_rettigheder", verbosity=0)
    known = connection.settings_dict
    address = {"dbname": known["NAME"], "host": known["HOST"], "port": known["PORT"], "user": "mso_app"}

    with psycopg.connect(**address, autocommit=True) as role:
        found = {sql: answer(role, sql) for sql in (*AENDRINGER, *TOEMNINGER)}

    assert {sql for sql, state in found.items() if state not in ("MSO01", "42501")} == set()
    assert {found[sql] for sql in TOEMNINGER} == {"42501"}


def answer(role, sql):
    """Return the state with which the database refuses, "" when it doesn't."""
    try:
        role.execute(sql)
    except psycopg.Error as refusal:
        return refusal.sqlstate
    return ""


def test_place_on_the_agenda_is_the_one_thing_that_may_still_be_set(status):
    status.version += 1
    status.save()

    assert Kvartalsstatus.objects.get(pk=status.pk).version == status.version


@pytest.mark.parametrize("find", [lambda one: one.plan, lambda one: one.laast_af, lambda one: Dataserie.objects.get()])
def test_what_a_locked_status_tells_of_is_not_deleted(status, find):
    row = find(status)

    with pytest.raises((ProtectedError, DatabaseError)), transaction.atomic():
        row.delete()


def all_is_changed(plan, tina, kim):
    """Let everything the status tells of be another: rows, values, persons, names, and the plan itself."""
    for milepael, dag in zip(plan.milepaele.aabne().order_by("pk"), ("1. april 2021", "1. maj 2021"), strict=True):
        forecast(milepael, by=tina, tidspunkt=tid(dag), begrundelse="Det hele er udskudt.")
    complete(Milepael.objects.get(titel="Afslutning"), by=tina, dato=date(2020, 6, 12))
    metode = Indikatordefinition.objects.get().maalemetoder.get()
    report(metode, by=tina, periode_start=date(2020, 1, 1), periode_slut=date(2020, 3, 31), taeller=1, naevner=2,
           kilde="fagsystemet", begrundelse=GRUND)  # fmt: skip
    assess(Planrisiko.objects.get(), by=tina, sandsynlighed=5, konsekvens=5, naerhed="nu")
    set_amount(Budgetpost.objects.get(), by=tina, aar=2020, slags="forbrug", kroner=1)
    for row, felter in ((Budgetpost.objects.get(), {"titel": "Andet"}), (plan.maal.first(), {"tekst": "Andet"}),
                        (plan.milepaele.first(), {"titel": "Andet"}), (plan, builders_indsats.LUKKET)):  # fmt: skip
        edit(row, by=tina, **felter)
    for person in (tina, kim):
        person.navn = "En anden"
        person.save()


def frozen(pk):
    """Return all that is read of a locked status."""
    status = Kvartalsstatus.objects.get(pk=pk)
    udgave = edition(status)
    document = status_document(udgave.data, status.laast_den, data_sha256=udgave.data_sha256)
    return digest(udgave.data), udgave.pdf_id, lager.read(udgave.pdf), udgave.aabenhed, document


def test_nothing_of_a_locked_status_changes_when_all_else_does(status, tina, kim):
    before = frozen(status.pk)

    with ur.stil(SENERE):
        all_is_changed(status.plan, tina, kim)

    assert frozen(status.pk) == before


def test_paper_is_made_of_the_edition_alone(status, count_queries):
    udgave = edition(status)

    assert count_queries(lambda: status_document(udgave.data, status.laast_den)) == 0


def test_stranger_reads_no_draft_and_the_locked_one_of_an_open_plan(status, tina):
    ada = builders.bruger("Berit Borger")
    draft = correct(status, GRUND, by=tina)

    assert (list(Kvartalsstatus.objects.visible_to(ada)), draft.tilstand) == ([status], "aaben")

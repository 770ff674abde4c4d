"""What the database itself refuses, also to the owner of the tables and past the code."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from indsatser.models import Rundeudgave, Statusudgave
from indsatser.workflow.milepael import forecast
from indstillinger.models import Godkendelse
from maalinger.workflow import add_note
from mso_portal.motor import ur
from mso_portal.motor.log import log_event
from mso_portal.motor.models import Fil, Opslag
from mso_portal.motor.triggers import FrozenParent, FrozenWhen
from tests import builders, builders_indsats, builders_indstilling, builders_moede, builders_status

APPEND_ONLY = sorted(model._meta.db_table for model in apps.get_models() if getattr(model, "append_only", False))


@pytest.fixture
def filled(db):
    """A row in every append-only table."""
    paper = builders_indstilling.indstilling(builders.bruger(), indsendt=True, raekker=False)
    log_event("t.gem", paper, paper.sagsbehandler)
    Godkendelse.objects.create(
        indstilling=paper, version=paper.versioner.get(), udfald="godkendt", den=ur.nu(), af=paper.sagsbehandler
    )
    moede = builders_moede.moede(paper.forum)
    builders_moede.punktversion(builders_moede.punkt(moede), paper.sagsbehandler)
    _plan(paper.sagsbehandler)
    run("SET CONSTRAINTS ALL IMMEDIATE")


def _plan(tovholder):
    """An aktiv plan whose milestone has a forecast, and a series with a note."""
    programejer = builders.bruger("Per Programejer")
    kladde = builders_indsats.plan(tovholder, programejer, builders.forum("SG", slags="styregruppe"))
    definition = builders_indsats.definition(builders_indsats.indikator(builders_indsats.maal(kladde)))
    plan = builders_indsats.aktiv(kladde)
    forecast(plan.milepaele.get(), by=tovholder, tidspunkt=builders_indsats.tid("30. juni 2020"))
    add_note(definition.maalemetoder.get().serie, dato=ur.i_dag(), tekst="Nyt fagsystem", by=tovholder)
    _editions(builders_status.status(plan))


def _editions(status):
    """The edition of a status and of its round."""
    fil = Fil.objects.create(sha256="0" * 64, stoerrelse=1, type="pdf")
    common = {"data": {}, "data_sha256": "", "pdf": fil, "oprettet_den": ur.nu(), "oprettet_af": status.oprettet_af}
    Statusudgave.objects.create(status=status, skema=1, form="kort", aabenhed="aaben", sider=1, **common)
    Rundeudgave.objects.create(runde=status.runde, nr=1, variant="alle", **common)


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def refused(sql):
    """Return the state and the words with which the database refuses."""
    with pytest.raises(DatabaseError) as refusal, transaction.atomic():
        run(sql)
    return refusal.value.__cause__.sqlstate, str(refusal.value).partition("\n")[0]


def test_append_only_tables_are_these():
    assert APPEND_ONLY == [
        "indsatser_milepaelsprognose", "indsatser_planversion", "indsatser_rundeudgave", "indsatser_statusudgave",
        "indstillinger_godkendelse", "indstillinger_indstillingsversion", "indstillinger_punktversion",
        "maalinger_note", "motor_haendelse", "motor_logled",
    ]  # fmt: skip


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("sql", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_append_only_refuses_the_owner(filled, table, sql):
    key = "nr" if table == "motor_logled" else "id"

    state, words = refused(sql.replace("id", key).format(table))

    assert (state, words.startswith("Rækker i ")) == ("MSO01", True)


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_append_only_has_rows_to_protect(filled, table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) > 0 FROM {table}")
        assert cursor.fetchone() == (True,)


@pytest.mark.parametrize(
    "sql", ["UPDATE motor_opslag SET slags = 'pdf'", "DELETE FROM motor_opslag", "TRUNCATE motor_opslag"]
)
def test_access_rows_of_the_last_year_stay(db, sql):
    Opslag.objects.create(aktoer=builders.bruger(), slags="vis")
    run("SET CONSTRAINTS ALL IMMEDIATE")

    assert refused(sql)[0] == "MSO01"


def test_access_rows_older_than_a_year_may_go(db):
    Opslag.objects.create(aktoer=builders.bruger(), slags="vis", tid=ur.maskintid() - timedelta(days=367))

    run("DELETE FROM motor_opslag")

    assert Opslag.objects.count() == 0


# The two kinds of freezing that later tables use, on tables made here


@pytest.fixture
def frozen(db):
    """A table frozen by `laast`, where `note` stays free, and its children."""
    run("CREATE TABLE t_sag (id bigint PRIMARY KEY, laast timestamptz, tekst text, note text)")
    run("CREATE TABLE t_barn (id bigint PRIMARY KEY, sag_id bigint, tekst text)")
    run(FrozenWhen("t_sag", "laast", ("note",)).sql)
    run(FrozenParent("t_barn", "sag_id", "t_sag", "laast").sql)
    run("INSERT INTO t_sag VALUES (1, NULL, 'fri', ''), (2, now(), 'laast', '')")
    run("ALTER TABLE t_barn DISABLE TRIGGER USER")
    run("INSERT INTO t_barn VALUES (1, 1, 'fri'), (2, 2, 'laast')")
    run("ALTER TABLE t_barn ENABLE TRIGGER USER")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE t_sag SET tekst = 'x' WHERE id = 1",
        "DELETE FROM t_sag WHERE id = 1",
        "UPDATE t_sag SET note = 'x' WHERE id = 2",
        "UPDATE t_barn SET tekst = 'x' WHERE id = 1",
        "DELETE FROM t_barn WHERE id = 1",
        "INSERT INTO t_barn VALUES (3, 1, 'x')",
        "UPDATE t_sag SET laast = now() WHERE id = 1",
    ],
)
def test_open_row_and_free_column_may_change(frozen, sql):
    run(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE t_sag SET tekst = 'x' WHERE id = 2",
        "UPDATE t_sag SET laast = NULL WHERE id = 2",
        "DELETE FROM t_sag WHERE id = 2",
        "UPDATE t_barn SET tekst = 'x' WHERE id = 2",
        "DELETE FROM t_barn WHERE id = 2",
        "INSERT INTO t_barn VALUES (3, 2, 'x')",
        "UPDATE t_barn SET sag_id = 2 WHERE id = 1",
        "UPDATE t_barn SET sag_id = 1 WHERE id = 2",
    ],
)
def test_frozen_row_and_its_children_stay(frozen, sql):
    assert refused(sql)[0] == "MSO01"

"""Locking is all or nothing, of approved data or from the locking date; what was locked is proved when it is read."""

from contextlib import contextmanager
from datetime import datetime
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from indsatser.models import Kvartalsstatus, Opfoelgningspunkt, Statusudgave
from indsatser.workflow import statuslaas
from indsatser.workflow.raekker import add
from indsatser.workflow.status import current_data, send_back, write
from indsatser.workflow.statusaabning import refresh
from indsatser.workflow.statuslaas import lock, lock_all, lockable
from indsatser.workflow.statusudgave import UBEKRAEFTET, edition
from indstillinger.models.indhold import digest
from mso_portal.motor import ur
from mso_portal.motor.filer import lager
from mso_portal.motor.models import Haendelse, Notifikation
from mso_portal.motor.pdf.aflaes import words_of
from mso_portal.motor.pdf.proces import RenderFailed, render_in_child
from mso_portal.motor.rules import Denied, NotNow, Unproven
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders, builders_indsats, builders_status
from tests.indsatser import statusverden
from tests.indsatser.planside import som, sti
from tests.indsatser.rigplan import rig
from tests.indsatser.statusverden import godkendt, laast, sendt, skrevet, valgt
from tests.indstillinger.samtidig import at_once

FRIST = datetime(2020, 6, 29, 9, tzinfo=DANSK_TID)
AENDRET = "Data er ændret siden godkendelsen. Genåbn status, og godkend den igen. Intet er låst."


@pytest.fixture(autouse=True)
def uden_pdf(monkeypatch):
    monkeypatch.setattr(statuslaas, "render_in_child", statusverden.rendered)


@pytest.fixture
def status(kladde, hr):
    with transaction.atomic():
        return builders_status.status(rig(kladde, hr))


def run(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def tamper(table, change, pk):
    """Change a frozen row past what the database guards."""
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run(f"ALTER TABLE indsatser_{table} DISABLE TRIGGER USER")
    run(f"UPDATE indsatser_{table} SET {change} WHERE id = %s", pk)
    run(f"ALTER TABLE indsatser_{table} ENABLE TRIGGER USER")


# What is frozen


def test_locked_status_has_an_edition_of_what_was_approved(status, sofie):
    approved = godkendt(status)

    found = lock(approved, by=sofie)

    udgave = found.udgave
    assert (found.tilstand, found.laast_af, udgave.data) == ("laast", sofie, approved.data)
    assert udgave.data_sha256 == found.data_sha256 == digest(udgave.data)
    assert (udgave.skema, udgave.form, udgave.aabenhed, udgave.sider) == (1, "kort", "aaben", 2)
    assert lager.read(udgave.pdf)[:4] == b"%PDF"


def test_printed_time_is_the_stored_one(status, sofie, monkeypatch):
    printed = []
    monkeypatch.setattr(
        statuslaas, "render_in_child", lambda one, **kw: printed.append(one) or statusverden.rendered(one, **kw)
    )

    found = laast(status, sofie)

    assert [(one.dato, one.data_sha256, one.maerke) for one in printed] == [(found.laast_den, found.data_sha256, "")]


def test_lock_is_an_event_with_both_hashes_and_is_told(status, sofie, tina, per):
    found = laast(status, sofie)

    event = Haendelse.objects.get(handling="status.udgave")
    assert event.data == {
        "status": str(found.uuid), "data": found.data_sha256, "pdf": found.udgave.pdf_id,
    }  # fmt: skip
    told = Notifikation.objects.filter(slags="status.laast").order_by("modtager__navn")
    assert [one.modtager for one in told] == [per, tina]


def test_what_comes_between_approval_and_lock_is_not_in_it(status, sofie, tina):
    approved = godkendt(status)
    builders_indsats.leverance(status.plan, builders.afdeling("IT", navn="IT"), "Nyt system")

    found = lock(approved, by=sofie)

    assert (len(found.udgave.data["leverancer"]), status.plan.leverancer.count()) == (1, 2)


@pytest.mark.parametrize("navn", ["per", "tina", "ada"])
def test_only_the_sekretaer_locks(status, request, navn):
    with pytest.raises(Denied, match="Kun forummets sekretær kan gøre det."):
        lock(godkendt(status), by=request.getfixturevalue(navn))


def test_double_press_locks_once(status, sofie):
    approved, noegle = godkendt(status), uuid4()

    answers = [lock(approved, by=sofie, noegle=noegle) for _ in range(2)]

    assert (answers[0].tilstand, answers[1], Statusudgave.objects.count()) == ("laast", None, 1)


def test_locked_status_says_when_and_what_to_do(status, sofie, tina):
    found = laast(status, sofie)

    with pytest.raises(NotNow) as refusal:
        write(found, by=tina, tekster={"resume": "X"})
    assert str(refusal.value) == (
        "Status er låst den 15. juni 2020. Opret en rettelse (version 2), hvis noget er forkert."
    )
    with pytest.raises(NotNow, match="»Lås status« kan ikke bruges nu: tilstanden er »Låst«."):
        lock(found, by=sofie)


# Without approval


@pytest.mark.parametrize("make", [lambda status: status, sendt])
def test_unapproved_status_is_not_locked_before_its_frist(status, sofie, make):
    with pytest.raises(NotNow) as refusal:
        lock(make(status), by=sofie)

    assert str(refusal.value) == "Status er ikke godkendt. Den kan låses uden godkendelse fra den 29. juni 2020."


@pytest.mark.parametrize("make", [lambda status: status, sendt])
def test_unapproved_status_is_locked_from_its_frist(status, sofie, make):
    made = make(status)

    with ur.stil(FRIST):
        found = lock(made, by=sofie)

    data = found.udgave.data
    assert (found.uden_godkendelse, data["status"]["godkendt_af"]) == (True, "")
    assert (len(data["bidrag"]), {row["svar"] for row in data["bidrag"]}) == (
        found.bidrag.count(), {"opdateret", "mangler"},
    )  # fmt: skip


def test_status_sent_back_while_it_is_locked_is_not_locked(status, sofie, per, monkeypatch):
    made, build = sendt(status), current_data

    def and_it_is_sent_back(one):
        data = build(one)
        send_back(made, by=per, grund="Skriv mere om kurset.")
        return data

    monkeypatch.setattr(statuslaas.statusverber, "current_data", and_it_is_sent_back)
    with ur.stil(FRIST), pytest.raises(NotNow, match="Sagen er ændret"):
        lock(made, by=sofie)

    assert Statusudgave.objects.count() == 0


def test_data_changed_after_approval_is_not_locked(status, sofie):
    approved = godkendt(status)
    tamper("kvartalsstatus", """data = jsonb_set(data, '{tekst,resume}', '"Andet"')""", approved.pk)

    with pytest.raises(NotNow) as refusal:
        lock(approved, by=sofie)

    assert (str(refusal.value), Statusudgave.objects.count()) == (AENDRET, 0)


def test_paper_holds_choice_reason_and_what_is_missing_and_says_that_nobody_approved(status, tina, sofie, monkeypatch):
    for nr in range(10):
        add(Opfoelgningspunkt, status.plan, by=tina, art="opgave", tekst=f"Opgave nr. {nr}.", ansvarlig=tina)
    refresh(status)
    made = write(skrevet(status), by=tina, lys={"tid": valgt("gul", valgt="groen", begrundelse="Det når vi.")})
    monkeypatch.setattr(statuslaas, "render_in_child", render_in_child)

    with ur.stil(FRIST):
        udgave = lock(made, by=sofie).udgave

    said = words_of(lager.read(udgave.pdf))
    assert said.count("Ikke godkendt af programejer") == udgave.sider > 1
    assert "Fraviger forslaget: Det når vi." in said
    missing = said.partition("Ikke indberettet: ")[2].partition("Ansvarlig: Tina Tovholder: ")[2]
    assert [missing.count(f"Opgave nr. {nr}. (Uden") for nr in range(10)] == [1] * 10


# A fault on the way


def broken(error):
    def fail(*args, **kwargs):
        raise error

    return fail


@contextmanager
def commit_fails():
    """Let the database refuse at the very last, as when it goes down."""
    run("CREATE FUNCTION t_nej() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'nej'; END$$")
    run("CREATE CONSTRAINT TRIGGER t_nej AFTER INSERT ON indsatser_statusudgave DEFERRABLE INITIALLY DEFERRED "
        "FOR EACH ROW EXECUTE FUNCTION t_nej()")  # fmt: skip
    try:
        yield
    finally:
        run("DROP FUNCTION t_nej() CASCADE")


FEJL = [
    ("render_in_child", RenderFailed("processen døde"), "dokumentet kunne ikke dannes"),
    ("keep_pdf", OSError(28, "fuld"), "lageret svarer ikke"),
    ("Statusudgave.objects.create", DatabaseError("nej"), "databasen tog ikke imod den"),
    ("log_event", DatabaseError("nej"), "databasen tog ikke imod den"),
    ("notify", DatabaseError("nej"), "databasen tog ikke imod den"),
]


def counted(status):
    row = Kvartalsstatus.objects.get(pk=status.pk)
    kinds = (Statusudgave, Haendelse, Notifikation, row.history.model)
    return row.tilstand, row.version, row.laast_den, [kind.objects.count() for kind in kinds]


@pytest.mark.parametrize(("where", "error", "grund"), FEJL)
def test_fault_on_the_way_locks_nothing_and_the_next_try_succeeds(status, sofie, monkeypatch, where, error, grund):
    approved = godkendt(status)
    before = counted(status)

    with monkeypatch.context() as patch:
        patch.setattr(f"indsatser.workflow.statuslaas.{where}", broken(error))
        with pytest.raises(NotNow) as refusal:
            lock(approved, by=sofie)
    after = counted(status)

    assert (str(refusal.value), after) == (f"Status er ikke låst: {grund}. Intet er ændret.", before)
    assert lock(approved, by=sofie).tilstand == "laast"


def test_commit_that_fails_locks_nothing_and_the_next_try_succeeds(virkelig, status, sofie):
    approved = godkendt(status)
    before = counted(status)

    with commit_fails(), pytest.raises(NotNow, match="databasen tog ikke imod den. Intet er ændret."):
        lock(approved, by=sofie)
    after = counted(status)

    assert (after, lock(approved, by=sofie).tilstand) == (before, "laast")


def test_two_who_lock_at_once_make_one_edition(virkelig, status, sofie, klokken):
    approved = godkendt(status)

    def press():
        with ur.stil(klokken):
            try:
                return lock(approved, by=sofie).tilstand
            except NotNow as refusal:
                return str(refusal)

    answers = at_once([press] * 4)

    assert (sorted(answers).count("laast"), Statusudgave.objects.count()) == (1, 1)
    assert Haendelse.objects.filter(handling="status.laas").count() == 1


# A whole round


@pytest.fixture
def anden(status, tina, per, styregruppe):
    """Another plan's status in the same round."""
    plan = builders_indsats.plan(tina, per, styregruppe, ejerenhed=status.plan.ejerenhed, titel="Anden")
    return builders_status.status(plan, status.runde)


def jobs():
    rows = ProcrastinateJob.objects.filter(task_name__endswith="laas_status").order_by("pk")
    return [row.args for row in rows]


def test_all_that_can_be_locked_get_a_job_each(status, anden, sofie):
    approved = godkendt(status)

    found = lock_all(status.runde, by=sofie)

    assert (found, jobs()) == (1, [{"status": approved.pk, "person": sofie.pk}])
    with ur.stil(FRIST):
        assert [one.pk for one in lockable(status.runde, sofie)] == [status.pk, anden.pk]


def test_failing_lock_stops_no_other_and_is_told(status, anden, sofie, monkeypatch):
    for one in (status, anden):
        godkendt(one)
    tamper("kvartalsstatus", "data_sha256 = 'x'", status.pk)
    lock_all(status.runde, by=sofie)

    for args in jobs():
        statuslaas.laas_status.func(**args)

    assert [one.status for one in Statusudgave.objects.order_by("pk")] == [anden]
    (line,) = Notifikation.objects.filter(slags="status.ikke_laast")
    assert (line.modtager, line.genstand_id) == (sofie, status.pk)


def test_job_that_runs_again_finds_it_done(status, sofie):
    approved = godkendt(status)

    for _ in range(2):
        statuslaas.laas_status.func(approved.pk, sofie.pk)

    assert (Statusudgave.objects.count(), Notifikation.objects.filter(slags="status.ikke_laast").count()) == (1, 0)


def test_round_with_nothing_to_lock_says_so(status, sofie):
    with pytest.raises(NotNow, match="Ingen status i runden kan låses nu."):
        lock_all(status.runde, by=sofie)


# Reading


def test_edition_is_read_when_it_is_what_was_locked(status, sofie, count_queries):
    found = Kvartalsstatus.objects.select_related("udgave").get(pk=laast(status, sofie).pk)

    assert (edition(found), count_queries(lambda: edition(found))) == (found.udgave, 0)


@pytest.mark.parametrize(
    "change", ["""data = jsonb_set(data, '{tekst,resume}', '"Andet"')""", "data_sha256 = repeat('0', 64)"]
)
def test_changed_edition_is_not_shown_and_is_an_error_in_the_log(status, sofie, caplog, change):
    found = laast(status, sofie)
    tamper("statusudgave", change, found.udgave.pk)

    with pytest.raises(Unproven, match=UBEKRAEFTET):
        edition(Kvartalsstatus.objects.get(pk=found.pk))

    assert caplog.messages == [f"udgave {found.udgave.uuid} kan ikke bekræftes"]


def test_page_of_what_cannot_be_proved_is_503(status, sofie, ada):
    found, page = laast(status, sofie), sti(status.plan, "status/2020-K2/")
    before = som(ada).get(page).status_code
    tamper("statusudgave", "data_sha256 = repeat('0', 64)", found.udgave.pk)

    answer = som(ada).get(page)

    assert (before, answer.status_code, UBEKRAEFTET in answer.content.decode()) == (200, 503, True)


@pytest.mark.parametrize(
    "change",
    [
        """data = jsonb_set(data, '{tekst,resume}', '"Andet"')""",
        """data = jsonb_set(data, '{beregnet,maalte}', '[9, 9]')""",
        "data_sha256 = repeat('0', 64)",
    ],
)
def test_nightly_control_finds_a_changed_edition(status, sofie, change):
    found = laast(status, sofie)
    call_command("kontroller_data", verbosity=0)
    tamper("statusudgave", change, found.udgave.pk)

    with pytest.raises(CommandError, match="Låst udgave, der ikke kan bekræftes: P2020-001 2020-K2"):
        call_command("kontroller_data")


def test_nightly_control_finds_data_that_computes_to_something_else(status, sofie):
    found = laast(status, sofie)
    data = found.udgave.data
    data["beregnet"]["maalte"] = [9, 9]
    sha256 = digest(data)
    for table, pk in (("statusudgave", found.udgave.pk), ("kvartalsstatus", found.pk)):
        changed = f"data = jsonb_set(data, '{{beregnet,maalte}}', '[9, 9]'), data_sha256 = '{sha256}'"
        tamper(table, changed, pk)

    with pytest.raises(CommandError, match="Låst udgave, der ikke kan bekræftes: P2020-001 2020-K2"):
        call_command("kontroller_data")

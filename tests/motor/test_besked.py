"""Telling people: one line and at most one mail per kind, object, version and person, with the change or not at all."""

from types import SimpleNamespace
from unittest.mock import patch

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from mso_portal.motor import beskedslags, jobs
from mso_portal.motor.besked import declare, notify, seen_by
from mso_portal.motor.models import Mail, Notifikation
from mso_portal.organisation.models import Forum
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kinds():
    """Four kinds of the test's own about a forum, and no others."""
    with patch.dict(beskedslags.slags, clear=True), patch.dict(beskedslags.genstande, clear=True):
        for name, straks, altid in (("rolig", 0, 0), ("haster", 1, 0), ("skal", 1, 1), ("pligt", 0, 1)):
            declare(f"proeve.{name}", f"Emne {name}", f"Sætning {name}.", straks=bool(straks), altid=bool(altid))
        seen_by(Forum, lambda user: Forum.objects.all(), lambda forum: f"/fora/{forum.kode}/")
        yield


@pytest.fixture
def forum():
    return builders.forum()


@pytest.fixture
def lars():
    return builders.bruger("Lars Leder", email="lars@demo.example")


def told():
    return list(Notifikation.objects.order_by("pk").values_list("slags", "modtager__navn"))


def jobs_waiting():
    return [job.args for job in ProcrastinateJob.objects.filter(task_name="mso_portal.motor.post.send_mail")]


@pytest.mark.parametrize(
    ("name", "often", "mailed"),
    [("rolig", "straks", 0), ("haster", "straks", 1), ("skal", "straks", 1), ("pligt", "straks", 0),
     ("rolig", "daglig", 0), ("haster", "daglig", 0), ("skal", "daglig", 1), ("pligt", "daglig", 0)],
)  # fmt: skip
def test_kind_and_wish_decide_what_is_mailed_at_once(forum, name, often, mailed):
    lars = builders.bruger("Lars Leder", email="lars@demo.example", mailhyppighed=often)

    notify(f"proeve.{name}", forum, [lars])

    assert told() == [(f"proeve.{name}", "Lars Leder")]
    assert [Mail.objects.count(), len(jobs_waiting())] == [mailed, mailed]


def test_mail_has_the_derived_key_and_its_job(forum, lars):
    (line,) = notify("proeve.skal", forum, [lars], version=4)

    key = f"proeve.skal:organisation.forum:{forum.pk}:4:{lars.pk}"
    assert [line.noegle, line.mail.noegle, line.mail.tilstand] == [key, key, "klar"]
    assert jobs_waiting() == [{"mail_id": line.mail.pk}]


@pytest.mark.parametrize(
    ("name", "off", "lines"), [("haster", True, 0), ("skal", True, 1), ("pligt", True, 1), ("haster", False, 1)]
)
def test_kind_switched_off_is_not_told_unless_it_must(forum, name, off, lines):
    lars = builders.bruger("Lars Leder", fravalgte_beskeder=[f"proeve.{name}"] if off else [])

    assert len(notify(f"proeve.{name}", forum, [lars])) == lines


def test_the_acting_person_the_inactive_and_doubles_are_left_out(forum, lars):
    gone, signe = builders.bruger("Gert Gået", aktiv=False), builders.bruger()

    notify("proeve.skal", forum, [lars, signe, gone, lars, None], by=signe)

    assert told() == [("proeve.skal", "Lars Leder")]


def test_person_without_address_gets_the_line_alone(forum):
    notify("proeve.skal", forum, [builders.bruger("Lars Leder")])

    assert [len(told()), Mail.objects.count()] == [1, 0]


def test_rerun_writes_and_sends_nothing_twice(forum, lars):
    first = notify("proeve.skal", forum, [lars], version=1)
    again = notify("proeve.skal", forum, [lars], version=1)
    later = notify("proeve.skal", forum, [lars], version=2)

    assert [len(first), len(again), len(later)] == [1, 0, 1]
    assert [Notifikation.objects.count(), Mail.objects.count(), len(jobs_waiting())] == [2, 2, 2]


def test_reminder_of_an_urgent_kind_waits_for_the_overview(forum, lars):
    notify("proeve.skal", forum, [lars], version="igen", straks=False)

    assert [len(told()), Mail.objects.count()] == [1, 0]


def test_raising_after_notify_leaves_neither_change_nor_mail(forum, lars):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        forum.navn = "Nyt navn"
        forum.save()
        notify("proeve.skal", forum, [lars])
        raise ZeroDivisionError

    assert [told(), Mail.objects.count(), jobs_waiting()] == [[], 0, []]
    assert Forum.objects.get().navn == "Forum CT"


def test_notify_outside_a_transaction_is_refused(monkeypatch):
    monkeypatch.setattr("mso_portal.motor.besked.connection", SimpleNamespace(in_atomic_block=False))

    with pytest.raises(transaction.TransactionManagementError):
        notify("proeve.skal", Forum(kode="CT"), [])


def test_a_kind_is_declared_once():
    with pytest.raises(ValueError, match="proeve.skal is declared twice"):
        declare("proeve.skal", "Emne", "Sætning.")


def test_only_kinds_that_may_be_switched_off_are_offered():
    assert [kind.noegle for kind in beskedslags.choosable()] == ["proeve.haster", "proeve.rolig"]


def test_lines_find_their_objects_in_one_query_however_many(lars, count_queries):
    fora = [builders.forum(kode) for kode in ("AA", "BB", "CC")]
    lines = [line for forum in fora for line in notify("proeve.rolig", forum, [lars])]

    found = {}
    queries = count_queries(lambda: found.update(beskedslags.objects_of(lars, lines)))

    assert [queries, sorted(forum.kode for forum in found.values())] == [1, ["AA", "BB", "CC"]]


def test_jobs_lie_in_the_transaction_inside_a_worker_too(forum, lars, monkeypatch):
    monkeypatch.setattr(jobs.app.job_manager, "connector", None)

    notify("proeve.skal", forum, [lars])

    assert len(jobs_waiting()) == 1

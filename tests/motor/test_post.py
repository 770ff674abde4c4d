"""The outbox: what is sent, to whom it is not sent after all, and what happens when the server is away."""

import random
from datetime import datetime, timedelta
from smtplib import SMTPServerDisconnected
from unittest.mock import patch

import pytest
from django.core import mail as outbox
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from mso_portal.motor import beskedslags, post, ur
from mso_portal.motor.besked import declare, notify, seen_by
from mso_portal.motor.models import Haendelse, Mail, Notifikation
from mso_portal.organisation.models import Bruger, Forum
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders

pytestmark = pytest.mark.django_db
SYV = datetime(2020, 5, 14, 7, 0, tzinfo=DANSK_TID)


@pytest.fixture(autouse=True)
def kinds(settings):
    """Kinds of the test's own about a forum, and no others; whoever is its member sees it."""
    settings.MSO_ADRESSE = "https://portal.example"
    with patch.dict(beskedslags.slags, clear=True), patch.dict(beskedslags.genstande, clear=True):
        declare("proeve.skal", "Du har en opgave", "Der er en opgave til dig.", straks=True, altid=True)
        declare("proeve.rolig", "Nyt om et forum", "Der er nyt.")
        declare("proeve.anden", "Andet nyt", "Der er andet nyt.")
        seen_by(Forum, lambda user: Forum.objects.filter(medlemskaber__bruger=user), lambda row: f"/fora/{row.kode}/")
        yield


@pytest.fixture
def forum():
    return builders.forum(navn="Forummets hemmelige navn")


@pytest.fixture
def lars(forum):
    lars = builders.bruger("Lars Leder", email="lars@demo.example")
    builders.medlemskab(lars, forum)
    return lars


@pytest.fixture
def brev(forum, lars):
    """One mail that waits."""
    return notify("proeve.skal", forum, [lars])[0].mail


def send(mail):
    post.send_mail.func(mail.pk)
    mail.refresh_from_db()
    return mail


def waiting_jobs():
    return ProcrastinateJob.objects.filter(task_name=post.send_mail.name, status="todo").count()


def work():
    """Do every job of the outbox that waits, as a worker does."""
    for job in ProcrastinateJob.objects.filter(task_name=post.send_mail.name).order_by("pk"):
        post.send_mail.func(**job.args)


def test_mail_is_greeting_sentence_and_link(brev):
    send(brev)

    (sent,) = outbox.outbox
    assert [sent.subject, sent.to] == ["Du har en opgave", ["lars@demo.example"]]
    assert sent.body == (
        "Goddag Lars\n\nDer er en opgave til dig.\n\nhttps://portal.example/fora/CT/\n\n"
        "Vælg, hvilke mails du får: https://portal.example/profil/\n"
    )
    assert [brev.tilstand, brev.forsoeg, brev.sendt_den is not None] == ["sendt", 1, True]


def test_mail_is_sent_once_however_often_its_job_runs(brev):
    for _ in range(3):
        send(brev)

    assert [len(outbox.outbox), brev.forsoeg] == [1, 1]


def test_resending_after_a_kill_keeps_the_message_id(brev):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        post.send_mail.func(brev.pk)
        raise ZeroDivisionError  # the commit never came

    send(brev)

    first, second = (one.message()["Message-ID"] for one in outbox.outbox)
    assert [first, brev.tilstand] == [second, "sendt"]


def test_message_id_is_derived_from_the_key(brev, forum, lars):
    other = notify("proeve.skal", forum, [lars], version=9)[0].mail

    assert [brev.message_id == other.message_id, len({brev.message_id, other.message_id})] == [False, 2]
    assert [one.message_id.partition("@")[2] for one in (brev, other)] == ["portal.example>"] * 2


@pytest.mark.parametrize("gone", ["aktiv", "email", "ret", "genstand"])
def test_what_the_person_may_no_longer_have_is_cancelled(brev, forum, lars, gone):
    if gone in ("aktiv", "email"):
        Bruger.objects.filter(pk=lars.pk).update(**{gone: False if gone == "aktiv" else None})
    else:
        forum.medlemskaber.all().delete()
    if gone == "genstand":
        forum.delete()

    send(brev)

    assert [brev.tilstand, brev.sendt_den, outbox.outbox] == ["annulleret", None, []]


def test_right_withdrawn_before_or_after_sending_in_a_hundred_orders(forum):
    chance, expected = random.Random(20200514), []
    for nr in range(100):
        person = builders.bruger(f"Person {nr}", email=f"p{nr}@demo.example")
        seat = builders.medlemskab(person, forum)
        mail = notify("proeve.skal", forum, [person])[0].mail
        steps = [seat.delete, lambda mail=mail: send(mail)]
        expected.append("annulleret" if (first := chance.random() < 0.5) else "sendt")
        for step in steps if first else reversed(steps):
            step()

    assert list(Mail.objects.order_by("pk").values_list("tilstand", flat=True)) == expected
    assert [len(outbox.outbox), 30 < len(outbox.outbox) < 70] == [expected.count("sendt"), True]


@pytest.fixture
def dead_server(monkeypatch):
    def refuse(*args, **kwargs):
        raise SMTPServerDisconnected("hemmelig tekst fra serveren")

    monkeypatch.setattr(post.EmailMessage, "send", refuse)


def test_a_server_that_is_away_is_tried_five_times_with_growing_waits(brev, dead_server):
    waits, start = [], ur.maskintid()
    for _ in range(5):
        before = ProcrastinateJob.objects.order_by("-pk").first().pk
        send(brev)
        job = ProcrastinateJob.objects.filter(pk__gt=before).first()
        waits.append(round((job.scheduled_at - start) / timedelta(minutes=1)) if job else None)

    assert [waits, brev.tilstand, brev.forsoeg] == [[1, 4, 16, 64, None], "fejlet", 5]


def test_a_given_up_mail_is_an_event_with_the_class_of_the_error_only(brev, dead_server):
    for _ in range(5):
        send(brev)

    event = Haendelse.objects.get(handling="mail.fejlet")
    assert [event.genstand, event.data] == [str(brev.pk), {"fejl": "SMTPServerDisconnected"}]


def test_sweep_gives_a_mail_without_a_job_a_new_one(brev):
    ProcrastinateJob.objects.filter(task_name=post.send_mail.name)._raw_delete("default")

    post.sweep.func(0)
    post.sweep.func(0)

    assert waiting_jobs() == 1


def test_sweep_leaves_what_is_enqueued_running_or_done(brev, forum, lars):
    running, done = (notify("proeve.skal", forum, [lars], version=nr)[0].mail for nr in (7, 8))
    send(done)
    with connection.cursor() as cursor:
        doing = "UPDATE procrastinate_jobs SET status = 'doing' WHERE args->>'mail_id' = %s"
        cursor.execute(doing, [str(running.pk)])
    before = ProcrastinateJob.objects.count()

    post.sweep.func(0)

    assert ProcrastinateJob.objects.count() == before


def test_sweep_gives_up_a_mail_whose_jobs_keep_vanishing(brev):
    for _ in range(7):
        ProcrastinateJob.objects.filter(task_name=post.send_mail.name)._raw_delete("default")
        post.sweep.func(0)

    brev.refresh_from_db()
    assert [brev.tilstand, waiting_jobs()] == ["fejlet", 0]


def told(forum, lars, *names):
    with ur.stil(SYV - timedelta(hours=1)):
        return [notify(name, forum, [lars], version=nr)[0] for nr, name in enumerate(names)]


def test_overview_is_one_mail_with_kinds_and_numbers(forum, lars):
    told(forum, lars, "proeve.rolig", "proeve.rolig", "proeve.anden")

    post.digest(SYV)
    work()

    (sent,) = outbox.outbox
    assert sent.subject == "Overblik fra MSO-portalen"
    assert sent.body.split("\n\n")[1:3] == [
        "Nyt til dig i MSO-portalen:\n– Andet nyt: 1\n– Nyt om et forum: 2", "https://portal.example/notifikationer/",
    ]  # fmt: skip


def test_overview_of_one_kind_has_its_subject(forum, lars):
    told(forum, lars, "proeve.rolig", "proeve.rolig")

    post.digest(SYV)
    work()

    assert [sent.subject for sent in outbox.outbox] == ["Nyt om et forum"]


def test_overview_comes_once_and_holds_nothing_twice(forum, lars):
    told(forum, lars, "proeve.rolig")
    post.digest(SYV)
    with ur.stil(SYV + timedelta(hours=2)):
        notify("proeve.anden", forum, [lars])

    post.digest(SYV)
    post.digest(SYV + timedelta(days=1))
    work()

    assert [sent.subject for sent in outbox.outbox] == ["Nyt om et forum", "Andet nyt"]


def test_what_is_read_or_mailed_or_later_is_not_in_the_overview(forum, lars):
    read, _ = told(forum, lars, "proeve.rolig", "proeve.skal")
    Notifikation.objects.filter(pk=read.pk).update(laest_den=SYV)
    with ur.stil(SYV + timedelta(minutes=1)):
        notify("proeve.anden", forum, [lars])

    post.digest(SYV)

    assert Mail.objects.filter(slags="overblik").count() == 0


@pytest.mark.parametrize("how", ["laest", "ret"])
def test_overview_with_nothing_left_is_cancelled(forum, lars, how):
    (line,) = told(forum, lars, "proeve.rolig")
    post.digest(SYV)
    if how == "laest":
        Notifikation.objects.filter(pk=line.pk).update(laest_den=SYV)
    else:
        forum.medlemskaber.all().delete()

    work()

    assert [Mail.objects.get().tilstand, outbox.outbox] == ["annulleret", []]


def test_persons_without_address_or_access_get_no_overview(forum, lars):
    told(forum, lars, "proeve.rolig")
    Bruger.objects.filter(pk=lars.pk).update(email="")

    post.digest(SYV)

    assert Mail.objects.count() == 0


def test_lines_and_finished_mails_are_forgotten_after_ninety_days(forum, lars):
    for days in (89, 91):
        with ur.stil(SYV - timedelta(days=days)):
            send(notify("proeve.skal", forum, [lars], version=days)[0].mail)
            notify("proeve.skal", forum, [lars], version=f"venter-{days}")

    with ur.stil(SYV):
        post.ryd_post.func(0)

    kept = [(row.noegle.split(":")[3], row.tilstand) for row in Mail.objects.order_by("pk")]
    assert kept == [("89", "sendt"), ("venter-89", "klar"), ("venter-91", "klar")]
    assert Notifikation.objects.count() == 2

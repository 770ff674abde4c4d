"""Opsætning, Drift: what waits, who works, what failed, and what an administrator does about it."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from mso_portal.motor import driftsbillede, jobs, post, ur
from mso_portal.motor.backend import PersonBackend
from mso_portal.motor.models import Haendelse, Mail
from mso_portal.vaerdier.datoer import klokken
from tests import builders
from tests.builders_post import fejlet_job, opgivet_mail
from tests.organisation.svar import cells, messages

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(klient, admin):
    return klient(admin)


def run(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone() if cursor.description else None


def job(status="todo", mail_id=7):
    """Put a job of the outbox into a state; returns it."""
    pk = jobs.enqueue(post.send_mail, mail_id=mail_id)
    run("UPDATE procrastinate_jobs SET status = %s::procrastinate_job_status WHERE id = %s", status, pk)
    return ProcrastinateJob.objects.get(pk=pk)


def worker(silent=timedelta()):
    """Register a worker last heard of so long ago."""
    (pk,) = run("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s) RETURNING id", silent)
    return pk


def given_up():
    lars = builders.bruger("Lars Leder")
    return opgivet_mail(lars, genstand_type="indstillinger.indstilling", genstand_id=3)


def sections(client):
    parts = client.get("/opsaetning/drift/").context["afsnit"]
    return {part["titel"]: cells(part) for part in parts}


def press(client, path, **data):
    return client.post(f"/opsaetning/drift/{path}", {"noegle": uuid4(), **data})


def test_page_lists_queues_workers_and_failures(client):
    job(), job("doing"), job("succeeded")
    one, silent, alive = fejlet_job(), worker(timedelta(minutes=3)), worker()

    shown = sections(client)

    assert [row[:3] for row in shown["Køer"]] == [["mail", "1", "1"]]
    assert [(row[0], row[2]) for row in shown["Arbejdere"]] == [
        (f"Arbejder {alive}", "Kører"), (f"Arbejder {silent}", "Svarer ikke"),
    ]  # fmt: skip
    assert [row[:3] for row in shown["Fejlede job"]] == [[f"send_mail {one.pk}", "mail_id 0", "ValueError"]]


def test_job_of_later_tonight_does_not_wait(client):
    jobs.enqueue(post.send_mail, after=timedelta(hours=3), mail_id=1)

    assert sections(client)["Køer"] == []


def test_page_counts_mails_and_lists_those_given_up(client):
    mail = given_up()

    page = client.get("/opsaetning/drift/")

    assert page.context["fakta"] == ["0 mails venter", "1 mail kunne ikke sendes"]
    assert [row[:3] for row in sections(client)["Mails, der ikke kunne sendes"]] == [
        [f"Indstilling sendt tilbage {mail.pk}", "indstillinger.indstilling 3", "5"]
    ]


def test_number_of_queries_does_not_grow_with_the_rows(client, queries_at):
    one, three = queries_at(lambda nr: (fejlet_job(nr), worker()), lambda: client.get("/opsaetning/drift/"))

    assert [one, one <= 12] == [three, True]


@pytest.mark.parametrize("path", ["", "job/1/", "job/1/luk/", "mail/1/"])
def test_drift_is_for_administrators(klient, signe, path):
    response = klient(signe).get(f"/opsaetning/drift/{path}")

    assert response.status_code == (403 if path == "" else 404)


def test_failed_job_is_run_again(client, spor):
    one = fejlet_job()

    answer = press(client, f"job/{one.pk}/")

    assert [answer.url, ProcrastinateJob.objects.get(pk=one.pk).status] == ["/opsaetning/drift/", "todo"]
    assert spor()[-1] == ("job.igen", "Adam Administrator", "procrastinate.procrastinatejob")


def test_double_press_runs_it_again_once(client):
    one, noegle = fejlet_job(), uuid4()
    for _ in range(2):
        press(client, f"job/{one.pk}/", noegle=noegle)

    assert Haendelse.objects.filter(handling="job.igen").count() == 1


def test_failed_job_is_closed_with_a_reason_and_stays_failed(client):
    one = fejlet_job()

    answer = press(client, f"job/{one.pk}/luk/", grund="loest")

    event = Haendelse.objects.get(handling="job.luk")
    assert [answer.url, event.genstand, event.data["grund"]] == ["/opsaetning/drift/", str(one.pk), "loest"]
    assert [sections(client)["Fejlede job"], ProcrastinateJob.objects.get().status] == [[], "failed"]
    assert client.get(f"/opsaetning/drift/job/{one.pk}/").status_code == 404


@pytest.mark.parametrize("grund", ["", "opdigtet"])
def test_closing_without_a_reason_is_422(client, grund):
    one = fejlet_job()

    response = press(client, f"job/{one.pk}/luk/", grund=grund)

    assert [response.status_code, len(messages(response)), len(sections(client)["Fejlede job"])] == [422, 1, 1]


@pytest.mark.parametrize("status", ["todo", "doing", "succeeded"])
def test_only_failed_jobs_are_found(client, status):
    one = job(status)

    assert press(client, f"job/{one.pk}/").status_code == 404


def test_given_up_mail_is_sent_again_with_all_its_tries(client):
    mail = given_up()

    press(client, f"mail/{mail.pk}/")

    mail.refresh_from_db()
    assert [mail.tilstand, mail.forsoeg, ProcrastinateJob.objects.get().args] == ["klar", 0, {"mail_id": mail.pk}]
    assert Haendelse.objects.get(handling="mail.igen").genstand == str(mail.pk)


def test_mail_that_waits_is_not_sent_again(client):
    mail = given_up()
    Mail.objects.update(tilstand="klar")

    assert press(client, f"mail/{mail.pk}/").status_code == 404


def watched(error, **task_options):
    """Run a job that raises as the worker does, past the middleware that notes it; return the event's data."""

    async def work():
        raise error

    task = SimpleNamespace(get_retry_exception=lambda **kw: task_options.get("retry"))
    context = SimpleNamespace(job=SimpleNamespace(id=5, task_name="a.b.opgave"))
    worker_ = SimpleNamespace(app=SimpleNamespace(tasks={"a.b.opgave": task}))
    with pytest.raises(type(error)):
        async_to_sync(jobs.watch)(work, context, worker_)
    return list(Haendelse.objects.values_list("genstand", "data"))


def test_worker_notes_task_and_class_of_an_error_and_no_text():
    assert watched(ValueError("hemmelig")) == [("5", {"opgave": "a.b.opgave", "fejl": "ValueError"})]


def test_error_that_is_tried_again_is_not_noted():
    assert watched(ValueError("hemmelig"), retry="later") == []


@pytest.mark.parametrize(
    ("silent", "says"), [(None, False), (timedelta(seconds=110), False), (timedelta(minutes=3), True)]
)
def test_banner_tells_of_a_silent_worker(admin, silent, says):
    if silent is not None:
        worker(silent)

    person = PersonBackend().get_user(admin.pk)

    since = klokken(ur.nu() - timedelta(minutes=3))
    text = f"Baggrundsjob har stået stille siden {since}. Mails og pakker venter."
    assert driftsbillede.banner(person.arbejder_set) == (text if says else "")


def test_worker_that_stopped_politely_is_known_by_its_last_job(admin):
    one = job()
    begun = "INSERT INTO procrastinate_events (job_id, type, at) VALUES (%s, 'started', now() - interval '3 hours')"
    run(begun, one.pk)
    job()

    person = PersonBackend().get_user(admin.pk)

    assert round((ur.maskintid() - person.arbejder_set) / timedelta(hours=1)) == 3

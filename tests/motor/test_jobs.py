"""Jobs lie in the database with the change that asked for them, and come back when their worker dies."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from asgiref.sync import async_to_sync
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import ConnectorException

from mso_portal.motor import jobs, ur
from mso_portal.motor.models import Haendelse, Handlingsnoegle, Opslag
from mso_portal.motor.rules import NotNow
from tests import builders

OLD = timedelta(minutes=5)


@pytest.fixture
def transactional_ro(django_db_setup, django_db_blocker):
    """The database outside any transaction; the test writes nothing."""
    with django_db_blocker.unblock():
        yield
        connection.close()


def run(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone() if cursor.description else None


def defer():
    """Put a job into the queue; return its id."""
    return app.configure_task("builtin:procrastinate.builtin_tasks.remove_old_jobs", allow_unknown=True).defer(
        max_hours=1
    )


def stall(job, attempts, silent=OLD):
    """Let a worker that was last heard of `silent` ago be doing the job for the given time."""
    (worker,) = run(
        "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s) RETURNING id", ur.maskintid() - silent
    )
    run(
        "UPDATE procrastinate_jobs SET status = 'doing', attempts = %s, worker_id = %s WHERE id = %s",
        attempts,
        worker,
        job,
    )


def revive():
    """Run the periodic job as the worker does."""
    async_to_sync(jobs.genopliv.func)(SimpleNamespace(app=app), 0)


def status(job):
    return ProcrastinateJob.objects.get(pk=job).status


def test_job_is_enqueued_in_the_transaction(db):
    job = defer()

    assert status(job) == "todo"


def test_job_of_a_transaction_that_failed_is_gone(db):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        defer()
        raise ZeroDivisionError

    assert ProcrastinateJob.objects.count() == 0


@pytest.mark.parametrize(("attempts", "after"), [(0, "todo"), (1, "todo"), (2, "todo"), (3, "failed"), (4, "failed")])
def test_stalled_job_is_tried_three_times(db, attempts, after):
    job = defer()
    stall(job, attempts)

    revive()

    assert status(job) == after


def test_job_of_a_living_worker_is_left_alone(db):
    job = defer()
    stall(job, 1, silent=timedelta(seconds=5))

    revive()

    assert status(job) == "doing"


def test_job_given_up_is_an_event_without_text(db):
    job = defer()
    stall(job, 3)

    revive()

    event = Haendelse.objects.get()
    assert [event.handling, event.genstand, event.data["fejl"]] == ["job.fejlet", str(job), "ArbejderDoede"]


def test_job_that_cannot_be_revived_leaves_the_others_their_turn(db, monkeypatch):
    stuck, fine = defer(), defer()
    stall(stuck, 0), stall(fine, 0)
    retry = app.job_manager.retry_job

    async def refuse(job):
        if job.id == stuck:
            raise ConnectorException
        await retry(job)

    monkeypatch.setattr(app.job_manager, "retry_job", refuse)
    revive()

    assert [status(stuck), status(fine)] == ["doing", "todo"]


def test_failed_job_is_put_back(db):
    job = defer()
    run("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", job)

    jobs.run_again(job)

    assert status(job) == "todo"


def test_failed_job_that_already_waits_again_is_refused(db):
    job = defer()
    run("UPDATE procrastinate_jobs SET status = 'failed', queueing_lock = 'x' WHERE id = %s", job)
    run("UPDATE procrastinate_jobs SET queueing_lock = 'x' WHERE id = %s", defer())

    with pytest.raises(NotNow):
        jobs.run_again(job)

    assert status(job) == "failed"


def test_connection_the_database_has_ended_is_replaced_for_the_next_job(transactional_ro):
    def end():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    with pytest.raises(OperationalError):
        jobs.fresh_connection(end, None, None)

    assert jobs.fresh_connection(lambda: run("SELECT 1"), None, None) == (1,)


def test_maintenance_is_planned():
    app.perform_import_paths()
    planned = {task.task.name.rpartition(".")[2]: task.cron for task in app.periodic_registry.periodic_tasks.values()}

    expected = {
        "genopliv": "* * * * *", "sweep": "* * * * *", "morgen": "*/5 * * * *", "ryd_op": "15 3 * * *",
        "kontroller_log": "30 3 * * *", "kontroller_data": "0 4 * * *", "ryd_post": "45 3 * * *",
        "indekser": "* * * * *",
    }  # fmt: skip
    assert {name: planned.get(name) for name in expected} == expected


def test_old_jobs_are_forgotten_after_a_week_and_failed_ones_after_ninety_days(db):
    ages = [("succeeded", 6), ("succeeded", 8), ("failed", 8), ("failed", 89), ("failed", 91)]
    made = [(defer(), outcome, days) for outcome, days in ages]
    for job, outcome, days in made:
        run("UPDATE procrastinate_jobs SET status = %s::procrastinate_job_status WHERE id = %s", outcome, job)
        run("UPDATE procrastinate_events SET at = now() - make_interval(days => %s) WHERE job_id = %s", days, job)

    jobs.ryd_op.func(0)
    for planned in ProcrastinateJob.objects.filter(status="todo").order_by("pk"):
        async_to_sync(app.tasks[planned.task_name].func)(SimpleNamespace(app=app), **planned.args)

    kept = ProcrastinateJob.objects.exclude(status="todo").order_by("pk").values_list("pk", flat=True)
    assert list(kept) == [made[nr][0] for nr in (0, 2, 3)]


def test_cleaning_up_forgets_what_is_over(db):
    signe, now = builders.bruger(), ur.nu()
    for hours in (47, 49):
        Handlingsnoegle.objects.create(bruger=signe, handling=f"{hours}", oprettet_den=now - timedelta(hours=hours))
    for days in (366, 404):
        Opslag.objects.create(aktoer=signe, slags="vis", soegeord=f"{days}", tid=now - timedelta(days=days))
    for nr, hours in enumerate((-1, 1)):
        Session.objects.create(
            session_key=f"{nr}", session_data="", expire_date=ur.maskintid() + timedelta(hours=hours)
        )

    jobs.ryd_op.func(0)

    kept = [Handlingsnoegle.objects.get().handling, Opslag.objects.get().soegeord, Session.objects.get().session_key]
    assert kept == ["47", "366", "1"]

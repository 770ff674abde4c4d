"""Jobs lie in the database with the change that asked for them, and come back when their worker dies."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from asgiref.sync import async_to_sync
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from mso_portal.motor import jobs, ur
from mso_portal.motor.models import Handlingsnoegle, Opslag
from tests import builders

OLD = timedelta(minutes=5)


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


def test_maintenance_is_planned():
    planned = {task.task.name.rpartition(".")[2]: task.cron for task in app.periodic_registry.periodic_tasks.values()}

    assert {name: planned.get(name) for name in ("genopliv", "ryd_op", "kontroller_log", "indekser")} == {
        "genopliv": "* * * * *", "ryd_op": "15 3 * * *", "kontroller_log": "30 3 * * *", "indekser": "* * * * *",
    }  # fmt: skip


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

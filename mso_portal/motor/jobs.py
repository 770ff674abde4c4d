"""Background jobs on procrastinate: enqueued in the change's own transaction, idempotent, found again when stalled."""

import logging
from datetime import timedelta

from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Status
from procrastinate.manager import JobManager

from mso_portal.motor import ur
from mso_portal.motor.models import Haendelse, Handlingsnoegle, Indlaesning, Opslag
from mso_portal.motor.rules import NotNow

RETRIES = 3
# Once a minute in drift; a sixth field counts seconds (croniter), for tests that cannot wait so long.
EVERY_ROUND = "* * * * *" + ("" if settings.MSO_ARBEJDER_RUNDE == 60 else f" */{settings.MSO_ARBEJDER_RUNDE}")
HEARTBEAT, DEAD_AFTER = settings.MSO_ARBEJDER_DOED / 3, settings.MSO_ARBEJDER_DOED
DEAD = "ArbejderDoede"
# The worker's own connection commits by itself; through Django's a job lies in its change's transaction there too.
_manager = JobManager(DjangoConnector())


def enqueue(task, *, after=None, **ids):
    """Put a job into the queue in the caller's transaction, to run now or `after` a timedelta; returns its id."""
    deferrer = task.configure(schedule_in={"seconds": int(after.total_seconds())} if after else None)
    deferrer.job_manager = _manager
    return deferrer.defer(**ids)


def run_again(job_id):
    """Put a failed job back into its queue. NotNow when one of the same kind waits there already."""
    try:
        with transaction.atomic():
            _manager.retry_job_by_id(job_id, retry_at=ur.maskintid())
    except UniqueViolation:
        raise NotNow("Jobbet står allerede i køen.") from None


def note_failure(job_id, name, error):
    """Write the event of a failed job: task and class of the error, no text."""
    Haendelse.objects.create(
        handling="job.fejlet", genstand_type=ProcrastinateJob._meta.label_lower, genstand=str(job_id),
        data={"opgave": name, "fejl": error},
    )  # fmt: skip


async def watch(call_next, context, worker):
    """Middleware of the worker: note what failed for good before the library says so."""
    try:
        return await call_next()
    except Exception as error:
        job, task = context.job, worker.app.tasks.get(context.job.task_name)
        if task is None or task.get_retry_exception(exception=error, job=job) is None:
            await sync_to_async(_note_alone)(job.id, job.task_name, type(error).__name__)
        raise


def _note_alone(job_id, name, error):
    fresh_connection(lambda: note_failure(job_id, name, error), None, None)


def fresh_connection(call_next, context, worker):
    """Middleware of sync tasks: a thread's connection that the database has ended is replaced, not met again."""
    _drop_dead_connections()
    try:
        return call_next()
    finally:
        _drop_dead_connections()


def _drop_dead_connections():
    for one in connections.all(initialized_only=True):
        if not one.in_atomic_block:
            one.close_if_unusable_or_obsolete()


@app.periodic(cron=EVERY_ROUND)
@app.task(queue="vedligehold", queueing_lock="genopliv", pass_context=True)
async def genopliv(context: JobContext, timestamp):
    """Give jobs of dead workers to living ones; after three tries a job is failed and listed (50 §8)."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER):
        try:
            if job.attempts < RETRIES:
                await manager.retry_job(job)
            else:
                await sync_to_async(_note_alone)(job.id, job.task_name, DEAD)
                await manager.finish_job(job, status=Status.FAILED, delete_job=False)
        except ConnectorException:  # ended or enqueued anew meanwhile: the other stalled jobs shall not wait for it
            logging.getLogger("mso.job").warning("job %s kunne ikke genoplives", job.id)


@app.periodic(cron="15 3 * * *")
@app.task(queue="vedligehold", queueing_lock="ryd_op")
def ryd_op(timestamp):
    """Forget action keys after 48 hours, staged files after 7 days, access rows and sessions past their time."""
    Handlingsnoegle.objects.filter(oprettet_den__lt=ur.nu() - timedelta(hours=48)).delete()
    Indlaesning.objects.filter(oprettet_den__lt=ur.nu() - timedelta(days=7)).delete()
    Opslag.objects.filter(tid__lt=ur.nu() - timedelta(days=31 * settings.MSO_OPSLAG_MDR)).delete()
    call_command("clearsessions")
    forget = app.configure_task("builtin:procrastinate.builtin_tasks.remove_old_jobs")
    forget.defer(max_hours=7 * 24)
    forget.defer(max_hours=90 * 24, remove_failed=True, remove_cancelled=True, remove_aborted=True)


@app.periodic(cron="30 3 * * *")
@app.task(queue="vedligehold", queueing_lock="kontroller_log")
def kontroller_log(timestamp):
    """Recompute the chain and put its end into the application log, so that a copy lies outside the database."""
    call_command("kontroller_log")


@app.periodic(cron="0 4 * * *")
@app.task(queue="vedligehold", queueing_lock="kontroller_data")
def kontroller_data(timestamp):
    """Look for data that doesn't fit together; what is found makes a failed job, and those are listed."""
    call_command("kontroller_data")

"""Background jobs on procrastinate: enqueued in the change's own transaction, idempotent, found again when stalled."""

from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from procrastinate import JobContext
from procrastinate.contrib.django import app

from mso_portal.motor import ur
from mso_portal.motor.models import Handlingsnoegle, Indlaesning, Opslag

RETRIES = 3


@app.periodic(cron="* * * * *")
@app.task(queue="vedligehold", queueing_lock="genopliv", pass_context=True)
async def genopliv(context: JobContext, timestamp):
    """Give jobs of dead workers to living ones; after three tries a job is failed and listed (50 §8)."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=30):
        if job.attempts < RETRIES:
            await manager.retry_job(job)
        else:
            await manager.finish_job(job, status=_failed(), delete_job=False)


def _failed():
    from procrastinate.jobs import Status  # heavy enum module, needed once in a lifetime

    return Status.FAILED


@app.periodic(cron="15 3 * * *")
@app.task(queue="vedligehold", queueing_lock="ryd_op")
def ryd_op(timestamp):
    """Forget action keys after 48 hours, staged files after 7 days, access rows and sessions past their time."""
    Handlingsnoegle.objects.filter(oprettet_den__lt=ur.nu() - timedelta(hours=48)).delete()
    Indlaesning.objects.filter(oprettet_den__lt=ur.nu() - timedelta(days=7)).delete()
    Opslag.objects.filter(tid__lt=ur.nu() - timedelta(days=31 * settings.MSO_OPSLAG_MDR)).delete()
    call_command("clearsessions")


@app.periodic(cron="30 3 * * *")
@app.task(queue="vedligehold", queueing_lock="kontroller_log")
def kontroller_log(timestamp):
    """Recompute the chain and put its end into the application log, so that a copy lies outside the database."""
    call_command("kontroller_log")

"""What an administrator does about background jobs and mails that went wrong (50 §8)."""

from procrastinate.contrib.django.models import ProcrastinateJob

from mso_portal.motor import post
from mso_portal.motor.enums import Mailtilstand
from mso_portal.motor.jobs import enqueue, run_again
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import NotNow
from mso_portal.motor.workflow import lock
from mso_portal.organisation.workflow.skriv import change

NO_LONGER = "Jobbet er ikke længere på listen over fejlede job."


def retry_failed_job(job, *, by):
    """Put a failed job back into its queue, to run now."""
    with change(by):
        _still_failed(job)
        run_again(job.pk)
        log_event("job.igen", job, by, opgave=job.task_name)


def close_failed_job(job, *, grund, by):
    """Take a failed job off the list; why is one of the fixed reasons, for the event holds no text."""
    with change(by):
        _still_failed(job)
        log_event("job.luk", job, by, opgave=job.task_name, grund=grund)


def send_again(mail, *, by):
    """Let a mail that was given up wait for the server anew, with all its tries."""
    with change(by):
        fresh = lock(mail)
        if fresh.tilstand != Mailtilstand.FEJLET:
            raise NotNow("Mailen er ikke længere på listen over mails, der ikke kunne sendes.")
        fresh.tilstand, fresh.forsoeg = Mailtilstand.KLAR, 0
        fresh.save(update_fields=["tilstand", "forsoeg"])
        enqueue(post.send_mail, mail_id=fresh.pk)
        log_event("mail.igen", fresh, by)


def _still_failed(job):
    if not ProcrastinateJob.objects.select_for_update().filter(pk=job.pk, status="failed").exists():
        raise NotNow(NO_LONGER)

"""What the pages of notifications and of Drift show: a line, a job that failed, a mail that was given up."""

from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from mso_portal.motor import jobs, post
from mso_portal.motor.besked import notify
from mso_portal.motor.models import Mail, Notifikation


def linje(person, genstand, slags="indstilling.frist"):
    """Return the person's one unread line of the kind about the object."""
    with transaction.atomic():
        notify(slags, genstand, [person], version="proeve")
    return Notifikation.objects.get(noegle__endswith=f":proeve:{person.pk}", slags=slags, genstand_id=genstand.pk)


def fejlet_job(mail_id=0, fejl="ValueError"):
    """Make a job of the outbox that failed the way the worker notes it."""
    pk = jobs.enqueue(post.send_mail, mail_id=mail_id)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [pk])
    job = ProcrastinateJob.objects.get(pk=pk)
    jobs.note_failure(pk, job.task_name, fejl)
    return job


def opgivet_mail(person, slags="indstilling.returneret", **felter):
    """Make a mail whose server never said yes."""
    key = f"{slags}:proeve:{person.pk}"
    return Mail.objects.create(
        noegle=key, slags=slags, modtager=person, tilstand="fejlet", forsoeg=post.TRIES, message_id=f"<{key}@proeve>",
        **felter,
    )  # fmt: skip

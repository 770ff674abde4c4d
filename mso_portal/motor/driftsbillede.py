"""How the background jobs are doing: queues, workers, what failed. Reads the job library's own tables."""

from datetime import timedelta

from django.db.models import CharField, Count, Exists, Min, OuterRef, Q, Subquery
from django.db.models.functions import Cast, Coalesce, Now
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob, ProcrastinateWorker

from mso_portal.motor import ur
from mso_portal.motor.enums import Mailtilstand
from mso_portal.motor.models import Haendelse, Mail
from mso_portal.vaerdier.datoer import klokken

SILENT = timedelta(minutes=2)
JOB = ProcrastinateJob._meta.label_lower
SHOWN = 200


def queues():
    """Return rows (queue, waiting, running, due since) of queues with work; a job of later tonight is not waiting."""
    due = Q(status="todo") & (Q(scheduled_at=None) | Q(scheduled_at__lte=Now()))
    since = Subquery(_events("deferred").values("at")[:1])
    rows = ProcrastinateJob.objects.filter(due | Q(status="doing")).annotate(since=Coalesce("scheduled_at", since))
    return list(
        rows.order_by("queue_name").values_list("queue_name").annotate(
            venter=Count("pk", filter=Q(status="todo")), koerer=Count("pk", filter=Q(status="doing")),
            aeldste=Min("since", filter=Q(status="todo")),
        )
    )  # fmt: skip


def failed_jobs():
    """Narrow to jobs that failed and are not taken off the list, newest first, with `fejl` and `fejlet_den`."""
    about = Haendelse.objects.filter(genstand_type=JOB, genstand=Cast(OuterRef("pk"), CharField()))
    failed = about.filter(handling="job.fejlet").order_by("-pk")
    return (
        ProcrastinateJob.objects.filter(~Exists(about.filter(handling="job.luk")), status="failed")
        .annotate(fejl=Subquery(failed.values("data__fejl")[:1]), fejlet_den=Subquery(failed.values("tid")[:1]))
        .order_by("-pk")
    )


def _events(kind):
    return ProcrastinateEvent.objects.filter(job=OuterRef("pk"), type=kind).order_by("-pk")


def workers():
    """Return the living and the lately dead workers, last heard of first."""
    return list(ProcrastinateWorker.objects.order_by("-last_heartbeat")[:SHOWN])


def mails():
    """Return how many mails wait, and those that could not be sent, newest first."""
    waiting = Mail.objects.filter(tilstand=Mailtilstand.KLAR).count()
    return waiting, list(Mail.objects.filter(tilstand=Mailtilstand.FEJLET).order_by("-pk")[:SHOWN])


def is_silent(heard):
    """Say whether a worker last heard of then (by the machine's clock) stands still; unknown counts as no."""
    return heard is not None and ur.maskintid() - heard > SILENT


def banner(heard):
    """Return the line for the top of the page, or "" while a worker is alive."""
    if not is_silent(heard):
        return ""
    return f"Baggrundsjob har stået stille siden {klokken(heard + ur.forskydning())}. Mails og pakker venter."

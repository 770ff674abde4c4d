"""What follows when a plan is closed, or the case it comes from: nothing made of its statuses stays åbent, and it
reports to its own styregruppe alone (50 §5.2, 21 §2)."""

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Prefetch
from django.dispatch import receiver

from indsatser.document import statusbilag
from indsatser.enums import Plantilstand
from indsatser.models import Indsatsplan, Kvartalsstatus, Statuspligt, Statusudfald
from indsatser.workflow.rundeudgave import order_without
from indsatser.workflow.statuspligt import follow_styregruppe
from indsatser.workflow.statusuddrag import withdraw_closed
from indstillinger.enums import Aabenhed
from indstillinger.models import Indstilling
from indstillinger.workflow.tilbagekald import close_item
from indstillinger.workflow.tilstande import close_with, lukket_nu
from mso_portal.motor.workflow import lock

LOEBER = (Plantilstand.KLADDE, Plantilstand.AKTIV)


@transaction.atomic
def follow_closing(by=None):
    """Withdraw the extracts of plans that are lukket now, and close the agenda items and indstillinger made of their
    statuses: in the name of `by`, who has just closed one, else of who locked the status. An indstilling that somebody
    has opened again stays open. Their reports to other fora than the styregruppe end."""
    withdraw_closed(by)
    plans = Indsatsplan.objects.med_lukning().exclude(Indsatsplan.objects.er_aaben())
    _end_others(plans.filter(tilstand__in=LOEBER), by)
    rows = Kvartalsstatus.objects.filter(plan__in=plans.order_by().values("pk"), laast_den__isnull=False)
    rows = rows.select_related("runde", "udgave", "laast_af").prefetch_related(Prefetch("plan", plans))
    for status in rows.defer("data", "udgave__data").order_by("pk"):
        _close_item(status, by or status.laast_af)
        _close_papers(status, by or status.laast_af)


def _end_others(plans, by):
    duties = Statuspligt.objects.filter(til=None, plan__in=plans.order_by().values("pk"))
    elsewhere = duties.exclude(rytme__forum=F("plan__styregruppe")).order_by().values("plan")
    for plan in Indsatsplan.objects.filter(pk__in=elsewhere).order_by("pk"):
        follow_styregruppe(lock(plan), by or plan.oprettet_af)


def _ground(status, begrundelse):
    closing = statusbilag.lukning(status)
    return {"titel_lukket": statusbilag.titel(status, closing["titel_lukket"]), "hjemmel": closing["hjemmel"],
            begrundelse: closing["begrundelse"]}  # fmt: skip


def _close_item(status, by):
    if status.dagsordenspunkt and status.dagsordenspunkt.aabenhed == Aabenhed.AABEN:
        close_item(status.dagsordenspunkt, by=by, **_ground(status, "begrundelse"))


def _close_papers(status, by):
    asked = Statusudfald.objects.filter(beslutning__status=status).order_by().values("indstilling")
    was_closed = Indstilling.history.filter(id=OuterRef("pk"), aabenhed=Aabenhed.LUKKET).order_by()
    for paper in Indstilling.objects.filter(~Exists(was_closed), pk__in=asked, aabenhed=Aabenhed.AABEN).order_by("pk"):
        close_with(paper, by=by, **_ground(status, "lukket_begrundelse"))


@receiver(lukket_nu)
def close_plans(sender, paper, by, **said):
    """The plans that come from a paper are closed with it."""
    follow_closing(by)
    for plan in Indsatsplan.objects.filter(beslutning__punkt__indstilling=paper).order_by("pk"):
        order_without(plan, by)

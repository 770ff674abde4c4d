"""A round's meeting and its end: its statuses on the agenda, and the outcomes made final (21 §10)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch, Q

from indsatser.document import statusbilag
from indsatser.enums import Rundetilstand
from indsatser.models import Indsatsplan, Kvartalsstatus, Statusbeslutning, Statusudfald
from indsatser.workflow.rundeudgave import order_editions, unreported
from indstillinger.enums import Aabenhed, Sagstype, Tilstand
from indstillinger.enums_moede import Punkttilstand
from indstillinger.workflow.fritpunkt import add_frit_punkt
from indstillinger.workflow.punktbilag import add_punktbilag
from mso_portal.motor import ur
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import YES, NotNow, ask, no, require
from mso_portal.motor.workflow import Transition, claim, fits, lock, perform, save

T = Rundetilstand
BEGRUNDELSE = 10
INTET_MOEDE = "Runden har intet møde i portalen. Vælg mødet på runden først."
KUN_NYESTE = "Kun den nyeste låste status kan sættes på dagsordenen."
ER_PAA = "Status står allerede på dagsordenen."


def _items(runde):
    """The statuses of the round whose item is still to be treated at its meeting."""
    return Kvartalsstatus.objects.filter(
        runde=runde, dagsordenspunkt__moede=runde.moede_id, dagsordenspunkt__tilstand=Punkttilstand.OPTAGET
    )


def not_on_agenda(runde, user):
    """Return the newest locked statuses that are not on the agenda, and that the person may put there."""
    rows = Kvartalsstatus.objects.visible_to(user).nyeste().filter(runde=runde).exclude(pk__in=_items(runde))
    plans = Prefetch("plan", Indsatsplan.objects.med_lukning())
    rows = rows.select_related("runde").prefetch_related(plans).defer("data").order_by("plan__nummer")
    return [one for one in rows if ask(user, "status.dagsorden", one)]


def require_meeting(runde):
    """NotNow for a round whose forum meets outside the portal."""
    if runde.moede is None:
        raise NotNow(INTET_MOEDE)


@transaction.atomic
def set_on_agenda(status, *, by, noegle=None):
    """Return the item on the agenda of the round's meeting, with the status' PDF; None for a used `noegle`. The PDF of
    a later version goes to the item that is there as one more file."""
    if noegle and not claim(noegle, by, "status.dagsorden"):
        return None
    status = lock(status)
    require(by, "status.dagsorden", status)
    require_meeting(status.runde)
    if not Kvartalsstatus.objects.nyeste().filter(pk=status.pk).exists():
        raise NotNow(KUN_NYESTE)
    there = _items(status.runde).filter(plan=status.plan).order_by("nr").last()
    if there == status:
        raise NotNow(ER_PAA)
    status.dagsordenspunkt = _attach(there.dagsordenspunkt, status, by) if there else _add(status, by)
    save(status, by)
    log_event("status.dagsorden", status, by)
    return status.dagsordenspunkt


def _attach(punkt, status, by):
    add_punktbilag(punkt, **statusbilag.bilag(status), by=by)
    return punkt


def _add(status, by):
    runde, plan, closing = status.runde, status.plan, statusbilag.lukning(status)
    openness = {"aabenhed": Aabenhed.AABEN}
    if closing:
        named = statusbilag.titel(status, closing["titel_lukket"])
        openness = {**closing, "aabenhed": Aabenhed.LUKKET, "titel_lukket": named}
    asks = Statusbeslutning.objects.filter(status__plan=plan, status__runde=runde).exists()
    return add_frit_punkt(
        runde.moede, statusbilag.titel(status, plan.titel), by=by, filer=[statusbilag.bilag(status)],
        sagstype=Sagstype.BESLUTNING if asks else Sagstype.ORIENTERING,
        sti=f"/indsatsplaner/{plan}/status/{status.noegle}/", **openness,
    )  # fmt: skip


@transaction.atomic
def fill_agenda(runde, *, by, noegle=None):
    """Put every status of the round on the agenda that the person may put there; returns how many. NotNow for none."""
    require(by, "runde.dagsorden", runde)
    if noegle and not claim(noegle, by, "runde.dagsorden"):
        return 0
    require_meeting(runde)
    found = not_on_agenda(runde, by)
    if not found:
        raise NotNow("Ingen låst status mangler på dagsordenen.")
    for status in found:
        set_on_agenda(status, by=by)
    return len(found)


def unanswered(runde):
    """Return the questions of the round's locked statuses without an outcome, and without an indstilling that still
    asks for one."""
    is_withdrawn = Q(udfald__art="", udfald__indstilling__tilstand=Tilstand.TRUKKET)
    locked = Statusbeslutning.objects.filter(status__runde=runde, status__laast_den__isnull=False)
    rows = locked.filter(Q(udfald=None) | is_withdrawn)
    return rows.select_related("status__plan").order_by("status__plan__nummer", "nr")


def _all_answered(runde, **data):
    found = [f"{one.status.plan} beslutning {one.nr}" for one in unanswered(runde)]
    if not found:
        return YES
    return no(f"{len(found)} {'beslutning' if len(found) == 1 else 'beslutninger'} mangler udfald: {', '.join(found)}.")


def _close(runde, by, uden_status_grund="", **data):
    """Why a plan is without a locked status is written; the outcomes are made final, the portfolio is made anew."""
    missing, reason = unreported(runde), uden_status_grund.strip()
    if missing and len(reason) < BEGRUNDELSE:
        raise ValidationError({"uden_status_grund": without_status(missing)})
    runde.uden_status_grund = reason if missing else ""
    rows = Statusudfald.objects.select_for_update(of=("self",)).filter(beslutning__status__runde=runde)
    for row in rows.order_by("pk"):
        row.laast_den, row.laast_af = ur.nu(), by
        save(row, by)
    order_editions(runde, by)


def without_status(plans):
    """Return the sentence about plans without a locked status."""
    named = ", ".join(str(plan) for plan in plans)
    return f"Skriv, hvorfor der ikke er en låst status (mindst {BEGRUNDELSE} tegn): {named}."


CLOSE = Transition(
    "afslut", "Afslut runden", "runde.afslut", (T.AABEN,), T.AFSLUTTET, guards=(_all_answered,), effect=_close,
    stamps=("afsluttet",), done="Runden er afsluttet.",
    effects_text=("Udfaldene ligger fast og kan ikke ændres.", "De står i den næste kvartalsstatus."),
)  # fmt: skip


def require_closable(runde):
    """NotNow while the round can't be closed: it isn't open, or a question has no outcome."""
    for answer in (fits(CLOSE, runde), _all_answered(runde)):
        if not answer:
            raise NotNow(answer.reason)


def close_round(runde, *, by, uden_status_grund="", **data):
    """Close a round whose questions are all answered; ValidationError when plans have no locked status and no reason
    is given."""
    return perform(CLOSE, runde, by=by, uden_status_grund=uden_status_grund, **data)

"""In which rhythms a plan reports: a duty added, changed, made the primary one, ended; and what becomes of them when
the plan gets another styregruppe or is lukket (21 §2)."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from indsatser.enums import Plantilstand, Rundetilstand, Statustilstand
from indsatser.models import Kvartalsstatus, Rapporteringsrytme, Statuspligt
from indsatser.workflow.raekker import FORANDRET, keep, keep_new, require_open
from indsatser.workflow.runde import quarter_rhythm
from indsatser.workflow.statusaabning import join_rounds
from mso_portal.motor import ur
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import NotNow, require
from mso_portal.motor.workflow import claim, lock, save
from mso_portal.vaerdier.datoer import dato_lang

EN_DAG = timedelta(days=1)
KUN_EGEN = "Planen er lukket. Den rapporterer kun til sin egen styregruppe."
RYTMEN_ER_SLUT = "Rytmen er slut. Vælg en anden."
TIDLIGST = "Rapporteringen kan tidligst begynde i dag."
FORBI = "Rapporteringen er allerede afsluttet."
ER_PRIMAER = "Rapporteringen er allerede den primære."
MANGLER_PRIMAER = "Planen skal have en primær rapportering. Gør en anden til den primære først."


def primary_of(plan):
    """Return the plan's running primary duty with its rhythm and forum, or None; a query."""
    return plan.statuspligter.filter(primaer=True, til=None).select_related("rytme__forum").first()


def running_rhythms():
    """Return the rhythms that have not ended."""
    return Rapporteringsrytme.objects.filter(Q(aktiv_til=None) | Q(aktiv_til__gte=ur.i_dag()))


def ends(pligt):
    """Return the sentence about a duty whose rhythm has ended, or will before the plan, or ""."""
    last, rytme = pligt.rytme.aktiv_til, pligt.rytme
    if not rytme.er_slut and (last is None or last >= (pligt.plan.periode_slut or date.max)):
        return ""
    when = "" if rytme.er_slut else f" efter den {dato_lang(last)}"
    return f"Planen rapporterer ikke længere til {rytme.forum}{when}."


# By a person


@transaction.atomic
def add_duty(plan, *, by, rytme, form, fra, noegle=None):
    """Let a plan report in a running rhythm, of a lukket plan one of its styregruppe's; returns the duty, or None for a
    used key. The first is the primary one. An aktiv plan gets its status in the rounds that are open."""
    if noegle and not claim(noegle, by, "statuspligt.opret"):
        return None
    plan = lock(plan)
    require(by, "indsats.ret", plan)
    require_open(plan)
    _require_choosable(plan, rytme)
    if fra < ur.i_dag():
        raise ValidationError({"fra": TIDLIGST})
    made = keep_new(Statuspligt(plan=plan, rytme=rytme, primaer=primary_of(plan) is None, form=form, fra=fra), by)
    _join(plan)
    return made


def _require_choosable(plan, rytme):
    if rytme.er_slut:
        raise ValidationError({"rytme": RYTMEN_ER_SLUT})
    if plan.er_lukket and rytme.forum_id != plan.styregruppe_id:
        raise ValidationError({"rytme": KUN_EGEN})


@transaction.atomic
def edit_duty(pligt, *, by, form, version=None, noegle=None):
    """Return the duty with another form: the statuses that are built from now on have it."""
    if noegle and not claim(noegle, by, "statuspligt.ret"):
        return None
    pligt = _running(pligt, by)
    if version is not None and int(version) != pligt.version:
        raise NotNow(FORANDRET)
    return keep(pligt, by, form=form)


@transaction.atomic
def make_primary(pligt, *, by, noegle=None):
    """Make a duty the plan's primary one; the one that was goes on beside it."""
    if noegle and not claim(noegle, by, "statuspligt.primaer"):
        return None
    pligt = _running(pligt, by)
    require_promotable(pligt)
    before = primary_of(pligt.plan)
    if before:
        keep(lock(before), by, primaer=False)
    return keep(pligt, by, primaer=True)


def require_promotable(pligt):
    """NotNow for a duty that is the primary one, or whose rhythm has ended."""
    if pligt.primaer:
        raise NotNow(ER_PRIMAER)
    if pligt.rytme.er_slut:
        raise NotNow(RYTMEN_ER_SLUT)


@transaction.atomic
def end_duty(pligt, *, by, noegle=None):
    """End a duty: its last day is yesterday, and one that begins today or later is deleted. A status that is being
    written for a later day goes with it. NotNow for the primary one of an aktiv plan."""
    if noegle and not claim(noegle, by, "statuspligt.slut"):
        return
    pligt = _running(pligt, by)
    require_endable(pligt)
    _end(pligt, by)


def require_endable(pligt):
    """NotNow for the primary duty of an aktiv plan."""
    if pligt.primaer and pligt.plan.tilstand == Plantilstand.AKTIV:
        raise NotNow(MANGLER_PRIMAER)


def _running(pligt, by):
    """Return the duty under its lock and its plan's."""
    plan = lock(pligt.plan)
    require(by, "indsats.ret", plan)
    require_open(plan)
    pligt = lock(pligt)
    if pligt.til is not None:
        raise NotNow(FORBI)
    pligt.plan = plan
    return pligt


# With the plan


def follow_styregruppe(plan, by, forladt=None):
    """End the locked plan's duties to the forum it has left, and those of a lukket plan to every forum but its
    styregruppe. Where one ended the plan reports to its styregruppe from now on, in the rhythm it has there, else each
    quarter; as its primary when that was among them."""
    running, own = plan.statuspligter.filter(til=None), plan.styregruppe_id
    others = running.exclude(rytme__forum=own) if plan.er_lukket else running.filter(rytme__forum=forladt)
    ended = [lock(one) for one in others.order_by("-primaer", "pk")]
    for one in ended:
        _end(one, by)
    if ended and own:
        _go_on(plan, ended[0], by)


def _go_on(plan, before, by):
    there = plan.statuspligter.filter(til=None, rytme__in=running_rhythms().filter(forum=plan.styregruppe_id))
    kept = there.order_by("-primaer", "pk").first()
    if kept is None:
        rytme = quarter_rhythm(plan.styregruppe, by)
        keep_new(Statuspligt(plan=plan, rytme=rytme, primaer=before.primaer, form=before.form, fra=ur.i_dag()), by)
    elif before.primaer:
        keep(lock(kept), by, primaer=True)
    _join(plan)


def _join(plan):
    if plan.tilstand == Plantilstand.AKTIV:
        join_rounds(plan)


def _end(pligt, by):
    last = ur.i_dag() - EN_DAG
    _drop_drafts(pligt, last, by)
    pligt._history_user = by
    log_event("statuspligt.slut", pligt, by)
    if pligt.fra > last:
        pligt.delete()
    else:
        pligt.til = last
        save(pligt, by)


def _drop_drafts(pligt, last, by):
    """Nobody waits any more for what is written to a status date outside the duty; what is sent goes its way, but of a
    lukket plan nothing does."""
    drafts = Kvartalsstatus.objects.filter(
        plan=pligt.plan_id, runde__rytme=pligt.rytme_id, runde__tilstand=Rundetilstand.AABEN, nr=1, laast_den=None
    )
    if not pligt.plan.er_lukket:
        drafts = drafts.filter(tilstand=Statustilstand.AABEN).exclude(runde__statusdato__range=(pligt.fra, last))
    for status in drafts.order_by("pk"):
        status._history_user = by
        log_event("status.opgiv", status, by)
        status.delete()

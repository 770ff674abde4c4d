"""Make a plan on its own, and who takes part in it (20 §3, §4.1)."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from indsatser.enums import Plantilstand, Plantype
from indsatser.models import Indsatsplan, Plandeltager, Rapporteringsrytme
from indsatser.workflow.lukning import follow_closing
from indsatser.workflow.raekker import edit, keep_new, require_open
from indsatser.workflow.runde import quarter_rhythm, set_primary
from indsatser.workflow.rundeudgave import order_without
from indsatser.workflow.soegning import index
from indsatser.workflow.statuspligt import follow_styregruppe
from mso_portal.motor import ur
from mso_portal.motor.log import log_event
from mso_portal.motor.models import Taeller
from mso_portal.motor.rules import require
from mso_portal.motor.workflow import claim, lock

KVARTAL = "kvartal"  # chosen in place of a rhythm of the styregruppe's own


@transaction.atomic
def create_alone(*, titel, by, noegle=None, **felter):
    """Return a new udviklingsplan in kladde, or None when `noegle` was used before. ValidationError by field."""
    if noegle and not claim(noegle, by, "indsats.opret"):
        return None
    require(by, "indsats.opret")
    if felter.get("aabenhed", "ikke_angivet") == "ikke_angivet":
        raise ValidationError({"aabenhed": "Vælg, om planen er åben eller lukket."})
    return new_plan(Plantype.UDVIKLINGSPLAN, by, titel=titel, **felter)


def new_plan(plantype, by, **felter):
    """Return a saved kladde with the next number of the year; call inside a transaction."""
    aar = ur.i_dag().year
    plan = Indsatsplan(plantype=plantype, nummer="P", **felter)
    plan.full_clean(exclude=["nummer"])  # before the counter: a refused plan takes no number
    plan.nummer = f"P{aar}-{Taeller.next('indsatsplan', aar):03}"
    keep_new(plan, by)
    index(plan)
    return plan


def reference(plan):
    """Return the day a missing year is read against: the decision's meeting, else the plan's first day, else today."""
    if plan.beslutning_id:
        return plan.beslutning.punkt.moede.dato
    return plan.periode_start or ur.i_dag()


@transaction.atomic
def edit_plan(plan, *, by, version=None, noegle=None, rytme="", **felter):
    """As `raekker.edit`; `rytme` (KVARTAL, or the key of a rhythm of the styregruppe) is what the plan reports in, set
    once. ValidationError for a rhythm without a styregruppe, or of another one. With another styregruppe its reports go
    there. Closing it closes what was made of its statuses, and others get their portfolios without it."""
    before = lock(plan)  # the plan at hand may be a form's, with the new values
    was_closed = before.er_lukket
    plan = edit(plan, by=by, version=version, noegle=noegle, **felter)
    if plan is None:
        return None
    if plan.tilstand == Plantilstand.AKTIV and plan.styregruppe_id is None:
        raise ValidationError({"styregruppe": "Vælg styregruppen."})
    if plan.styregruppe_id != before.styregruppe_id:
        follow_styregruppe(plan, by, before.styregruppe_id)
    if plan.er_lukket and not was_closed:
        follow_closing(by)
        order_without(plan, by)
    if rytme:
        set_primary(plan, _chosen_rhythm(plan, rytme, by), by, ur.i_dag())
    index(plan)
    return plan


def _chosen_rhythm(plan, rytme, by):
    if plan.styregruppe is None:
        raise ValidationError({"styregruppe": "Vælg den styregruppe, planen rapporterer til."})
    if rytme == KVARTAL:
        return quarter_rhythm(plan.styregruppe, by)
    found = Rapporteringsrytme.objects.filter(forum=plan.styregruppe, aktiv_til=None, pk=rytme).first()
    if found is None:
        raise ValidationError({"rytme": "Vælg en rytme, som styregruppen har."})
    return found


@transaction.atomic
def add_participant(plan, *, by, bruger, rolle, noegle=None):
    """Let a person write in the plan, or read a lukket one, from today on."""
    if noegle and not claim(noegle, by, "plandeltager.opret"):
        return None
    plan = lock(plan)
    require(by, "indsats.ret", plan)
    require_open(plan)
    row = Plandeltager(plan=plan, bruger=bruger, rolle=rolle, fra=ur.i_dag())
    row._history_user = by
    row.full_clean()
    row.save()
    log_event("plandeltager.opret", plan, by, deltager=bruger.pk)
    return row


@transaction.atomic
def end_participant(deltager, *, by, noegle=None):
    """Let a person's part end: yesterday, so that the right is gone in the next request."""
    if noegle and not claim(noegle, by, "plandeltager.slut"):
        return
    plan = lock(deltager.plan)
    require(by, "indsats.ret", plan)
    require_open(plan)
    deltager = lock(deltager)
    deltager._history_user = by
    if deltager.fra == ur.i_dag():
        deltager.delete()
    else:
        deltager.til = ur.i_dag() - timedelta(days=1)
        deltager.save()
    log_event("plandeltager.slut", plan, by, deltager=deltager.bruger_id)

"""Make a plan of a decision: everything ticked, in one transaction, or nothing (20 §3)."""

from django.core.exceptions import ValidationError
from django.db import transaction

from indsatser.enums import Plantype
from indsatser.models import (
    Budgetpost,
    Indsatsplan,
    Leverance,
    Maal,
    Milepael,
    Opfoelgningspunkt,
    Planrisiko,
)
from indsatser.workflow.indikator import add_indicator
from indsatser.workflow.plan import new_plan
from indsatser.workflow.raekker import add, edit
from indsatser.workflow.risiko import set_amount
from indsatser.workflow.runde import quarter_rhythm, round_near, set_primary
from mso_portal.motor import ur
from mso_portal.motor.rules import NotNow, require
from mso_portal.motor.workflow import claim, lock
from mso_portal.vaerdier.enums import Praecision
from mso_portal.vaerdier.tidspunkt import Tidspunkt


@transaction.atomic
def create_from(beslutning, valgte, *, by, noegle=None, **felter):
    """Return (plan, made now): a kladde with every chosen Forslag, or the plan that the decision already has.

    `valgte` are Forslag as edited on the page; `felter` the plan's own. NotNow unless the decision holds and adopts,
    ValidationError by `noegle` of the row that can't be.
    """
    beslutning = lock(beslutning)
    require(by, "indsats.opret", beslutning)
    if found := Indsatsplan.objects.filter(beslutning=beslutning).first():
        return found, False
    require_adopted(beslutning)
    if noegle and not claim(noegle, by, "indsats.opret"):
        return None, False
    source = beslutning.punkt.indstilling or beslutning.punkt
    felter.setdefault("aabenhed", source.aabenhed)
    if felter["aabenhed"] == "lukket":
        felter |= _closed(source, felter["titel"])
    felter.setdefault("tovholder", by)
    plan = new_plan(Plantype.INDSATSPLAN, by, beslutning=beslutning, **felter)
    _make_all(plan, valgte, by)
    return plan, True


def require_adopted(beslutning):
    """NotNow unless the decision holds and adopts something."""
    if not (beslutning.gaelder and beslutning.vedtager):
        raise NotNow("Beslutningen gælder ikke eller vedtager ikke noget, så den kan ikke blive til en plan.")


def _closed(source, titel):
    """The title is the closed one: what others may know of the plan is what they know of its paper, or item."""
    reason = source.lukket_begrundelse if hasattr(source, "lukket_begrundelse") else source.begrundelse
    return {"titel": source.titel, "titel_lukket": titel, "hjemmel": source.hjemmel, "lukket_begrundelse": reason}


def _make_all(plan, valgte, by):
    faults = {}
    for one in valgte:
        try:
            with transaction.atomic():
                MAKERS[one.bliver](plan, one, by)
        except ValidationError as error:
            faults[one.noegle] = error.messages
    if faults:
        raise ValidationError(faults)


def _milestone(plan, one, by):
    felter = one.felter
    if one.extra.get("er_gennemfoert"):
        felter = felter | {"faktisk_dato": one.extra["gennemfoert"]}
    if "godkendt" not in felter and "tidspunkt" in felter:
        felter = {"titel": one.kilde[:200], "godkendt": felter["tidspunkt"]}
    if "art" in felter and "referatpunkt" in felter:  # a point of the minutes that becomes a milestone without a date
        felter = {"titel": felter["tekst"][:200], "godkendt": felter.get("frist", Tidspunkt())}
    add(Milepael, plan, by=by, raekkefoelge=plan.milepaele.count(), **felter)


def _round(plan, one, by):
    """A follow-up in the styregruppe is a round of its rhythm, which the plan then reports in."""
    forum, when = one.felter["forum"], one.felter["tidspunkt"]
    if when.start is None:
        raise ValidationError({"tidspunkt": "Skriv, hvornår der følges op, eller lad trinnet blive en milepæl."})
    rytme = quarter_rhythm(forum, by)
    day = when.start if when.praecision == Praecision.DAG else None
    round_near(rytme, when.start, by, moededato=day, note="" if day else when.tekst)
    set_primary(plan, rytme, by, ur.i_dag())
    if plan.styregruppe_id is None:
        plan.styregruppe = edit(plan, by=by, styregruppe=forum).styregruppe


def _goal(plan, one, by):
    maal = add(Maal, plan, by=by, raekkefoelge=plan.maal.count(), **one.felter)
    text = one.extra["indikator"]
    add_indicator(
        maal, by=by, navn=(text or maal.tekst)[:200], tekst=text, afklares_senest=one.extra["afklares_senest"]
    )


def _post(plan, one, by):
    post = add(Budgetpost, plan, by=by, **one.felter)
    for aar, kroner in sorted(one.extra["budget"].items()):
        set_amount(post, by=by, aar=aar, slags="budget", kroner=kroner)


def _delivery(plan, one, by):
    if not one.felter.get("titel"):
        raise ValidationError({"titel": f"Skriv, hvad {one.kilde} skal levere, eller fjern fluebenet."})
    add(Leverance, plan, by=by, rule="leverance.foreslaa", tilstand_den=ur.nu(), tilstand_af=by, **one.felter)


def _risk(plan, one, by):
    add(Planrisiko, plan, by=by, **one.felter)


def _point(plan, one, by):
    add(Opfoelgningspunkt, plan, by=by, **one.felter)


MAKERS = {
    "milepael": _milestone, "statusrunde": _round, "maal": _goal, "budgetpost": _post, "leverance": _delivery,
    "risiko": _risk, "punkt": _point,
}  # fmt: skip

"""What happens to a milestone: a forecast with its reason, done, undone, and what it waits for (20 §4.2)."""

from django.core.exceptions import ValidationError
from django.db import transaction

from indsatser.beregning.forskydning import forskydning
from indsatser.beregning.milepaele import cyklus, cyklustekst
from indsatser.models import Milepael, Milepaelsprognose
from indsatser.workflow.raekker import edit, keep, require_open
from indsatser.workflow.statusbidrag import settle
from mso_portal.motor import ur
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import NotNow, require
from mso_portal.motor.workflow import claim, lock, save

BEGRUNDELSE = 10
HVORFOR = "Skriv kort, hvorfor datoen flyttes (mindst 10 tegn)."
FREMTID = "Datoen ligger i fremtiden. Skriv den i prognose, eller ret datoen."
KUN_AENDRING = (
    "Den godkendte dato kan kun ændres med en ændring. Opret en ændring, eller skriv den nye dato som prognose."
)


@transaction.atomic
def edit_milestone(milepael, *, by, version=None, noegle=None, **felter):
    """As `raekker.edit`; ValidationError for a `godkendt` date once the plan is aktiv."""
    stored = lock(milepael)  # a form has set its values on the row it was given
    if not stored.plan.er_kladde and "godkendt" in felter and felter["godkendt"] != stored.godkendt:
        raise ValidationError({"godkendt": KUN_AENDRING})
    return edit(milepael, by=by, version=version, noegle=noegle, **felter)


@transaction.atomic
def forecast(milepael, *, by, tidspunkt, begrundelse="", noegle=None):
    """Return the new forecast (a Tidspunkt), or None when `noegle` was used before.

    A forecast that moves the last one needs a reason of ten characters. NotNow for a kladde, whose dates are free, and
    for what is finished or dropped.
    """
    if noegle and not claim(noegle, by, "milepael.prognose"):
        return None
    milepael = _open(milepael, by, "milepael.prognose")
    moved = bool(forskydning(milepael.prognose, tidspunkt))
    if moved and len(begrundelse.strip()) < BEGRUNDELSE:
        raise ValidationError({"begrundelse": HVORFOR})
    new = Milepaelsprognose(
        milepael=milepael, tidspunkt=tidspunkt, begrundelse=begrundelse.strip(), flyttet=moved,
        oprettet_den=ur.nu(), oprettet_af=by,
    )  # fmt: skip
    new.full_clean()
    new.save()
    log_event("milepael.prognose", milepael, by, flyttet=moved)
    settle(milepael.plan, milepael=milepael)
    return new


def _open(milepael, by, rule):
    milepael = lock(milepael)
    require(by, rule, milepael)
    require_forecastable(milepael)
    return milepael


def require_forecastable(milepael):
    """NotNow unless a forecast means something: the plan runs, and the milestone is neither done nor dropped."""
    require_open(milepael.plan)
    if milepael.plan.er_kladde:
        raise NotNow("Planen er en kladde. Ret datoen direkte.")
    if milepael.faktisk_dato or milepael.bortfaldet_den:
        raise NotNow("Milepælen er gennemført eller bortfaldet.")


def require_alive(milepael):
    """NotNow for a dropped milestone, and in an ended plan."""
    require_open(milepael.plan)
    if milepael.bortfaldet_den:
        raise NotNow("Milepælen er bortfaldet.")


def require_done(milepael):
    """NotNow unless it was noted as done."""
    require_open(milepael.plan)
    if milepael.faktisk_dato is None:
        raise NotNow("Milepælen er ikke meldt gennemført.")


@transaction.atomic
def complete(milepael, *, by, dato, noegle=None):
    """Note the day it was done, today or earlier; ValidationError for a later one."""
    if noegle and not claim(noegle, by, "milepael.gennemfoer"):
        return None
    if dato > ur.i_dag():
        raise ValidationError({"dato": FREMTID})
    milepael = lock(milepael)
    require(by, "milepael.gennemfoer", milepael)
    require_alive(milepael)
    milepael = keep(milepael, by, faktisk_dato=dato)
    settle(milepael.plan, milepael=milepael)
    return milepael


@transaction.atomic
def reopen(milepael, *, by, begrundelse, noegle=None):
    """Take back that it was done; the reason stands in the history."""
    if noegle and not claim(noegle, by, "milepael.gennemfoer"):
        return None
    if len(begrundelse.strip()) < BEGRUNDELSE:
        raise ValidationError({"begrundelse": "Skriv kort, hvorfor milepælen ikke er gennemført (mindst 10 tegn)."})
    milepael = lock(milepael)
    require(by, "milepael.gennemfoer", milepael)
    require_done(milepael)
    milepael.faktisk_dato, milepael._change_reason = None, begrundelse.strip()[:100]
    save(milepael, by)
    log_event("milepael.genaabn", milepael, by)
    return milepael


@transaction.atomic
def depend(milepael, paa, *, by):
    """Set what the milestone waits for (milestones of the plan). ValidationError names the ring it would make."""
    plan = lock(milepael.plan)
    require(by, "indsats.ret", plan)
    require_open(plan)
    links = Milepael.afhaenger_af.through.objects.filter(from_milepael__plan=plan).exclude(from_milepael=milepael)
    waits = {}
    for one, other in links.order_by("pk").values_list("from_milepael_id", "to_milepael_id"):
        waits.setdefault(one, []).append(other)
    titles = dict(plan.milepaele.order_by().values_list("pk", "titel"))
    if missing := [one for one in paa if one.pk not in titles]:
        raise ValidationError({"paa": f"»{missing[0]}« hører til en anden plan."})
    waits[milepael.pk] = [one.pk for one in paa]
    if ring := cyklus(waits):
        raise ValidationError({"paa": cyklustekst([titles[pk] for pk in ring])})
    milepael.afhaenger_af.set(paa)
    log_event("milepael.afhaengighed", milepael, by, antal=len(paa))

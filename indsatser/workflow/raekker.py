"""Add, edit and remove the rows of a plan: tema, milepæl, aktivitet, mål, leverance, risiko, budgetpost, punkt."""

from django.core.exceptions import ValidationError
from django.db import transaction

from indsatser.enums import Plantilstand
from indsatser.models import (
    Aktivitet,
    Budgetpost,
    Indsatsplan,
    Leverance,
    Maal,
    Milepael,
    Opfoelgningspunkt,
    Planrisiko,
)
from mso_portal.motor import search, ur
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import NotNow, require
from mso_portal.motor.workflow import claim, lock, save

# The most rows of a plan, and the way out when it is reached (20 §12).
HOEJST = {
    Milepael: (200, "En plan kan have højst 200 milepæle. Slå nogle sammen, eller brug aktiviteter."),
    Aktivitet: (400, "En plan kan have højst 400 aktiviteter. Slå nogle sammen."),
    Maal: (100, "En plan kan have højst 100 mål. Slå nogle sammen, eller del planen."),
    Leverance: (100, "En plan kan have højst 100 leverancer. Slå nogle sammen."),
    Planrisiko: (50, "En plan kan have højst 50 risici. Luk dem, der er forbi."),
    Budgetpost: (50, "En plan kan have højst 50 budgetposter. Slå nogle sammen."),
    Opfoelgningspunkt: (200, "En plan kan have højst 200 opfølgningspunkter. Luk dem, der er forbi."),
}
KUN_VED_AENDRING = {
    Milepael: "Planen er aktiv. En ny milepæl kommer i planen med en ændring.",
    Maal: "Planen er aktiv. Et nyt mål kommer i planen med en ændring.",
}
# Named in a row; who is named in the plan itself sees it for that.
PERSONER = {
    "ansvarlig": "Den ansvarlige", "ejer": "Ejeren", "kontaktperson": "Kontaktpersonen",
    "afklares_af": "Den, der skal afklare indikatoren,", "udfoeres_af": "Den, der udfører målingen,",
    "tilsynsfoerende": "Den tilsynsførende",
}  # fmt: skip
FORANDRET = "Rækken er ændret, siden du åbnede den. Gå tilbage, og læs den igen."
FORBI = "Planen er afsluttet eller stoppet og kan ikke ændres."


def plan_of(obj):
    """Return the plan a row belongs to; a plan is its own, and a template or a rhythm has none."""
    if isinstance(obj, Indsatsplan):
        return obj
    for name in ("plan", "maal", "indikator", "definition", "milepael", "risiko", "post", "tema"):
        if hasattr(obj, f"{name}_id"):
            return plan_of(getattr(obj, name))
    return None


def require_open(plan):
    """NotNow when the plan has ended: it is read-only then, which the database holds to as well."""
    if plan.tilstand in (Plantilstand.AFSLUTTET, Plantilstand.STOPPET):
        raise NotNow(FORBI)


def require_sees(plan, felter):
    """ValidationError for a person who could not see the lukket plan he is named in."""
    if plan is None or not plan.er_lukket:
        return
    faults = {
        name: f"{PERSONER[name]} kan ikke se den lukkede plan. Tilføj personen som deltager først."
        for name, person in felter.items()
        if name in PERSONER and person and not sees(plan, person)
    }
    if faults:
        raise ValidationError(faults)


def sees(plan, person):
    """Say whether the person may read the plan; a query."""
    return Indsatsplan.objects.visible_to(person).filter(pk=plan.pk).exists()


@transaction.atomic
def add(model, plan, *, by, rule="indsats.ret", noegle=None, **felter):
    """Return a new row of the plan, or None when `noegle` was used before. The plan's row is locked: two who add at
    once come one by one, and neither passes the most a plan may hold.

    Denied, NotNow for an ended plan or one too many, ValidationError by field.
    """
    if noegle and not claim(noegle, by, f"{model._meta.model_name}.opret"):
        return None
    plan = lock(plan)
    require(by, rule, plan)
    require_open(plan)
    require_room(model, plan)
    require_addable(model, plan)
    return keep_new(model(plan=plan, **felter), by)


def require_addable(model, plan):
    """NotNow for a kind of row that comes into an aktiv plan by an Ændring alone."""
    if model in KUN_VED_AENDRING and not plan.er_kladde:
        raise NotNow(KUN_VED_AENDRING[model])


def require_room(model, plan, flere=1):
    """NotNow when the plan can't hold so many rows more of the kind."""
    most, message = HOEJST.get(model, (None, ""))
    if most and model._base_manager.filter(plan=plan).count() + flere > most:
        raise NotNow(message)


def keep_new(row, by):
    """Check and save a new row of any kind in a plan; ValidationError by field."""
    row.oprettet_den, row.oprettet_af, row._history_user = ur.nu(), by, by
    require_sees(plan_of(row), {name: getattr(row, name, None) for name in PERSONER})
    row.full_clean()
    row.save()
    _outdate(row)
    log_event(f"{row._meta.model_name}.opret", row, by)
    return row


def _outdate(row):
    """What is searched of a plan stands in its rows too."""
    if (plan := plan_of(row)) is not None and plan.pk:
        search.outdate(plan)


@transaction.atomic
def edit(row, *, by, rule="indsats.ret", version=None, noegle=None, **felter):
    """Return the row with `felter` set, under its lock. NotNow when its version is another than `version`."""
    if noegle and not claim(noegle, by, f"{row._meta.model_name}.ret"):
        return None
    row = lock(row)
    plan = plan_of(row)
    require(by, rule, plan)
    require_open(plan)
    if version is not None and int(version) != row.version:
        raise NotNow(FORANDRET)
    return keep(row, by, **felter)


def keep(row, by, **felter):
    """Set, check and save fields of a locked row; the event names the fields that changed, never their text."""
    changed = sorted(name for name, value in felter.items() if getattr(row, name) != value)
    if not changed:
        return row
    for name in changed:
        setattr(row, name, felter[name])
    require_sees(plan_of(row), {name: felter[name] for name in changed})
    row.full_clean()
    save(row, by)
    _outdate(row)
    log_event(f"{row._meta.model_name}.ret", row, by, felter=changed)
    return row


@transaction.atomic
def remove(row, *, by, rule="indsats.ret", noegle=None):
    """Delete a row of a kladde. NotNow once the plan is aktiv: what was approved stays, and falls away by a verb."""
    if noegle and not claim(noegle, by, f"{row._meta.model_name}.fjern"):
        return
    row = lock(row)
    plan = plan_of(row)
    require(by, rule, plan)
    require_removable(plan)
    row._history_user = by
    _outdate(row)
    log_event(f"{row._meta.model_name}.fjern", row, by)
    row.delete()


def require_removable(plan):
    """NotNow once the plan is aktiv."""
    if not plan.er_kladde:
        raise NotNow("Planen er aktiv, så rækken kan ikke slettes. Luk den, eller foreslå en ændring.")

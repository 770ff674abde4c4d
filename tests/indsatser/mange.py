"""Many rows at once, as copies of one: where a test asks what a page costs. No verbs, no history."""

from copy import copy
from uuid import uuid4

from django.db import transaction

from indsatser.models import Aendring, Milepaelsprognose
from mso_portal.motor import ur
from tests import builders_udfald
from tests.builders_indsats import tid


def copies(row, antal, **felter):
    """Store so many copies of a row; `felter` are values, or functions of the copy's number."""
    return type(row).objects.bulk_create(_copy(row, nr, felter) for nr in range(antal))


def _copy(row, nr, felter):
    made = copy(row)
    made.pk, made._state.adding = None, True
    if hasattr(row, "uuid"):
        made.uuid = uuid4()
    for name, value in felter.items():
        setattr(made, name, value(nr) if callable(value) else value)
    return made


def fill(status, antal=57):
    """Give the status' plan so many milestones more, with a forecast and a bidrag each, by an Ændring that is approved;
    as many risks and points; and five Ændringer that wait."""
    plan, approved, *_ = status.plan, *_changes(status.plan)
    open_row = plan.milepaele.filter(faktisk_dato=None).order_by("pk").first()
    milestones = copies(open_row, antal, raekkefoelge=lambda nr: 10 + nr, aendring=approved)
    Milepaelsprognose.objects.bulk_create(
        Milepaelsprognose(milepael=row, tidspunkt=tid("30. november 2020"), begrundelse="Lokalet er optaget.",
                          flyttet=True, oprettet_den=ur.nu(), oprettet_af=plan.tovholder)
        for row in milestones
    )  # fmt: skip
    copies(status.bidrag.filter(slags="milepael").first(), antal, milepael=lambda nr: milestones[nr])
    copies(plan.risici.first(), antal)
    copies(plan.opfoelgningspunkter.first(), antal)


def _changes(plan):
    """Make six, the first one approved."""
    return Aendring.objects.bulk_create(
        Aendring(plan=plan, nr=90 + nr, titel=f"Nr. {nr}", aarsag="andet", begrundelse="Det er ikke nået endnu.",
                 oprettet_den=ur.nu(), oprettet_af=plan.tovholder, **({} if nr else _approval(plan)))
        for nr in range(6)
    )  # fmt: skip


def _approval(plan):
    stamps = {f"{name}_den": ur.nu() for name in ("forelagt", "godkendt")}
    return {**stamps, "tilstand": "godkendt", "forelagt_af": plan.tovholder, "godkendt_af": plan.programejer}


@transaction.atomic
def plans(status, antal, by, fra=500):
    """Let so many plans more have such a status in the round, every second one locked by the person."""
    plan = status.plan
    made = copies(plan, antal, nummer=lambda nr: f"P2020-{fra + nr}")
    copies(plan.statuspligter.get(), antal, plan=lambda nr: made[nr])
    statuses = copies(status, antal, plan=lambda nr: made[nr])
    for row in status.bidrag.order_by("pk"):
        copies(row, antal, status=lambda nr: statuses[nr])
    for one in statuses[::2]:
        builders_udfald.laas(one, by)

"""What /soeg/ finds of plans: for those who read the plan, under the title they read it by."""

from django.db.models import Q

from indsatser.models import Indsatsplan
from indsatser.views.find import adresse
from indsatser.views.planside import span
from indsatser.views.tabeller import maerker
from mso_portal.motor.enums import Udgave
from mso_portal.motor.search import Soegbar


def _udgaver(user):
    return [(Udgave.ARBEJDSUDGAVE, Indsatsplan.objects.visible_to(user).til_liste())]


def _i_aar(plans, aar):
    """A plan belongs to each year of its period; without one to the year it was begun."""
    runs = Q(periode_start__year__lte=aar, periode_slut__year__gte=aar)
    return plans.filter(runs | Q(periode_start=None, oprettet_den__year=aar))


def _vis(plan, udgave):
    place = ", ".join(part for part in (str(plan.styregruppe or ""), span(plan)) if part)
    return {
        "titel": f"{plan.nummer} {plan.egentlig_titel}", "url": adresse(plan), "maerker": maerker(plan),
        "dato": place, "lukket": plan.er_lukket,
    }  # fmt: skip


INDSATSPLAN = Soegbar("indsatsplan", "Indsatsplan", "Indsatsplaner", _udgaver, _i_aar, _vis)

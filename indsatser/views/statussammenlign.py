"""Any two locked statuses of a plan compared, group by group (21 §8)."""

from itertools import groupby

from django.http import Http404
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

from indsatser.document.forskelle import FOERSTE
from indsatser.document.statuspapir_aendret import GRUPPE
from indsatser.document.statussammenligning import compare_over
from indsatser.forms.status import Sammenlignform
from indsatser.models import Statusudgave
from indsatser.views import statusfind, tabeller
from indsatser.views.statusfind import is_closed, newest_versions, sted
from indsatser.workflow.statusudgave import edition
from mso_portal.motor.access import rule
from mso_portal.motor.log import seen

HVAD = ["Hvad", "Ændring"]
ENS = "De to statusser er ens."


@rule("status.laes", statusfind.locked)
@require_GET
def aendringer(request, status):
    """What changed between the status and the one before it, or any two, each in its newest version; 404 for one that
    doesn't exist."""
    rows = newest_versions(status)
    first, last = _chosen(request.GET, status, [one.noegle for one in rows])
    udgaver = _editions(rows[first : last + 1])
    if any(is_closed(status, one) for one in udgaver):
        seen(request, "vis", status.plan)
    plan, chosen = status.plan, {"fra": rows[first].noegle, "til": rows[last].noegle}
    context = {
        "titel": "Ændringer mellem to statusser", "tilbage_url": sted(status), "tilbage_tekst": status.runde.betegnelse,
        "fanetitel": f"Ændringer {status.noegle} – Plan {plan.nummer}", "fakta": [plan.egentlig_titel],
        "maerker": tabeller.lukket(plan), "form": Sammenlignform(chosen, rows) if len(rows) > 1 else None,
        "afsnit": _sections(udgaver, ENS if last else FOERSTE),
    }  # fmt: skip
    return render(request, "indsatser/status_aendringer.html", context)


def _chosen(given, status, keys):
    """Return the places of the two, the earlier first."""
    til = given.get("til", status.noegle)
    before = keys[keys.index(til) - 1] if til in keys[1:] else til
    fra = given.get("fra", before)
    if fra not in keys or til not in keys:
        raise Http404
    return sorted([keys.index(fra), keys.index(til)])


def _editions(statusser):
    """Return the locked data of each; one query."""
    found = {one.status_id: one for one in Statusudgave.objects.filter(status__in=statusser).order_by("pk")}
    for one in statusser:
        one.udgave = found[one.pk]
    return [edition(one) for one in statusser]


def _sections(udgaver, tom):
    """Return a table for each group, or one that is empty and says so."""
    if len(udgaver) == 1:
        return [tabeller.table("", HVAD, [], tom)]
    foer, *mellem, nu = [one.data for one in udgaver]
    groups = groupby(compare_over(foer, mellem, nu), key=lambda row: row.gruppe)
    found = [tabeller.table(GRUPPE[name], HVAD, [[one.navn, one.tekst] for one in of], "") for name, of in groups]
    return found or [tabeller.table("", HVAD, [], tom)]


urlpatterns = [
    path("indsatsplaner/<str:nr>/status/<str:k>/aendringer/", aendringer, name="status_aendringer"),
]

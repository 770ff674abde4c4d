"""What happened to the plan and its rows, newest first: time, person, verb or fields, and the reason (40 §8)."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

from indsatser.models.planhistorik import entries, open_since, told
from indsatser.rules import foelger_kladde
from indsatser.views import find, tabeller
from mso_portal.motor.access import rule
from mso_portal.vaerdier.datoer import DANSK_TID, dato_kort, klokken

PR_SIDE = 50
KOLONNER = ["Tid", "Hvem", "Hvad", "Hændelse", "Begrundelse"]


@rule("indsats.laes", find.plan)
@require_GET
def vis(request, plan):
    """One page of the plan's life. What was written while it was a kladde, or lukket, is its own people's."""
    find.noted(request, plan, "historik")
    fra = None if foelger_kladde(request.user, plan) else open_since(plan)
    page = Paginator(entries(plan, fra), PR_SIDE).get_page(request.GET.get("side"))
    rows = [[_moment(one.tid), one.af, one.genstand, one.hvad, one.grund] for one in told(list(page))]
    context = {
        "titel": "Historik", "fanetitel": find.fanetitel(plan, "Historik"), "tilbage_url": find.adresse(plan),
        "tilbage_tekst": f"Plan {plan.nummer}", "maerker": tabeller.maerker(plan), "fakta": [plan.egentlig_titel],
        "afsnit": tabeller.table("Nyeste først", KOLONNER, rows, "Der er ikke sket noget endnu."),
        "side": tabeller.pager(page.number, page.paginator.num_pages),
    }  # fmt: skip
    return render(request, "indsatser/historik.html", context)


def _moment(tid):
    """Return the day and the time, which stays in one piece in a narrow column."""
    time = klokken(tid).replace(" ", "\u00a0")
    return f"{dato_kort(tid.astimezone(DANSK_TID))} {time}"


urlpatterns = [path("indsatsplaner/<str:nr>/historik/", vis, name="plan_historik")]

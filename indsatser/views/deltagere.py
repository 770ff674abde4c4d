"""Who takes part in a plan: let in, and let out again (20 §4.1, §11)."""

from functools import partial

from django.http import Http404
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET, require_http_methods

from indsatser.forms.plan import Deltagerform
from indsatser.forms.raekker import Bekraeft
from indsatser.models import Plandeltager
from indsatser.views import find, handlinger, tabeller
from indsatser.workflow.plan import add_participant, end_participant
from indsatser.workflow.raekker import require_open
from mso_portal.motor.access import rule
from mso_portal.motor.fejl import error_page
from mso_portal.organisation.views.side import days, form_page, posted

BEGGE = require_http_methods(["GET", "POST"])
TOM = "Ingen deltagere endnu. Programejer og tovholder har altid adgang."


def deltager(user, nr, uuid):
    """Return the part that the person of that uuid has today in a plan the user may read, else 404."""
    plan = find.plan(user, nr)
    found = plan.deltagere.gaeldende().filter(bruger__uuid=uuid).select_related("bruger").order_by("-pk").first()
    if found is None:
        raise Http404
    found.plan = plan
    return found


@rule("indsats.laes", find.plan)
@require_GET
def liste(request, plan):
    """Everybody who takes or took part, with from when to when."""
    find.noted(request, plan)
    skriver = handlinger.skriver(request.user, plan)
    rows = Plandeltager.objects.filter(plan=plan).select_related("bruger").order_by("til", "bruger__sortering", "pk")
    table = tabeller.table("Deltagere", ["Person", "Rolle", "Fra", "Til", "Du kan"],
                           [_row(plan, one, skriver) for one in rows], TOM)  # fmt: skip
    links = [{"label": "Tilføj deltager", "url": find.adresse(plan, "deltagere/ny/")}] if skriver else []
    return render(request, "indsatser/rum.html", {
        "titel": "Deltagere", "tilbage_url": find.adresse(plan), "tilbage_tekst": f"Plan {plan.nummer}",
        "maerker": tabeller.maerker(plan), "fakta": [plan.egentlig_titel], "links": links, "advarsler": [],
        "graf": None, "afsnit": [table],
    })  # fmt: skip


def _row(plan, one, skriver):
    url = find.adresse(plan, f"deltagere/{one.bruger.uuid}/afslut/")
    acts = [{"label": "Fjern", "url": url}] if skriver and one.til is None else []
    return [str(one.bruger), one.get_rolle_display(), *days(one), acts]


def _page(request, plan, form, act, **page):
    """409 for a plan that has ended, 400 without a key."""
    if not find.complete(request):
        return error_page(request, 400)
    if request.method == "GET":
        require_open(plan)
    find.noted(request, plan)
    back = (find.adresse(plan, "deltagere/"), "Deltagere")
    return form_page(request, form, act, tilbage=back, manchet=plan.egentlig_titel, **page)


@rule("indsats.ret", find.plan)
@BEGGE
def ny(request, plan):
    """Let somebody write in the plan, or read it."""
    return _page(
        request, plan, Deltagerform(posted(request)), partial(add_participant, plan), titel="Tilføj deltager",
        knap="Tilføj", besked="Deltageren er tilføjet.",
        effekter=["Personen kan læse planen fra i dag, også når den er lukket."],
    )  # fmt: skip


@rule("indsats.ret_raekke", deltager)
@BEGGE
def afslut(request, deltager):
    """Take the part away again, at once."""
    return _page(
        request, deltager.plan, Bekraeft(posted(request)), partial(end_participant, deltager),
        titel="Fjern deltager", knap="Fjern", fare=True, besked="Deltageren er fjernet.",
        effekter=[f"{deltager.bruger} er ikke længere deltager i planen."],
    )  # fmt: skip


PLAN = "indsatsplaner/<str:nr>/deltagere"
urlpatterns = [
    path(f"{PLAN}/", liste, name="plan_deltagere"),
    path(f"{PLAN}/ny/", ny, name="plandeltager_ny"),
    path(f"{PLAN}/<uuid:uuid>/afslut/", afslut, name="plandeltager_afslut"),
]

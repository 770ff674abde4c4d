"""The rooms of a plan: one list each, and its rows added, mended and removed, made from a table (40 §4)."""

from dataclasses import dataclass
from functools import partial

from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET, require_http_methods

from indsatser.forms import raekker as skema
from indsatser.models import (
    Aktivitet,
    Budgetpost,
    Leverance,
    Maal,
    Milepael,
    Opfoelgningspunkt,
    Planrisiko,
    Tema,
)
from indsatser.views import find, pengetabeller, tabeller
from indsatser.workflow import leverance, milepael, raekker
from mso_portal.motor.access import rule
from mso_portal.motor.fejl import error_page
from mso_portal.motor.rules import ask
from mso_portal.organisation.views.side import form_page, posted

BEGGE = require_http_methods(["GET", "POST"])


@dataclass(frozen=True)
class Rum:
    """One kind of row: its page, form and verbs. `tabel(user, plan)` gives the sections of the page, `side` all of it;
    with neither the page is drawn elsewhere. In an aktiv plan rows of `ved_aendring` are proposed; those of `fast`
    can't be added beside it."""

    sti: str
    navn: str
    model: object
    form: object
    titel: str
    ental: str
    ny: str
    tabel: object = None
    add: object = None
    edit: object = raekker.edit
    regel: str = "indsats.ret"
    side: object = None
    ved_aendring: bool = False
    fast: bool = False

    def adresse(self, plan, rest=""):
        return find.adresse(plan, f"{self.sti}/{rest}")


def _add(model, plan, by, version=None, **felter):
    return raekker.add(model, plan, by=by, **felter)


def _propose(plan, by, version=None, **felter):
    return leverance.propose(plan, by=by, **felter)


def _goal(plan, by, version=None, **felter):
    return raekker.add(Maal, plan, by=by, raekkefoelge=plan.maal.count(), **felter)


RUM = (
    Rum("temaer", "tema", Tema, skema.Temaform, "Temaer", "tema", "Tilføj tema", tabeller.temaer),
    Rum("milepaele", "milepael", Milepael, skema.Milepaelform, "Milepæle", "milepæl", "Tilføj milepæl",
        tabeller.milepaele, edit=milepael.edit_milestone, ved_aendring=True, fast=True),
    Rum("aktiviteter", "aktivitet", Aktivitet, skema.Aktivitetform, "Aktiviteter", "aktivitet", "Tilføj aktivitet",
        tabeller.aktiviteter),
    Rum("maal", "maal", Maal, skema.Maalform, "Mål", "mål", "Tilføj mål", add=_goal, ved_aendring=True,
        fast=True),
    Rum("leverancer", "leverance", Leverance, skema.Leveranceform, "Leverancer", "leverance", "Foreslå leverance",
        tabeller.leverancer, _propose, leverance.edit_delivery, regel="leverance.foreslaa"),
    Rum("risici", "planrisiko", Planrisiko, skema.Risikoform, "Risici", "risiko", "Tilføj risiko", tabeller.risici),
    Rum("oekonomi", "budgetpost", Budgetpost, skema.Budgetpostform, "Økonomi", "budgetpost", "Tilføj budgetpost",
        side=pengetabeller.oekonomi, ved_aendring=True),
    Rum("opfoelgning", "opfoelgningspunkt", Opfoelgningspunkt, skema.Punktform, "Opfølgning", "punkt",
        "Tilføj punkt", tabeller.opfoelgning),
)  # fmt: skip


TOM_SIDE = {"links": [], "advarsler": [], "graf": None}


def _list(rum):
    @rule("indsats.laes", find.plan)
    @require_GET
    def view(request, plan):
        find.noted(request, plan)
        return room_page(request, rum, plan)

    return view


def room_page(request, rum, plan):
    """Draw a room's page: while it is empty, its way to begin stands in the empty place."""
    shown = rum.side(request.user, plan) if rum.side else {"afsnit": rum.tabel(request.user, plan)}
    links = _ways_in(request.user, rum, plan)
    first = shown["afsnit"][0]
    if links and first["tom"] and not first["raekker"]:
        first["tom_knap"] = links.pop(0)
    back = {"tilbage_url": find.adresse(plan), "tilbage_tekst": f"Plan {plan.nummer}"}
    head = {"titel": rum.titel, "fakta": [plan.egentlig_titel], "maerker": tabeller.maerker(plan), "links": links}
    return render(request, "indsatser/rum.html", TOM_SIDE | back | head | shown)


def _ways_in(user, rum, plan):
    """Return the links that add a row: in an aktiv plan some come by an Ændring."""
    if plan.endt_den:
        return []
    found = []
    if (plan.er_kladde or not rum.fast) and ask(user, rum.regel, plan):
        found.append({"label": rum.ny, "url": rum.adresse(plan, "ny/")})
    if rum.ved_aendring and not plan.er_kladde and ask(user, "aendring.skriv", plan):
        found.append({"label": "Opret ændring", "url": find.adresse(plan, "aendringer/ny/")})
    return found


def _page(request, rum, plan, form, act, **page):
    """400 without key or version; a refused form keeps what was typed, and who may not now is told so at once."""
    if not find.complete(request):
        return error_page(request, 400)
    if request.method == "GET":
        raekker.require_open(plan)
    find.noted(request, plan)
    back = (rum.adresse(plan), rum.titel)
    return form_page(request, form, act, **{"tilbage": back, "manchet": plan.egentlig_titel} | page)


def _new(rum):
    @rule(rum.regel, find.plan)
    @BEGGE
    def view(request, plan):
        if request.method == "GET" and rum.fast:
            raekker.require_addable(rum.model, plan)
        act = partial(rum.add or partial(_add, rum.model), plan)
        return _page(
            request, rum, plan, rum.form(posted(request), plan=plan), act, titel=rum.ny, knap=rum.ny,
            besked=f"{rum.ental.capitalize()} er tilføjet.",
        )  # fmt: skip

    return view


def _edit(rum):
    fetch = find.finder(rum.model)

    @rule("indsats.ret_raekke", fetch)
    @BEGGE
    def view(request, row):
        if not find.complete(request, "version"):
            return error_page(request, 400)
        form = rum.form(posted(request), plan=row.plan, instance=row)
        return _page(
            request, rum, row.plan, form, partial(rum.edit, row), titel=f"Ret {rum.ental}", knap="Gem",
            handlinger=_removal(rum, row),
        )  # fmt: skip

    return view


def _removal(rum, row):
    """Rows go in a kladde alone: what was approved falls away by a verb or an Ændring."""
    if not row.plan.er_kladde:
        return []
    return [{"label": f"Slet {rum.ental}", "url": rum.adresse(row.plan, f"{row.uuid}/slet/"), "fare": True}]


def _remove(rum):
    fetch = find.finder(rum.model)

    @rule("indsats.ret_raekke", fetch)
    @BEGGE
    def view(request, row):
        if request.method == "GET":
            raekker.require_removable(row.plan)
        return _page(
            request, rum, row.plan, skema.Bekraeft(posted(request)), lambda by: raekker.remove(row, by=by),
            titel=f"Slet {rum.ental}", knap="Slet", fare=True, effekter=[f"»{row}« bliver slettet."],
            besked="Rækken er slettet.",
        )  # fmt: skip

    return view


PLAN = "indsatsplaner/<str:nr>"
LISTER = [path(f"{PLAN}/{rum.sti}/", _list(rum), name=f"plan_{rum.sti}") for rum in RUM if rum.tabel or rum.side]
urlpatterns = LISTER + [
    one for rum in RUM for one in (
        path(f"{PLAN}/{rum.sti}/ny/", _new(rum), name=f"{rum.navn}_ny"),
        path(f"{PLAN}/{rum.sti}/<uuid:uuid>/ret/", _edit(rum), name=f"{rum.navn}_ret"),
        path(f"{PLAN}/{rum.sti}/<uuid:uuid>/slet/", _remove(rum), name=f"{rum.navn}_slet"),
    )
]  # fmt: skip

"""Opsætning: units, their tree and their people."""

from functools import partial

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_GET, require_http_methods

from mso_portal.motor.access import rule
from mso_portal.organisation import workflow
from mso_portal.organisation.enums import Tilknytningsrolle
from mso_portal.organisation.forms.enheder import (
    AfdelingForm,
    EnhedspersonForm,
    NyAfdelingForm,
    PlaceringForm,
)
from mso_portal.organisation.models import Afdeling, Afdelingsplacering, Tilknytning
from mso_portal.organisation.views.side import days, form_page, overview, posted, section

RULE = "opsaetning.ret"


def _url(verb, unit):
    return reverse(f"opsaetning_afdeling{verb}", args=[unit.kode])


def _home(unit):
    return _url("", unit), unit.navn


def _unit(user, kode):
    return get_object_or_404(Afdeling, kode=kode)


@rule(RULE)
@require_GET
def afdelinger(request):
    """Show the tree of today, and beside it what has no place today: three queries however large."""
    placed = Afdelingsplacering.objects.gaeldende().order_by("afdeling__sortering", "pk")
    parents = dict(placed.values_list("afdeling_id", "overordnet_id"))
    leaders = dict(
        Tilknytning.objects.gaeldende()
        .filter(rolle=Tilknytningsrolle.LEDER)
        .order_by("pk")
        .values_list("afdeling_id", "bruger__navn")
    )
    units = list(Afdeling.objects.order_by("sortering", "pk"))
    context = {
        "trae": _branches([unit for unit in units if unit.pk in parents], parents, leaders),
        "uden_plads": [_leaf(unit, leaders) for unit in units if unit.pk not in parents],
    }
    return render(request, "organisation/afdelinger.html", context)


def _branches(units, parents, leaders):
    """Return the tree as nested lists; a unit whose parent has no place today stands at the top."""
    leaves = {unit.pk: _leaf(unit, leaders) for unit in units}
    top = []
    for unit in units:
        parent = leaves.get(parents[unit.pk])
        (parent["under"] if parent else top).append(leaves[unit.pk])
    return top


def _leaf(unit, leaders):
    return {"navn": unit.navn, "url": _url("", unit), "leder": leaders.get(unit.pk, ""), "under": []}


@rule(RULE)
@require_http_methods(["GET", "POST"])
def afdeling_ny(request):
    """Make a unit with its first place in the tree."""
    form = NyAfdelingForm(posted(request), instance=Afdeling())
    back = (reverse("opsaetning_afdelinger"), "Afdelinger")
    return form_page(
        request,
        form,
        workflow.create_afdeling,
        titel="Ny afdeling",
        tilbage=back,
        knap="Opret afdeling",
        besked="Afdelingen er oprettet.",
    )


@rule(RULE, fetch=_unit)
@require_GET
def afdeling(request, unit):
    """Show a unit with its places and people of all times."""
    places = unit.placeringer.select_related("overordnet").order_by("-fra", "pk")
    people = unit.tilknytninger.select_related("bruger").order_by("-fra", "bruger__sortering", "pk")
    return overview(
        request,
        unit.navn,
        (reverse("opsaetning_afdelinger"), "Afdelinger"),
        fakta=[unit.kode, capfirst(unit.get_slags_display())],
        links=[{"label": "Ret", "url": _url("_ret", unit)}],
        afsnit=[
            section(
                "Plads i organisationen",
                ["Hører under", "Første dag", "Sidste dag"],
                [[_linked(row, row.overordnet.navn if row.overordnet else "Øverst"), *days(row)] for row in places],
                "Ingen plads.",
                ("Placér", _url("_placer", unit)),
            ),
            section(
                "Personer",
                ["Person", "Rolle", "Første dag", "Sidste dag"],
                [[_linked(row, row.bruger.navn), row.get_rolle_display(), *days(row)] for row in people],
                "Ingen personer.",
                ("Tilføj person", _url("_tilknyt", unit)),
            ),
        ],
    )


def _linked(row, text):
    return text, reverse("opsaetning_periode", args=[row._meta.model_name, row.pk])


@rule(RULE, fetch=_unit)
@require_http_methods(["GET", "POST"])
def afdeling_ret(request, unit):
    """Change code, name or kind."""
    form = AfdelingForm(posted(request), instance=unit)
    back = (reverse("opsaetning_afdelinger"), "Afdelinger")
    return form_page(request, form, partial(workflow.edit_afdeling, unit), titel="Ret afdeling", tilbage=back)


@rule(RULE, fetch=_unit)
@require_http_methods(["GET", "POST"])
def afdeling_placer(request, unit):
    """Give a place in the tree for a period."""
    form = PlaceringForm(posted(request), instance=Afdelingsplacering(afdeling=unit))
    return form_page(
        request,
        form,
        partial(workflow.place, unit),
        titel=f"Placér {unit}",
        tilbage=_home(unit),
        knap="Placér",
        besked="Afdelingen er placeret.",
        effekter=["Afslut først den plads, afdelingen har i perioden."],
    )


@rule(RULE, fetch=_unit)
@require_http_methods(["GET", "POST"])
def afdeling_tilknyt(request, unit):
    """Attach a person, for instance the unit's leader."""
    form = EnhedspersonForm(posted(request), instance=Tilknytning(afdeling=unit))
    return form_page(
        request,
        form,
        partial(workflow.attach, afdeling=unit),
        titel=f"Tilføj person i {unit}",
        tilbage=_home(unit),
        knap="Tilføj person",
        besked="Personen er tilføjet.",
    )

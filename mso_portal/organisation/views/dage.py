"""Opsætning: closing days and budget periods."""

from functools import partial

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from mso_portal.motor import ur
from mso_portal.motor.access import rule
from mso_portal.organisation import workflow
from mso_portal.organisation.forms.bekraeft import BekraeftForm
from mso_portal.organisation.forms.enheder import BudgetperiodeForm, LukkedagForm
from mso_portal.organisation.models import Budgetperiode, Lukkedag
from mso_portal.organisation.views.side import form_page, overview, posted, section
from mso_portal.vaerdier.datoer import dato_kort, dato_lang

RULE = "opsaetning.ret"


@rule(RULE)
@require_GET
def lukkedage(request):
    """List closing days, the latest first; those to come lead to their deletion."""
    today = ur.i_dag()
    cells = [
        [
            (row.navn, reverse("opsaetning_lukkedag_slet", args=[row.pk])) if row.dato >= today else row.navn,
            dato_kort(row.dato),
        ]
        for row in Lukkedag.objects.order_by("-dato")
    ]
    table = section("Lukkedage", ["Navn", "Dato"], cells, "Ingen lukkedage.")
    links = [{"label": "Ny lukkedag", "url": reverse("opsaetning_lukkedag_ny")}]
    return overview(request, "Lukkedage", (reverse("opsaetning"), "Opsætning"), afsnit=[table], links=links)


@rule(RULE)
@require_http_methods(["GET", "POST"])
def lukkedag_ny(request):
    """Add a closing day."""
    back = (reverse("opsaetning_lukkedage"), "Lukkedage")
    form = LukkedagForm(posted(request), instance=Lukkedag())
    return form_page(
        request,
        form,
        workflow.add_lukkedag,
        titel="Ny lukkedag",
        tilbage=back,
        knap="Tilføj lukkedag",
        besked="Lukkedagen er tilføjet.",
        effekter=["Helligdage og weekender skal ikke skrives her; dem kender portalen."],
    )


def _lukkedag(user, pk):
    return get_object_or_404(Lukkedag, pk=pk)


@rule(RULE, fetch=_lukkedag)
@require_http_methods(["GET", "POST"])
def lukkedag_slet(request, row):
    """Remove a closing day to come."""
    back = (reverse("opsaetning_lukkedage"), "Lukkedage")
    return form_page(
        request,
        BekraeftForm(posted(request)),
        partial(workflow.remove_lukkedag, row),
        tilbage=back,
        fare=True,
        titel=f"Slet lukkedagen {dato_lang(row.dato)}",
        knap="Slet lukkedagen",
        besked="Lukkedagen er slettet.",
        effekter=["Dagen tæller igen som hverdag i frister."],
    )


@rule(RULE)
@require_GET
def budgetperioder(request):
    """List budget periods, the newest first; those not yet in use lead to their deletion."""
    today = ur.i_dag()
    cells = [
        [
            (str(row), reverse("opsaetning_budgetperiode_slet", args=[row.pk])) if row.aktiv_fra > today else str(row),
            dato_kort(row.aktiv_fra),
        ]
        for row in Budgetperiode.objects.order_by("-startaar")
    ]
    table = section("Budgetperioder", ["År", "Vises fra"], cells, "Ingen budgetperioder.")
    links = [{"label": "Ny budgetperiode", "url": reverse("opsaetning_budgetperiode_ny")}]
    return overview(request, "Budgetperioder", (reverse("opsaetning"), "Opsætning"), afsnit=[table], links=links)


@rule(RULE)
@require_http_methods(["GET", "POST"])
def budgetperiode_ny(request):
    """Add a budget period."""
    back = (reverse("opsaetning_budgetperioder"), "Budgetperioder")
    form = BudgetperiodeForm(posted(request), instance=Budgetperiode())
    return form_page(
        request,
        form,
        workflow.add_budgetperiode,
        titel="Ny budgetperiode",
        tilbage=back,
        knap="Tilføj budgetperiode",
        besked="Budgetperioden er tilføjet.",
    )


def _budgetperiode(user, pk):
    return get_object_or_404(Budgetperiode, pk=pk)


@rule(RULE, fetch=_budgetperiode)
@require_http_methods(["GET", "POST"])
def budgetperiode_slet(request, row):
    """Remove a budget period that papers have not used."""
    back = (reverse("opsaetning_budgetperioder"), "Budgetperioder")
    return form_page(
        request,
        BekraeftForm(posted(request)),
        partial(workflow.remove_budgetperiode, row),
        tilbage=back,
        fare=True,
        titel=f"Slet budgetperioden {row}",
        knap="Slet budgetperioden",
        besked="Budgetperioden er slettet.",
    )

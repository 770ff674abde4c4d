"""Write an indicator's definition: one form; delmål and methods are rows added and removed by posting the page."""

from functools import partial

from django.urls import path

from indsatser.forms.definition import Definitionsform
from indsatser.views.find import adresse, complete
from indsatser.views.indikator import find_indikator
from indsatser.views.indikatorverber import BEGGE, PLAN, page
from indsatser.workflow.definition import define
from mso_portal.motor.access import rule
from mso_portal.motor.fejl import error_page
from mso_portal.organisation.views.side import posted

I_KRAFT = "Indikatoren har en definition i kraft. Den gælder, til den nye er godkendt i en ændring."
FOERST = "Definitionen er en kladde. Den gælder, når en ændring af planen er godkendt."
KLADDE = "Definitionen gælder, når planen bliver aktiv."


@rule("indikator.definer", find_indikator)
@BEGGE
def definition(request, indikator):
    """The draft, or a new one that begins as the definition in force."""
    if not complete(request, "version"):
        return error_page(request, 400)
    rows = indikator.definitioner.select_related("baseline_observation")
    newest = rows.order_by("nr").last()
    in_force = rows.exclude(planversion=None).exists()
    form = Definitionsform(posted(request), indikator=indikator, user=request.user, nu=newest, om=in_force)
    return page(
        request, indikator, form, partial(define, indikator), titel="Skriv definition", knap="Gem definition",
        besked=_said(indikator), skabelon="indsatser/definition.html", oplys=_told(indikator, in_force),
        aendringer_url="" if indikator.maal.plan.er_kladde else adresse(indikator.maal.plan, "aendringer/"),
    )  # fmt: skip


def _told(indikator, in_force):
    if indikator.maal.plan.er_kladde:
        return KLADDE
    return I_KRAFT if in_force else FOERST


def _said(indikator):
    if indikator.maal.plan.er_kladde:
        return "Definitionen er gemt."
    return "Kladden til definitionen er gemt. Den gælder, når en ændring af planen er godkendt."


urlpatterns = [path(f"{PLAN}/indikatorer/<uuid:uuid>/definition/", definition, name="indikator_definition")]

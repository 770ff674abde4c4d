"""Verbs of an indicator over HTTP: made, clarified, retired, and its missing baseline set. GET is the form."""

from functools import partial

from django.urls import path
from django.views.decorators.http import require_http_methods

from indsatser.enums import Baselinekvalitet
from indsatser.forms import indikator as skema
from indsatser.models import Maal
from indsatser.views.find import adresse, complete, finder, noted
from indsatser.views.indikator import find_indikator
from indsatser.workflow import indikator as verb
from indsatser.workflow.definition import give_baseline
from indsatser.workflow.raekker import require_open
from mso_portal.motor.access import rule
from mso_portal.motor.fejl import error_page
from mso_portal.motor.rules import NotNow
from mso_portal.organisation.views.side import form_page, posted

BEGGE = require_http_methods(["GET", "POST"])
PLAN = "indsatsplaner/<str:nr>"


def page(request, indikator, form, act, **rest):
    """400 without key or version, 409 in a plan that has ended; a refused form keeps what was typed."""
    if not complete(request, "version"):
        return error_page(request, 400)
    plan = indikator.maal.plan
    if request.method == "GET":
        require_open(plan)
        verb.require_used(indikator)
    noted(request, plan)
    back = (adresse(plan, f"indikatorer/{indikator.uuid}/"), "Indikator")
    return form_page(request, form, act, **{"tilbage": back, "manchet": indikator.navn, **rest})


@rule("indsats.ret_raekke", finder(Maal))
@BEGGE
def ny(request, maal):
    """A new indicator of a konkret goal."""
    if not complete(request, "version"):
        return error_page(request, 400)
    if request.method == "GET":
        require_open(maal.plan)
        verb.require_measurable(maal)
    noted(request, maal.plan)
    return form_page(
        request, skema.Nyindikatorform(posted(request), maal=maal), partial(_add, maal), titel="Ny indikator",
        knap="Tilføj indikator", besked="Indikatoren er tilføjet.", manchet=maal.tekst,
        tilbage=(adresse(maal.plan, "maal/"), "Mål"),
    )  # fmt: skip


def _add(maal, by, version, **felter):
    return verb.add_indicator(maal, by=by, version=version, **felter)


@rule("indikator.definer", find_indikator)
@BEGGE
def afklar(request, indikator):
    """Who clarifies the indicator and by when."""
    form = skema.Afklarform(posted(request), row=indikator)
    return page(
        request, indikator, form, partial(verb.clarify, indikator), titel="Flyt afklaring", knap="Gem afklaring",
        besked="Afklaringen er gemt.",
    )  # fmt: skip


@rule("indikator.ret", find_indikator)
@BEGGE
def udgaa(request, indikator):
    """Out of use; what was measured stays."""
    form = skema.Udgaarform(posted(request), row=indikator)
    return page(
        request, indikator, form, partial(verb.retire, indikator), titel="Lad indikatoren udgå",
        knap="Lad indikatoren udgå", fare=True, besked="Indikatoren er udgået.",
        effekter=["Indikatoren tæller ikke længere med i målet.", "Definitioner og målinger bliver stående."],
    )  # fmt: skip


@rule("indikator.definer", find_indikator)
@BEGGE
def baseline(request, indikator):
    """A baseline that was missing when the definition came into force; it can be set once."""
    in_force = indikator.definitioner.exclude(planversion=None).order_by("nr").last()
    missing = in_force and (request.method == "POST" or in_force.baseline_kvalitet == Baselinekvalitet.MANGLER)
    if not missing:
        raise NotNow("Der mangler ingen baseline. Skriv en ny definition, hvis den er forkert.")
    in_force.indikator = indikator
    form = skema.Baselineform(posted(request), row=in_force)
    return page(
        request, indikator, form, partial(give_baseline, in_force), titel="Skriv baseline", knap="Gem baseline",
        besked="Baseline er gemt.", effekter=["Baseline kan kun sættes én gang."],
    )  # fmt: skip


urlpatterns = [
    path(f"{PLAN}/maal/<uuid:uuid>/indikator/", ny, name="indikator_ny"),
    path(f"{PLAN}/indikatorer/<uuid:uuid>/afklar/", afklar, name="indikator_afklar"),
    path(f"{PLAN}/indikatorer/<uuid:uuid>/udgaa/", udgaa, name="indikator_udgaa"),
    path(f"{PLAN}/indikatorer/<uuid:uuid>/baseline/", baseline, name="indikator_baseline"),
]

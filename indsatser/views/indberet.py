"""Report a value of an indicator: definition and last eight values beside the form (20 §5.2)."""

from functools import partial

from django.contrib import messages
from django.urls import path

from indsatser.beregning.periodetekst import periodetekst
from indsatser.enums import Metodeslags
from indsatser.forms.indberet import Indberetform
from indsatser.models import Maalemetode
from indsatser.views import maaltal
from indsatser.views.find import adresse, complete
from indsatser.views.indikator import find_indikator
from indsatser.views.indikatorverber import BEGGE, PLAN, page
from indsatser.workflow.maaling import last_values, report
from maalinger.statistik.punkt import Punkt
from mso_portal.motor.access import rule
from mso_portal.motor.fejl import error_page
from mso_portal.motor.rules import NotNow, ask, require
from mso_portal.organisation.views.side import posted

INGEN = "Indikatoren har ingen måling, der indberettes her. Den skal være defineret med et registerudtræk."
GEMT = "Målingen er gemt."
SAMME = "Tallet stod der i forvejen, så intet er ændret."


@rule("maaling.indberet_indikator", find_indikator)
@BEGGE
def indberet(request, indikator):
    """One method's value; `?metode=` chooses among several."""
    if not complete(request, "version"):
        return error_page(request, 400)
    ways = methods(indikator)
    metode = _chosen(request, ways)
    foer = last_values(metode)
    form = Indberetform(posted(request), metode=metode, foer=foer)
    own = adresse(indikator.maal.plan, f"indikatorer/{indikator.uuid}/")
    return page(
        request, indikator, form, partial(_report, request, metode), titel="Indberet måling", knap="Gem måling",
        besked="", videre=own, skabelon="indsatser/indberet.html", faner=_tabs(metode, ways, own),
        stamdata=_facts(metode), foer=_before(metode, foer),
    )  # fmt: skip


def methods(indikator):
    """Return the methods values are typed for: those of the definition in force, in a kladde those of the draft."""
    rows = indikator.definitioner.order_by("nr")
    if not indikator.maal.plan.er_kladde:
        rows = rows.exclude(planversion=None)
    definition = rows.last()
    found = Maalemetode.objects.filter(definition=definition, slags=Metodeslags.REGISTERUDTRAEK).select_related(
        "serie__noegletal", "serie__afdeling", "noegletalversion", "udfoeres_af"
    )
    ways = list(found.order_by("-rolle", "pk")) if definition else []
    for one in ways:
        definition.indikator, one.definition = indikator, definition
    return ways


def _chosen(request, ways):
    """The method asked for, else the first one the person may report. NotNow when there is none at all."""
    if not ways:
        raise NotNow(INGEN)
    asked = request.GET.get("metode") or request.POST.get("metode")
    may = [one for one in ways if ask(request.user, "maaling.indberet", one)]
    found = next((one for one in ways if str(one.uuid) == asked), None) or (may or ways)[0]
    require(request.user, "maaling.indberet", found)
    return found


def _report(request, metode, by, **values):
    """Say when the number was there already: nothing was written then."""
    found = report(metode, by=by, **values)
    if found[1]:
        messages.success(request, GEMT)
    else:
        messages.info(request, SAMME)
    return found


def _tabs(chosen, ways, own):
    """The other methods, when there are more than one."""
    if len(ways) < 2:
        return []
    return [{"label": f"{one.get_rolle_display()}: {one.serie.noegletal}", "url": f"{own}indberet/?metode={one.uuid}",
             "aktuel": one.pk == chosen.pk} for one in ways]  # fmt: skip


def _facts(metode):
    figure = metode.noegletalversion
    found = [
        ("Tal", str(metode.serie)), ("Tæller", figure.taeller_tekst), ("Nævner", figure.naevner_tekst),
        ("Population", figure.population_tekst), ("Måles", metode.serie.noegletal.get_frekvens_display()),
        ("Mål", maaltal.target(metode.definition, figure)), ("Datakilde", metode.datakilde or figure.datakilde),
        ("Vejledning", metode.vejledning),
    ]  # fmt: skip
    return [{"navn": name, "vaerdi": text} for name, text in found if text]


def _before(metode, rows):
    """Return the last values as lines, the newest first."""
    rhythm = metode.serie.noegletal.frekvens
    return [{"navn": periodetekst(rhythm, one.periode_start, one.periode_slut), "vaerdi": _shown(one)}
            for one in reversed(rows)]  # fmt: skip


def _shown(row):
    version = row.noegletalversion
    punkt = Punkt(row.periode_start, row.periode_slut, row.taeller, row.naevner, skjult=row.skjult,
                  revision=row.revision, begrundelse=row.begrundelse,
                  multiplikator=version.multiplikator)  # fmt: skip
    return maaltal.found(punkt, version) + (", foreløbig" if row.foreloebig else "")


urlpatterns = [path(f"{PLAN}/indikatorer/<uuid:uuid>/indberet/", indberet, name="indikator_indberet")]

"""The measurements a person is to report, over all plans, by the day they are due (20 §10)."""

from dataclasses import dataclass
from datetime import date

from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

from indsatser.beregning.perioder import forfalder
from indsatser.beregning.periodetekst import periodetekst
from indsatser.enums import Metodeslags
from indsatser.models import Indsatsplan
from indsatser.views import maaltal
from indsatser.views.find import adresse
from indsatser.workflow.maaling import own_methods
from maalinger.models import Observation
from maalinger.statistik.perioder import naeste, periode_for
from mso_portal.motor import ur
from mso_portal.motor.access import signed_in
from mso_portal.motor.log import seen
from mso_portal.organisation.models import Lukkedag
from mso_portal.vaerdier.datoer import dato_kort
from mso_portal.vaerdier.hverdage import laeg_hverdage

KOLONNER = ("Indikator", "Plan", "Periode", "Frist", "Seneste")
KOMMER = {
    Metodeslags.SPOERGESKEMA: "kommer med spørgeskemaet", Metodeslags.LEDELSESTILSYN: "kommer med tilsynet",
    Metodeslags.SAGSGENNEMGANG: "kommer med sagsgennemgangen", Metodeslags.INTERVIEW: "kommer med interviewene",
}  # fmt: skip


@dataclass(frozen=True)
class Forfald:
    """A method with the next period it is measured for, None without a rhythm, and the last day for it."""

    metode: object
    seneste: object
    periode: tuple | None
    frist: date | None


@signed_in
@require_GET
def mine(request):
    """What is due, that is whose period has ended, and what comes later."""
    today = ur.i_dag()
    found = sorted(_measurements(request.user, today), key=_order)
    seen(request, "liste", *{plan for one in found if (plan := _plan(one.metode)).er_lukket})
    due = [one for one in found if one.periode and one.periode[1] < today]
    return render(request, "indsatser/mine_maalinger.html", {
        "kolonner": KOLONNER, "forfaldne": [_row(one, today) for one in due],
        "kommende": [_row(one, today) for one in found if one not in due],
    })  # fmt: skip


def _plan(metode):
    return metode.definition.indikator.maal.plan


def _measurements(user, today):
    ways = own_methods(user, today)
    plans = Indsatsplan.objects.med_lukning().order_by().in_bulk({_plan(one).pk for one in ways})
    for one in ways:
        one.definition.indikator.maal.plan = plans[_plan(one).pk]
    values = Observation.objects.punkter_i([one.serie for one in ways], today)
    closed = Lukkedag.dage()
    return [_next(one, values[one.serie_id], closed) for one in ways]


def _next(metode, points, lukkedage):
    """The period after the newest value; before the first one, the period the definition began in."""
    rhythm, slack = metode.serie.noegletal.frekvens, metode.forsinkelse_hverdage
    if not points:
        period = periode_for(rhythm, metode.definition.gyldig_fra)
        return Forfald(metode, None, period, laeg_hverdage(period[1], slack, lukkedage) if slack else period[1])
    newest = points[-1]
    start = naeste(rhythm, newest.periode_start)
    period = periode_for(rhythm, start) if start else None
    return Forfald(metode, newest, period, forfalder(newest.periode_slut, rhythm, slack, lukkedage))


def _order(one):
    return one.frist or date.max, one.metode.pk


def _row(one, today):
    row, plan = one.metode.definition.indikator, _plan(one.metode)
    own = adresse(plan, f"indikatorer/{row.uuid}/")
    typed = one.metode.slags == Metodeslags.REGISTERUDTRAEK
    rhythm = one.metode.serie.noegletal.frekvens
    return {
        "navn": row.navn, "url": own, "plan": f"{plan.nummer} {plan.egentlig_titel}", "plan_url": adresse(plan),
        "periode": periodetekst(rhythm, *one.periode) if one.periode else "når det er aftalt",
        "frist": dato_kort(one.frist) if one.frist else "", "seneste": _newest(one, rhythm),
        "sent": maaltal.SENT if one.frist and one.frist < today else None,
        "indberet_url": f"{own}indberet/?metode={one.metode.uuid}" if typed else "",
        "kommer": KOMMER.get(one.metode.slags, ""),
    }  # fmt: skip


def _newest(one, rhythm):
    if one.seneste is None:
        return ""
    period = periodetekst(rhythm, one.seneste.periode_start, one.seneste.periode_slut)
    return f"{maaltal.found(one.seneste, one.metode.noegletalversion)}, {period}"


urlpatterns = [path("indsatsplaner/mine-maalinger/", mine, name="mine_maalinger")]

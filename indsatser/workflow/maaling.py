"""Report a value of a method, and make the figure it is measured by (20 §5.2): the value itself lives in maalinger."""

from django.db import transaction
from django.utils.text import slugify

from indsatser.models import Maalemetode
from indsatser.workflow.raekker import plan_of, require_open
from maalinger.models import Observation
from maalinger.workflow import create_noegletal, create_serie, register_observation
from mso_portal.motor.rules import require
from mso_portal.motor.workflow import claim

SIDSTE = 8  # values a new one is seen beside


@transaction.atomic
def make_figure(plan, *, by, navn, frekvens, definition, indberetter=None):
    """Return (definition of a figure of the plan's own, its series): outside the catalogue, owned by the ejerenhed."""
    require(by, "indsats.ret", plan)
    number = Maalemetode.objects.filter(definition__indikator__maal__plan=plan).count() + 1
    figure = create_noegletal(
        kode=slugify(f"{plan.nummer}-{number}-{navn}")[:60], navn=navn, ejer=plan.ejerenhed, frekvens=frekvens,
        definition=definition, by=by, lokal=True,
    )  # fmt: skip
    serie = create_serie(figure, plan.ejerenhed, by=by, indberetter=indberetter, aktiv_fra=definition["gyldig_fra"])
    return figure.versioner.get(), serie


@transaction.atomic
def report(metode, *, by, noegle=None, **vaerdi):
    """Return (observation, new) as `register_observation` does, which `vaerdi` goes to; None when the key was used.

    Whoever reports for the plan may also when the series names another: the plan's right is asked for here.
    """
    if noegle and not claim(noegle, by, "maaling.indberet"):
        return None
    require(by, "maaling.indberet", metode)
    require_open(plan_of(metode))
    return register_observation(metode.serie, by=by, rule=None, **vaerdi)


def last_values(metode, antal=SIDSTE):
    """Return the newest values that hold, the oldest first; a query."""
    rows = Observation.objects.gaeldende().filter(serie=metode.serie_id).select_related("noegletalversion")
    return list(rows.order_by("-periode_start")[:antal])[::-1]

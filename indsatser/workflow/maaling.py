"""Report a value of a method, and make the figure it is measured by (20 §5.2): the value itself lives in maalinger."""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.text import slugify

from indsatser.enums import Indikatortilstand, Plantilstand
from indsatser.models import Indikatordefinition, Indsatsplan, Maalemetode
from indsatser.workflow.indikator import require_used
from indsatser.workflow.raekker import plan_of, require_open
from indsatser.workflow.statusbidrag import settle
from maalinger.models import Noegletal, Observation
from maalinger.workflow import create_noegletal, create_serie, register_observation
from mso_portal.motor.rules import NotNow, require
from mso_portal.motor.workflow import claim

SIDSTE = 8  # values a new one is seen beside


@transaction.atomic
def make_figure(plan, *, by, navn, frekvens, definition, indberetter=None, rule="indsats.ret"):
    """Return (definition of a figure of the plan's own, its series): outside the catalogue, owned by the ejerenhed.

    A caller that has asked a rule of its own passes `rule=None`. NotNow while the plan has no ejerenhed.
    """
    if rule:
        require(by, rule, plan)
    if plan.ejerenhed is None:
        raise NotNow("Vælg først planens ejerenhed: den ejer de tal, planen selv måler.")
    own = slugify(plan.nummer)
    number = Noegletal.objects.filter(kode__startswith=f"{own}-").count() + 1
    figure = create_noegletal(
        kode=slugify(f"{own}-{number}-{navn}")[:60], navn=navn, ejer=plan.ejerenhed, frekvens=frekvens,
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
    plan = plan_of(metode)
    require_open(plan)
    require_used(metode.definition.indikator)
    found = register_observation(metode.serie, by=by, rule=None, **vaerdi)
    settle(plan, metode=metode)
    return found


def own_methods(user, dag):
    """Return the methods the person is to measure by: those of definitions in force in aktive plans he may read, with
    their plans. A query."""
    in_force = Indikatordefinition.objects.exclude(planversion=None).filter(gyldig_fra__lte=dag)
    newer = in_force.filter(indikator=OuterRef("definition__indikator"), nr__gt=OuterRef("definition__nr")).order_by()
    plans = Indsatsplan.objects.visible_to(user).filter(tilstand=Plantilstand.AKTIV).order_by()
    rows = Maalemetode.objects.filter(
        ~Exists(newer), udfoeres_af=user, definition__in=in_force.order_by(),
        definition__indikator__tilstand=Indikatortilstand.DEFINERET, definition__indikator__maal__opgivet_den=None,
        definition__indikator__maal__plan__in=plans.values("pk"),
    )  # fmt: skip
    return list(rows.select_related(
        "serie__noegletal", "noegletalversion", "definition__indikator__maal__plan",
    ).order_by("pk"))  # fmt: skip


def last_values(metode, antal=SIDSTE):
    """Return the newest values that hold, the oldest first; a query."""
    rows = Observation.objects.gaeldende().filter(serie=metode.serie_id).select_related("noegletalversion")
    return list(rows.order_by("-periode_start")[:antal])[::-1]

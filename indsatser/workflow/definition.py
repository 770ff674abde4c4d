"""Define an indicator from what was typed: figures of the plan's own are made, and a measured baseline is registered
where every measured number lives, before the draft is written (20 §5.2)."""

from django.core.exceptions import ValidationError
from django.db import transaction

from indsatser.workflow.indikator import draft, set_baseline
from indsatser.workflow.maaling import make_figure
from indsatser.workflow.raekker import plan_of, require_open
from maalinger.statistik.perioder import periode_for
from maalinger.workflow import register_observation
from mso_portal.motor.rules import require
from mso_portal.motor.workflow import claim

KILDE = "Baseline"
FELTER = {
    "taeller": "baseline_taeller", "naevner": "baseline_naevner", "begrundelse": "baseline_begrundelse",
    "periode": "baseline_dag",
}  # fmt: skip


@transaction.atomic
def define(indikator, *, by, felter, delmaal=(), metoder=(), maalt=None, version=None, noegle=None):
    """Return the draft definition, as `draft` does.

    Each of `metoder` holds its columns and either `serie` or `figur` (what `make_figure` takes); the first is the
    primary one. `maalt` (dag, taeller, naevner) is a measured baseline in its series.
    """
    if noegle and not claim(noegle, by, "indikator.definer"):
        return None
    plan = plan_of(indikator)
    require(by, "indikator.definer", indikator)
    require_open(plan)
    methods = [_with_figure(plan, one, by) for one in metoder]
    fields = dict(felter)
    if maalt:
        reason = fields.get("baseline_begrundelse", "")
        fields["baseline_observation"] = _measured(methods[0]["serie"], by, begrundelse=reason, **maalt)
    return draft(indikator, by=by, felter=fields, delmaal=delmaal, metoder=methods, version=version)


def _with_figure(plan, method, by):
    """The method with the newest definition of its figure, and the series it is kept in."""
    columns = dict(method)
    if figure := columns.pop("figur", None):
        person = columns.get("udfoeres_af")
        version, serie = make_figure(plan, by=by, indberetter=person, rule=None, **figure)
    else:
        serie = columns["serie"]
        version = serie.noegletal.versioner.order_by("nr").last()
    return {**columns, "noegletalversion": version, "serie": serie}


def _measured(serie, by, *, dag, taeller, naevner, begrundelse):
    """Return the Observation of the baseline: the one that is there when the number is the same."""
    start, slut = periode_for(serie.noegletal.frekvens, dag)
    try:
        found, _ = register_observation(
            serie, by=by, periode_start=start, periode_slut=slut, taeller=taeller, naevner=naevner, kilde=KILDE,
            begrundelse=begrundelse, rule=None,
        )  # fmt: skip
    except ValidationError as error:
        raise ValidationError({FELTER.get(name, name): text for name, text in error.message_dict.items()}) from None
    return found


@transaction.atomic
def give_baseline(definition, *, by, kvalitet, maalt=None, skoen=None, begrundelse="", version=None, noegle=None):
    """Set a missing baseline, as `set_baseline` does; `maalt` is registered in the primary method's series."""
    if noegle and not claim(noegle, by, "indikator.baseline"):
        return None
    require(by, "indikator.definer", definition.indikator)
    require_open(plan_of(definition))
    found = None
    if maalt:
        metode = definition.maalemetoder.select_related("serie__noegletal").get(rolle="primaer")
        found = _measured(metode.serie, by, begrundelse=begrundelse, **maalt)
    return set_baseline(
        definition, by=by, kvalitet=kvalitet, observation=found, skoen=skoen, begrundelse=begrundelse, version=version
    )

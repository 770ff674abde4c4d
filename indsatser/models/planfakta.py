"""What plans are judged by, read in two statements however many plans and rows there are: the rows of each plan as
JSON, and the methods of measuring in force with their values.

The rows come as instances of their models with all their columns; of what they point at only the names shown.
"""

from datetime import date
from fractions import Fraction
from functools import cache, lru_cache

from django.contrib.postgres.expressions import ArraySubquery
from django.db import DEFAULT_DB_ALIAS
from django.db.models import DateField, DecimalField, F, Func, JSONField, OuterRef, Subquery, TextField, UUIDField
from django.db.models.functions import Cast, JSONObject

from indsatser.enums import Aendringstilstand, Opfoelgningstilstand
from indsatser.models.aendring import Aendring, Aendringspost
from indsatser.models.leverance import Leverance
from indsatser.models.maal import Delmaal, Indikator, Indikatordefinition, Maal, Maalemetode
from indsatser.models.milepael import Milepael
from indsatser.models.plan import Indsatsplan, Opfoelgningspunkt, Planversion
from indsatser.models.risiko import Beloeb, Budgetpost, Planrisiko, newest_score
from maalinger.models import Observation
from maalinger.statistik.punkt import Punkt, with_gaps
from mso_portal.organisation.models import Lukkedag

NAVN, TITEL = ("id", "navn"), ("id", "titel")
PERSON = (*NAVN, "stilling")
AS_TEXT = (DateField, DecimalField, UUIDField)  # JSON has no value of these
BEHOLDT = 8  # statements that are kept ready: to put one together takes as long as to answer it
UDLEDT = ("periode_start", "periode_slut", "population", "revision", "foreloebig", "skjult", "begrundelse")


class _Array(Func):
    """Values in order as an array of JSON: an object would sort and tell the names of the columns in every row."""

    function = "JSONB_BUILD_ARRAY"
    output_field = JSONField()


def _json(model, **mere):
    """Return all columns of the model, those of MED of what it points at, and what more is given, as a JSON object."""
    columns = _Array(*(_exact(one) for one in model._meta.concrete_fields))
    along = {field.name: _Array(*(F(f"{field.name}__{one}") for one in names)) for field, names in _along(model)}
    return JSONObject(kolonner=columns, **along, **mere)


def _exact(field):
    """A decimal as text: as a number of JSON it would be rounded."""
    return Cast(F(field.attname), TextField()) if isinstance(field, DecimalField) else F(field.attname)


def _rows(rows, model, **mere):
    return ArraySubquery(rows.values(samlet=_json(model, **mere)))


@cache
def _along(model):
    """[(relation, columns read along with a row of the model, the key first)]."""
    known = ((model._meta.get_field(name), names) for name, names in MED.get(model, {}).items())
    return [(field, tuple(name for name, _ in _columns(field.related_model, names))) for field, names in known]


def _instances(model, found):
    """Return the rows as instances. Rows that name the same person share him."""
    shared = {}
    return [_instance(model, given, shared) for given in found]


def _instance(model, given, shared):
    row = _of_columns(model, given["kolonner"])
    for field, names in _along(model):
        known = given[field.name]
        key = field.related_model, known[0]
        if key not in shared:
            shared[key] = _of_columns(field.related_model, known, names) if known[0] is not None else None
        field.set_cached_value(row, shared[key])
    return row


def _of_columns(model, values, names=None):
    columns = _columns(model, names)
    made = [convert(value) if convert and value else value for value, (_, convert) in zip(values, columns, strict=True)]
    return model.from_db(DEFAULT_DB_ALIAS, [name for name, _ in columns], made)


@cache
def _columns(model, names=None):
    """[(column, what makes its value of the text JSON has for it, or None)] of those named, else all, in the model's
    own order."""
    fields = [one for one in model._meta.concrete_fields if names is None or one.attname in names]
    return [(one.attname, one.to_python if isinstance(one, AS_TEXT) else None) for one in fields]


def give(row, name, rows):
    """Let the row's `name.all()` be these rows, as prefetch_related does: what is known isn't read again."""
    found = getattr(row, name).all()
    found._result_cache, found._prefetch_done = list(rows), True
    vars(row).setdefault("_prefetched_objects_cache", {})[name] = found


# What is read along with a row of each kind, and the columns of it.
MED = {
    Milepael: {"tema": TITEL, "ansvarlig": PERSON}, Maal: {"tema": TITEL, "ejer": PERSON},
    Indikator: {"ejer": PERSON, "afklares_af": PERSON}, Leverance: {"leverandoer": NAVN, "kontaktperson": PERSON},
    Planrisiko: {"ejer": PERSON}, Opfoelgningspunkt: {"ansvarlig": PERSON}, Aendring: {"oprettet_af": PERSON},
}  # fmt: skip


def _of_plan(model):
    return model._base_manager.filter(plan=OuterRef("pk"))


def _milestones(dato):
    rows = Milepael.objects.filter(plan=OuterRef("pk")).med_prognose().order_by("raekkefoelge", "pk")
    return _rows(rows, Milepael, seneste_prognose=F("seneste_prognose"))


def _goals(dato):
    indicators = Indikator._base_manager.filter(maal=OuterRef("pk")).order_by("raekkefoelge", "pk")
    rows = _of_plan(Maal).order_by("raekkefoelge", "pk")
    return _rows(rows, Maal, indikatorer=_rows(indicators, Indikator))


def _posts(dato):
    amounts = Beloeb._base_manager.filter(post=OuterRef("pk"), pr_dato__lte=dato).order_by("pr_dato", "pk")
    shape = JSONObject(slags=F("slags"), aar=F("aar"), kroner=F("kroner"))
    rows = _of_plan(Budgetpost).order_by("pk")
    return _rows(rows, Budgetpost, alle_beloeb=ArraySubquery(amounts.values(samlet=shape)))


def _risks(dato):
    rows = _of_plan(Planrisiko).filter(lukket_den=None).order_by("pk")
    return _rows(rows, Planrisiko, score=newest_score("pk"))


def _deliveries(dato):
    return _rows(_of_plan(Leverance).order_by("pk"), Leverance)


def _points(dato):
    rows = _of_plan(Opfoelgningspunkt).filter(tilstand=Opfoelgningstilstand.AABEN).order_by("pk")
    return _rows(rows, Opfoelgningspunkt)


def _changes(dato):
    """Those that wait for approval; a post of a definition with the definition's number."""
    definition = Indikatordefinition._base_manager.filter(uuid=OuterRef("objekt")).values("nr")[:1]
    posts = Aendringspost._base_manager.filter(aendring=OuterRef("pk")).order_by("pk")
    rows = _of_plan(Aendring).filter(tilstand=Aendringstilstand.FORELAGT).order_by("pk")
    return _rows(rows, Aendring, poster=_rows(posts, Aendringspost, definition_nr=Subquery(definition)))


def _version(dato):
    newest = _of_plan(Planversion).order_by("-nr")
    return Subquery(newest.values("nr")[:1])


def _closed_days(dato):
    return ArraySubquery(Lukkedag.objects.order_by("dato").values("dato"))


DELE = {
    "milepaele": _milestones, "maal": _goals, "poster": _posts, "risici": _risks, "leverancer": _deliveries,
    "punkter": _points, "aendringer": _changes, "planversion": _version, "lukkedage": _closed_days,
}  # fmt: skip


def read(plans, dato, *dele):
    """Return {key of a plan: {part: its rows}} as known on the day, of the parts asked for (all); one query."""
    by_key, wanted = {plan.pk: plan for plan in plans}, dele or tuple(DELE)
    found = _asked(wanted, dato).filter(pk__in=list(by_key))
    return {one["pk"]: {name: MADE[name](one[f"laest_{name}"], by_key[one["pk"]]) for name in wanted} for one in found}


@lru_cache(BEHOLDT)
def _asked(dele, dato):
    rows = Indsatsplan._base_manager.order_by("pk")
    return rows.values("pk", **{f"laest_{name}": DELE[name](dato) for name in dele})


def _plain(model, *kept):
    """Return the maker of a part's rows: they know their plan, and what was read beside their columns."""
    own = model._meta.get_field("plan")

    def make(found, plan):
        rows = _instances(model, found)
        for row, given in zip(rows, found, strict=True):
            own.set_cached_value(row, plan)
            for name in kept:
                setattr(row, name, given[name])
        return rows

    return make


def _made_goals(found, plan):
    goals = _plain(Maal)(found, plan)
    for goal, given in zip(goals, found, strict=True):
        indicators = _instances(Indikator, given["indikatorer"])
        for one in indicators:
            one.maal = goal
        give(goal, "indikatorer", indicators)
    return goals


def _made_changes(found, plan):
    changes = _plain(Aendring)(found, plan)
    for change, given in zip(changes, found, strict=True):
        posts = _instances(Aendringspost, given["poster"])
        for one, known in zip(posts, given["poster"], strict=True):
            one.definition_nr = known["definition_nr"]
        give(change, "poster", posts)
    return changes


MADE = {
    "milepaele": _plain(Milepael, "seneste_prognose"), "maal": _made_goals, "poster": _plain(Budgetpost, "alle_beloeb"),
    "risici": _plain(Planrisiko, "score"), "leverancer": _plain(Leverance), "punkter": _plain(Opfoelgningspunkt),
    "aendringer": _made_changes, "planversion": lambda nr, plan: nr, "lukkedage": lambda days, plan: frozenset(days),
}  # fmt: skip


def measures(plans, dato, seneste=None):
    """Return {key of an indicator: its methods, of all definitions in force on the day, the oldest first}; one query.

    Each method has `vaerdier`, its series' values known on the day (the newest `seneste` of them, else all) in time,
    gaps included. A definition answers `delmaal.all()` and `maalemetoder.all()` without being asked again.
    """
    found = list(_in_force(dato, seneste).filter(definition__indikator__maal__plan__in=list(plans)))
    _share_definitions(found)
    by_indicator = {}
    for one in found:
        one.vaerdier = with_gaps([_punkt(known) for known in reversed(one.alle_vaerdier)], one.serie.noegletal.frekvens)
        by_indicator.setdefault(one.definition.indikator_id, []).append(one)
    return by_indicator


@lru_cache(BEHOLDT)
def _in_force(dato, seneste):
    rows = Maalemetode.objects.filter(definition__planversion__isnull=False, definition__gyldig_fra__lte=dato)
    rows = rows.select_related(
        "definition__baseline_observation__noegletalversion", "noegletalversion", "serie__noegletal", "udfoeres_af"
    )
    steps = Delmaal._base_manager.filter(definition=OuterRef("definition")).order_by("senest")
    rows = rows.annotate(alle_delmaal=_rows(steps, Delmaal), alle_vaerdier=_values(dato, seneste))
    return rows.order_by("definition__indikator", "definition__nr", "-rolle", "pk")


def _values(dato, seneste):
    rows = Observation.objects.gaeldende().indtil(dato).filter(serie=OuterRef("serie")).order_by("-periode_start")
    version = {"nr": F("noegletalversion__nr"), "multiplikator": Cast("noegletalversion__multiplikator", TextField())}
    exact = {name: Cast(name, TextField()) for name in ("taeller", "naevner")}
    shape = JSONObject(**{name: F(name) for name in UDLEDT}, **version, **exact)
    return ArraySubquery(rows.values(samlet=shape)[:seneste])


def _punkt(known):
    taeller, naevner = (known[name] and Fraction(known[name]) for name in ("taeller", "naevner"))
    start, slut = (date.fromisoformat(known[name]) for name in ("periode_start", "periode_slut"))
    return Punkt(start, slut, taeller, naevner, known["population"], known["nr"], known["revision"],
                 known["foreloebig"], known["skjult"], known["begrundelse"],
                 Fraction(known["multiplikator"]))  # fmt: skip


def _share_definitions(methods):
    """Let the methods of a definition have the same one, which knows its methods and delmål."""
    definitions, own = {}, {}
    for one in methods:
        one.definition = definitions.setdefault(one.definition_id, one.definition)
        own.setdefault(one.definition_id, []).append(one)
    for key, definition in definitions.items():
        give(definition, "maalemetoder", own[key])
        give(definition, "delmaal", _instances(Delmaal, own[key][0].alle_delmaal))

"""Plans as they stand on a day: milestones, goals, money, risks and deliverables read once, and their lights (20 §7).

Facts dated later are left out; the judging itself is `beregning`, which knows no database.
"""

from dataclasses import dataclass, field
from operator import attrgetter

from indsatser.beregning.delmaal import newest_delmaal
from indsatser.beregning.dimensioner import (
    Leverancedatoer,
    Posttal,
    Tolerancer,
    lys_leverancer,
    lys_maal,
    lys_oekonomi,
    lys_risiko,
    lys_samlet,
    lys_tid,
)
from indsatser.beregning.forskydning import forskydning
from indsatser.beregning.fremdrift import Fremdrift, er_opfyldt, fremdrift, fremdrift_tekst, maaltilstand, naaet
from indsatser.beregning.lys import Indikatormaal, Lys, lys_for_maal, lys_indikator
from indsatser.beregning.milepaele import Milepaelsdatoer, fase, milepaelstilstand
from indsatser.beregning.perioder import MAANEDER, UGER, forfalder, naeste_slut
from indsatser.beregning.tal import broek
from indsatser.enums import Indikatortilstand, Maalniveau, Metoderolle, Omfang, Plantilstand, Punktart
from indsatser.models import planfakta
from indsatser.models.maal import Maal
from indsatser.models.milepael import Milepael
from maalinger.statistik.perioder import periode_for
from maalinger.statistik.vaerdi import vaerdi
from maalinger.statistik.wilson import wilson
from mso_portal.vaerdier.datoer import DANSK_TID
from mso_portal.vaerdier.hverdage import laeg_hverdage
from mso_portal.vaerdier.tidspunkt import Tidspunkt

TIDER = {
    name: attrgetter(*(f"{name}_{part}" for part in ("tekst", "start", "slut", "praecision")))
    for name in ("godkendt", "oprindelig", "aftalt", "prognose")
}
DIMENSIONER = ("tid", "maal", "oekonomi", "risiko", "leverancer")


@dataclass(frozen=True)
class Milepaelsstatus:
    """A milestone, its dates for the judging, its derived state, and its slip in days against both dates, or None."""

    milepael: Milepael
    datoer: Milepaelsdatoer
    tilstand: str
    skred: int | None
    skred_oprindelig: int | None


@dataclass(frozen=True)
class Indikatorstatus:
    """An indicator and the definition in force, if any, with its methods, the primary one first; `punkter` are the
    primary series' known values in time."""

    indikator: object
    definition: object = None
    punkter: tuple = ()
    baseline: object = None
    vaerdi: object = None
    delmaal: object = None
    fremdrift: Fremdrift | None = None
    tekst: str = ""
    lys: Lys = Lys("graa", tekst="ikke defineret")
    naaet: bool = False
    metoder: tuple = ()
    interval: object = None


@dataclass(frozen=True)
class Maalstatus:
    maal: Maal
    tilstand: str
    lys: Lys
    indikatorer: tuple = ()


@dataclass(frozen=True)
class Planstatus:
    """All of it; `lys` is {dimension: Lys} with `samlet`. `punkter` are the open Opfoelgningspunkter, `aendringer`
    those that wait for approval, `planversion` the number of the newest."""

    dato: object
    fase: str
    milepaele: tuple
    maal: tuple
    poster: tuple
    risici: tuple
    leverancer: tuple
    lys: dict = field(default_factory=dict)
    punkter: tuple = ()
    aendringer: tuple = ()
    planversion: int | None = None
    lukkedage: frozenset = frozenset()

    @property
    def maalte(self):
        """(goals with a light, konkrete goals that are not given up)."""
        active = [one for one in self.maal if one.tilstand != "opgivet" and one.maal.niveau == Maalniveau.KONKRET]
        return sum(one.lys.lys != "graa" for one in active), len(active)


def plan_status(plan, dato):
    """Return the Planstatus on a day; two queries whatever the number of rows."""
    return statuses([plan], dato)[plan.pk]


def statuses(plans, dato, seneste=None):
    """Return {key: Planstatus} of the plans; two queries whatever their number.

    With `seneste` no more than so many of the newest values of each series are read: enough for the lights. Rows
    carry their own columns and the names shown beside them.
    """
    found = planfakta.read(plans, dato)
    # Nothing is in force in a kladde.
    running = [plan for plan in plans if plan.tilstand != Plantilstand.KLADDE]
    methods = planfakta.measures(running, dato, seneste) if running else {}
    return {plan.pk: _status(plan, found[plan.pk], methods, dato) for plan in plans}


def _status(plan, known, methods, dato):
    milepaele = tuple(_milestone(row, plan, dato) for row in known["milepaele"])
    maal = tuple(_goal(row, methods, dato) for row in known["maal"])
    poster, risici = _amounts(known["poster"]), _scores(known["risici"])
    leverancer = tuple((row, _delivery(row)) for row in known["leverancer"])
    status = Planstatus(
        dato, fase(plan, [one.datoer for one in milepaele], dato), milepaele, maal, poster, risici, leverancer,
        punkter=tuple(known["punkter"]), aendringer=tuple(known["aendringer"]), planversion=known["planversion"],
        lukkedage=known["lukkedage"],
    )  # fmt: skip
    status.lys.update(_lights(plan, status))
    return status


def _lights(plan, status):
    tolerancer, dato = tolerances(plan), status.dato
    lys = {
        "tid": lys_tid([one.datoer for one in status.milepaele], dato, tolerancer),
        "maal": lys_maal([one.lys for one in status.maal if _counts(one)]),
        "oekonomi": lys_oekonomi([amounts for _, amounts in status.poster], dato.year, tolerancer),
        "risiko": lys_risiko([score for _, score in status.risici], tolerancer),
        "leverancer": lys_leverancer([dates for _, dates in status.leverancer], dato, tolerancer, status.lukkedage),
    }  # fmt: skip
    condition = any(one.art == Punktart.VILKAAR for one in status.punkter)
    return {**lys, "samlet": lys_samlet([lys[name] for name in DIMENSIONER], condition)}


def tolerances(plan):
    """Return the Tolerancer of a plan."""
    return Tolerancer(
        plan.tid_gul, plan.tid_roed, plan.oekonomi_roed, plan.risiko_gul, plan.risiko_roed, plan.leverance_roed
    )


def _counts(status):
    return status.maal.niveau == Maalniveau.KONKRET and status.tilstand != "opgivet"


def milestones(plan, dato):
    """Return the Milepaelsstatus of each milestone, in the plan's order; a query."""
    return tuple(_milestone(row, plan, dato) for row in _part(plan, dato, "milepaele"))


def _part(plan, dato, name):
    return planfakta.read([plan], dato, name)[plan.pk][name]


def _milestone(row, plan, dato):
    gone = row.bortfaldet_den is not None or plan.tilstand == Plantilstand.STOPPET and row.faktisk_dato is None
    godkendt, oprindelig = _time(row, "godkendt"), _time(row, "oprindelig")
    prognose = row.prognose if row.seneste_prognose else godkendt
    dates = Milepaelsdatoer(godkendt, prognose, row.faktisk_dato, gone, _day(row.oprettet_den))
    now = row.faktisk_dato if row.faktisk_dato and row.faktisk_dato <= dato else prognose
    return Milepaelsstatus(
        row, dates, milepaelstilstand(dates, dato), forskydning(godkendt, now), forskydning(oprindelig, now)
    )


def _time(row, name):
    """The Tidspunkt as stored, without the advice that reading its text again would give."""
    return Tidspunkt(*TIDER[name](row))


def _day(moment):
    return moment and moment.astimezone(DANSK_TID).date()


def goals(plan, dato):
    """Return the Maalstatus of each goal; two queries whatever the number of rows."""
    methods = planfakta.measures([plan], dato)
    return tuple(_goal(row, methods, dato) for row in _part(plan, dato, "maal"))


def _goal(goal, methods, dato):
    indicators = tuple(_indicator(row, methods.get(row.pk, ()), dato) for row in goal.indikatorer.all())
    defined = [one for one in indicators if one.definition]
    state = maaltilstand(goal.opgivet_den is not None, [one.naaet for one in defined])
    return Maalstatus(goal, state, lys_for_maal([one.lys for one in indicators]), indicators)


def _indicator(row, methods, dato):
    if not methods or row.tilstand == Indikatortilstand.UDGAAET:
        return Indikatorstatus(row)
    definition = methods[-1].definition  # the newest in force
    definition.indikator = row
    own = tuple(one for one in methods if one.definition_id == definition.pk)
    return _judged(row, definition, own, dato)


def _judged(row, definition, methods, dato):
    metode = next(one for one in methods if one.rolle == Metoderolle.PRIMAER)
    figure, m, points = metode.noegletalversion, broek(definition.maalvaerdi), tuple(metode.vaerdier)
    known = [one for one in points if one.versionsnr == figure.nr and not one.foreloebig]
    newest = known[-1] if known else None
    b, v, interval = _baseline(definition), newest.vaerdi if newest else None, _interval(metode, newest)
    target = Indikatormaal(
        definition.maaltype, figure.retning, definition.maal_frist, definition.fastholdelse_tolerance or 0
    )
    steps = list(definition.delmaal.all())
    return Indikatorstatus(
        row, definition, points, b, v, newest_delmaal(m, definition.maal_frist, steps, dato),
        fremdrift(definition.maaltype, figure.retning, b, v, m),
        fremdrift_tekst(definition.maaltype, figure.retning, b, v, m, figure.decimaler),
        lys_indikator(target, b, v, m, steps, dato, interval),
        naaet([er_opfyldt(definition.maaltype, figure.retning, one.vaerdi, m) for one in known]), methods, interval,
    )  # fmt: skip


def _baseline(definition):
    found = definition.baseline_observation
    if found is None:
        return broek(definition.baseline_vaerdi)
    return vaerdi(found.taeller, found.naevner, found.noegletalversion.multiplikator)


def _interval(metode, newest):
    """A sample's value has an interval; that of a register, or of everybody, has none."""
    if metode.omfang != Omfang.STIKPROEVE or newest is None or newest.vaerdi is None or not newest.naevner:
        return None
    found = wilson(newest.taeller, newest.naevner, newest.population)
    return found and found.scaled(newest.multiplikator)


def value_due(metode, dato, lukkedage=()):
    """Return the last day for the value that is missing on `dato`, or None; `metode` knows its values."""
    frekvens, delay = metode.serie.noegletal.frekvens, metode.forsinkelse_hverdage
    if metode.vaerdier:
        newest = metode.vaerdier[-1].periode_slut
        slut = naeste_slut(newest, frekvens)
        return forfalder(newest, frekvens, delay, lukkedage) if slut and slut < dato else None
    if frekvens not in MAANEDER and (frekvens not in UGER or frekvens == "ad_hoc"):
        return None  # without a rhythm nobody can say when the first one is due
    _, slut = periode_for(frekvens, metode.definition.gyldig_fra)
    if slut >= dato:
        return None
    return laeg_hverdage(slut, delay, lukkedage) if delay else slut


def money(plan, dato):
    """Return ((Budgetpost, Posttal), …) as known on the day; a query."""
    return _amounts(_part(plan, dato, "poster"))


def _amounts(posts):
    return tuple((post, Posttal(post.titel, art=post.art, **_newest(post))) for post in posts)


def _newest(post):
    """The amounts of a post stand in time: the last of a year and kind counts."""
    known = {"budget": {}, "forbrug": {}, "prognose": {}}
    for one in post.alle_beloeb:
        known[one["slags"]][one["aar"]] = one["kroner"]
    return known


def risks(plan, dato):
    """Return ((open Planrisiko, newest score or None), …); a query."""
    return _scores(_part(plan, dato, "risici"))


def _scores(rows):
    return tuple((row, row.score) for row in rows)


def deliveries(plan):
    """Return ((Leverance, Leverancedatoer), …); a query."""
    return tuple((row, _delivery(row)) for row in _part(plan, None, "leverancer"))


def _delivery(row):
    since, prognose = row.tilstand_den if row.spurgt_den else None, _time(row, "prognose")
    return Leverancedatoer(row.tilstand, _day(since), _time(row, "aftalt"), prognose if prognose else None)

"""A definition in words: the same lines on the indicator's page and where its versions stand side by side."""

from indsatser.beregning.periodetekst import periodetekst
from indsatser.enums import Baselinekvalitet, Maaltype, Metoderolle
from indsatser.models import Delmaal, Indikatordefinition, Maalemetode
from indsatser.views import maaltal
from maalinger.statistik.punkt import Punkt
from mso_portal.vaerdier.datoer import dato_kort


def definitions(indikator):
    """Return the definitions of an indicator with all that is said of them, the oldest first; three queries."""
    related = ("noegletalversion", "serie__noegletal", "serie__afdeling", "udfoeres_af", "tjekliste")
    methods = Maalemetode.objects.select_related(*related).order_by("-rolle", "pk")
    rows = Indikatordefinition.objects.filter(indikator=indikator).select_related(
        "planversion", "baseline_observation__noegletalversion"
    )
    found = list(rows.order_by("nr"))
    ways = _by_definition(methods.filter(definition__in=found))
    steps = _by_definition(Delmaal.objects.filter(definition__in=found).order_by("senest"))
    for one in found:
        one.indikator, one.metoder, one.trin = indikator, ways.get(one.pk, []), steps.get(one.pk, [])
        for method in one.metoder:
            method.definition = one
    return found


def _by_definition(rows):
    found = {}
    for row in rows:
        found.setdefault(row.definition_id, []).append(row)
    return found


def primary(definition):
    """Return the primary method, or None of a draft that has none."""
    return next((one for one in definition.metoder if one.rolle == Metoderolle.PRIMAER), None)


def facts(definition):
    """Return (name, text) of each thing a definition says; a draft may say little yet."""
    method = primary(definition)
    figure = method and method.noegletalversion
    steps = (f"{dato_kort(one.senest)}: {maaltal.value(one.vaerdi, figure)}" for one in definition.trin)
    return [
        ("Gælder fra", dato_kort(definition.gyldig_fra)), ("Begrundelse", definition.begrundelse),
        ("Måltype", Maaltype(definition.maaltype).label), ("Mål", maaltal.target(definition, figure)),
        ("Målet nås senest", dato_kort(definition.maal_frist) if definition.maal_frist else ""),
        ("Tolerance", maaltal.value(definition.fastholdelse_tolerance, figure)), ("Delmål", "; ".join(steps)),
        ("Baseline", baseline(definition, method)), ("Om baseline", definition.baseline_begrundelse),
        *(_figure(method.serie, figure) if method else ()),
    ]  # fmt: skip


def _figure(serie, version):
    steps = (f"{nr}: {text}" for nr, text in enumerate(version.trin_tekster or (), 1))
    return [
        ("Tal", f"{serie.noegletal}, {serie.afdeling}"), ("Retning", version.get_retning_display()),
        ("Tæller", version.taeller_tekst), ("Nævner", version.naevner_tekst),
        ("Population", version.population_tekst), ("Trin", "; ".join(steps)),
        ("Måles", serie.noegletal.get_frekvens_display()),
    ]  # fmt: skip


def baseline(definition, method):
    """Return the baseline in words, with its quality."""
    kind = definition.baseline_kvalitet
    if found := definition.baseline_observation:
        version = found.noegletalversion
        punkt = Punkt(found.periode_start, found.periode_slut, found.taeller, found.naevner, revision=found.revision,
                      begrundelse=found.begrundelse, multiplikator=version.multiplikator)  # fmt: skip
        rhythm = method.serie.noegletal.frekvens if method else ""
        period = periodetekst(rhythm, found.periode_start, found.periode_slut)
        return f"{maaltal.found(punkt, version)}, målt i {period}"
    if kind == Baselinekvalitet.SKOENNET:
        return f"{maaltal.value(definition.baseline_vaerdi, method and method.noegletalversion)}, skønnet"
    if kind == Baselinekvalitet.MANGLER:
        return f"mangler endnu, måles senest {dato_kort(definition.baseline_senest)}"
    return "kan ikke opgøres"


def standing(definition):
    """Say whether a definition is in force, and by which version of the plan."""
    if definition.planversion is None:
        return "Kladde"
    return f"I kraft ved planens version {definition.planversion.nr}"


def side_by_side(definitions):
    """Return (heads, rows) of the versions of a definition; what is said in none of them has no row."""
    columns = [dict([("Tilstand", standing(one)), *facts(one)]) for one in definitions]
    names = [name for name in dict.fromkeys(name for column in columns for name in column)
             if any(column.get(name) for column in columns)]  # fmt: skip
    heads = ["Hvad", *(f"Definition {one.nr}" for one in definitions)]
    return heads, [[name, *(column.get(name, "") for column in columns)] for name in names]

"""The light of one indicator (20 §7.3), and how lights are put together."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from indsatser.beregning.delmaal import newest_delmaal
from indsatser.beregning.fremdrift import FASTHOLDELSE, JA_NEJ, KVALITATIV, NORM, UDVIKLING, er_opfyldt
from indsatser.beregning.retning import bedre, opfyldt, spejl, spejl_interval
from indsatser.beregning.tal import broek

GROEN, GUL, ROED, GRAA = "groen", "gul", "roed", "graa"
VAERRE = (GRAA, GROEN, GUL, ROED)  # from the light that says nothing to the worst


@dataclass(frozen=True)
class Lys:
    """A light, whether the numbers behind it could as well give another, and why it is what it is."""

    lys: str
    usikker: bool = False
    tekst: str = ""

    @property
    def rang(self):
        return VAERRE.index(self.lys)


@dataclass(frozen=True)
class Indikatormaal:
    """What an Indikatordefinition and its key figure say about the target; m itself is handed in beside."""

    maaltype: str
    retning: str
    maal_frist: date | None = None
    fastholdelse_tolerance: Fraction | int = 2


@dataclass(frozen=True)
class _Sag:
    """One judgement, with every number on the scale where a direction is enough."""

    definition: Indikatormaal
    retning: str
    b: Fraction | None
    v: Fraction | None
    m: Fraction
    d: Fraction | None
    dato: date


def vaerst(alle, tekst=""):
    """Return the worst light, the grey left out; nothing but grey is grey with the given text.

    Of equally bad ones the first gives the text, and one uncertain makes it uncertain.
    """
    farvede = [lys for lys in alle if lys.lys != GRAA]
    if not farvede:
        return Lys(GRAA, tekst=tekst)
    valgt = max(farvede, key=lambda lys: lys.rang)
    return Lys(valgt.lys, any(lys.usikker for lys in farvede if lys.lys == valgt.lys), valgt.tekst)


def lys_indikator(definition, b, v, m, delmaal, dato, interval=None):
    """Return the Lys on `dato`; `delmaal` are those of the definition, `interval` (low, high) in its unit."""
    if v is None:
        return Lys(GRAA, tekst="ikke opgjort")
    d = newest_delmaal(m, definition.maal_frist, delmaal, dato)
    if definition.maaltype in (JA_NEJ, KVALITATIV):
        retning, maal, (b, v, d) = definition.retning, broek(m), map(broek, (b, v, d))
    else:
        interval = spejl_interval(definition.retning, m, interval)
        retning, maal, (b, v, d) = spejl(definition.retning, m, b, v, d)
    sag = _Sag(definition, retning, b, v, maal, d, dato)
    lys, tekst = DOMME[_maalestok(definition, dato)](sag)
    return Lys(lys, lys != GRAA and _is_near(sag, interval), tekst)


def _maalestok(definition, dato):
    """Before its frist a norm is on its way, and is judged by how far it has come."""
    if definition.maaltype == NORM and definition.maal_frist and dato < definition.maal_frist:
        return UDVIKLING
    return definition.maaltype


def _is_near(sag, interval):
    """Could the true value be on the other side of the limit of green?"""
    if interval is None:
        return False
    er_udvikling = _maalestok(sag.definition, sag.dato) == UDVIKLING
    graense = sag.d if er_udvikling and sag.d is not None else sag.m
    return broek(interval[0]) <= graense <= broek(interval[1])


def _fastholdelse(sag):
    if opfyldt(sag.retning, sag.v, sag.m):
        return GROEN, ""
    return (GUL if abs(sag.v - sag.m) <= broek(sag.definition.fastholdelse_tolerance) else ROED), ""


def _ja_nej(sag):
    if er_opfyldt(JA_NEJ, sag.retning, sag.v, sag.m):
        return GROEN, ""
    frist = sag.definition.maal_frist
    return (GRAA, "fristen er ikke overskredet") if frist and sag.dato <= frist else (ROED, "")


def _kvalitativ(sag):
    if sag.v >= sag.m:
        return GROEN, ""
    return (GUL if sag.v == sag.m - 1 else ROED), ""


def _norm(sag):
    if opfyldt(sag.retning, sag.v, sag.m):
        return GROEN, ""
    return (GUL if sag.d is not None and opfyldt(sag.retning, sag.v, sag.d) else ROED), ""


def _udvikling(sag):
    if sag.b is None:
        return GRAA, "ingen baseline"
    if sag.d is None:
        return _uden_delmaal(sag)
    if opfyldt(sag.retning, sag.v, sag.d):
        return GROEN, ""
    if not bedre(sag.retning, sag.d, sag.b):
        return ROED, ""
    return (GUL if (sag.v - sag.b) / (sag.d - sag.b) >= Fraction(1, 2) else ROED), ""


def _uden_delmaal(sag):
    if opfyldt(sag.retning, sag.v, sag.m):
        return GROEN, ""
    return (GUL, "dårligere end baseline") if bedre(sag.retning, sag.b, sag.v) else (GRAA, "intet delmål er forfaldent")


DOMME = {
    FASTHOLDELSE: _fastholdelse,
    JA_NEJ: _ja_nej,
    KVALITATIV: _kvalitativ,
    NORM: _norm,
    UDVIKLING: _udvikling,
}


def lys_for_maal(indikatorlys):
    """The light of a goal: the worst of its indicators."""
    return vaerst(indikatorlys, "ikke opgjort")

"""How the numbers of an indicator are written on its pages: exact until here, rounded only to be shown (20 §7)."""

from fractions import Fraction

from indsatser.beregning.tal import afrund, taelletal
from indsatser.enums import UAFKLARET, Lys
from indsatser.models.planord import target, value

__all__ = ["found", "is_late", "light", "plain", "target", "unclear", "value"]

IKKE_INDBERETTET = "ikke indberettet"
SENT = {"tekst": "Frist overskredet", "slags": "fejl"}


def plain(number, figure):
    """Return the number as a chart takes it: already rounded, so that picture and table say the same."""
    return None if number is None else float(Fraction(afrund(number, figure.decimaler), 10**figure.decimaler))


def found(punkt, figure):
    """Return what was found in a period: »55 af 61 (90 %)«, »11,2 (1.165 fordelt på 104)«, or why there is none."""
    if punkt.skjult:
        return "skjult (for få svar)"
    if punkt.vaerdi is None:
        return f"kan ikke opgøres: {punkt.begrundelse}" if punkt.revision else IKKE_INDBERETTET
    if punkt.naevner is None:
        return value(punkt.vaerdi, figure)
    if figure.enhed != "%":  # an average: what is counted is no part of what it is divided by
        return f"{value(punkt.vaerdi, figure)} ({taelletal(punkt.taeller)} fordelt på {taelletal(punkt.naevner)})"
    return f"{taelletal(punkt.taeller)} af {taelletal(punkt.naevner)} ({value(punkt.vaerdi, figure)})"


def light(lys):
    """Return the inputs of komponenter/_lys.html; a reason that only repeats the light's word is left out."""
    label = Lys(lys.lys).label
    grund = "" if lys.tekst.lower() == label.lower() else lys.tekst
    return {"slags": lys.lys, "tekst": f"{label}{', usikker' if lys.usikker else ''}", "grund": grund}


def unclear(indikator):
    """Return the sentence of an indicator that nobody has defined yet: who clarifies it, and by when."""
    state, senest, navn = indikator.get_tilstand_display(), indikator.afklares_senest.tekst, indikator.afklares_af
    if not senest and not navn:
        return f"{state}. Ingen har fået den at afklare."
    return f"{state}. Afklares{f' senest {senest}' if senest else ''}{f' af {navn}' if navn else ''}."


def is_late(indikator, dato):
    """Say whether the day by which it should be clarified has passed."""
    slut = indikator.afklares_senest.slut
    return indikator.tilstand in UAFKLARET and slut is not None and slut < dato

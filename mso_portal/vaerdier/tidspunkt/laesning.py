"""From one text to a Tidspunkt: the rules of 10 §2.1, the first that fits the whole text wins."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from ..enums import Praecision as P
from . import led as ledlaesning
from .led import Ulaeselig

LAENGST = 200  # far beyond the column's 80; longer text is prose and not worth the patterns

GENTAGELSE = re.compile(r"\b(?:hver|hvert|årligt?|månedligt?|kvartalsvist?|ugentligt?|løbende)\b")
IKKE_EN_DATO = {"straks", "snarest", "hurtigst muligt", "aftales", "afventer"}
SENEST = re.compile(r"(?P<ord>senest|inden udgangen af|inden|til og med|før) (?P<led>.+)")
TIDLIGST = re.compile(r"(?P<ord>tidligst|fra og med|fra|efter) (?P<led>.+)")
MELLEM = re.compile(r"mellem (?P<fra>.+?) og (?P<til>.+)")
TIL = re.compile(r" til (?:og med )?")
EN_DAG = timedelta(days=1)


@dataclass(frozen=True)
class Tidspunkt:
    """What was written and how it was read. An empty text has no praecision at all."""

    tekst: str = ""
    start: date | None = None
    slut: date | None = None
    praecision: str = ""
    aar_udledt: bool = False
    raad: str = ""

    def is_overdue(self, dato):
        """As a deadline slut counts; without one it is never overdue."""
        return self.slut is not None and self.slut < dato

    def __bool__(self):
        return bool(self.tekst)

    def __str__(self):
        return self.tekst


@dataclass(frozen=True)
class _Laesning:
    start: date | None
    slut: date | None
    praecision: str
    aar_udledt: bool
    ugedag: bool = False


def laes(tekst, reference):
    """Read a text; a missing year is taken from `reference`, the meeting's date or the day of creation."""
    tekst = (tekst or "").strip()
    if not tekst:
        return Tidspunkt()
    try:
        fundet = _laes(tekst, reference)
    except Ulaeselig as afvist:
        return Tidspunkt(tekst, praecision=P.FRITEKST, raad=afvist.raad)
    raad = "ugedag" if fundet.ugedag else ""
    return Tidspunkt(tekst, fundet.start, fundet.slut, fundet.praecision, fundet.aar_udledt, raad)


def _laes(tekst, reference):
    if len(tekst) > LAENGST:
        raise Ulaeselig("ulaeselig")
    raa, normal = normalise(tekst)
    _afvis_fritekst(raa, normal)
    fundet = _punkt(normal, reference) or _graense(normal, reference) or _par(normal, reference)
    if not fundet:
        raise Ulaeselig("ulaeselig")
    return fundet


def normalise(tekst):
    """(with, without) the outer punctuation: "jul." alone must still be seen to be an abbreviation."""
    tekst = " ".join(unicodedata.normalize("NFC", tekst).lower().split())
    tekst = re.sub("[‐‑‒–—―−]", "-", tekst)
    tekst = re.sub("(?<=[a-zæøå])(?=[0-9]{4}(?![0-9]))", " ", tekst)
    return tekst, tekst.strip(" .,;:()")


def _afvis_fritekst(raa, normal):
    if GENTAGELSE.search(normal):
        raise Ulaeselig("gentagelse")
    if normal in IKKE_EN_DATO:
        raise Ulaeselig("ikke_en_dato")
    if re.search(r"\bjul\.", raa):
        raise Ulaeselig("jul_punktum")


def _punkt(tekst, reference):
    led = ledlaesning.read(tekst)
    return led and _placer([led], reference, led.praecision)


def _graense(tekst, reference):
    """senest, før, tidligst, efter: one end is open."""
    for moenster, praecision in ((SENEST, P.SENEST), (TIDLIGST, P.TIDLIGST)):
        fundet = moenster.fullmatch(tekst)
        if led := fundet and ledlaesning.read(fundet["led"]):
            if fundet["ord"] == "fra" and led.spand:
                return _placer([led], reference, led.praecision)
            return _aabn(_placer([led], reference, praecision), fundet["ord"], led)
    return None


def _aabn(fundet, ord, led):
    foer_ferien = led.sommerferie and ord.startswith("inden")
    try:
        if ord == "før" or foer_ferien:
            start, slut = None, fundet.start - EN_DAG
        elif ord == "efter":
            start, slut = fundet.slut + EN_DAG, None
        else:
            start, slut = (None, fundet.slut) if fundet.praecision == P.SENEST else (fundet.start, None)
    except OverflowError:
        raise Ulaeselig("findes_ikke") from None
    return _Laesning(start, slut, fundet.praecision, fundet.aar_udledt, fundet.ugedag)


def _par(tekst, reference):
    """alternativ and interval: two expressions, of which one may lend the other its year."""
    for fra, til, slags in splits(tekst):
        foerste, anden = ledlaesning.read(fra), ledlaesning.read(til)
        if foerste and anden:
            fundet = _placer([foerste, anden], reference, P.INTERVAL)
            return _som_alternativ(fundet, foerste, anden, slags)
    return None


def splits(tekst):
    """Every way to cut the text in two, with the kind of cut: "eller", "/" or ""."""
    if fundet := MELLEM.fullmatch(tekst):
        yield fundet["fra"], fundet["til"], ""
    for skel in re.finditer(" eller ", tekst):
        yield tekst[: skel.start()], tekst[skel.end() :], "eller"
    tekst = tekst.removeprefix("fra ")
    for skel in [*TIL.finditer(tekst), *re.finditer("[-/]", tekst)]:
        yield tekst[: skel.start()], tekst[skel.end() :], "/" if skel[0] == "/" else ""


def _som_alternativ(fundet, foerste, anden, slags):
    maaneder = foerste.praecision == anden.praecision == P.MAANED
    # Neighbouring months have no whole month between them: May/June is a span, March/May a choice.
    afstand = (fundet.slut.year - fundet.start.year) * 12 + fundet.slut.month - fundet.start.month
    if slags == "eller" or (slags == "/" and maaneder and afstand > 1):
        return _Laesning(fundet.start, fundet.slut, P.ALTERNATIV, fundet.aar_udledt, fundet.ugedag)
    return fundet


def _placer(alle, reference, praecision):
    """Put one or two Led in their years; Ulaeselig when no year holds them."""
    aar_udledt = all(led.aar is None for led in alle)
    aarene = [reference.year + skridt for skridt in (-1, 0, 1)] if aar_udledt else [None]
    mulige = [_i_aar(alle, aar) for aar in aarene]
    mulige = [perioder for perioder in mulige if perioder]
    if not mulige:
        raise Ulaeselig("findes_ikke")
    valgt = min(reversed(mulige), key=lambda perioder: _afstand(perioder, reference))
    start, slut = valgt[0][0], valgt[-1][1]
    if slut < start:
        raise Ulaeselig("omvendt")
    forkert = any(map(_forkert_ugedag, alle, valgt))
    return _Laesning(start, slut, praecision, aar_udledt, forkert)


def _forkert_ugedag(led, periode):
    return led.praecision == P.DAG and led.ugedag not in (None, periode[0].weekday())


def _afstand(perioder, reference):
    """Twice the distance from the reference to the middle, to stay in whole days."""
    return abs(perioder[0][0].toordinal() + perioder[-1][1].toordinal() - 2 * reference.toordinal())


def _i_aar(alle, aar):
    """The periods, years filled in from `aar` or from each other; None when a day doesn't exist."""
    skrevne = [led.aar for led in alle]
    givne = [aar if led.aar is None else led.aar for led in alle]
    if None in givne:
        givne = [next(aar for aar in givne if aar is not None)] * 2
    perioder = _byg(alle, givne)
    if perioder and perioder[-1][1] < perioder[0][0]:
        if skrevne[-1] is None:
            return _byg(alle, [givne[0], givne[-1] + 1])
        if skrevne[0] is None:
            return _byg(alle, [givne[0] - 1, givne[-1]])
    return perioder


def _byg(alle, aarene):
    try:
        return [led.byg(aar) for led, aar in zip(alle, aarene, strict=True)]
    except (ValueError, OverflowError):
        return None

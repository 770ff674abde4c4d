"""One expression of time ("29. maj", "ultimo december 2019", "uge 43-45") whose year may be missing."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ..datoer import MAANEDER, UGEDAGE
from ..enums import Praecision as P
from ..hverdage import paaskedag


class Ulaeselig(Exception):
    """The text has a known form but no dates; `raad` says why."""

    def __init__(self, raad):
        super().__init__(raad)
        self.raad = raad


@dataclass(frozen=True)
class Led:
    """`byg(aar)` gives (start, slut) in that year; ValueError or OverflowError when there is no such day."""

    praecision: str
    byg: Callable
    aar: int | None = None
    ugedag: int | None = None
    sommerferie: bool = False
    spand: bool = False  # a span by itself, such as "1.-5. juni" and "uge 43-45"


MAANED = {navn: nr for nr, navn in enumerate(MAANEDER, 1)}
MAANED |= {navn[:3]: nr for nr, navn in enumerate(MAANEDER, 1)} | {"sept": 9}
del MAANED["jul"]  # Christmas, never July
UGEDAG = {navn: nr for nr, navn in enumerate(UGEDAGE)}
UGEDAG |= {kort: nr for nr, kort in enumerate(["man", "tirs", "ons", "tors", "fre", "lør", "søn"])}
ORDENSTAL = {"første": 1, "andet": 2, "tredje": 3, "fjerde": 4}
DELE = {
    (1, 10): "primo|starten af|begyndelsen af|først i",
    (11, 20): "medio|midt i|midten af",
    (21, 31): "ultimo|sidst i|slutningen af",
}
DEL = {ord: dage for dage, alle in DELE.items() for ord in alle.split("|")}
SAESON = {"forår": (3, 5), "sommer": (6, 8), "efterår": (9, 11), "vinter": (12, 2)}


def _valg(ord):
    return "|".join(sorted(map(re.escape, ord), key=len, reverse=True))


AAR = "(?:,? (?P<aar>[0-9]{4}))?"
DAG, MD = "(?P<dag>[0-9]{1,2})", "(?P<md>[0-9]{1,2})"
NAVN = rf"(?P<navn>{_valg(MAANED)})\.?"
FYLD = r"(?:(?:d|ca|pr)(?:\. ?| )|(?:den|i|på|cirka|omkring|per) )*"
INDLEDNING = re.compile(rf"{FYLD}(?:(?P<ugedag>{_valg(UGEDAG)})\.?,? )?{FYLD}")
KLOKKEN = re.compile(r",? kl\.? ?[0-9]{1,2}(?:[.:][0-9]{2})?(?: ?- ?[0-9]{1,2}(?:[.:][0-9]{2})?)?$")
MOENSTRE = []


def _form(*moenstre):
    def tilfoej(funktion):
        MOENSTRE.extend((re.compile(moenster), funktion) for moenster in moenstre)
        return funktion

    return tilfoej


def read(tekst):
    """The whole normalised text as one Led, or None; Ulaeselig for a form that is known to have no dates."""
    tekst = KLOKKEN.sub("", tekst.strip(" .,;:()"))
    indledning = INDLEDNING.match(tekst)
    kerne = tekst[indledning.end() :]
    if kerne.startswith("udgangen af "):
        return _sidste_dag(read(kerne.removeprefix("udgangen af ")))
    for moenster, funktion in MOENSTRE:
        if fundet := moenster.fullmatch(kerne):
            led = funktion(fundet.groupdict())
            return replace(led, ugedag=UGEDAG.get(indledning["ugedag"])) if led else None
    return None


def _sidste_dag(led):
    return led and replace(led, praecision=P.DAG, byg=lambda aar: (led.byg(aar)[1],) * 2)


def _aar(fundet):
    """Two digits mean 20åå."""
    skrevet = fundet.get("aar")
    return int(skrevet) + (2000 if len(skrevet) == 2 else 0) if skrevet else None


def _dag(maaned, dag, fundet):
    return Led(P.DAG, lambda aar: (date(aar, maaned, dag),) * 2, _aar(fundet))


def _maaneder(praecision, fra, til, fundet):
    """Whole months; a last month before the first lies in the next year."""

    def byg(aar):
        efter = date(aar + (til < fra), til, 28) + timedelta(days=4)
        return date(aar, fra, 1), efter - timedelta(days=efter.day)

    return Led(praecision, byg, _aar(fundet))


@_form(
    "(?P<aar>[0-9]{4})-(?P<md>[0-9]{2})-(?P<dag>[0-9]{2})",
    rf"{DAG}\. ?{MD}(?:\. ?(?P<aar>[0-9]{{4}}|[0-9]{{2}}))?\.?",
    rf"{DAG}/{MD}(?:[/-](?P<aar>[0-9]{{4}}|[0-9]{{2}})| (?P<aar4>[0-9]{{4}}))?",
    rf"{DAG}-{MD}-(?P<aar>[0-9]{{4}})",
)
def _talt_dato(fundet):
    fundet["aar"] = fundet["aar"] or fundet.get("aar4")
    return _dag(int(fundet["md"]), int(fundet["dag"]), fundet)


@_form(rf"{DAG}\.? ?{NAVN}{AAR}")
def _skrevet_dato(fundet):
    return _dag(MAANED[fundet["navn"]], int(fundet["dag"]), fundet)


@_form(rf"{DAG}\.? ?(?:-|til) ?(?P<til>[0-9]{{1,2}})\.? ?{NAVN}{AAR}")
def _dage(fundet):
    maaned, fra, til = MAANED[fundet["navn"]], int(fundet["dag"]), int(fundet["til"])
    if til < fra:
        raise Ulaeselig("omvendt")

    def byg(aar):
        return date(aar, maaned, fra), date(aar, maaned, til)

    return Led(P.INTERVAL, byg, _aar(fundet), spand=True)


@_form(rf"(?:(?P<del>{_valg(DEL)}) )?{NAVN}(?: måned)?{AAR}")
def _maaned(fundet):
    nr = MAANED[fundet["navn"]]
    led = _maaneder(P.MAANED, nr, nr, fundet)
    if not fundet["del"]:
        return led
    fra, til = DEL[fundet["del"]]

    def byg(aar):
        foerste = date(aar, nr, fra)
        return foerste, min(led.byg(aar)[1], foerste + timedelta(days=til - fra))

    return replace(led, praecision=P.MAANEDSDEL, byg=byg)


@_form(rf"(?:{_valg(DEL)}) [0-9]{{4}}")
def _aarsdel(fundet):
    raise Ulaeselig("upraecis")


@_form(rf"uge (?P<fra>[0-9]{{1,2}})(?: ?- ?(?P<til>[0-9]{{1,2}}))?{AAR}")
def _uge(fundet):
    fra = int(fundet["fra"])
    til = int(fundet["til"] or fra)
    skift = til < fra

    def byg(aar):
        return date.fromisocalendar(aar, fra, 1), date.fromisocalendar(aar + skift, til, 7)

    skrevet = _aar(fundet)
    # A year behind "uge 52-2" belongs to the last week.
    return Led(P.UGE, byg, skrevet if skrevet is None else skrevet - skift, spand=til != fra)


@_form(
    rf"(?P<nr>[1-4]\.?|{_valg(ORDENSTAL)}) (?:kvartal|kvt\.?){AAR}",
    "[kq](?P<nr>[1-4]) (?P<aar>[0-9]{4})",
    "(?P<aar>[0-9]{4})-[kq](?P<nr>[1-4])",
)
def _kvartal(fundet):
    nr = _ordenstal(fundet["nr"])
    return _maaneder(P.KVARTAL, 3 * nr - 2, 3 * nr, fundet)


@_form(rf"(?P<nr>[12]\.?|første|andet) halvår{AAR}")
def _halvaar(fundet):
    nr = _ordenstal(fundet["nr"])
    return _maaneder(P.HALVAAR, 6 * nr - 5, 6 * nr, fundet)


def _ordenstal(skrevet):
    return ORDENSTAL.get(skrevet) or int(skrevet.rstrip("."))


@_form(
    rf"(?P<navn>forår|efterår)(?:et)?{AAR}",
    rf"(?P<navn>sommer|vinter)(?:en)?{AAR}",
    "(?P<navn>vinter)(?:en)? (?P<aar>[0-9]{4})/(?P<til>[0-9]{2})",
)
def _saeson(fundet):
    if fundet.get("til") and (int(fundet["aar"]) + 1) % 100 != int(fundet["til"]):
        return None
    return _maaneder(P.SAESON, *SAESON[fundet["navn"]], fundet)


@_form(rf"(?P<efter>efter )?sommerferien?{AAR}")
def _sommerferie(fundet):
    nr = 8 if fundet["efter"] else 7
    return replace(_maaneder(P.SAESON, nr, nr, fundet), sommerferie=nr == 7)


@_form(rf"jul(?:en)?{AAR}")
def _jul(fundet):
    return _dag(12, 24, fundet)


@_form(rf"nytår(?:et)?{AAR}")
def _nytaar(fundet):
    return _dag(12, 31, fundet)


@_form(rf"(?P<fest>påske|pinse)n?{AAR}")
def _paaske(fundet):
    efter = timedelta(days=49 if fundet["fest"] == "pinse" else 0)
    return Led(P.DAG, lambda aar: (paaskedag(aar) + efter,) * 2, _aar(fundet))


@_form("(?P<aar>[0-9]{4})")
def _helt_aar(fundet):
    return _maaneder(P.AAR, 1, 12, fundet)

"""How the texts of an imported table of goals are read (20 §10). Readings are proposals, shown beside the text."""

import re
from dataclasses import dataclass
from fractions import Fraction

from indsatser.beregning.fremdrift import NORM, UDVIKLING
from indsatser.beregning.retning import NED, OP

IKKE_DEFINERET, UNDER_UDARBEJDELSE = "ikke_defineret", "under_udarbejdelse"
PRIMAER, KONTROL = "primaer", "kontrol"
HOEJST = 3  # indicators of a goal

INGEN = re.compile(r"\bingen\b", re.IGNORECASE)
PROCENT = re.compile(r"(?<![\d.,])(\d+)(?:[.,](\d{1,2}))? ?(?:%|pct\b|procent\b)", re.IGNORECASE)
UNDERVEJS = re.compile(r"\bunder udarbejdelse\b", re.IGNORECASE)
UDARBEJDES = re.compile(r"\budarbejdes\b", re.IGNORECASE)
OMFANG = {"nye sager": re.compile(r"\bnye\b", re.IGNORECASE), "alle sager": re.compile(r"\balle\b", re.IGNORECASE)}
FRIST = re.compile(
    r"\bfrist(?:en|er|erne)?\b|\b\d+ (?:timer?|døgn|dage?|hverdage?|uger?|måned(?:er)?)\b", re.IGNORECASE
)
SB_SYS = re.compile(r"\bsb-?sys\b", re.IGNORECASE)
BRUGERDATA = re.compile(r"\bbrugerdata\b", re.IGNORECASE)
# The first that fits: a tilsyn made from a list is a tilsyn.
METODER = (
    ("ledelsestilsyn", re.compile("tilsyn", re.IGNORECASE)),
    ("interview", re.compile("interview", re.IGNORECASE)),
    ("sagsgennemgang", re.compile("sagsgennemgang", re.IGNORECASE)),
    ("spoergeskema", re.compile("spørgeskema", re.IGNORECASE)),
    ("registerudtraek", re.compile(rf"\blister?\b|{SB_SYS.pattern}|{BRUGERDATA.pattern}", re.IGNORECASE)),
)
DATAKILDER = (("SB-SYS", SB_SYS), ("Brugerdata", BRUGERDATA))


@dataclass(frozen=True)
class Indikatorlaesning:
    """One Indikator: its text and tilstand, and the draft definition's target and direction if it has one."""

    tekst: str
    tilstand: str
    maalvaerdi: Fraction | None = None
    retning: str = ""


@dataclass(frozen=True)
class Metodelaesning:
    """One Maalemetode; `slags` is "" for a text that names none of them."""

    tekst: str
    slags: str
    rolle: str
    datakilde: str = ""


def read_indikator(tekst):
    """Return the Indikatorlaesninger of an indicator text: none for an empty one, else one, or one for each part."""
    dele = _dele(tekst)
    med_tal = [_har_tal(del_) for del_ in dele]
    if 1 < len(dele) <= HOEJST and any(med_tal) and not all(med_tal):
        return tuple(_del(del_, har_tal) for del_, har_tal in zip(dele, med_tal, strict=True))
    hele = _enkelt_blank(tekst)
    return (_laes(hele),) if hele else ()


def _del(tekst, har_tal):
    """Beside a part with a number, one without is something nobody has begun to define."""
    return _laes(tekst) if har_tal else Indikatorlaesning(tekst, IKKE_DEFINERET)


def _har_tal(tekst):
    return bool(INGEN.search(tekst) or PROCENT.search(tekst))


def _laes(tekst):
    if INGEN.search(tekst):
        return Indikatorlaesning(tekst, UNDER_UDARBEJDELSE, Fraction(0), NED)
    if fundet := PROCENT.search(tekst):
        return Indikatorlaesning(tekst, UNDER_UDARBEJDELSE, Fraction(f"{fundet[1]}.{fundet[2] or 0}"), OP)
    if not UNDERVEJS.search(tekst) and UDARBEJDES.search(tekst):
        return Indikatorlaesning(tekst, IKKE_DEFINERET)
    return Indikatorlaesning(tekst, UNDER_UDARBEJDELSE)


def read_metode(tekst):
    """Return the Metodelaesninger of a method text: what stands behind a "+" is a control of the first."""
    return tuple(
        Metodelaesning(del_, _slags(del_), KONTROL if nr else PRIMAER, _datakilde(del_))
        for nr, del_ in enumerate(_dele(tekst))
    )


def _slags(tekst):
    return next((slags for slags, moenster in METODER if moenster.search(tekst)), "")


def _datakilde(tekst):
    return next((navn for navn, moenster in DATAKILDER if moenster.search(tekst)), "")


def population(tekst):
    """The population a goal's text names: "nye sager" also where it says all the new ones, or ""."""
    return next((navn for navn, moenster in OMFANG.items() if moenster.search(tekst)), "")


def maaltype(tekst):
    """A goal that names a frist must hold for all: norm. Others are on their way: udvikling."""
    return NORM if FRIST.search(tekst) else UDVIKLING


def _dele(tekst):
    return [del_ for del_ in map(_enkelt_blank, tekst.split("+")) if del_]


def _enkelt_blank(tekst):
    return " ".join(tekst.split())

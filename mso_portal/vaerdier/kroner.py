"""Amounts: whole kroner in the database, read from what people write, printed in tkr."""

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal

from .datoer import antal

MAKS_KRONER = 9_999_999_999
MAKS_TEGN = 60
TVETYDIG_FRA = 10_000
TOM, LAEST, REST, AFVIST = "tom", "laest", "rest", "afvist"
ENHEDER = {"tkr": 1_000, "kr": 1}

BLANKE = re.compile(r"\s+")
STREGER = re.compile("[‐‑‒–—―−]")
INDLEDNING = re.compile(r"(?P<cirka>(?:ca\.?|cirka|omkring)(?![a-zæøå]) ?)?(?P<kr>kr\.? ?(?=[-0-9]))?(?P<minus>- ?)?")
TAL = re.compile(r"(?P<hele>[0-9]{1,3}(?:\.[0-9]{3})+(?![0-9])|[0-9]{1,3}(?: [0-9]{3})+(?![0-9])|[0-9]+)")
DECIMALER = re.compile(r"(?:,(?P<decimaler>[0-9]+))?(?P<streg>,-+)?")
ENHED = re.compile(
    r" ?(?:(?P<mia>mia\.?|milliard(?:er)?)|(?P<mio>mio\.?|mill\.?|million(?:er)?)"
    r"|(?P<tkr>tkr\.?|t\. ?kr\.?|tusind)|(?P<kr>kr\.?|dkk|kroner))(?![a-zæøå0-9])"
    r"(?: ?(?:kr\.?|dkk|kroner)(?![a-zæøå0-9]))?"
)
FAKTOR = {"mia": 10**9, "mio": 10**6, "tkr": 10**3, "kr": 1}


@dataclass(frozen=True)
class Kronelaesning:
    """What an amount was read as. With status REST `kroner` is known: the importer decides about the rest."""

    kroner: int | None = None
    indtastet: str = ""
    cirka: bool = False
    status: str = TOM
    raad: str = ""
    rest: str = ""

    @property
    def godtaget(self):
        return self.status in (TOM, LAEST)

    @property
    def tekst(self):
        """What stands in the form field: what was typed, or the amount when nobody typed it."""
        if self.indtastet or self.kroner is None:
            return self.indtastet
        return f"{antal(self.kroner)} kr."

    def without_rest(self):
        """The amount alone, for an import that has moved the rest to another field."""
        return replace(self, status=LAEST, raad="", rest="") if self.status == REST else self


def laes(tekst, enhed):
    """Read an amount; `enhed` ("tkr" or "kr") is what a bare number means. Never raises on a text."""
    indtastet = BLANKE.sub(" ", unicodedata.normalize("NFC", tekst or "")).strip()
    if not indtastet:
        return Kronelaesning()
    indledning = INDLEDNING.match(_normal(indtastet))
    laesning = Kronelaesning(indtastet=indtastet, cirka=bool(indledning["cirka"]), status=AFVIST)
    return _laes_tal(laesning, indledning, enhed)


def _normal(tekst):
    # Character by character: "İ".lower() has two characters, and the rest is cut by position.
    smaa = "".join(tegn.lower() if len(tegn.lower()) == 1 else tegn for tegn in tekst)
    return STREGER.sub("-", smaa)


def _laes_tal(laesning, indledning, enhed):
    efter = indledning.string[indledning.end() :]
    tal = TAL.match(efter)
    if not tal:
        return replace(laesning, raad="ikke_tal")
    if re.match(r"\.[0-9]", efter[tal.end() :]):
        return replace(laesning, raad="punktum")
    decimaler = DECIMALER.match(efter, tal.end())
    maal = ENHED.match(efter, decimaler.end())
    slut = maal.end() if maal else decimaler.end()
    skrevet = (maal and maal.lastgroup) or ("kr" if indledning["kr"] or decimaler["streg"] else "")
    if not skrevet and enhed == "tkr" and _er_tvetydig(tal["hele"]):
        return replace(laesning, raad="tvetydig")
    vaerdi = _vaerdi(tal["hele"], decimaler["decimaler"], FAKTOR[skrevet] if skrevet else ENHEDER[enhed])
    laesning = _med_beloeb(laesning, vaerdi, bool(indledning["minus"]), skrevet == "kr" and enhed == "tkr")
    # What is left is cut from the text as typed, so that the importer moves it with its capitals.
    return _med_rest(laesning, laesning.indtastet[len(laesning.indtastet) - len(efter[slut:]) :])


def _er_tvetydig(hele):
    return not hele.isdigit() or len(hele.lstrip("0")) >= len(str(TVETYDIG_FRA))


def _vaerdi(hele, decimaler, faktor):
    """The exact value, or None when it isn't whole kroner. Integers only: Decimal rounds long numbers."""
    cifre = re.sub("[. ]", "", hele).lstrip("0") or "0"
    if len(cifre) > len(str(MAKS_KRONER)):
        return MAKS_KRONER + 1
    decimaler = (decimaler or "").rstrip("0")
    if len(decimaler) > len(str(faktor)):
        return None
    tael = int(cifre + decimaler) * faktor
    return None if tael % 10 ** len(decimaler) else tael // 10 ** len(decimaler)


def _med_beloeb(laesning, vaerdi, minus, omregnet):
    if vaerdi is None:
        return replace(laesning, raad="ikke_hele")
    if vaerdi > MAKS_KRONER:
        return replace(laesning, raad="for_stort")
    raad = "afrundes" if er_afrundet(vaerdi) else "omregnet" if omregnet else ""
    return replace(laesning, kroner=-vaerdi if minus else vaerdi, status=LAEST, raad=raad)


def _med_rest(laesning, rest):
    rest = rest.strip()
    if not rest.strip(".") or laesning.kroner is None:
        return laesning
    if re.match(r"[-–−]? ?[^\w\s(]|[-–−] ?[0-9]", rest):
        return replace(laesning, kroner=None, status=AFVIST, raad="ikke_tal")
    # "2 x 80.000 kr." is a sum to work out, not an amount with a purpose behind it.
    if re.match(r"[0-9]|[x×à](?![a-zæøå])", rest.lower()):
        return replace(laesning, kroner=None, status=AFVIST, raad="rest", rest=rest)
    return replace(laesning, status=REST, raad="rest", rest=rest)


def ekko(laesning):
    """The Danish line under the field: the reading, or why there is none. "" for an empty field."""
    if laesning.status == TOM:
        return ""
    if laesning.godtaget:
        cirka = "ca. " if laesning.cirka else ""
        afrundet = " (afrundet)" if er_afrundet(laesning.kroner) else ""
        return f"{cirka}{antal(laesning.kroner)} kr. = {tkr(laesning.kroner)} tkr.{afrundet}"
    return AFVISNINGER[laesning.raad](laesning)


def _tvetydig(laesning):
    tal = TAL.search(laesning.indtastet)[0]
    hele = re.sub("[. ]", "", tal).lstrip("0") or "0"
    if len(hele) > len(str(MAKS_KRONER)):
        return AFVISNINGER["for_stort"](laesning)
    minus = INDLEDNING.match(_normal(laesning.indtastet))["minus"] and "−" or ""
    tusind = minus + f"{Decimal(hele) / 1000:f}".replace(".", ",")
    kort = tusind if int(hele) < TVETYDIG_FRA * 1000 else f"{tusind} tkr."
    mio = f" – eller »{tusind} mio. kr.«" if int(hele) * 1000 <= MAKS_KRONER else "."
    return (
        f"{laesning.indtastet} kan læses på to måder. "
        f"Skriv »{kort}« eller »{minus}{antal(int(hele))} kr.« for {tusind} tusind{mio}"
    )


def _rest(laesning):
    if laesning.rest.lower().startswith(("pr.", "per ")):
        return f"Skriv kun beløbet her; »{laesning.rest}« hører til i Pr. enhed."
    return f"Skriv kun beløbet her, uden »{laesning.rest}«."


AFVISNINGER = {
    "tvetydig": _tvetydig,
    "rest": _rest,
    "punktum": lambda laesning: "Brug komma som decimaltegn, fx 12,5.",
    "ikke_hele": lambda laesning: "Skriv hele kroner.",
    "ikke_tal": lambda laesning: "Skriv et beløb, fx 160 eller 160.000 kr.",
    "for_stort": lambda laesning: "Beløbet er over 9.999 mio. kr.",
}


def tkr(kroner):
    """Print in tkr., half away from zero; sums are made in kroner and rounded afterwards."""
    if kroner is None:
        return "–"
    tusind = (abs(kroner) + 500) // 1000
    return antal(-tusind if kroner < 0 else tusind)


def er_afrundet(kroner):
    return kroner is not None and kroner % 1000 != 0

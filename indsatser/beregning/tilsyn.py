"""The sample of a ledelsestilsyn: its list, its draw, its count (20 §6). Holds no personal data and stores none."""

import re
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256

from indsatser.beregning.tal import procent, vis

# For the constraint of the column too: written so that Python and PostgreSQL read them alike.
NOEGLE = "^[0-9A-Za-z][0-9A-Za-z./_-]{0,29}$"
CPR = (
    "(^|[^0-9])(0[1-9]|[12][0-9]|3[01]|6[1-9]|[78][0-9]|9[01])(0[1-9]|1[0-2])"
    "[0-9][0-9][- ]?[0-9][0-9][0-9][0-9]([^0-9]|$)"
)
CPR_FEJL = "Linje {} ligner et CPR-nummer. Brug sagens nummer. Listen er ikke gemt."
NOEGLE_FEJL = (
    "Linje {} er ikke et sagsnummer. Brug bogstaver, tal og tegnene . / _ -, højst 30 tegn. Listen er ikke gemt."
)
FOR_KORT = "Du bad om {} sager, men listen har {}. Vælg Alle, eller indsæt en længere liste."
JA, NEJ = "ja", "nej"


@dataclass(frozen=True)
class Nummerliste:
    """A pasted list: the numbers, how many lines fell away and why it can't be used, if so.

    With an error there are no numbers, so that nothing of a list with a CPR number can be stored.
    """

    numre: tuple = ()
    blanke: int = 0
    dobbelte: int = 0
    fejl: tuple = ()


def clean(tekst):
    """Read one number a line; blank lines and doubles are left out and counted."""
    linjer = [linje.strip() for linje in tekst.splitlines()]
    fejl = tuple(besked for nr, linje in enumerate(linjer, 1) if linje and (besked := _fejl(nr, linje)))
    if fejl:
        return Nummerliste(fejl=fejl)
    skrevne = [linje for linje in linjer if linje]
    numre = tuple(dict.fromkeys(skrevne))
    return Nummerliste(numre, len(linjer) - len(skrevne), len(skrevne) - len(numre))


def _fejl(nr, linje):
    if re.search(CPR, linje):
        return CPR_FEJL.format(nr)
    return "" if re.fullmatch(NOEGLE, linje) else NOEGLE_FEJL.format(nr)


def shortage(antal, numre):
    """The message when more are asked for than the list has, "" otherwise."""
    return FOR_KORT.format(antal, len(numre)) if antal > len(numre) else ""


def draw(numre, froe, antal):
    """The numbers with the smallest sha256(froe|nummer), in that order: the same whatever the order of the list."""
    return tuple(sorted(numre, key=lambda nummer: (_hash(f"{froe}|{nummer}"), nummer))[:antal])


def list_hash(numre):
    """The hash kept instead of the list, the same whatever its order; numbers never hold a line break."""
    return _hash("\n".join(sorted(numre)))


def _hash(tekst):
    return sha256(tekst.encode()).hexdigest()


def count(sager, punkter):
    """Return (tæller, nævner) for the chosen punkter; each sag is {punkt: svar}, one that is udgået left out.

    The nævner has the sager with a ja or nej among them, the tæller those where every such answer is ja.
    """
    svar = [{sag[punkt] for punkt in punkter if sag.get(punkt) in (JA, NEJ)} for sag in sager]
    return sum(alle == {JA} for alle in svar), sum(bool(alle) for alle in svar)


def distribution(sager, punkt):
    """Return {"ja": n, "nej": n, "ikke_relevant": n} of one punkt."""
    svar = [sag.get(punkt) for sag in sager]
    return {slags: svar.count(slags) for slags in (JA, NEJ, "ikke_relevant")}


def resultattekst(taeller, naevner):
    """ "14 af 15 (93 %)"; without a case to count there is no percentage."""
    andel = f" ({procent(Fraction(taeller) / Fraction(naevner))})" if naevner else ""
    return f"{vis(taeller)} af {vis(naevner)}{andel}"


def intervaltekst(interval):
    """ "70,2–98,8" in percent; "" where there is no interval. The exact ends 0 and 100 have no decimals."""
    return f"{_ende(interval.lav)}–{_ende(interval.hoej)}" if interval else ""


def _ende(andel):
    return vis(Fraction(andel) * 100, 0 if andel in (0, 1) else 1)


def kan_vise(antal, interval):
    """What a sample of this size can show at best; `interval` is the one of all met, None when all are taken."""
    if interval is None:
        return "Alle sager er med, så andelen er den sande."
    sager = "1 sag" if antal == 1 else f"{vis(antal)} sager"
    return f"{sager}, alle opfyldt: den sande andel kan være ned til {procent(Fraction(interval.lav))}"

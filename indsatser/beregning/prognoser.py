"""Where dates and values seem to be going (20 §7.5). Texts marked "prognose"; they never drive a light."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations
from math import ceil
from statistics import median

from indsatser.beregning.retning import OP, opfyldt, spejl
from mso_portal.vaerdier.kvartal import Kvartal

MINDST = 4
HOEJST = 8
FEM_AAR = 1_826  # days


@dataclass(frozen=True)
class Slip:
    """The quarter, half and three quarters of the slips of `antal` finished milestones, in days."""

    p25: int
    median: int
    p75: int
    antal: int


@dataclass(frozen=True)
class Punkt:
    """A value at the end of its period; `serieskift` on the first one that can't be compared with those before."""

    periode_slut: date
    vaerdi: Fraction | int | None
    serieskift: bool = False


@dataclass(frozen=True)
class Maalprognose:
    """The day the target would be met, None where there is none, and the text to print."""

    dato: date | None
    tekst: str


def slip_prognose(dage):
    """Return the Slip of forskydning(oprindelig, faktisk), unknown ones left out; None for fewer than four."""
    kendte = sorted(dag for dag in dage if dag is not None)
    n = len(kendte)
    if n < MINDST:
        return None
    return Slip(*(kendte[ceil(Fraction(kvart * n, 4)) - 1] for kvart in (1, 2, 3)), antal=n)


def maal_prognose(punkter, m, retning):
    """Return the Maalprognose from the newest values of the series, oldest first."""
    sammenlignelige = _since_break(punkter)[-HOEJST:]
    if len(sammenlignelige) < MINDST:
        return Maalprognose(None, "for få målinger")
    retning, m, vaerdier = spejl(retning, m, *(punkt.vaerdi for punkt in sammenlignelige))
    dage = [punkt.periode_slut for punkt in sammenlignelige]
    if opfyldt(retning, vaerdier[-1], m):
        return Maalprognose(None, "nået")
    return _naar(dage[-1], m - vaerdier[-1], _haeldning(dage, vaerdier), retning)


def _since_break(punkter):
    """The points that have a value, from the newest serieskift on, whether or not that point has one."""
    skift = max((nr for nr, punkt in enumerate(punkter) if punkt.serieskift), default=0)
    return [punkt for punkt in punkter[skift:] if punkt.vaerdi is not None]


def _haeldning(dage, vaerdier):
    """The median of the slopes between any two points, per day."""
    par = combinations(zip(dage, vaerdier, strict=True), 2)
    # Periods of different lengths may end on the same day, and nothing goes anywhere in no time.
    return median([(w - v) / (senere - foer).days for (foer, v), (senere, w) in par if senere > foer] or [0])


def _naar(sidste, mangler, haeldning, retning):
    if haeldning == 0 or (haeldning > 0) != (retning == OP):
        return Maalprognose(None, "ikke med nuværende udvikling")
    dage = ceil(mangler / haeldning)
    if dage > FEM_AAR:
        return Maalprognose(None, "ikke inden for fem år")
    dato = sidste + timedelta(days=dage)
    kvartal = Kvartal.of(dato)
    return Maalprognose(dato, f"{kvartal.nr}. kvartal {kvartal.aar}")

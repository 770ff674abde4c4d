"""One point of a series as other rooms use it, and the gaps between points."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from maalinger.statistik.perioder import naeste, periode_for
from maalinger.statistik.vaerdi import vaerdi


@dataclass(frozen=True)
class Punkt:
    """The value that holds for a period. `vaerdi` is tæller over nævner, or tæller; None where nothing was found."""

    periode_start: date
    periode_slut: date
    taeller: Fraction | None = None
    naevner: Fraction | None = None
    population: int | None = None
    versionsnr: int = 0
    revision: int = 0
    foreloebig: bool = False
    skjult: bool = False
    begrundelse: str = ""
    multiplikator: Fraction = Fraction(1)

    @property
    def vaerdi(self):
        """The value as it is shown and promised (times multiplikator), or None."""
        return vaerdi(self.taeller, self.naevner, self.multiplikator)


def with_gaps(punkter, frekvens):
    """Return the points in time with an empty Punkt for each period between them that has none."""
    filled = []
    for punkt in punkter:
        start = naeste(frekvens, filled[-1].periode_start) if filled else None
        while start and start < punkt.periode_start:
            filled.append(Punkt(*periode_for(frekvens, start)))
            start = naeste(frekvens, start)
        filled.append(punkt)
    return filled

"""The interval of a share: Wilson's, narrowed when the sample is a large part of all there is (30 §13)."""

from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

Z = 1.959963984540054  # 97.5 per cent of the normal distribution


@dataclass(frozen=True)
class Interval:
    """Both ends of the 95 % interval of a share, from 0 to 1."""

    lav: float
    hoej: float

    def scaled(self, multiplikator):
        """(low, high) in the unit the figure is shown in, exact."""
        return Fraction(self.lav) * Fraction(multiplikator), Fraction(self.hoej) * Fraction(multiplikator)


def wilson(taeller, naevner, population=None):
    """Return the Interval of taeller of naevner, or None where there is none: nothing counted, or everybody.

    Without a population the sample is taken for a small part of it. ValueError for numbers that are no share.
    """
    if not 0 <= taeller <= naevner:
        raise ValueError(f"{taeller} af {naevner} er ikke en andel.")
    if population is not None and population < naevner:
        raise ValueError(f"{naevner} er flere end de {population}, der er i alt.")
    if naevner == 0 or naevner == population:
        return None
    return _interval(taeller, naevner, float(naevner if population is None else _effective(naevner, population)))


def _effective(naevner, population):
    return naevner * (population - 1) / (population - naevner)


def _interval(taeller, naevner, n):
    p = float(taeller / naevner)
    scale = 1 + Z * Z / n
    centre = (p + Z * Z / (2 * n)) / scale
    half = Z / scale * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    # The exact ends: in floats they are a hair off, and a limit of 100 % must be contained in 15 of 15.
    return Interval(0.0 if taeller == 0 else centre - half, 1.0 if taeller == naevner else centre + half)

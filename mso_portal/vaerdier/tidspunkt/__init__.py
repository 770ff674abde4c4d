"""A point in time: what was written, plus the start, end and precision derived from it (10 §2.1).

`laes` never raises on a text; what it cannot read stays as fritekst with a `raad`."""

from .ekko import UDEN_BETYDNING, ekko, forslag
from .laesning import Tidspunkt, laes

MAKS_TEGN = 80

__all__ = ["MAKS_TEGN", "UDEN_BETYDNING", "Tidspunkt", "ekko", "forslag", "laes"]

from decimal import Decimal
from fractions import Fraction

import pytest

from maalinger.statistik.vaerdi import vaerdi


@pytest.mark.parametrize(
    ("taeller", "naevner", "multiplikator", "ventet"),
    [
        (55, 61, 100, Fraction(5500, 61)),
        (Decimal("38.000000"), None, 1, 38),
        (0, 12, 100, 0),
        (None, 12, 100, None),
        (0, 0, 100, None),
        (None, None, 1, None),
    ],
)
def test_value_is_exact_and_missing_stays_missing(taeller, naevner, multiplikator, ventet):
    assert vaerdi(taeller, naevner, multiplikator) == ventet

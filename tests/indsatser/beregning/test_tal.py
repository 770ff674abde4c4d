from decimal import Decimal
from fractions import Fraction

import pytest

from indsatser.beregning.tal import afstand, broek, procent, vis


@pytest.mark.parametrize(
    ("tal", "decimaler", "ventet"),
    [
        (Fraction(5, 2), 0, "3"),
        (Fraction(-5, 2), 0, "−3"),
        (Fraction(-1, 4), 0, "0"),
        (Fraction(5500, 61), 1, "90,2"),
        (Decimal("58.0000"), 1, "58,0"),
        (Decimal("2.345"), 2, "2,35"),
        (Fraction(-1, 2), 1, "−0,5"),
        (1234567, 0, "1.234.567"),
        (Fraction(1, 100), 2, "0,01"),
    ],
)
def test_number_is_shown_in_danish_and_rounded_away_from_zero(tal, decimaler, ventet):
    assert vis(tal, decimaler) == ventet


@pytest.mark.parametrize(("andel", "ventet"), [(Fraction(-5, 8), "−63 %"), (Fraction(5, 4), "125 %"), (0, "0 %")])
def test_share_is_shown_in_percent(andel, ventet):
    assert procent(andel) == ventet


@pytest.mark.parametrize(
    ("tal", "ventet"),
    [(3, "3"), (Fraction(1, 3), "0,3"), (Fraction(1, 300), "0,003"), (Fraction(1, 10**6), "0,0000"), (0, "0")],
)
def test_difference_is_never_shown_as_nothing(tal, ventet):
    assert afstand(tal) == ventet


def test_missing_number_stays_missing():
    assert (broek(None), broek(Decimal("0.5"))) == (None, Fraction(1, 2))

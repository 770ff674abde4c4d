"""How a measured period is written."""

from datetime import date

import pytest

from indsatser.beregning.periodetekst import periodetekst


@pytest.mark.parametrize(("frekvens", "start", "slut", "tekst"), [
    ("uge", date(2020, 12, 28), date(2021, 1, 3), "uge 53 2020"),
    ("maaned", date(2020, 5, 1), date(2020, 5, 31), "maj 2020"),
    ("kvartal", date(2020, 10, 1), date(2020, 12, 31), "4. kvartal 2020"),
    ("halvaar", date(2020, 1, 1), date(2020, 6, 30), "1. halvår 2020"),
    ("halvaar", date(2020, 7, 1), date(2020, 12, 31), "2. halvår 2020"),
    ("aar", date(2020, 1, 1), date(2020, 12, 31), "2020"),
    ("ad_hoc", date(2020, 6, 1), date(2020, 6, 12), "1.–12. juni 2020"),
])  # fmt: skip
def test_period_is_named_in_its_rhythm(frekvens, start, slut, tekst):
    assert periodetekst(frekvens, start, slut) == tekst

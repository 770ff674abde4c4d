"""The periods a figure is measured in."""

from datetime import date

import pytest

from maalinger.statistik.perioder import naeste, periode_for


@pytest.mark.parametrize(
    ("frekvens", "start", "slut"),
    [
        ("uge", date(2020, 12, 28), date(2021, 1, 3)),
        ("maaned", date(2021, 1, 1), date(2021, 1, 31)),
        ("kvartal", date(2021, 1, 1), date(2021, 3, 31)),
        ("halvaar", date(2021, 1, 1), date(2021, 6, 30)),
        ("aar", date(2021, 1, 1), date(2021, 12, 31)),
        ("ad_hoc", date(2021, 1, 1), date(2021, 1, 1)),
    ],
)
def test_period_of_new_years_day(frekvens, start, slut):
    assert periode_for(frekvens, date(2021, 1, 1)) == (start, slut)


@pytest.mark.parametrize(
    ("frekvens", "start"),
    [("uge", date(2020, 12, 8)), ("maaned", date(2021, 1, 1)), ("kvartal", date(2021, 3, 1)), ("ad_hoc", None)],
)
def test_next_period_begins(frekvens, start):
    assert naeste(frekvens, date(2020, 12, 1)) == start

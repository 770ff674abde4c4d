"""20 §7.1."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indsatser.beregning.forskydning import forskydning
from mso_portal.vaerdier.tidspunkt import Tidspunkt, laes

REFERENCE = date(2020, 5, 29)
DATOER = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("fra", "til", "ventet"),
    [
        ("juni 2020", "15. juni 2020", 0),
        ("juni 2020", "15. september 2020", 77),
        ("juni 2020", "20. maj 2020", -12),
        ("inden 30. oktober 2019", "8. november 2019", 9),
        ("inden 30. oktober 2019", "1. oktober 2019", 0),
        ("januar – april 2020", "februar – marts 2020", 0),
        ("uge 43-45 2020", "uge 46 2020", 7),
        ("4. kvartal 2020", "1. kvartal 2021", 90),
        ("", "1. maj 2020", None),
        ("snarest", "1. maj 2020", None),
        ("efter 1. juni", "1. maj 2020", None),
        ("1. maj 2020", "efter 1. juni", None),
        ("juni 2020", "22. september 2020", 84),
    ],
)
def test_forskydning_is_as_the_table_says(fra, til, ventet):
    assert forskydning(laes(fra, REFERENCE), laes(til, REFERENCE)) == ventet


def test_dates_are_periods_of_a_day():
    assert forskydning(date(2020, 6, 30), laes("15. september 2020", REFERENCE)) == 77
    assert forskydning(laes("juni 2020", REFERENCE), date(2020, 5, 20)) == -12


@pytest.mark.parametrize(("fra", "til"), [(None, REFERENCE), (REFERENCE, None), (Tidspunkt(), REFERENCE)])
def test_forskydning_without_a_date_is_unknown(fra, til):
    assert forskydning(fra, til) is None


@given(DATOER, DATOER)
def test_days_there_are_the_days_back(fra, til):
    assert forskydning(fra, til) == -forskydning(til, fra) == (til - fra).days

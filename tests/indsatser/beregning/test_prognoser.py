"""20 §7.5."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indsatser.beregning.prognoser import Maalprognose, Punkt, Slip, maal_prognose, slip_prognose

KVARTALER = [date(2017, 3, 31), date(2017, 6, 30), date(2017, 9, 30), date(2017, 12, 31)]
FOR_FAA = Maalprognose(None, "for få målinger")
IKKE = Maalprognose(None, "ikke med nuværende udvikling")


def punkter(*vaerdier):
    return [Punkt(dag, vaerdi) for dag, vaerdi in zip(KVARTALER, vaerdier, strict=True)]


@pytest.mark.parametrize(
    ("dage", "ventet"),
    [
        ([0, 0, 7, 28], Slip(0, 0, 7, 4)),
        ([40, -3, 28, 0, 12, 5], Slip(0, 5, 28, 6)),
        ([0, 0, 7], None),
        ([0, None, 0, 7], None),
        ([1, 2, 3, 4, 5], Slip(2, 3, 4, 5)),
    ],
)
def test_slip_is_the_nearest_rank(dage, ventet):
    assert slip_prognose(dage) == ventet


@pytest.mark.parametrize(
    ("vaerdier", "m", "retning", "ventet"),
    [
        ((58, 62, 66, 70), 75, "op", Maalprognose(date(2018, 4, 25), "2. kvartal 2018")),
        ((340, 300, 250, 200), 0, "ned", Maalprognose(date(2019, 1, 16), "1. kvartal 2019")),
        ((70, 66, 66, 62), 75, "op", IKKE),
        ((70, 70, 70, 70), 75, "op", IKKE),
        ((58, 62, 66, 75), 75, "op", Maalprognose(None, "nået")),
        ((58, None, 66, 70), 75, "op", FOR_FAA),
        ((80, 84, 88, 92), 100, "naer", Maalprognose(date(2018, 7, 3), "3. kvartal 2018")),
        ((20, 21, 20, 20), 75, "op", IKKE),
        ((20, 21, 21, 22), 75, "op", Maalprognose(None, "ikke inden for fem år")),
    ],
)
def test_forecast_of_a_goal_is_the_median_slope(vaerdier, m, retning, ventet):
    assert maal_prognose(punkter(*vaerdier), m, retning) == ventet


@pytest.mark.parametrize(("mangler", "ventet"), [(1826, "nået efter 1826"), (1827, "ikke inden for fem år")])
def test_forecast_ends_after_five_years(mangler, ventet):
    dage = [Punkt(date(2020, 1, 1) + timedelta(days=nr), nr) for nr in range(4)]
    prognose = maal_prognose(dage, 3 + mangler, "op")

    assert (f"nået efter {(prognose.dato - date(2020, 1, 4)).days}" if prognose.dato else prognose.tekst) == ventet


def test_points_before_a_break_don_t_count():
    foer = [Punkt(date(2016, 12, 31), 10)]
    efter = punkter(58, 62, 66, 70)
    skiftet = [Punkt(efter[0].periode_slut, 58, serieskift=True), *efter[1:]]

    assert maal_prognose(foer + skiftet, 75, "op").dato == date(2018, 4, 25)
    assert maal_prognose(foer * 3 + skiftet[:1] + efter[2:], 75, "op") == FOR_FAA


def test_newest_of_two_breaks_counts():
    gammelt = Punkt(date(2016, 12, 31), 10, serieskift=True)
    nyt = Punkt(KVARTALER[0], 58, serieskift=True)

    assert maal_prognose([gammelt, nyt, *punkter(58, 62, 66, 70)[1:]], 75, "op").dato == date(2018, 4, 25)


def test_break_on_a_missing_value_is_a_break_too():
    foer = punkter(58, 62, 66, 70)

    assert maal_prognose([*foer, Punkt(date(2018, 3, 31), None, serieskift=True)], 75, "op") == FOR_FAA


def test_only_the_last_eight_points_count():
    gamle = [Punkt(date(2010 + nr, 12, 31), 500 - nr) for nr in range(5)]
    nye = [Punkt(date(2017, 1, 1) + timedelta(days=nr), nr) for nr in range(8)]

    assert maal_prognose(gamle + nye, 10, "op").dato == date(2017, 1, 11)


def test_points_of_the_same_day_go_nowhere():
    assert maal_prognose([Punkt(date(2020, 1, 1), nr) for nr in range(4)], 10, "op") == IKKE


@given(st.lists(st.integers(-50, 50), min_size=4, max_size=4), st.integers(-50, 50))
def test_mirrored_direction_with_negated_values_gives_the_same_forecast(vaerdier, m):
    modsat = maal_prognose(punkter(*(-vaerdi for vaerdi in vaerdier)), -m, "ned")

    assert maal_prognose(punkter(*vaerdier), m, "op") == modsat

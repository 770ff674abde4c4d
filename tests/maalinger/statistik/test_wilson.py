"""The interval of a share (30 §13, 20 §6)."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maalinger.statistik.wilson import Interval, wilson


@pytest.mark.parametrize(
    ("taeller", "naevner", "population", "lav", "hoej"),
    [
        (67, 100, None, 0.5730534379509052, 0.7543687726587197),
        (0, 12, None, 0.0, 0.24249400665524085),
        (12, 12, None, 0.7575059933447592, 1.0),
        (5, 7, None, 0.35893445183261935, 0.9177810759959433),
        (67, 100, 120, 0.6312331563644066, 0.7065858055999036),
        (376, 705, None, 0.49642601915850665, 0.5698793576152986),
        (1, 1, None, 0.20654931437723745, 1.0),
        (861, 1295, None, 0.6387013986210939, 0.6900531211088985),
    ],
)
def test_wilson_gives_the_known_figures(taeller, naevner, population, lav, hoej):
    interval = wilson(taeller, naevner, population)

    assert (interval.lav, interval.hoej) == pytest.approx((lav, hoej), rel=1e-9)


@pytest.mark.parametrize(
    ("taeller", "population", "ventet"),
    [(14, None, (70.2, 98.8)), (14, 120, (72.0, 98.7)), (15, None, (79.6, 100)), (15, 120, (81.6, 100))],
)
def test_sample_of_fifteen_shows_what_the_design_says(taeller, population, ventet):
    interval = wilson(taeller, 15, population)

    assert (round(100 * interval.lav, 1), round(100 * interval.hoej, 1)) == ventet


@pytest.mark.parametrize(("taeller", "naevner", "population"), [(0, 0, None), (0, 0, 9), (67, 100, 100), (1, 1, 1)])
def test_there_is_no_interval_of_nothing_or_of_all(taeller, naevner, population):
    assert wilson(taeller, naevner, population) is None


def test_ends_of_none_and_all_are_exact():
    assert (wilson(0, 15).lav, wilson(15, 15).hoej) == (0.0, 1.0)


@pytest.mark.parametrize(("taeller", "naevner", "population"), [(16, 15, None), (-1, 15, None), (3, 15, 14)])
def test_numbers_that_are_no_share_are_refused(taeller, naevner, population):
    with pytest.raises(ValueError, match="er ikke en andel|er flere end"):
        wilson(taeller, naevner, population)


def test_decimals_of_the_database_are_numbers_too():
    assert wilson(Decimal(14), Decimal(15), 120) == wilson(14, 15, 120)


def test_scaled_ends_are_exact():
    assert Interval(0.5, 1.0).scaled(100) == (Fraction(50), Fraction(100))


@given(st.integers(0, 60), st.integers(1, 60), st.integers(1, 500))
def test_a_known_population_never_widens_the_interval(taeller, naevner, flere):
    taeller = min(taeller, naevner)
    kendt, ukendt = wilson(taeller, naevner, naevner + flere), wilson(taeller, naevner)

    assert ukendt.lav - 1e-12 <= kendt.lav <= taeller / naevner + 1e-12
    assert taeller / naevner - 1e-12 <= kendt.hoej <= ukendt.hoej + 1e-12

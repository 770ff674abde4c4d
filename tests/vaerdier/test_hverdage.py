from datetime import date, timedelta

import pytest

from mso_portal.vaerdier.hverdage import er_helligdag, er_hverdag, laeg_hverdage, paaskedag

LUKKEDAGE = [date(aar, maaned, dag) for aar in range(2019, 2027) for maaned, dag in ((6, 5), (12, 24), (12, 31))]


@pytest.mark.parametrize(
    ("fra", "n", "ventet"),
    [
        (date(2020, 5, 29), -6, date(2020, 5, 20)),
        (date(2020, 5, 29), -5, date(2020, 5, 22)),
        (date(2020, 5, 29), -4, date(2020, 5, 25)),
        (date(2020, 5, 29), 2, date(2020, 6, 3)),
        (date(2020, 5, 29), 5, date(2020, 6, 9)),
        (date(2019, 10, 9), -6, date(2019, 10, 1)),
        (date(2020, 6, 26), -6, date(2020, 6, 18)),
        (date(2026, 5, 29), -4, date(2026, 5, 22)),
        (date(2026, 4, 8), -4, date(2026, 3, 30)),
        (date(2026, 1, 5), -6, date(2025, 12, 19)),
    ],
)
def test_hverdage_are_counted_as_the_design_says(fra, n, ventet):
    assert laeg_hverdage(fra, n, LUKKEDAGE) == ventet


def test_store_bededag_is_abolished_from_2024():
    assert not er_hverdag(date(2020, 5, 8))
    assert not er_hverdag(date(2023, 5, 5))
    assert er_hverdag(date(2024, 4, 26))


def test_lukkedag_counts_only_when_handed_in():
    assert er_hverdag(date(2020, 6, 5))
    assert not er_hverdag(date(2020, 6, 5), LUKKEDAGE)


def test_holidays_of_2020_are_these():
    dage = [date(2020, 1, 1) + timedelta(days=nr) for nr in range(366)]

    assert [f"{dag.day}/{dag.month}" for dag in dage if er_helligdag(dag)] == (
        ["1/1", "9/4", "10/4", "12/4", "13/4", "8/5", "21/5", "31/5", "1/6", "25/12", "26/12"]
    )


@pytest.mark.parametrize(
    ("aar", "maaned", "dag"),
    [(1818, 3, 22), (2000, 4, 23), (2008, 3, 23), (2020, 4, 12), (2024, 3, 31), (2026, 4, 5), (2038, 4, 25)],
)
def test_easter_sunday_is_known(aar, maaned, dag):
    assert paaskedag(aar) == date(aar, maaned, dag)


def test_zero_hverdage_is_refused():
    with pytest.raises(ValueError, match="n må ikke være 0"):
        laeg_hverdage(date(2020, 5, 29), 0)

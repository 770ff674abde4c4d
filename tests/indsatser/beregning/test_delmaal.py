"""Which interim target is due, and whether they lead to the target (20 §5.2, §7.3)."""

from datetime import date
from decimal import Decimal

import pytest

from indsatser.beregning.delmaal import Delmaalsvaerdi, backward, newest_delmaal, short_of_target

MARTS, JUNI, FRIST = date(2017, 3, 31), date(2017, 6, 30), date(2017, 7, 31)


def delmaal(*vaerdier):
    return [Delmaalsvaerdi(dag, vaerdi) for dag, vaerdi in zip((MARTS, JUNI, FRIST), vaerdier, strict=False)]


@pytest.mark.parametrize(
    ("maal_frist", "rows", "dato", "ventet"),
    [
        (FRIST, delmaal(75), date(2017, 7, 30), 75),
        (FRIST, delmaal(75), FRIST, 100),
        (FRIST, delmaal(75, 80, 90), FRIST, 100),
        (FRIST, [], date(2017, 7, 30), None),
        (None, delmaal(75), date(2017, 3, 30), None),
        (None, delmaal(75), MARTS, 75),
        (None, delmaal(75, 80)[::-1], JUNI, 80),
        (MARTS, delmaal(75, 80), JUNI, 80),
    ],
)
def test_newest_delmaal_that_is_due_counts_and_the_target_is_one(maal_frist, rows, dato, ventet):
    assert newest_delmaal(100, maal_frist, rows, dato) == ventet


@pytest.mark.parametrize(
    ("retning", "vaerdier", "ventet"),
    [
        ("op", (75, 75, 90), []),
        ("op", (75, 90, 80), [80]),
        ("ned", (200, 100, 150), [150]),
        ("naer", (80, 104, 98), []),
        ("naer", (104, 94, 98), [94]),
        ("op", (), []),
    ],
)
def test_delmaal_that_leads_away_from_the_target_is_found(retning, vaerdier, ventet):
    assert [et.vaerdi for et in backward(retning, 100, delmaal(*vaerdier)[::-1])] == ventet


def test_delmaal_that_says_why_may_lead_away():
    assert backward("op", 100, [*delmaal(75), Delmaalsvaerdi(JUNI, 60, "Flytning")]) == []


@pytest.mark.parametrize(
    ("rows", "maal_frist", "ventet"),
    [
        (delmaal(75, 90), None, 90),
        (delmaal(75, 90), JUNI, 90),
        (delmaal(75, 90), FRIST, None),
        (delmaal(75, Decimal("100.0000")), None, None),
        ([], None, None),
    ],
)
def test_last_delmaal_is_the_target_or_leaves_time_for_it(rows, maal_frist, ventet):
    assert getattr(short_of_target(100, maal_frist, rows), "vaerdi", None) == ventet

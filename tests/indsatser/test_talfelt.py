"""Numbers as people type them."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from indsatser.forms.indberet import periods
from indsatser.forms.tal import Talfelt, read, written


@pytest.mark.parametrize(("tekst", "tal"), [
    ("55", 55), ("1.769", 1769), ("1 769", 1769), ("2,5", Decimal("2.5")), ("1.000.000,25", Decimal("1000000.25")),
    ("−3", -3), ("2.5", None), ("90 %", None), ("", None), ("1.76", None),
])  # fmt: skip
def test_text_is_read(tekst, tal):
    assert read(tekst) == tal


@pytest.mark.parametrize(("tal", "tekst"), [("75.0000", "75"), ("1769.5000", "1.769,5"), ("-2.50", "-2,5"), ("0", "0")])
def test_stored_number_is_shown_as_it_is_typed(tal, tekst):
    assert (written(Decimal(tal)), read(written(Decimal(tal)))) == (tekst, Decimal(tal))


@pytest.mark.parametrize(("tekst", "besked"), [
    ("x", "Tallet kan ikke læses. Skriv det som 1.769 eller 2,5."),
    ("1,23456", "Skriv højst 4 decimaler."),
    ("1000000000000", "Tallet kan ikke læses. Skriv det som 1.769 eller 2,5."),
])  # fmt: skip
def test_what_is_no_number_is_refused(tekst, besked):
    with pytest.raises(ValidationError) as error:
        Talfelt().clean(tekst)

    assert error.value.messages == [besked]


def test_series_without_rhythm_has_no_periods(klokken):
    assert periods("ad_hoc", klokken.date()) == []


def test_periods_run_backwards_from_the_one_today_is_in(klokken):
    assert [start.isoformat() for start, _ in periods("halvaar", klokken.date(), 3)] == [
        "2020-01-01", "2019-07-01", "2019-01-01",
    ]  # fmt: skip

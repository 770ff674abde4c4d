"""Numbers of the texts that the data doesn't hold (21 §5)."""

import pytest

from indsatser.document.statustal import tal_advarsler

DATA = {
    "maalte": [13, 25], "beloeb": {"2021": {"prognose": 176_001}}, "statusdato": "2020-06-30", "skjult": True,
    "uuid": "4f000000-0000-4000-8000-000000000007", "nu": "55 af 61 (90,2 %)", "titel": "Kursus for 24 personer",
}  # fmt: skip


def advarsler(resume, siden_sidst=""):
    return tal_advarsler(
        DATA | {"tekst": {"resume": resume, "siden_sidst": siden_sidst, "naeste": "", "offentlig": ""}}
    )


@pytest.mark.parametrize("tekst", [
    "13 af 25 mål kan måles.", "Prognosen er 176.001 kr.", "Prognosen er 176 tkr.", "Prognosen er 0,18 mio. kr.",
    "I 2021 og pr. 30. juni 2020.", "Det er 30.6.2020.", "55 af 61, altså 90,2 %.", "De 24 er i gang.", "K2 og p25.",
])  # fmt: skip
def test_number_of_the_data_is_known(tekst):
    assert advarsler(tekst) == []


@pytest.mark.parametrize(("tekst", "tal"), [
    ("4 mangler", "4"), ("Prognosen er 177 tkr.", "177"), ("Der er 1.760 kr. og 17,6 %", "1.760 17,6"), ("90 %", "90"),
    ("7", "7"), ("8000", "8000"), ("1", "1"),
])  # fmt: skip
def test_number_the_data_does_not_hold_is_named_as_it_is_written(tekst, tal):
    assert advarsler(tekst) == [f"Tallet {one} står i teksten, men findes ikke i status." for one in tal.split()]


def test_number_is_named_once_and_both_texts_are_read():
    assert advarsler("4 og 4", "5") == [
        "Tallet 4 står i teksten, men findes ikke i status.", "Tallet 5 står i teksten, men findes ikke i status.",
    ]  # fmt: skip

"""Bilag that are cited, and lines of the minutes."""

import pytest

from tests.indstillinger.indlaesning.opslag import aarsager, laes, raa, vaerdier


def test_each_cited_number_is_one_row():
    laesning = laes("Effekt", "Se bilag 2, jf. bilag 1 og 3. Bilag 2 igen.")
    assert vaerdier(laesning, "bilag.nr") == ["1", "2", "3"]
    assert set(aarsager(laesning, "bilag.nr").values()) == {"bilag_uden_fil"}


def test_bilag_of_the_minutes_are_not_the_papers():
    assert vaerdier(laes("Effekt", "Ro", "Referat", "Chefteamet besluttede:", "Som i bilag 4"), "bilag.nr") == []


@pytest.mark.parametrize(
    ("tekst", "raatekst"),
    [
        ("Planen er god (se bilag).", ["se bilag"]),
        ("Vedlagte plan er god.", ["Vedlagte"]),
        ("Planen er vedlagt som bilag 1.", []),
        ("Se bilag 1. Den vedlagte plan er god. Se bilag.", ["vedlagte"]),
    ],
)
def test_bilag_without_a_number_is_marked_once(tekst, raatekst):
    laesning = laes("Effekt", tekst)
    assert [one.raatekst for one in laesning.felter if one.felt == "bilag"] == raatekst
    assert list(aarsager(laesning, "bilag").values()) == ["bilag_uden_nummer"] * len(raatekst)


def test_every_line_of_what_was_decided_is_a_suggestion():
    laesning = laes("Referat", "Chefteamet besluttede, at", raa("Gå videre", "punkt"), "Og dertil:", "Vente")
    assert vaerdier(laesning, "referat.linje") == ["Gå videre", "Vente"]
    assert set(aarsager(laesning, "referat.linje").values()) == {"referat"}


@pytest.mark.parametrize(
    ("saetning", "forslag"),
    [
        ("Vi skal ikke købe nye biler i år.", ["Vi skal ikke købe nye biler i år."]),
        ("Vi skal købe nye biler i år.", []),
        ("Det er ikke godt.", []),
        ("God debat. Ikke købe nye biler. Slut.", ["Ikke købe nye biler."]),
    ],
)
def test_refusal_of_a_point_is_a_suggestion(saetning, forslag):
    point = ["Beslutninger", raa("At købe nye biler", "punkt")]
    laesning = laes(*point, "Referat", "Chefteamet drøftede:", saetning)
    assert [one.vaerdi for one in laesning.felter if one.felt == "referat.linje" and one.tjek] == forslag


def test_what_was_discussed_waits_without_a_mark():
    lines = ["God debat.", "PROCES:", raa("Maj", "punkt"), raa("Juni", "punkt"), "Slut."]
    laesning = laes("Referat", "Chefteamet drøftede:", *lines)
    assert vaerdier(laesning, "referat.linje") == ["God debat.", "PROCES:\n- Maj\n- Juni", "Slut."]
    assert aarsager(laesning, "referat.linje") == {}


def test_rest_of_a_line_with_a_refusal_waits():
    laesning = laes("Beslutninger", raa("At købe nye biler", "punkt"), "Referat", "Chefteamet drøftede:",
                    "God debat. Ikke købe nye biler. Slut.")  # fmt: skip
    assert vaerdier(laesning, "referat.linje") == ["Ikke købe nye biler.", "God debat.", "Slut."]


def test_process_of_the_minutes_is_none_of_the_papers():
    assert vaerdier(laes("Referat", "PROCES:", "Drøftes", "5. maj 2020"), "procestrin.tekst") == []

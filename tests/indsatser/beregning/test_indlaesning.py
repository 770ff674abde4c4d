"""20 §10: the reading rules of an imported table of goals. The texts are made up."""

from fractions import Fraction

import pytest

from indsatser.beregning.indlaesning import (
    Indikatorlaesning,
    Metodelaesning,
    maaltype,
    population,
    read_indikator,
    read_metode,
)


def laest(tekst, tilstand, maalvaerdi=None, retning=""):
    return Indikatorlaesning(tekst, tilstand, maalvaerdi, retning)


@pytest.mark.parametrize(
    ("tekst", "ventet"),
    [
        ("", ()),
        ("  ", ()),
        ("Ingen restance (100 %)", (laest("Ingen restance (100 %)", "under_udarbejdelse", 0, "ned"),)),
        ("100 % af sagerne", (laest("100 % af sagerne", "under_udarbejdelse", 100, "op"),)),
        ("Mindst  12,5%", (laest("Mindst 12,5%", "under_udarbejdelse", Fraction(25, 2), "op"),)),
        ("80 pct. svarer ja", (laest("80 pct. svarer ja", "under_udarbejdelse", 80, "op"),)),
        ("Liste er under udarbejdelse", (laest("Liste er under udarbejdelse", "under_udarbejdelse"),)),
        ("Udarbejdes til temaet", (laest("Udarbejdes til temaet", "ikke_defineret"),)),
        ("Samtale med tre ansatte", (laest("Samtale med tre ansatte", "under_udarbejdelse"),)),
        ("Tal + ord under udarbejdelse", (laest("Tal + ord under udarbejdelse", "under_udarbejdelse"),)),
        ("90 % + 80 %", (laest("90 % + 80 %", "under_udarbejdelse", 90, "op"),)),
        (
            "Ingen restance + egen brug af listen",
            (laest("Ingen restance", "under_udarbejdelse", 0, "ned"), laest("egen brug af listen", "ikke_defineret")),
        ),
        (
            "Egen brug + 75 % af sagerne",
            (laest("Egen brug", "ikke_defineret"), laest("75 % af sagerne", "under_udarbejdelse", 75, "op")),
        ),
        (
            "a + 1 % + b",
            (laest("a", "ikke_defineret"), laest("1 %", "under_udarbejdelse", 1, "op"), laest("b", "ikke_defineret")),
        ),
        ("1 % + a + b + c", (laest("1 % + a + b + c", "under_udarbejdelse", 1, "op"),)),
    ],
)
def test_indicator_text_is_read(tekst, ventet):
    assert read_indikator(tekst) == ventet


@pytest.mark.parametrize(
    ("tekst", "slags", "datakilde"),
    [
        ("Tilsyn ved lederen", "ledelsestilsyn", ""),
        ("Temabaseret ledelsestilsyn ud fra liste", "ledelsestilsyn", ""),
        ("Interview med to ansatte", "interview", ""),
        ("Sagsgennemgang i foråret", "sagsgennemgang", ""),
        ("Spørgeskema til borgerne", "spoergeskema", ""),
        ("Staben trækker en liste", "registerudtraek", ""),
        ("Liste fra SB-SYS", "registerudtraek", "SB-SYS"),
        ("Tal fra SBSYS", "registerudtraek", "SB-SYS"),
        ("Tal fra brugerdata", "registerudtraek", "Brugerdata"),
        ("Realiteter", "", ""),
    ],
)
def test_method_text_is_recognised(tekst, slags, datakilde):
    assert read_metode(tekst) == (Metodelaesning(tekst, slags, "primaer", datakilde),)


def test_what_stands_behind_a_plus_is_a_control():
    assert read_metode("Liste i SB-SYS + tjek ved sagsgennemgang") == (
        Metodelaesning("Liste i SB-SYS", "registerudtraek", "primaer", "SB-SYS"),
        Metodelaesning("tjek ved sagsgennemgang", "sagsgennemgang", "kontrol"),
    )


def test_empty_method_is_none():
    assert read_metode(" ") == ()


@pytest.mark.parametrize(
    ("tekst", "ventet"),
    [
        ("I nye sager holdes samtalen", "nye sager"),
        ("Alle nye sager er vurderet", "nye sager"),
        ("Alle planer er lagt", "alle sager"),
        ("Planerne er lagt", ""),
        ("Fornyet alligevel", ""),
    ],
)
def test_scope_words_become_the_population(tekst, ventet):
    assert population(tekst) == ventet


@pytest.mark.parametrize(
    ("tekst", "ventet"),
    [
        ("Vurderet inden 24 timer", "norm"),
        ("Afsluttet inden for fristen", "norm"),
        ("Frister for høring holdes", "norm"),
        ("Undersøgt på 4 måneder", "norm"),
        ("Netværkskort er brugt", "udvikling"),
        ("Befriste stillinger", "udvikling"),
    ],
)
def test_goal_that_names_a_frist_is_a_norm(tekst, ventet):
    assert maaltype(tekst) == ventet

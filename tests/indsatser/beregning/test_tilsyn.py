"""20 §6."""

from collections import Counter
from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indsatser.beregning.tilsyn import (
    Nummerliste,
    clean,
    count,
    distribution,
    draw,
    intervaltekst,
    kan_vise,
    list_hash,
    resultattekst,
    shortage,
)
from maalinger.statistik.wilson import wilson

NUMRE = [f"2017-{nr:04}" for nr in range(120)]
FROE = "00f1e2d3c4b5a697"


def test_blank_lines_and_doubles_are_left_out_and_counted():
    assert clean("S-2\n\n S-1 \nS-2\n  \nS-3\n") == Nummerliste(("S-2", "S-1", "S-3"), blanke=2, dobbelte=1)


@pytest.mark.parametrize("linje", ["010170-1234", "0101701234", "010170 1234", "S/311299-4321", "610170-1234"])
def test_cpr_like_line_leaves_nothing_of_the_list(linje):
    liste = clean("\n".join([*NUMRE[:6], linje, *NUMRE[6:]]))

    assert liste == Nummerliste(fejl=("Linje 7 ligner et CPR-nummer. Brug sagens nummer. Listen er ikke gemt.",))


@pytest.mark.parametrize(
    "linje", ["2017-0045", "990170-1234", "011370-1234", "10101701234", "01017012345", "A.b/c_d-9"]
)
def test_number_that_is_no_cpr_is_taken(linje):
    assert clean(linje).numre == (linje,)


@pytest.mark.parametrize("linje", ["-1", "a b", "x" * 31, "æ1", "a;b"])
def test_line_that_is_no_case_number_is_refused_with_its_number(linje):
    fejl = "Linje 2 er ikke et sagsnummer. Brug bogstaver, tal og tegnene . / _ -, højst 30 tegn. Listen er ikke gemt."

    assert clean(f"S-1\n{linje}") == Nummerliste(fejl=(fejl,))


@pytest.mark.parametrize(
    ("antal", "ventet"),
    [(15, "Du bad om 15 sager, men listen har 12. Vælg Alle, eller indsæt en længere liste."), (12, "")],
)
def test_sample_larger_than_the_list_is_told(antal, ventet):
    assert shortage(antal, NUMRE[:12]) == ventet


def test_draw_takes_the_smallest_hashes_in_their_order():
    hashes = {nummer: sha256(f"{FROE}|{nummer}".encode()).hexdigest() for nummer in NUMRE}

    assert draw(NUMRE, FROE, 15) == tuple(sorted(NUMRE, key=hashes.get)[:15])


@given(st.permutations(NUMRE[:30]))
def test_draw_is_the_same_whatever_the_order_of_the_list(numre):
    assert draw(numre, FROE, 10) == draw(NUMRE[:30], FROE, 10)
    assert list_hash(numre) == list_hash(NUMRE[:30])


def test_hash_of_the_list_is_that_of_the_sorted_lines():
    assert list_hash(["b", "a"]) == sha256(b"a\nb").hexdigest()


def test_all_are_taken_when_as_many_are_asked_for():
    assert sorted(draw(NUMRE, FROE, 120)) == NUMRE


def test_each_case_is_drawn_as_often_as_chance_has_it():
    gange = Counter(nummer for nr in range(1000) for nummer in draw(NUMRE, f"{nr:016x}", 15))

    # 125 expected, five standard deviations to either side.
    assert sorted(gange) == NUMRE
    assert [antal for antal in gange.values() if not 72 <= antal <= 178] == []


def test_case_counts_when_a_chosen_punkt_is_answered_and_meets_when_all_are_yes():
    sager = [
        {1: "ja", 2: "ja", 3: "nej"},
        {1: "ja", 2: "nej"},
        {1: "ja", 2: "ikke_relevant"},
        {1: "ikke_relevant", 2: "ikke_relevant"},
        {3: "ja"},
        {},
    ]

    assert (count(sager, [1, 2]), count(sager, [3]), count(sager, [])) == ((2, 3), (1, 2), (0, 0))


def test_answers_of_a_punkt_are_counted_apart():
    sager = [{1: "ja"}, {1: "nej"}, {1: "ja"}, {1: "ikke_relevant"}, {2: "ja"}]

    assert distribution(sager, 1) == {"ja": 2, "nej": 1, "ikke_relevant": 1}


@pytest.mark.parametrize(
    ("taeller", "population", "resultat", "interval"),
    [
        (14, None, "14 af 15 (93 %)", "70,2–98,8"),
        (14, 120, "14 af 15 (93 %)", "72,0–98,7"),
        (15, None, "15 af 15 (100 %)", "79,6–100"),
        (15, 120, "15 af 15 (100 %)", "81,6–100"),
        (0, None, "0 af 15 (0 %)", "0–20,4"),
        (14, 15, "14 af 15 (93 %)", ""),
    ],
)
def test_result_is_printed_with_its_interval(taeller, population, resultat, interval):
    assert (resultattekst(taeller, 15), intervaltekst(wilson(taeller, 15, population))) == (resultat, interval)


def test_result_without_a_case_has_no_percentage():
    assert (resultattekst(0, 0), intervaltekst(wilson(0, 0))) == ("0 af 0", "")


@pytest.mark.parametrize(
    ("antal", "population", "ventet"),
    [
        (15, None, "15 sager, alle opfyldt: den sande andel kan være ned til 80 %"),
        (15, 120, "15 sager, alle opfyldt: den sande andel kan være ned til 82 %"),
        (1, None, "1 sag, alle opfyldt: den sande andel kan være ned til 21 %"),
        (120, 120, "Alle sager er med, så andelen er den sande."),
    ],
)
def test_size_tells_what_it_can_show(antal, population, ventet):
    assert kan_vise(antal, wilson(antal, antal, population)) == ventet


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.integers(0, 9999),
    st.sampled_from(["", "-", " "]),
    st.sampled_from(["", "S-", "2020/", "A."]),
)
def test_number_with_a_cpr_in_it_is_never_taken(dag, loebenr, skel, foran):
    assert clean(f"{foran}{dag:%d%m%y}{skel}{loebenr:04}").numre == ()

"""The bars of goals of 20 §8: from baseline to mål, delmål across, a mark at now, the light as symbol and word."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mso_portal.motor.charts.lys import SHAPES
from mso_portal.motor.charts.maalbjaelke import Maalbjaelke, maalbjaelke, maalbjaelker
from tests.motor.charts.tegning import (
    assert_accessible,
    assert_texts_stand_free,
    drawn,
    missing_in_table,
    texts,
    without_colour,
)

GOAL = Maalbjaelke("Andel tilfredse pårørende", 75, 73, 67, delmaal=(70,), fremdrift="75 %")
LONG = "Alle underretninger vurderes inden for fireogtyve timer, efter at de er kommet " * 3
WORDS = {"groen": "På plan", "gul": "Afvigelse", "roed": "Kræver handling", "graa": "Ikke opgjort"}


def draw(*goals, **kwargs):
    return maalbjaelker("Mål", "Et af to er nået.", goals, **kwargs)


def goal(**fields):
    return replace(GOAL, **fields)


def mark(one):
    """Where the diamond of now begins, from 0 to 1 along the bar."""
    (data,) = [
        part.get("d")
        for part in drawn(maalbjaelke(one, "b", bredde=112), class_="g-prognose")
        if "l5.5" in part.get("d")
    ]
    return round((float(data[1:].split()[0]) + 5.5 - 6) / 100, 2)


def arrow(one):
    return [part.get("d") for part in drawn(maalbjaelke(one, "b"), class_="g-prognose") if "v11z" in part.get("d")]


KNOWN = st.floats(-1e5, 1e5).map(lambda value: round(value, 1))
VALUES = st.none() | KNOWN


@st.composite
def goals(draw):
    farve = draw(st.sampled_from(list(WORDS)))
    return Maalbjaelke(
        draw(st.sampled_from(["Kort", LONG, "X" * 200])),
        draw(KNOWN),
        draw(VALUES),
        draw(VALUES),
        draw(st.sampled_from(["op", "ned", "naer"])),
        draw(st.booleans()),
        tuple(draw(st.lists(KNOWN, max_size=3))),
        tuple(sorted(draw(st.sampled_from([[], [1.5, 80]])))),
        draw(st.sampled_from(["", "55 af 61", "skjult (for få svar)"])),
        draw(st.sampled_from(["", "−63 %", "3 under"])),
        *draw(st.sampled_from([("", ""), (farve, WORDS[farve])])),
    )


@settings(max_examples=25)
@given(st.lists(goals(), max_size=5), st.sampled_from([340, 640, 720]))
def test_texts_are_inside_and_apart_and_their_numbers_in_the_table(some, bredde):
    graf = draw(*some, bredde=bredde)

    assert_texts_stand_free(graf.svg)
    assert missing_in_table(graf) == []


@pytest.mark.parametrize("bredde", [340, 720])
def test_thirty_goals_with_titles_of_200_characters(bredde):
    some = [
        goal(titel=f"{nr} {LONG[:197]}", lys="roed", lystekst=WORDS["roed"], nu_tekst="55 af 61") for nr in range(30)
    ]

    graf = draw(*some, bredde=bredde)

    assert_texts_stand_free(graf.svg)
    assert (len(graf.raekker), missing_in_table(graf)) == (30, [])


def test_same_input_gives_the_same_bytes_and_an_accessible_chart():
    one, other = (draw(GOAL) for _ in range(2))

    assert one.svg == other.svg
    assert_accessible(one, "Mål", "Et af to er nået.")


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({}, 0.75),
        ({"nu": 67}, 0),
        ({"nu": 75}, 1),
        ({"maal": 0, "nu": 120, "baseline": 340, "retning": "ned"}, 0.65),
        ({"maal": 100, "nu": 104, "baseline": 80, "retning": "naer"}, 0.8),
        ({"maal": 100, "nu": 91, "baseline": 58, "graense": True}, 0.79),
        ({"nu": 76.6}, 1),
        ({"nu": 63}, 0),
    ],
)
def test_now_stands_in_proportion_from_baseline_to_goal(fields, place):
    assert mark(goal(**fields)) == place


@pytest.mark.parametrize(
    ("nu", "arrows", "fremdrift"), [(76.6, 0, "120 %"), (76.7, 1, "121 %"), (63, 0, "−50 %"), (62, 1, "−63 %")]
)
def test_goal_far_off_has_an_arrow_with_its_number(nu, arrows, fremdrift):
    one = goal(nu=nu, fremdrift=fremdrift)

    assert len(arrow(one)) == arrows
    assert texts(draw(one).svg).count(fremdrift) == arrows


def test_goal_without_a_value_has_the_words_and_no_mark():
    graf = draw(goal(nu=None, nu_tekst="ikke opgjort", fremdrift=""))

    assert drawn(graf.svg, class_="g-prognose") == []
    assert "ikke opgjort" in texts(graf.svg)


def test_goal_that_holds_or_not_has_a_thick_line_of_full_height():
    def thick(one):
        return len(drawn(maalbjaelke(one, "b"), **{"stroke-width": "3"}))

    assert (thick(goal(graense=True)), thick(GOAL)) == (1, 0)


@pytest.mark.parametrize("farve", WORDS)
@pytest.mark.parametrize("bredde", [340, 720])
def test_light_is_symbol_and_word(farve, bredde):
    svg = draw(goal(lys=farve, lystekst=WORDS[farve]), bredde=bredde).svg

    (light,) = drawn(svg, class_=f"lys-{farve}")
    assert light.tag.endswith(SHAPES[farve]["tag"])
    assert WORDS[farve] in texts(svg)


def test_lights_differ_in_shape_without_colour():
    charts = {without_colour(draw(goal(lys=farve, lystekst="Ord")).svg) for farve in WORDS}

    assert len(charts) == 4


def test_bar_alone_has_no_text_but_a_name_and_a_description():
    svg = maalbjaelke(GOAL, "Baseline 67, nu 73, mål 75.")

    assert texts(svg) == []
    assert "<title>Andel tilfredse pårørende</title><desc>Baseline 67, nu 73, mål 75.</desc>" in svg


def test_table_has_every_number_as_it_is_printed():
    one = goal(enhed=" %", interval=(60.25, 85), nu_tekst="55 af 61", lys="gul", lystekst="Afvigelse")

    graf = draw(one)

    assert graf.raekker == ((one.titel, "67 %", "70 %", "75 %", "55 af 61", "60,25 %–85 %", "75 %", "Afvigelse"),)

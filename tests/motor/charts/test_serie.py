"""The run chart of 31 §6-§7 and 41 §4.3: what is drawn of the numbers that others have computed."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mso_portal.motor.charts.serie import Fase, Punkt, serie
from tests.motor.charts.tegning import (
    assert_accessible,
    assert_texts_stand_free,
    drawn,
    missing_in_table,
    texts,
)

LONG = "Ny opgørelse, fordi grundlaget er blevet fremmødetid i stedet for planlagt tid"


def points(*values):
    return [Punkt(f"uge {nr}", value) for nr, value in enumerate(values, 1)]


def draw(punkter, *faser, **kwargs):
    return serie("Sygefravær", "Stabil.", "Fravær (%)", punkter, *faser, **kwargs)


def line(graf):
    """Path data of the series itself, one for each phase."""
    return [part.get("d") for part in drawn(graf.svg, **{"stroke-width": "2", "class": "g-prognose"})]


def one(**fields):
    return draw([replace(Punkt("maj 26", 5), **fields), Punkt("jun. 26", 6)])


VALUES = st.none() | st.floats(-1e4, 1e4).map(lambda value: round(value, 1))
POINT = st.builds(
    Punkt,
    st.sampled_from(["maj 26", "1. kv. 26", "Ulige uger i sommeren 2026"]),
    *[VALUES] * 6,
    *[st.booleans()] * 3,
    st.sampled_from(["", "skjult (for få svar)"]),
)


@st.composite
def phases(draw, count):
    starts = sorted({0, *draw(st.lists(st.integers(0, max(count - 1, 0)), max_size=5))})
    names = st.sampled_from(["", "Ny fase fra maj 26", LONG])
    return tuple(Fase(start, draw(VALUES), draw(names), draw(st.booleans()), draw(st.booleans())) for start in starts)


@settings(max_examples=25)
@given(st.data(), st.lists(POINT, max_size=26), st.sampled_from([340, 640, 720]))
def test_texts_are_inside_and_apart_and_their_numbers_in_the_table(data, punkter, bredde):
    graf = draw(punkter, data.draw(phases(len(punkter))), bredde=bredde)

    assert_texts_stand_free(graf.svg)
    assert missing_in_table(graf) == []


def test_same_input_gives_the_same_bytes_and_an_accessible_small_chart():
    many = [Punkt(f"uge {nr}", nr % 5, 1, 4, 3, foreloebig=nr > 20, signal=nr == 4) for nr in range(24)]
    first, second = (draw(many, (Fase(0, 2), Fase(12, 3, "Ny fase fra uge 13"))) for _ in range(2))

    assert first.svg == second.svg
    assert_accessible(first, "Sygefravær", "Stabil.")
    assert len(first.svg.encode()) <= 6 * 1024


def test_missing_value_is_a_gap_not_a_zero():
    (data,) = line(draw(points(1, 2, None, 4, 5)))

    assert (data.count("M"), data.count("L")) == (2, 2)


def test_line_never_crosses_a_phase():
    graf = draw(points(1, 2, 3, 4), (Fase(0, 1.5), Fase(2, 3.5, serieskift=True)))

    assert [data.count("L") for data in line(graf)] == [1, 1]


def test_middle_and_limits_stop_at_the_phase():
    punkter = [replace(punkt, nedre=0, oevre=9) for punkt in points(1, 2, 3, 4)]
    graf = draw(punkter, (Fase(0, 1.5), Fase(2, 1.5)))

    (middle,) = drawn(graf.svg, **{"stroke-dasharray": "1.5 2.5"})
    limits = [part.get("d").count("M") for part in drawn(graf.svg, class_="g-svag")]
    assert (middle.get("d").count("M"), limits) == (2, [2, 2])


@pytest.mark.parametrize(("serieskift", "strokes"), [(True, 2), (False, 1)])
def test_break_in_the_series_is_a_double_line(serieskift, strokes):
    graf = draw(points(1, 2, 3), (Fase(0), Fase(2, serieskift=serieskift)))

    (border,) = re.findall(r'd="((?:M[\d.]+ 4V96)+)"', graf.svg)
    assert border.count("M") == strokes


def test_provisional_limits_are_dashed():
    punkter = [replace(punkt, nedre=0, oevre=9) for punkt in points(1, 2)]
    dashes = [drawn(draw(punkter, (Fase(0, 1, foreloebige_graenser=flag),)).svg, class_="g-svag") for flag in (1, 0)]

    assert [parts[0].get("stroke-dasharray") for parts in dashes] == ["10 3 2 3", None]


def test_left_out_point_is_bridged_and_drawn_as_a_cross():
    punkter = points(1, 9, 3)
    graf = draw([punkter[0], replace(punkter[1], udeladt=True), punkter[2]])

    (data,) = line(graf)
    assert (data.count("M"), data.count("L"), texts(graf.svg)) == (1, 1, ["Udeladt"])


@pytest.mark.parametrize(("field", "word"), [("foreloebig", "Foreløbig"), ("signal", "Signal"), ("udeladt", "Udeladt")])
def test_special_point_has_a_mark_with_its_word_and_a_remark(field, word):
    graf = one(**{field: True})

    assert texts(graf.svg) == [word]
    assert (graf.hoved[-1], graf.raekker[0][-1]) == ("Bemærkning", word.lower())
    assert len(set(map(len, (one().svg, graf.svg)))) == 2


def test_preliminary_point_is_hollow():
    def dots(graf):
        filled = drawn(graf.svg, **{"class": "g-prognose", "fill": "currentColor"})
        return [part.get("d").count("M") for part in filled]

    assert (dots(one()), dots(one(foreloebig=True))) == ([2], [1])


def test_mark_of_a_point_without_a_value_is_not_explained():
    assert texts(one(vaerdi=None, signal=True).svg) == []


def test_lines_are_named_with_their_numbers_at_the_end():
    punkter = [Punkt("maj 26", 5, 3, 8, 4, sidste_aar=6), Punkt("jun. 26", 6, 3, 8.5, 4)]

    assert texts(draw(punkter, (Fase(0, 5.5),), decimaler=1).svg) == [
        "Median 5,5",
        "Øvre 8,5",
        "Nedre 3,0",
        "Mål 4,0",
        "Året før",
    ]


def test_target_changes_where_it_changes():
    punkter = [replace(punkt, maal=goal) for punkt, goal in zip(points(1, 2, 3), (4, 4, 5), strict=True)]

    (goal,) = drawn(draw(punkter).svg, **{"stroke-dasharray": "6 3"})
    assert (goal.get("d").count("H"), texts(draw(punkter).svg)) == (2, ["Mål 5"])


def test_delmaal_are_marks_listed_below_with_their_period():
    graf = draw([Punkt("1. kv. 26", 58), Punkt("2. kv. 26", delmaal=75)])

    assert texts(graf.svg) == ["Delmål 75, 2. kv. 26"]
    assert graf.raekker[1] == ("2. kv. 26", "–", "75")


def test_phases_are_named_above_when_there_is_room():
    graf = draw(points(1, 2, 3), (Fase(0), Fase(2, navn="Ny fase fra uge 3")))

    assert texts(graf.svg) == ["Ny fase fra uge 3"]
    assert graf.raekker[2] == ("uge 3", "3", "Ny fase fra uge 3")


def test_phases_whose_names_would_meet_are_numbered_with_a_list_below():
    names = "Ny opgørelse fra uge 2", "Ny fase efter beslutning fra uge 3"
    graf = draw(points(1, 2, 3), (Fase(0), Fase(1, navn=names[0]), Fase(2, navn=names[1])))

    assert texts(graf.svg) == ["1", "2", f"1 {names[0]}", f"2 {names[1]}"]
    assert [row[-1] for row in graf.raekker] == ["", f"1 {names[0]}", f"2 {names[1]}"]


def test_series_without_points_is_an_empty_frame():
    graf = draw([])

    assert (texts(graf.svg), graf.hoved, graf.raekker) == (["Ingen data."], ("Periode", "Fravær (%)"), ())


def test_reason_of_a_missing_value_is_in_the_table():
    graf = one(vaerdi=None, bemaerkning="skjult (for få svar)", foreloebig=True)

    assert graf.raekker[0] == ("maj 26", "–", "skjult (for få svar), foreløbig")


def test_numbers_have_the_given_decimals():
    assert [row[1] for row in draw(points(16.923, 5), decimaler=1).raekker] == ["16,9", "5,0"]

"""The money of 20 §8: frame, forbrug and prognose for each year, the amounts as text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mso_portal.motor.charts.budgetbjaelke import (
    AFRUNDET,
    Budgetaar,
    budgetbjaelke,
    draw_forecast,
    draw_frame,
    draw_spent,
)
from tests.motor.charts.tegning import (
    assert_accessible,
    assert_texts_stand_free,
    drawn,
    missing_in_table,
    texts,
    without_colour,
)

YEARS = Budgetaar("2020", 160_000, 92_000, 160_000), Budgetaar("2021", 240_000, None, 275_000)


def draw(*aar, **kwargs):
    return budgetbjaelke("Økonomi", "Prognosen holder.", aar, **kwargs)


AMOUNTS = st.none() | st.integers(-(10**9), 10**9)
YEAR = st.builds(
    Budgetaar, st.sampled_from(["2020", "I alt", "Hele planen fra 2020 til 2023"]), AMOUNTS, AMOUNTS, AMOUNTS
)


@settings(max_examples=25)
@given(st.lists(YEAR, max_size=6), st.sampled_from([340, 640, 720]))
def test_texts_are_inside_and_apart_and_their_numbers_in_the_table(aar, bredde):
    graf = draw(*aar, bredde=bredde)

    assert_texts_stand_free(graf.svg)
    assert missing_in_table(graf) == []


def test_same_input_gives_the_same_bytes_and_an_accessible_chart():
    one, other = (draw(*YEARS) for _ in range(2))

    assert one.svg == other.svg
    assert_accessible(one, "Økonomi", "Prognosen holder.")


def test_amounts_are_printed_in_thousands_and_missing_is_not_zero():
    graf = draw(*YEARS, Budgetaar("2022", 0))

    assert graf.hoved == ("År", "Budget (tkr.)", "Forbrug (tkr.)", "Prognose (tkr.)")
    assert graf.raekker == (("2020", "160", "92", "160"), ("2021", "240", "–", "275"), ("2022", "0", "–", "–"))
    assert sorted(texts(graf.svg)[:12]) == sorted(cell for row in graf.raekker for cell in row)


@pytest.mark.parametrize(("kroner", "text", "noter"), [(159_750, "160*", (AFRUNDET,)), (160_000, "160", ())])
def test_rounded_amount_has_a_star_and_a_note(kroner, text, noter):
    graf = draw(Budgetaar("2020", kroner))

    assert (graf.raekker[0][1], graf.noter) == (text, noter)


def test_bars_are_in_proportion():
    svg = draw(Budgetaar("2020", 400_000, 100_000)).svg

    frame, spent = (
        next(part.get("d") for part in drawn(svg, **look))
        for look in ({"stroke-width": "1.5"}, {"fill-opacity": "0.6"})
    )
    lengths = [float(data.split("H")[1].split("v")[0]) - float(data[1:].split()[0]) for data in (frame, spent)]
    assert lengths[0] == pytest.approx(4 * lengths[1], abs=0.5)


def test_year_that_is_not_stated_has_no_bar():
    assert [*drawn(draw(Budgetaar("2020")).svg, fill="currentColor")][1:] == []


def test_prognose_above_the_frame_stands_out():
    over, level = (draw(Budgetaar("2020", 100_000, 0, kroner)).svg for kroner in (100_001, 100_000))

    assert (len(drawn(over, class_="g-fejl")), len(drawn(level, class_="g-fejl"))) == (1, 0)


def test_marks_differ_in_shape_without_colour():
    marks = draw_frame(0, 16, 8), draw_spent(0, 16, 8), draw_forecast(8, 8)

    assert len(set(map(without_colour, marks))) == 3

"""The milestone trend of 20 §8: what each status said, at most eight lines told apart without colour."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mso_portal.motor.charts.milepaelstrend import Trendlinje, draw_mark, milepaelstrend
from mso_portal.motor.charts.tidsakse import tidsakse
from tests.motor.charts.tegning import (
    assert_accessible,
    assert_texts_stand_free,
    drawn,
    missing_in_table,
    texts,
    without_colour,
)

STATUS = [date(2020, 3, 31), date(2020, 6, 30), date(2020, 9, 30)]
MAY, JULY, LATE = date(2020, 5, 20), date(2020, 7, 1), date(2020, 12, 1)
LONG = "Arbejdsgangen er taget i brug i alle afdelinger med hjælp " * 4


def draw(*linjer, **kwargs):
    return milepaelstrend("Milepælstrend", "To skrider.", STATUS, linjer, **kwargs)


def lines(svg):
    """Path data of the lines through the forecasts."""
    return [
        part.get("d") for part in drawn(svg, stroke="currentColor", **{"stroke-width": "1.5"}) if not part.get("class")
    ]


DATES = st.none() | st.dates(date(2019, 1, 1), date(2024, 1, 1))
TREND = st.builds(Trendlinje, st.sampled_from(["Kort", LONG, "X" * 200]), st.tuples(DATES, DATES, DATES), DATES)


@settings(max_examples=25)
@given(st.lists(TREND, max_size=8), st.sampled_from([340, 640, 720]))
def test_texts_are_inside_and_apart_and_their_numbers_in_the_table(linjer, bredde):
    graf = draw(*linjer, bredde=bredde)

    assert_texts_stand_free(graf.svg)
    assert missing_in_table(graf) == []


def test_same_input_gives_the_same_bytes_and_an_accessible_chart():
    one, other = (draw(Trendlinje("Oplæg", (MAY, JULY, None), JULY)) for _ in range(2))

    assert one.svg == other.svg
    assert_accessible(one, "Milepælstrend", "To skrider.")


def test_level_line_holds_and_rising_line_slips():
    level, rising = lines(draw(Trendlinje("A", (LATE, LATE, LATE)), Trendlinje("B", (MAY, JULY, LATE))).svg)

    heights = [[float(step.split()[-1]) for step in line[1:].replace("L", "M").split("M")] for line in (level, rising)]
    assert len(set(heights[0])) == 1
    assert heights[1] == sorted(set(heights[1]), reverse=True)


def test_line_ends_at_the_status_that_tells_that_it_is_done():
    graf = draw(Trendlinje("A", (MAY, LATE, LATE), date(2020, 6, 10)))

    (line,) = lines(graf.svg)
    assert line.count("L") == 1
    assert texts(graf.svg)[-1] == "Gennemført"


def test_missing_forecast_is_a_gap():
    (line,) = lines(draw(Trendlinje("A", (MAY, None, LATE))).svg)

    assert (line.count("M"), line.count("L")) == (2, 0)


@pytest.mark.parametrize(
    ("linje", "name"),
    [
        (Trendlinje("Plan", (MAY, JULY, None)), "1 Plan, uden dato"),
        (Trendlinje("Plan", (None, None, None)), "1 Plan, uden dato"),
        (Trendlinje("Plan", (MAY, None, None), JULY), "1 Plan"),
        (Trendlinje("Plan", (None, None, LATE)), "1 Plan"),
    ],
)
def test_undated_milestone_is_named_below(linje, name):
    assert [text for text in texts(draw(linje).svg) if "Plan" in text] == [name]


def test_eight_lines_differ_in_shape_and_a_ninth_is_refused():
    marks = {without_colour(draw_mark(nr, [(8, 8)])) for nr in range(8)}

    assert len(marks) == 8
    with pytest.raises(ValueError, match="eight"):
        draw(*[Trendlinje("A", (MAY,) * 3)] * 9)


def test_equal_forecasts_have_their_numbers_apart():
    graf = draw(*[Trendlinje(f"Milepæl {nr}", (LATE,) * 3) for nr in range(1, 9)])

    assert_texts_stand_free(graf.svg)
    assert [text for text in texts(graf.svg) if text.isdigit()] == list("12345678")


def test_table_has_every_forecast():
    graf = draw(Trendlinje(LONG, (MAY, None, JULY), LATE))

    assert graf.hoved == ("Nr.", "Milepæl", "31.3.2020", "30.6.2020", "30.9.2020", "Gennemført")
    assert graf.raekker == (("1", LONG, "20.5.2020", "–", "1.7.2020", "1.12.2020"),)


def test_no_status_yet_is_still_a_chart():
    assert milepaelstrend("t", "b", [], []).raekker == ()


def test_days_far_apart_are_all_inside():
    far = tidsakse([MAY, MAY + timedelta(days=20000)])

    assert (far.enhed, 0 < far.share(MAY) < 1) == ("kvartal", True)

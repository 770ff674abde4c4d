"""The parts charts are made of: axes, labels, lights and the writer."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mso_portal.motor.charts import akse, etiketter
from mso_portal.motor.charts.lys import SHAPES, lys
from mso_portal.motor.charts.svg import element, number


@given(st.floats(-1e7, 1e7), st.floats(-1e7, 1e7))
def test_ticks_cover_the_values_with_few_even_steps(one, other):
    low, high = sorted((round(one, 3), round(other, 3)))

    steps = akse.ticks(low, high)

    assert steps[0] <= low + 1e-6 and steps[-1] >= high - 1e-6
    assert 2 <= len(steps) <= 7
    gaps = [after - before for before, after in pairwise(steps)]
    assert max(gaps) == pytest.approx(min(gaps))


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 10, (0, 5, 10)),
        (0, 0, (0, 0.5, 1)),
        (0, 0.3, (0, 0.1, 0.2, 0.3)),
        (-3, 9, (-5, 0, 5, 10)),
        (5, 5, (0, 2, 4, 6)),
    ],
)
def test_ticks_are_round(low, high, expected):
    assert akse.ticks(low, high) == expected


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (160000, "160.000"),
        (1.5, "1,5"),
        (-2, "−2"),
        (0, "0"),
        (-0.00001, "0,0000"),
        (1234567.25, "1.234.567,25"),
    ],
)
def test_number_is_written_as_danes_write_it(value, text):
    assert akse.tal(value) == text


def test_dates_of_axes():
    day = date(2026, 5, 9)

    assert (akse.dato(day), akse.maaned(day)) == ("9.5.2026", "maj 26")


@given(st.lists(st.floats(-50, 250), max_size=12))
def test_spread_labels_are_apart_inside_and_in_order(wanted):
    places = etiketter.spread(wanted, 10, 0, 120)

    ordered = sorted(places)
    assert all(after - before > 10 - 1e-6 for before, after in pairwise(ordered))
    assert all(5 - 1e-6 <= place <= 115 + 1e-6 for place in places)
    assert [places[nr] for nr in sorted(range(len(wanted)), key=wanted.__getitem__)] == ordered


def test_spread_leaves_labels_with_room_alone():
    assert etiketter.spread([80, 20], 10, 0, 100) == [80, 20]


def test_spread_moves_two_labels_equally_far():
    assert etiketter.spread([50, 52], 10, 0, 100) == [46, 56]


def test_spread_without_room_is_refused():
    with pytest.raises(ValueError, match="no room"):
        etiketter.spread([1, 2, 3], 10, 0, 29)


@pytest.mark.parametrize("farve", SHAPES)
def test_light_is_hidden_from_screen_readers_and_has_no_style(farve):
    svg = lys(farve)

    assert [text in svg for text in (f'class="lys lys-{farve}"', 'aria-hidden="true"')] == [True, True]
    assert "style=" not in svg


def test_lights_differ_in_shape():
    drawn = {lys(farve).replace(f"lys-{farve}", "") for farve in SHAPES}

    assert len(drawn) == len(SHAPES) == 4


@pytest.mark.parametrize("name", ["style", "onclick"])
def test_style_and_handlers_cannot_be_written(name):
    with pytest.raises(ValueError, match="content security policy"):
        element("g", **{name: "x"})


def test_attribute_is_escaped():
    assert element("g", class_='a"<b') == "<g class='a\"&lt;b'/>"


@pytest.mark.parametrize(("value", "text"), [(1.04, "1"), (1.06, "1.1"), (-0.01, "0"), (340, "340")])
def test_coordinate_has_at_most_one_decimal(value, text):
    assert number(value) == text

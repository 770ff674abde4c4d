import re
from xml.etree import ElementTree

import pytest
from django.utils.html import conditional_escape
from hypothesis import given
from hypothesis import strategies as st

from mso_portal.motor.charts import graf
from mso_portal.motor.charts.svg import NAMESPACE
from tests.motor.charts.tegning import assert_texts_stand_free

NAMES = ["Team Nord", "Alle sammenlignelige teams i området", "Mål"]
VALUES = st.none() | st.floats(-1e6, 1e6).map(lambda value: round(value, 2))


@st.composite
def charts(draw):
    count = draw(st.integers(1, 36))
    words = draw(st.sampled_from(["maj 20", "Plejeboligerne på Vestergade", "1"]))
    lines = draw(st.integers(1, 3))
    values = [draw(st.lists(VALUES, min_size=count, max_size=count)) for _ in range(lines)]
    width = draw(st.sampled_from([340, 720]))
    return ([words] * count, list(zip(NAMES, values, strict=False)), width)


def columns(values, **kwargs):
    kategorier = [f"uge {n}" for n in range(len(values))]
    return graf.soejler("Fravær", "Højest i maj.", kategorier, "Dage", values, **kwargs)


def rects(svg):
    return [float(one.get("height")) for one in ElementTree.fromstring(svg).iter(f"{{{NAMESPACE}}}rect")]


@given(charts())
def test_line_chart_texts_are_inside_and_apart(chart):
    kategorier, serier, width = chart

    assert_texts_stand_free(graf.linje("t", "b", kategorier, serier, width).svg)


@given(charts())
def test_column_chart_texts_are_inside_and_apart(chart):
    kategorier, ((navn, values), *_), width = chart

    assert_texts_stand_free(graf.soejler("t", "b", kategorier, navn, values, width).svg)


@given(charts())
def test_chart_is_small_without_style_and_the_same_every_time(chart):
    kategorier, serier, width = chart

    first, second = (graf.linje("t", "b", kategorier, serier, width).svg.encode() for _ in range(2))

    assert (first == second, b"style=" in first, len(first) <= 6 * 1024) == (True, False, True)


def test_chart_bytes_are_those_of_last_time():
    svg = graf.soejler("Fravær", "Højest i maj.", ["maj"], "Dage", [1]).svg

    head, _, _ = svg.partition("<path")
    assert head == (
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" width="340" height="150" viewBox="0 0 340 150" '
        'class="graf" fill="currentColor" font-size="11" font-family="Liberation Sans, Arial, sans-serif">'
        "<title>Fravær</title><desc>Højest i maj.</desc>"
    )
    assert svg.endswith('<rect class="soejle" x="89.8" y="12" width="181.6" height="114"/></svg>')


def test_column_heights_are_in_proportion():
    low, high = rects(columns([2, 4]).svg)

    assert high == pytest.approx(2 * low)


def test_missing_value_is_a_gap_not_a_zero():
    svg = graf.linje("t", "b", ["a", "b", "c"], [("x", [1, None, 2])]).svg

    (line,) = re.findall(r'd="([^"]+)"[^>]*class="linje', svg)
    assert (line.count("M"), line.count("L")) == (2, 0)


def test_missing_column_is_not_drawn():
    assert len(rects(columns([1, None, 2]).svg)) == 2


def test_table_has_every_number_with_the_same_decimals():
    chart = columns([1200.5, None, 3])

    assert chart.hoved == ("", "Dage")
    assert chart.raekker == (("uge 0", "1.200,5"), ("uge 1", "–"), ("uge 2", "3,0"))


def test_four_series_are_refused():
    with pytest.raises(ValueError, match="three"):
        graf.linje("t", "b", ["a"], [(str(nr), [nr]) for nr in range(4)])


def test_names_are_escaped_and_the_drawing_is_shown_as_it_is():
    svg = graf.soejler('<b> & "ø"', "b", ["<i>"], "n", [1]).svg

    assert ('<title>&lt;b&gt; &amp; "ø"</title>' in svg, "<i>" in svg) == (True, False)
    assert conditional_escape(svg) == svg


@pytest.mark.parametrize("values", [[], [None], [0], [5, 5]])
def test_few_or_no_numbers_still_give_a_chart(values):
    assert columns(values).svg.startswith("<svg")

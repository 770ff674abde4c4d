"""The Gantt chart of 20 §8: rows of at most thirty a page, marks told apart by shape, labels free of each other."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mso_portal.motor.charts.gantt import gantt
from mso_portal.motor.charts.gantt_raekke import TEGN, Aktivitet, Gruppe, Milepael
from mso_portal.vaerdier.tidspunkt import Tidspunkt, laes
from tests.motor.charts.tegning import (
    TEXT,
    assert_accessible,
    assert_texts_stand_free,
    drawn,
    missing_in_table,
    texts,
    without_colour,
)

STATUS = date(2020, 7, 31)
LONG = "Sagsgennemgang og ibrugtagning af den nye arbejdsgang " * 4


def tid(text):
    return laes(text, date(2020, 5, 1))


def milepael(titel="Oplæg til chefteamet", oprindelig="20. maj 2020", prognose="", **fields):
    time = tid(oprindelig)
    return Milepael(titel, titel, time, time, tid(prognose), **fields)


def draw(*rows, tema="", **kwargs):
    return gantt("Tidsplan", "En er gennemført.", (Gruppe(tema, rows),), STATUS, **kwargs)


def svg(*rows, **kwargs):
    return draw(*rows, **kwargs)[0].svg


@st.composite
def rows(draw):
    def times():
        start = draw(st.dates(date(2018, 1, 1), date(2023, 1, 1)))
        slut = start + timedelta(days=draw(st.integers(0, 120)))
        return draw(st.sampled_from([Tidspunkt("x", start, slut), Tidspunkt("snarest"), Tidspunkt()]))

    flags = {name: draw(st.booleans()) for name in ("kritisk", "overskredet", "bortfaldet")}
    done = draw(st.none() | st.dates(date(2018, 1, 1), date(2023, 1, 1)))
    title = draw(st.sampled_from(["Kort", LONG, "X" * 200, ""]))
    slip = draw(st.none() | st.integers(-3000, 3000))
    return Milepael("a", title, times(), times(), times(), done, slip, "Planlagt", afhaenger_af=("a",), **flags)


@settings(max_examples=15)
@given(st.lists(rows(), min_size=1, max_size=12), st.sampled_from(["", "Tema", LONG]), st.sampled_from([640, 720, 970]))
def test_texts_are_inside_and_apart_and_their_numbers_in_the_table(stones, tema, bredde):
    for page in draw(*stones, tema=tema, bredde=bredde):
        assert_texts_stand_free(page.svg)
        assert missing_in_table(page) == []


def test_thirty_rows_with_titles_of_200_characters_stand_on_one_page():
    stones = [milepael(f"{LONG[:195]} {nr}", prognose="august 2020", forskydning=nr - 15) for nr in range(30)]

    (page,) = draw(*stones)

    assert_texts_stand_free(page.svg)
    assert (len(page.raekker), missing_in_table(page)) == (30, [])


def test_fewer_rows_a_page_are_shared_evenly():
    groups = tuple(Gruppe(tema, tuple(milepael(f"{tema}{nr}") for nr in range(20))) for tema in "AB")

    pages = gantt("Tidsplan", "En er gennemført.", groups, STATUS, raekker=13)

    assert [len(page.raekker) for page in pages] == [11, 10, 11, 8]


def test_same_input_gives_the_same_bytes():
    one, other = (svg(milepael(prognose="juni 2020", forskydning=41, kritisk=True), tema="Tema") for _ in range(2))

    assert one == other


def test_chart_is_accessible_and_small():
    pages = draw(*[milepael(f"Milepæl {nr}", prognose="juni 2020", forskydning=9) for nr in range(14)], tema="Tema")

    assert_accessible(pages[0], "Tidsplan", "En er gennemført.")
    assert len(pages[0].svg.encode()) <= 6 * 1024


def test_row_31_begins_a_page_with_the_same_axis_and_the_tema_again():
    pages = draw(*[milepael(f"Milepæl {nr}") for nr in range(31)], tema="Underretninger")

    assert [len(page.raekker) for page in pages] == [29, 2]
    assert [texts(page.svg)[1] for page in pages] == ["Underretninger"] * 2
    assert ["(side 1 af 2)" in pages[0].svg, "(side 2 af 2)" in pages[1].svg] == [True, True]


def test_heading_is_not_left_alone_at_the_end_of_a_page():
    full = tuple(milepael(f"Milepæl {nr}") for nr in range(29))
    pages = gantt("t", "b", (Gruppe("", full), Gruppe("Næste", (milepael("Den sidste"),))), STATUS)

    assert [len(page.raekker) for page in pages] == [29, 1]
    assert "Næste" not in texts(pages[0].svg)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (milepael(), ["Oprindelig", "Godkendt", "Prognose"]),
        (milepael(faktisk=date(2020, 5, 29)), ["Oprindelig", "Godkendt", "Gennemført"]),
        (milepael(overskredet=True), ["Oprindelig", "Godkendt", "Overskredet"]),
        (milepael(kritisk=True), ["Oprindelig", "Godkendt", "Prognose", "Kritisk"]),
        (milepael(bortfaldet=True), ["bortfaldet", "Oprindelig", "Godkendt", "Bortfaldet"]),
        (milepael(oprindelig="snarest"), ["uden dato"]),
        (Aktivitet("Møder", date(2020, 5, 1), date(2020, 6, 1)), ["Aktivitet"]),
    ],
)
def test_legend_names_the_marks_that_are_drawn(row, words):
    title_and_status = 2

    assert texts(svg(row))[title_and_status:] == words


def test_marks_differ_in_shape_without_colour():
    shapes = {without_colour("".join(draw_mark(8, 8))) for draw_mark in TEGN.values()}

    assert len(shapes) == len(TEGN) == 6


def test_dropped_title_is_crossed_out():
    chart = svg(milepael("Temadag", bortfaldet=True))

    assert [text.text for text in drawn(chart, textLength="37.8")] == ["Temadag"]


def test_slip_is_a_dashed_line_with_its_days():
    chart = svg(milepael(prognose="17. juni 2020", forskydning=28))

    assert "+28 d" in texts(chart)
    assert len(drawn(chart, **{"stroke-dasharray": "3 2"})) == 1


def test_label_stands_past_the_status_line_instead_of_across_it():
    stones = [
        milepael("A", "20. juni 2020"),
        milepael("B", "24. juli 2020", forskydning=5),
        milepael("C", "1. maj 2021"),
    ]
    chart = svg(*stones)

    (line,) = drawn(chart, **{"stroke-width": "1.5", "fill": "none"})
    (label,) = (text for text in ElementTree.fromstring(chart).iter(TEXT) if text.text == "+5 d")
    assert float(label.get("x")) == pytest.approx(float(line.get("d")[1:].split()[0]) + 4, abs=0.11)


def test_time_coarser_than_a_day_has_a_bar():
    assert len(drawn(svg(milepael("a", "juni 2020")), **{"fill-opacity": "0.35"})) == 1
    assert drawn(svg(milepael("a", "5. juni 2020")), **{"fill-opacity": "0.35"}) == []


@pytest.mark.parametrize(("kritisk", "lines"), [(True, 2), (False, 0)])
def test_dependencies_of_critical_milestones_alone_are_drawn(kritisk, lines):
    after = milepael("B", "20. juni 2020", kritisk=kritisk, afhaenger_af=("A", "er på en anden side"))
    chart = svg(milepael("A"), after)

    assert len([part for part in drawn(chart, class_="g-svag") if not part.get("stroke-width")]) == lines


def test_status_line_is_left_out_when_the_plan_is_long_past():
    far = gantt("t", "b", (Gruppe("", (milepael(),)),), date(2026, 1, 1))

    assert "Status 31.7.2020" in texts(svg(milepael(), milepael("b", "1. juli 2020"), milepael("c", "1. august 2020")))
    assert [text for text in texts(far[0].svg) if "Status" in text] == []


def test_table_has_every_date_as_it_was_written():
    row = milepael("Plan klar", "juni 2020", "15. september 2020", forskydning=77, tilstand="Planlagt", kritisk=True)
    activity = Aktivitet("Møder", date(2020, 5, 1), date(2020, 6, 1), "I gang")

    (page,) = draw(row, activity, tema="Start")

    assert page.hoved[-2:] == ("Forskydning", "Tilstand 31.7.2020")
    assert page.raekker == (
        ("Plan klar", "Start", "juni 2020", "juni 2020", "15.9.2020", "–", "+77 d", "Planlagt, kritisk"),
        ("Møder", "Start", "–", "–", "1.5.2020 – 1.6.2020", "–", "–", "I gang"),
    )


def test_plan_without_rows_is_still_a_chart():
    (page,) = gantt("t", "b", (), STATUS)

    assert (page.raekker, texts(page.svg)) == ((), ["Status 31.7.2020"])

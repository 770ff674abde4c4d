"""The paper as it lies on the table: nothing outside the block, nothing too small, no heading left alone."""

import dataclasses

import pytest

from mso_portal.motor.documents import Column, Note, Prose, Section, Small, Stamdata, Table
from mso_portal.motor.pdf import render_pdf
from tests.motor.pdf import papirer
from tests.motor.pdf.laesning import BOTTOM, LEFT, RIGHT, TOP, body_texts, characters

PX = 0.75
SLACK = 0.6


def outside(data):
    """Characters that leave the block sideways or cross its upper or lower edge."""
    return [
        (page, char)
        for page, char, (left, bottom, right, top), _ in characters(data)
        if left < LEFT - SLACK or right > RIGHT + SLACK or bottom < TOP < top or bottom < BOTTOM < top
    ]


@pytest.mark.parametrize("kind", ["aaben", "lukket_arbejde"])
@pytest.mark.parametrize("length", ["fuld", "lang"])
def test_no_character_lies_outside_the_block(kind, length):
    assert outside(papirer.pdf(kind, length)) == []


def test_long_words_break_inside_the_block():
    word = "kommunalbestyrelsesmedlemsvederlag" * 8
    table = Table(word, (Column("A", bredde=10), Column("B", "tal", 15), Column("C")), [(word, 9_999, "c")])
    blocks = (table, Prose(f"<p>{word}</p>"), Note(word, word), Stamdata(((word, word),)), Small((word,)))
    sections = (*papirer.decision_head([word]), Section("t", word, blocks))

    data = render_pdf(dataclasses.replace(papirer.FILED, titel=word, offentlig_titel=word, sections=sections))

    assert outside(data) == []


def test_smallest_text_is_at_least_seven_and_a_half_points():
    sizes = {round(size * PX, 1) for *_, size in characters(papirer.pdf("lukket_arbejde", "fuld"))}

    assert sizes == {8.0, 8.5, 9.5, 10.0, 11.0, 12.0, 13.0, 20.0}


def test_heading_never_stands_last_on_a_page():
    heads = {section.titel for section in papirer.LONG if section.titel} | {"Tidsplan"}

    last = [text.strip().split("\n")[-1].strip() for text in body_texts(papirer.pdf("aaben", "lang"))]

    assert heads & set(last) == set()


def test_decision_box_of_few_points_starts_and_ends_on_page_one():
    first = body_texts(papirer.pdf("lukket", "fuld"))[0]

    assert ("Chefteamet skal beslutte" in first, "at der følges op i februar" in first) == (True, True)


def test_figures_of_a_column_end_at_the_same_place_with_and_without_star():
    amounts = papirer.expenses([("a", 888_000, None), ("b", 998_500, None)])
    document = dataclasses.replace(papirer.FILED, sections=(Section("t", "", (amounts,)),))

    chars = [(char, box) for _, char, box, _ in characters(render_pdf(document)) if box[1] > BOTTOM]
    eight, nine = (max(box[2] for char, box in chars if char == figure) for figure in "89")

    assert eight == pytest.approx(nine, abs=0.5)

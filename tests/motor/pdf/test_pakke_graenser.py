"""What does not fit or can't be read gives way to a sheet; the rest of the pack stands."""

import io
from random import Random

import pikepdf
import pytest

from mso_portal.motor.pdf.pakke import Del, PakkeFejl, graenser
from tests.motor.pdf.pakkedele import agenda, blank, foreign, opened, own, pack, paper, text_of


def sheet(one, grund):
    return own("kort", f"<p>Ark for {one.noegle}: {grund}</p>")


def sheets(made):
    """The words of the sheets, by the page they stand on."""
    return {nr: text.split("Ark for ")[1].split()[:2] for nr, text in enumerate(text_of(made.pdf), 1) if "Ark" in text}


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 intet", b"\0" * 99, blank()[:200]])
def test_unreadable_bilag_becomes_a_sheet_and_the_pack_goes_on(data):
    made = pack(paper("1"), foreign("b", data), foreign("c", blank(2)), ark=sheet)

    assert (made.erstattet, made.sider, sheets(made)) == ({"b": "fejl"}, 5, {3: ["b:", "fejl"]})


def test_unreadable_bilag_without_a_sheet_is_named():
    with pytest.raises(PakkeFejl) as error:
        pack(paper("1"), foreign("b", b""))

    assert error.value.noegle == "b"


def test_locked_bilag_becomes_a_sheet():
    file = io.BytesIO()
    with opened(blank()) as pdf:
        pdf.save(file, encryption=pikepdf.Encryption(owner="x", user=""))

    assert pack(foreign("b", file.getvalue()), ark=sheet).erstattet == {"b": "fejl"}


HOSTILE = {
    "no size": {"CropBox": [0, 0, 0, 0]},
    "turned askew": {"Rotate": 45},
    "turned by a word": {"Rotate": "en kvart"},
    "no unit": {"UserUnit": 0},
    "no fonts": {"Resources": pikepdf.Dictionary(Font=7)},
    "no link": {"Annots": pikepdf.Array([pikepdf.Dictionary(Subtype=pikepdf.Name.Link, A=7)])},
}


@pytest.mark.parametrize("keys", HOSTILE.values(), ids=HOSTILE)
def test_page_that_makes_no_sense_becomes_a_sheet(keys):
    made = pack(paper("1"), foreign("b", blank(**keys)), ark=sheet)

    assert (made.erstattet, made.sider) == ({"b": "fejl"}, 3)


@pytest.mark.parametrize("keys", [{"Resources": 7}, {"Annots": 7}], ids=str)
def test_page_that_can_be_mended_stays(keys):
    made = pack(paper("1"), foreign("b", blank(**keys)), ark=sheet)

    assert (made.erstattet, made.sider) == ({}, 3)


def test_own_part_that_is_no_pdf_is_named():
    with pytest.raises(PakkeFejl) as error:
        pack(Del("1", b"", "1. titel"))

    assert error.value.noegle == "1"


def test_most_pages_are_reached_by_replacing_the_longest_bilag_first(monkeypatch):
    monkeypatch.setattr(graenser, "MOST_PAGES", 10)
    parts = [foreign(key, blank(pages)) for key, pages in (("a", 3), ("b", 6), ("c", 5))]

    made = pack(paper("1"), *parts, ark=sheet)

    assert (made.erstattet, made.sider) == ({"b": "stor", "c": "stor"}, 7)


def test_most_bytes_are_reached_by_replacing_the_heaviest_bilag_first(monkeypatch):
    light, heavy = (blank(content=b"% " + Random(1).randbytes(size).hex().encode()) for size in (1_000, 400_000))
    monkeypatch.setattr(graenser, "MOST_BYTES", 300_000)

    made = pack(paper("1"), foreign("a", light), foreign("b", heavy), ark=sheet)

    assert (made.erstattet, len(made.pdf) < 300_000) == ({"b": "stor"}, True)


def test_sheets_have_their_place_in_agenda_outline_and_numbers(monkeypatch):
    monkeypatch.setattr(graenser, "MOST_PAGES", 5)

    made = pack(Del("dagsorden", agenda, "Dagsorden"), foreign("b", blank(9)), paper("1"), ark=sheet)

    assert made.foerste == {"dagsorden": 1, "b": 2, "1": 3}
    assert (made.arkiv, "1 side 3" in text_of(made.pdf)[0]) == (True, True)


def test_pack_that_is_too_long_without_bilag_is_refused(monkeypatch):
    monkeypatch.setattr(graenser, "MOST_PAGES", 1)

    with pytest.raises(PakkeFejl, match="for stor, også uden bilag"):
        pack(paper("1"), foreign("b", blank()), ark=sheet)


def test_limits_are_those_of_the_house():
    assert (graenser.MOST_PAGES, graenser.MOST_BYTES) == (1_000, 200 * 1024**2)

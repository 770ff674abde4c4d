"""21 §14.13, 41 §11: the printed status holds every text of its data, on the pages it may take, however long."""

import re
from copy import deepcopy
from dataclasses import replace
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

from indsatser.document.statuspapir import TIL_GODKENDELSE, status_document
from indsatser.document.statuspapir_side1 import decision_page
from mso_portal.motor.documents import Table, strings
from mso_portal.motor.pdf import render_pdf
from tests.indsatser import statusdata
from tests.indsatser.statuspapirer import fyldt, maksimal, papir, skrevne, trykt
from tests.indsatser.statusraekker import dannet, uid
from tests.laek.kanarier import pdf_text
from tests.motor.pdf.kontrol import font_faults, metadata_faults, tag_faults
from tests.motor.pdf.laesning import MM, body_texts, page_count, pages


def mange(antal=60):
    """Make the large plan with so many milestones."""
    data = statusdata.toender()
    rows = [row for row in data["milepaele"] if not row["bortfaldet"]]
    data["milepaele"] = [
        deepcopy(rows[nr % len(rows)]) | {"uuid": uid(f"{nr}"), "titel": f"{rows[nr % len(rows)]['titel']} {nr}"}
        for nr in range(antal)
    ]
    return dannet(data) | {"forskelle": data["forskelle"]}


PAPIRER = {
    "lille": statusdata.data, "regelproeve": statusdata.takt_og_tone, "ubesvaret": statusdata.takt_og_tone_ubesvaret,
    "stor": statusdata.toender, "mange": mange, "fyldt_kort": lambda: fyldt(maksimal(statusdata.data())),
    "fyldt_fuld": lambda: fyldt(maksimal(statusdata.data(form="fuld"))),
}  # fmt: skip
TAL = re.compile(r"\d+")
GOLDEN = Path(__file__).parent / "golden"


@cache
def pdf(name):
    """Printed once for all tests that only read it."""
    return trykt(PAPIRER[name]())


def foldet(text):
    return "".join(text.split())


def test_word_wider_than_its_column_is_parted_as_danish_parts_it():
    data = statusdata.toender()
    time = {"tekst": "efter sommerferien 2017", "start": "2017-08-14", "slut": "2017-09-01"}
    data["milepaele"][0]["godkendt"] |= time

    paper = pypdfium2.PdfDocument(trykt(dannet(data) | {"forskelle": data["forskelle"]}))

    said = "".join(page.get_textpage().get_text_range() for page in paper)
    assert re.search(r"efter\s+sommerfe\W\s*rien\s+2017", said)


def som_tekst(document):
    """Return the paper as text: what stands on every page, then each section with its place and its name; a row of a
    table is a line."""
    lines = [document.titel, document.kort_navn, document.maerke, document.fod]
    for section in document.sections:
        lines += ["", " ".join(filter(None, (f"[{section.id}]", section.side, section.titel)))]
        lines += [line for block in section.blocks for text in _texts(block) for line in text.splitlines()]
    return "\n".join(lines) + "\n"


def _texts(block):
    if not isinstance(block, Table):
        return block.strings()
    heads = [column.titel for column in block.columns]
    rows = [_cells(row) for row in (*block.shown_rows, block.shown_total) if row]
    return [*filter(None, [block.caption]), " | ".join(heads), *rows, *block.notes]


def _cells(row):
    """A heading between the rows tells itself."""
    if not isinstance(row, list):
        return " ".join(row.strings())
    return " | ".join(" ".join(cell.strings()) for cell in row)


@pytest.mark.parametrize("form, made", [("kort", statusdata.takt_og_tone_ubesvaret), ("fuld", statusdata.toender)])
def test_paper_says_what_its_golden_file_says(form, made, request):
    text, path = som_tekst(papir(made())), GOLDEN / f"kvartalsstatus-{form}.txt"
    if request.config.getoption("--opdater"):
        path.write_text(text)

    assert text == path.read_text()


@pytest.mark.parametrize("name", PAPIRER)
def test_every_text_of_the_data_is_printed(name):
    data, printed = PAPIRER[name](), foldet(pdf_text(pdf(name)))

    written = [line for text in skrevne(data) for line in text.splitlines()]
    assert [text for text in written if foldet(text) not in printed] == []
    assert [text for text in strings(papir(data)) if foldet(text) not in printed] == []


@pytest.mark.parametrize(
    "name, fewest, most",
    [("regelproeve", 2, 2), ("ubesvaret", 2, 2), ("lille", 2, 2), ("stor", 7, 10), ("mange", 10, 14)],
)
def test_status_takes_so_many_pages(name, fewest, most):
    assert fewest <= page_count(pdf(name)) <= most


@pytest.mark.parametrize("procent", [0, 20, 40, 60, 80, 100])
@pytest.mark.parametrize("form", ["kort", "fuld"])
def test_decision_page_is_one_page_whatever_the_length_of_its_texts(form, procent):
    data = maksimal(statusdata.takt_og_tone(form=form), procent)
    document = papir(data)
    first = decision_page(data)

    texts = body_texts(render_pdf(replace(document, sections=[*first, document.section("aendret")])))

    assert [text for part in first for text in part.strings() if foldet(text) not in foldet(texts[0])] == []
    assert texts[1].lstrip().startswith("Siden sidst")


@pytest.mark.parametrize("name", PAPIRER)
def test_every_number_of_the_decision_page_is_found_in_the_data(name):
    data = PAPIRER[name]()
    earlier = data["tidligere_beslutninger"]

    known = set(_numbers(data)) | {str(len(earlier)), str(sum(row["opfulgt"] is True for row in earlier)), "2"}
    shown = {number for part in decision_page(data) for text in part.strings() for number in TAL.findall(text)}
    assert shown - known == set()


def _numbers(part):
    """Yield each number of the data, and its groups of three figures, as they are printed."""
    if isinstance(part, dict):
        part = [*part, *part.values()]
    if isinstance(part, list):
        for one in part:
            yield from _numbers(one)
    elif isinstance(part, int | str):
        text = f"{part:,}" if isinstance(part, int) else part
        yield from (form for found in TAL.findall(text) for form in (found, found.lstrip("0")))


@pytest.mark.parametrize("name", ["regelproeve", "mange", "fyldt_kort", "fyldt_fuld"])
def test_nothing_printed_leaves_the_text_block(name):
    outside = [box for page in pages(pdf(name)) for box in _boxes(page) if not _is_inside(page, box)]

    assert outside == []


def _boxes(page):
    text = page.get_textpage()
    return [text.get_rect(nr) for nr in range(text.count_rects())]


def _is_inside(page, box):
    """22 and 18 mm beside an upright page, 20 beside one that lies."""
    wide, high = page.get_size()
    left, right = (20, 20) if wide > high else (22, 18)
    return box[0] >= left * MM - 1 and box[2] <= wide - right * MM + 1


@pytest.mark.parametrize("name", ["ubesvaret", "mange"])
def test_tags_fonts_and_metadata_have_no_faults(name):
    assert tag_faults(pdf(name)) + font_faults(pdf(name)) + metadata_faults(pdf(name)) == []


@pytest.mark.parametrize("name", ["regelproeve", "stor"])
def test_same_data_gives_the_same_bytes(name):
    assert trykt(PAPIRER[name]()) == pdf(name)


def test_only_the_plan_in_time_lies_down():
    with pypdfium2.PdfDocument(pdf("mange")) as printed:
        lying = [nr for nr, page in enumerate(printed, 1) if page.get_width() > page.get_height()]

    assert lying == [3, 4]


def test_every_page_without_approval_says_so_in_its_head():
    with pypdfium2.PdfDocument(pdf("ubesvaret")) as printed:
        heads = [page.get_textpage().get_text_bounded(bottom=780) for page in printed]

    assert ["Ikke godkendt af programejer" in head for head in heads] == [True, True]


def test_draft_carries_its_mark():
    document, images = status_document(statusdata.takt_og_tone(), maerke=TIL_GODKENDELSE)

    assert "TIL GODKENDELSE" in pdf_text(render_pdf(document, images=images))

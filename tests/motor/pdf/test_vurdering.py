"""Papers that judge and ask: lights with their words, boxes, questions, pages that lie down (41 §3, §4)."""

import dataclasses
from functools import cache
from itertools import combinations

import pypdfium2
import pytest

from mso_portal.motor.charts.maalbjaelke import Maalbjaelke, maalbjaelke
from mso_portal.motor.documents import (
    Column,
    Felt,
    Felter,
    Loebende,
    Lysord,
    Mellemrubrik,
    Mulighed,
    Section,
    Spoergsmaal,
    Stamdata,
    Table,
    Tegning,
    Tekst,
    Valg,
    Vurdering,
)
from mso_portal.motor.pdf import Image, render_pdf
from tests.motor.pdf import papirer
from tests.motor.pdf.kontrol import faults
from tests.motor.pdf.laesning import characters, margin_texts, pages

PX = 0.75
ORD = {"groen": "På plan", "gul": "Afvigelse", "roed": "Kræver handling", "graa": "Ikke opgjort"}
LYS = [Lysord(farve, tekst) for farve, tekst in ORD.items()]
KURVE = maalbjaelke(Maalbjaelke("Mål", 100, 90, 58), "Kurven stiger.")
MULIGHEDER = [Mulighed("A", "Nu", "Koster mere", True), Mulighed("B", "Til efteråret")]
BILLEDER = [Image("kurve", KURVE.encode())]
RAEKKER = [(lys.tekst.upper(), lys, Tegning("kurve", "Kurven stiger.", KURVE)) for lys in LYS]
TABEL = Table(
    "", [Column("Trin", bredde=40, hoved=True), Column("Lys"), Column("Kurve")],
    [Mellemrubrik("Kurser"), *RAEKKER, Mellemrubrik("En rolig linje", "med mere bag", rolig=True),
     ("Sidste", Lysord("", "Ikke valgt", ("under",)), None)],
)  # fmt: skip
SIDER = (
    Section("hoved", "", [
        Stamdata([("Forum", "Styregruppen"), ("Møde", "6. juli 2026")], par=True),
        Vurdering("Samlet", LYS[1], ("Sidst: På plan", "Forslag: Afvigelse"), ("Grunden.",)),
        Felter([Felt(f"Felt {nr}", lys, "3 af 5", ("Sidst: –",)) for nr, lys in enumerate(LYS)]),
        Loebende("Årsag", [("Tid:", "To kurser er flyttet.")]),
    ], taet=1),
    Section("stilling", "", [Valg("Tag stilling", [Spoergsmaal("Hvornår?", MULIGHEDER, "Note")])], taet=3),
    Section("tegning", "Tegning", [Tegning("kurve", "Kurven stiger.", KURVE)], side="bred"),
    Section("tabel", "Tabel", [Tekst("En linje\nog en til"), TABEL], side="ny", taet=2),
)  # fmt: skip


def paper(**changes):
    base = dataclasses.replace(papirer.FILED, slags="kvartalsstatus_kort", sections=SIDER,
                               noegle={"nummer": "P2026-003", "noegle": "2026-K2", "nr": 1})  # fmt: skip
    return dataclasses.replace(base, **changes)


@cache
def pdf(**changes):
    return render_pdf(paper(**changes), images=BILLEDER)


@pytest.mark.parametrize("changes", [{}, {"aabenhed": "lukket", "maerke": "KLADDE"}])
def test_paper_has_no_faults_and_exactly_the_texts_of_its_data(changes):
    upright = [dataclasses.replace(section, side="") for section in SIDER]
    document = paper(sections=upright, **changes)

    assert faults(render_pdf(document, images=BILLEDER), document) == []


def test_only_the_drawing_lies_down():
    sizes = [tuple(round(side) for side in page.get_size()) for page in pages(pdf())]

    assert sizes == [(595, 842), (842, 595), (595, 842)]


def test_marks_stand_on_the_page_that_lies_down_too():
    heads = [head for head, _ in margin_texts(pdf(aabenhed="lukket", maerke="KLADDE"))]

    assert heads[0] == "KLADDE LUKKET"
    assert heads[2] == "Indstilling 2026-014 KLADDE LUKKET"
    assert "KLADDE LUKKET" in _top(pdf(aabenhed="lukket", maerke="KLADDE"), 1)


def _top(data, nr):
    """The line over the text of a page, however it lies."""
    with pypdfium2.PdfDocument(data) as document:
        page = document[nr]
        wide, high = page.get_size()
        return " ".join(page.get_textpage().get_text_bounded(0, high - 51, wide, high).split())


def test_no_type_is_below_seven_and_a_half_points():
    sizes = {round(size * PX, 1) for *_, size in characters(pdf())}

    assert (min(sizes), max(sizes)) == (7.6, 20.0)


def test_lights_differ_in_grey():
    masks = [_mask(lys) for lys in LYS]

    pairs = list(combinations(masks, 2))
    apart = [sum(x != y for x, y in zip(a, b, strict=True)) / max(sum(a), sum(b)) for a, b in pairs]
    assert [share for share in apart if share < 0.2] == []
    assert [sum(mask) > 40 for mask in masks] == [True] * 4


def _mask(lys):
    """Which dots are dark where the light stands before its word in the table, at 150 dpi in grey."""
    scale = 150 / 72
    with pypdfium2.PdfDocument(pdf()) as document:
        page = document[2]
        left, bottom, _, _ = page.get_textpage().get_charbox(_second(page, lys.tekst))
        picture = page.render(scale=scale).to_pil().convert("L")
        x, y = round((left - 12) * scale), round((page.get_height() - bottom - 8) * scale)
    box = (x, y, x + 19, y + 19)
    return [dot < 215 for dot in picture.crop(box).tobytes()]


def _second(page, word):
    """Where the word stands as the row's light, behind its own name in capitals."""
    return page.get_textpage().search(word, match_case=True).get_next()[0]

"""Positive control: each planted fault is found by the validator or by our own checks, and only then."""

import io

import pikepdf
import pytest

from mso_portal.motor.pdf import Image, NotArchivable, render_html
from mso_portal.motor.pdf.arkiv import archive
from mso_portal.motor.pdf.render import write_pdf
from mso_portal.motor.pdf.tags import elements
from tests.motor.pdf import papirer
from tests.motor.pdf.kontrol import faults

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
INLINE = SVG.decode().replace("<svg", '<svg role="img"') + "</main>"
SERIF = '<h2><b style="font-family: Liberation Serif">x</b>'
MISSING = '<p class="dok-kort">\U0001f7e2\u4f60</p></main>'
IN_HTML = {
    "no lang": (' lang="da"', "", "PDFUA1-LANGUAGE-TAG-001"),
    "no title": ("<title>Indstilling 2026-014, version 3</title>", "", "PDFUA1-METADATA-TITLE-001"),
    "img without alt": ("</main>", '<img src="mem:a.svg"></main>', "PDFUA1-FIGURE-ALTERNATIVE-TEXT-001"),
    "svg inline": ("</main>", INLINE, "PDFUA1-FIGURE-ALTERNATIVE-TEXT-001"),
    "skipped heading": (
        "<h2>Baggrund</h2>",
        "</section><h4>Baggrund</h4><section>",
        "PDFUA1-HEADING-NESTING-001",
    ),
    "second font": ("<h2>", SERIF, "font: Liberation-Serif-Bold"),
    "missing glyph": ("</main>", MISSING, "PDFA2A-NOTDEF-GLYPH-001"),
    "text only in the PDF": ("</main>", "<p>Skjult</p></main>", "text: "),
}


def found_in_html(old, new):
    html = render_html(papirer.document("aaben", "fuld")).replace(old, new)
    try:
        data = archive(write_pdf(html, images=[Image("a.svg", SVG)]))
    except NotArchivable as error:
        return error.failures
    return faults(data, papirer.document("aaben", "fuld"))


@pytest.mark.parametrize("name", IN_HTML)
def test_fault_in_the_html_is_found(name):
    old, new, report = IN_HTML[name]

    found = found_in_html(old, new)

    assert any(report in fault for fault in found), found


def test_unchanged_html_has_no_fault():
    assert found_in_html("</main>", "</main>") == []


def plant_javascript(pdf):
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def plant_attachment(pdf):
    pdf.attachments["hemmelig.txt"] = b"x"


def plant_link_without_contents(pdf):
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", []):
            del annotation["/Contents"]


def plant_head_without_scope(pdf):
    del next(element for element in elements(pdf) if element.S == "/TH").A["/Scope"]


def plant_unembedded_font(pdf):
    for candidate in pdf.objects:
        if isinstance(candidate, pikepdf.Dictionary) and "/FontFile2" in candidate:
            del candidate["/FontFile2"]


def plant_keywords(pdf):
    pdf.docinfo["/Keywords"] = "hemmelig"


def plant_wrong_parent(pdf):
    paragraphs = [element for element in elements(pdf) if element.S == "/P"]
    paragraphs[0].P = paragraphs[1].P = paragraphs[2]


IN_FILE = [
    (plant_javascript, "metadata: /OpenAction"),
    (plant_attachment, "metadata: /EmbeddedFiles"),
    (plant_link_without_contents, "link without Contents"),
    (plant_head_without_scope, "TH without Scope"),
    (plant_unembedded_font, "font not embedded: Liberation-Sans"),
    (plant_keywords, "metadata: /Keywords"),
    (plant_wrong_parent, "/P has another parent"),
]


@pytest.mark.parametrize("plant, report", IN_FILE)
def test_fault_in_the_file_is_found(plant, report):
    with pikepdf.open(io.BytesIO(papirer.pdf("aaben", "fuld"))) as pdf:
        plant(pdf)
        pdf.save(planted := io.BytesIO(), compress_streams=False)

    found = faults(planted.getvalue(), papirer.document("aaben", "fuld"))

    assert report in found


def test_compressed_metadata_is_found():
    before_archive_step = write_pdf(render_html(papirer.document("aaben", "fuld")))

    found = faults(before_archive_step, papirer.document("aaben", "fuld"))

    assert any("PDFA2A-METADATA-FILTER-001" in fault for fault in found), found

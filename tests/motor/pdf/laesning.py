"""Reads finished PDFs with other tools than the one that made them."""

import io
import re
from contextlib import closing

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

MM = 72 / 25.4
LEFT, RIGHT, BOTTOM, TOP = 22 * MM, (210 - 18) * MM, 22 * MM, (297 - 20) * MM
MARKERS = re.compile(r"^\s*(?:[•◦▪]|\d+\.)\s*", re.MULTILINE)


def pages(data):
    with pypdfium2.PdfDocument(data) as pdf:
        yield from pdf


def page_count(data):
    with pypdfium2.PdfDocument(data) as pdf:
        return len(pdf)


def body_texts(data):
    """The text of each page inside the margins, in reading order."""
    return [_bounded(page, bottom=BOTTOM, top=TOP) for page in pages(data)]


def margin_texts(data):
    """Header and footer of each page as one line each."""
    return [(_line(page, bottom=TOP, top=297 * MM), _line(page, bottom=0, top=BOTTOM)) for page in pages(data)]


def _line(page, **edges):
    return " ".join(_bounded(page, **edges).split())


def _bounded(page, *, bottom, top):
    with closing(page.get_textpage()) as textpage:
        return textpage.get_text_bounded(left=0, right=210 * MM, bottom=bottom, top=top).replace("\r\n", "\n")


def folded(text):
    """Without blanks: where a line broke is nobody's data."""
    return "".join(text.split())


def characters(data):
    """``(page, char, box, size)`` of every visible character, box as left, bottom, right, top in points."""
    for number, page in enumerate(pages(data), start=1):
        with closing(page.get_textpage()) as textpage:
            for index in range(textpage.count_chars()):
                char = textpage.get_text_range(index, 1)
                if char.strip():
                    size = pdfium.FPDFText_GetFontSize(textpage, index)
                    yield number, char, textpage.get_charbox(index), size


def fonts(data):
    """``{name without subset prefix: embedded}`` of every font the file holds."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        descriptors = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/FontName" in o]
        return {str(o.FontName).split("+")[-1]: "/FontFile2" in o or "/FontFile3" in o for o in descriptors}

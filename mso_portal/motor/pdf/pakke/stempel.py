"""Page numbers: on own pages a stamp in the margin, on foreign pages a strip added below what is theirs."""

import pikepdf

from mso_portal.motor.pdf.pakke.bilag import base_box
from mso_portal.motor.pdf.pakke.dele import taking_in, value
from mso_portal.motor.pdf.pakke.stempelskrift import Skrift

MM = 72 / 25.4
NAME = "/MsoStempel"
SIZE, BASELINE = 8.5, 36
# The right margins of the two page forms (41 §3.1).
UPRIGHT_RIGHT, WIDE_RIGHT = 18 * MM, 20 * MM
# A little less than 10 mm: a page of whole pixels and its strip never round up to a pixel more.
STRIP, STRIP_BASELINE, STRIP_MARGIN, GAP = 28.346, 10, 10 * MM, 12
GREY = "0.267 g"
# (a b c d) of the text, by how far the page is turned: the visual bottom is y-min, x-max, y-max, x-min.
TURNS = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}


def stamp(pdf, pages, parts):
    skrift, ends = Skrift(pdf), Ends(pdf)
    for part in parts:
        resources = {}
        for nr in range(part.sider):
            page, number = pages[part.foerste + nr], f"Side {part.foerste + nr + 1} af {len(pages)}"
            with taking_in(part):
                if part.fremmed:
                    left = f"{part.del_.fod}, side {nr + 1} af {part.sider}" if part.del_.fod else ""
                    ends.wrap(page, _strip(page, left, number, skrift), ends.close)
                else:
                    ends.wrap(page, ends.open, b"Q\n" + _own(page, number, skrift))
                _add_font(page, resources, skrift)


def _own(page, number, skrift):
    left, bottom, right, top = base_box(pikepdf.Page(page))
    margin = WIDE_RIGHT if right - left > top - bottom else UPRIGHT_RIGHT
    x = right - margin - skrift.width(number, SIZE)
    return _artifact(_text(skrift, number, SIZE, x, BASELINE))


def _artifact(*drawn):
    return b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC\nq\n" + b"".join(drawn) + b"Q\nEMC\n"


def _text(skrift, text, size, x, y):
    shown = skrift.encoded(text).hex()
    return f"{GREY} BT {NAME} {size:g} Tf {x:.3f} {y:.3f} Td <{shown}> Tj ET\n".encode()


# The strip of a foreign page


def _strip(page, left, right, skrift):
    """Make the page 10 mm longer at its visual bottom; returns what is drawn there, and before the page's own.

    A foreign page may leave its state or a text open, so nothing is drawn after it; it is kept within its box.
    """
    box, turn = base_box(pikepdf.Page(page)), int(value(page, "/Rotate", 0)) % 360
    unit = float(value(page, "/UserUnit", 1))
    a, b, c, d = TURNS[turn]
    x0, y0, x1, y1 = grown = _grown(box, turn, STRIP / unit)
    origin = {0: (x0, y0), 90: (x1, y0), 180: (x1, y1), 270: (x0, y1)}[turn]
    across = (x1 - x0 if turn in (0, 180) else y1 - y0) * unit
    for key in {"/TrimBox", "/BleedBox", "/ArtBox"} & set(page.keys()):
        del page[key]
    page.MediaBox = page.CropBox = pikepdf.Array([round(number, 4) for number in grown])
    a, b, c, d = (number / unit for number in (a, b, c, d))
    placed = f"{a:.6f} {b:.6f} {c:.6f} {d:.6f} {origin[0]:.4f} {origin[1]:.4f} cm\n".encode()
    white = f"1 g 0 0 {across:.3f} {STRIP:g} re f\n".encode()
    kept = f"q {box[0]:.4f} {box[1]:.4f} {box[2] - box[0]:.4f} {box[3] - box[1]:.4f} re W n\n".encode()
    return _artifact(placed, white, *_line(left, right, across, skrift)) + kept


def _grown(box, turn, by):
    left, bottom, right, top = box
    return {
        0: (left, bottom - by, right, top),
        90: (left, bottom, right + by, top),
        180: (left, bottom, right, top + by),
        270: (left - by, bottom, right, top),
    }[turn]


def _line(left, right, across, skrift):
    """The number always; of the text at the left as much as there is room for."""
    size = min(SIZE, SIZE * across / (skrift.width(right, SIZE) + 2))
    margin = max(0, min(STRIP_MARGIN, (across - skrift.width(right, size)) / 2))
    x = across - margin - skrift.width(right, size)
    yield _text(skrift, right, size, x, STRIP_BASELINE)
    if shown := skrift.cut(left, size, x - GAP - margin):
        yield _text(skrift, shown, size, margin, STRIP_BASELINE)


# The page


def _add_font(page, done, skrift):
    """Parts share their resources: each is copied once before the font is put in."""
    given = page.get("/Resources", pikepdf.Dictionary())
    key = given.objgen
    if key == (0, 0) or key not in done:
        fonts = pikepdf.Dictionary(dict(given.get("/Font", {}).items()))
        fonts[NAME] = skrift.font
        copied = pikepdf.Dictionary(dict(given.items()))
        copied.Font = fonts
        done[key] = skrift.pdf.make_indirect(copied)
    page.Resources = done[key]


class Ends:
    """What stands before and after a page's own content; what is the same on every page is in the file once."""

    def __init__(self, pdf):
        self.pdf, self.open, self.close = pdf, pdf.make_stream(b"q\n"), pdf.make_stream(b"\nQ\n")

    def wrap(self, page, before, after):
        contents = page.get("/Contents", pikepdf.Array([]))
        inner = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        page.Contents = pikepdf.Array([self._stream(before), *inner, self._stream(after)])

    def _stream(self, drawn):
        return self.pdf.make_stream(drawn) if isinstance(drawn, bytes) else drawn

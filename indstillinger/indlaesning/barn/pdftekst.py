"""Lines of a PDF put together to paragraphs, in the cells that the page's own rules draw around them.

A PDF knows only glyphs at places: a line was broken by the page when its next word would not have fitted.
"""

import io
import logging
import re

from graenser import BLOCKS, PAGES, PER_PAGE, SECONDS, Fejl, block, give
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LAParams, LTChar, LTCurve, LTTextLine
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1

THIN, SLACK = 3, 2  # points
TEXT_WIDTH = 0.7  # of the page's: a line that ends before has not been broken by the margin
BULLET = re.compile(r"[•·▪◦‣●–—-]\s|\d{1,2}[.)]\s|[•·▪◦‣●☐☒]")


def read(indhold):
    """Return the blocks of a PDF with text."""
    logging.disable(logging.CRITICAL)
    if not indhold.startswith(b"%PDF-"):
        raise Fejl("andet")
    try:
        blocks = _read(PDFDocument(PDFParser(io.BytesIO(indhold))))
    except (Fejl, MemoryError):
        raise
    except Exception as fault:  # a broken file can break the parser anywhere
        raise Fejl("laast" if "Password" in type(fault).__name__ else "beskadiget") from None
    if not blocks:
        raise Fejl("billede")
    return blocks


def _read(document):
    _check(document)
    pages = _pages(document)
    give(SECONDS + PER_PAGE * len(pages))
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=LAParams(boxes_flow=None, char_margin=1.5))
    interpreter, found, carried, width = PDFPageInterpreter(resources, device), [], {}, 0
    for number, page in enumerate(pages):
        interpreter.process_page(page)
        layout = device.get_result()
        width = max(width, layout.width)
        on_page = list(_lines_of(number, layout, carried))
        carried = {cell[2]: cell for cell, is_open, _ in on_page if is_open}
        found += [(cell, number, line) for cell, _, line in on_page]
        if len(found) > BLOCKS:
            raise Fejl("sider")
    return list(_joined(_rows(found), width * TEXT_WIDTH))


def _pages(document):
    pages = []
    for page in PDFPage.create_pages(document):
        pages.append(page)
        if len(pages) > PAGES:
            raise Fejl("sider")
    if not pages:
        raise Fejl("beskadiget")
    return pages


def _check(document):
    if document.encryption is not None:
        raise Fejl("laast")
    names = resolve1(document.catalog.get("Names")) or {}
    form = resolve1(document.catalog.get("AcroForm")) or {}
    action = resolve1(document.catalog.get("OpenAction"))
    is_script = isinstance(action, dict) and getattr(action.get("S"), "name", "") not in ("GoTo", "")
    if is_script or "AA" in document.catalog or "XFA" in form or {"JavaScript", "EmbeddedFiles"} & set(names):
        raise Fejl("laast")


class _Linje:
    """Glyphs on one baseline, without outer blanks; its blanks may be glyphs or only gaps."""

    def __init__(self, items):
        while items and not items[-1].get_text().strip():
            items.pop()
        self.items = items
        glyphs = [item for item in items if isinstance(item, LTChar)]
        self.x0, self.x1 = min(one.x0 for one in glyphs), max(one.x1 for one in glyphs)
        self.y0, self.y1 = min(one.y0 for one in glyphs), max(one.y1 for one in glyphs)

    def first_word(self):
        """Return how wide the first word is, with a blank in front."""
        width = 0
        for item in self.items:
            if not item.get_text().strip():
                break
            width = item.x1 - self.x0 if isinstance(item, LTChar) else width
        return width + (self.y1 - self.y0) / 5


def _cut(item, edges):
    """Yield a line cut at the rules it crosses: neighbouring cells may be closer than two words."""
    part, last = [], None
    for one in item:
        if isinstance(one, LTChar) and one.get_text().strip():
            if last is not None and any(
                last - SLACK <= at <= one.x0 + SLACK and low <= one.y0 and one.y1 <= high + SLACK
                for at, low, high in edges["v"]
            ):
                yield from [_Linje(part)] if part else []
                part = []
            last = one.x1
        if part or one.get_text().strip():
            part.append(one)
    yield from [_Linje(part)] if part else []


def _lines_of(page, layout, carried):
    """Yield (cell, whether it goes on overleaf, line). A cell is (page, top, left), what began overleaf has its own."""
    found, edges = [], {"v": [], "h": []}
    stack = list(layout)
    while stack:
        item = stack.pop()
        if isinstance(item, LTTextLine):
            found.append(item)
        elif isinstance(item, LTCurve):
            _edges(item, edges)
        elif hasattr(item, "__iter__"):
            stack.extend(item)
    for line in (one for item in found if item.get_text().strip() for one in _cut(item, edges)):
        left, top, bottom = _bounds(line, edges)
        cell = (page, top, left) if left is not None else None
        if cell and top is None:
            cell = carried.get(left) or (page, 0, left)
        yield cell, bool(cell) and bottom is None, line


def _edges(item, edges):
    """A rule is a thin shape; the sides of a box are rules too."""
    x0, y0, x1, y1 = item.bbox
    if x1 - x0 <= THIN < y1 - y0:
        edges["v"].append(((x0 + x1) / 2, y0, y1))
    elif y1 - y0 <= THIN < x1 - x0:
        edges["h"].append(((y0 + y1) / 2, x0, x1))
    elif x1 - x0 > THIN:
        edges["v"] += [(x0, y0, y1), (x1, y0, y1)]
        edges["h"] += [(y0, x0, x1), (y1, x0, x1)]


def _bounds(line, edges):
    """Return (left, top, bottom) of the rules around a line, rounded; a side without a rule is None."""
    x, y = (line.x0 + line.x1) / 2, (line.y0 + line.y1) / 2
    across = [at for at, low, high in edges["v"] if low - SLACK <= y <= high + SLACK]
    along = [at for at, low, high in edges["h"] if low - SLACK <= x <= high + SLACK]
    left, right = [at for at in across if at <= x], [at for at in across if at > x]
    below, above = [at for at in along if at <= y], [at for at in along if at > y]
    if not (left and right and (below or above)):
        return None, None, None
    top = round(-min(above) / THIN) if above else None
    return round(max(left) / THIN), top, round(max(below) / THIN) if below else None


def _rows(lines):
    """Put what stands on one baseline of one cell together, in reading order: [(cell, [line, …]), …]."""
    rows, before = [], None
    for cell, page, line in sorted(lines, key=lambda one: _place(*one)):
        if before == (cell, page) and abs(rows[-1][1][0].y0 - line.y0) < (line.y1 - line.y0) / 2:
            rows[-1][1].append(line)
        else:
            rows.append((cell, [line]))
        before = (cell, page)
    return [(cell, sorted(parts, key=lambda one: one.x0)) for cell, parts in rows]


def _place(cell, page, line):
    at = (cell[0], cell[1] * THIN, cell[2]) if cell else (page, -line.y1, 0)
    return (*at, page, -round(line.y0 / 4), line.x0)


def _joined(rows, least):
    """Yield a block for each paragraph. Lines outside all cells reach at least as far as `least`."""
    margins, open_runs, before, numbers = {None: least}, [], None, {}
    for cell, parts in rows:
        for column in (cell, None):  # what stands in no cell reaches as far as anything does
            margins[column] = max(margins.get(column, 0), parts[-1].x1)
    for cell, parts in rows:
        runs = _runs(parts)
        if before and not (before[0] == cell and _is_broken(before[1], parts, runs, margins[cell])):
            yield block(open_runs, celle=_path(before[0], numbers))
            open_runs = []
        # A line may be broken inside "og/eller", where no blank was.
        open_runs += [["" if open_runs and open_runs[-1][0].endswith("/") else " ", False, False], *runs]
        before = (cell, parts)
    if before:
        yield block(open_runs, celle=_path(before[0], numbers))


def _path(cell, numbers):
    """Cells with one upper rule are a row, with one left rule a column."""
    if cell is None:
        return []
    page, top, left = cell
    row, column = (numbers.setdefault(one, len(numbers)) for one in (("row", page, top), ("column", left)))
    return [(1, row, column)]


def _is_broken(above, below, runs, margin):
    """Say whether the page broke the line: the next word would not have fitted behind it."""
    text = "".join(one for one, _, _ in runs)
    height = below[0].y1 - below[0].y0
    if BULLET.match(text) or len(below) > 1 or height < above[-1].y0 - below[0].y1:
        return False
    return above[-1].x1 + below[0].first_word() > margin - SLACK


def _runs(parts):
    runs = []
    for part in parts:
        if runs:
            runs.append([" ", False, False])
        for item in part.items:
            font = item.fontname if isinstance(item, LTChar) else ""
            style = ["Bold" in font, "Italic" in font or "Oblique" in font]
            text = item.get_text().replace("\n", "") if hasattr(item, "get_text") else ""
            if runs and (not font or runs[-1][1:] == style):
                runs[-1][0] += text
            elif text:
                runs.append([text, *style])
    return runs

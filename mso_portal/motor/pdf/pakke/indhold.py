"""The outline of the pack: each part's title, below it its own headings and its bilag."""

import dataclasses
from typing import Any

import pikepdf

from mso_portal.motor.pdf.pakke.henvisninger import Places, top_of


@dataclasses.dataclass
class Linje:
    titel: str
    sted: Any
    under: list = dataclasses.field(default_factory=list)


def write(pdf, pages, parts):
    """Write the outline, and let readers see it first, with the file's title above."""
    root = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Outlines))
    _link(pdf, root, lines(pages, parts))
    pdf.Root.Outlines = root
    pdf.Root.PageMode = pikepdf.Name.UseOutlines


def lines(pages, parts):
    top = []
    for part in parts:
        made = Linje(part.del_.titel, top_of(pages[part.foerste]), _headings(part, pages))
        below = top
        for _ in range(part.del_.niveau - 1):
            below = below[-1].under if below else below
        below.append(made)
    return top


def _headings(part, pages):
    """The part's own h2: a bilag's outline is its own business."""
    root = part.pdf.Root.get("/Outlines") if not part.fremmed else None
    places = Places(part, pages)
    found = [second for first in _items(root) for second in _items(first)]
    return [Linje(str(one.Title), places.moved(one.Dest)) for one in found]


def _items(parent):
    item = parent.get("/First") if parent is not None else None
    while item is not None:
        yield item
        item = item.get("/Next")


def _link(pdf, parent, found):
    """Chain the lines below their parent; returns how many there are with all below them."""
    made = [pdf.make_indirect(pikepdf.Dictionary(Title=one.titel, Parent=parent, Dest=one.sted)) for one in found]
    for before, after in zip(made, made[1:], strict=False):
        before.Next, after.Prev = after, before
    if made:
        parent.First, parent.Last = made[0], made[-1]
    for item, one in zip(made, found, strict=True):
        _link(pdf, item, one.under)
    if made:
        # The parts lie open so far that bilag are seen; what is below them opens at a press.
        is_root = parent.get("/Type") == "/Outlines"
        parent.Count = len(made) if is_root else -len(made)

"""What a test reads from a drawn chart: its texts with their boxes, and its numbers."""

import re
from itertools import combinations
from xml.etree import ElementTree

from mso_portal.motor.charts import etiketter
from mso_portal.motor.charts.svg import NAMESPACE

NUMBER = re.compile(r"[−+]?\d[\d.,]*\d|[−+]?\d")
TEXT = f"{{{NAMESPACE}}}text"


def boxes(svg):
    """Where each text stands, as left, top, right, bottom: 12 px high, so that free boxes are 12 px apart."""
    for text in ElementTree.fromstring(svg).iter(TEXT):
        x, y, wide = float(text.get("x")), float(text.get("y")), etiketter.width(text.text or "")
        left = x - {"end": wide, "middle": wide / 2}.get(text.get("text-anchor"), 0)
        yield left, y - 10, left + wide, y + 2


def assert_texts_stand_free(svg):
    wide, high = (float(ElementTree.fromstring(svg).get(name)) for name in ("width", "height"))
    found = list(boxes(svg))
    assert [b for b in found if min(b) < -0.1 or b[2] > wide + 0.1 or b[3] > high + 0.1] == []
    overlap = [
        (a, b)
        for a, b in combinations(found, 2)
        if min(a[2], b[2]) - max(a[0], b[0]) > 0.1 and min(a[3], b[3]) - max(a[1], b[1]) > 0.1
    ]
    assert overlap == []


def texts(svg):
    """The texts that are data: those of the axes and heads are a scale."""
    root = ElementTree.fromstring(svg)
    of_axes = {text for part in root.iter() if part.get("class") == "akse" for text in part.iter(TEXT)}
    return [text.text or "" for text in root.iter(TEXT) if text not in of_axes]


def missing_in_table(graf):
    """Numbers that the drawing shows and the table does not."""
    table = [*graf.hoved, *(cell for row in graf.raekker for cell in row), *graf.noter]
    known = {number for text in table for number in NUMBER.findall(text)}
    return sorted({number for text in texts(graf.svg) for number in NUMBER.findall(text)} - known)


def drawn(svg, **attributes):
    """The elements with these attributes; class_ is written class."""
    wanted = {name.rstrip("_"): value for name, value in attributes.items()}
    every = ElementTree.fromstring(svg).iter()
    return [part for part in every if all(part.get(name) == value for name, value in wanted.items())]


def without_colour(svg):
    """What is left for a reader of grey: the shapes."""
    return re.sub(r' (class|color)="[^"]*"', "", str(svg))


def assert_accessible(graf, titel, beskrivelse):
    root = ElementTree.fromstring(graf.svg)
    assert root.get("role") == "img"
    assert [part.text for part in list(root)[:2]] == [titel, beskrivelse]
    assert re.findall(r"style=|<script|<style| on\w+=", graf.svg) == []
    assert {len(row) for row in graf.raekker} <= {len(graf.hoved)}

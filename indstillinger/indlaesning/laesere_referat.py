"""Readers of the minutes: lines that may become decisions, and the rest of what was said, which waits for the meeting.
None is an outcome."""

import re
from itertools import pairwise

ORD = re.compile(r"\w+")
SAETNING = re.compile(r"[^.!?]+[.!?]*")
OVERSKRIFT = re.compile(r"(?<=\s)[A-ZÆØÅ]{4,}:")
IKKE = "ikke"
LINJE = "referat.linje"
FAELLES_ORD, FAELLES_DEL, PUNKTER = 3, 0.5, 30


def besluttede(samler, segment):
    """Each line is a suggestion; one that only leads to a list is none."""
    for block in segment.blokke:
        if not block.tekst.endswith(":"):
            _suggest(samler, block)


def droeftede(samler, segment):
    """A sentence that repeats a point's words with "ikke" may be a refusal of it; the rest waits as it stands."""
    points = [_words(tekst) for tekst in samler.texts("beslutningspunkt.tekst")[:PUNKTER]]
    rest = []
    for block in segment.blokke:
        refusals = [one.span() for one in SAETNING.finditer(block.tekst) if _refuses(_words(one[0]), points)]
        for span in refusals:
            _suggest(samler, block.part(*span))
        rest += _around(block, refusals)
    for fra, til in _sections(rest):
        samler.add_span(LINJE, fra, til, raekke=samler.new_row("referat"))


def _around(block, spans):
    """Return the pieces of a block outside the spans; a heading within it begins a new one, as when a PDF has lost the
    line break before it."""
    ends = [0, *(til for _, til in spans)]
    starts = [*(fra for fra, _ in spans), len(block.tekst)]
    pieces = [block.part(fra, til) for fra, til in zip(ends, starts, strict=True)]
    return [one for piece in pieces for one in _split(piece) if one.tekst]


def _split(block):
    cuts = [0, *(one.start() for one in OVERSKRIFT.finditer(block.tekst)), len(block.tekst)]
    return [block.part(fra, til) for fra, til in pairwise(cuts)]


def _sections(blocks):
    """Return the spans of what belongs together: the items of a list go with the line that leads to it."""
    spans, leads = [], False
    for block in blocks:
        if block.liste and leads:
            spans[-1] = (spans[-1][0], block.til)
        else:
            leads = block.tekst.endswith(":")
            spans.append((block.fra, block.til))
    return spans


def _refuses(words, points):
    return IKKE in words and any(
        len(point & words) >= FAELLES_ORD and len(point & words) >= FAELLES_DEL * len(point) for point in points
    )


def _words(tekst):
    return set(ORD.findall(tekst.lower()))


def _suggest(samler, block):
    samler.add(LINJE, block, raekke=samler.new_row("referat"), aarsag="referat")

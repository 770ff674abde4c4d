"""Readers of the minutes: lines that may become decisions. They are suggestions and never an outcome."""

import re

ORD = re.compile(r"\w+")
SAETNING = re.compile(r"[^.!?]+[.!?]*")
IKKE = "ikke"
FAELLES_ORD, FAELLES_DEL, PUNKTER = 3, 0.5, 30


def besluttede(samler, segment):
    """Each line is a suggestion; one that only leads to a list is none."""
    for block in segment.blokke:
        if not block.tekst.endswith(":"):
            _suggest(samler, block)


def droeftede(samler, segment):
    """A sentence that repeats a point's words with "ikke" may be a refusal of it."""
    points = [_words(tekst) for tekst in samler.texts("beslutningspunkt.tekst")[:PUNKTER]]
    for block in segment.blokke:
        for found in SAETNING.finditer(block.tekst):
            if _refuses(_words(found[0]), points):
                _suggest(samler, block.part(*found.span()))


def _refuses(words, points):
    return IKKE in words and any(
        len(point & words) >= FAELLES_ORD and len(point & words) >= FAELLES_DEL * len(point) for point in points
    )


def _words(tekst):
    return set(ORD.findall(tekst.lower()))


def _suggest(samler, block):
    samler.add("referat.linje", block, raekke=samler.new_row("referat"), aarsag="referat")

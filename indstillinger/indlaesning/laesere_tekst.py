"""Readers of running text: sections, points, effects, and the risks that hide in between."""

import re

from indstillinger.indlaesning.blokke import html
from indstillinger.tjek.tekst import FORTAELLENDE, SPOERGEORD

RISIKO = re.compile(r"\brisi(?:ko|ci)", re.IGNORECASE)
TAGE = re.compile(r"\btage?r?\b")
DROEFT = re.compile(r"(?:at )?drøft")

__all__ = ["afsnit", "effekt", "html", "punkter", "slags_of"]


def afsnit(samler, segment):
    """A section of the paper. Items under a sentence about risk become rows, which one mark tells of."""
    kept, risks = _without_risks(segment.blokke)
    _section(samler, segment.felt, kept)
    for nr, block in enumerate(risks):
        samler.add("risikopunkt.tekst", block, raekke=samler.new_row("risikopunkt"), aarsag="" if nr else "flyttet")


def _section(samler, felt, blocks):
    if blocks:
        samler.add_span(felt, blocks[0].fra, blocks[-1].til, html(blocks))


def _without_risks(blocks):
    kept, risks, about_risk = [], [], False
    for block in blocks:
        if not block.liste:
            about_risk = bool(RISIKO.search(block.tekst))
        (risks if block.liste and about_risk else kept).append(block)
    return kept, risks


def effekt(samler, segment):
    """A numbered list holds the goals; the rest is the section's text."""
    goals = [block for block in segment.blokke if block.liste == "nummer"]
    _section(samler, "effekt", [block for block in segment.blokke if block not in goals])
    for block in goals:
        samler.add("effektmaal.tekst", block, raekke=samler.new_row("effektmaal"))


def punkter(samler, segment):
    """One row for each item; without a list one for each paragraph. Items of a list in the list stay with theirs."""
    has_list = any(block.liste for block in segment.blokke)
    level = min((block.niveau for block in segment.blokke if block.liste), default=0)
    rows = []
    for block in segment.blokke:
        if rows and block.liste and block.niveau > level:
            rows[-1].append(block)
        elif not (has_list and not block.liste and block.tekst.endswith(":")):
            rows.append([block])
    for row in rows:
        _point(samler, row)


def _point(samler, blocks):
    raekke, first = samler.new_row("beslutningspunkt"), blocks[0]
    tekst = "\n".join([first.tekst, *(f"- {block.tekst}" for block in blocks[1:])])
    samler.add_span("beslutningspunkt.tekst", first.fra, blocks[-1].til, tekst, raekke)
    slags, aarsag = slags_of(first.tekst)
    samler.add("beslutningspunkt.slags", first, slags, raekke, aarsag)


def slags_of(tekst):
    """Return (slags, reason to look at it or ""): what a point asks for."""
    small = tekst.lower()
    words = re.findall(r"\w+", small)
    first = words[0] if words else ""
    if first in SPOERGEORD or small.rstrip(" .\"'”«»").endswith("?"):
        return "tag_stilling", ""
    if (take := TAGE.search(small)) and "til efterretning" in small[take.end() :]:
        return "tag_til_efterretning", ""
    if DROEFT.match(small):
        return "droeft", ""
    return ("godkend", "") if first in FORTAELLENDE else ("tag_stilling", "slags_gaettet")

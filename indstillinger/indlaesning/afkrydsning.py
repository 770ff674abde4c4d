"""Which box of an old form is ticked. A tick is only ever shown, never taken over: openness is chosen by a person."""

import re

KRYDS, TOM = "☒", "☐"
SAT = "☒☑✓✔✗✘"
VALG = re.compile(
    rf"(?P<aaben>\båben(?:t)? (?:indstilling|punkt|sag))|(?P<lukket>\blukket (?:indstilling|punkt|sag))"
    rf"|(?P<kryds>[{SAT}]|(?<![\w/])x(?![\w)]))|(?P<tom>[{TOM}□])",
    re.IGNORECASE,
)


def kilden_viser(raatekst):
    """Return "aaben" or "lukket" when exactly one of the two is ticked, else "".

    Boxes stand before their words or after them; what comes first tells which.
    """
    marks = [found.lastgroup for found in VALG.finditer(raatekst)]
    if marks and marks[0] in ("kryds", "tom"):
        marks.reverse()
    ticked, word = set(), ""
    for mark in marks:
        if mark in ("aaben", "lukket"):
            word = mark
        elif mark == "kryds" and word:
            ticked.add(word)
    return ticked.pop() if len(ticked) == 1 else ""


def er_kryds(tekst):
    """Say whether a cell or line holds nothing but a tick."""
    return tekst.strip(" .()[]").lower() in {"x", *SAT}


def har_kryds(tekst):
    """Say whether a line holds a ticked box."""
    return any(tegn in SAT for tegn in tekst)


def uden_bokse(tekst):
    """Return the words of a line without its boxes."""
    return tekst.strip(f" {SAT}{TOM}□")

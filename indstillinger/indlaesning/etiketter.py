"""The labels of the old forms: which words at the beginning of a block open which field (10 §8)."""

import re
from dataclasses import dataclass

from mso_portal.vaerdier.datoer import MAANEDER

# (field, words). The words may be followed by their end, a colon, a bracket or a dash. Longer words win.
ETIKETTER = (
    ("titel", ("chefteamindstilling",)),
    ("aabenhed", ("åben indstilling", "lukket indstilling", "åben/lukket indstilling", "denne indstilling er")),
    ("sagsbehandler", ("sagsbehandler", "sagsbehandlere")),
    ("ansvarlig_leder", ("ansvarlig leder", "afdeling/ansvarlig leder", "ansvarlig leder/afdeling")),
    ("moede", ("chefmøde", "chefteammøde", "den")),
    ("deltager", ("mødedeltagere", "mødedeltager", "deltagere", "deltager", "deltagere på mødet", "deltager på mødet")),
    ("baggrund", ("baggrund",)),
    ("beslutningspunkt", ("beslutninger", "beslutning", "chefteamet skal beslutte")),
    ("effekt", ("effekt",)),
    ("opfoelgning", ("opfølgning",)),
    ("kommunikation", ("kommunikation",)),
    ("koordinering", ("koordinering",)),
    ("koordinering_part", ("koordineret med",)),
    ("direkteudgift", ("direkte udgifter", "direkte udgift")),
    ("finansieringskilde", ("udgiften finansieres inden for", "udgifterne finansieres inden for")),
    ("indirekteudgift", ("indirekte udgifter", "indirekte udgift")),
    ("procestrin", ("proces",)),
    ("referat", ("referat",)),
)
REFERAT = (
    ("besluttede", ("chefteamet besluttede", "chefteamet besluttede, at")),
    ("droeftede", ("chefteamet drøftede",)),
)
# These open one line only: what follows them has no label of its own.
EN_LINJE = {"titel", "moede"}
BOKSE = "[☐☒☑✓✔✗□] ?"
EFTER = r"(?P<efter>\s*$|\s*:|\s*\]|\s*\((?P<detalje>[^()]*)\)(?=\s*:|\s*$)|\s*(?=\()|\s[-–—](?=\s|$))"
AFKRYDSET = (
    rf"(?P<efter>\s*$|\s*/?\s*(?={BOKSE}\S)|\s*/\s*(?=lukket)|\s*:?\s*{BOKSE}\s*$|\s*:?\s+[xX]\s*$|\s*:"
    r"|\s*\((?P<detalje>[^()]*)\)\s*:?)"
)
FOER_DATO = r"(?:\w+dag,?\s+)?(?:den\s+|d\.\s*)?"
DATO = rf"(?P<efter>\s*:?)(?=\s*[\]–-]*\s*{FOER_DATO}\d{{1,2}}[./-]\s?(?:\d|{'|'.join(name[:3] for name in MAANEDER)}))"


@dataclass(frozen=True)
class Etiket:
    """A label that was found: its field, where its value begins in the block, and the words in its brackets."""

    felt: str
    start: int
    detalje: str = ""


def _compiled(table):
    ranked = sorted(((word, felt) for felt, words in table for word in words), key=lambda one: -len(one[0]))
    return [(felt, _pattern(felt, word)) for word, felt in ranked]


def _pattern(felt, word):
    after = {"aabenhed": AFKRYDSET, "moede": DATO if word == "den" else f"(?:{EFTER}|{DATO.replace('efter', 'dato')})"}
    boxes = f"(?:{BOKSE})?" if felt == "aabenhed" else ""
    words = r"\s*".join(re.escape(part) for part in re.split(r"(/)", word)).replace(r"\ ", r"\s+")
    return re.compile(boxes + words + after.get(felt, EFTER), re.IGNORECASE)


LABELS, REFERAT_LABELS = _compiled(ETIKETTER), _compiled(REFERAT)


def find(tekst, i_referat=False):
    """Return the Etiket that a block begins with, or None. After "Referat" only the labels of the minutes count."""
    for felt, pattern in REFERAT_LABELS if i_referat else LABELS:
        if found := pattern.match(tekst):
            rest = re.match(r"[\s:\])]*(?:[-–—]+\s)?[\s:]*", tekst[found.end() :])
            return Etiket(felt, found.end() + rest.end(), (found.groupdict().get("detalje") or "").strip())
    return None

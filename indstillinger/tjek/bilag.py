"""S7, A3, A4: every bilag is there, and every one that is spoken of has a number."""

import re

from indstillinger.tjek.papir import sentences

# Not 2.5, and not the day in »bilag 1 og 2. juni«.
TAL = r"[0-9]{1,2}(?![0-9]|\.[0-9]|\. (?-i:[a-zæøå]))"
TIL = rf" ?[-–] ?{TAL}"
FLERE = rf"(?:, ?{TAL})* (?:og|samt|eller) {TAL}"
# »bilag 1«, »bilag nr. 2«, »bilagene 1, 2 og 4«, »bilag 1-3«; what follows a comma alone may be anything.
HENVISNING = re.compile(rf"\bbilag(?:et|ene)?(?:\snr\.?|\snummer)?\s?(?P<numre>{TAL}(?:{TIL}|{FLERE})?)", re.IGNORECASE)
UDEN_NUMMER = re.compile(r"\bse bilag|\bvedlagte?\b", re.IGNORECASE)


def mangler(papir):
    """One finding for each thing a bilag lacks. On a lukket paper every bilag is lukket, so nothing is chosen."""
    for row in papir.rows("bilag"):
        path = f"bilag:{row.uuid}"
        if row.uuid not in papir.fakta.bilag_med_fil:
            yield path, f"Bilag {row.nr} mangler en fil."
        if row.uuid in papir.fakta.bilag_i_karantaene:
            yield path, f"Bilag {row.nr} bliver undersøgt for virus og kan ikke sendes endnu."
        if papir.stored("aabenhed") == "aaben":
            yield from _openness(row)


def _openness(row):
    if row.stored("aabenhed") == "ikke_angivet":
        yield row.path("aabenhed"), f"Vælg, om bilag {row.nr} er åbent eller lukket."
    elif row.stored("aabenhed") == "lukket" and not (row.stored("hjemmel") and row.text("begrundelse")):
        yield row.path("aabenhed"), f"Bilag {row.nr} er lukket og skal også have hjemmel og begrundelse."


def ikke_vedlagt(papir):
    """One finding for each number, at the list of bilag, where it can be added."""
    present, cited = {row.nr for row in papir.rows("bilag")}, {}
    for felt, text in papir.texts:
        for number in () if felt.startswith("bilag:") else citations(text):
            cited[number] = cited.get(number, 0) + 1
    for number in sorted(set(cited) - present):
        times = f"{cited[number]} gang{'e' if cited[number] > 1 else ''}"
        yield "bilag", f"Bilag {number} nævnes {times}, men er ikke vedlagt."


def citations(text):
    """Return the numbers of the bilag a text cites, one for each time."""
    return [number for found in HENVISNING.finditer(text) for number in _numbers(found["numre"])]


def _numbers(text):
    numbers = [int(one) for one in re.findall("[0-9]+", text)]
    if re.search("[-–]", text) and numbers[0] < numbers[1]:
        return list(range(numbers[0], numbers[1] + 1))
    return numbers


def uden_nummer(papir):
    """One finding in all, at the first place."""
    for felt, text in papir.texts:
        if felt.startswith("bilag:"):
            continue
        parts = [text] if felt.startswith("beslutningspunkt:") else sentences(text)
        if any(UDEN_NUMMER.search(part) and not HENVISNING.search(part) for part in parts):
            yield felt, "Skriv nummeret på bilaget."
            return

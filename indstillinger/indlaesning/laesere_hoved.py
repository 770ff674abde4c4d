"""Readers of the head: title, tick, meeting, people and the afdelinger they come from."""

import re

from indstillinger.indlaesning.afkrydsning import er_kryds
from indstillinger.indlaesning.etiketter import FOER_DATO
from mso_portal.vaerdier import tidspunkt
from mso_portal.vaerdier.sortering import fold

FORMULARER = (("indsatsplan", "indsatsplan"), ("maaling", "måling"), ("maaling", "kapital"))
SKILLETEGN = re.compile(r"\s*(?:[,;]|\bog\b|\bsamt\b)\s*")
FORKORTELSE = re.compile(r"[A-ZÆØÅ]{1,5}")
DATO = re.compile(rf"{FOER_DATO}(?P<dato>\d{{1,2}}[./-]\s?[^,;]*?\d{{4}}|\d{{1,2}}[./-]\s?[^,;–]*)", re.IGNORECASE)


def titel(samler, head, segments):
    """The first line, or the label's; a second printing of it is dropped by being no field."""
    labelled = [one.blokke[0] for one in segments if one.felt == "titel" and one.blokke]
    candidates = labelled or [block for block in head if not er_kryds(block.tekst)]
    if not candidates:
        return
    first = candidates[0]
    samler.add("titel", first)
    for formular, word in FORMULARER:
        if found := re.search(word, first.tekst, re.IGNORECASE):
            samler.add("formular", first.part(*found.span()), formular, aarsag="formular_gaettet")
            return


def aabenhed(samler, segments):
    """Never taken over. The span holds the boxes, so that the review can show what the source says."""
    run = []
    for segment in segments:
        if segment.felt == "aabenhed":
            run += [segment.etiket, *segment.blokke]
        elif run:
            break
    fra, til = (run[0].fra, max(one.til for one in run)) if run else (0, 0)
    samler.add_span("aabenhed", fra, til, "ikke_angivet", aarsag="afkrydsning")


def moede(samler, segments):
    """The day becomes the reference of every other time. What follows it is the sender's afdeling."""
    for block in [one.blokke[0] for one in segments if one.felt == "moede" and one.blokke][:1]:
        found = DATO.match(block.tekst)
        day = block.part(*found.span("dato")) if found else block
        laest = tidspunkt.laes(day.tekst, samler.reference)
        if laest.praecision == "dag":
            samler.reference = laest.start
            samler.add("moede", day, laest.start.isoformat(), aarsag="aar_udledt" if laest.aar_udledt else "")
        else:
            samler.add("moede", block, "", aarsag="tid_ulaest")
        _sender(samler, block.part(found.end("dato")) if found else None)


def _sender(samler, block):
    """The afdeling behind the day: "9. oktober 2019, Strategi & Udvikling"."""
    name = block.part(len(block.tekst) - len(block.tekst.lstrip(" ,;–-"))) if block else None
    if name and name.tekst:
        pk = samler.opslag.afdeling(name.tekst)
        samler.add("afsendende_afdeling", name, _text(pk), aarsag="" if pk else "afdeling_mangler")


def sagsbehandler(samler, segment):
    _person(samler, "sagsbehandler", segment.blokke[0])


def ansvarlig_leder(samler, segment):
    """A name, an afdeling, or both with a comma between, in any order."""
    parts = [one for block in segment.blokke[:2] for one in pieces(block, re.compile(r"\s*[,;/]\s*"))]
    units = [(one, samler.opslag.afdeling(one.tekst)) for one in parts]
    people = [one for one, pk in units if pk is None]
    known = next((pk for _, pk in units if pk is not None), None)
    if people:
        _person(samler, "ansvarlig_leder", people[0], known)
    for one, pk in units:
        if pk is not None:
            samler.add("afdeling", one, _text(pk))
            return
    spoken = people[1] if len(people) > 1 else segment.blokke[0]
    samler.add("afdeling", spoken, "", aarsag="afdeling_mangler")


def _person(samler, felt, block, afdeling=None):
    """A known name is its person. For an unknown leader the leader of the afdeling is a guess to be looked at."""
    pk = samler.opslag.find_person(block.tekst)
    guess = samler.opslag.leder_af(afdeling) if pk is None and afdeling is not None else None
    samler.add(felt, block, _text(guess if pk is None else pk), aarsag="navn_ukendt" if pk is None else "")


def mangler(samler):
    """What every paper must have and the form does not name."""
    for felt, aarsag in (
        ("sagsbehandler", "navn_mangler"),
        ("ansvarlig_leder", "navn_mangler"),
        ("afdeling", "afdeling_mangler"),
    ):
        if not any(one.felt == felt for one in samler.felter):
            samler.add(felt, None, "", aarsag=aarsag)


def deltagere(samler, segment):
    _names(samler, segment, "deltager")


def parter(samler, segment):
    _names(samler, segment, "koordinering_part")


def _names(samler, segment, kind):
    """One row for each name; an afdeling behind a name belongs to it and makes no row of its own."""
    for block in segment.blokke:
        for nr, name in enumerate(pieces(block, SKILLETEGN)):
            if nr and kind == "deltager" and _is_unit(samler, name.tekst):
                continue
            samler.add(f"{kind}.navn", name, raekke=samler.new_row(kind))


def _is_unit(samler, tekst):
    return bool(FORKORTELSE.fullmatch(tekst)) or samler.opslag.afdeling(tekst) is not None


def pieces(block, separator):
    """Return the parts of a line between separators."""
    out, start = [], 0
    for found in separator.finditer(block.tekst):
        out.append(block.part(start, found.start()))
        start = found.end()
    return [one for one in [*out, block.part(start)] if fold(one.tekst).strip(" .")]


def _text(pk):
    return "" if pk is None else str(pk)

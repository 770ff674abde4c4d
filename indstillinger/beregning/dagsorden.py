"""The order an agenda is proposed in, and when each item begins: pure arithmetic."""

from datetime import timedelta

FOERST, SAGER, OPFOELGNING, SIDST = range(4)
SAGSTYPER = ("beslutning", "droeftelse", "orientering")


def proposed(entries):
    """Return the keys in the proposed order: first standards, papers by sagstype and time, follow-up, last standards.

    `entries` are dicts key, gruppe, sagstype, tid (a sortable moment, "" for none) and fast: what keeps its place,
    such as a pause. Equals stay in the order they came in.
    """
    fixed = {nr: one["key"] for nr, one in enumerate(entries) if one["fast"]}
    loose = sorted((one for one in entries if not one["fast"]), key=_rank)
    keys = [one["key"] for one in loose]
    for nr in sorted(fixed):
        keys.insert(nr, fixed[nr])
    return keys


def _rank(entry):
    if entry["gruppe"] != SAGER:
        return entry["gruppe"], 0, False, ""
    known = entry["sagstype"] in SAGSTYPER
    type_ = SAGSTYPER.index(entry["sagstype"]) if known else len(SAGSTYPER)
    # What was never approved comes after the papers of its kind.
    return SAGER, type_, not entry["tid"], entry["tid"]


def times(begin, minutes):
    """Return {key: (start, end)} of items one after the other; `minutes` is a list of (key, minutes)."""
    found = {}
    for key, length in minutes:
        end = begin + timedelta(minutes=length)
        found[key] = (begin, end)
        begin = end
    return found


def length_warning(used, length):
    """Say by how much the agenda is longer than the meeting, or ""."""
    over = used - length
    if over <= 0:
        return ""
    return f"Dagsordenen er {over} {'minut' if over == 1 else 'minutter'} længere end mødet."


def moved(keys, key, place):
    """Return the keys with one of them at the place (1 is first); a place outside is the nearest end."""
    rest = [one for one in keys if one != key]
    rest.insert(min(max(place, 1), len(keys)) - 1, key)
    return rest


def next_tillaeg(numbers):
    """Return the number of the next item that is sent or raised after the first dagsorden: T1, T2 …"""
    given = [int(number[1:]) for number in numbers if number and number.startswith("T")]
    return f"T{max(given, default=0) + 1}"

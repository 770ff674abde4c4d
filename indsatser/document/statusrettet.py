"""Frozen data with corrections: which values may be corrected, what stands there, and the copy that has them (21 §7).

A place is named by its `sti`: kind / uuid / field, with a period or a year before the field where there are several.
"""

from copy import deepcopy
from fractions import Fraction

from indsatser.beregning.tal import taelletal
from indsatser.document.statusord import dag, dato, tid
from indsatser.enums import Leverancetilstand
from mso_portal.vaerdier.datoer import antal

TEKSTER = {"resume": "resume", "siden_sidst": "siden_sidst", "naeste": "naeste", "offentlig": "offentlig_tekst"}
LYSFELTER = ("valgt", "begrundelse", "aarsag_tiltag")
TIDFELTER = {"tekst", "start", "slut", "praecision"}


def _is_tid(value, data):
    return value is None or isinstance(value, dict) and set(value) == TIDFELTER


def _is_fact(value, data):
    """A day the facts are counted to, or none."""
    return value is None or dag(value) <= dag(data["runde"]["statusdato"])


def _is_count(value, data):
    return Fraction(value) >= 0


def _is_score(value, data):
    return value in range(1, 6)


def _is_kroner(value, data):
    return type(value) is int


# (kind, field) → whether a value may stand there.
RETTELIGE = {
    ("milepaele", "prognose"): _is_tid, ("milepaele", "faktisk"): _is_fact,
    ("milepaele", "ansvarlig"): lambda value, data: bool(value.strip()),
    ("punkter", "taeller"): _is_count, ("punkter", "naevner"): lambda value, data: Fraction(value) > 0,
    ("punkter", "ikke_opgjort"): lambda value, data: value is True,
    ("budget", "forbrug"): _is_kroner, ("budget", "prognose"): _is_kroner,
    ("leverancer", "tilstand"): lambda value, data: value in Leverancetilstand.values,
    ("leverancer", "prognose"): _is_tid, ("risici", "s"): _is_score, ("risici", "k"): _is_score,
}  # fmt: skip

# What an empty value says, where it says more than that nobody gave it.
TOMT = {
    ("milepaele", "prognose"): "ingen prognose", ("milepaele", "faktisk"): "ikke gennemført",
    ("leverancer", "prognose"): "ingen prognose",
}  # fmt: skip


def fits(data, sti, value):
    """Say whether the value may stand there."""
    kind, *_, felt = sti.split("/")
    try:
        return RETTELIGE[kind, felt](value, data)
    except (TypeError, ValueError, AttributeError):
        return False


def value_at(data, sti):
    """Return what stands there; KeyError for what is not in the data, or may not be corrected."""
    row, felt = _place(data, sti)
    return row["taeller"] is None if felt == "ikke_opgjort" else row.get(felt)


def _place(data, sti):
    """Return (the row, the field in it)."""
    kind, uuid, *which, felt = sti.split("/")
    if (kind, felt) not in RETTELIGE or len(which) != (kind in ("punkter", "budget")):
        raise KeyError(sti)
    if kind == "punkter":
        indicators = [one for goal in data["maal"] for one in goal["indikatorer"]]
        shown = [one for one in _row(indicators, uuid)["punkter"] if not one["skjult"]]
        return _row(shown, *which, key="periode_slut"), felt
    row = _row(data[kind], uuid)
    return (row["beloeb"][which[0]] if kind == "budget" else row), felt


def _row(rows, value, key="uuid"):
    found = next((row for row in rows if row[key] == value), None)
    if found is None:
        raise KeyError(value)
    return found


def words(data, sti, value):
    """Return the value in words, beside what stands with it: 51 of 60 is told as »51 af 60«."""
    (row, felt), kind = _place(data, sti), sti.partition("/")[0]
    if kind == "punkter":
        return counted(row if felt == "ikke_opgjort" else row | {felt: value})
    if value is None:
        return TOMT.get((kind, felt), "ikke oplyst")
    if felt == "tilstand":
        return Leverancetilstand(value).label
    if isinstance(value, dict):
        return tid(value)
    return antal(value) if isinstance(value, int) else dato(value) if felt == "faktisk" else value


def counted(punkt):
    """55 af 61"""
    if punkt["taeller"] is None:
        return "ikke opgjort"
    return " af ".join(taelletal(punkt[name]) for name in ("taeller", "naevner") if punkt[name] is not None)


def corrected(data, rettelser):
    """Return a copy of the data with the values of the rettelser (plain rows) in it, nothing computed anew. A corrected
    count is a new revision."""
    new = deepcopy({name: of for name, of in data.items() if name not in ("beregnet", "forskelle")})
    for one in rettelser:
        (was, felt), (row, _) = _place(data, one["sti"]), _place(new, one["sti"])
        if felt == "ikke_opgjort":
            row |= {"taeller": None, "naevner": None, "begrundelse": one["begrundelse"]}
        else:
            row[felt] = one["efter"]
        if "revision" in was:
            row["revision"] = was["revision"] + 1
    return new


def rewritten(foer, nu, begrundelse):
    """Return a plain rettelse for every text and light that is another than in the version before."""
    found = [(f"tekst/{name}", foer["tekst"][name], nu["tekst"][name]) for name in TEKSTER]
    for was, row in zip(foer["lys"], nu["lys"], strict=True):
        found += [(f"lys/{row['dimension']}/{name}", was[name], row[name]) for name in LYSFELTER]
    return [
        {"sti": sti, "foer": was, "efter": now, "begrundelse": begrundelse} for sti, was, now in found if was != now
    ]

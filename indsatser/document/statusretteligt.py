"""What may be corrected in a locked status, to be chosen from: the rows of its data, and the values of each (21 §7)."""

from indsatser.document.statuspapir_ord import kort, tid_kort
from indsatser.document.statusrettet import RETTELIGE, value_at, words

# The list of the data, what its rows are called, and the column with a row's own name.
SLAGS = {
    "milepaele": ("Milepæle", "titel"), "punkter": ("Målinger", "navn"), "budget": ("Økonomi", "titel"),
    "leverancer": ("Leverancer", "titel"), "risici": ("Risici", "haendelse"),
}  # fmt: skip
FELTER = {
    "prognose": "Prognose", "faktisk": "Gennemført", "ansvarlig": "Ansvarlig", "taeller": "Tæller",
    "naevner": "Nævner", "ikke_opgjort": "Kan ikke opgøres", "forbrug": "Forbrug", "tilstand": "Tilstand",
    "s": "Sandsynlighed", "k": "Konsekvens",
}  # fmt: skip


def rows_of(data):
    """Return [(kind in words, [(path of the row, its name, what tells it from others of that name)])] of the kinds that
    have rows."""
    found = [(label, [(f"{kind}/{row['uuid']}", row[name], _apart(row)) for row in _rows(data, kind)])
             for kind, (label, name) in SLAGS.items()]  # fmt: skip
    return [(label, rows) for label, rows in found if rows]


def _apart(row):
    """The tema and the approved date of a milestone: each package has milestones of the same names."""
    return ", ".join(filter(None, (row.get("tema"), tid_kort(row.get("godkendt")))))


def _rows(data, kind):
    if kind == "punkter":
        return [one for goal in data["maal"] for one in goal["indikatorer"] if one["punkter"]]
    return data[kind]


def values_of(data, sted):
    """Return [(sti, what it is, the value in words)] of the row with that path; KeyError for none."""
    kind, _, uuid = sted.partition("/")
    row = next((row for row in _rows(data, kind) if row["uuid"] == uuid), None) if kind in SLAGS else None
    if row is None:
        raise KeyError(sted)
    felter = [felt for of, felt in RETTELIGE if of == kind]
    found = [(f"{sted}/{part}{felt}", f"{FELTER[felt]}{when}") for part, when in _parts(kind, row) for felt in felter]
    return [(sti, label, words(data, sti, value_at(data, sti))) for sti, label in found]


def _parts(kind, row):
    """The periods of an indicator, newest first, or the years of a post; else the row itself."""
    if kind == "punkter":
        return [(f"{one['periode_slut']}/", f", til {kort(one['periode_slut'])}") for one in reversed(row["punkter"])]
    return [(f"{year}/", f" {year}") for year in sorted(row["beloeb"])] if kind == "budget" else [("", "")]


def named(data, sti):
    """Return the name of what is corrected, with the field: "Kursus er holdt: Prognose"."""
    kind, uuid, *_ = sti.split("/")
    row = next(row for row in _rows(data, kind) if row["uuid"] == uuid)
    label = next(label for found, label, _ in values_of(data, f"{kind}/{uuid}") if found == sti)
    return f"{row[SLAGS[kind][1]].rstrip('.')}: {label}"

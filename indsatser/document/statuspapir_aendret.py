"""What changed since the last status, what became of earlier decisions, and what a new version corrects (21 §8, §9)."""

from indsatser.document.statusord import DIMENSION
from indsatser.document.statuspapir_ord import IKKE_SKREVET, grouped, hoved, kolonne, kort, lysnavn, table
from indsatser.document.statuspapir_side1 import UAFGJORT
from indsatser.document.statusretteligt import named
from indsatser.document.statusrettet import words
from indsatser.enums import Statusudfaldsart
from mso_portal.motor.documents import Loebende, Note, Rubrik, Section, Small, Table, Tekst

GRUPPE = {
    "lys": "Vurdering", "milepaele": "Milepæle", "maal": "Mål", "definitioner": "Definitioner",
    "maalinger": "Målinger", "oekonomi": "Økonomi", "risici": "Risici", "leverancer": "Leverancer",
    "opfoelgning": "Opfølgning", "personer": "Personer",
}  # fmt: skip
INGEN_AENDRING = "Intet er ændret siden sidste status."
MERE = "Flere ændringer siden sidst"
INGEN_RETTELSE = "Ingen tal eller tekster er rettet."
TEKSTER = {
    "resume": "Kort fortalt", "siden_sidst": "Siden sidst", "naeste": "Næste periode", "offentlig": "Offentlig tekst",
}  # fmt: skip
RETTET = (hoved("Rettet", 30), kolonne("Før", 20), kolonne("Nu", 20), kolonne("Hvorfor"))
LYSFELTER = {"valgt": "vurdering", "begrundelse": "begrundelse", "aarsag_tiltag": "årsag og tiltag"}


def since(data, most):
    """Return the blocks of what is new: at most so many rows, the rest stands in `more_changes`."""
    return [
        *_corrections(data), *_corrected_before(data["forrige"]), *_changes(data, most),
        *_decisions(data["tidligere_beslutninger"]),
    ]  # fmt: skip


def _changes(data, most):
    text, rows = data["tekst"]["siden_sidst"] or IKKE_SKREVET, data["forskelle"]
    if [row[0] for row in rows] == ["foerste"]:
        return [Tekst(f"{text} {rows[0][-1]}")]
    left = [Small([f"{len(rows) - most} ændringer mere står sidst i status."])] if len(rows) > most else []
    return [Tekst(text), _table(rows[:most]), *_unchanged(rows), *left]


def more_changes(data, most, **layout):
    """Return the section of the rows that had no room above."""
    rows = data["forskelle"][most:]
    return [Section("mere", MERE, [_table(rows)], **layout)] if rows else []


def more_change_lines(data, most):
    """Return the same section as running text."""
    rows = [(f"{gruppe}:", " · ".join(f"{navn} ({tekst})" for navn, tekst in of))
            for gruppe, of in _groups(data["forskelle"][most:]).items()]  # fmt: skip
    return [Section("mere", "", [Loebende(MERE, rows)])] if rows else []


def _groups(rows):
    groups = {}
    for gruppe, _, navn, _, _, _, tekst in rows:
        groups.setdefault(GRUPPE[gruppe], []).append((navn, tekst))
    return groups


def _table(rows):
    """A table with the name of each group over its rows."""
    return table("", [hoved("Hvad", 45), kolonne("Ændring")], grouped(_groups(rows)), INGEN_AENDRING)


def _unchanged(rows):
    """Say which groups have no row, in one line."""
    told = {row[0] for row in rows}
    silent = [navn.lower() for gruppe, navn in GRUPPE.items() if gruppe not in told]
    return [Small([f"Ingen ændringer: {', '.join(silent)}."])] if told and silent else []


def _decisions(rows):
    """Return the table of what was decided before, what is still open first; page 1 says when there is nothing."""
    columns = [hoved("Tidligere beslutning", 40), kolonne("Udfald", 35), kolonne("Siden")]
    cells = [
        (Rubrik(row["spoergsmaal"], (f"{row['runde']}, beslutning {row['nr']}",)), _outcome(row), _since(row))
        for row in sorted(rows, key=_is_done)
    ]
    return [Table("", columns, cells)] if rows else []


def _is_done(row):
    return row["art"] not in UAFGJORT and row["opfulgt"] is not False


def _outcome(row):
    art = Statusudfaldsart(row["art"]).label if row["art"] else "Ikke afgjort"
    return Rubrik(art, (row["valgt"], row["tekst"]))


def _since(row):
    if row["art"] in UAFGJORT:
        return "Venter på en beslutning"
    return {True: "Gennemført", False: "Ikke gennemført", None: "Kræver ikke mere"}[row["opfulgt"]]


def _corrections(data):
    """Return what this version corrects, nothing of a first version."""
    old = data["status"]["erstatter"]
    if not old:
        return []
    said = f"Version {data['status']['nr']} retter version {old['nr']}, som blev låst {kort(old['laast_den'])}."
    return [
        Note("Rettelse", f"{said} {old['begrundelse']}"), table("", RETTET, corrections_of(data), INGEN_RETTELSE)
    ]  # fmt: skip


def corrections_of(data):
    """Return what a version corrects in words: [what, as it was, as it is, why]."""
    return [[*_corrected(data, row), row["begrundelse"]] for row in data["rettelser"]]


def _corrected_before(forrige):
    """Return what has been corrected in the previous status since it was first locked."""
    if not forrige or not forrige["rettelser"]:
        return []
    return [Table(f"Rettet siden sidst ({forrige['betegnelse']})", RETTET, forrige["rettelser"])]


def _corrected(data, row):
    """(what, as it was, as it is) of a text, of a light or of a value."""
    sti, values = row["sti"], (row["foer"], row["efter"])
    kind, *rest = sti.split("/")
    if kind == "tekst":
        return TEKSTER[rest[0]], *(value or IKKE_SKREVET for value in values)
    if kind == "lys":
        shown = map(lysnavn, values) if rest[1] == "valgt" else (value or IKKE_SKREVET for value in values)
        return f"{DIMENSION[rest[0]]}: {LYSFELTER[rest[1]]}", *shown
    return named(data, sti), *(words(data, sti, value) for value in values)

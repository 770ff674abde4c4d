"""Reading an uploaded CSV or XLSX into rows of text; whatever it is not, the answer says in Danish."""

import csv
import io
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from mso_portal.motor.imports.celler import holds_cpr, one_line, unprotect

STOERSTE, RAEKKER, KOLONNER = 10 * 1024**2, 5_000, 60
CHILD = Path(__file__).with_name("barn.py")
WALL = 10
ZIP = b"PK\x03\x04"
REFUSALS = {
    "beskadiget": "Filen er beskadiget eller ikke en Excel-fil. Åbn den, og gem den på ny.",
    "andet": "Filen hedder .xlsx, men indholdet er noget andet. Åbn den, og gem den på ny.",
    "aktiv": "Filen indeholder makroer eller hentede dele. Gem den uden, eller som CSV.",
    "bombe": "Filen fylder for meget, når den pakkes ud. Gem kun de kolonner og rækker, der skal indlæses.",
    "raekker": f"Filen har mere end {RAEKKER:,} rækker. Del den i flere.".replace(",", "."),
    "kolonner": f"Filen har mere end {KOLONNER} kolonner. Gem kun dem, der skal indlæses.",
}
FORBIDDEN = "Filen indeholder kolonnen »{}«, som kan pege på personer. Fjern den, og hent filen igen. Intet er gemt."
CPR = "Række {}, kolonne »{}« ligner et CPR-nummer. Fjern det, og hent filen igen. Intet er gemt."


class Afvist(Exception):
    """The file as a whole is refused; the message is Danish and says what to do."""


@dataclass(frozen=True)
class Tabel:
    """`numre` are the rows' numbers in the file, the heading being part of the count."""

    kolonner: tuple
    raekker: tuple
    numre: tuple


def file_name(navn):
    """Return the last part of an uploaded file's name: one line, at most 120 characters, its end kept."""
    last = one_line(navn.replace("\\", "/").rpartition("/")[2])
    return last if len(last) <= 120 else last[:100] + last[-20:]


def read_table(filnavn, indhold):
    """Return the Tabel of a file. Afvist for what is no table, too large, or about CPR numbers."""
    extension = filnavn.rpartition(".")[2].lower() if "." in filnavn else ""
    if extension not in ("csv", "xlsx"):
        raise Afvist(_other_type(extension))
    if not indhold.strip():
        raise Afvist("Filen er tom. Vælg en anden.")
    if len(indhold) > STOERSTE:
        raise Afvist(too_large(len(indhold)))
    cells = _csv(indhold) if extension == "csv" else _xlsx(indhold)
    return _table(cells)


def too_large(stoerrelse):
    """Return the refusal of a file of that many bytes."""
    size, most = (f"{-(-number // 1024**2)} MB" for number in (stoerrelse, STOERSTE))
    return f"Filen er {size}. Grænsen er {most}. Del den i flere."


def _other_type(extension):
    if extension == "xlsm":
        return REFUSALS["aktiv"]
    return f"Filtypen .{extension or '(ingen)'} kan ikke bruges. Gem tabellen som CSV eller Excel (.xlsx)."


def _csv(indhold):
    if indhold.startswith((ZIP, b"%PDF")) or b"\0" in indhold:
        raise Afvist("Filen hedder .csv, men indholdet er noget andet. Gem tabellen som CSV på ny.")
    text = _decoded(indhold)
    heading = text.lstrip("\r\n").partition("\n")[0]
    delimiter = ";" if heading.count(";") >= heading.count(",") else ","
    rows = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            rows.append(row)
            if len(rows) > RAEKKER + 1:
                raise Afvist(REFUSALS["raekker"])
    except csv.Error:
        raise Afvist(f"Række {len(rows) + 1} kan ikke læses: et anførselstegn er for meget eller mangler.") from None
    return rows


def _decoded(indhold):
    """Return the text: UTF-8, else what Danish spreadsheets write, else latin-1, which can read anything."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return indhold.decode(encoding)
        except UnicodeDecodeError:
            continue
    return indhold.decode("latin-1")


def _xlsx(indhold):
    """Read in a child of its own, which a hostile workbook may kill."""
    if not indhold.startswith(ZIP):
        raise Afvist(REFUSALS["andet"])
    command = [sys.executable, "-I", str(CHILD), str(RAEKKER + 1), str(KOLONNER)]
    try:
        done = subprocess.run(command, input=indhold, capture_output=True, timeout=WALL, env={}, check=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        raise Afvist(REFUSALS["bombe"]) from None
    answer = json.loads(done.stdout)
    if "fejl" in answer:
        raise Afvist(REFUSALS[answer["fejl"]])
    return answer["raekker"]


def _table(cells):
    """Return the table below the first row that holds anything; empty rows are left out but counted."""
    rows = [(nr, [unprotect(cell) for cell in row]) for nr, row in enumerate(cells, 1) if any(map(str.strip, row))]
    if not rows:
        raise Afvist("Filen er tom. Vælg en anden.")
    columns = _headings(rows[0][1])
    body = [(nr, _fitted(nr, row, len(columns))) for nr, row in rows[1:]]
    if not body:
        raise Afvist("Filen har kun overskrifter. Skriv mindst én række.")
    for nr, row in body:
        for column, cell in zip(columns, row, strict=True):
            if holds_cpr(cell):
                raise Afvist(CPR.format(nr, column))
    return Tabel(columns, tuple(row for _, row in body), tuple(nr for nr, _ in body))


def _headings(row):
    names = [one_line(cell) for cell in row]
    while names and not names[-1]:
        names.pop()
    if len(names) > KOLONNER:
        raise Afvist(REFUSALS["kolonner"])
    for nr, name in enumerate(names, 1):
        if not name:
            raise Afvist(f"Kolonne {nr} har ingen overskrift. Skriv en, eller fjern kolonnen.")
        if "cpr" in name.casefold():
            raise Afvist(FORBIDDEN.format(name))
        if name.casefold() in (other.casefold() for other in names[: nr - 1]):
            raise Afvist(f"To kolonner hedder »{name}«. Fjern den ene.")
    return tuple(names)


def _fitted(nr, row, width):
    if any(map(str.strip, row[width:])):
        raise Afvist(f"Række {nr} har flere felter end overskrifterne. Ret den, og hent filen igen.")
    return tuple(row[:width]) + ("",) * (width - len(row))

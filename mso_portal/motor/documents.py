"""A document for one reader, as plain data: the page, the PDF and the history all render these.

A ``document.py`` in each app builds a ``Document`` from what that reader may see. Nothing here asks
about access, and nothing is looked up later: what is not in the data cannot reach any exit.
"""

import datetime
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from mso_portal.motor.dokumentslags import DOKUMENTSLAGS, Dokumentslags, register_slags
from mso_portal.vaerdier import rigtekst
from mso_portal.vaerdier.datoer import antal
from mso_portal.vaerdier.kroner import er_afrundet, tkr

__all__ = [
    "Anmod",
    "Cell",
    "Column",
    "Document",
    "DOKUMENTSLAGS",
    "Dokumentslags",
    "Empty",
    "Lead",
    "Note",
    "Points",
    "Prose",
    "Punkt",
    "Section",
    "Small",
    "Stamdata",
    "Table",
    "filename",
    "register_slags",
    "strings",
]

INGEN_VAERDI = "–"
LONGEST_FIGURE = len("−9.999.999.999")
AFRUNDET = "*"
AFRUNDET_NOTE = "* Beløbet er afrundet til hele tusind kroner."

AABENHED = {"aaben": "Åben", "lukket": "LUKKET", "ikke_angivet": "Åbenhed ikke angivet", "": ""}


# --- Text -------------------------------------------------------------------------------------------


def number(value):
    """Whole numbers as they are printed in Danish: 160.000, −2, – for not stated; text as it is."""
    if value is None or value == "":
        return INGEN_VAERDI
    return antal(value) if isinstance(value, int) else str(value)


# --- Blocks -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Punkt:
    """One point of a list. ``udfald`` stands before the note, in bold, as what was decided."""

    tekst: str
    note: str = ""
    udfald: str = ""

    def strings(self):
        return [text for text in (self.tekst, self.udfald, self.note) if text]


def _punkter(items):
    return tuple(item if isinstance(item, Punkt) else Punkt(str(item)) for item in items)


@dataclass(frozen=True)
class Stamdata:
    """Label and value pairs; a row whose value is empty is left out."""

    rows: tuple[tuple[str, str], ...]
    skabelon = "_dokument/stamdata.html"

    def __post_init__(self):
        object.__setattr__(self, "rows", tuple((navn, str(v)) for navn, v in self.rows if v))

    def strings(self):
        return [text for row in self.rows for text in row]


@dataclass(frozen=True)
class Lead:
    """The resumé: one paragraph of plain text above the decision box."""

    text: str
    skabelon = "_dokument/lead.html"

    def strings(self):
        return [self.text]


@dataclass(frozen=True)
class Anmod:
    """The decision box, with its own heading. ``punkter`` are texts or ``Punkt``, numbered from 1."""

    titel: str
    punkter: tuple[Punkt, ...]
    skabelon = "_dokument/anmod.html"

    def __post_init__(self):
        object.__setattr__(self, "punkter", _punkter(self.punkter))

    @property
    def unbroken(self):
        return len(self.punkter) <= 12

    def strings(self):
        return [self.titel, *(text for punkt in self.punkter for text in punkt.strings())]


@dataclass(frozen=True)
class Prose:
    """Rich text. It is cleaned on the way out, whatever the data were written by."""

    html: str
    skabelon = "_dokument/prose.html"

    @property
    def rendered(self):
        return rigtekst.render(self.html)

    def strings(self):
        return rigtekst.paragraphs(self.html)


@dataclass(frozen=True)
class Points:
    """A list; ``items`` are texts or ``Punkt``."""

    items: tuple[Punkt, ...]
    numbered: bool = False
    skabelon = "_dokument/points.html"

    def __post_init__(self):
        object.__setattr__(self, "items", _punkter(self.items))

    def strings(self):
        return [text for punkt in self.items for text in punkt.strings()]


@dataclass(frozen=True)
class Column:
    """``art`` is tekst, tal (whole numbers) or tkr (whole kroner, printed in thousands).
    ``bredde`` is percent of the table, a multiple of 5; 0 shares what is left.
    ``hoved`` makes the column's cells row headings.
    """

    titel: str
    art: str = "tekst"
    bredde: int = 0
    hoved: bool = False

    def __post_init__(self):
        if self.art not in {"tekst", "tal", "tkr"}:
            raise ValueError(f"Unknown column art {self.art!r}.")
        if self.bredde not in range(0, 101, 5):
            raise ValueError(f"Column width {self.bredde} is not a multiple of 5 between 0 and 100.")

    @property
    def is_number(self):
        return self.art != "tekst"

    @property
    def css(self):
        """Class of the column's cells; empty for text."""
        return {"tekst": "", "tal": "tal", "tkr": "tal tkr"}[self.art]

    def cell(self, value):
        if self.art == "tkr" and isinstance(value, int):
            return Cell(tkr(value), self, er_afrundet(value))
        return Cell(number(value), self)


@dataclass(frozen=True)
class Cell:
    """A value as it is printed, with the column it stands in; a rounded amount gets a star after it."""

    vaerdi: str
    column: Column
    is_rounded: bool = False

    @property
    def tekst(self):
        return self.vaerdi + AFRUNDET if self.is_rounded else self.vaerdi

    @property
    def css(self):
        """A figure is never broken over two lines; a long text in a number column may be."""
        is_figure = self.column.is_number and len(self.vaerdi) <= LONGEST_FIGURE
        return f"{self.column.css} ubrudt" if is_figure else self.column.css


@dataclass(frozen=True)
class Table:
    """``rows`` and ``total`` hold values, not formatted text: int or None for numbers, kroner for tkr.
    Text in a number column ("skjult") is printed as it is. A rounded amount adds its own note.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple, ...]
    total: tuple = ()
    note: str = ""
    skabelon = "_dokument/table.html"

    def __post_init__(self):
        for name in ("columns", "total"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        object.__setattr__(self, "rows", tuple(tuple(row) for row in self.rows))
        if any(len(row) != len(self.columns) for row in self.rows + ((self.total,) if self.total else ())):
            raise ValueError(f"A row of table {self.caption!r} doesn't have {len(self.columns)} cells.")

    def _cells(self, row):
        return [column.cell(value) for column, value in zip(self.columns, row, strict=True)]

    @property
    def shown_rows(self):
        return [self._cells(row) for row in self.rows]

    @property
    def shown_total(self):
        return self._cells(self.total) if self.total else []

    @property
    def is_empty(self):
        """Heads alone say nothing, and a table of them is refused by PDF/UA: it is left out."""
        return not self.rows and not self.total

    @property
    def is_short(self):
        return len(self.rows) <= 6

    @property
    def notes(self):
        rounded = any(cell.is_rounded for row in [*self.shown_rows, self.shown_total] for cell in row)
        return [note for note in (self.note, AFRUNDET_NOTE if rounded else "") if note]

    def strings(self):
        if self.is_empty:
            return []
        cells = [cell.tekst for row in [*self.shown_rows, self.shown_total] for cell in row]
        heads = [column.titel for column in self.columns]
        return [text for text in (self.caption, *heads, *cells, *self.notes) if text]


@dataclass(frozen=True)
class Note:
    """A box with a rule at the left: where data come from, what was corrected."""

    titel: str
    text: str
    skabelon = "_dokument/note.html"

    def strings(self):
        return [text for text in (self.titel, self.text) if text]


@dataclass(frozen=True)
class Empty:
    """What a required section says in a working print when it holds nothing yet."""

    text: str = "Ikke udfyldt"
    skabelon = "_dokument/empty.html"

    def strings(self):
        return [self.text]


@dataclass(frozen=True)
class Small:
    """Small print: checks, remarks, the line that says who approved it."""

    items: tuple[str, ...]
    skabelon = "_dokument/small.html"

    def __post_init__(self):
        object.__setattr__(self, "items", tuple(str(item) for item in self.items))

    def strings(self):
        return list(self.items)


@dataclass(frozen=True)
class Section:
    """``id`` is stable: the page links to it, comments hang on it. Without ``titel`` no heading."""

    id: str
    titel: str
    blocks: tuple

    def __post_init__(self):
        object.__setattr__(self, "blocks", tuple(self.blocks))

    def strings(self):
        texts = [text for block in self.blocks for text in block.strings()]
        return [self.titel, *texts] if self.titel else texts


# --- Document ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Document:
    """``dato`` is the time of the frozen data (of the print for a working print), with a time zone.
    ``noegle`` fills the patterns of the kind. ``titel`` is the title this reader may see;
    ``offentlig_titel`` is given only for a closed paper and stands under it.
    ``fod`` is version and who approved it; ``data_sha256`` is the hash of the frozen data.
    """

    slags: str
    noegle: Mapping
    titel: str
    kort_navn: str
    dato: datetime.datetime
    sections: tuple[Section, ...] = field(default=())
    offentlig_titel: str = ""
    aabenhed: str = "ikke_angivet"
    maerke: str = ""
    fod: str = ""
    data_sha256: str = ""
    sprog: str = "da"

    def __post_init__(self):
        if self.dato.tzinfo is None:
            raise ValueError("A document's dato needs a time zone.")
        if self.aabenhed not in AABENHED:
            raise ValueError(f"Unknown aabenhed {self.aabenhed!r}.")
        object.__setattr__(self, "sections", tuple(self.sections))

    @property
    def kind(self):
        return DOKUMENTSLAGS[self.slags]

    @property
    def aabenhed_label(self):
        return AABENHED[self.aabenhed]

    @property
    def meta_title(self):
        return self.kind.titel.format_map(self.noegle)

    def section(self, section_id):
        """The section with this id, or None when it was left out."""
        return next((section for section in self.sections if section.id == section_id), None)


def strings(document):
    """Every text of the document's body in reading order, as often as it is printed."""
    head = [text for text in (document.kort_navn, document.titel, document.offentlig_titel) if text]
    return head + [text for section in document.sections for text in section.strings()]


def filename(document):
    """ASCII name of the file; the pattern's keys are cut down to letters, digits and hyphens."""
    keys = {name: _slug(value) for name, value in document.noegle.items()}
    return document.kind.filnavn.format_map(keys)


ASCII_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})


def _slug(value):
    text = str(value).translate(ASCII_LETTERS)
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-")

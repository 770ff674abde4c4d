"""Tables of a document: columns that know how their values are printed, and cells with more than a value."""

from dataclasses import dataclass

from mso_portal.vaerdier.datoer import antal
from mso_portal.vaerdier.kroner import er_afrundet, tkr

INGEN_VAERDI = "–"
LONGEST_FIGURE = len("−9.999.999.999")
AFRUNDET = "*"
AFRUNDET_NOTE = "* Beløbet er afrundet til hele tusind kroner."


def number(value):
    """Whole numbers as they are printed in Danish: 160.000, −2, – for not stated; text as it is."""
    if value is None or value == "":
        return INGEN_VAERDI
    return antal(value) if isinstance(value, int) else str(value)


@dataclass(frozen=True)
class Rubrik:
    """A value of more than one line: ``tekst`` in bold, below it ``maerke`` (what is new about it) and small lines.
    ``href`` links the text; a pack turns "pakke:<part>" into a place in the file."""

    tekst: str
    under: tuple[str, ...] = ()
    href: str = ""
    maerke: str = ""

    def __post_init__(self):
        object.__setattr__(self, "under", tuple(linje for linje in self.under if linje))

    def strings(self):
        return [text for text in (self.tekst, self.maerke, *self.under) if text]


@dataclass(frozen=True)
class Mellemrubrik:
    """A row of its own, as wide as the table, over the rows it heads: ``tekst``, in bold unless it is a text to be read
    (``rolig``), and a small text behind it."""

    tekst: str
    bag: str = ""
    rolig: bool = False

    def strings(self):
        return [text for text in (self.tekst, self.bag) if text]


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
        if isinstance(value, Rubrik):
            return Cell(value.tekst, self, rubrik=value)
        if hasattr(value, "celle"):
            return Cell(value.tekst, self, indhold=value)
        return Cell(number(value), self)


@dataclass(frozen=True)
class Cell:
    """A value as it is printed, with the column it stands in; a rounded amount gets a star after it. `indhold` is what
    prints itself: its `celle` names the template."""

    vaerdi: str
    column: Column
    is_rounded: bool = False
    rubrik: Rubrik | None = None
    indhold: object = None

    def strings(self):
        whole = self.rubrik or self.indhold
        return whole.strings() if whole else [self.tekst]

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
    Text in a number column ("skjult") is printed as it is. A rounded amount adds its own note. Between the rows may
    stand a ``Mellemrubrik``.
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
        rows = tuple(row if isinstance(row, Mellemrubrik) else tuple(row) for row in self.rows)
        object.__setattr__(self, "rows", rows)
        if any(len(row) != len(self.columns) for row in self.cells_of + ((self.total,) if self.total else ())):
            raise ValueError(f"A row of table {self.caption!r} doesn't have {len(self.columns)} cells.")

    @property
    def cells_of(self):
        """The rows of values, without the headings between them."""
        return tuple(row for row in self.rows if not isinstance(row, Mellemrubrik))

    def _cells(self, row):
        if isinstance(row, Mellemrubrik):
            return row
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
    def is_wide(self):
        """A narrow screen scrolls further sideways for it, rather than break its dates."""
        return len(self.columns) > 6

    @property
    def notes(self):
        shown = [cell for row in (*map(self._cells, self.cells_of), self.shown_total) for cell in row]
        rounded = any(cell.is_rounded for cell in shown)
        return [note for note in (self.note, AFRUNDET_NOTE if rounded else "") if note]

    def strings(self):
        if self.is_empty:
            return []
        cells = [text for row in [*self.shown_rows, self.shown_total] for text in _strings(row)]
        heads = [column.titel for column in self.columns]
        return [text for text in (self.caption, *heads, *cells, *self.notes) if text]


def _strings(row):
    return row.strings() if isinstance(row, Mellemrubrik) else [text for cell in row for text in cell.strings()]

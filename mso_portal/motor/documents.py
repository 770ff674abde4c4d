"""A document for one reader, as plain data: the page, the PDF and the history all render these.

A ``document.py`` in each app builds a ``Document`` from what that reader may see. Nothing here asks
about access, and nothing is looked up later: what is not in the data cannot reach any exit.
"""

import datetime
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import zip_longest

from mso_portal.motor.dokumentslags import DOKUMENTSLAGS, Dokumentslags, register_slags
from mso_portal.motor.dokumenttabel import INGEN_VAERDI, Cell, Column, Mellemrubrik, Rubrik, Table, number
from mso_portal.motor.dokumentvurdering import (
    Felt,
    Felter,
    Loebende,
    Lysord,
    Mulighed,
    Spoergsmaal,
    Tekst,
    Valg,
    Vurdering,
)
from mso_portal.motor.history.diff import TextPart, compare_text
from mso_portal.vaerdier import rigtekst

__all__ = [
    "INGEN_VAERDI",
    "Anmod",
    "Beslutning",
    "Cell",
    "Column",
    "Document",
    "DOKUMENTSLAGS",
    "Dokumentslags",
    "Empty",
    "Felt",
    "Felter",
    "Lead",
    "Loebende",
    "Lysord",
    "Mellemrubrik",
    "Mulighed",
    "Note",
    "Points",
    "Prose",
    "Punkt",
    "Rubrik",
    "Section",
    "Small",
    "Spoergsmaal",
    "Stamdata",
    "Table",
    "Tegning",
    "Tekst",
    "Underrubrik",
    "Valg",
    "Vurdering",
    "filename",
    "number",
    "register_slags",
    "strings",
]

UNBROKEN = 1_200
INDSTILLET = "Indstillet:"
RECOGNISABLE = 0.4  # with less in common the difference is a mosaic, and what was proposed is shown as it stood

SIDER = ("", "ny", "bred")
AABENHED = {"aaben": "Åben", "lukket": "LUKKET", "ikke_angivet": "Åbenhed ikke angivet", "": ""}


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
    """Label and value pairs; a row whose value is empty is left out. In ``par`` two of them stand on a line."""

    rows: tuple[tuple[str, str], ...]
    par: bool = False
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
class Beslutning:
    """What was decided: outcome, adopted wording, what was proposed where it differs, and lines of what follows.

    Without ``tekst`` nothing was adopted, and the proposal is shown as it stood.
    """

    titel: str
    tekst: str = ""
    indstillet: str = ""
    linjer: tuple[str, ...] = ()
    skabelon = "_dokument/beslutning.html"

    def __post_init__(self):
        object.__setattr__(self, "linjer", tuple(linje for linje in self.linjer if linje))

    @property
    def parts(self):
        """The proposal with what was taken out and put in marked; empty when it was adopted as it stood."""
        if not self.indstillet or self.indstillet == self.tekst:
            return ()
        parts = compare_text(self.indstillet, self.tekst) if self.tekst else ()
        kept = sum(len(part.text) for part in parts if part.kind == "ens")
        if kept < RECOGNISABLE * len(self.indstillet):
            return (TextPart("ens", self.indstillet),)
        return tuple(_apart(parts))

    @property
    def unbroken(self):
        """A long one would leave half a page empty before it."""
        return sum(map(len, self.strings())) <= UNBROKEN

    @property
    def is_marked(self):
        return any(part.kind != "ens" for part in self.parts)

    def strings(self):
        proposed = [INDSTILLET, *(part.text for part in self.parts)] if self.parts else []
        return [text for text in (self.titel, self.tekst, *proposed, *self.linjer) if text]


def _apart(parts):
    """Yield the parts with a space between what went out and what came in its place: else they are read as one word."""
    for part, after in zip_longest(parts, parts[1:]):
        exchanged = after is not None and {part.kind, after.kind} == {"fjernet", "tilfoejet"}
        glued = exchanged and not part.text[-1:].isspace() and not after.text[:1].isspace()
        yield TextPart(part.kind, f"{part.text} ") if glued else part


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
class Underrubrik:
    """A heading inside a section, one level below the section's own."""

    titel: str
    skabelon = "_dokument/underrubrik.html"

    def strings(self):
        return [self.titel]


@dataclass(frozen=True)
class Note:
    """A box with a rule at the left: where data come from, what was corrected."""

    titel: str
    text: str
    skabelon = "_dokument/note.html"

    def strings(self):
        return [text for text in (self.titel, self.text) if text]


@dataclass(frozen=True)
class Tegning:
    """A chart, as a block or in a cell: ``navn`` names the picture handed to the renderer, ``alt`` is the sentence that
    reads it, ``svg`` is drawn on the page. The numbers behind it stand in a table of the same section."""

    navn: str
    alt: str
    svg: str = ""
    tekst = ""
    skabelon = "_dokument/tegning.html"
    celle = "_dokument/_tegning.html"

    def strings(self):
        return []


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
    """``id`` is stable: the page links to it, comments hang on it. Without ``titel`` no heading.

    On paper ``side`` begins a new page (ny) or one that lies down (bred), and ``taet`` (1 to 3) is the smaller type of
    what must fit its page."""

    id: str
    titel: str
    blocks: tuple
    side: str = ""
    taet: int = 0

    def __post_init__(self):
        if self.side not in SIDER or self.taet not in range(4):
            raise ValueError(f"Unknown page {self.side!r} or type size {self.taet!r}.")
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

"""Blocks of a paper that judges and asks: lights with their words, boxes, questions with options."""

from dataclasses import dataclass

INDSTILLET = "Indstillet"


def _filled(texts):
    return tuple(text for text in texts if text)


@dataclass(frozen=True)
class Lysord:
    """A light with its word, as the value of a cell or inside a block; without ``slags`` no symbol. ``under`` are
    lines below it."""

    slags: str
    tekst: str
    under: tuple[str, ...] = ()
    celle = "_dokument/_lysord.html"

    def __post_init__(self):
        object.__setattr__(self, "under", _filled(self.under))

    def strings(self):
        return [self.tekst, *self.under]


@dataclass(frozen=True)
class Vurdering:
    """The light of the whole on one line with its name, what it is compared with behind it, and sentences that run on
    below."""

    navn: str
    lys: Lysord
    bag: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    skabelon = "_dokument/vurdering.html"

    def __post_init__(self):
        for name in ("bag", "under"):
            object.__setattr__(self, name, _filled(getattr(self, name)))

    def strings(self):
        return [self.navn, *self.lys.strings(), *self.bag, *self.under]


@dataclass(frozen=True)
class Felt:
    """One box: its name, its light, a sentence with the numbers, and small lines."""

    navn: str
    lys: Lysord
    tekst: str = ""
    linjer: tuple[str, ...] = ()

    def __post_init__(self):
        object.__setattr__(self, "linjer", _filled(self.linjer))

    def strings(self):
        return [self.navn, *self.lys.strings(), *_filled([self.tekst]), *self.linjer]


@dataclass(frozen=True)
class Felter:
    """Boxes side by side, at most five."""

    felter: tuple[Felt, ...]
    skabelon = "_dokument/felter.html"

    def __post_init__(self):
        object.__setattr__(self, "felter", tuple(self.felter))

    def strings(self):
        return [text for felt in self.felter for text in felt.strings()]


@dataclass(frozen=True)
class Loebende:
    """A list whose points begin with their name in bold; each row is a name and its texts, which run on. ``titel``
    stands above it, and is no heading."""

    titel: str
    rows: tuple[tuple[str, ...], ...]
    skabelon = "_dokument/loebende.html"

    def __post_init__(self):
        object.__setattr__(self, "rows", tuple(_filled(row) for row in self.rows))

    def strings(self):
        return [*_filled([self.titel]), *(text for row in self.rows for text in row)]


@dataclass(frozen=True)
class Tekst:
    """Plain text as it was written, its line breaks kept."""

    tekst: str
    skabelon = "_dokument/tekst.html"

    def strings(self):
        return [self.tekst]


@dataclass(frozen=True)
class Mulighed:
    """One option of a question; the one that is proposed says so in a word."""

    bogstav: str
    tekst: str
    konsekvens: str = ""
    indstillet: bool = False

    def strings(self):
        return [self.bogstav, *_filled([self.tekst, self.konsekvens]), *([INDSTILLET] if self.indstillet else [])]


@dataclass(frozen=True)
class Spoergsmaal:
    """What is asked, a small line about it, and what may be answered."""

    tekst: str
    muligheder: tuple[Mulighed, ...]
    note: str = ""

    def __post_init__(self):
        object.__setattr__(self, "muligheder", tuple(self.muligheder))

    def strings(self):
        return [*_filled([self.tekst, self.note]), *(text for one in self.muligheder for text in one.strings())]


@dataclass(frozen=True)
class Valg:
    """The box with the questions, with its own heading; ``tom`` is said when nothing is asked."""

    titel: str
    spoergsmaal: tuple[Spoergsmaal, ...]
    tom: str = ""
    skabelon = "_dokument/valg.html"

    def __post_init__(self):
        object.__setattr__(self, "spoergsmaal", tuple(self.spoergsmaal))

    def strings(self):
        asked = [text for one in self.spoergsmaal for text in one.strings()]
        return [self.titel, *(asked or _filled([self.tom]))]

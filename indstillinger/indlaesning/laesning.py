"""What a form is read into, and what the reader must be told about persons, fora and afdelinger."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from mso_portal.vaerdier.sortering import fold


@dataclass(frozen=True)
class Felt:
    """One value. `felt` is a field of the paper, or "<kind>.<field>" of the row `raekke` (from 1; 0 for the paper).

    `raatekst` is always `tekst[fra:til]` of the Laesning; both ends are 0 where the form says nothing. `vaerdi` is the
    text of the form control. With `tjek` somebody must look; `aarsag` says why (enums.Tjekaarsag).

    Beside the paper's own names: "moede" holds an ISO date, "koordinering_part.navn" a part that is only named,
    "referat.linje" a line that may become a decision, and "bilag" (row 0, no value) a bilag cited without a number. A
    label that stands twice with different texts gives its field twice, the later one marked `dobbelt`.
    """

    felt: str
    raekke: int
    raatekst: str
    fra: int
    til: int
    vaerdi: str = ""
    tjek: bool = False
    aarsag: str = ""


@dataclass(frozen=True)
class Laesning:
    """A form that was read: `layout` as in enums.Layout, the one normalised text, and the fields in its order."""

    layout: str
    tekst: str
    felter: tuple = ()

    @property
    def marks(self):
        """The fields somebody must look at."""
        return [felt for felt in self.felter if felt.tjek]


@dataclass(frozen=True)
class Opslag:
    """What the form's words are looked up in; by default nothing is known.

    `find_person` gives a pk or None for a name. `fora` and `afdelinger` are {name or kode: pk} in any spelling.
    `leder_af` gives the pk of an afdeling's leader: the guess for a leader whose name is not known. `reference` is the
    day times are read against in a form that names no meeting.
    """

    find_person: Callable = lambda navn: None
    fora: Mapping = field(default_factory=dict)
    afdelinger: Mapping = field(default_factory=dict)
    leder_af: Callable = lambda afdeling: None
    reference: date | None = None

    def afdeling(self, navn):
        """Return the pk of an afdeling, or None."""
        return self._afdelinger.get(fold(navn).strip(" .,:;")) if navn else None

    def forum_in(self, tekst):
        """Return the pk of the forum that a line names; the longest name wins. None without one."""
        words = f" {_words(tekst)} "
        named = [name for name in self._fora if name and f" {name} " in words]
        return self._fora[max(named, key=len)] if named else None

    @cached_property
    def _afdelinger(self):
        return {fold(name): pk for name, pk in self.afdelinger.items()}

    @cached_property
    def _fora(self):
        return {_words(name): pk for name, pk in self.fora.items()}


def _words(tekst):
    """Return the folded words alone, so that "OC-møde" names OC."""
    return " ".join("".join(tegn if tegn.isalnum() else " " for tegn in fold(tekst)).split())

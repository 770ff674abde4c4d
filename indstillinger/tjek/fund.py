"""What a check finds, and what it has to know beside the content."""

from dataclasses import dataclass, field
from datetime import date, datetime

STOP, OPMAERKSOMHED = "S", "A"


@dataclass(frozen=True)
class Fund:
    """One finding. `felt` is `baggrund`, a row's field `<kind>:<uuid>:<field>`, a row `<kind>:<uuid>`, a kind of
    row, or "" when no field of the edit page can mend it."""

    kode: str
    felt: str
    niveau: str
    tekst: str


@dataclass(frozen=True)
class Forumfakta:
    slags: str
    navn: str
    moedenavn: str


@dataclass(frozen=True)
class Fakta:
    """What content doesn't hold. `reference` is the day times are read against, `frist` the meeting's deadline for
    papers (None: no meeting), `fora` by id, `beloeb` the readings of amounts by the uuid of their row."""

    nu: datetime
    reference: date
    moededato: date | None = None
    frist: datetime | None = None
    fora: dict = field(default_factory=dict)
    beloeb: dict = field(default_factory=dict)
    bilag_med_fil: frozenset = frozenset()
    bilag_i_karantaene: frozenset = frozenset()
    importfelter_uden_tjek: int = 0
    spurgte: int = 0
    naevnte: int = 0


def summary(found):
    """Return »6 mangler, 8 opmærksomheder«, or that there is nothing."""
    stops = sum(one.niveau == STOP for one in found)
    warnings = len(found) - stops
    parts = [f"{stops} {'mangel' if stops == 1 else 'mangler'}"] if stops else []
    parts += [f"{warnings} {'opmærksomhed' if warnings == 1 else 'opmærksomheder'}"] if warnings else []
    return ", ".join(parts) or "Tjekket er rent"

import re
from dataclasses import dataclass
from datetime import date

MOENSTER = re.compile(r"([0-9]{4})-K([1-4])")


@dataclass(frozen=True, order=True)
class Kvartal:
    """A calendar quarter, written 2020-K3; sorts in time."""

    aar: int
    nr: int

    def __post_init__(self):
        if not (1 <= self.aar <= 9999 and 1 <= self.nr <= 4):
            raise ValueError(f"{self.aar}-K{self.nr} er ikke et kvartal.")

    @classmethod
    def parse(cls, tekst):
        fundet = MOENSTER.fullmatch(tekst.strip().upper())
        if not fundet:
            raise ValueError(f"»{tekst}« er ikke et kvartal. Skriv fx 2020-K3.")
        return cls(int(fundet[1]), int(fundet[2]))

    @classmethod
    def of(cls, dato):
        return cls(dato.year, (dato.month + 2) // 3)

    @property
    def start(self):
        return date(self.aar, 3 * self.nr - 2, 1)

    @property
    def slut(self):
        return date(self.aar, 3 * self.nr, 31 if self.nr in (1, 4) else 30)

    @property
    def naeste(self):
        return Kvartal(self.aar + self.nr // 4, self.nr % 4 + 1)

    @property
    def forrige(self):
        return Kvartal(self.aar - (self.nr == 1), (self.nr + 2) % 4 + 1)

    def __contains__(self, dato):
        return self.start <= dato <= self.slut

    def __str__(self):
        return f"{self.aar:04d}-K{self.nr}"

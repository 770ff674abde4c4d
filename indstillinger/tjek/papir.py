"""A content dict as the rules read it."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from mso_portal.vaerdier import kroner, rigtekst, tidspunkt

# What a row holds from the start; anything else in it was put there by a person.
FRA_BEGYNDELSEN = {"slags", "aabenhed", "nr"}
TIDSFELTER = (("procestrin", "tidspunkt"), ("effektmaal", "maales"), ("indirekteudgift", "tidspunkt"))
# An abbreviation's full stop ends no sentence.
SAETNING = re.compile(r"(?<!\bjf\.)(?<!\bnr\.)(?<!\bpkt\.)(?<!\bbl\.a\.)(?<=[.!?…])\s+(?=[A-ZÆØÅ»\"(])|\n+")


@dataclass(frozen=True)
class Linje:
    """A row: `nr` is what the page calls it."""

    kind: str
    uuid: str
    nr: int
    felter: dict

    def text(self, name):
        return self.felter[name]["vaerdi"]

    def stored(self, name):
        return self.felter[name]["raa"]

    def path(self, name):
        """Return the row's field as the edit page names it."""
        return f"{self.kind}:{self.uuid}:{name}"

    @property
    def filled(self):
        return any(one["vaerdi"] for name, one in self.felter.items() if name not in FRA_BEGYNDELSEN)

    def time(self, name, reference):
        """Return the Tidspunkt as stored; what the content leaves out follows from the text, read again."""
        start, slut, praecision = self.stored(name)
        start, slut = (date.fromisoformat(day) if day else None for day in (start, slut))
        again = tidspunkt.laes(self.text(name), start or slut or reference)
        raad = again.raad or ("findes_ikke" if praecision == "fritekst" else "")
        return tidspunkt.Tidspunkt(self.text(name), start, slut, praecision, again.aar_udledt, raad)


class Papir:
    """The content and the facts, with each text made plain once."""

    def __init__(self, data, fakta):
        self.felter, self.raekker, self.fakta = data["felter"], data["raekker"], fakta
        self._plain = {}

    def stored(self, name):
        return self.felter[name]["raa"]

    def text(self, name):
        """Return a field as plain text without outer blanks."""
        if name not in self._plain:
            one = self.felter[name]
            value = rigtekst.plain(one["vaerdi"]) if one["slags"] == "rigtekst" else one["vaerdi"]
            self._plain[name] = value.strip()
        return self._plain[name]

    def rows(self, kind):
        """Return the rows of a kind in which something is written."""
        numbered = enumerate(self.raekker[kind]["raekker"], 1)
        rows = [Linje(kind, one["uuid"], _number(one["felter"], nr), one["felter"]) for nr, one in numbered]
        return [row for row in rows if row.filled or kind == "bilag"]

    def times(self):
        """Return [(row, field, Tidspunkt)] of every time that is written in a field of its own."""
        return [
            (row, name, row.time(name, self.fakta.reference))
            for kind, name in TIDSFELTER for row in self.rows(kind) if row.text(name)
        ]  # fmt: skip

    def reading(self, row):
        """Return the amount of a row as it was read when it was typed."""
        if row.uuid in self.fakta.beloeb:
            return self.fakta.beloeb[row.uuid]
        known, shown = row.stored("beloeb"), row.text("beloeb")
        if known is None:
            return kroner.laes(shown, "tkr")
        return kroner.Kronelaesning(known, status=kroner.LAEST)

    def amount(self, row):
        """Return a row's kroner, None when there is none or it is refused."""
        reading = self.reading(row)
        return reading.kroner if reading.godtaget else None

    @cached_property
    def texts(self):
        """[(field, text)] of everything written, rows included."""
        own = [(name, self.text(name)) for name, one in self.felter.items() if _is_words(one)]
        rows = [
            (row.path(name), one["vaerdi"])
            for kind in self.raekker for row in self.rows(kind) for name, one in row.felter.items() if _is_words(one)
        ]  # fmt: skip
        return [(name, text) for name, text in own + rows if text]


def _number(felter, nr):
    return felter["nr"]["raa"] if "nr" in felter else nr


def _is_words(entry):
    """Say whether the value was written, not chosen: relations and numbers hold an int, choices are `valg`."""
    if entry["slags"] == "tekst":
        return not isinstance(entry["raa"], int)
    return entry["slags"] in ("rigtekst", "tidspunkt", "beloeb")


def sentences(text):
    """Return the sentences of a running text; lists and paragraphs end one too."""
    return [part for part in SAETNING.split(text) if part]

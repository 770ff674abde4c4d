"""Optimistic lock per field: what was opened is compared with what is stored now, under the row's lock."""

import hashlib
from dataclasses import dataclass


def fingerprint(text):
    """Return the sha256 of a field's text as the form showed it."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()


@dataclass(frozen=True)
class Change:
    """A posted field: the text as typed and the fingerprint of what its form opened with."""

    text: str
    base: str

    @property
    def touched(self):
        """Say whether the text differs from what the form opened with."""
        return fingerprint(self.text) != self.base

    def verdict(self, stored):
        """Return "ens" (nothing to write), "skriv", or "konflikt" (somebody else changed the same field)."""
        now = fingerprint(stored)
        if not self.touched or fingerprint(self.text) == now:
            return "ens"
        return "skriv" if now == self.base else "konflikt"

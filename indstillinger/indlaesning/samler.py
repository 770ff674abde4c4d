"""Collects the fields of one form: counts rows, cuts out the source and keeps the marks."""

from dataclasses import replace

from indstillinger.indlaesning.laesning import Felt
from mso_portal.vaerdier import tidspunkt


class Samler:
    """`tekst` is the normalised text, `opslag` the names, `reference` the day times are read against."""

    def __init__(self, tekst, opslag):
        self.tekst, self.opslag = tekst, opslag
        self.reference = opslag.reference or tidspunkt.UDEN_BETYDNING
        self.felter, self._rows = [], {}

    def add(self, felt, block=None, vaerdi=None, raekke=0, aarsag=""):
        """Add a field read from a block; without one the form says nothing."""
        fra, til = (block.fra, block.til) if block else (0, 0)
        self.add_span(felt, fra, til, vaerdi, raekke, aarsag)

    def add_span(self, felt, fra, til, vaerdi=None, raekke=0, aarsag=""):
        raatekst = self.tekst[fra:til]
        value = raatekst if vaerdi is None else vaerdi
        self.felter.append(Felt(felt, raekke, raatekst, fra, til, value, bool(aarsag), aarsag))

    def new_row(self, kind):
        """Return the number of the next row of a kind, from 1."""
        self._rows[kind] = self._rows.get(kind, 0) + 1
        return self._rows[kind]

    def rows(self, kind):
        """Return how many rows of a kind there are."""
        return self._rows.get(kind, 0)

    def texts(self, felt):
        """Return the values of a field in all its rows."""
        return [one.vaerdi for one in self.felter if one.felt == felt]

    def mark_from(self, start, aarsag):
        """Mark the first field added since there were `start` of them."""
        if len(self.felter) > start:
            self.felter[start] = replace(self.felter[start], tjek=True, aarsag=aarsag)

    def time(self, tekst):
        """Return (Tidspunkt, reason to look at it or "")."""
        laest = tidspunkt.laes(tekst, self.reference)
        if laest.praecision == "fritekst":
            return laest, "tid_ulaest"
        return laest, "aar_udledt" if laest.aar_udledt else ""

    def is_time(self, tekst):
        """Say whether a whole line is a time, or was meant as one and cannot be."""
        laest, _ = self.time(tekst)
        is_meant = laest.raad in ("findes_ikke", "omvendt", "upraecis", "jul_punktum", "ikke_en_dato")
        return bool(tekst) and (laest.praecision not in ("", "fritekst") or is_meant)

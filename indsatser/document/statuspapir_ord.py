"""How the frozen data of a status is written on paper: lights, days, amounts and small drawings."""

import re
from datetime import datetime

from indsatser.document.statusord import dag
from indsatser.enums import Lys
from mso_portal.motor.charts.akse import tal
from mso_portal.motor.documents import Column, Empty, Lysord, Mellemrubrik, Table, Tegning
from mso_portal.vaerdier.datoer import DANSK_TID, antal, dato_kort

IKKE_SKREVET = "Ikke skrevet"
GENERELT = "Generelt"
BREDDE, LIGGENDE = 640, 970  # of a drawing that fills the text block, upright and lying
SAMMEN = re.compile(r"(?<=\d) (?=%)|(?<=\d\.) (?=[a-zæøå])")


def lysord(lys, *under, usikker=False):
    """Return the light with its word; None is one nobody chose."""
    if lys is None:
        return Lysord("", "Ikke valgt", under)
    return Lysord(lys, Lys(lys).label + ", usikker" * usikker, under)


def lysnavn(lys):
    """Return the word of a light that is only mentioned."""
    return Lys(lys).label if lys else "–"


def kort(iso):
    """2020-09-22 → 22.9.2020; None of None."""
    return iso and dato_kort(dag(iso))


def dansk_dag(moment):
    """Return the Danish day of a moment's ISO text; a day is itself."""
    found = datetime.fromisoformat(moment)
    return found.astimezone(DANSK_TID).date() if found.tzinfo else found.date()


def tid_kort(tid):
    """Return a day in figures, something coarser as it was written; None of what isn't stated."""
    if not tid:
        return None
    one_day = tid["slut"] and tid["slut"] == tid["start"]
    return kort(tid["slut"]) if one_day else tid["tekst"] or None


def holdt(text):
    """Keep a number with its sign, month or quarter on one line: »90 %«, »2. oktober«, »4. kvartal«."""
    return SAMMEN.sub("\u00a0", text)


def flyttet(days):
    """84 → +84; −3; 0; – when it isn't known."""
    return "–" if days is None else f"+{tal(days)}" if days > 0 else tal(days)


def talt(count, ental, flertal):
    """1 dag; 12 dage"""
    return f"{antal(count)} {ental if count == 1 else flertal}"


def line(label, text):
    """Return the text behind its label, nothing of nothing."""
    return f"{label}: {text}" if text else ""


def sentences(*parts):
    """Join the parts that say something, each with the full stop that it may lack; none is changed otherwise."""
    return " ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in parts if part)


def table(caption, columns, rows, tom="", **more):
    """Return the table, or the sentence `tom` when it has no rows: a section never prints nothing."""
    if not rows:
        return Empty(tom)
    return Table(caption, columns, rows, **more)


def grouped(groups, always=True):
    """Return the rows of {heading: rows} under their headings; a single group may do without its own."""
    if len(groups) == 1 and not always:
        return [row for rows in groups.values() for row in rows]
    return [row for heading, rows in groups.items() for row in (Mellemrubrik(heading), *rows)]


def kolonne(titel, bredde=0, art="tekst"):
    return Column(titel, art, bredde)


def hoved(titel, bredde=0):
    """The column that names its row."""
    return Column(titel, bredde=bredde, hoved=True)


def tegning(navn, graf, alt):
    """Return the chart as a block or cell; `graf` is a Graf or the SVG itself."""
    return Tegning(navn, alt, getattr(graf, "svg", graf))

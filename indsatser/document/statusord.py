"""The plain data of a frozen status: its days and Tidspunkter written and read, its rows beside those of an earlier
one."""

from datetime import date, datetime

from indsatser.enums import Beloebsslags, Dimension
from mso_portal.vaerdier.datoer import DANSK_TID, antal, dato_lang
from mso_portal.vaerdier.tidspunkt import Tidspunkt

DIMENSION = {one.value: one.label for one in Dimension}
SLAGS = {one.value: one.label for one in Beloebsslags}
UDEN_DATO = {"tekst": "", "start": None, "slut": None, "praecision": ""}


def iso(moment):
    """Return a day, or the Danish day of a moment, as ISO text; None of None."""
    if isinstance(moment, datetime):
        moment = moment.astimezone(DANSK_TID).date()
    return moment and moment.isoformat()


def tid_data(tidspunkt):
    """Return a Tidspunkt as plain data; None of one that says nothing."""
    if not tidspunkt:
        return None
    return {"tekst": tidspunkt.tekst, "start": iso(tidspunkt.start), "slut": iso(tidspunkt.slut),
            "praecision": str(tidspunkt.praecision)}  # fmt: skip


def navngivet(person):
    """Return a person with his title: "Tora Tovholder, specialkonsulent"; "" for nobody."""
    return ", ".join(filter(None, (person.navn, person.stilling))) if person else ""


def titel(betegnelse):
    """Return the name of the status of a round; that of one between the quarters says what it is already."""
    return betegnelse if betegnelse.startswith("Status") else f"Kvartalsstatus, {betegnelse}"


def dag(text):
    """Return the date of an ISO text, None of None."""
    return text and date.fromisoformat(text)


def dato(text):
    """2020-09-22 → 22. september 2020"""
    return dato_lang(dag(text))


def laest(tidspunkt):
    """Return the Tidspunkt that was frozen, as it was read then; None of None."""
    if tidspunkt is None:
        return None
    return Tidspunkt(tidspunkt["tekst"], dag(tidspunkt["start"]), dag(tidspunkt["slut"]), tidspunkt["praecision"])


def skrevet(tidspunkt):
    """Return the words of a frozen Tidspunkt, None of None."""
    return tidspunkt and tidspunkt["tekst"]


def tid(tidspunkt):
    """Return its words for a sentence."""
    return skrevet(tidspunkt) or "uden dato"


def dage(days, end):
    """84 → " (84 dage senere end »end«)"; nothing when it isn't known or nothing has moved."""
    if not days:
        return ""
    unit = "dag" if abs(days) == 1 else "dage"
    return f" ({antal(abs(days))} {unit} {'senere' if days > 0 else 'tidligere'} end {end})"


def told(row, name, felt, var, er, tekst):
    """Return what a Forskel says of a row, its group left out."""
    return row["uuid"], row[name], felt, var, er, tekst


def has(*names):
    """Return the question whether a row holds something in one of the fields."""
    return lambda row: any(row[name] for name in names)


def paired(before, after, name, is_over):
    """Return [(older row or None, row)] in the order of `after`; KeyError when a row that was not over has gone."""
    known, kept = {row["uuid"]: row for row in before}, {row["uuid"] for row in after}
    if gone := [row[name] for key, row in known.items() if key not in kept and not is_over(row)]:
        raise KeyError(f"mangler: {', '.join(gone)}")
    return [(known.get(row["uuid"]), row) for row in after]

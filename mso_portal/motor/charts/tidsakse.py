"""An axis of time in weeks, months or quarters, whichever the span can show."""

from dataclasses import dataclass
from datetime import date, timedelta

from mso_portal.motor.charts import akse, etiketter

MOST_WEEKS, MOST_MONTHS, LEAST_WEEKS = 26, 30, 4
LONGEST = {"uge": "uge 53", "maaned": "feb. 26", "kvartal": "4. kv. 26"}
STEPS = {"uge": (1, 2, 4, 8, 13, 26), "maaned": (1, 2, 3, 6, 12, 24), "kvartal": (1, 2, 4, 8, 20, 40, 80, 160)}


@dataclass(frozen=True)
class Tidsakse:
    """Whole periods from `first` up to, not including, `last`."""

    enhed: str
    first: date
    last: date

    def share(self, day):
        """Where the middle of the day stands, from 0 to 1."""
        return ((day - self.first).days + 0.5) / (self.last - self.first).days

    def __contains__(self, day):
        return self.first <= day < self.last

    def marks(self, room, needed=None):
        """(share, label) of the period starts whose labels have room; a column of labels needs its own height."""
        needed = needed or etiketter.width(LONGEST[self.enhed]) + 8
        starts = [self.first]
        while (after := _start(self.enhed, _number(self.enhed, starts[-1]) + 1)) < self.last:
            starts.append(after)
        fits = (step for step in STEPS[self.enhed] if step * room / len(starts) >= needed)
        step = next(fits, STEPS[self.enhed][-1])
        days = (self.last - self.first).days
        shown = [day for day in starts if _number(self.enhed, day) % step == 0] or starts[:1]
        return [((day - self.first).days / days, _label(self.enhed, day, step)) for day in shown]


def tidsakse(days):
    """The axis that holds all the days."""
    low, high = min(days), max(days)
    if (high - low).days <= 7 * MOST_WEEKS:
        enhed, high = "uge", max(high, low + timedelta(weeks=LEAST_WEEKS - 1))
    else:
        enhed = "maaned" if _number("maaned", high) - _number("maaned", low) < MOST_MONTHS else "kvartal"
    first, last = (_start(enhed, _number(enhed, day) + extra) for day, extra in ((low, 0), (high, 1)))
    return Tidsakse(enhed, first, last)


def _number(enhed, day):
    """Counts the periods; weeks from a Monday, months and quarters from a new year."""
    if enhed == "uge":
        return (day.toordinal() - 1) // 7
    return day.year * 12 + day.month - 1 if enhed == "maaned" else day.year * 4 + (day.month - 1) // 3


def _start(enhed, nr):
    if enhed == "uge":
        return date.fromordinal(nr * 7 + 1)
    return date(nr // 12, nr % 12 + 1, 1) if enhed == "maaned" else date(nr // 4, nr % 4 * 3 + 1, 1)


def _label(enhed, day, step):
    if enhed == "uge":
        return f"uge {day.isocalendar().week}"
    if enhed == "maaned":
        return akse.maaned(day)
    return f"{day.year}" if step % 4 == 0 else f"{(day.month + 2) // 3}. kv. {day.year % 100:02}"

"""Dates of a series of meetings and of what comes round every year: pure arithmetic."""

from datetime import date, timedelta

from mso_portal.vaerdier.hverdage import er_helligdag


def meeting_dates(fra, til, ugedag, hver):
    """Return the dates from the first `ugedag` (0 is Monday) on or after `fra`, every `hver` weeks up to `til`."""
    day = fra + timedelta(days=(ugedag - fra.weekday()) % 7)
    found = []
    while day <= til:
        found.append(day)
        day += timedelta(weeks=hver)
    return found


def weeks(text):
    """Return the week numbers of a setting such as "28-31, 42"."""
    found = set()
    for part in text.replace(" ", "").split(","):
        first, _, last = part.partition("-")
        if first.isdecimal() and (last or first).isdecimal():
            found |= set(range(int(first), int(last or first) + 1))
    return found


def marks(day, lukkedage, ferieuger):
    """Return why a day is a poor one to meet on, as texts. `lukkedage` is {date: name}."""
    found = []
    if er_helligdag(day):
        found.append("Helligdag")
    if day in lukkedage:
        found.append(f"Lukkedag: {lukkedage[day]}")
    week = day.isocalendar().week
    if week in ferieuger:
        found.append(f"Ferieuge {week}")
    return found


def first_day(aar, maaned, uge):
    """Return the day an item of the årshjul falls on: the Monday of its week, else the first of the month."""
    if uge is None:
        return date(aar, maaned, 1)
    last = date(aar, 12, 28).isocalendar().week
    return date.fromisocalendar(aar, min(uge, last), 1)


def falls_in(aar, foerste_aar, hvert_aar):
    """Say whether an item comes round in the year."""
    return aar >= foerste_aar and (aar - foerste_aar) % hvert_aar == 0


def reminder_day(aar, maaned, uge, varsel_uger):
    """Return the day its ansvarlig is told."""
    return first_day(aar, maaned, uge) - timedelta(weeks=varsel_uger)

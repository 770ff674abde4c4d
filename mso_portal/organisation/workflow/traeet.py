"""The tree of units over time, as plain data: no database, no clock."""

from datetime import date


def makes_ring(edges, new):
    """Say whether adding `new` puts a unit above itself on any day.

    An edge is (unit, parent, from, to); `to` None is open, both days count. Only days on which some placement
    begins can bring a ring about, so only those inside the new one's period are looked at.
    """
    unit, parent, first, last = new
    if parent is None:
        return False
    last = last or date.max
    days = {first, *(fra for _, _, fra, _ in edges if first < fra <= last)}
    return any(_reaches(_parents(edges, day), parent, unit) for day in sorted(days))


def _parents(edges, day):
    return {unit: parent for unit, parent, fra, til in edges if fra <= day and (til is None or day <= til)}


def _reaches(parents, start, goal):
    seen = set()
    while start is not None and start not in seen:
        if start == goal:
            return True
        seen.add(start)
        start = parents.get(start)
    return False

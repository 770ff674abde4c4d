"""A unit never stands above itself, on any day; checked against a day-by-day walk."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mso_portal.organisation.workflow.traeet import makes_ring

DAY_0 = date(2020, 1, 1)
DAYS = [DAY_0 + timedelta(days=n) for n in range(8)]
unit = st.integers(1, 4)
period = st.lists(st.integers(0, 7), min_size=2, max_size=2).map(sorted) | st.tuples(st.integers(0, 7), st.none())


def edge(unit, parent, fra, til=None):
    return unit, parent, DAYS[fra], None if til is None else DAYS[til]


def test_unit_under_itself_is_a_ring():
    assert makes_ring([], edge(1, 1, 0)) is True


def test_unit_at_the_top_is_none():
    assert makes_ring([edge(2, 1, 0)], edge(1, None, 0)) is False


def test_unit_under_its_grandchild_is_a_ring():
    assert makes_ring([edge(2, 1, 0), edge(3, 2, 0)], edge(1, 3, 0)) is True


def test_unit_under_what_used_to_be_below_it_is_none():
    assert makes_ring([edge(2, 1, 0, 3)], edge(1, 2, 4)) is False


def test_ring_on_the_shared_last_day_is_found():
    assert makes_ring([edge(2, 1, 0, 4)], edge(1, 2, 4)) is True


def test_ring_that_only_begins_later_is_found():
    assert makes_ring([edge(2, 1, 5)], edge(1, 2, 0)) is True


def test_ring_after_the_new_period_is_none():
    assert makes_ring([edge(2, 1, 5)], edge(1, 2, 0, 4)) is False


def _on(edges, day):
    return {one[0]: one[1] for one in edges if one[2] <= day and (one[3] is None or day <= one[3])}


def _walks_in_a_ring(edges, new):
    """The slow way: every day, up from the new unit as many steps as there are units."""
    for day in (day for day in DAYS if new[2] <= day and (new[3] is None or day <= new[3])):
        parents, here = {**_on(edges, day), new[0]: new[1]}, new[0]
        for _ in range(5):
            here = parents.get(here)
            if here == new[0]:
                return True
    return False


@given(st.lists(st.tuples(unit, unit, period), max_size=6), st.tuples(unit, unit, period))
def test_ring_is_found_exactly_when_a_daily_walk_meets_one(rows, new):
    edges, taken = [], set()
    for child, parent, (fra, til) in rows:
        if child not in taken and child != new[0]:
            edges.append(edge(child, parent, fra, til))
            taken.add(child)
    added = edge(new[0], new[1], *new[2])

    assert makes_ring(edges, added) is _walks_in_a_ring(edges, added)

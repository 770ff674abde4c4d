from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mso_portal.motor.charts import etiketter
from mso_portal.motor.charts.tidsakse import tidsakse

QUARTERS = [f"{nr}. kv. {year}" for year in (18, 19, 20) for nr in (1, 2, 3, 4)]
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


@pytest.mark.parametrize(
    ("first", "last", "enhed"),
    [
        (date(2020, 1, 6), date(2020, 1, 6), "uge"),
        (date(2020, 1, 6), date(2020, 1, 6) + timedelta(weeks=26), "uge"),
        (date(2020, 1, 6), date(2020, 1, 7) + timedelta(weeks=26), "maaned"),
        (date(2020, 1, 1), date(2022, 6, 30), "maaned"),
        (date(2020, 1, 1), date(2022, 7, 1), "kvartal"),
    ],
)
def test_unit_follows_the_span(first, last, enhed):
    assert tidsakse([last, first]).enhed == enhed


@given(st.lists(DAYS, min_size=1, max_size=5))
def test_every_day_is_on_the_axis_in_order(days):
    akse = tidsakse(days)

    shares = [akse.share(day) for day in sorted(days)]
    assert shares == sorted(shares)
    assert (shares[0] > 0, shares[-1] < 1) == (True, True)
    assert all(day in akse for day in days)


@given(st.lists(DAYS, min_size=1, max_size=5), st.sampled_from([100, 400, 700]))
def test_labels_have_room_and_stand_at_the_beginnings(days, room):
    marks = tidsakse(days).marks(room)

    ends = [share * room + etiketter.width(label) for share, label in marks]
    nexts = [share * room for share, _ in marks[1:]]
    assert [(end, after) for end, after in zip(ends, nexts, strict=False) if end > after] == []


@pytest.mark.parametrize(
    ("days", "room", "labels"),
    [
        ([date(2020, 12, 21), date(2021, 1, 10)], 400, ["uge 52", "uge 53", "uge 1", "uge 2"]),
        ([date(2020, 3, 1), date(2020, 12, 1)], 200, ["apr. 20", "jul. 20", "okt. 20"]),
        (
            [date(2018, 2, 1), date(2020, 12, 1)],
            900,
            QUARTERS,
        ),
        ([date(2018, 2, 1), date(2020, 12, 1)], 300, ["2018", "2019", "2020"]),
    ],
)
def test_labels_are_danish(days, room, labels):
    assert [label for _, label in tidsakse(days).marks(room)] == labels

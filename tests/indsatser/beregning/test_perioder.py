"""When a value is out of date, unusual or contradicted (20 §5.2)."""

from datetime import date, timedelta

import pytest

from indsatser.beregning.perioder import er_foraeldet, er_uenige, er_usaedvanlig, forfalder, naeste_slut


@pytest.mark.parametrize(
    ("slut", "frekvens", "ventet"),
    [
        (date(2020, 6, 28), "uge", date(2020, 7, 5)),
        (date(2020, 1, 31), "maaned", date(2020, 2, 29)),
        (date(2020, 2, 29), "maaned", date(2020, 3, 31)),
        (date(2020, 9, 30), "kvartal", date(2020, 12, 31)),
        (date(2020, 12, 31), "kvartal", date(2021, 3, 31)),
        (date(2020, 6, 30), "halvaar", date(2020, 12, 31)),
        (date(2020, 2, 29), "aar", date(2021, 2, 28)),
        (date(2020, 1, 30), "maaned", date(2020, 2, 29)),
        (date(2020, 11, 15), "maaned", date(2020, 12, 15)),
        (date(2020, 1, 1), "ad_hoc", date(2020, 7, 1)),
        (date(2020, 1, 1), "haendelse", None),
    ],
)
def test_next_period_ends_one_frequency_later(slut, frekvens, ventet):
    assert naeste_slut(slut, frekvens) == ventet


def test_value_is_foraeldet_the_day_after_its_delay():
    # Five hverdage after Wednesday 30 September 2020 is the Wednesday after.
    frist = forfalder(date(2020, 6, 30), "kvartal", 5)

    assert frist == date(2020, 10, 7)
    assert [er_foraeldet(date(2020, 6, 30), "kvartal", 5, frist + timedelta(days=n)) for n in (0, 1)] == [False, True]


def test_without_delay_the_end_of_the_next_period_counts():
    assert forfalder(date(2020, 6, 30), "kvartal", 0) == date(2020, 9, 30)


def test_lukkedage_prolong_the_delay():
    assert forfalder(date(2020, 6, 30), "kvartal", 1, [date(2020, 10, 1)]) == date(2020, 10, 2)


def test_event_is_never_foraeldet():
    assert er_foraeldet(date(2000, 1, 1), "haendelse", 5, date(2020, 1, 1)) is False


@pytest.mark.parametrize(
    ("vaerdi", "foer", "ventet"),
    [
        (30, [10, 20], False),
        (31, [10, 20], True),
        (0, [10, 20], False),
        (-1, [10, 20], True),
        (11, [10, 10], True),
        (10, [10, 10], False),
        (99, [10], False),
        (99, [], False),
    ],
)
def test_value_more_than_one_span_outside_is_unusual(vaerdi, foer, ventet):
    assert er_usaedvanlig(vaerdi, foer) is ventet


@pytest.mark.parametrize(
    ("primaer", "kontrol", "ventet"),
    [((90, 90), (70, 98), False), ((99, 99), (70, 98), True), ((98, 98), (70, 98), False), ((60, 69), (70, 98), True)],
)
def test_register_and_control_disagree_when_they_don_t_overlap(primaer, kontrol, ventet):
    assert er_uenige(primaer, kontrol) is ventet
    assert er_uenige(kontrol, primaer) is ventet

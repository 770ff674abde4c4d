"""Status dates and frister of rounds (21 §3): every row of its table."""

from datetime import date
from types import SimpleNamespace

import pytest

from indsatser.beregning.runder import frister, naermeste_kvartal, statusdato_for, statusdatoer, tidligste_moede

STANDARD = SimpleNamespace(aabn_foer=10, bidrag=5, tekst=8, godkend=10, laas_foer=5)
KORT = SimpleNamespace(aabn_foer=10, bidrag=1, tekst=2, godkend=2, laas_foer=2)
JUNI, SEPTEMBER, MARTS = date(2020, 6, 30), date(2020, 9, 30), date(2017, 3, 31)
# The demo's: Grundlovsdag, juleaftensdag and nytårsaftensdag, every year.
LUKKEDAGE = {date(aar, *day) for aar in (2016, 2017, 2020) for day in ((6, 5), (12, 24), (12, 31))}
MED_OG_UDEN = pytest.mark.parametrize("lukkedage", [(), LUKKEDAGE], ids=["uden", "med lukkedage"])
SEKS_UGER = SimpleNamespace(art="uger", interval=6, anker=date(2016, 9, 5))


@MED_OG_UDEN
@pytest.mark.parametrize(
    ("rytme", "planlagt", "moede", "statusdato", "ventet"),
    [
        (STANDARD, JUNI, date(2020, 7, 6), date(2020, 6, 15), ["22.06", "25.06", "29.06", "29.06"]),
        (STANDARD, SEPTEMBER, date(2020, 10, 21), SEPTEMBER, ["07.10", "12.10", "14.10", "14.10"]),
        (STANDARD, MARTS, date(2017, 4, 26), MARTS, ["07.04", "12.04", "19.04", "19.04"]),
        (KORT, JUNI, date(2020, 7, 6), JUNI, ["01.07", "02.07", "02.07", "02.07"]),
        (KORT, SEPTEMBER, date(2020, 10, 12), SEPTEMBER, ["01.10", "02.10", "02.10", "08.10"]),
        (STANDARD, date(2017, 6, 26), date(2017, 7, 17), date(2017, 6, 26), ["03.07", "06.07", "10.07", "10.07"]),
    ],
)
def test_frister_of_the_page_come_out(rytme, planlagt, moede, statusdato, ventet, lukkedage):
    found = statusdato_for(planlagt, moede, rytme, lukkedage)
    days = frister(found, moede, rytme, lukkedage)

    shown = [f"{day:%d.%m}" for day in (days.bidragsfrist, days.tekstfrist, days.godkendelsesfrist, days.laasefrist)]
    assert (found, shown) == (statusdato, ventet)


def test_closed_days_open_the_round_earlier():
    opened = [frister(date(2020, 6, 15), None, STANDARD, days).aabnes for days in ((), LUKKEDAGE)]

    assert opened == [date(2020, 5, 29), date(2020, 5, 28)]


def test_without_a_meeting_it_is_locked_with_the_approval():
    days = frister(SEPTEMBER, None, STANDARD)

    assert days.laasefrist == days.godkendelsesfrist == date(2020, 10, 14)


@pytest.mark.parametrize(("dag", "ventet"), [(SEPTEMBER, date(2020, 10, 21)), (MARTS, date(2017, 4, 26))])
def test_first_meeting_leaves_time_to_write(dag, ventet):
    assert tidligste_moede(dag, STANDARD) == ventet


@MED_OG_UDEN
def test_every_six_weeks_has_its_meeting(lukkedage):
    found = statusdatoer(SEKS_UGER, date(2016, 9, 5), date(2017, 8, 7))

    meetings = [tidligste_moede(day, STANDARD, lukkedage) for day in found]
    assert [f"{day:%d.%m}" for day in found] == [
        "05.09", "17.10", "28.11", "09.01", "20.02", "03.04", "15.05", "26.06", "07.08",
    ]  # fmt: skip
    assert [f"{day:%d.%m}" for day in meetings] == [
        "26.09", "07.11", "19.12", "30.01", "13.03", "27.04", "07.06", "17.07", "28.08",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rytme", "ventet"),
    [
        (SimpleNamespace(art="kvartal"), [date(2020, 3, 31), JUNI]),
        (SimpleNamespace(art="maaned", interval=2, anker=date(2020, 1, 31)), [date(2020, 3, 31), date(2020, 5, 31)]),
        (SimpleNamespace(art="datoer"), []),
    ],
)
def test_ends_of_quarters_and_months(rytme, ventet):
    assert statusdatoer(rytme, date(2020, 3, 1), date(2020, 7, 1)) == ventet


@pytest.mark.parametrize(("dag", "ventet"), [(date(2020, 7, 6), "2020-K2"), (date(2020, 10, 1), "2020-K3")])
def test_nearest_quarter_is_by_its_last_day(dag, ventet):
    assert str(naermeste_kvartal(dag)) == ventet

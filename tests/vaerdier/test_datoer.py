from datetime import UTC, date, datetime

import pytest

from mso_portal.vaerdier.datoer import antal, dato_kort, dato_lang, klokken, periode, ugedag_dato


def test_dates_are_printed_in_danish():
    dag = date(2026, 5, 29)

    assert (dato_lang(dag), dato_kort(dag)) == ("29. maj 2026", "29.5.2026")
    assert ugedag_dato(dag) == "fredag den 29. maj 2026"


def test_time_is_printed_in_danish_time():
    assert klokken(datetime(2026, 5, 29, 8, 42, tzinfo=UTC)) == "kl. 10.42"
    assert klokken(datetime(2026, 1, 29, 8, 5, tzinfo=UTC)) == "kl. 9.05"


@pytest.mark.parametrize(("tal", "trykt"), [(0, "0"), (999, "999"), (160000, "160.000"), (-1250000, "−1.250.000")])
def test_number_is_grouped_by_dots(tal, trykt):
    assert antal(tal) == trykt


@pytest.mark.parametrize(
    ("slut", "trykt"),
    [
        (date(2020, 6, 1), "1. juni 2020"),
        (date(2020, 6, 30), "1.–30. juni 2020"),
        (date(2020, 7, 2), "1. juni – 2. juli 2020"),
        (date(2021, 1, 1), "1. juni 2020 – 1. januar 2021"),
    ],
)
def test_period_leaves_out_what_both_ends_share(slut, trykt):
    assert periode(date(2020, 6, 1), slut) == trykt

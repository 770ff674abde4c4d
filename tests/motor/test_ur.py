"""The one clock: it runs off the machine's in the demo, never in production, and can be held."""

from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from django.utils import timezone

from mso_portal.motor import ur

NYTAAR = datetime(2019, 12, 31, 23, 30, tzinfo=UTC)


def test_held_clock_stands_still():
    with ur.stil(NYTAAR):
        assert (ur.nu(), ur.nu()) == (NYTAAR, NYTAAR)


def test_today_is_the_danish_day():
    with ur.stil(NYTAAR):
        assert ur.i_dag().isoformat() == "2020-01-01"


def test_clock_held_inside_another_is_given_back():
    with ur.stil(NYTAAR):
        with ur.stil(NYTAAR + timedelta(days=1)):
            assert ur.i_dag().isoformat() == "2020-01-02"
        assert ur.nu() == NYTAAR


def test_clock_runs_again_after_a_fault():
    with pytest.raises(ZeroDivisionError), ur.stil(NYTAAR):
        raise ZeroDivisionError

    assert ur.nu() - timezone.now() < timedelta(seconds=5)


def test_clock_held_here_runs_in_other_threads():
    seen = []
    with ur.stil(NYTAAR):
        other = Thread(target=lambda: seen.append(ur.nu()))
        other.start()
        other.join()

    assert timezone.now() - seen[0] < timedelta(seconds=5)


def test_demo_clock_is_the_file_the_demo_wrote(settings, tmp_path):
    settings.VAR = tmp_path
    (tmp_path / "ur").write_text("-3600")

    assert ur.forskydning() == timedelta(hours=-1)


def test_variable_wins_over_the_file(settings, tmp_path):
    settings.VAR, settings.MSO_UR = tmp_path, "-60"
    (tmp_path / "ur").write_text("-3600")

    assert ur.forskydning() == timedelta(minutes=-1)


def test_clock_of_production_is_the_machines(settings, tmp_path):
    settings.VAR, settings.MSO_MILJOE = tmp_path, "drift"
    (tmp_path / "ur").write_text("-3600")

    assert ur.forskydning() == timedelta()


def test_machine_time_never_follows_the_demo(settings):
    settings.MSO_UR = "-86400"

    assert abs(ur.maskintid() - timezone.now()) < timedelta(seconds=5)

"""Making a machine ready: what is missing, how it is got, and what is said when it cannot be."""

import subprocess

import pytest

from mso_portal import klargoer


@pytest.fixture
def bare(monkeypatch):
    """A machine without libraries, fonts, browser or apt."""
    monkeypatch.setattr(klargoer, "loads", lambda name: False)
    monkeypatch.setattr(klargoer, "FONT_FOLDERS", [])
    monkeypatch.setattr(klargoer, "apt_prefix", lambda: None)
    monkeypatch.setattr(klargoer.shutil, "which", lambda name: None)
    return monkeypatch


def test_missing_packages_of_a_bare_machine(bare, tmp_path):
    bare.setattr(klargoer, "PYTHON", tmp_path / "python")
    bare.setattr(klargoer, "succeeds", lambda command: False)

    missing = klargoer.missing_packages("python3", with_browser=True)

    pango = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]
    assert missing == [*pango, "python3-venv", "fonts-liberation", "chromium"]


def test_missing_packages_without_browser_does_not_ask_for_one(bare):
    assert "chromium" not in klargoer.missing_packages("python3", with_browser=False)


def test_what_cannot_be_installed_stops_with_its_names(bare):
    with pytest.raises(SystemExit, match="libpango-1.0-0 chromium"):
        klargoer.ensure_packages(lambda: ["libpango-1.0-0", "chromium"])


def test_advice_on_debian_is_a_command_to_copy(bare):
    bare.setattr(klargoer.shutil, "which", lambda name: "/usr/bin/apt-get")

    advice = klargoer.advice(["chromium"])

    assert advice.endswith("\n  sudo apt-get install -y --no-install-recommends chromium")


def test_apt_installs_what_is_missing_and_looks_again(bare):
    calls, answers = [], [["chromium"], []]
    bare.setattr(klargoer, "apt_prefix", lambda: ["sudo", "-n"])
    bare.setattr(subprocess, "run", lambda command, **options: calls.append(command[:2] + command[5:]))

    klargoer.ensure_packages(lambda: answers.pop(0))

    install = ["sudo", "-n", "-qq", "install", "-y", "--no-install-recommends", "chromium"]
    assert (calls, answers) == ([["sudo", "-n", "-qq", "update"], install], [])


def test_apt_is_not_used_where_it_would_ask_for_a_password(monkeypatch):
    monkeypatch.setattr(klargoer.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(klargoer.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(klargoer, "succeeds", lambda command: command != ["sudo", "-n", "true"])

    assert klargoer.apt_prefix() is None


def test_too_old_python_stops_with_the_version_needed(monkeypatch):
    monkeypatch.setattr(klargoer, "succeeds", lambda command: False)

    with pytest.raises(SystemExit, match=r"kræver Python 3\.11 eller nyere"):
        klargoer.find_python()


def test_a_changed_lock_file_makes_the_packages_stale(monkeypatch, tmp_path):
    for name in ("LOCK", "PYTHON", "STAMP"):
        monkeypatch.setattr(klargoer, name, tmp_path / name)
        (tmp_path / name).write_text("")
    klargoer.STAMP.write_text(klargoer.fingerprint())
    before = klargoer.is_current()

    klargoer.LOCK.write_text("ny==1")

    assert (before, klargoer.is_current()) == (True, False)

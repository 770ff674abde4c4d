"""Passage for the database's own user, and for nobody else."""

import os
import stat

from mso_portal import serverbruger
from mso_portal.serverbruger import GROUP, MASK, NOBODY, OTHER, OWNER, USER

SOMEBODY = 54321


def test_ordinary_user_runs_the_server_as_itself(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    assert serverbruger.account_for(tmp_path) is None


def test_grant_passage_lets_one_user_through_and_nobody_else(tmp_path):
    tmp_path.chmod(0o700)

    serverbruger._grant_passage(SOMEBODY, tmp_path)

    assert serverbruger._entries(tmp_path) == {
        (OWNER, NOBODY): 7,
        (USER, SOMEBODY): 1,
        (GROUP, NOBODY): 0,
        (MASK, NOBODY): 1,
        (OTHER, NOBODY): 0,
    }


def test_grant_passage_twice_changes_nothing(tmp_path):
    tmp_path.chmod(0o700)
    serverbruger._grant_passage(SOMEBODY, tmp_path)
    once = serverbruger._entries(tmp_path)

    serverbruger._grant_passage(SOMEBODY, tmp_path)

    assert serverbruger._entries(tmp_path) == once


def test_grant_passage_takes_nothing_from_the_group(tmp_path):
    tmp_path.chmod(0o750)

    serverbruger._grant_passage(SOMEBODY, tmp_path)

    entries, mode = serverbruger._entries(tmp_path), stat.S_IMODE(tmp_path.stat().st_mode)
    assert (entries[GROUP, NOBODY] & entries[MASK, NOBODY], mode) == (5, 0o750)

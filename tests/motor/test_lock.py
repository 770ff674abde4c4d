"""The verdict on a posted field, by what it opened with and what is stored now."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mso_portal.motor.lock import Change, fingerprint


@pytest.mark.parametrize(
    ("opened", "typed", "stored", "verdict"),
    [
        ("a", "b", "a", "skriv"),
        ("a", "a", "a", "ens"),
        ("a", "a", "x", "ens"),
        ("a", "x", "x", "ens"),
        ("a", "b", "x", "konflikt"),
        ("", "b", "", "skriv"),
        ("a", "", "a", "skriv"),
        ("a", "", "x", "konflikt"),
        ("a\nb", "a\r\nb", "a\nb", "ens"),
        ("a", "a ", "a", "skriv"),
    ],
)
def test_verdict(opened, typed, stored, verdict):
    assert Change(typed, fingerprint(opened)).verdict(stored) == verdict


def test_base_that_is_no_fingerprint_is_a_conflict():
    assert Change("b", "nonsens").verdict("a") == "konflikt"


def test_fingerprint_is_the_sha256_of_the_text_with_plain_line_breaks():
    assert fingerprint("a\r\nb") == hashlib.sha256(b"a\nb").hexdigest()


@given(st.text(), st.text(), st.text())
def test_nobodys_text_is_overwritten_unseen(opened, typed, stored):
    verdict = Change(typed, fingerprint(opened)).verdict(stored)

    same = stored.replace("\r\n", "\n") == opened.replace("\r\n", "\n")
    assert verdict != "skriv" or same

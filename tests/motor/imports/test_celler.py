"""Formula safety there and back, invisible characters, and CPR numbers (50 §10)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mso_portal.motor.imports.celler import holds_cpr, one_line, protect, protect_typed, unprotect

STARTS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]
TEXTS = st.text(alphabet=st.sampled_from([*STARTS, "'", "a", "1", " "]), max_size=6)


@pytest.mark.parametrize("start", STARTS)
def test_formula_is_marked_and_the_mark_comes_off(start):
    text = f"{start}HYPERLINK(1)"

    assert (protect(text), unprotect(protect(text))) == (f"'{text}", text)


@given(TEXTS)
def test_every_text_comes_back_from_csv_and_cannot_run(text):
    assert unprotect(protect(text)) == text
    assert protect(text)[:1] not in STARTS


@given(TEXTS)
def test_every_text_comes_back_from_typed_cells(text):
    assert unprotect(protect_typed(text)) == text


@pytest.mark.parametrize("text", ["'en aften", "O'Hara", "'", ""])
def test_apostrophe_of_its_own_stays(text):
    assert (protect(text), unprotect(text)) == (text, text)


def test_invisible_characters_and_line_breaks_become_blanks():
    assert one_line("  Nora\u202e\tNy\r\n\0Holm ") == "Nora Ny Holm"


@pytest.mark.parametrize("text", ["010170-1234", "0101701234", "Nora 290200 1234", "(311299-0000)"])
def test_cpr_number_is_seen(text):
    assert holds_cpr(text) is True


@pytest.mark.parametrize("text", ["320170-1234", "3102701234", "45121234", "010170-12345", "9901701234", "STAB-01"])
def test_other_numbers_are_no_cpr(text):
    assert holds_cpr(text) is False

"""Rows by keyboard: added, moved, removed, brought back, and where the focus is afterwards (40 §6.4)."""

import pytest

from indstillinger.models import Indstilling
from tests.browser.tastatur import Keyboard
from tests.browser.vent import eventually

FOCUS = "() => document.activeElement.getAttribute('aria-label') || document.activeElement.textContent.trim()"


@pytest.fixture
def hands(visit, author):
    """The edit page of a paper with the points A, B and C."""
    number = author("trine").new_paper("Nødkald: rækker")
    hands = Keyboard(visit("trine", f"/indstillinger/{number}/rediger/"))
    hands.number = number
    hands.uuids = [hands.row("beslutningspunkt", {"tekst": letter}) for letter in "ABC"]
    return hands


@pytest.fixture
def points(hands, stored):
    def read():
        paper = Indstilling.objects.using(stored).get(nummer=hands.number)
        return "".join(paper.beslutningspunkt_raekker.values_list("tekst", flat=True))

    return read


def status(hands):
    return hands.page.inner_text("#gemmestatus")


def back_to(hands, verb, nr):
    hands.go(f'[value="{verb}:{hands.uuids[nr]}"]', key="Shift+Tab")
    return hands


def test_added_row_has_focus_in_its_first_field(hands, points):
    name = hands.page.evaluate("() => document.activeElement.name")

    assert eventually(points, "ABC")
    assert name.split(":")[:2] == ["beslutningspunkt", hands.uuids[2]]


def test_moved_row_keeps_focus_on_the_button(hands, points):
    back_to(hands, "op", 1).press("Enter")

    assert eventually(points, "BAC")
    assert eventually(lambda: hands.page.evaluate(FOCUS), "Flyt punkt 1 op")
    assert status(hands) == "Punkt er flyttet til plads 1"


def test_first_row_cannot_move_up_but_keeps_its_button(hands, points):
    back_to(hands, "op", 0).press("Enter")
    hands.page.wait_for_timeout(500)

    assert (points(), hands.page.evaluate(FOCUS)) == ("ABC", "Flyt punkt 1 op")


def test_alt_and_arrows_move_the_row_of_the_field(hands, points):
    hands.go(f'[name="beslutningspunkt:{hands.uuids[1]}:tekst"]', key="Shift+Tab").press("Alt+ArrowDown")
    moved = eventually(points, "ACB")
    eventually(lambda: hands.page.evaluate(FOCUS), "Flyt punkt 3 ned")
    hands.press("Alt+ArrowUp")

    assert moved and eventually(points, "ABC")


def test_removed_row_leaves_focus_on_undo_which_brings_it_back(hands, points, stored):
    back_to(hands, "fjern", 1).press("Enter")
    removed = eventually(points, "AC")
    focused = eventually(lambda: hands.page.evaluate(FOCUS), "Fortryd fjernelsen af punkt 2")
    hands.press("Enter")
    returned = eventually(points, "ABC")
    rows = Indstilling.objects.using(stored).get(nummer=hands.number).beslutningspunkt_raekker

    assert removed and focused and returned
    assert [str(uuid) for uuid in rows.values_list("uuid", flat=True)] == hands.uuids


def test_text_typed_just_before_a_row_is_added_is_kept(hands, points):
    hands.text(f"beslutningspunkt:{hands.uuids[2]}:tekst", "D")
    hands.row("beslutningspunkt", {"tekst": "E"})
    hands.press("Control+s")

    assert eventually(points, "ABDE")


def test_person_is_found_from_a_row(hands, stored):
    hands.row("deltager", {"bruger": "Rune Rapporter"})
    rows = Indstilling.objects.using(stored).get(nummer=hands.number).deltager_raekker

    assert eventually(lambda: list(rows.values_list("bruger__brugernavn", flat=True)), ["rune"])

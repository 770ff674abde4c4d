"""Two people in one paper: different fields never meet; in the same field both texts are kept."""

import pytest

from indstillinger.models import Indstilling
from indstillinger.models.felttekst import text_of
from indstillinger.models.historik import FRAVALGT
from mso_portal.organisation.models import Bruger
from tests.browser.tastatur import Keyboard
from tests.browser.vent import eventually

MINE, THEIRS = "Runes tekst om nødkald.", "Trines tekst om nødkald."
KEPT = {"min": (MINE, THEIRS), "gemt": (THEIRS, MINE), "begge": (f"{MINE}\n\n{THEIRS}", None)}


@pytest.fixture
def shared(author, stored):
    """A paper of Trine's that Rune may write in."""
    rune = Bruger.objects.using(stored).get(brugernavn="rune")
    return author("trine").new_paper("Nødkald for to", medforfattere=str(rune.pk))


@pytest.fixture
def paper(shared, stored):
    return lambda: Indstilling.objects.using(stored).get(nummer=shared)


@pytest.fixture
def rejected(shared, stored):
    rows = Indstilling.history.using(stored).filter(nummer=shared, history_change_reason=FRAVALGT)
    return lambda: list(rows.all().values_list("resume", flat=True))


def test_two_people_in_different_fields_both_keep_their_text(visit, shared, paper):
    pages = [Keyboard(visit(who, f"/indstillinger/{shared}/rediger/")) for who in ("trine", "rune")]
    pages[0].text("resume", THEIRS)
    pages[0].press("Control+s")
    eventually(lambda: paper().resume, THEIRS)
    pages[1].text("sagsnummer", "D-2020-0001")
    pages[1].press("Control+s")

    assert eventually(lambda: (paper().resume, paper().sagsnummer), (THEIRS, "D-2020-0001"))
    said = "Trine Teamleder har ændret Resumé"
    assert eventually(lambda: pages[1].page.inner_text("#gemmestatus").split(" kl.")[0], said, seconds=3)


@pytest.mark.parametrize("choice", KEPT)
def test_same_field_asks_and_keeps_the_other_text(choice, visit, author, shared, paper, rejected, watch):
    watch.expect("status of 409")
    hands = Keyboard(visit("rune", f"/indstillinger/{shared}/rediger/"))
    writer = author("trine")
    writer.get(f"/indstillinger/{shared}/rediger/")
    writer.write(shared, "resume", THEIRS)
    hands.text("resume", MINE)
    hands.press("Control+s")
    hands.page.wait_for_selector(".konflikt")
    shown = hands.page.locator(".konflikttekst").all_inner_texts()
    hands.go(f'.konflikt [data-valg="{choice}"]').press("Enter")
    stored_text, lost = KEPT[choice]

    assert [" ".join(one.split()).count("nødkald") for one in shown] == [1, 1]
    assert eventually(lambda: paper().resume, stored_text)
    assert eventually(lambda: rejected(), [lost] if lost else [])
    assert hands.page.locator(".konflikt").count() == 0


def test_rich_text_conflict_offers_both_and_joins_them(visit, author, shared, paper, watch):
    watch.expect("status of 409")
    hands = Keyboard(visit("rune", f"/indstillinger/{shared}/rediger/"))
    writer = author("trine")
    writer.get(f"/indstillinger/{shared}/rediger/")
    writer.write(shared, "baggrund", f"<p>{THEIRS}</p>")
    hands.rich("baggrund", f"<p>{MINE}</p>")
    hands.press("Control+s")
    hands.page.wait_for_selector(".konflikt")
    hands.go('.konflikt [data-valg="begge"]').press("Enter")

    assert eventually(lambda: text_of(paper(), "baggrund"), f"<p>{MINE}</p><p>{THEIRS}</p>")

"""Writing a status: what was typed is there whatever happens to the tab, and nobody writes over another (21 §5)."""

import pytest

from indsatser.models import Kvartalsstatus
from tests.browser.tastatur import Keyboard
from tests.browser.vent import eventually

NOT_SAVED = "Ikke gemt – prøver igen. Din tekst står her."
TEKSTER = ["resume", "siden_sidst", "naeste", "offentlig_tekst"]
STOPS = """() => {
    const felt = document.activeElement, navn = felt.closest("[data-navn]")?.dataset.navn || felt.name;
    return (felt.type !== "submit" && navn) || felt.textContent.trim();
}"""
COUNTER = """() => document.querySelector('[name="resume"]').nextElementSibling?.textContent || ''"""


@pytest.fixture
def draft(stored):
    """Return a function that reads the open status of the task force's round as it is stored now."""
    rows = Kvartalsstatus.objects.using(stored).filter(noegle="2020-11-30", laast_den=None)
    return lambda: rows.select_related("plan").get(plan__titel__startswith="Udviklingsplan for kvalitet")


@pytest.fixture
def light(draft):
    """Return a function that reads what is stored of a dimension's light: (light, reason)."""

    def read(dimension):
        row = draft().vurderinger.get(dimension=dimension)
        return row.valgt, row.begrundelse

    return read


@pytest.fixture
def edit(visit, draft):
    """Return a function that opens the draft as its tovholder; each call is a browser of its own."""
    return lambda: Keyboard(visit("tim", f"/indsatsplaner/{draft().plan.nummer}/status/2020-11-30/rediger/"))


def second_tab(hands):
    page = hands.page.context.new_page()
    page.goto(hands.page.url)
    return Keyboard(page)


def said(hands):
    return hands.page.inner_text("#gemmestatus")


def choose(hands, dimension, lys):
    """Choose a light, whatever is suggested beside it."""
    name = f"lys-{dimension}"
    value = hands.page.get_attribute(f'[name="{name}"][value^="{lys}|"]', "value")
    hands.go(f'[name="{name}"]').press("Space")
    for _ in range(4):
        if hands.page.evaluate("(vaerdi) => document.activeElement.value === vaerdi", value):
            return
        hands.press("ArrowDown")
    raise AssertionError(f"{name} har ikke {lys}")


def test_text_light_and_reason_are_there_after_the_tab_was_closed(edit, draft, light):
    hands = edit()
    hands.text("resume", "Skrevet lige før strømmen gik.")
    choose(hands, "risiko", "graa")
    hands.text("begrundelse-risiko", "Ingen har vurderet den.")
    hands.page.wait_for_timeout(2000)
    hands.page.context.close()

    assert eventually(lambda: draft().resume, "Skrevet lige før strømmen gik.", seconds=1)
    assert eventually(lambda: light("risiko"), ("graa", "Ingen har vurderet den."), seconds=1)
    again = edit().page
    assert again.input_value("[name=resume]") == "Skrevet lige før strømmen gik."
    assert again.input_value('[name="begrundelse-risiko"]') == "Ingen har vurderet den."
    assert again.is_checked('[name="lys-risiko"][value^="graa|"]')


def test_text_and_light_written_offline_are_saved_when_the_network_is_back(edit, draft, light, watch):
    watch.expect("ERR_INTERNET_DISCONNECTED")
    hands = edit()
    hands.page.context.set_offline(True)
    hands.text("siden_sidst", "Skrevet i toget.")
    choose(hands, "maal", "roed")
    told = eventually(lambda: said(hands), NOT_SAVED)
    before = draft().siden_sidst
    hands.page.context.set_offline(False)

    assert (told, before) == (True, "")
    assert eventually(lambda: draft().siden_sidst, "Skrevet i toget.", seconds=15)
    assert eventually(lambda: light("maal")[0], "roed", seconds=15)


def test_text_typed_while_the_server_is_gone_is_saved_on_its_return(edit, draft, portal, watch):
    watch.expect("ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_SOCKET_NOT_CONNECTED")
    hands = edit()
    portal.stop()
    hands.text("naeste", "Skrevet uden server.")
    hands.press("Control+s")
    told = eventually(lambda: said(hands), NOT_SAVED)
    portal.start()

    assert told and eventually(lambda: draft().naeste, "Skrevet uden server.", seconds=15)


def test_leaving_with_unsaved_text_asks(edit):
    hands = edit()
    hands.page.route("**/felt/", lambda route: None)
    hands.text("offentlig_tekst", "Ikke gemt endnu.")
    asked = []
    hands.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    hands.page.goto("/", wait_until="commit")

    assert asked == ["beforeunload"]


@pytest.mark.parametrize(("choice", "kept"), [
    ("min", "Anden fane: min."), ("gemt", "Første fane: gemt."),
    ("begge", "Anden fane: begge.\n\nFørste fane: begge."),
])  # fmt: skip
def test_second_tab_sees_both_texts_and_chooses(choice, kept, edit, draft, watch):
    watch.expect("status of 409")
    first = edit()
    second = second_tab(first)
    for hands, which in ((first, "Første"), (second, "Anden")):
        hands.text("offentlig_tekst", f"{which} fane: {choice}.")
        hands.press("Control+s")
        eventually(lambda: draft().offentlig_tekst, f"Første fane: {choice}.")
    box = second.page.wait_for_selector(".konflikt")
    shown = [one.inner_text() for one in box.query_selector_all(".konflikttekst")]
    second.go(f'.konflikt [data-valg="{choice}"]').press("Enter")

    assert [("Anden" in one, "Første" in one) for one in shown] == [(True, False), (False, True)]
    assert eventually(lambda: draft().offentlig_tekst, kept)
    assert eventually(lambda: second.page.locator(".konflikt").count(), 0)


def test_light_chosen_in_two_tabs_is_one_or_the_other(edit, light, watch):
    watch.expect("status of 409")
    first = edit()
    second = second_tab(first)
    for hands, lys in ((first, "gul"), (second, "roed")):
        choose(hands, "tid", lys)
        hands.press("Control+s")
        eventually(lambda: light("tid")[0], "gul")
    second.page.wait_for_selector(".konflikt")
    offered = second.page.locator(".konflikt [data-valg]").evaluate_all("(alle) => alle.map((en) => en.dataset.valg)")
    second.go('.konflikt [data-valg="min"]').press("Enter")

    assert offered == ["min", "gemt"]
    assert eventually(lambda: light("tid")[0], "roed")


def test_letters_left_are_told_from_eighty_percent(edit, watch):
    watch.expect("status of 422")
    hands = edit()
    told = []
    for length in (319, 320, 400, 440):
        hands.text("resume", "x" * length)
        told.append(hands.page.evaluate(COUNTER))

    assert told == ["", "80 tegn tilbage", "0 tegn tilbage", "Teksten er 40 tegn for lang. Intet er slettet."]


def test_text_that_is_too_long_stays_as_typed_and_says_so(edit, draft, watch):
    watch.expect("status of 422")
    hands = edit()
    before = draft().resume
    hands.text("resume", "x" * 440)
    hands.press("Control+s")
    error = hands.page.wait_for_selector("#id_resume_error").inner_text()

    assert error == "Teksten er 40 tegn for lang. Der er plads til 400 på den trykte side."
    assert (len(hands.page.input_value("[name=resume]")), draft().resume) == (440, before)
    hands.text("resume", "Nu er den kort.")
    hands.press("Control+s")
    assert eventually(lambda: draft().resume, "Nu er den kort.")
    assert eventually(lambda: hands.page.locator("#id_resume_error").count(), 0)


def test_ctrl_s_saves_at_once_and_says_when(edit, draft):
    hands = edit()
    hands.text("naeste", "Gemmes straks.")
    hands.press("Control+s")

    assert eventually(lambda: said(hands).split(" ")[:2], ["Gemt", "kl."])
    assert draft().naeste == "Gemmes straks."


def test_tab_goes_through_texts_then_lights_then_what_is_done(edit):
    hands = edit()
    hands.go('[name="resume"]')
    stops = []
    while not stops or stops[-1] != "Send til godkendelse":
        stops.append(hands.page.evaluate(STOPS))
        hands.press("Tab")
        assert len(stops) < 80, stops

    lights = [one for one in stops if one.startswith("lys-")]
    assert stops[:4] == TEKSTER
    assert lights == [f"lys-{one}" for one in ("samlet", "tid", "maal", "oekonomi", "risiko", "leverancer")]
    assert stops[-2:] == ["Gem", "Send til godkendelse"]


def test_form_saved_unchanged_changes_nothing(edit, draft, stored):
    def everything():
        return draft().version, Kvartalsstatus.history.using(stored).count()

    hands, before = edit(), everything()
    hands.go(".bjaelke .knap")
    with hands.page.expect_navigation():
        hands.press("Enter")

    assert (everything(), hands.page.locator(".besked").first.inner_text()) == (before, "Gemt.")

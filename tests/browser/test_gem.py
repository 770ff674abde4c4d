"""Autosave: what was typed is there, whatever happens to the browser, the session or the server."""

import pytest

from indstillinger.models import Indstilling
from indstillinger.models.felttekst import text_of
from tests.browser.tastatur import Keyboard
from tests.browser.vent import eventually

STATUS = "#gemmestatus"
LOGGED_OUT = "Du er logget ud. Din tekst står her stadig. Log ind i et nyt vindue, og tryk Gem igen."
ASKS = "160.000 kan læses på to måder. Skriv »160« eller »160.000 kr.« for 160 tusind – eller »160 mio. kr.«"
NOT_SAVED = "Ikke gemt – prøver igen. Din tekst står her."


@pytest.fixture
def look(stored):
    """Return a function that reads a field of a paper as it is stored now."""
    return lambda number, name: text_of(Indstilling.objects.using(stored).get(nummer=number), name)


def status(page):
    return page.inner_text(STATUS)


def edit(visit, number, person="trine", **options):
    page = visit(person, f"/indstillinger/{number}/rediger/", **options)
    return page, Keyboard(page)


def test_browser_closed_two_seconds_after_last_key_loses_nothing(visit, author, look):
    number = author("trine").new_paper("Nødkald: lukket browser")
    page, hands = edit(visit, number)
    hands.text("resume", "Skrevet lige før strømmen gik.")
    page.wait_for_timeout(2000)
    page.context.close()

    assert eventually(lambda: look(number, "resume"), "Skrevet lige før strømmen gik.", seconds=1)


def test_rich_text_survives_closing_the_browser(visit, author, look):
    number = author("trine").new_paper("Nødkald: lukket editor")
    page, hands = edit(visit, number)
    hands.rich("baggrund", "<p>Først <strong>fed</strong> tekst.</p><p>Så et afsnit.</p>")
    page.wait_for_timeout(2000)
    page.context.close()

    assert eventually(
        lambda: look(number, "baggrund"), "<p>Først <strong>fed</strong> tekst.</p><p>Så et afsnit.</p>", seconds=1
    )


def test_status_says_when_it_was_saved(visit, author):
    number = author("trine").new_paper("Nødkald: status")
    page, hands = edit(visit, number)
    hands.text("resume", "Gemmes straks.")
    hands.press("Control+s")

    assert eventually(lambda: status(page).split(" ")[:2], ["Gemt", "kl."])


def test_text_is_there_after_logging_out_and_in(visit, author, look):
    number = author("trine").new_paper("Nødkald: log ud")
    page, hands = edit(visit, number, fresh=True)
    hands.text("resume", "Gemt ved log ud.")
    hands.press("Control+s")
    eventually(lambda: look(number, "resume"), "Gemt ved log ud.")
    page.locator("details.kun-bred summary").press("Enter")
    page.get_by_role("button", name="Log ud").press("Enter")
    page.wait_for_url("**/login/**")
    page, _ = edit(visit, number)

    assert page.input_value("[name=resume]") == "Gemt ved log ud."


def test_second_tab_shows_what_the_first_wrote(visit, author, look):
    number = author("trine").new_paper("Nødkald: to faner")
    page, hands = edit(visit, number)
    hands.text("resume", "Fra den første fane.")
    hands.press("Control+s")
    eventually(lambda: look(number, "resume"), "Fra den første fane.")
    second = page.context.new_page()
    second.goto(page.url)

    assert second.input_value("[name=resume]") == "Fra den første fane."


def test_text_typed_while_the_server_is_gone_is_saved_on_its_return(visit, author, look, portal, watch):
    watch.expect("ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_SOCKET_NOT_CONNECTED")
    number = author("trine").new_paper("Nødkald: død server")
    page, hands = edit(visit, number)
    portal.stop()
    hands.text("resume", "Skrevet uden server.")
    hands.press("Control+s")
    said = eventually(lambda: status(page), NOT_SAVED)
    portal.start()

    assert said and eventually(lambda: look(number, "resume"), "Skrevet uden server.", seconds=15)


def test_dead_session_says_so_and_saves_after_login_elsewhere(visit, author, look, watch):
    watch.expect("status of 401")
    number = author("trine").new_paper("Nødkald: død session")
    page, hands = edit(visit, number, fresh=True)
    page.context.clear_cookies(name="mso")
    hands.text("resume", "Skrevet uden session.")
    hands.press("Control+s")
    eventually(lambda: status(page), LOGGED_OUT)
    other = page.context.new_page()
    other.goto("/login/")
    other.get_by_role("button", name="Log ind som Trine Teamleder").press("Enter")
    other.wait_for_selector("h1:has-text('Goddag')")
    hands.press("Control+s")

    assert eventually(lambda: look(number, "resume"), "Skrevet uden session.")


def test_leaving_with_unsaved_text_asks(visit, author):
    number = author("trine").new_paper("Nødkald: forlad siden")
    page, hands = edit(visit, number)
    page.route("**/felt/", lambda route: None)
    hands.text("resume", "Ikke gemt endnu.")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("/", wait_until="commit")

    assert asked == ["beforeunload"]


def test_form_saved_unchanged_changes_nothing(visit, stored):
    def everything():
        paper = Indstilling.objects.using(stored).get(nummer="2020-035")
        return paper.version, paper.redigeret_den, Indstilling.history.using(stored).count()

    before = everything()
    page, hands = edit(visit, "2020-035")
    hands.go(".bjaelke .knap")
    with page.expect_navigation():
        hands.press("Enter")

    assert (everything(), page.inner_text(".besked")) == (before, "Gemt.")


@pytest.mark.parametrize(
    ("typed", "kind", "says"),
    [
        ("160.000 kr.", "info", "160.000 kr. = 160 tkr."),
        ("160.000", "obs", ASKS),
        ("1.5", "obs", "Brug komma som decimaltegn, fx 12,5."),
    ],
)
def test_amount_is_echoed_while_it_is_typed(typed, kind, says, visit, author):
    number = author("trine").new_paper("Nødkald: beløb")
    page, hands = edit(visit, number)
    name = page.locator("#raekker-direkteudgift input.kroner").first.get_attribute("name")
    page.route("**/felt/", lambda route: None)
    hands.text(name, typed)
    echo = page.locator(f'[id="ekko-{name}"]')
    page.wait_for_function("(id) => document.getElementById(id).textContent", arg=f"ekko-{name}")

    assert (echo.get_attribute("class"), echo.inner_text()) == (f"ekko ekko-{kind}", says)

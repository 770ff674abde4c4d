"""In and out: the cards of the demo, and what a browser keeps afterwards."""

from tests.browser.tastatur import Keyboard


def test_card_logs_its_person_in(visit):
    page = visit(None, "/login/")
    Keyboard(page).go("form:has([value=lars]) button").press("Enter")
    page.wait_for_url("**/")

    assert page.inner_text("h1") == "Goddag, Lars"


def test_login_leads_on_to_the_page_asked_for(visit):
    page = visit(None, "/indstillinger/?fane=alle")
    Keyboard(page).go("form:has([value=lise]) button").press("Enter")
    page.wait_for_selector("h1:text('Indstillinger')")

    assert page.url.split("/", 3)[3] == "indstillinger/?fane=alle"


def test_back_after_logout_shows_login(visit):
    page = visit("carla", "/indstillinger/", fresh=True)
    page.goto("/profil/")
    page.locator("details.kun-bred summary").press("Enter")
    page.get_by_role("button", name="Log ud").press("Enter")
    page.wait_for_url("**/login/**")
    page.go_back()

    assert page.inner_text("h1") == "Log ind"


def test_menu_closes_with_escape_and_gives_the_focus_back(visit):
    page = visit("carla", "/")
    hands = Keyboard(page)
    hands.go("details.kun-bred summary").press("Enter", "Tab", "Escape")

    state = "() => [document.activeElement.tagName, document.querySelectorAll('details[open]').length]"
    assert page.evaluate(state) == ["SUMMARY", 0]

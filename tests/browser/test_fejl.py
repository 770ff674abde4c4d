"""What a page says when something is missing, in the portal's own words (40 §6.6)."""

from tests.browser.tastatur import Keyboard


def test_empty_new_paper_gives_a_focused_summary_whose_link_leads_to_the_field(visit, watch):
    watch.expect("status of 422")
    page = visit("signe", "/indstillinger/ny/")
    hands = Keyboard(page)
    hands.go("main form button[type=submit]").press("Enter")
    page.wait_for_selector(".fejlopsummering")
    focused = page.evaluate("() => document.activeElement.className")
    hands.go(".fejlopsummering a").press("Enter")

    assert (focused, page.title().split(": ")[0]) == ("fejlopsummering", "2 fejl")
    assert page.evaluate("() => document.activeElement.name") == "titel"


def test_message_of_a_field_comes_when_it_is_saved_and_goes_when_it_is_put_right(visit, author, watch):
    watch.expect("status of 422")
    number = author("trine").new_paper("Nødkald: KLE")
    page = visit("trine", f"/indstillinger/{number}/rediger/")
    hands = Keyboard(page)
    hands.text("kle", "27")
    hands.press("Control+s")
    page.wait_for_selector(".errorlist")
    said = page.inner_text(".errorlist")
    hands.text("kle", "27.35.00")
    hands.press("Control+s")
    page.wait_for_selector(".errorlist", state="detached")

    assert said == "Skriv KLE-nummeret som 00.00.00, fx 27.35.00."
    assert page.get_attribute("[name=kle]", "aria-invalid") is None

"""The reading page: what is asked is seen at once, and little is fetched to see it (40 §17, checks 1 and 7)."""

import re

import pytest

FIRST_SCREENS = [(820, 1180), (1180, 820), (1280, 800)]
EDGES = """() => ({
    box: document.querySelector(".anmod").getBoundingClientRect().bottom,
    bar: document.querySelector(".bjaelke").getBoundingClientRect().top,
    scrolled: scrollY,
})"""
SENTENCE = "Chefteamet får her en sag om følgevenner, som har prøvet ordningen af i to år. "


@pytest.fixture(scope="module")
def long_paper(portal):
    """A paper with a resumé of 450 characters and 5 points of 120; its number."""
    from tests.browser.forfatter import Author, session_of

    signe = Author(portal.url, session_of(portal.url, "signe"))
    number = signe.new_paper("Følgevenner på plejehjem i to år", resume=(SENTENCE * 6)[:450])
    for _ in range(5):
        _, page = signe.post(f"/indstillinger/{number}/rediger/", handling="tilfoej:beslutningspunkt")
        names = re.findall(r'name="(beslutningspunkt:[\w-]+:tekst)"', page)
        signe.write(number, names[-1], ("At " + SENTENCE * 2)[:120])
    return number


@pytest.mark.parametrize("size", FIRST_SCREENS)
def test_decision_box_is_above_the_bar_without_scrolling(size, visit, long_paper):
    page = visit("signe", f"/indstillinger/{long_paper}/", size=size)
    edges = page.evaluate(EDGES)

    assert (edges["box"] <= edges["bar"], edges["scrolled"]) == (True, 0), edges


def test_reading_page_makes_at_most_eight_requests(visit, long_paper):
    page = visit("signe", "/")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"/indstillinger/{long_paper}/")

    assert len(asked) <= 8, asked


def test_reading_page_prints_without_menu_and_bar(visit, long_paper):
    page = visit("signe", f"/indstillinger/{long_paper}/")
    page.emulate_media(media="print")
    hidden = page.locator(".top, .bjaelke, .bund, aside, .hovedknapper")

    assert [one.is_visible() for one in hidden.all()] == [False] * hidden.count()
    assert page.locator(".anmod").is_visible()

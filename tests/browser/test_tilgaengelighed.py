"""Criteria that axe cannot decide: large text, wide spacing, focus in sight, everything reached by Tab."""

import pytest

from tests.browser.tastatur import Keyboard
from tests.browser.test_sider import TOO_WIDE

PAGES = ["/", "/indstillinger/", "/indstillinger/2020-008/", "/indstillinger/2020-034/rediger/", "/profil/"]
SPACING = """() => {
    const ark = new CSSStyleSheet();
    ark.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
        word-spacing: .16em !important; } p { margin-bottom: 2em !important; }`);
    document.adoptedStyleSheets = [ark];
}"""
CLIPPED = """() => [...document.querySelectorAll("main *, .top *")].filter((el) => el.textContent.trim()
    && el.clientWidth > 1 && getComputedStyle(el).overflowX === "hidden" && !el.closest(".skjult")
    && el.scrollWidth > el.clientWidth + 1).map((el) => el.outerHTML.slice(0, 80))"""
HIDDEN_BY_BAR = """() => {
    const el = document.activeElement, bar = document.querySelector(".bjaelke");
    if (bar.contains(el) || el === document.body) return null;
    const sted = el.getBoundingClientRect(), kant = bar.getBoundingClientRect().top;
    return sted.top >= kant ? el.outerHTML.slice(0, 80) : null;
}"""
STOPS = """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter((el) => el.checkVisibility({visibilityProperty: true}) && el.tabIndex >= 0 && el.type !== "radio").length"""


@pytest.mark.parametrize("path", PAGES)
def test_text_at_200_percent_scrolls_one_way_only(path, visit):
    page = visit("signe", path)
    page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")

    assert (page.evaluate(TOO_WIDE), page.evaluate(CLIPPED)) == (0, [])


@pytest.mark.parametrize("path", PAGES)
def test_wide_text_spacing_clips_nothing(path, visit):
    page = visit("signe", path, size=(390, 844))
    page.evaluate(SPACING)

    assert (page.evaluate(TOO_WIDE), page.evaluate(CLIPPED)) == (0, [])


def test_focus_is_never_hidden_by_the_bar(visit):
    page = visit("kirsten", "/indstillinger/2020-031/rediger/", size=(820, 700), reduced_motion="reduce")
    hands, hidden = Keyboard(page), []
    for _ in range(70):
        hands.press("Tab")
        hidden.append(page.evaluate(HIDDEN_BY_BAR))

    assert [one for one in hidden if one] == []


@pytest.mark.parametrize("path", ["/", "/indstillinger/", "/indstillinger/2020-008/"])
def test_tab_reaches_everything_and_comes_round(path, visit):
    page = visit("signe", path)
    count, hands = page.evaluate(STOPS), Keyboard(page)  # tables that scroll are stops too
    page.evaluate("() => { window.set = new Set(); addEventListener('focusin', (e) => set.add(e.target)) }")
    for _ in range(count + 8):
        hands.press("Tab")

    assert (
        page.evaluate("() => [...set].filter((el) => el.matches('a, button, input, select, summary')).length") == count
    )


def test_editor_toolbar_is_reached_and_left_by_keyboard(visit):
    page = visit("kirsten", "/indstillinger/2020-031/rediger/")
    hands = Keyboard(page)
    hands.go('.prose-editor:has([name="baggrund"]) [contenteditable]').press("Alt+F10", "ArrowRight")
    name = page.evaluate("() => document.activeElement.textContent")
    hands.press("Escape")
    inside = page.evaluate("() => document.activeElement.isContentEditable")
    hands.press("Tab")

    assert (name, inside) == ("Nummereret liste", True)
    assert page.evaluate("() => document.activeElement.closest('#baggrund')?.id ?? 'ude'") == "ude"

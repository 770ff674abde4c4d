"""Every page in every width and both themes: what the law and the browser can check by themselves."""

import re

import pytest

from tests.browser import sider

WIDTHS, THEMES = (320, 390, 820, 1280), ("light", "dark")
AXE_WIDTHS = (390, 1280)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# htmx notes the address of the tab it is in, which the tab knows anyway and forgets when it closes.
STRUCTURE = """() => ({
    h1: document.querySelectorAll("h1").length,
    svg: [...document.querySelectorAll("svg:not([width][height])")].map((svg) => svg.outerHTML.slice(0, 80)),
    styled: [...document.querySelectorAll("[style]")].filter((el) => !el.closest(".prose-editor"))
        .map((el) => el.outerHTML.slice(0, 80)),
    stored: Object.keys({...localStorage, ...sessionStorage}).filter((key) => key !== "htmx-current-path-for-history"),
    title: document.title.endsWith(" – MSO-portalen") && document.title.length > 15,
    lang: document.documentElement.lang,
})"""
WELL = {"h1": 1, "svg": [], "styled": [], "stored": [], "title": True, "lang": "da"}
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def faults(page, axe):
    """Return what is wrong with a page: structure, sideways scrolling, axe's findings, each with where."""
    shape = page.evaluate(STRUCTURE)
    found = [(key, value) for key, value in shape.items() if value != WELL[key]]
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if too_wide := page.evaluate(TOO_WIDE):
                found.append((theme, width, f"{too_wide} px too wide"))
            if width in AXE_WIDTHS:
                found += [(theme, width, one) for one in violations(page, axe)]
    return found


def violations(page, axe):
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found = axe.run(page, options=options).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]][:5]) for one in found]


def test_every_url_name_is_a_page_or_has_a_reason():
    assert sider.names() == {*sider.PAGES, *sider.WITHOUT_PAGE, *sider.LIKE, *sider.AFTER_AN_ACT}
    assert set(sider.LIKE.values()) <= set(sider.PAGES)


@pytest.mark.parametrize("name", sider.PAGES)
def test_page_is_accessible_and_fits(name, visit, axe, stored):
    person, _ = sider.PAGES[name]
    paths = sider.addresses(name, stored)

    page = visit(person, paths[0])
    found = [faults(page, axe)]
    for path in paths[1:]:
        page.goto(path)
        found.append(faults(page, axe))

    assert found == [[] for _ in paths]


@pytest.mark.parametrize("name", sider.REFUSALS)
def test_refusal_is_accessible_and_fits(name, visit, axe, watch):
    watch.expect("status of 40[34]")
    person, path = sider.REFUSALS[name]

    assert faults(visit(person, path), axe) == []


def test_outcome_of_a_file_is_accessible_and_fits(visit, axe, author):
    _, table = author("adam").get("/opsaetning/indlaes/personer/i-dag.csv")
    page = visit("adam", "/opsaetning/indlaes/personer/")
    page.set_input_files("[type=file]", {"name": "i-dag.csv", "mimeType": "text/csv", "buffer": table.encode()})
    page.get_by_role("button", name="Prøv filen").press("Enter")
    page.wait_for_selector("h2:text('rækker er klar')")

    assert faults(page, axe) == []


def test_titles_are_unique(visit, stored):
    titles, pages = {}, {}
    for name, (person, _) in sider.PAGES.items():
        page = pages.get(person) or pages.setdefault(person, visit(person, "/hjaelp/"))
        text = page.request.get(sider.addresses(name, stored)[0]).text()
        titles.setdefault(re.search("<title>(.*?)</title>", text)[1], []).append(name)

    assert [names for names in titles.values() if len(names) > 1] == []

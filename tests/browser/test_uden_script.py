"""Without JavaScript everything can still be done, a page at a time."""

import pytest

from indstillinger.models import Indstilling


@pytest.fixture
def page(visit, author):
    number = author("trine").new_paper("Nødkald: uden script")
    page = visit("trine", f"/indstillinger/{number}/rediger/", java_script_enabled=False)
    page.number = number
    return page


@pytest.fixture
def paper(page, stored):
    return lambda: Indstilling.objects.using(stored).get(nummer=page.number)


def points(paper):
    return list(paper.beslutningspunkt_raekker.values_list("tekst", flat=True))


def test_plain_form_saves_text_and_rich_text(page, paper):
    page.fill("[name=resume]", "Skrevet uden script.")
    page.fill("[name=baggrund]", "Først dette.\n\nSå dette.")
    page.click(".bjaelke .knap")

    assert (paper().resume, paper().baggrund) == ("Skrevet uden script.", "<p>Først dette.</p><p>Så dette.</p>")
    assert page.inner_text(".besked") == "Gemt."


def test_row_is_added_removed_and_brought_back(page, paper):
    for letter in "AB":
        page.click('[value="tilfoej:beslutningspunkt"]')
        page.fill('.raekker [name^="beslutningspunkt:"][name$=":tekst"] >> nth=-1', letter)
    page.click('[value^="op:"] >> nth=1')
    moved = points(paper())
    page.click('[value^="fjern:"] >> nth=0')
    removed = points(paper())
    page.click('[value^="fortryd:"]')

    assert (moved, removed, points(paper())) == (["B", "A"], ["A"], ["B", "A"])


def test_conflict_keeps_both_texts_on_the_page(page, paper, author, watch):
    watch.expect("status of 409")
    writer = author("trine")
    writer.get("/indstillinger/")
    writer.get(f"/indstillinger/{page.number}/rediger/")
    writer.write(page.number, "resume", "Den anden tekst.")
    page.fill("[name=resume]", "Min tekst.")
    page.click(".bjaelke .knap")

    assert (page.input_value("[name=resume]"), page.locator(".konflikt").count()) == ("Min tekst.", 1)
    assert page.title().startswith("1 fejl: ")


def test_person_is_found_and_chosen(page, paper):
    page.fill('[name="soeg:ansvarlig_leder"]', "Lars Leder")
    page.click('[value="find:ansvarlig_leder"]')
    page.check('[id="fund_ansvarlig_leder"] input')
    page.click(".bjaelke .knap")

    assert paper().ansvarlig_leder.brugernavn == "lars"


def test_keyboard_saves_without_script(page, paper):
    page.focus("[name=sagsnummer]")
    page.keyboard.insert_text("D-2020-0002")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert paper().sagsnummer == "D-2020-0002"

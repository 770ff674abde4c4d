"""A meeting of five items in the browser: written and read from the keyboard alone, and with a finger on a tablet."""

from datetime import date
from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import TransactionTestCase

from indstillinger.models import Dagsordenspunkt, Laesning, Moede, Opgave, Referatpunkt
from indstillinger.workflow import afvikling
from mso_portal.motor import sessions
from tests import builders, builders_indstilling, builders_moede
from tests.browser import chromium
from tests.browser.conftest import DESK, TABLET
from tests.browser.tastatur import Keyboard
from tests.browser.vent import eventually
from tests.indstillinger.samtidig import empty

PUNKTER = (
    ("At godkende, at ordningen med følgevenner fortsætter i 2021 med de rammer, der står i bilag 1.", "godkend"),
    ("Hvad gør vi med ventelisten på de tre plejehjem?", "tag_stilling"),
    ("At tage evalueringen til efterretning.", "tag_til_efterretning"),
)


@pytest.fixture(autouse=True, scope="module")
def _emptied():
    """The live server asks for the database before any fixture of a test could say how it is emptied."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: empty())
        yield


@pytest.fixture
def verden(transactional_db):
    """A sent meeting of today, committed so that the server sees it: three papers and two texts."""
    forum = builders.forum("CT", navn="Chefteamet", moedenavn="chefmøde")
    people = {name: builders.bruger(name) for name in ("Kirsten Sekretariat", "Carla Chefteam", "Signe Sagsbehandler")}
    kirsten, carla, signe = people.values()
    builders.medlemskab(kirsten, forum, "sekretaer")
    builders.medlemskab(carla, forum)
    moede = builders_moede.moede(forum, date.today(), sekretaer=kirsten, moedeleder=carla)
    for nr in range(3):
        builders_moede.punkt(moede, _paper(forum, signe, f"Følgevenner på plejehjem {nr + 1}"))
    for titel in ("Gensidig orientering", "Eventuelt"):
        builders_moede.punkt(moede, titel=titel)
    builders_moede.sendt(moede, kirsten, modtagere=[carla])
    return {"moede": moede, "kirsten": kirsten, "carla": carla}


def _paper(forum, signe, titel):
    words = {"titel": titel}
    paper = builders_indstilling.indstilling(
        signe, forum=forum, raekker=False, tekst=lambda felt: words.get(felt, f"Tekst om {felt}")
    )
    for tekst, slags in PUNKTER:
        row = builders_indstilling.raekke(paper, "beslutningspunkt", slags=slags)
        row.tekst = tekst
        row.save()
    builders_indstilling.version(paper, signe)
    builders_indstilling._move(paper, "godkendt", signe, signe)
    return paper


@pytest.fixture
def besoeg(verden, live_server, browser, watch):
    """Return a function that opens a page of the live server as one of the world's people."""
    contexts = []

    def open_page(person, path, size=DESK, **options):
        context = browser.new_context(
            viewport=dict(zip(("width", "height"), size, strict=True)), base_url=live_server.url, locale="da-DK",
            timezone_id="Europe/Copenhagen", **options,
        )  # fmt: skip
        contexts.append(context)
        context.set_default_timeout(15_000)
        context.add_init_script(chromium.REPORT_VIOLATIONS)
        context.on("page", watch.follow)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": _session(verden[person]), "url": live_server.url}])
        page = context.new_page()
        page.goto(f"/moeder/{verden['moede'].noegle}/{path}")
        return page

    yield open_page
    for context in contexts:
        context.close()


def _session(person):
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    sessions.start(session)
    session.save()
    return session.session_key


def press(page, hands, selector):
    """Tab to a button or link and press it; wait for the page it leads to."""
    hands.go(selector)
    with page.expect_navigation():
        hands.press("Enter")


def rows(nummer):
    return list(Referatpunkt.objects.filter(punkt__nummer=nummer).order_by("raekkefoelge"))


def states():
    return list(Dagsordenspunkt.objects.order_by("raekkefoelge").values_list("tilstand", flat=True))


def test_meeting_of_five_items_is_held_from_the_keyboard(besoeg):
    page = besoeg("kirsten", "start/")
    hands = Keyboard(page)
    press(page, hands, "#formular .knap:not(.knap-stille)")
    press(page, hands, "[name=alle]")
    for nummer in ("1", "2", "3"):
        first, second, third = rows(nummer)
        hands.radio(f"{first.uuid}:udfald", "vedtaget")
        hands.radio(f"{second.uuid}:udfald", "vedtaget_med_aendring")
        hands.text(f"{second.uuid}:ordlyd", "Ventelisten lægges sammen.")
        hands.radio(f"{third.uuid}:udfald", "taget_til_efterretning")
        press(page, hands, "[value=faerdig]")
    for _ in range(2):
        press(page, hands, "[value=faerdig]")
    page.goto(f"{page.url.rstrip('/')}/afslut/")
    press(page, hands, "#formular .knap:not(.knap-stille)")

    assert (Moede.objects.get().tilstand, states(), [row.udfald for row in rows("3")], rows("3")[1].ordlyd) == (
        "afholdt", ["behandlet"] * 5, ["vedtaget", "vedtaget_med_aendring", "taget_til_efterretning"],
        "Ventelisten lægges sammen.",
    )  # fmt: skip


@pytest.fixture
def i_gang(verden):
    return afvikling.start(verden["moede"], by=verden["kirsten"])


def test_outcome_chosen_with_a_finger_is_stored_without_gem(i_gang, besoeg):
    page = besoeg("kirsten", "afvikling/1/", TABLET, has_touch=True)
    first = rows("1")[0]
    page.locator(f'[name="{first.uuid}:udfald"][value=vedtaget_med_aendring]').tap()
    page.locator(f'[name="{first.uuid}:ordlyd"]').fill("Ordningen fortsætter i et år.")

    assert eventually(lambda: [(row.udfald, row.ordlyd) for row in rows("1")][0],
                      ("vedtaget_med_aendring", "Ordningen fortsætter i et år."))  # fmt: skip


def test_row_becomes_a_task_with_two_taps(i_gang, besoeg):
    page = besoeg("kirsten", "afvikling/1/", TABLET, has_touch=True)
    with page.expect_navigation():
        page.locator(f'[value="opgave:{rows("1")[0].uuid}"]').tap()

    assert Opgave.objects.get().tekst == PUNKTER[0][0]


SMALL = """() => [...document.querySelectorAll(
    "main :is(button, select, textarea, input:not([type=hidden]), summary, label.valg, .knap)," +
    ".afsnitsliste a, .bjaelke .knap")]
    .filter((el) => el.offsetParent && !el.closest("label.valg label") && !el.matches("label.valg input, .skjult"))
    .filter((el) => el.getBoundingClientRect().height < 44)
    .map((el) => el.outerHTML.slice(0, 120))"""


def test_targets_are_large_enough_on_a_tablet(i_gang, besoeg):
    page = besoeg("kirsten", "afvikling/1/", TABLET, has_touch=True)
    page.locator("details.afsnitsliste summary").tap()

    assert page.evaluate(SMALL) == []


def test_meeting_is_written_without_script(i_gang, besoeg):
    page = besoeg("kirsten", "afvikling/1/", java_script_enabled=False)
    first = rows("1")[0]
    page.locator(f'[name="{first.uuid}:udfald"][value=afvist]').check()
    page.locator("[value=faerdig]").click()

    assert (states()[0], rows("1")[0].udfald, page.url[-13:]) == ("behandlet", "afvist", "/afvikling/2/")


@pytest.mark.parametrize("size", [DESK, TABLET])
def test_five_items_are_read_one_press_each(besoeg, size):
    page = besoeg("carla", "", size)
    hands = Keyboard(page)
    press(page, hands, ".bjaelke .knap")
    for _ in range(5):
        press(page, hands, ".bjaelke button")

    assert (Laesning.objects.count(), page.inner_text(".besked")) == (5, "Du har læst alle punkter.")


# the keys that lead from item to item

FIRST, SECOND = "punkt/1/", "punkt/2/"


def on(page, path):
    """Wait for the meeting's page with the path."""
    page.wait_for_url(f"**/{path}")
    return True


def stays(page, path):
    """Say whether the page still is where it was after a moment."""
    page.wait_for_timeout(400)
    return page.url.split("/", 5)[5] == path


@pytest.mark.parametrize(
    ("key", "start", "end"),
    [("ArrowRight", FIRST, SECOND), ("Alt+PageDown", FIRST, SECOND), ("ArrowLeft", SECOND, FIRST),
     ("Alt+PageUp", SECOND, FIRST)],
)  # fmt: skip
def test_reader_goes_to_the_next_item_with_one_key(key, start, end, besoeg):
    page = besoeg("carla", start)
    page.keyboard.press(key)

    assert (on(page, end), Laesning.objects.count()) == (True, 0)


@pytest.mark.parametrize(("key", "start"), [("ArrowLeft", FIRST), ("ArrowRight", "punkt/5/")])
def test_at_the_ends_an_arrow_does_nothing(key, start, besoeg):
    page = besoeg("carla", start)
    page.keyboard.press(key)

    assert stays(page, start)


@pytest.mark.parametrize("key", ["Shift+ArrowRight", "Control+ArrowRight", "PageDown", "Alt+ArrowUp", '"'])
def test_other_keys_lead_nowhere(key, besoeg):
    page = besoeg("carla", FIRST)
    page.keyboard.press(key)

    assert stays(page, FIRST)


def test_arrow_among_radios_chooses_and_stays(i_gang, besoeg):
    page = besoeg("kirsten", "afvikling/1/")
    name = f"{rows('1')[0].uuid}:udfald"
    Keyboard(page).go(f'[name="{name}"]').press("Space", "ArrowRight")

    assert (stays(page, "afvikling/1/"), page.locator(f'[name="{name}"]:checked').count()) == (True, 1)


def test_arrow_in_a_text_stays(i_gang, besoeg):
    page = besoeg("kirsten", "afvikling/1/")
    name = f"{rows('1')[0].uuid}:udfald"
    page.locator(f'[name="{name}"][value=vedtaget_med_aendring]').check()
    Keyboard(page).go(f'[name="{rows("1")[0].uuid}:ordlyd"]').press("ArrowRight", "ArrowLeft")

    assert stays(page, "afvikling/1/")


def test_what_was_typed_is_stored_before_the_page_is_left(i_gang, besoeg):
    page = besoeg("kirsten", "afvikling/1/")
    first = rows("1")[0]
    page.locator(f'[name="{first.uuid}:udfald"][value=vedtaget_med_aendring]').check()
    Keyboard(page).text(f"{first.uuid}:ordlyd", "Ordningen fortsætter i et år.")
    page.keyboard.press("Alt+PageDown")

    assert (on(page, "afvikling/2/"), rows("1")[0].ordlyd) == (True, "Ordningen fortsætter i et år.")


def test_member_follows_the_meeting_with_the_arrows(i_gang, besoeg):
    page = besoeg("carla", "afvikling/1/")
    page.keyboard.press("ArrowRight")

    assert on(page, "afvikling/2/")

"""The start page and the shell around every page: what waits for this person, and nobody else's."""

import re
from datetime import datetime, timedelta
from html import unescape

import pytest

from indstillinger.models import Moede
from mso_portal.motor import sessions, ur
from mso_portal.motor.models import Opslag
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders, builders_indstilling

NU = datetime(2020, 5, 14, 10, 30, tzinfo=DANSK_TID)


@pytest.fixture(autouse=True)
def klokken(db):
    with ur.stil(NU):
        yield


@pytest.fixture
def signe():
    return builders.bruger("Signe Sagsbehandler")


@pytest.fixture
def lars():
    return builders.bruger("Lars Leder")


@pytest.fixture
def forum():
    return builders.forum("CT", navn="Chefteamet")


@pytest.fixture
def make(forum, signe, lars):
    def paper(person=signe, **kw):
        return builders_indstilling.indstilling(person, **{"forum": forum, "leder": lars, "raekker": False, **kw})

    return paper


@pytest.fixture
def side(client):
    """Return a function that reads the start page as a person."""

    def read(person):
        client.force_login(person)
        session = client.session
        sessions.start(session)
        session.save()
        return client.get("/")

    return read


def waiting(response):
    """Return (link, words) of each thing that waits, however they are laid out."""
    section = response.content.decode().partition('<h2 id="handling">')[2].partition("</section>")[0]
    return [(url, unescape(words)) for url, words in re.findall(r'<a href="([^"]+)">([^<]+: [^<]+)</a>', section)]


def text(response):
    return unescape(" ".join(re.sub("<[^>]+>", " ", response.content.decode()).split()))


def test_own_kladde_waits_to_be_written(make, side, signe):
    paper = make()

    assert waiting(side(signe)) == [(f"/indstillinger/{paper.nummer}/rediger/", "Skriv færdig: Tekst om titel")]


def test_paper_sent_to_the_leader_waits_to_be_read(make, side, signe, lars):
    paper = make(tilstand="til_godkendelse")

    assert waiting(side(lars)) == [(f"/indstillinger/{paper.nummer}/", "Læs og godkend: Tekst om titel")]
    assert waiting(side(signe)) == []


@pytest.mark.parametrize("tilstand", ["godkendt", "behandlet", "trukket"])
def test_what_is_done_does_not_wait(make, side, signe, lars, tilstand):
    make(tilstand=tilstand)

    assert (waiting(side(signe)), waiting(side(lars))) == ([], [])


def test_medforfatter_is_shown_the_kladde_too(make, side):
    maja = builders.bruger("Maja Medforfatter")
    make(medforfattere=[maja])

    assert len(waiting(side(maja))) == 1


def test_others_papers_are_not_shown(make, side):
    make()

    response = side(builders.bruger("Anders Andetsteds"))

    assert (waiting(response), "Tekst om titel" in text(response)) == ([], False)
    assert "Intet venter på dig lige nu. Ny indstilling" in text(response)


def test_deputy_sees_what_waits_for_the_leader(make, side, lars):
    stine = builders.bruger("Stine Stedfortræder")
    builders.stedfortraedelse(lars, stine, NU.date(), NU.date())
    make(tilstand="til_godkendelse"), make(tilstand="til_godkendelse", aabenhed="lukket")

    assert [url for url, _ in waiting(side(stine))] == ["/indstillinger/2020-001/"]


def test_newest_stands_first_and_twelve_are_enough(make, side, signe):
    for minute in range(14):
        with ur.stil(NU + timedelta(minutes=minute)):
            make()

    numbers = [url.split("/")[2] for url, _ in waiting(side(signe))]

    assert numbers == [f"2020-{nr:03d}" for nr in range(14, 2, -1)]


def test_row_says_why_where_and_when(make, side, signe, forum):
    moede = Moede.objects.create(noegle="m", forum=forum, dato="2020-05-29", start="9:00", slut="10:00")
    make(oensket_moede=moede)

    page = text(side(signe))
    assert ("Gemt 14. maj 2020 kl. 10.30" in page, "Chefteamet 29. maj 2020" in page) == (True, True)


def test_page_greets_by_first_name_and_gives_the_day(side, signe):
    assert "Goddag, Signe torsdag den 14. maj 2020" in text(side(signe))


def test_closed_paper_on_the_page_is_noted(make, side, signe):
    make(), make(aabenhed="lukket")

    side(signe)

    assert [(one.slags, len(one.genstande)) for one in Opslag.objects.all()] == [("liste", 1)]


def test_queries_are_the_same_at_1_3_and_12_rows(make, side, signe, client, queries_at):
    side(signe)

    counts = queries_at(lambda nr: make(), lambda: client.get("/"), (1, 3, 12))

    assert (len(set(counts)), counts[0] <= 12) == (1, True), counts


# The shell


def menu(response, label):
    part = response.content.decode().partition(f'aria-label="{label}"')[2].partition("</nav>")[0]
    return re.findall(r'<a href="([^"]+)"( aria-current="page")?>([^<]+)</a>', part)


def test_menu_marks_where_one_is(side, signe, client):
    assert menu(side(signe), "Hovedmenu")[0] == ("/", ' aria-current="page"', "Overblik")
    assert menu(client.get("/indstillinger/ny/"), "Hovedmenu")[1] == (
        "/indstillinger/",
        ' aria-current="page"',
        "Indstillinger",
    )


def test_menu_marks_the_plans_on_the_pages_of_rounds(side, signe, client):
    side(signe)

    assert [one for one in menu(client.get("/kvartalsstatus/"), "Hovedmenu") if one[1]] == [
        ("/indsatsplaner/", ' aria-current="page"', "Indsatsplaner")
    ]


def test_settings_are_offered_to_administrators_only(side, signe):
    offered = [">Opsætning<" in side(one).content.decode() for one in (signe, builders.administrator())]

    assert offered == [False, True]


def test_anonymous_reader_is_led_to_the_login(client):
    response = client.get("/")

    assert (response.status_code, response.url) == (302, "/login/?next=/")


def test_page_tells_when_the_session_ends(side, signe, client):
    html = side(signe).content.decode()

    assert f'data-session-slut="{sessions.ends_at(client.session)}"' in html


def test_demo_page_tells_the_demos_day(side, signe, settings):
    settings.MSO_UR = "-60"

    assert "14. maj 2020" in text(side(signe)).partition("Goddag")[0]

"""/beslutninger/<nummer>/: a decision with its wording, its course and its grounds (11 §7)."""

import re
from html import unescape
from uuid import uuid4

import pytest

from indstillinger.models import Beslutning, Indstilling, Udsendelse
from indstillinger.views.soegbar_beslutning import BESLUTNING
from mso_portal.motor import search
from mso_portal.motor.models import Taeller
from tests import builders_moede
from tests.indstillinger.referat import verden
from tests.indstillinger.referat.verden import opgave, raekke, ret

URL = "/beslutninger/CT-2020-001/"
NOTE, GRUND = "Planen er sat i gang i alle enheder.", "Området er lagt om, så planen passer ikke længere."


@pytest.fixture
def manifest(monkeypatch):
    """The sending's manifest knows the paper's version and two bilag, one of them lukket."""

    def fill(moede):
        punkt = moede.punkter.get(nummer="1")
        bilag = [{"nr": 1, "sha256": "a" * 64, "bytes": 1234, "aabenhed": "aaben"},
                 {"nr": 2, "sha256": "b" * 64, "bytes": 99, "aabenhed": "lukket"}]  # fmt: skip
        item = {"uuid": str(punkt.uuid), "version": {"nr": 3, "sha256": "c" * 64}, "bilag": bilag}
        monkeypatch.setattr(Udsendelse._meta.get_field("manifest"), "from_db_value", lambda *args: {"punkter": [item]},
                            raising=False)  # fmt: skip

    return fill


@pytest.fixture
def beslutning(kladde, folk):
    row = ret(
        kladde, 1, udfald="vedtaget_med_aendring", ordlyd="At planen sættes i gang i august", ansvarlig=folk.mikkel
    )
    opgave(kladde, folk.kirsten, row, ansvarlig=folk.lars)
    verden.godkendt(kladde, folk)
    return Beslutning.objects.get(nummer="CT-2020-001")


def text(response):
    """Return the words of the page's main part."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", main)).split())


def press(client, verb, **data):
    page = client.get(f"{URL}{verb}/")
    hidden = dict(re.findall(r'name="(version|noegle)" value="([^"]*)"', page.content.decode()))
    return client.post(f"{URL}{verb}/", hidden | data)


def test_page_shows_both_wordings_and_what_came_of_it(beslutning, logget_ind, folk):
    shown = text(logget_ind(folk.mona).get(URL))

    for words in ("Beslutning CT-2020-001", "Tekst om titel", "Vedtaget At planen sættes i gang i august",
                  "At planen sættes i gang tilføjet: i august slut", "Ansvarlig Mikkel Medlem",
                  "O-2020-001 Skriv til alle ledere", "Sagens gang", "Referat Version 1"):  # fmt: skip
        assert words in shown


@pytest.mark.parametrize(("name", "found"), [("mona", 200), ("signe", 200), ("lars", 200), ("anders", 404)])
def test_page_is_read_by_readers_of_the_item(beslutning, logget_ind, folk, name, found):
    assert logget_ind(getattr(folk, name)).get(URL).status_code == found


@pytest.mark.parametrize("name", ["mona", "lars"])
def test_grounds_are_named_by_hash(beslutning, logget_ind, folk, moede, manifest, name):
    manifest(moede)

    shown = text(logget_ind(getattr(folk, name)).get(URL))

    hashes = (beslutning.manifest_sha256, "c" * 64, "a" * 64, "b" * 64)
    assert [one in shown.replace(" ", "") for one in hashes] == [True] * 4


def test_lukket_bilag_is_left_out_for_who_reads_the_open_part(beslutning, logget_ind, folk, moede, manifest):
    manifest(moede)
    type(moede.forum).objects.filter(pk=moede.forum_id).update(laesekreds="organisation")

    shown = text(logget_ind(folk.anders).get(URL)).replace(" ", "")

    assert ("a" * 64 in shown, "b" * 64 in shown) == (True, False)


def test_replaced_decision_points_both_ways(beslutning, logget_ind, folk, chefteam):
    paper = verden.sag(folk, chefteam, vedroerer=beslutning, vedroerer_art="aendrer")
    verden.godkendt(verden.afholdt(folk, chefteam, paper, dato=verden.EFTER.date()), folk)
    client = logget_ind(folk.mona)

    old, new = text(client.get(URL)), text(client.get("/beslutninger/CT-2020-005/"))

    assert "Beslutningen er erstattet af CT-2020-005" in old and "2020-002 (ændrer)" in old
    assert "Erstatter CT-2020-001" in new


def test_links_to_what_cannot_be_seen_are_left_out(beslutning, logget_ind, folk, chefteam):
    paper = verden.sag(folk, chefteam, vedroerer=beslutning, vedroerer_art="aendrer")
    later = verden.afholdt(folk, chefteam, paper, dato=verden.EFTER.date())
    verden.godkendt(later, folk)
    builders_moede.udelukkelse(later.moede.punkter.get(nummer="1"), folk.mona, folk.kirsten)

    page = logget_ind(folk.mona).get(URL).content.decode()

    assert ("CT-2020-005" in page, "indstillinger/2020-002" in page) == (False, False)


@pytest.mark.parametrize(
    ("name", "offers"),
    [("kirsten", ["bortfald", "ny-indstilling", "udfoert"]), ("lars", ["bortfald", "ny-indstilling", "udfoert"]),
     ("mikkel", ["ny-indstilling", "udfoert"]), ("mona", ["ny-indstilling"])],
)  # fmt: skip
def test_page_offers_what_the_person_may_do(beslutning, logget_ind, folk, name, offers):
    page = logget_ind(getattr(folk, name)).get(URL).content.decode()

    assert sorted(set(re.findall(rf'href="{URL}([a-z-]+)/"', page))) == offers


def test_verbs_over_http(beslutning, logget_ind, folk):
    client = logget_ind(folk.kirsten)

    refused = press(client, "udfoert", note=NOTE)
    short = press(client, "bortfald", grund="For kort")
    done = press(client, "bortfald", grund=GRUND)

    assert [one.status_code for one in (refused, short, done)] == [409, 422, 302]
    assert "1 opgave er ikke afsluttet. Afslut dem først." in text(refused) and NOTE in refused.content.decode()
    beslutning.refresh_from_db()
    assert (beslutning.status, beslutning.status_grund) == ("bortfaldet", GRUND)


@pytest.mark.parametrize(("name", "verb", "found"), [("mona", "bortfald", 403), ("anders", "bortfald", 404)])
def test_who_may_not_is_told_why_or_sees_nothing(beslutning, logget_ind, folk, name, verb, found):
    assert logget_ind(getattr(folk, name)).get(f"{URL}{verb}/").status_code == found


def test_new_paper_points_at_the_decision(beslutning, logget_ind, folk):
    Taeller.objects.create(slags="indstilling", aar=2020, sidste=1)
    data = {"noegle": uuid4(), "art": "genoptager", "titel": "Planen igen"}

    answer = logget_ind(folk.signe).post(f"{URL}ny-indstilling/", data)

    paper = Indstilling.objects.get(titel="Planen igen")
    assert (paper.vedroerer, paper.vedroerer_art, paper.forum) == (
        beslutning,
        "genoptager",
        beslutning.punkt.moede.forum,
    )
    assert answer["Location"] == f"/indstillinger/{paper.nummer}/rediger/"


def test_new_paper_without_a_choice_comes_back(beslutning, logget_ind, folk):
    answer = logget_ind(folk.signe).post(f"{URL}ny-indstilling/", {"noegle": uuid4(), "titel": "Planen igen"})

    assert (answer.status_code, Indstilling.objects.filter(titel="Planen igen").count()) == (422, 0)
    assert "Vælg, hvad den nye indstilling skal." in text(answer)


def test_browser_title_says_nothing_of_the_decision(kladde, logget_ind, folk, moede):
    raekke(kladde, moede.punkter.get(nummer="3"), 2, ordlyd="Anna ansættes", udfald="vedtaget")
    verden.godkendt(kladde, folk)

    page = logget_ind(folk.mona).get("/beslutninger/CT-2020-005/").content.decode()

    assert "<title>Beslutning CT-2020-005 – MSO-portalen</title>" in page
    assert "Anna ansættes" in page


@pytest.mark.parametrize(("name", "found"), [("mona", ["CT-2020-001"]), ("signe", ["CT-2020-001"]), ("anders", [])])
def test_search_finds_it_for_readers_of_the_item(beslutning, folk, name, found):
    hits, total = search.find((BESLUTNING,), getattr(folk, name), "august")

    assert ([hit.obj.nummer for hit in hits], total) == (found, len(found))
    assert [hit.vis()["url"] for hit in hits] == [f"/beslutninger/{nr}/" for nr in found]

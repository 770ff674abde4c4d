"""/indstillinger/<nr>/koordinering/: readers see every request, a part his own and the version he was sent."""

import re
from datetime import timedelta
from html import unescape

import pytest

from indstillinger.models import Indstilling, Koordinering
from indstillinger.views.koordinering import action_row
from indstillinger.workflow import add_row
from indstillinger.workflow.koordinering import answer, ask, waiting_for, waive
from mso_portal.motor import ur
from mso_portal.motor.models import Opslag
from tests import builders, builders_indstilling
from tests.indstillinger.conftest import NU, save, save_row
from tests.indstillinger.dialog.conftest import FRIST, stedfortraeder, words

SIDE = "koordinering"


@pytest.fixture
def spurgt(sag, signe, piet):
    return ask(sag, [piet], FRIST, by=signe)[0]


def links(response):
    return re.findall(r'href="(/indstillinger/[^"]+/koordinering/[^"]+)"', unescape(response.content.decode()))


# The list


def test_page_without_requests_offers_the_first_to_its_authors_alone(sag, signe, lars, hent):
    pages = [hent(person, sag) for person in (signe, lars)]

    assert [("Ingen er spurgt endnu." in words(page), links(page)) for page in pages] == [
        (True, [f"/indstillinger/{sag.nummer}/koordinering/spoerg/"]), (True, []),
    ]  # fmt: skip


def test_each_request_shows_who_when_what_and_which_version(spurgt, sag, signe, piet, hent):
    answer(spurgt, "uenig", "Det går ikke.\nSe natten.", by=piet)

    page = words(hent(signe, sag))

    assert (
        "Piet Part Uenig Det går ikke. Se natten. Spurgt 14. maj 2020 kl. 10.30 af Signe Sagsbehandler "
        "Svarfrist 20. maj 2020 Besvaret 14. maj 2020 kl. 10.30 af Piet Part Tekst Version 1"
    ) in page


def test_late_answer_of_a_deputy_says_both(spurgt, sag, signe, piet, hent):
    stine = stedfortraeder(piet)
    with ur.stil(NU + timedelta(days=7)):
        answer(spurgt, "enig", "", by=stine)

    assert "af Stine Stedfortræder på vegne af Piet Part, efter fristen" in words(hent(signe, sag))


def test_waived_and_named_parts_say_so(spurgt, sag, signe, hent):
    waive(spurgt, "Det haster.", by=signe)
    Koordinering.objects.create(indstilling=sag, navn_tekst="Økonomi", status="naevnt")

    page = words(hent(signe, sag))

    assert "Piet Part Videre uden svar Det haster." in page
    assert "Økonomi Nævnt, ikke spurgt" in page


@pytest.mark.parametrize(("felt", "expected"), [("kommunikation", 0), ("punkt", 1)])
def test_answer_is_called_outdated_after_a_changed_point_alone(spurgt, sag, signe, piet, hent, felt, expected):
    answer(spurgt, "enig", "", by=piet)
    if felt == "punkt":
        save_row(sag, add_row(sag, "beslutningspunkt", by=signe), "tekst", "At godkende.", signe)
    else:
        save(sag, signe, kommunikation="<p>Nyt.</p>")

    assert words(hent(signe, sag)).count("Svaret gælder version 1. Teksten er ændret siden.") == expected


@pytest.mark.parametrize(("person", "expected"), [("signe", True), ("lars", False)])
def test_only_authors_may_go_on_without_an_answer(spurgt, sag, signe, lars, hent, person, expected):
    page = hent({"signe": signe, "lars": lars}[person], sag)

    assert (f"/indstillinger/{sag.nummer}/koordinering/{spurgt.uuid}/frafald/" in links(page)) is expected


def test_sekretaer_sees_no_link_to_a_version_before_the_first_submit(spurgt, sag, signe, chefteam, hent):
    kirsten = builders.bruger("Kirsten Sekretær")
    builders.medlemskab(kirsten, chefteam, "sekretaer")
    builders_indstilling.version(sag, signe)

    assert f'href="/indstillinger/{sag.nummer}/versioner/1/"' in hent(signe, sag).content.decode()
    assert f'href="/indstillinger/{sag.nummer}/versioner/1/"' not in hent(kirsten, sag).content.decode()


def test_requests_cost_no_queries_each(sag, signe, logget_ind, queries_at):
    client = logget_ind(signe)

    def make(nr):
        part = builders.bruger(f"Part {nr}")
        answer(ask(sag, [part], FRIST, by=signe)[0], "enig", "", by=part)

    counts = queries_at(make, lambda: client.get(f"/indstillinger/{sag.nummer}/koordinering/"))

    assert counts[0] == counts[1] <= 26


# The part


def test_part_reads_the_version_he_was_sent_and_nothing_newer(spurgt, sag, signe, piet, hent):
    save(sag, signe, titel="Nyere titel", baggrund="<p>Nyere baggrund.</p>", resume="Nyere resumé")

    page = words(hent(piet, sag))

    assert ("Følgevenner på plejehjem" in page, "Ordningen har kørt i to år." in page, "Version 1" in page) == (
        True,
        True,
        True,
    )
    assert [text for text in ("Nyere titel", "Nyere baggrund", "Nyere resumé") if text in page] == []


def test_part_sees_neither_the_others_nor_what_they_answered(spurgt, sag, signe, piet, hr, hent):
    helga = hr.tilknytninger.get().bruger
    answer(ask(sag, [hr], FRIST, by=signe)[0], "uenig", "Hemmeligt fra HR.", by=helga)

    page = words(hent(piet, sag))

    assert [text for text in ("Helga", "Hemmeligt fra HR.") if text in page] == []


def test_part_of_two_versions_chooses_between_them(spurgt, sag, signe, piet, hent):
    answer(spurgt, "enig", "", by=piet)
    save(sag, signe, baggrund="<p>Nyere baggrund.</p>")
    second = ask(sag, [piet], FRIST, by=signe)[0]

    first, newest = hent(piet, sag, f"?anmodning={spurgt.uuid}"), hent(piet, sag)

    assert ("Ordningen har kørt i to år." in words(first), "Nyere baggrund." in words(first)) == (True, False)
    assert ("Nyere baggrund." in words(newest), f"anmodning={spurgt.uuid}" in newest.content.decode()) == (True, True)
    assert str(second.uuid) in newest.content.decode()


@pytest.mark.parametrize("person", ["anders", "medlem"])
def test_others_get_404_alike_for_invisible_and_missing(spurgt, sag, anders, chefteam, hent, person):
    who = anders
    if person == "medlem":
        who = builders.bruger("Carla Chefteam")
        builders.medlemskab(who, chefteam)

    shown = [hent(who, sag), hent(who, Indstilling(nummer="2020-999"))]

    assert [one.status_code for one in shown] == [404, 404]


@pytest.mark.parametrize("who", ["anders", "piet"])
def test_part_named_but_never_asked_sees_nothing(sag, anders, piet, hent, who):
    Koordinering.objects.create(indstilling=sag, bruger=piet, status="naevnt")

    assert hent({"anders": anders, "piet": piet}[who], sag).status_code == 404


def test_leader_of_the_unit_is_a_part_until_he_leaves(sag, signe, hr, hent):
    ask(sag, [hr], FRIST, by=signe)
    place = hr.tilknytninger.get()

    assert hent(place.bruger, sag).status_code == 200
    place.til = NU.date() - timedelta(days=1)
    place.save()
    assert hent(place.bruger, sag).status_code == 404


@pytest.mark.parametrize(("aabenhed", "lukkede", "status"), [("lukket", False, 404), ("lukket", True, 200),
                                                            ("aaben", False, 200)])  # fmt: skip
def test_deputy_of_a_part_sees_lukkede_only_with_the_right(sag, signe, piet, hent, aabenhed, lukkede, status):
    save(sag, signe, aabenhed=aabenhed)
    ask(sag, [piet], FRIST, by=signe)
    stine = stedfortraeder(piet, ogsaa_lukkede=lukkede)

    assert hent(stine, sag).status_code == status


def test_reader_who_is_also_asked_sees_the_list_and_the_way_to_his_answer(sag, signe, lars, hent):
    row = ask(sag, [lars], FRIST, by=signe)[0]
    url = f"/indstillinger/{sag.nummer}/koordinering/?anmodning={row.uuid}"

    assert url in links(hent(lars, sag))
    assert "Dit svar" in words(hent(lars, sag, f"?anmodning={row.uuid}"))


@pytest.mark.parametrize("lukket", ["version", "i dag", "aldrig"])
def test_reading_something_closed_is_noted(sag, signe, piet, hent, lukket):
    if lukket == "version":
        save(sag, signe, aabenhed="lukket")
    ask(sag, [piet], FRIST, by=signe)
    save(sag, signe, aabenhed="lukket" if lukket == "i dag" else "aaben")

    hent(piet, sag)

    assert Opslag.objects.filter(aktoer=piet).count() == (0 if lukket == "aldrig" else 1)


def test_closed_title_stays_out_of_the_browser(sag, signe, piet, hent):
    save(sag, signe, aabenhed="lukket", titel_lukket="Den rigtige titel", hjemmel="intern", lukket_begrundelse="x")
    ask(sag, [piet], FRIST, by=signe)

    html = hent(piet, sag).content.decode()

    assert ("<h1>Den rigtige titel</h1>" in html, re.findall(r"<title>(.*?) –", html)) == (
        True, [f"Du er spurgt: {sag.nummer}"],
    )  # fmt: skip


# The start page


def test_waiting_request_as_a_row_of_the_start_page(spurgt, sag, signe, piet):
    save(sag, signe, titel="Nyere titel")

    assert [action_row(one) for one in waiting_for(piet)] == [
        {"verbum": "Svar på koordinering", "titel": "Følgevenner på plejehjem", "forum": "Chefteamet", "moede": None,
         "url": f"/indstillinger/{sag.nummer}/koordinering/?anmodning={spurgt.uuid}",
         "hvorfor": "Spurgt af Signe Sagsbehandler. Svarfrist 20. maj 2020"},
    ]  # fmt: skip

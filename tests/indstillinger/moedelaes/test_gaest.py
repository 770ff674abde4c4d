"""The meeting's page as a guest of one item has it: when he comes in and where, and nothing of the rest."""

import re

import pytest

from indstillinger.models import Dagsordenspunkt
from tests import builders, builders_moede
from tests.indstillinger.afvikling.conftest import item

URL = "/moeder/ct-2020-05-29/"
MOEDET = ["9.00–12.00", "Mødelokale 1"]
LINK = "https://video.eksempel.dk/ct"


@pytest.fixture
def tre(moede):
    """Three items of 30, 20 and 10 minutes, not sent yet; the second is Gittes."""
    moede.link = LINK
    moede.save()
    return [builders_moede.punkt(moede, titel=f"Emne {nr}", minutter=minutes)
            for nr, minutes in enumerate((30, 20, 10), 1)]  # fmt: skip


@pytest.fixture
def gitte(tre):
    guest = builders.bruger("Gitte Gæst")
    builders_moede.deltager(tre[1], guest)
    return guest


@pytest.fixture
def sendt(moede, gitte, kirsten):
    return builders_moede.sendt(moede, kirsten)


@pytest.fixture
def laes(logget_ind):
    return lambda person: logget_ind(person).get(URL).content.decode()


def facts(html):
    """Return the texts of the head's line of facts, but for the badge."""
    line = html.split('<ul class="fakta">')[1].split("</ul>")[0]
    return re.findall(r"<li>([^<]+)</li>", line)


def test_guest_reads_when_his_item_is(sendt, laes, gitte):
    assert facts(laes(gitte)) == [*MOEDET, "Punkt 2 kl. 9.30–9.50"]


def test_guest_of_two_items_reads_both_times(sendt, laes, gitte, tre):
    builders_moede.deltager(tre[2], gitte)

    assert facts(laes(gitte))[2:] == ["Punkt 2 kl. 9.30–9.50", "Punkt 3 kl. 9.50–10.00"]


def test_guest_reads_nothing_of_the_other_items(sendt, laes, gitte):
    html = laes(gitte)

    assert [f"Emne {nr}" in html for nr in (1, 2, 3)] == [False, True, False]


def test_time_moves_with_what_comes_before(sendt, laes, gitte, moede):
    Dagsordenspunkt.objects.filter(moede=moede, nummer="1").update(minutter=45)

    assert facts(laes(gitte))[2:] == ["Punkt 2 kl. 9.45–10.05"]


def test_before_the_sending_the_guest_has_the_time_alone(gitte, laes):
    html = laes(gitte)

    assert (facts(html)[2:], "Emne 2" in html) == (["Dit punkt kl. 9.30–9.50"], False)


def test_item_put_off_has_no_time(sendt, laes, gitte, kirsten, moede):
    Dagsordenspunkt.objects.filter(moede=moede, nummer="2").update(
        tilstand="udsat", afgjort_den=moede.begynder, afgjort_af=kirsten
    )

    assert facts(laes(gitte)) == MOEDET


def test_guest_finds_the_way_to_an_online_meeting(sendt, laes, gitte):
    assert laes(gitte).count(f'href="{LINK}"') == 1


def test_guest_kept_out_of_his_item_has_neither_time_nor_link(sendt, laes, gitte, kirsten, moede):
    builders_moede.udelukkelse(item(moede, "2"), gitte, kirsten)
    html = laes(gitte)

    assert (facts(html), LINK in html) == (MOEDET, False)


def test_reader_who_is_nobodys_guest_has_neither_time_nor_link(sendt, laes, chefteam):
    chefteam.laesekreds = "organisation"
    chefteam.save()
    html = laes(builders.bruger("Anna Anden"))

    assert (facts(html), LINK in html) == (MOEDET, False)


def test_member_who_presents_an_item_reads_the_agenda_as_before(sendt, laes, carla, tre):
    builders_moede.deltager(tre[0], carla)

    assert facts(laes(carla)) == MOEDET


def test_cancelled_meeting_has_no_time_for_anybody(sendt, laes, gitte, moede, kirsten):
    moede.tilstand, moede.aflyst_den, moede.aflyst_af, moede.aflyst_grund = (
        "aflyst", moede.begynder, kirsten, "For få sager.",
    )  # fmt: skip
    moede.save()

    assert facts(laes(gitte)) == MOEDET


def test_guests_page_keeps_its_budget(sendt, logget_ind, gitte, count_queries):
    client = logget_ind(gitte)
    client.get(URL)

    assert count_queries(lambda: client.get(URL)) <= 15

"""The meeting's own page: each reader's agenda, his marks, and what he may do."""

import pytest

from indstillinger.models import Laesning, Udsendelsespunkt
from indstillinger.workflow import afvikling
from indstillinger.workflow.laesning import mark_read
from mso_portal.motor.log import Opslag
from tests import builders, builders_indstilling, builders_moede
from tests.indstillinger.afvikling.conftest import item, sag

URL = "/moeder/ct-2020-05-29/"
TOM = "Dagsordenen er ikke udsendt endnu."


@pytest.fixture
def laes(logget_ind):
    """Return a function that opens the meeting as somebody and gives its text."""
    return lambda person: logget_ind(person).get(URL).content.decode()


def agenda(html):
    """Return [(title, status)] as the table says them."""
    rows = html.split("<tbody")[1].split('<tr role="row">')[1:] if "<tbody" in html else []
    return [(_text(row.split("</th>")[0]), _text(row.rpartition("<td")[2].partition("</td>")[0])) for row in rows]


def _text(part):
    return "".join(piece.rpartition(">")[2] for piece in part.split("<")).strip()


def read(person, moede, nummer):
    row = Udsendelsespunkt.objects.filter(punkt=item(moede, nummer)).order_by("-udsendelse__nr").first()
    return mark_read(row, by=person)


def test_agenda_before_the_sending_is_the_sekretaers(moede, paper, laes, kirsten, mads, carla):
    builders_moede.punkt(moede, paper)

    assert [(TOM in laes(one), "Tekst om titel" in laes(one)) for one in (kirsten, mads, carla)] == [
        (False, True), (False, True), (True, False),
    ]  # fmt: skip


def test_member_has_every_sent_item(udsendt, laes, carla):
    assert agenda(laes(carla)) == [("1. Tekst om titel", "Ulæst"), ("2. Eventuelt", "Ulæst")]


def test_lukket_item_is_a_number_to_who_may_not_read_it(moede, chefteam, signe, lars, kirsten, laes):
    chefteam.laesekreds = "organisation"
    chefteam.save()
    anybody = builders.bruger("Anna Anden")
    builders_moede.punkt(moede, sag(chefteam, signe, lars, aabenhed="lukket"))
    builders_moede.punkt(moede, titel="Eventuelt")
    builders_moede.sendt(moede, kirsten)

    assert agenda(laes(anybody)) == [("1. Lukket punkt", "–"), ("2. Eventuelt", "Ulæst")]


def test_excluded_member_has_the_number_and_why(udsendt, laes, carla, kirsten):
    builders_moede.udelukkelse(item(udsendt, "1"), carla, kirsten)

    assert agenda(laes(carla))[0] == ("1. Tekst om titel", "Du deltager ikke i punktet")


def test_guest_has_his_own_item_alone(udsendt, laes):
    guest = builders.bruger("Gitte Gæst")
    builders_moede.deltager(item(udsendt, "2"), guest)

    assert agenda(laes(guest)) == [("2. Eventuelt", "Ulæst")]


def test_guest_does_not_see_who_sits_there(udsendt, laes, carla):
    guest = builders.bruger("Gitte Gæst")
    builders_moede.deltager(item(udsendt, "2"), guest)

    assert [laes(one).count("Mads Mødeleder") > 0 for one in (guest, carla)] == [False, True]


def test_stranger_finds_no_meeting(udsendt, logget_ind, anders):
    assert logget_ind(anders).get(URL).status_code == 404


# the reader's own marks


def test_read_item_is_marked_for_its_reader_alone(udsendt, laes, carla, mads):
    read(carla, udsendt, "1")

    assert [agenda(laes(one))[0][1] for one in (carla, mads)] == ["Læst", "Ulæst"]


def test_card_says_how_far_and_where_to_go_on(udsendt, laes, carla):
    read(carla, udsendt, "1")
    html = laes(carla)

    assert ("1 af 2 punkter læst" in html, f'href="{URL}punkt/2/">Fortsæt ved punkt 2' in html) == (True, True)


def test_card_says_when_all_is_read(udsendt, laes, carla):
    for nummer in ("1", "2"):
        read(carla, udsendt, nummer)

    assert "Du har læst alle punkter." in laes(carla)


def test_tillaeg_shows_new_corrected_and_withdrawn(udsendt, laes, carla, kirsten, chefteam, signe, lars):
    for nummer in ("1", "2"):
        read(carla, udsendt, nummer)
    first, second = item(udsendt, "1"), item(udsendt, "2")
    builders_indstilling.gem(first.indstilling, signe, godkendt_version=builders_indstilling.version(
        first.indstilling, signe))  # fmt: skip
    builders_moede.punkt(udsendt, titel="Nyt punkt")
    builders_moede.sendt(udsendt, kirsten, slags="tillaeg", maerker={first.pk: "rettet", second.pk: "udgaar"})
    second.tilstand, second.afgjort_den, second.afgjort_af = "trukket", first.moede.begynder, kirsten
    second.save()

    assert [status for _, status in agenda(laes(carla))] == ["Rettet", "Udgår", "Nyt"]


def test_sent_again_unchanged_is_still_read(udsendt, laes, carla, kirsten):
    read(carla, udsendt, "1")
    builders_moede.sendt(udsendt, kirsten, slags="tillaeg")

    assert agenda(laes(carla))[0][1] == "Læst"


# what else is there


def test_cancelled_meeting_says_why(moede, kirsten, laes, carla):
    moede.tilstand, moede.aflyst_den, moede.aflyst_af, moede.aflyst_grund = (
        "aflyst", moede.begynder, kirsten, "For få sager.",
    )  # fmt: skip
    moede.save()

    assert "Mødet er aflyst: For få sager." in laes(carla)


def test_changed_deadline_stands_with_its_reason(moede, laes, carla):
    moede.frist_udsendelse = moede.frist_referat
    moede._change_reason = "Helligdag"
    moede.save()

    assert "Frist for udsendelse var 25. maj 2020 kl. 12.00. Ændret 29. maj 2020: Helligdag." in laes(carla)


@pytest.mark.parametrize(("who", "word"), [("kirsten", "Skriv referat"), ("carla", "Følg mødet")])
def test_running_meeting_leads_into_it(who, word, udsendt, laes, kirsten, carla, request):
    afvikling.start(udsendt, by=kirsten)

    assert f'href="{URL}afvikling/">{word}' in laes(request.getfixturevalue(who))


def test_lukket_agenda_is_noted(moede, chefteam, signe, lars, kirsten, carla, laes):
    builders_moede.punkt(moede, sag(chefteam, signe, lars, aabenhed="lukket"))
    builders_moede.sendt(moede, kirsten)
    laes(carla)

    assert [(row.aktoer, row.slags) for row in Opslag.objects.order_by("pk")] == [(carla, "vis")]


def test_agenda_of_twenty_items_keeps_its_budget(moede, logget_ind, carla, kirsten, count_queries):
    for nr in range(20):
        builders_moede.punkt(moede, titel=f"Punkt {nr}")
    builders_moede.sendt(moede, kirsten)
    client = logget_ind(carla)
    client.get(URL)

    assert count_queries(lambda: client.get(URL)) <= 14


def test_reading_the_agenda_marks_nothing(udsendt, laes, carla):
    laes(carla)

    assert Laesning.objects.count() == 0

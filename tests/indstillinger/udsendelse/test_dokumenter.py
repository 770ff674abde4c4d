"""Stored documents are given to who may read every part of them today (11 §14, checks 9 and 10)."""

from datetime import date

import pytest

from indstillinger.models import Moededokument
from indstillinger.workflow import tilstande
from indstillinger.workflow.udsendelse import dokumenter_for, recall_documents
from mso_portal.motor.filer import lager
from mso_portal.motor.log import seen_by
from mso_portal.motor.models import Haendelse, Opslag
from tests import builders
from tests.builders_moede import deltager, punkt, udelukkelse
from tests.builders_moede import moede as make_moede
from tests.indstillinger.udsendelse.conftest import paper

LUKKET = {"titel_lukket": "En lukket titel", "hjemmel": "private_forhold", "lukket_begrundelse": "Om en person."}


@pytest.fixture
def fire(moedet, chefteam, signe, lars, anders):
    """Two åbne papers, one lukket with a bilag, and a text under which Anders is a guest."""
    items = [
        punkt(moedet, paper(chefteam, signe, "Første sag", leder=lars)),
        punkt(moedet, paper(chefteam, signe, "Anden sag", leder=lars, bilag=[("Tal", "aaben"), ("Navne", "lukket")])),
        punkt(moedet, paper(chefteam, signe, "Tredje sag", leder=lars, aabenhed="lukket")),
        punkt(moedet, titel="Orientering"),
    ]
    deltager(items[3], anders)
    return items


def given(person, moede):
    """Return the kinds the person is given, each with its number of parts."""
    fresh = type(person).objects.get(pk=person.pk)
    return sorted((one.slags, len(one.dele)) for one in dokumenter_for(fresh, moede))


def answer(client, document, moede, query=""):
    """Fetch the document and read it to its end; `.indhold` is the bytes."""
    response = client.get(f"/moeder/{moede.noegle}/dokument/{document.uuid}.pdf{query}")
    response.indhold = b"".join(response.streaming_content) if response.streaming else response.content
    return response


def test_a_member_is_given_the_pack_of_all_first(fire, moedet, sendt, carla):
    sendt(moedet)

    first = dokumenter_for(carla, moedet)[0]

    assert (first.slags, len(first.dele)) == ("moedepakke", 6)


def test_a_guest_is_given_his_own_pack_and_item_alone(fire, moedet, sendt, anders):
    sendt(moedet)

    assert given(anders, moedet) == [("moedepakke", 1), ("punkt", 1)]


def test_nobody_else_is_given_anything(fire, moedet, sendt):
    sendt(moedet)

    assert given(builders.bruger("Fremmed"), moedet) == []


def test_before_it_is_sent_nobody_but_the_sekretariat_is_given_it(fire, moedet, klar, carla, kirsten, logget_ind):
    sending = klar(moedet)
    document = sending.dokumenter.filter(slags="moedepakke").first()

    assert answer(logget_ind(carla), document, moedet).status_code == 404
    assert answer(logget_ind(kirsten), document, moedet).status_code == 200


def test_an_excluded_member_loses_the_documents_in_the_next_request(fire, moedet, sendt, carla, kirsten, logget_ind):
    pack = sendt(moedet).modtagere.get(bruger=carla).dokument
    client = logget_ind(carla)
    before = answer(client, pack, moedet).status_code

    udelukkelse(fire[2], carla, kirsten)

    assert (before, answer(client, pack, moedet).status_code) == (200, 404)
    assert ("indstilling", 1) in given(carla, moedet)


def test_a_deputy_loses_what_the_one_he_replaces_is_kept_out_of(fire, moedet, sendt, carla, mogens, kirsten):
    pack = sendt(moedet).modtagere.get(bruger=carla).dokument
    vera = builders.bruger("Vera Vikar")
    builders.stedfortraedelse(carla, vera, date(2020, 5, 1), date(2020, 6, 1), ogsaa_lukkede=True)
    before = pack in dokumenter_for(vera, moedet)

    udelukkelse(fire[2], carla, kirsten)

    assert (before, pack in dokumenter_for(type(vera).objects.get(pk=vera.pk), moedet)) == (True, False)


def test_a_closed_paper_takes_the_old_documents_from_everybody_else(chefteam, fire, moedet, sendt, lars, logget_ind):
    chefteam.laesekreds = "organisation"
    chefteam.save()
    stranger = builders.bruger("Fremmed")
    open_pack = sendt(moedet).dokumenter.get(slags="moedepakke", modtagere=None)
    before = answer(logget_ind(stranger), open_pack, moedet).status_code

    tilstande.close(fire[0].indstilling, by=lars, **LUKKET)

    assert (before, answer(logget_ind(stranger), open_pack, moedet).status_code) == (200, 404)


def test_recall_stamps_the_documents_of_the_wider_circle_alone(chefteam, fire, moedet, sendt, lars):
    chefteam.laesekreds = "organisation"
    chefteam.save()
    sending = sendt(moedet)

    count = recall_documents(fire[0].indstilling.dagsordenspunkter.all(), lars)

    recalled = Moededokument.objects.exclude(tilbagekaldt_den=None).order_by("slags")
    wide = sending.dokumenter.get(slags="moedepakke", modtagere=None)
    assert count == 2
    assert [(one.slags, one.dele, one.tilbagekaldt_af) for one in recalled] == [
        ("dagsorden", wide.dele, lars), ("moedepakke", wide.dele, lars),
    ]  # fmt: skip
    assert Haendelse.objects.filter(handling="dokument.tilbagekald").count() == 2


def test_a_fetch_is_noted_with_the_papers_in_the_document(fire, moedet, sendt, carla, logget_ind):
    pack = sendt(moedet).modtagere.get(bruger=carla).dokument

    answer(logget_ind(carla), pack, moedet)

    assert Opslag.objects.filter(slags="fil").count() == 1
    assert [line.split(",")[0] for line in seen_by(fire[2].indstilling)] == ["Carla Chefteam"]


def test_the_file_is_served_byte_for_byte_under_its_fixed_name(fire, moedet, sendt, carla, logget_ind):
    pack = sendt(moedet).modtagere.get(bruger=carla).dokument

    response = answer(logget_ind(carla), pack, moedet)
    saved = answer(logget_ind(carla), pack, moedet, "?hent=1")

    assert response["Content-Disposition"] == 'inline; filename="ct-2020-05-29-moedepakke-1.pdf"'
    assert saved["Content-Disposition"] == 'attachment; filename="ct-2020-05-29-moedepakke-1.pdf"'
    assert (response["Content-Type"], response.indhold) == ("application/pdf", lager.read(pack.fil))


def test_a_document_under_another_meeting_is_not_found(fire, moedet, sendt, carla, chefteam, logget_ind):
    pack = sendt(moedet).modtagere.get(bruger=carla).dokument
    other = make_moede(chefteam, date(2020, 6, 26))

    assert answer(logget_ind(carla), pack, other).status_code == 404


def test_a_guests_pack_holds_no_neighbour(fire, moedet, sendt, anders):
    pack = sendt(moedet).modtagere.get(bruger=anders).dokument

    assert [part.split(":")[1] for part in pack.dele] == [str(fire[3].uuid)]

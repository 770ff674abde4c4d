"""The pages of a sending: list, prepare, checklist, send, manifest (40 §4)."""

from uuid import uuid4

import pytest

from indstillinger.models import Udsendelse
from indstillinger.models.indhold import in_groups
from indstillinger.workflow.udsendelse import prepare
from tests import builders
from tests.builders_moede import punkt, udelukkelse
from tests.indstillinger.udsendelse.conftest import paper, rework

OWN = "/moeder/ct-2020-05-29/udsendelse/"


@pytest.fixture
def kontor(logget_ind, kirsten):
    return logget_ind(kirsten)


def body(response):
    return response.content.decode()


def post(client, url, **data):
    return client.post(url, {"noegle": str(uuid4()), **data})


def test_a_meeting_without_sendings_says_so(moedet, kontor):
    response = kontor.get(OWN)

    assert response.status_code == 200
    assert "Intet er udsendt." in body(response)


@pytest.mark.parametrize("path", ["", "klargoer/"])
def test_a_member_may_not_see_the_room(moedet, sager, carla, logget_ind, path):
    response = logget_ind(carla).get(f"{OWN}{path}")

    assert response.status_code == 403


@pytest.mark.parametrize("path", ["1/", "1/send/"])
def test_a_sending_and_none_look_the_same_to_a_member(moedet, sager, klar, carla, logget_ind, path):
    klar(moedet)

    assert logget_ind(carla).get(f"{OWN}{path}").status_code == 404
    assert logget_ind(carla).get(f"{OWN}{path.replace('1', '7')}").status_code == 404


def test_a_stranger_finds_nothing(moedet, sager, klar, logget_ind):
    klar(moedet)
    client = logget_ind(builders.bruger("Fremmed"))

    found = [client.get(f"{OWN}{path}").status_code for path in ("", "klargoer/", "1/", "1/send/")]
    assert found == [404, 404, 404, 404]


def test_prepare_leads_to_the_page_that_waits(moedet, sager, kontor):
    response = post(kontor, f"{OWN}klargoer/", slags="dagsorden")

    page = kontor.get(response.url)
    assert (response.status_code, response.url) == (302, f"{OWN}1/")
    assert "0 af 3 dele er dannet." in body(page)
    assert 'hx-trigger="every 2s"' in body(page)
    assert f'<a href="{OWN}1/">Opdatér</a>' in body(page)


def test_prepare_twice_with_one_key_is_one_sending(moedet, sager, kontor):
    noegle = str(uuid4())
    for _ in range(2):
        kontor.post(f"{OWN}klargoer/", {"noegle": noegle, "slags": "dagsorden"})

    assert Udsendelse.objects.get().version == 0


def test_prepare_without_a_key_is_400(moedet, sager, kontor):
    assert kontor.post(f"{OWN}klargoer/", {"slags": "dagsorden"}).status_code == 400


def test_prepare_of_nothing_chosen_is_422(moedet, sager, kontor):
    assert post(kontor, f"{OWN}klargoer/").status_code == 422


def test_a_gennemlaesning_needs_readers(moedet, sager, kontor, carla):
    refused = post(kontor, f"{OWN}klargoer/", slags="gennemlaesning")
    done = post(kontor, f"{OWN}klargoer/", slags="gennemlaesning", modtagere=[str(carla.pk)])

    assert (refused.status_code, done.status_code) == (422, 302)
    assert "Vælg mindst én, der skal læse igennem." in body(refused)


def test_the_waiting_page_asks_for_the_whole_when_it_is_ready(moedet, sager, klar, kontor):
    klar(moedet)

    response = kontor.get(f"{OWN}1/", headers={"HX-Request": "true"})

    assert response.headers["HX-Redirect"] == f"{OWN}1/"


def test_the_checklist_shows_eight_lines_and_what_to_do(moedet, sager, klar, kontor, signe, lars):
    klar(moedet)
    rework(sager[2].indstilling, signe, lars, resume="Andet")

    page = body(kontor.get(f"{OWN}1/"))

    assert page.count(">I orden<") == 6
    assert page.count(">Stop<") == 2
    assert "Punkt 3 er ændret, siden pakken blev lavet. Lav den igen." in page


def test_the_page_lists_sets_with_recipients_and_previews(moedet, sager, klar, kontor):
    pack = klar(moedet).dokumenter.get(slags="moedepakke")

    page = body(kontor.get(f"{OWN}1/"))

    assert f"/moeder/ct-2020-05-29/dokument/{pack.uuid}.pdf" in page
    assert "Carla Chefteam (medlem)" in page


def test_a_sekretaer_kept_out_gets_no_preview_and_no_title(moedet, chefteam, signe, kirsten, carla, klar, kontor):
    item = punkt(moedet, paper(chefteam, signe, "Hemmelig flytning", aabenhed="lukket"))
    udelukkelse(item, kirsten, carla)
    pack = klar(moedet).modtagere.get(bruger=carla).dokument

    page = body(kontor.get(f"{OWN}1/"))

    assert "Hemmelig" not in page
    assert str(pack.uuid) not in page


def test_send_confirms_and_then_shows_the_manifest(moedet, sager, klar, kontor):
    sending = klar(moedet)

    confirm = body(kontor.get(f"{OWN}1/send/"))
    response = post(kontor, f"{OWN}1/send/", version=sending.version)

    sending.refresh_from_db()
    page = body(kontor.get(response.url))
    assert "Udsend dagsorden" in confirm
    assert (response.status_code, sending.tilstand) == (302, "sendt")
    assert in_groups(sending.sha256) in page
    assert sending.manifest["punkter"][0]["version"]["sha256"][:16] in page


def test_send_that_a_guard_stops_is_409_with_its_line(moedet, sager, klar, kontor, chefteam):
    sending = klar(moedet)
    builders.medlemskab(builders.bruger("Nina Ny"), chefteam)

    response = post(kontor, f"{OWN}1/send/", version=sending.version)

    assert response.status_code == 409
    assert "Nina Ny er medlem, men ikke modtager. Lav pakken igen." in body(response)


@pytest.mark.parametrize("data", [{}, {"version": "x"}])
def test_send_without_a_version_is_400(moedet, sager, klar, kontor, data):
    klar(moedet)

    assert post(kontor, f"{OWN}1/send/", **data).status_code == 400


def test_send_while_it_is_made_is_409(moedet, sager, uden_pdf, kirsten, kontor):
    prepare(moedet, "dagsorden", by=kirsten)

    assert kontor.get(f"{OWN}1/send/").status_code == 409


def test_send_asks_why_a_bilag_is_missing(moedet, chefteam, signe, klar, kontor):
    punkt(moedet, rework(paper(chefteam, signe, "Sag"), signe, signe, baggrund="<p>Se bilag 2 her.</p>"))
    sending = klar(moedet)

    refused = post(kontor, f"{OWN}1/send/", version=sending.version)
    done = post(kontor, f"{OWN}1/send/", version=sending.version, mangler_grund="Det eftersendes.")

    assert (refused.status_code, done.status_code) == (422, 302)
    assert Udsendelse.objects.get().manifest["mangler_grund"] == "Det eftersendes."


def test_send_all_the_same_needs_the_mark_and_the_reason(moedet, sager, klar, kontor):
    sending = klar(moedet)
    fault = {"slags": "pladsholder", "tekst": "Punkt 2 kunne ikke vises som PDF."}
    Udsendelse.objects.filter(pk=sending.pk).update(fejl=[fault])
    said = {"version": sending.version, "alligevel_grund": "Den kan læses i portalen."}

    refused = post(kontor, f"{OWN}1/send/", **said)
    done = post(kontor, f"{OWN}1/send/", **said, alligevel="on")

    assert (refused.status_code, done.status_code) == (422, 302)
    assert "Den kan læses i portalen." in body(refused)


def test_a_tillaeg_asks_why_each_item_is_corrected(moedet, sager, sendt, kontor, signe, lars):
    sendt(moedet)
    rework(sager[2].indstilling, signe, lars, resume="Andet")
    field = f"aarsag_{sager[2].pk}"

    page = body(kontor.get(f"{OWN}klargoer/"))
    refused = post(kontor, f"{OWN}klargoer/", slags="tillaeg")
    done = post(kontor, f"{OWN}klargoer/", slags="tillaeg", **{field: "Tallene er rettet"})

    assert "Hvorfor er punkt 3 rettet?" in page
    assert (refused.status_code, done.status_code, done.url) == (422, 302, f"{OWN}2/")


def test_the_pages_take_the_same_queries_with_one_and_three_items(
    moedet, chefteam, signe, klar, kontor, queries_at
):  # fmt: skip
    def make(nr):
        punkt(moedet, paper(chefteam, signe, f"Sag {nr}"))
        klar(moedet)

    counts = queries_at(make, lambda: kontor.get(f"{OWN}1/"))

    assert counts[0] == counts[1]
    assert counts[0] <= 45

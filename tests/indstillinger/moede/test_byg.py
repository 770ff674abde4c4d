"""The page where an agenda is built: /moeder/<noegle>/byg/."""

from uuid import uuid4

import pytest

from indstillinger.models import Dagsordenspunkt, Punktdeltager
from indstillinger.workflow.dagsorden import place
from tests import builders
from tests.builders_moede import pause, punkt, sendt, udelukkelse
from tests.indstillinger.moede.conftest import URL, order

BYG = f"{URL}byg/"


def press(client, handling, **felter):
    return client.post(BYG, {"noegle": uuid4(), "handling": handling, **felter})


def typed(moede, **changes):
    """Return what the page holds, with changes by title as (plads, minutter)."""
    body = {}
    for nr, one in enumerate(moede.punkter.exclude(art="pause").order_by("raekkefoelge"), start=1):
        plads, minutter = changes.get(one.titel, (nr, one.minutter))
        body |= {f"plads:{one.uuid}": plads, f"minutter:{one.uuid}": minutter,
                 f"foer:{one.uuid}": f"{nr}/{one.minutter}"}  # fmt: skip
    return body


@pytest.fixture
def tre(moede):
    return [punkt(moede, titel=titel) for titel in ("Et", "To", "Tre")]


def test_page_shows_what_waits_and_what_stands_on_the_agenda(moede, sag, kirsten, logget_ind):
    place(moede, sag("Skærmbesøg"), by=kirsten)
    sag("Velfærdsteknologi")

    page = logget_ind(kirsten).get(BYG)

    venter = [one["titel"].split(" ", 1)[1] for one in page.context["venter"]]
    raekker = [(one["nr"], one["titel"], one["fakta"][0]) for one in page.context["raekker"]]
    assert (venter, raekker) == (["Velfærdsteknologi"], [("(1)", "Skærmbesøg", "kl. 9.00")])


def test_paper_sent_after_the_frist_is_marked(moede, sag, kirsten, logget_ind):
    paper = sag()
    moede.frist_indmelding = paper.indsendt_den.replace(hour=1)
    moede._history_user = kirsten
    moede.save()

    card = logget_ind(kirsten).get(BYG).context["venter"][0]

    assert card["maerke"]["tekst"] == "Kom efter fristen"


def test_agenda_longer_than_the_meeting_is_said(moede, kirsten, logget_ind):
    punkt(moede, minutter=190)
    pause(moede, minutter=15)

    page = logget_ind(kirsten).get(BYG)

    assert page.context["advarsler"] == ["Dagsordenen er 25 minutter længere end mødet."]


def test_returned_paper_waits_for_a_new_approval(moede, sag, kirsten, logget_ind):
    punkt(moede, sag(tilstand="til_godkendelse"))

    raekke = logget_ind(kirsten).get(BYG).context["raekker"][0]

    assert [one["tekst"] for one in raekke["maerker"]] == ["Venter på ny godkendelse"]
    assert raekke["fakta"] == ["kl. 9.00", "Venter på Lars Leder"]


def test_buttons_move_the_row_from_where_it_stands_now(moede, tre, kirsten, logget_ind):
    client = logget_ind(kirsten)

    answer = press(client, f"op:{tre[2].uuid}", **typed(moede))
    press(client, f"ned:{tre[0].uuid}")

    assert answer.headers["Location"] == f"{BYG}#raekke-{tre[2].uuid}"
    assert order(moede) == ["Tre", "Et", "To"]


def test_arrow_with_script_answers_with_the_row_in_focus(moede, tre, kirsten, logget_ind):
    page = logget_ind(kirsten).post(
        BYG, {"noegle": uuid4(), "handling": f"op:{tre[1].uuid}"}, headers={"HX-Request": "true"}
    )

    assert page.context["raekker"][0]["fokus"] == "op"
    assert 'data-status="Punktet er flyttet til plads 1."' in page.content.decode()


def test_places_and_minutes_are_typed_at_once(moede, tre, kirsten, logget_ind):
    press(logget_ind(kirsten), "gem", **typed(moede, Et=(3, 25), Tre=(1, 15)))

    assert order(moede) == ["Tre", "To", "Et"]
    assert moede.punkter.get(titel="Et").minutter == 25


def test_what_was_not_changed_leaves_the_other_sekretaers_work_alone(moede, tre, kirsten, logget_ind):
    opened = typed(moede, Tre=(3, 40))
    client = logget_ind(kirsten)
    press(client, f"op:{tre[1].uuid}")

    press(client, "gem", **opened)

    assert order(moede) == ["To", "Et", "Tre"] and moede.punkter.get(titel="Tre").minutter == 40


def test_typed_minutes_are_kept_when_they_cannot_be_read(moede, tre, kirsten, logget_ind):
    page = press(logget_ind(kirsten), "gem", **typed(moede, To=(2, "tyve")))

    assert page.status_code == 422
    assert [one["tekst"] for one in page.context["fejl"]] == ["Indtast et heltal."]
    assert 'value="tyve"' in page.content.decode()


def test_one_key_is_one_move(moede, tre, kirsten, logget_ind):
    client, body = logget_ind(kirsten), {"noegle": uuid4(), "handling": f"op:{tre[2].uuid}"}

    for _ in range(2):
        client.post(BYG, body)

    assert order(moede) == ["Et", "Tre", "To"]


@pytest.mark.parametrize("body", [{"handling": "gem"}, {"noegle": "1", "handling": "slet"}])
def test_incomplete_press_is_refused(body, moede, kirsten, logget_ind):
    assert logget_ind(kirsten).post(BYG, body).status_code == 400


def test_moedeleder_reads_and_does_not_build(moede, tre, carla, logget_ind):
    client = logget_ind(carla)

    page = client.get(BYG)

    assert (page.status_code, page.context["skriver"], press(client, "gem").status_code) == (200, False, 403)


def test_member_is_told_whom_the_page_is_for(moede, mette, anders, logget_ind):
    assert logget_ind(mette).get(BYG).status_code == 403
    assert logget_ind(anders).get(BYG).status_code == 404


def test_excluded_sekretaer_sees_nothing_of_the_item(moede, sag, kirsten, carla, logget_ind):
    item = punkt(moede, sag("Offentlig titel", aabenhed="lukket", titel_lukket="Kanariefugl"))
    client = logget_ind(kirsten)
    assert "Kanariefugl" in client.get(BYG).content.decode()

    udelukkelse(item, kirsten, carla)
    page = client.get(BYG)

    raekke = page.context["raekker"][0]
    assert "Kanariefugl" not in page.content.decode()
    assert (raekke["titel"], raekke["felter"], raekke["links"]) == ("Lukket punkt", [], [])
    assert page.context["advarsler"] == ["Vælg en anden sekretær til punkt 1, før dagsordenen kan sendes."]


@pytest.mark.parametrize("side", ["fjern", "flyt", "deltagere", "inhabilitet"])
def test_excluded_sekretaer_gets_404_on_the_items_pages(side, moede, kirsten, carla, logget_ind):
    item = punkt(moede)
    client = logget_ind(kirsten)
    assert client.get(f"{BYG}{item.uuid}/{side}/").status_code == 200

    udelukkelse(item, kirsten, carla)

    assert client.get(f"{BYG}{item.uuid}/{side}/").status_code == 404


def test_late_paper_takes_a_reason_and_begins_with_its_own(moede, sag, kirsten, logget_ind):
    paper, client = sag(sen_begrundelse="Ny lov"), logget_ind(kirsten)
    moede.frist_indmelding = paper.indsendt_den.replace(hour=1)
    moede._history_user = kirsten
    moede.save()
    url = f"{BYG}optag/{paper.nummer}/"

    assert 'value="Ny lov"' in client.get(url).content.decode()
    assert client.post(url, {"noegle": uuid4(), "minutter": 10}).status_code == 422
    client.post(url, {"noegle": uuid4(), "minutter": 10, "sen_begrundelse": "Ny lov"})
    assert moede.punkter.get().sen_begrundelse == "Ny lov"


def test_paper_that_waits_is_refused_with_whom_it_waits_for(moede, sag, kirsten, logget_ind):
    paper = sag(tilstand="til_godkendelse")

    page = logget_ind(kirsten).post(f"{BYG}optag/{paper.nummer}/", {"noegle": uuid4(), "minutter": 10})

    assert page.status_code == 409
    assert [one["tekst"] for one in page.context["fejl"]] == ["Sagen venter på godkendelse hos Lars Leder."]


def test_new_item_chooses_its_openness(moede, kirsten, logget_ind):
    client = logget_ind(kirsten)
    body = {"titel": "Eventuelt", "sagstype": "orientering", "minutter": 5, "tekst": "Første\n\nAndet"}

    refused = client.post(f"{BYG}nyt/", {"noegle": uuid4(), **body})
    client.post(f"{BYG}nyt/", {"noegle": uuid4(), **body, "aabenhed": "aaben"})

    assert refused.status_code == 422
    assert [(one.titel, one.tekst) for one in moede.punkter.all()] == [("Eventuelt", "<p>Første</p><p>Andet</p>")]


def test_text_of_an_item_keeps_what_was_not_touched(moede, kirsten, logget_ind):
    item = punkt(moede, tekst="<p><strong>Vigtigt</strong></p>")
    client, url = logget_ind(kirsten), f"{BYG}{item.uuid}/ret/"

    form = client.get(url).context["form"].initial
    client.post(url, {**form, "noegle": uuid4(), "titel": "Nyt navn", "version": item.version})

    item.refresh_from_db()
    assert (item.titel, item.tekst) == ("Nyt navn", "<p><strong>Vigtigt</strong></p>")


def test_guest_is_invited_by_name_and_taken_off(moede, kirsten, logget_ind):
    item, client = punkt(moede), logget_ind(kirsten)
    url = f"{BYG}{item.uuid}/deltagere/"

    client.post(url, {"noegle": uuid4(), "navn": "Konsulent Klausen", "fremlaegger": "on"})
    guest = Punktdeltager.objects.get()
    client.post(f"{url}{guest.uuid}/fjern/", {"noegle": uuid4()})

    assert (guest.navn, guest.fremlaegger, item.deltagere.count()) == ("Konsulent Klausen", True, 0)


def test_exclusion_shows_who_has_opened_the_item(moede, sag, kirsten, carla, logget_ind):
    item = punkt(moede, sag(aabenhed="lukket", titel_lukket="Personalesag"))
    logget_ind(carla).get(BYG)

    page = logget_ind(kirsten).get(f"{BYG}{item.uuid}/inhabilitet/")

    assert page.context["laesere"] == ["Carla Chefteam, 14. maj 2020"]


def test_member_reports_himself_only(moede, kirsten, mette, carla, logget_ind):
    item = punkt(moede)
    sendt(moede, kirsten)
    url = f"{BYG}{item.uuid}/inhabilitet/"
    client = logget_ind(mette)

    client.post(url, {"noegle": uuid4(), "grund": "inhabil", "bruger": carla.pk})

    assert [one.bruger for one in item.udelukkelser.all()] == [mette]
    assert client.get(url).status_code == 404


def test_queries_do_not_grow_with_the_agenda(moede, sag, kirsten, logget_ind, queries_at):
    client = logget_ind(kirsten)

    counts = queries_at(lambda nr: (place(moede, sag(f"Sag {nr}"), by=kirsten), sag(f"Venter {nr}")),
                        lambda: client.get(BYG))  # fmt: skip

    assert counts[0] == counts[1] <= 15


def test_other_meetings_item_is_not_found_here(moede, kirsten, chefteam, logget_ind):
    other = builders.forum("HMU", navn="Hovedudvalget")
    item = punkt(moede)
    client = logget_ind(kirsten)

    assert client.get(f"/moeder/{other.kode.lower()}-2020-05-29/byg/{item.uuid}/fjern/").status_code == 404
    assert client.get(f"{BYG}{uuid4()}/fjern/").status_code == 404
    assert Dagsordenspunkt.objects.count() == 1

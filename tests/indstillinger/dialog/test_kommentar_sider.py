"""/indstillinger/<nr>/kommentarer/: threads by section in the order of the document, open ones first."""

import re
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest

from indstillinger.models import Kommentar, Kommentartraad
from indstillinger.workflow import add_row, create, remove_row
from indstillinger.workflow.kommentar import edit, reply, resolve, start, strike
from mso_portal.motor import ur
from mso_portal.motor.models import Opslag
from tests import builders
from tests.indstillinger.conftest import NU, save, save_row
from tests.indstillinger.dialog.conftest import stedfortraeder, summary, words

SIDE = "kommentarer"


@pytest.fixture
def traad(sag, signe):
    return start(sag, "baggrund", "Hvilke to år?", by=signe)


def headings(response):
    page = unescape(response.content.decode()).partition("</main>")[0]
    return re.findall(r"<h[23][^>]*>([^<]+)</h[23]>", page)


def forms(response):
    return re.findall(r'action="[^"]*/kommentar(?:er)?/[^"]*/(\w+)/"', response.content.decode())


# Reading


def test_page_without_comments_says_how_to_begin_and_who_will_see(sag, signe, hent):
    page = words(hent(signe, sag))

    assert "Ingen kommentarer. Skriv den første ved et afsnit." in page
    assert "Ses af forfattere, leder, sekretær og mødeleder." in page


def test_threads_stand_by_section_in_the_order_of_the_document(sag, signe, traad, hent):
    start(sag, "bilag", "Hvor er bilag 1?", by=signe)
    start(sag, "resume", "Kortere.", by=signe)

    assert headings(hent(signe, sag)) == [
        "Resumé", "Hele afsnittet", "Baggrund", "Hele afsnittet", "Bilag", "Hele afsnittet", "Ny kommentar",
    ]  # fmt: skip


def test_settled_threads_stand_last_and_folded(sag, signe, lars, traad, hent):
    resolve(traad, by=lars)
    start(sag, "baggrund", "Hvem betaler?", by=signe)

    page = words(hent(signe, sag))

    assert page.index("Hvem betaler?") < page.index("Løste tråde i Baggrund : 1") < page.index("Hvilke to år?")
    assert "Løst af Lars Leder 14. maj 2020 kl. 10.30" in page


def test_comment_shows_who_when_and_that_it_was_changed(sag, signe, traad, hent):
    edit(traad.kommentarer.get(), "Hvilke år?", by=signe)

    assert "Signe Sagsbehandler 14. maj 2020 kl. 10.30, rettet Hvilke år?" in words(hent(signe, sag))


def test_struck_comment_shows_no_text(sag, signe, traad, hent):
    strike(traad.kommentarer.get(), by=signe)

    page = words(hent(signe, sag))

    assert ("Kommentaren er streget ud." in page, "Hvilke to år?" in page) == (True, False)


def test_point_is_named_by_its_place_with_its_quotation(sag, signe, hent):
    add_row(sag, "beslutningspunkt", by=signe)
    row = add_row(sag, "beslutningspunkt", by=signe)
    save_row(sag, row, "tekst", "At godkende rammerne.", signe)
    start(sag, f"beslutningspunkt:{row.uuid}", "For bredt.", by=signe)

    assert "Beslutningspunkter Punkt 2 »At godkende rammerne.«" in words(hent(signe, sag))


def test_thread_of_a_removed_point_moves_to_without_section(sag, signe, hent):
    row = add_row(sag, "beslutningspunkt", by=signe)
    save_row(sag, row, "tekst", "At godkende rammerne.", signe)
    start(sag, f"beslutningspunkt:{row.uuid}", "For bredt.", by=signe)
    remove_row(sag, "beslutningspunkt", row.uuid, by=signe)

    page = hent(signe, sag)

    assert headings(page) == ["Uden afsnit", "Punktet findes ikke længere", "Ny kommentar"]
    assert "»At godkende rammerne.« Signe Sagsbehandler" in words(page)


def test_section_of_the_address_is_chosen(sag, signe, hent):
    html = hent(signe, sag, "?felt=opfoelgning").content.decode()

    assert re.findall(r'value="(\w*)" selected', html) == ["opfoelgning"]


@pytest.mark.parametrize("felt", ["findesikke", "beslutningspunkt:x", "%00", "<script>"])
def test_unknown_section_of_the_address_chooses_nothing(sag, signe, hent, felt):
    response = hent(signe, sag, f"?felt={felt}")

    assert response.status_code in (200, 400)
    assert "<script>" not in response.content.decode()


@pytest.mark.parametrize(("who", "status"), [("maja", 200), ("lars", 200), ("anders", 404), ("part", 404)])
def test_page_is_for_who_reads_the_working_text(sag, signe, maja, lars, anders, spurgt, piet, hent, who, status):
    assert hent({"maja": maja, "lars": lars, "anders": anders, "part": piet}[who], sag).status_code == status


def test_revisor_reads_and_writes_nothing(sag, traad, hent, send):
    rikke = builders.bruger("Rikke Revisor")
    builders.rolle(rikke, "revisor", til=NU.date())

    page = hent(rikke, sag)

    assert ("Hvilke to år?" in words(page), forms(page), "Ny kommentar" in headings(page)) == (True, [], False)
    assert send(rikke, sag, felt="baggrund", tekst="Mit").status_code == 403
    assert send(rikke, sag, f"{traad.uuid}/loes/").status_code == 403


def test_own_comment_offers_change_for_a_quarter_then_only_striking(sag, signe, maja, traad, hent):
    assert forms(hent(signe, sag)) == ["ret", "streg", "svar", "loes"]
    assert forms(hent(maja, sag)) == ["svar", "loes"]
    with ur.stil(NU + timedelta(minutes=15)):
        assert forms(hent(signe, sag)) == ["streg", "svar", "loes"]


def test_reading_a_closed_paper_is_noted(sag, signe, hent):
    hent(signe, sag)
    save(sag, signe, aabenhed="lukket")
    hent(signe, sag)

    assert [one.slags for one in Opslag.objects.filter(aktoer=signe)] == ["vis"]


def test_threads_cost_no_queries_each(sag, signe, logget_ind, queries_at):
    client = logget_ind(signe)
    row = add_row(sag, "beslutningspunkt", by=signe)

    def make(nr):
        reply(start(sag, f"beslutningspunkt:{row.uuid}", "Et.", by=signe), "To.", by=signe)
        resolve(start(sag, "baggrund", "Tre.", by=signe), by=signe)

    counts = queries_at(make, lambda: client.get(f"/indstillinger/{sag.nummer}/kommentarer/"))

    assert counts[0] == counts[1] <= 15


# Writing


def test_post_begins_a_thread(sag, signe, send):
    response = send(signe, sag, felt="effekt", tekst="Hvordan måles det?")

    assert response.url == f"/indstillinger/{sag.nummer}/kommentarer/"
    assert [(one.felt, one.kommentarer.get().tekst) for one in Kommentartraad.objects.order_by("pk")] == [
        ("effekt", "Hvordan måles det?"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "fejl"),
    [
        ({"felt": "effekt"}, [("id_tekst", "Skriv en kommentar.")]),
        ({"tekst": "Hvad?"}, [("id_felt", "Vælg et afsnit.")]),
        ({"felt": "effekt", "tekst": "x" * 2001}, [("id_tekst", "Teksten er 1 tegn for lang. Intet er slettet.")]),
    ],
)  # fmt: skip
def test_incomplete_comment_comes_back_with_its_message(sag, signe, send, data, fejl):
    response = send(signe, sag, **data)

    assert (response.status_code, summary(response), Kommentar.objects.count()) == (422, fejl, 0)


def test_reply_leads_back_to_its_thread(sag, maja, traad, send):
    response = send(maja, sag, f"{traad.uuid}/svar/", **{f"traad-{traad.uuid}-tekst": "2018 og 2019."})

    assert response.url == f"/indstillinger/{sag.nummer}/kommentarer/#traad-{traad.uuid}"
    assert [one.tekst for one in traad.kommentarer.all()] == ["Hvilke to år?", "2018 og 2019."]


def test_empty_reply_comes_back_open_at_its_field(sag, maja, traad, send):
    response = send(maja, sag, f"{traad.uuid}/svar/")

    field = f"id_traad-{traad.uuid}-tekst"
    assert (response.status_code, summary(response)) == (422, [(field, "Skriv en kommentar.")])
    assert "<details open><summary>Svar<" in response.content.decode()


def test_reply_to_a_thread_settled_meanwhile_keeps_the_text(sag, signe, maja, traad, send):
    resolve(traad, by=signe)

    response = send(maja, sag, f"{traad.uuid}/svar/", **{f"traad-{traad.uuid}-tekst": "Jo."})

    page = words(response)
    assert (response.status_code, "Tråden er løst. Genåbn den, før du svarer." in page) == (409, True)
    assert "Jo." in page


def test_buttons_settle_open_and_strike(sag, maja, signe, traad, send):
    comment = traad.kommentarer.get()

    presses = [f"{traad.uuid}/loes/", f"{traad.uuid}/genaabn/", f"/kommentar/{comment.uuid}/streg/"]
    assert [send(signe, sag, rest).status_code for rest in presses] == [302, 302, 302]
    comment.refresh_from_db()
    traad.refresh_from_db()
    assert (traad.loest_den, comment.streget_den) == (None, NU)


def test_change_is_saved(sag, signe, traad, send):
    comment = traad.kommentarer.get()

    response = send(signe, sag, f"/kommentar/{comment.uuid}/ret/", **{f"kommentar-{comment.uuid}-tekst": "Hvilke år?"})

    comment.refresh_from_db()
    assert (response.status_code, comment.tekst) == (302, "Hvilke år?")


def test_late_change_is_409_and_keeps_the_text(sag, signe, traad, send):
    comment = traad.kommentarer.get()

    with ur.stil(NU + timedelta(minutes=20)):
        response = send(
            signe, sag, f"/kommentar/{comment.uuid}/ret/", **{f"kommentar-{comment.uuid}-tekst": "Hvilke år?"}
        )

    assert (response.status_code, "Hvilke år?</textarea>" in response.content.decode()) == (409, True)


@pytest.mark.parametrize("rest", ["ret/", "streg/"])
def test_others_words_are_403(sag, maja, traad, send, rest):
    assert send(maja, sag, f"/kommentar/{traad.kommentarer.get().uuid}/{rest}").status_code == 403


@pytest.mark.parametrize(
    "rest", ["", "{traad}/svar/", "{traad}/loes/", "{traad}/genaabn/", "/kommentar/{en}/ret/", "/kommentar/{en}/streg/"]
)
def test_post_without_a_key_is_400(sag, signe, traad, send, rest):
    rest = rest.format(traad=traad.uuid, en=traad.kommentarer.get().uuid)

    assert send(signe, sag, rest, noegle="").status_code == 400


def test_second_press_writes_once(sag, signe, send):
    data = {"noegle": str(uuid4()), "felt": "effekt", "tekst": "Hvordan?"}

    assert [send(signe, sag, **data).status_code for _ in range(2)] == [302, 302]
    assert Kommentar.objects.count() == 1


def test_thread_of_another_paper_is_404_here(traad, signe, chefteam, send):
    other = create(chefteam, "En anden", by=signe)

    assert send(signe, other, f"{traad.uuid}/loes/").status_code == 404


def test_thread_of_a_closed_time_is_404_for_who_reads_only_aabne(sag, signe, lars, send):
    stine = stedfortraeder(lars)
    with ur.stil(NU + timedelta(minutes=1)):
        save(sag, signe, aabenhed="lukket")
        thread = start(sag, "baggrund", "Sagt lukket.", by=signe)
    with ur.stil(NU + timedelta(minutes=2)):
        save(sag, signe, aabenhed="aaben")

    assert send(stine, sag, f"{thread.uuid}/loes/").status_code == 404
    assert send(lars, sag, f"{thread.uuid}/loes/").status_code == 302

"""/moeder/<m>/referat/: the pages of the minutes, as each reader may see them."""

import re
from html import unescape
from uuid import uuid4

import pytest

from indstillinger.models import Beslutning, Referat
from indstillinger.workflow.referat import comment
from indstillinger.workflow.referat_godkend import approve_minutes, correct, shown_sha256
from mso_portal.motor import ur
from mso_portal.motor.models import Opslag
from tests import builders, builders_moede
from tests.indstillinger.referat import verden
from tests.indstillinger.referat.verden import opgave, raekke, ret

URL = "/moeder/ct-2020-05-29/referat/"
AARSAG = "Der stod juni, og det var juli."


def text(response):
    """Return the words of the page's main part."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", main)).split())


def buttons(response):
    """Return the verbs the page offers."""
    return sorted(
        set(re.findall(rf'href="{URL}\d+/(send|tag-tilbage|godkend|ret|kommentarer)/"', response.content.decode()))
    )


def press(client, verb, nr=1, **data):
    """Open a confirm page and press its button."""
    page = client.get(f"{URL}{nr}/{verb}/")
    hidden = dict(re.findall(r'name="(version|sha256|noegle)" value="([^"]*)"', page.content.decode()))
    return client.post(f"{URL}{nr}/{verb}/", hidden | data)


def test_before_the_meeting_there_is_none(logget_ind, folk, chefteam):
    builders_moede.moede(chefteam, sekretaer=folk.kirsten)

    page = logget_ind(folk.kirsten).get(URL)

    assert (page.status_code, "Referatet er ikke klar endnu." in text(page)) == (200, True)


def test_member_reads_outcome_talk_and_tasks(logget_ind, kladde, folk):
    row = ret(kladde, 2, udfald="vedtaget_med_aendring", ordlyd="At tidsplanen godkendes fra juli")
    opgave(kladde, folk.kirsten, row, ansvarlig=folk.lars)

    shown = text(logget_ind(folk.mona).get(URL))

    for words in ("1. Tekst om titel", "Tiltrådt med ændringer", "At tidsplanen godkendes fra juli", "fra juli slut",
                  "Ansøgerne blev drøftet.", "Skriv til alle ledere", "Lars Leder · 12. juni 2020"):  # fmt: skip
        assert words in shown


def test_forums_own_words_stand_for_the_outcome(logget_ind, kladde, folk, chefteam):
    chefteam.standardtekster.create(udfald="vedtaget", tekst="Godkendt som indstillet")

    assert "Godkendt som indstillet" in text(logget_ind(folk.mona).get(URL))


@pytest.mark.parametrize(
    ("name", "found"), [("kirsten", 200), ("carla", 200), ("mona", 200), ("signe", 404), ("anders", 404)]
)
def test_kladde_is_the_forums_own(logget_ind, kladde, folk, name, found):
    assert logget_ind(getattr(folk, name)).get(f"{URL}1/").status_code == found


def test_approved_minutes_are_read_by_who_may_see_an_item(logget_ind, godkendt, folk):
    page = logget_ind(folk.signe).get(URL)

    assert (page.status_code, logget_ind(folk.anders).get(URL).status_code) == (200, 404)
    assert "At planen sættes i gang" in text(page)
    for words in ("Ansættelse", "Lukket titel", "Ansøgerne", "Eventuelt", "2.", "3."):
        assert words not in text(page)


def test_excluded_member_gets_number_and_note_alone(logget_ind, kladde, folk, moede):
    builders_moede.udelukkelse(moede.punkter.get(nummer="3"), folk.mona, folk.kirsten)

    shown = text(logget_ind(folk.mona).get(URL))

    assert "3. Lukket punkt Du deltager ikke i punktet" in shown
    assert ("Ansøgerne" in shown, "Lukket titel" in shown) == (False, False)


def test_missing_lines_lead_to_their_page(logget_ind, kladde, folk):
    ret(kladde, 2, udfald="")

    page = logget_ind(folk.kirsten).get(URL)

    line = "Punkt 1 mangler udfald for 1 af 3 beslutningspunkter: 2."
    assert f'<a href="/moeder/ct-2020-05-29/afvikling/1/">{line}</a>' in page.content.decode()
    assert line not in text(logget_ind(folk.mona).get(URL))


def test_send_shows_what_is_missing_in_place_of_the_button(logget_ind, kladde, folk):
    ret(kladde, 2, udfald="")

    page = logget_ind(folk.kirsten).get(f"{URL}1/send/")

    assert "Punkt 1 mangler udfald" in text(page)
    assert "<form" not in page.content.decode().partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize(
    ("state", "offers"),
    [
        ("kladde", {"kirsten": ["kommentarer", "send"], "carla": ["kommentarer"], "mona": ["kommentarer"]}),
        (
            "sendt",
            {"kirsten": ["kommentarer", "tag-tilbage"], "carla": ["godkend", "kommentarer"], "mona": ["kommentarer"]},
        ),
        (
            "godkendt",
            {"kirsten": ["kommentarer"], "carla": ["kommentarer", "ret"], "mona": ["kommentarer"], "signe": []},
        ),
    ],
)
def test_page_offers_what_the_person_may_do(logget_ind, request, folk, state, offers):
    request.getfixturevalue(state)

    found = {name: buttons(logget_ind(getattr(folk, name)).get(URL)) for name in offers}

    assert found == offers


def test_whole_way_over_http(logget_ind, kladde, folk):
    press(logget_ind(folk.kirsten), "send")
    done = press(logget_ind(folk.carla), "godkend")
    press(logget_ind(folk.carla), "ret", aarsag=AARSAG)

    assert (done.status_code, done["Location"]) == (302, URL)
    assert list(Referat.objects.order_by("nr").values_list("nr", "tilstand")) == [(1, "godkendt"), (2, "kladde")]


def test_approve_page_shows_the_minutes_it_approves(logget_ind, sendt, folk):
    client = logget_ind(folk.carla)
    page = client.get(f"{URL}1/godkend/")
    hidden = dict(re.findall(r'name="(version|sha256|noegle)" value="([^"]*)"', page.content.decode()))
    ret(sendt, 1, ordlyd="At planen sættes i gang i uge 23")

    answer = client.post(f"{URL}1/godkend/", hidden)

    assert "At planen sættes i gang" in text(page)
    assert (answer.status_code, Beslutning.objects.count()) == (409, 0)
    assert "Referatet er ændret, siden du læste det." in text(answer)


@pytest.mark.parametrize("verb", ["send", "godkend"])
def test_press_without_key_or_version_is_refused(logget_ind, kladde, folk, verb):
    client = logget_ind(folk.kirsten if verb == "send" else folk.carla)
    if verb == "godkend":
        verden.sendt(kladde, folk)

    assert [client.post(f"{URL}1/{verb}/", data).status_code for data in ({}, {"noegle": uuid4()}, {"version": 0})] == [
        400
    ] * 3


def test_short_reason_comes_back_with_the_text(logget_ind, godkendt, folk):
    answer = press(logget_ind(folk.carla), "ret", aarsag="For kort")

    assert (answer.status_code, Referat.objects.count()) == (422, 1)
    assert "Skriv lidt mere om, hvad der er forkert (mindst 20 tegn)." in text(answer)
    assert "For kort</textarea>" in answer.content.decode()


def test_verb_out_of_its_state_is_a_conflict(logget_ind, godkendt, folk):
    assert logget_ind(folk.kirsten).get(f"{URL}1/send/").status_code == 409


def test_old_version_says_what_replaced_it(logget_ind, godkendt, folk):
    new = correct(godkendt, AARSAG, by=folk.carla)
    before = text(logget_ind(folk.mona).get(URL))
    approve_minutes(new, shown_sha256(new), by=folk.carla)

    assert "Rettelse. Version 1 gælder, til denne er godkendt." in before
    assert "Erstattet af version 2." in text(logget_ind(folk.mona).get(f"{URL}1/"))
    assert "Erstattet" not in text(logget_ind(folk.mona).get(URL))


def test_pdf_is_promised_until_it_is_there(logget_ind, godkendt, folk):
    assert "Referatet bliver dannet som PDF." in text(logget_ind(folk.mona).get(URL))


def test_no_comments_is_said_after_the_frist(logget_ind, sendt, folk):
    before = text(logget_ind(folk.mona).get(URL))
    with ur.stil(sendt.kommentarfrist):
        after = text(logget_ind(folk.mona).get(URL))

    assert ["Ingen bemærkninger inden fristen" in shown for shown in (before, after)] == [False, True]


def test_closed_item_is_noted_as_seen(logget_ind, kladde, folk, moede):
    logget_ind(folk.mona).get(URL)

    noted = Opslag.objects.get(slags="vis")
    assert noted.genstande == [["indstillinger.dagsordenspunkt", str(moede.punkter.get(nummer="3").uuid)]]


def test_member_comments_and_the_sekretaer_answers(logget_ind, sendt, folk):
    own = f"{URL}1/kommentarer/"
    logget_ind(folk.mona).post(own, {"noegle": uuid4(), "punkt": "1", "tekst": "Der står juni."})
    row = sendt.kommentarer.get()
    key = f"svar-{row.pk}"
    logget_ind(folk.kirsten).post(f"{own}{row.pk}/svar/", {"noegle": uuid4(), f"{key}-svar": "ikke_rettet",
                                                           f"{key}-svar_tekst": "Det blev sagt."})  # fmt: skip

    shown = text(logget_ind(folk.mona).get(own))
    assert "Mona Medlem 2. juni 2020 kl. 10.30 Der står juni. Ikke rettet Det blev sagt." in shown


def test_answer_without_reason_comes_back_with_the_page(logget_ind, sendt, folk, moede):
    row = comment(sendt, moede.punkter.first(), "Der står juni.", by=folk.mona)
    data = {"noegle": uuid4(), f"svar-{row.pk}-svar": "ikke_rettet"}

    answer = logget_ind(folk.kirsten).post(f"{URL}1/kommentarer/{row.pk}/svar/", data)

    assert (answer.status_code, "Skriv, hvorfor der ikke er rettet." in text(answer)) == (422, True)


def test_empty_comment_comes_back_with_the_item_chosen(logget_ind, sendt, folk):
    answer = logget_ind(folk.mona).post(f"{URL}1/kommentarer/", {"noegle": uuid4(), "punkt": "2", "tekst": " "})

    assert (answer.status_code, "Skriv din bemærkning." in text(answer)) == (422, True)
    assert '<option value="2" selected>' in answer.content.decode()


def test_comments_are_the_forums_own_and_of_items_one_reads(logget_ind, sendt, folk, moede):
    comment(sendt, moede.punkter.get(nummer="3"), "Hemmelig bemærkning", by=folk.mikkel)
    builders_moede.udelukkelse(moede.punkter.get(nummer="3"), folk.mona, folk.kirsten)
    own = f"{URL}1/kommentarer/"

    shown = {name: logget_ind(getattr(folk, name)).get(own) for name in ("mona", "carla", "signe", "anders")}

    assert {name: page.status_code for name, page in shown.items()} == {
        "mona": 200, "carla": 200, "signe": 404, "anders": 404
    }  # fmt: skip
    assert ["Hemmelig" in text(shown[name]) for name in ("mona", "carla")] == [False, True]


def test_author_reads_no_comments_of_approved_minutes(logget_ind, sendt, folk, moede):
    assert logget_ind(folk.signe).get(f"{URL}1/kommentarer/").status_code == 404


def test_comment_of_an_unreadable_item_cannot_be_answered(logget_ind, sendt, folk, moede):
    row = comment(sendt, moede.punkter.get(nummer="3"), "Hemmelig", by=folk.mikkel)
    builders_moede.udelukkelse(moede.punkter.get(nummer="3"), folk.kirsten, folk.carla)

    answer = logget_ind(folk.kirsten).post(f"{URL}1/kommentarer/{row.pk}/svar/", {"noegle": uuid4()})

    assert answer.status_code == 404


def test_revisor_reads_all(logget_ind, kladde, folk):
    builders.rolle(folk.anders, "revisor", til=verden.EFTER.date())

    assert "Ansøgerne blev drøftet." in text(logget_ind(folk.anders).get(URL))


def test_queries_are_the_same_for_many_rows(logget_ind, kladde, folk, moede, queries_at):
    client, punkt = logget_ind(folk.kirsten), moede.punkter.get(nummer="2")

    def more(nr):
        row = raekke(kladde, punkt, nr + 2, ordlyd=f"Beslutning {nr}", udfald="vedtaget", ansvarlig=folk.lars)
        opgave(kladde, folk.kirsten, row, ansvarlig=folk.lars)

    first, *others = queries_at(more, lambda: client.get(URL), (1, 3, 9))

    assert (others, first <= 20) == ([first, first], True)

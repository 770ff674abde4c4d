"""The pages that ask, answer and go on without an answer."""

import re
from html import unescape
from uuid import uuid4

import pytest

from indstillinger.models import Koordinering
from indstillinger.workflow import create
from indstillinger.workflow.koordinering import answer, ask, stand_of, waive
from tests import builders
from tests.indstillinger.conftest import save
from tests.indstillinger.dialog.conftest import FRIST, stedfortraeder, summary, words

SIDE = "koordinering"


@pytest.fixture
def spurgt(sag, signe, piet):
    return ask(sag, [piet], FRIST, by=signe)[0]


def links(response):
    return re.findall(r'href="(/indstillinger/[^"]+/koordinering/[^"]+)"', unescape(response.content.decode()))


# Answering


def test_post_answers_and_leads_back_to_what_was_answered(spurgt, sag, piet, send, hent):
    response = send(piet, sag, f"{spurgt.uuid}/svar/", svar="uenig", tekst="Det går ikke.", sidst=stand_of(spurgt))

    assert response.url == f"/indstillinger/{sag.nummer}/koordinering/?anmodning={spurgt.uuid}"
    page = words(hent(piet, sag))
    assert "Dit svar Uenig 14. maj 2020 kl. 10.30 af Piet Part Det går ikke." in page
    assert "Du kan ændre det, indtil sagen bliver sendt til godkendelse." in page


def test_incomplete_answer_comes_back_with_the_text_and_its_message(spurgt, sag, piet, send):
    responses = [
        send(piet, sag, f"{spurgt.uuid}/svar/", sidst=stand_of(spurgt), **data)
        for data in ({"tekst": "Nå."}, {"svar": "uenig"})
    ]

    assert [(one.status_code, summary(one)[0]) for one in responses] == [
        (422, ("id_svar_0", "Vælg et svar.")), (422, ("id_tekst", "Skriv, hvad du har af bemærkninger.")),
    ]  # fmt: skip
    assert "Nå.</textarea>" in responses[0].content.decode()


def test_answer_over_a_colleagues_comes_back_with_both(spurgt, sag, piet, send):
    opened = stand_of(spurgt)
    stine = stedfortraeder(piet)
    answer(spurgt, "uenig", "Nej tak.", by=stine)

    response = send(piet, sag, f"{spurgt.uuid}/svar/", svar="bemaerkninger", tekst="Min tekst.", sidst=opened)

    assert (response.status_code, "Nej tak." in words(response), "Min tekst." in words(response)) == (409, True, True)
    fresh = Koordinering.objects.get(pk=spurgt.pk)
    assert f'value="{stand_of(fresh)}"' in response.content.decode()


@pytest.mark.parametrize("mangler", ["noegle", "sidst"])
def test_answer_without_key_or_stand_is_400(spurgt, sag, piet, send, mangler):
    data = {"svar": "enig", "sidst": stand_of(spurgt), mangler: ""}

    assert send(piet, sag, f"{spurgt.uuid}/svar/", **data).status_code == 400


def test_second_press_of_an_answer_does_nothing_more(spurgt, sag, piet, send):
    data = {"noegle": str(uuid4()), "svar": "enig", "sidst": stand_of(spurgt)}

    answers = [send(piet, sag, f"{spurgt.uuid}/svar/", **data) for _ in range(2)]

    assert ([one.status_code for one in answers], spurgt.history.count()) == ([302, 302], 2)


@pytest.mark.parametrize(("who", "status"), [("signe", 403), ("lars", 403), ("anders", 404)])
def test_others_do_not_answer(spurgt, sag, signe, lars, anders, send, who, status):
    person = {"signe": signe, "lars": lars, "anders": anders}[who]

    assert send(person, sag, f"{spurgt.uuid}/svar/", svar="enig", sidst=stand_of(spurgt)).status_code == status


def test_request_of_another_paper_is_404_here(spurgt, piet, signe, chefteam, send):
    other = create(chefteam, "En anden", by=signe)

    assert send(piet, other, f"{spurgt.uuid}/svar/", svar="enig", sidst=stand_of(spurgt)).status_code == 404


def test_waived_request_shows_why_there_is_no_form(spurgt, sag, signe, piet, hent, send):
    waive(spurgt, "Det haster.", by=signe)

    page = hent(piet, sag)
    late = send(piet, sag, f"{spurgt.uuid}/svar/", svar="enig", sidst=stand_of(spurgt))

    assert ("Forfatterne er gået videre uden svar." in words(page), "<textarea" in page.content.decode()) == (
        True, False,
    )  # fmt: skip
    assert late.status_code == 409


# Asking


@pytest.fixture
def valid(sag, piet):
    return {"parter": [f"bruger:{piet.pk}"], "frist": "2020-05-20", "version": sag.version}


def test_ask_page_says_what_happens_and_proposes_five_hverdage(sag, signe, hent):
    page = hent(signe, sag, "spoerg/")

    assert "kan læse teksten, som den er nu, men ikke det, du skriver bagefter." in words(page)
    assert 'value="2020-05-22"' in page.content.decode()


def test_search_finds_persons_and_units_and_keeps_who_is_chosen(sag, signe, piet, hr, send, valid):
    builders.bruger("Hanne Hrafn")

    response = send(signe, sag, "spoerg/", **valid, handling="find:parter", **{"soeg:parter": "hr"})

    html = response.content.decode()
    found = re.findall(r'value="((?:bruger|afdeling):\d+)"( checked)?', html)
    assert response.status_code == 200
    assert found[0] == (f"bruger:{piet.pk}", " checked")
    assert (f"afdeling:{hr.pk}", "") in found
    assert Koordinering.objects.count() == 0


def test_search_in_vain_says_so(sag, signe, send):
    response = send(signe, sag, "spoerg/", version=sag.version, handling="find:parter", **{"soeg:parter": "zzz"})

    assert "Ingen hedder »zzz«. Prøv efternavnet." in words(response)


def test_post_asks_and_leads_to_the_list(sag, signe, send, valid, hr):
    both = [*valid["parter"], f"afdeling:{hr.pk}"]

    response = send(signe, sag, "spoerg/", **{**valid, "parter": both})

    assert response.url == f"/indstillinger/{sag.nummer}/koordinering/"
    assert [str(one) for one in sag.koordineringer.order_by("pk")] == ["Piet Part", "HR"]


@pytest.mark.parametrize(
    ("changed", "fejl"),
    [
        ({"parter": []}, ("id_parter", "Vælg mindst én person eller afdeling.")),
        ({"parter": ["bruger:999999"]}, ("id_parter", "Vælg en af dem, der kan findes her.")),
        ({"parter": ["forum:1"]}, ("id_parter", "Vælg en af dem, der kan findes her.")),
        ({"frist": ""}, ("id_frist", "Vælg en svarfrist.")),
        ({"frist": "2020-05-14"}, ("id_frist", "Vælg en svarfrist fra i morgen.")),
    ],
)  # fmt: skip
def test_incomplete_request_is_422_with_its_message(sag, signe, send, valid, changed, fejl):
    response = send(signe, sag, "spoerg/", **{**valid, **changed})

    assert (response.status_code, summary(response)) == (422, [fejl])
    assert Koordinering.objects.count() == 0


def test_wrong_parts_and_wrong_deadline_are_said_at_once(sag, signe, send):
    response = send(signe, sag, "spoerg/", frist="2020-05-16", version=sag.version)

    assert summary(response) == [
        ("id_parter", "Vælg mindst én person eller afdeling."),
        ("id_frist", "Den 16. maj er ikke en hverdag. Vælg en anden dag."),
    ]


def test_request_about_an_older_text_is_409_and_keeps_the_choice(sag, signe, send, valid, piet):
    save(sag, signe, resume="Nyt")

    response = send(signe, sag, "spoerg/", **valid)

    html = response.content.decode()
    assert (response.status_code, f'value="bruger:{piet.pk}" checked' in html) == (409, True)
    assert f'name="version" value="{sag.version}"' in html


@pytest.mark.parametrize(("who", "status"), [("lars", 403), ("piet", 404), ("anders", 404)])
def test_others_do_not_ask(spurgt, sag, lars, piet, anders, hent, send, who, status):
    person = {"lars": lars, "piet": piet, "anders": anders}[who]

    assert (hent(person, sag, "spoerg/").status_code, send(person, sag, "spoerg/").status_code) == (status, status)


def test_second_press_of_a_request_asks_once(sag, signe, send, valid):
    valid["noegle"] = str(uuid4())

    assert [send(signe, sag, "spoerg/", **valid).status_code for _ in range(2)] == [302, 302]
    assert Koordinering.objects.count() == 1


# Going on without an answer


def test_waive_page_asks_for_the_reason_and_post_does_it(spurgt, sag, signe, hent, send):
    page = hent(signe, sag, f"{spurgt.uuid}/frafald/")
    response = send(signe, sag, f"{spurgt.uuid}/frafald/", grund="Det haster.")

    assert "Piet Part kan ikke svare længere." in words(page)
    spurgt.refresh_from_db()
    assert (response.url, spurgt.frafald_grund) == (f"/indstillinger/{sag.nummer}/koordinering/", "Det haster.")


def test_waive_without_reason_is_422(spurgt, sag, signe, send):
    response = send(signe, sag, f"{spurgt.uuid}/frafald/")

    assert (response.status_code, summary(response)) == (
        422, [("id_grund", "Skriv, hvorfor sagen går videre uden svar.")],
    )  # fmt: skip


@pytest.mark.parametrize(("who", "status"), [("lars", 403), ("piet", 403), ("anders", 404)])
def test_others_do_not_waive(spurgt, sag, lars, piet, anders, hent, who, status):
    person = {"lars": lars, "piet": piet, "anders": anders}[who]

    assert hent(person, sag, f"{spurgt.uuid}/frafald/").status_code == status


def test_waive_page_of_an_answered_request_is_409(spurgt, sag, signe, piet, hent):
    answer(spurgt, "enig", "", by=piet)

    assert hent(signe, sag, f"{spurgt.uuid}/frafald/").status_code == 409


def test_second_press_of_a_waive_leads_to_the_list(spurgt, sag, signe, send):
    data = {"noegle": str(uuid4()), "grund": "Det haster."}

    assert [send(signe, sag, f"{spurgt.uuid}/frafald/", **data).status_code for _ in range(2)] == [302, 302]

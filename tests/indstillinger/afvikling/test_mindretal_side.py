"""Minority views on the page of the minutes: asked for, written with or without script, read by the members."""

import pytest

from indstillinger.models import Mindretal
from indstillinger.workflow.mindretal import felt_of
from mso_portal.motor.lock import fingerprint
from tests.indstillinger.formular import posted

URL = "/moeder/ct-2020-05-29/afvikling/1/"
TILFOEJ = "Tilføj afvigende mening"


@pytest.fixture(autouse=True)
def med_mindretal(chefteam):
    chefteam.afvigende_mening = True
    chefteam.save()


@pytest.fixture
def klient(logget_ind, kirsten, raekker):
    return logget_ind(kirsten)


@pytest.fixture
def navn(raekker, carla):
    """The name of Carla's view on the first decision."""
    return f"{raekker[0].uuid}:{felt_of(carla.pk)}"


def ask(klient, row, person):
    """Press the button of a row with a person chosen; returns the answer."""
    data = posted(klient.get(URL)) | {"handling": f"mindretal:{row.uuid}", f"hvem:{row.uuid}": str(person.pk)}
    return klient.post(URL, data)


def stored():
    return list(Mindretal.objects.order_by("pk").values_list("person__navn", "tekst"))


def test_forum_without_them_shows_no_place_for_them(klient, chefteam):
    before = klient.get(URL).content.decode().count(TILFOEJ)
    chefteam.afvigende_mening = False
    chefteam.save()

    assert (before, klient.get(URL).content.decode().count(TILFOEJ)) == (3, 0)


def test_button_leads_to_an_empty_field_in_focus(klient, raekker, carla, navn):
    answer = ask(klient, raekker[0], carla)
    html = klient.get(answer.url).content.decode()
    field = html.split(f'<textarea name="{navn}"')[1].split(">")[0]

    assert (answer.status_code, answer.url.endswith(f"#felt-{navn}"), " autofocus" in field, stored()) == (
        302, True, True, [],
    )  # fmt: skip


def test_plain_post_saves_the_view(klient, raekker, carla, navn):
    page = klient.get(ask(klient, raekker[0], carla).url)
    klient.post(URL, posted(page) | {navn: "Ordningen bør vente."})

    assert stored() == [("Carla Chefteam", "Ordningen bør vente.")]


def test_field_of_its_own_saves_the_view(klient, navn):
    data = {"felt": navn, "base": fingerprint(""), "vaerdi": "Vent.", "fravalgt": ""}
    answer = klient.post(f"{URL}felt/", data)

    assert (answer.status_code, answer.json()["base"], stored()) == (
        200, fingerprint("Vent."), [("Carla Chefteam", "Vent.")],
    )  # fmt: skip


@pytest.fixture
def vent(raekker, carla):
    return Mindretal.objects.create(referat=raekker[0].referat, referatpunkt=raekker[0], person=carla, tekst="Vent.")


def test_who_has_a_view_is_not_offered_again(vent, klient, raekker, carla, mads):
    html = klient.get(URL).content.decode()
    rows = [html.split(f'<select name="hvem:{row.uuid}"')[1].split("</select>")[0] for row in raekker[:2]]

    assert [[str(one) for one in (carla, mads) if str(one) in row] for row in rows] == [
        ["Mads Mødeleder"], ["Carla Chefteam", "Mads Mødeleder"],
    ]  # fmt: skip


def test_page_saved_unchanged_changes_nothing(vent, klient):
    before = Mindretal.history.count()
    klient.post(URL, posted(klient.get(URL)))

    assert Mindretal.history.count() == before


def test_emptied_field_takes_the_view_away(vent, klient, navn):
    klient.post(URL, posted(klient.get(URL)) | {navn: ""})

    assert stored() == []


def test_button_without_a_person_says_what_to_do(klient, raekker):
    data = posted(klient.get(URL)) | {"handling": f"mindretal:{raekker[0].uuid}"}
    answer = klient.post(URL, data)

    assert (answer.status_code, "Vælg en af dem, der deltog i punktet." in answer.content.decode()) == (409, True)


def test_person_who_was_not_there_is_refused_and_the_text_kept(klient, raekker, signe):
    navn = f"{raekker[0].uuid}:{felt_of(signe.pk)}"
    answer = klient.post(URL, {f"base:{navn}": fingerprint(""), navn: "Mit forbehold"})

    assert (answer.status_code, posted(answer)[navn], stored()) == (422, ["Mit forbehold"], [])


def test_conflict_shows_both_texts_at_the_field(vent, klient, navn):
    html = klient.post(URL, {f"base:{navn}": fingerprint(""), navn: "Vent til nytår."}).content.decode()
    box = html.split(f'id="konflikt-{navn}"')[1]

    assert ("Afvigende mening" in box, "Vent til nytår." in html, stored()) == (
        True, True, [("Carla Chefteam", "Vent.")],
    )  # fmt: skip


def test_member_reads_the_view_under_its_decision(vent, logget_ind, mads):
    html = logget_ind(mads).get(URL).content.decode()

    assert ("<p>Afvigende mening, Carla Chefteam: Vent.</p>" in html, TILFOEJ in html) == (True, False)


def test_view_stands_in_the_minutes(vent, klient):
    html = klient.get("/moeder/ct-2020-05-29/referat/1/").content.decode()

    assert html.count("<p>Afvigende mening, Carla Chefteam: Vent.</p>") == 1


def test_page_asks_the_same_with_one_view_and_three(klient, queries_at, raekker, carla):
    counts = queries_at(
        lambda nr: Mindretal.objects.create(
            referat=raekker[0].referat, referatpunkt=raekker[nr % 3], person=carla, tekst="Vent."
        ),
        lambda: klient.get(URL),
    )

    assert counts[0] == counts[1]

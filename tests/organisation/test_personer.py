"""Opsætning: people, their access, roles and spellings."""

import pytest

from mso_portal.motor import ur
from mso_portal.organisation.models import Bruger, Personalias, Rolletildeling
from tests import builders
from tests.organisation.svar import cells, messages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("juni")]
PERSON = {"navn": "Nora Ny", "brugernavn": "nora", "stilling": "Konsulent"}


@pytest.fixture
def client(klient, admin):
    return klient(admin)


def test_person_is_made_without_password_or_roles(client):
    client.post("/opsaetning/personer/ny/", PERSON)

    person = Bruger.objects.get(brugernavn="nora")
    assert (person.navn, person.aktiv, person.has_usable_password(), person.email) == (
        "Nora Ny",
        True,
        False,
        None,
    )
    assert person.rettigheder.roller == frozenset()


def test_person_form_gives_nothing_else(client):
    client.post(
        "/opsaetning/personer/ny/",
        {**PERSON, "er_noedkonto": "on", "er_demo": "on", "udsteder": "x", "emne": "y"},
    )

    person = Bruger.objects.get(brugernavn="nora")
    assert (person.er_noedkonto, person.er_demo, person.udsteder, person.emne) == (False, False, None, None)


def test_person_with_a_taken_brugernavn_is_422(client, signe):
    response = client.post("/opsaetning/personer/ny/", {**PERSON, "brugernavn": signe.brugernavn})

    assert (response.status_code, messages(response)) == (422, ["Brugernavnet er taget. Vælg et andet."])


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Adam Administrator", "Søren Mølgård", "Åse Aagaard"]),
        ("?q=molgaard", ["Søren Mølgård"]),
        ("?q=soren+mølgård", ["Søren Mølgård"]),
        ("?q=sm", ["Søren Mølgård"]),
        ("?vis=lukket", ["Freja Fratrådt"]),
        ("?vis=alle&q=f", ["Freja Fratrådt"]),
        ("?vis=ukendt", ["Adam Administrator", "Søren Mølgård", "Åse Aagaard"]),
    ],
)
def test_people_are_found_and_sorted_in_danish(client, query, names):
    builders.bruger("Åse Aagaard", brugernavn="aase")
    builders.bruger("Søren Mølgård", brugernavn="soeren", initialer="SM")
    builders.bruger("Freja Fratrådt", brugernavn="freja", aktiv=False)

    section = client.get(f"/opsaetning/personer/{query}").context["afsnit"]

    assert [row[0] for row in cells(section)] == names


def test_people_come_fifty_a_page(client):
    for nr in range(50):
        builders.bruger(f"Medarbejder {nr:02}")

    page = client.get("/opsaetning/personer/?side=2")

    assert cells(page.context["afsnit"])[0][0] == "Medarbejder 49"
    assert (page.context["resultat"], page.context["side"]["tekst"]) == ("51 personer", "Side 2 af 2")


def test_closing_access_ends_the_sessions_in_the_same_breath(client, klient, signe):
    theirs = klient(signe)
    before = theirs.get("/profil/").status_code

    response = client.post(f"/opsaetning/personer/{signe.uuid}/luk/")

    person = Bruger.objects.get(pk=signe.pk)
    assert (before, response.status_code, theirs.get("/profil/").status_code) == (200, 302, 302)
    assert (person.aktiv, person.deaktiveret_den, person.deaktiveret_af.navn) == (
        False,
        ur.nu(),
        "Adam Administrator",
    )


def test_closing_ones_own_access_is_refused(client, admin):
    response = client.post(f"/opsaetning/personer/{admin.uuid}/luk/")

    assert (response.status_code, Bruger.objects.get(pk=admin.pk).aktiv) == (409, True)
    assert messages(response) == ["Du kan ikke lukke din egen adgang. Bed en anden administrator."]


def test_access_is_opened_again(client, signe):
    client.post(f"/opsaetning/personer/{signe.uuid}/luk/")

    client.post(f"/opsaetning/personer/{signe.uuid}/aabn/")

    person = Bruger.objects.get(pk=signe.pk)
    assert (person.aktiv, person.deaktiveret_den, person.deaktiveret_af) == (True, None, None)


def test_revisor_needs_a_last_day(client, signe):
    url = f"/opsaetning/personer/{signe.uuid}/rolle/"

    refused = client.post(url, {"rolle": "revisor", "fra": "2020-06-01"})
    granted = client.post(url, {"rolle": "revisor", "fra": "2020-06-01", "til": "2020-12-31"})

    assert (refused.status_code, messages(refused)) == (422, ["En revisors rolle skal have en slutdato."])
    assert (granted.status_code, Rolletildeling.objects.get(bruger=signe).rolle) == (302, "revisor")


def test_alias_is_folded_and_belongs_to_one_person(client, signe):
    url = f"/opsaetning/personer/{signe.uuid}/alias/"

    client.post(url, {"alias": "Signe Mølgård"})
    again = client.post(url, {"alias": "signe molgaard"})

    assert list(Personalias.objects.values_list("alias", flat=True)) == ["signe molgard"]
    assert (again.status_code, messages(again)) == (422, ["Stavemåden hører allerede til en person."])


def test_alias_is_removed(client, signe):
    row = Personalias.objects.create(bruger=signe, alias="singe")

    client.post(f"/opsaetning/alias/{row.pk}/slet/")

    assert Personalias.objects.count() == 0

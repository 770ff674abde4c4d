"""Opsætning: units, the tree and its leaders."""

from datetime import date

import pytest

from mso_portal.organisation.models import Afdeling, Tilknytning
from tests import builders
from tests.organisation.svar import messages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("juni")]


@pytest.fixture
def client(klient, admin):
    return klient(admin)


def test_two_leaders_at_once_are_422(client, signe, admin):
    builders.tilknytning(admin, builders.afdeling(), "leder")

    response = client.post(
        "/opsaetning/afdelinger/STAB/tilknyt/", {"bruger": signe.pk, "rolle": "leder", "fra": "2020-06-01"}
    )

    assert messages(response) == ["Afdelingen har allerede en leder i perioden. Afslut den første."]
    assert Tilknytning.objects.count() == 1


def test_tree_shows_today_and_what_has_no_place(client, admin):
    mso = builders.afdeling("MSO", navn="Sundhed")
    hr = builders.afdeling("HR", mso, navn="HR")
    builders.afdeling("OLD", mso, navn="Nedlagt", til=date(2020, 5, 31))
    builders.tilknytning(admin, hr, "leder")

    page = client.get("/opsaetning/afdelinger/").context

    leaf = {"navn": "HR", "url": "/opsaetning/afdelinger/HR/", "leder": "Adam Administrator", "under": []}
    assert page["trae"] == [{"navn": "Sundhed", "url": "/opsaetning/afdelinger/MSO/", "leder": "", "under": [leaf]}]
    assert [unit["navn"] for unit in page["uden_plads"]] == ["Nedlagt"]


def test_tree_takes_the_same_queries_for_more_units(client, queries_at):
    one, three = queries_at(
        lambda nr: builders.afdeling(f"T{nr}", Afdeling.objects.order_by("pk").first()),
        lambda: client.get("/opsaetning/afdelinger/"),
    )

    assert one == three


def test_afdeling_is_made_with_its_place(client):
    mso = builders.afdeling("MSO")

    client.post(
        "/opsaetning/afdelinger/ny/",
        {"navn": "Team Birk", "kode": "NORD-02", "slags": "team", "overordnet": mso.pk, "fra": "2020-06-01"},
    )

    place = Afdeling.objects.get(kode="NORD-02").placeringer.get()
    assert (place.overordnet, place.fra, place.til) == (mso, date(2020, 6, 1), None)


@pytest.mark.parametrize("kode", ["nord", "NORD/1", "-NORD", "NO RD"])
def test_afdeling_with_a_code_that_fits_no_address_is_422(client, kode):
    posted = {"navn": "Team Birk", "kode": kode, "slags": "team", "overordnet": "", "fra": "2020-06-01"}

    response = client.post("/opsaetning/afdelinger/ny/", posted)

    assert messages(response) == ["Koden er store bogstaver, tal og bindestreger."]


def test_placing_in_a_ring_is_409_with_the_reason(client):
    mso = builders.afdeling("MSO", til=date(2020, 5, 31))
    hr = builders.afdeling("HR", mso)

    response = client.post("/opsaetning/afdelinger/MSO/placer/", {"overordnet": hr.pk, "fra": "2020-06-01"})

    assert response.status_code == 409
    assert messages(response)[0].startswith("Så ville en afdeling høre under sig selv.")


def test_placing_over_a_place_is_422(client):
    builders.afdeling("MSO")

    response = client.post("/opsaetning/afdelinger/MSO/placer/", {"overordnet": "", "fra": "2020-06-01"})

    assert messages(response) == ["Afdelingen har allerede en placering i perioden. Afslut den først."]

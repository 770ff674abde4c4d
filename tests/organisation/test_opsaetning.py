"""Opsætning: who may, fora and their members (10 §1.3)."""

from datetime import date

import pytest

from mso_portal.organisation.models import Forum, Medlemskab
from tests import builders
from tests.organisation.svar import cells, messages, stand

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("juni")]
FORUM = {
    "navn": "HovedMED",
    "kode": "HMU",
    "moedenavn": "HMU-møde",
    "slags": "hmu",
    "aktiv_fra": "2020-01-01",
    "laesekreds": "organisation",
    "vis_offentlig_titel": "ja",
    "egen_godkendelse": "nej",
    "frist_indmelding": "6",
    "frist_godkendelse": "5",
    "frist_udsendelse": "4",
    "frist_referat": "2",
    "frist_kommentar": "5",
    "standardminutter": "15",
    "opfoelgningspunkt": "ja",
    "afvigende_mening": "nej",
}


@pytest.fixture
def client(klient, admin):
    return klient(admin)


@pytest.mark.parametrize(
    "path",
    ["", "fora/", "fora/ny/", "personer/", "personer/ny/", "afdelinger/", "lukkedage/", "budgetperioder/"],
)
def test_setup_is_for_administrators_of_today(klient, signe, path):
    builders.rolle(signe, fra=date(2019, 1, 1), til=date(2020, 5, 31))

    response = klient(signe).get(f"/opsaetning/{path}")

    assert response.status_code == 403
    assert response.content.decode().count("Kun en administrator kan ændre opsætningen.") == 1


def test_revisor_does_not_set_up(klient, signe):
    builders.rolle(signe, "revisor", til=date(2020, 12, 31))

    assert klient(signe).post("/opsaetning/fora/ny/", FORUM).status_code == 403
    assert Forum.objects.count() == 0


def test_forum_is_made_with_its_choices(client):
    response = client.post("/opsaetning/fora/ny/", FORUM)

    forum = Forum.objects.get()
    assert (response.status_code, response.url) == (302, "/opsaetning/fora/")
    assert (forum.kode, forum.laesekreds, forum.vis_offentlig_titel, forum.egen_godkendelse) == (
        "HMU",
        "organisation",
        True,
        False,
    )


def test_forum_without_its_choices_is_refused(client):
    posted = {**FORUM, "laesekreds": "", "vis_offentlig_titel": ""}

    response = client.post("/opsaetning/fora/ny/", posted)

    assert response.status_code == 422
    assert messages(response) == [
        "Vælg »læsekreds for åbne sager«.",
        "Vælg »vis lukkede sagers offentlige titel«.",
    ]


def test_new_forum_has_no_choice_made_beforehand(client):
    form = client.get("/opsaetning/fora/ny/").context["form"]

    assert (form["laesekreds"].value(), form["vis_offentlig_titel"].value()) == ("", None)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"kode": "hmu"}, "Koden er 2–6 store bogstaver (A–Z)."),
        ({"kode": "CT"}, "Koden er brugt af et andet forum. Vælg en anden."),
        ({"navn": "Forum CT"}, "Et andet forum har det navn. Vælg et andet."),
        ({"aktiv_til": "2019-01-01"}, "Slutdatoen ligger før startdatoen. Ret en af dem."),
    ],
)
def test_forum_the_database_would_refuse_is_422(client, changes, message):
    builders.forum()

    response = client.post("/opsaetning/fora/ny/", {**FORUM, **changes})

    assert (response.status_code, messages(response), Forum.objects.count()) == (422, [message], 1)


def test_forum_saved_unchanged_writes_nothing(client, spor):
    client.post("/opsaetning/fora/ny/", FORUM)
    before, url = spor(), "/opsaetning/fora/HMU/ret/"

    response = client.post(url, {**FORUM, "stand": stand(client, url)})

    assert (response.status_code, spor(), Forum.history.count()) == (302, before, 1)


def test_forum_is_edited(client):
    client.post("/opsaetning/fora/ny/", FORUM)
    url = "/opsaetning/fora/HMU/ret/"

    client.post(url, {**FORUM, "frist_udsendelse": "7", "stand": stand(client, url)})

    assert Forum.objects.get().frist_udsendelse == 7


def test_member_is_added_and_listed(client, signe):
    builders.forum()

    client.post("/opsaetning/fora/CT/medlem/", {"bruger": signe.pk, "rolle": "sekretaer", "fra": "2020-06-01"})

    section = client.get("/opsaetning/fora/CT/").context["afsnit"][0]
    assert cells(section) == [["Signe Sagsbehandler", "sekretær", "1.6.2020", "fortsat"]]


def test_member_overlapping_is_422_and_kept_as_typed(client, signe):
    builders.medlemskab(signe, builders.forum())

    response = client.post("/opsaetning/fora/CT/medlem/", {"bruger": signe.pk, "rolle": "medlem", "fra": "2020-06-01"})

    assert (response.status_code, Medlemskab.objects.count()) == (422, 1)
    assert response.context["fejl"] == [
        {"id": "formular", "tekst": "Personen har allerede rollen i forummet i perioden."}
    ]
    assert response.context["form"]["fra"].value() == "2020-06-01"


def test_membership_is_given_a_last_day(client, signe):
    row = builders.medlemskab(signe, builders.forum())
    url = f"/opsaetning/periode/medlemskab/{row.pk}/"

    response = client.post(url, {"fra": "2019-01-01", "til": "2020-06-30", "stand": stand(client, url)})

    assert (response.url, Medlemskab.objects.get().til) == ("/opsaetning/fora/CT/", date(2020, 6, 30))


def test_membership_moved_over_another_is_422(client, signe):
    forum = builders.forum()
    first = builders.medlemskab(signe, forum, til=date(2020, 6, 30))
    builders.medlemskab(signe, forum, fra=date(2020, 7, 1))
    url = f"/opsaetning/periode/medlemskab/{first.pk}/"

    response = client.post(url, {"fra": "2019-01-01", "til": "2020-07-01", "stand": stand(client, url)})

    assert (response.status_code, messages(response)) == (
        422,
        ["Personen har allerede rollen i forummet i perioden."],
    )


def test_membership_to_come_is_deleted(client, signe):
    row = builders.medlemskab(signe, builders.forum(), fra=date(2020, 6, 2))

    client.post(f"/opsaetning/periode/medlemskab/{row.pk}/slet/")

    assert Medlemskab.objects.count() == 0


def test_membership_that_began_is_409(client, signe):
    row = builders.medlemskab(signe, builders.forum(), fra=date(2020, 6, 1))

    response = client.post(f"/opsaetning/periode/medlemskab/{row.pk}/slet/")

    assert (response.status_code, Medlemskab.objects.count()) == (409, 1)


@pytest.mark.parametrize("kind", ["bruger", "stedfortraedelse", "x"])
def test_period_of_another_kind_is_not_found(client, signe, kind):
    assert client.get(f"/opsaetning/periode/{kind}/{signe.pk}/").status_code == 404

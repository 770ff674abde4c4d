"""Opsætning's pages: who may, what must be put right, what happens (10 §1.3)."""

from datetime import date

import pytest

from mso_portal.motor import ur
from mso_portal.organisation.models import (
    Afdeling,
    Bruger,
    Budgetperiode,
    Forum,
    Lukkedag,
    Medlemskab,
    Personalias,
    Rolletildeling,
    Tilknytning,
)
from tests import builders

pytestmark = pytest.mark.django_db
FORUM = {"navn": "HovedMED", "kode": "HMU", "moedenavn": "HMU-møde", "slags": "hmu", "aktiv_fra": "2020-01-01",
         "laesekreds": "organisation", "vis_offentlig_titel": "ja", "egen_godkendelse": "nej", "frist_indmelding": "6",
         "frist_godkendelse": "5", "frist_udsendelse": "4", "frist_referat": "2", "frist_kommentar": "5",
         "standardminutter": "15", "opfoelgningspunkt": "ja", "afvigende_mening": "nej"}  # fmt: skip
PERSON = {"navn": "Nora Ny", "brugernavn": "nora", "stilling": "Konsulent"}


@pytest.fixture(autouse=True)
def _juni(dag):
    with dag("2020-06-01 10:00"):
        yield


@pytest.fixture
def signe():
    return builders.bruger()


@pytest.fixture
def client(klient, admin):
    return klient(admin)


def messages(response):
    return [line["tekst"] for line in response.context["fejl"]]


def cells(section):
    return [[cell["tekst"] for cell in row["celler"]] for row in section["raekker"]]


def stand(client, url):
    return client.get(url).context["form"]["stand"].value()


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
        "HMU", "organisation", True, False)  # fmt: skip


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

    client.post(
        "/opsaetning/fora/CT/medlem/", {"bruger": signe.pk, "rolle": "sekretaer", "fra": "2020-06-01"}
    )

    section = client.get("/opsaetning/fora/CT/").context["afsnit"][0]
    assert cells(section) == [["Signe Sagsbehandler", "sekretær", "1.6.2020", "fortsat"]]


def test_member_overlapping_is_422_and_kept_as_typed(client, signe):
    builders.medlemskab(signe, builders.forum())

    response = client.post(
        "/opsaetning/fora/CT/medlem/", {"bruger": signe.pk, "rolle": "medlem", "fra": "2020-06-01"}
    )

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
    assert page["trae"] == [
        {"navn": "Sundhed", "url": "/opsaetning/afdelinger/MSO/", "leder": "", "under": [leaf]}
    ]
    assert [unit["navn"] for unit in page["uden_plads"]] == ["Nedlagt"]


def test_tree_takes_the_same_queries_for_more_units(client, queries_at):
    one, three = queries_at(
        lambda nr: builders.afdeling(f"T{nr}", Afdeling.objects.order_by("pk").first()),
        lambda: client.get("/opsaetning/afdelinger/"),
    )

    assert one == three


def test_afdeling_is_made_with_its_place(client):
    mso = builders.afdeling("MSO")

    client.post("/opsaetning/afdelinger/ny/", {"navn": "Team Birk", "kode": "NORD-02", "slags": "team",
                                               "overordnet": mso.pk, "fra": "2020-06-01"})  # fmt: skip

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


def test_lukkedag_is_added_once_and_removed(client):
    client.post("/opsaetning/lukkedage/ny/", {"dato": "2020-12-24", "navn": "Juleaften"})

    again = client.post("/opsaetning/lukkedage/ny/", {"dato": "2020-12-24", "navn": "Jul"})
    day = Lukkedag.objects.get()
    client.post(f"/opsaetning/lukkedage/{day.pk}/slet/")

    assert (messages(again), Lukkedag.objects.count()) == (["Dagen er allerede en lukkedag."], 0)


def test_budgetperiode_in_use_stands(client):
    period = Budgetperiode.objects.create(startaar=2020, aktiv_fra=date(2020, 6, 1))

    response = client.post(f"/opsaetning/budgetperioder/{period.pk}/slet/")

    assert (messages(response), Budgetperiode.objects.count()) == (
        ["Budgetperioden er i brug og kan ikke slettes."],
        1,
    )


def test_budgetperiode_is_added(client):
    client.post("/opsaetning/budgetperioder/ny/", {"startaar": "2021", "aktiv_fra": "2020-09-01"})

    assert str(Budgetperiode.objects.get()) == "2021–2024"

"""Min profil: own settings and roles, own logins."""

from datetime import date

import pytest

from mso_portal.organisation import sessioner
from mso_portal.organisation.models import Bruger
from tests import builders

pytestmark = pytest.mark.django_db
SETTINGS = {"mailhyppighed": "daglig", "tema": "moerk", "tekststoerrelse": "stor"}


@pytest.fixture
def signe():
    return builders.bruger()


def stand(client, url="/profil/ret/"):
    return client.get(url).context["form"]["stand"].value()


def test_profile_lists_the_roles_of_today_with_their_days(dag, klient, signe):
    builders.medlemskab(signe, builders.forum(navn="Chefteamet"), fra=date(2020, 1, 1), til=date(2020, 12, 31))
    builders.medlemskab(signe, builders.forum("HMU"), til=date(2019, 12, 31))
    builders.tilknytning(signe, builders.afdeling(navn="HR"), fra=date(2020, 3, 1))

    with dag("2020-06-01 10:00"):
        section = klient(signe).get("/profil/").context["afsnit"][0]

    assert [[cell["tekst"] for cell in row["celler"]] for row in section["raekker"]] == [
        ["Medlem", "Chefteamet", "1.1.2020", "31.12.2020"],
        ["Medarbejder", "HR", "1.3.2020", "fortsat"],
    ]


def test_settings_are_saved(klient, signe, spor):
    client = klient(signe)

    response = client.post("/profil/ret/", {**SETTINGS, "stand": stand(client)})

    assert (response.status_code, response.url) == (302, "/profil/")
    assert Bruger.objects.values(*SETTINGS).get() == SETTINGS
    assert spor() == [("profil.ret", "Signe Sagsbehandler", "organisation.bruger")]


def test_settings_form_changes_nothing_else(klient, signe):
    client = klient(signe)

    client.post(
        "/profil/ret/",
        {**SETTINGS, "stand": stand(client), "navn": "Dorte", "er_noedkonto": "on", "aktiv": ""},
    )

    stored = Bruger.objects.get()
    assert (stored.navn, stored.er_noedkonto, stored.aktiv) == ("Signe Sagsbehandler", False, True)


def test_arrow_keys_are_on_until_they_are_switched_off(klient, signe):
    client = klient(signe)
    before = Bruger.objects.get().piletaster

    client.post("/profil/ret/", {**SETTINGS, "stand": stand(client)})
    off = Bruger.objects.get().piletaster
    client.post("/profil/ret/", {**SETTINGS, "piletaster": "on", "stand": stand(client)})

    assert (before, off, Bruger.objects.get().piletaster) == (True, False, True)


def test_settings_left_out_are_422_with_each_message_in_the_summary(klient, signe):
    client = klient(signe)

    response = client.post("/profil/ret/", {"stand": stand(client), "tema": "lys", "mailhyppighed": "straks"})

    assert response.status_code == 422
    assert response.context["fejltitel"] == "Ret 1 fejl, før du gemmer"
    assert response.context["fejl"] == [{"id": "id_tekststoerrelse_0", "tekst": "Vælg »tekststørrelse«."}]


def test_settings_opened_before_another_change_are_409_and_can_be_sent_again(klient, signe):
    client = klient(signe)
    opened = stand(client)
    client.post("/profil/ret/", {**SETTINGS, "tema": "lys", "stand": opened})

    refused = client.post("/profil/ret/", {**SETTINGS, "stand": opened})
    again = client.post("/profil/ret/", {**SETTINGS, "stand": refused.context["form"]["stand"].value()})

    assert (refused.status_code, again.status_code) == (409, 302)
    assert Bruger.objects.get().tema == "moerk"


def test_logins_are_listed_without_their_keys(klient, signe):
    here, there = klient(signe), klient(signe)
    klient(builders.bruger("Lars Leder"))

    page = here.get("/profil/sessioner/")

    assert [row["er_denne"] for row in page.context["logins"]] == [True, False]
    assert page.content.decode().count(there.session.session_key) == 0


def test_one_other_login_is_ended(klient, signe, spor):
    here, there, third = klient(signe), klient(signe), klient(signe)

    here.post("/profil/sessioner/afslut/", {"navn": sessioner.name_of(there.session.session_key)})

    assert [client.get("/profil/").status_code for client in (here, there, third)] == [200, 302, 200]
    assert spor() == [("session.afslut", "Signe Sagsbehandler", "organisation.bruger")]


def test_all_other_logins_are_ended(klient, signe):
    here, there, third = klient(signe), klient(signe), klient(signe)

    here.post("/profil/sessioner/afslut/")

    assert [client.get("/profil/").status_code for client in (here, there, third)] == [200, 302, 302]


def test_anothers_login_is_not_ended(klient, signe, spor):
    here, lars = klient(signe), klient(builders.bruger("Lars Leder"))

    here.post("/profil/sessioner/afslut/", {"navn": sessioner.name_of(lars.session.session_key)})

    assert (lars.get("/profil/").status_code, spor()) == (200, [])


def test_kinds_of_messages_are_switched_off_and_on(klient, signe):
    client = klient(signe)
    off = ["indstilling.godkendt", "koordinering.svar"]

    client.post("/profil/ret/", {**SETTINGS, "fravalgte_beskeder": off, "stand": stand(client)})
    chosen = Bruger.objects.get().fravalgte_beskeder
    shown = client.get("/profil/").context["stamdata"][-1]
    client.post("/profil/ret/", {**SETTINGS, "stand": stand(client)})

    assert [chosen, Bruger.objects.get().fravalgte_beskeder] == [off, []]
    assert shown == {"navn": "Fravalgte beskeder", "vaerdi": "Ny godkendt indstilling · Svar på koordinering"}


@pytest.mark.parametrize("kind", ["indstilling.indsendt", "koordinering.spurgt", "opdigtet"])
def test_kinds_that_must_be_told_cannot_be_switched_off(klient, signe, kind):
    client = klient(signe)

    response = client.post("/profil/ret/", {**SETTINGS, "fravalgte_beskeder": [kind], "stand": stand(client)})

    assert [response.status_code, Bruger.objects.get().fravalgte_beskeder] == [422, []]

"""Logging in and out (50 §2, §3)."""

import pytest

from mso_portal.motor.models import Haendelse
from mso_portal.organisation.models import Bruger
from mso_portal.organisation.views.login import card_texts
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def signe():
    return builders.bruger(brugernavn="signe", er_demo=True, stilling="HR-konsulent")


def who(client):
    return client.session.get("_auth_user_id")


def test_page_shows_a_card_for_each_of_the_cast_and_nobody_else(client, signe):
    builders.bruger("Lars Leder", brugernavn="lars", er_demo=True, aktiv=False)
    builders.bruger("Carla Chefteam", brugernavn="carla")
    builders.bruger("Søren Sagsbehandler", brugernavn="soeren", er_demo=True)

    cards = client.get("/login/").context["kort"]

    assert cards == [{"brugernavn": "signe", "navn": "Signe Sagsbehandler", "stilling": "HR-konsulent",
                      "proev": card_texts()["signe"]}]  # fmt: skip


def test_page_says_that_use_is_logged(client, signe):
    html = client.get("/login/").content.decode()

    assert html.count("Brug af portalen bliver logget. Opslag i lukkede sager gennemgås stikprøvevis.") == 1


def test_card_logs_in_and_starts_the_session(client, signe, spor):
    response = client.post("/login/", {"brugernavn": "signe"})

    assert (response.status_code, response.url) == (302, "/")
    assert who(client) == str(signe.pk)
    assert client.session["begyndt"] == client.session["sidst_set"]
    assert spor() == [("session.login", "Signe Sagsbehandler", "organisation.bruger")]


def test_login_writes_no_history(client, signe):
    client.post("/login/", {"brugernavn": "signe"})

    assert signe.history.count() == 1


def test_login_changes_the_key(client, signe):
    client.get("/login/")
    session = client.session
    session["foer"] = "1"
    session.save()
    before = session.session_key

    client.post("/login/", {"brugernavn": "signe"})

    assert client.session.session_key != before


@pytest.mark.parametrize("name", ["", "findesikke", "carla", "soeren", "lars"])
def test_nobody_but_the_active_cast_logs_in(client, signe, name):
    builders.bruger("Carla Chefteam", brugernavn="carla")
    builders.bruger("Søren Sagsbehandler", brugernavn="soeren", er_demo=True)
    builders.bruger("Lars Leder", brugernavn="lars", er_demo=True, aktiv=False)

    response = client.post("/login/", {"brugernavn": name})

    assert (response.status_code, who(client), Haendelse.objects.count()) == (404, None, 0)


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        ("/profil/", "/profil/"),
        ("/indstillinger/?fase=kladde", "/indstillinger/?fase=kladde"),
        ("https://ond.example/", "/"),
        ("//ond.example/", "/"),
        ("/\\ond.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("profil/", "/"),
        ("", "/"),
    ],
)
def test_login_leads_to_own_paths_only(client, signe, asked, led_to):
    response = client.post("/login/", {"brugernavn": "signe", "next": asked})

    assert response.url == led_to


def test_anonymous_page_leads_to_login_and_back(client, signe):
    response = client.get("/profil/")

    assert (response.status_code, response.url) == (302, "/login/?next=/profil/")
    assert client.get(response.url).context["naeste"] == "/profil/"


def test_drift_offers_no_demo_login(client, signe, settings):
    settings.MSO_MILJOE = "drift"

    page, post = client.get("/login/"), client.post("/login/", {"brugernavn": "signe"})

    assert (page.status_code, page.context["kort"], page.content.decode().count("<form")) == (200, [], 0)
    assert (post.status_code, who(client)) == (404, None)


def test_logud_ends_the_session_and_clears_the_browser(klient, signe, spor):
    client = klient(signe)

    response = client.post("/logud/")

    assert (response.status_code, response.url) == (302, "/login/")
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert who(client) is None
    assert spor() == [("session.logud", "Signe Sagsbehandler", "organisation.bruger")]


def test_logud_by_a_link_does_nothing(klient, signe):
    client = klient(signe)

    assert client.get("/logud/").status_code == 405
    assert who(client) == str(signe.pk)


def test_inactive_person_is_out_at_the_next_request(klient, signe):
    client = klient(signe)
    before = client.get("/profil/").status_code
    Bruger.objects.filter(pk=signe.pk).update(aktiv=False)

    assert (before, client.get("/profil/").status_code) == (200, 302)


def test_noegle_gives_a_token_and_the_end_of_the_session(klient, signe):
    client = klient(signe)

    answer = client.get("/profil/noegle/", headers={"accept": "application/json"}).json()

    assert sorted(answer) == ["csrf", "slut"]
    assert (len(answer["csrf"]), answer["slut"] - int(client.session["sidst_set"])) == (64, 3600)


def test_noegle_prolongs_the_session(klient, signe):
    client = klient(signe)
    session = client.session
    session["sidst_set"] -= 1800
    session.save()

    client.get("/profil/noegle/", headers={"accept": "application/json"})

    assert client.session["sidst_set"] > session["sidst_set"] + 1700


def test_noegle_for_nobody_is_401(client):
    assert client.get("/profil/noegle/", headers={"accept": "application/json"}).status_code == 401

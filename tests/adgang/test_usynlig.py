"""The invisible and the missing are told apart by nothing; children are reached through their own parent."""

import re

import pytest
from django.conf import settings

from indstillinger.models import Beslutningspunkt, Moede
from mso_portal.motor.access import views
from mso_portal.motor.lock import fingerprint
from tests.adgang.genstande import adresser
from tests.adgang.memory import reading
from tests.adgang.verden import rullet_tilbage

pytestmark = pytest.mark.django_db
SKIFTER = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"|data-session-slut="\d+"')
PAPIRSIDER = {pattern.name for route, pattern in views() if route.startswith("indstillinger/<str:nr>/")}


def svar(verden, person, path, method, **headers):
    """Return status, body and headers of an answer without what differs from moment to moment."""
    with rullet_tilbage():
        response = getattr(verden.client(person, **headers), method)(path)
    kept = {name: value for name, value in response.headers.items() if name != "Content-Security-Policy"}
    # The session's own cookie comes with the first answer of each minute.
    own = settings.SESSION_COOKIE_NAME
    cookies = {name: len(morsel.value) for name, morsel in response.cookies.items() if name != own}
    return response.status_code, SKIFTER.sub(b"", response.content), kept, cookies


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("headers", [{}, {"Accept": "application/json"}, {"HX-Request": "true"}])
def test_invisible_paper_answers_like_a_missing_one(verden, method, headers):
    secret = verden.papirer["i_koordinering", "lukket"].nummer
    found = {name: path for name, _, _, _, path in adresser(verden) if f"/{secret}/" in path}

    with reading():
        for person in ("organisationslaeser", "leder_anden", "sekretaer", "stedfortraeder"):
            for path in found.values():
                hidden = svar(verden, person, path, method, **headers)
                missing = svar(verden, person, path.replace(secret, "2019-998"), method, **headers)
                assert hidden == missing
                assert hidden[0] == 404

    assert set(found) == PAPIRSIDER


def test_row_of_another_paper_is_refused(verden):
    mine, other = verden.papirer["kladde", "aaben"], verden.andet_papir
    row = other.beslutningspunkt_raekker.get()
    name = f"beslutningspunkt:{row.uuid}:tekst"
    own = f"/indstillinger/{mine.nummer}/"
    browser = verden.client("forfatter")

    autosave = browser.post(f"{own}felt/", {"felt": name, "base": fingerprint(row.tekst), "vaerdi": "stjålet"})
    plain = browser.post(f"{own}rediger/", {f"base:{name}": fingerprint(row.tekst), name: "stjålet"})

    assert {autosave.status_code, plain.status_code} <= {404, 409, 422}
    assert Beslutningspunkt.objects.get(pk=row.pk).tekst == row.tekst
    assert row.tekst not in autosave.content.decode()


@pytest.mark.parametrize("verb", ["op", "ned", "fjern", "fortryd"])
def test_row_button_with_a_row_of_another_paper_changes_nothing(verden, verb):
    mine, other = verden.papirer["kladde", "aaben"], verden.andet_papir
    row = other.beslutningspunkt_raekker.get()
    body = {"handling": f"{verb}:{row.uuid}", "fjernet": f"beslutningspunkt:{row.uuid}:1"}

    with rullet_tilbage():
        answer = verden.client("forfatter").post(f"/indstillinger/{mine.nummer}/rediger/", body)
        kept = list(Beslutningspunkt.objects.order_by("pk").values())

    assert answer.status_code in (302, 404, 409, 422)
    assert kept == list(Beslutningspunkt.objects.order_by("pk").values())


def test_entry_that_is_another_papers_is_not_found(verden):
    paper = verden.papirer["kladde", "aaben"]
    answer = verden.client("forfatter").get(f"/indstillinger/{paper.nummer}/historik/1-99/")

    assert answer.status_code == 404


def test_copy_of_an_invisible_paper_is_a_form_error(verden):
    secret = verden.papirer["godkendt", "lukket"]
    body = {
        "titel": "Kopi",
        "formular": "almindelig",
        "forum": verden.forum.pk,
        "kopi_af": secret.nummer,
        "noegle": "x",
    }

    answers = [verden.client("organisationslaeser").post("/indstillinger/ny/", {**body, "kopi_af": nummer}).status_code
               for nummer in (secret.nummer, "2019-998")]  # fmt: skip

    assert answers == [422, 422]


def test_meeting_of_another_forum_is_a_form_error(verden):
    body = {"titel": "Ny", "formular": "almindelig", "forum": verden.andet_forum.pk, "noegle": "x",
            "oensket_moede": Moede.objects.get().pk}  # fmt: skip

    assert verden.client("forfatter").post("/indstillinger/ny/", body).status_code == 422


def test_meeting_of_another_forum_is_refused_by_autosave(verden):
    other = verden.andet_papir
    change = {"felt": "oensket_moede", "base": fingerprint(""), "vaerdi": str(Moede.objects.get().pk)}

    answer = verden.client("sagsbehandler_anden").post(f"/indstillinger/{other.nummer}/felt/", change)

    assert answer.status_code == 422

"""Reading changes nothing, and nothing is changed by a form that did not come from the portal's own page."""

import pytest
from django.conf import settings
from django.test import Client

from tests.adgang import planer
from tests.adgang.formular import indhold
from tests.adgang.genstande import adresser
from tests.adgang.gyldige import VERBER
from tests.adgang.memory import reading
from tests.adgang.moedegyldige import MOEDEVERBER
from tests.adgang.verden import rullet_tilbage
from tests.sikkerhed.tilstand import fingeraftryk

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def uden_pdf():
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr("indstillinger.views.laes.render_pdf", lambda document: b"%PDF")
        yield


def veje(verden):
    """Return each address once for each kind of object: åben and lukket, in kladde and sent."""
    kept = {"-", "kladde", "til_godkendelse", "indlaest"}
    return [(name, path) for name, _, tilstand, aabenhed, path in adresser(verden)
            if tilstand in kept and (aabenhed != "ikke_angivet" or tilstand == "indlaest")]  # fmt: skip


@pytest.mark.parametrize("person", ["forfatter", "sekretaer", "administrator"])
def test_reading_everything_changes_nothing(verden, uden_pdf, person):
    paths, before = veje(verden), fingeraftryk()
    for _, path in paths:
        indhold(verden.client(person).get(path))

    assert fingeraftryk() == before


def test_change_by_reading_is_found(verden):
    before = fingeraftryk()
    with rullet_tilbage():
        verden.client("forfatter").post("/profil/ret/", {"handling": ""})
        verden.papirer["kladde", "aaben"].history.create(
            **verden.papirer["kladde", "aaben"].history.values().order_by("pk").first() | {"history_id": None}
        )
        changed = [name for name, digest in fingeraftryk().items() if digest != before[name]]

    assert changed == ["indstillinger_historicalindstilling"]


def fremmed(verden, person, **headers):
    """Return a browser that checks tokens as a real one does."""
    browser = Client(enforce_csrf_checks=True, headers=headers or None)
    browser.cookies[settings.SESSION_COOKIE_NAME] = verden.noegler[person]
    return browser


@pytest.mark.parametrize("origin", ["https://fremmed.example", "null", "http://testserver:8000"])
def test_post_from_another_origin_is_refused(verden, origin):
    paths, before = veje(verden), fingeraftryk()
    with reading():
        answers = {
            (name, fremmed(verden, person, Origin=origin).post(path, {"titel": "x"}).status_code)
            for person in ("forfatter", "administrator") for name, path in paths if name in VERBER
        }  # fmt: skip

    assert {status for _, status in answers} == {403}
    assert {name for name, _ in answers} == set(VERBER) - set(MOEDEVERBER) - set(planer.samlet("VERBER"))
    assert fingeraftryk() == before


def test_post_without_token_is_refused_and_gives_the_text_back(verden):
    paths, before = veje(verden), fingeraftryk()
    browser = fremmed(verden, "forfatter")
    answers = [browser.post(path, {"baggrund": "Det, jeg skrev"}) for name, path in paths if name in VERBER]

    assert {answer.status_code for answer in answers} == {403}
    assert ["Det, jeg skrev" in answer.content.decode() for answer in answers] == [True] * len(answers)
    assert fingeraftryk() == before

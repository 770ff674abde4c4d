"""Reading of plans changes nothing, and nobody else's page can post to them."""

import pytest
from django.conf import settings
from django.test import Client

from tests.adgang import planer, planverden
from tests.adgang.formular import indhold
from tests.adgang.genstande import adresser
from tests.adgang.tryk import blank, printing
from tests.adgang.verden import rullet_tilbage
from tests.sikkerhed.tilstand import fingeraftryk

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def verden(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), rullet_tilbage(), printing(blank):
        yield planverden.byg()


def test_reading_every_page_of_an_active_plan_changes_nothing(verden):
    rows = list(adresser(verden))  # an import to look at is made here
    before = fingeraftryk()
    for _, _, tilstand, aabenhed, path in rows:
        if tilstand == "-" or (tilstand, aabenhed) == ("aktiv", "aaben"):
            indhold(verden.client("tovholder").get(path))

    assert fingeraftryk() == before


def test_post_from_another_origin_is_refused(verden):
    rows, verbs = list(adresser(verden)), planer.samlet("VERBER")
    before = fingeraftryk()
    browser = Client(enforce_csrf_checks=True, headers={"Origin": "https://fremmed.example"})
    browser.cookies[settings.SESSION_COOKIE_NAME] = verden.noegler["tovholder"]
    answers = {
        (name, browser.post(path, {"titel": "x"}).status_code) for name, _, _, _, path in rows if name in verbs
    }  # fmt: skip

    assert {status for _, status in answers} == {403}
    assert {name for name, _ in answers} == set(verbs)
    assert fingeraftryk() == before

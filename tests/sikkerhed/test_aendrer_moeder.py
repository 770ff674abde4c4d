"""Reading of meetings, minutes, decisions and tasks changes nothing."""

import pytest

from tests.adgang import moedeverden
from tests.adgang.formular import indhold
from tests.adgang.genstande import adresser
from tests.adgang.verden import rullet_tilbage
from tests.sikkerhed.tilstand import fingeraftryk

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def moeder(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), rullet_tilbage():
        yield moedeverden.byg()


@pytest.mark.parametrize("person", ["sekretaer", "medlem"])
def test_reading_every_meeting_changes_nothing(moeder, person):
    before = fingeraftryk()
    for _, _, fase, _, path in adresser(moeder):
        if fase in ("-", "planlagt", "i_gang", "referat_godkendt"):
            indhold(moeder.client(person).get(path))

    assert fingeraftryk() == before

"""A chefteam whose meetings are really committed: Kirsten and Kaj prepare, Carla leads, Mona and Mikkel sit in it."""

import pytest

from mso_portal.motor import ur
from tests import builders
from tests.indstillinger.referat import verden as referatverden


@pytest.fixture
def klokken(virkelig):
    with ur.stil(referatverden.EFTER):
        yield referatverden.EFTER


@pytest.fixture
def forum(klokken):
    return builders.forum(navn="Chefteamet", moedenavn="chefmøde", opfoelgningspunkt=False)


@pytest.fixture
def folk(forum):
    people = referatverden.personer(forum)
    people.kaj = builders.bruger("Kaj Sekretær")
    builders.medlemskab(people.kaj, forum, "sekretaer")
    return people

"""An import of Signe's that has been read, and the sekretær who may review it with her."""

import pytest

from tests import builders
from tests.indstillinger.importer.verden import hent_ind, laes


@pytest.fixture
def forsoeg(chefteam, signe, klokken, periode):
    return laes(hent_ind(chefteam, signe))


@pytest.fixture
def kirsten(chefteam):
    person = builders.bruger("Kirsten Sekretariat")
    builders.medlemskab(person, chefteam, "sekretaer")
    return person

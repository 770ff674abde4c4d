"""A meeting of the chefteam with an åbent and a lukket item; Anders has the tasks that Carla gave."""

from datetime import date

import pytest

from tests import builders, builders_moede, builders_opgave

DATO = date(2020, 4, 29)


@pytest.fixture
def sofie(chefteam):
    person = builders.bruger("Sofie Sekretær")
    builders.medlemskab(person, chefteam, "sekretaer")
    return person


@pytest.fixture
def carla(chefteam):
    person = builders.bruger("Carla Chef")
    builders.medlemskab(person, chefteam, "moedeleder")
    return person


@pytest.fixture
def mads(chefteam):
    person = builders.bruger("Mads Medlem")
    builders.medlemskab(person, chefteam)
    return person


@pytest.fixture
def berit():
    """Leads the unit Anders works in."""
    return builders.bruger("Berit Boss")


@pytest.fixture
def stab(anders, berit):
    unit = builders.afdeling("STAB")
    builders.tilknytning(anders, unit)
    builders.tilknytning(berit, unit, "leder")
    return unit


@pytest.fixture
def moede(klokken, chefteam, sofie, carla):
    return builders_moede.moede(chefteam, DATO, moedeleder=carla)


@pytest.fixture
def aabent(moede):
    return builders_moede.punkt(moede, titel="Velkomst", nummer="1")


@pytest.fixture
def lukket(moede):
    return builders_moede.punkt(moede, titel="Noget", aabenhed="lukket", nummer="2")


@pytest.fixture
def opgave(aabent, anders, carla, stab):
    return builders_opgave.opgave(aabent, anders, carla)


@pytest.fixture
def hemmelig(lukket, anders, carla, stab):
    return builders_opgave.opgave(lukket, anders, carla, tekst="Ring til familien")


@pytest.fixture
def personer(anders, carla, sofie, mads, berit, lars, stab):
    return {"ansvarlig": anders, "stiller": carla, "sekretaer": sofie, "medlem": mads, "leder": berit, "fremmed": lars}

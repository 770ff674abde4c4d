"""A chefteam with its sekretær Kirsten, mødeleder Carla and member Mette; a meeting on 29 May 2020."""

import pytest

from tests import builders
from tests.builders_indstilling import indstilling
from tests.builders_moede import moede as make_moede

URL = "/moeder/ct-2020-05-29/"


@pytest.fixture
def kirsten(chefteam):
    person = builders.bruger("Kirsten Sekretariat", email="kirsten@demo.example")
    builders.medlemskab(person, chefteam, "sekretaer")
    return person


@pytest.fixture
def carla(chefteam):
    person = builders.bruger("Carla Chefteam", email="carla@demo.example")
    builders.medlemskab(person, chefteam, "moedeleder")
    return person


@pytest.fixture
def mette(chefteam):
    person = builders.bruger("Mette Medlem", email="mette@demo.example")
    builders.medlemskab(person, chefteam, "medlem")
    return person


@pytest.fixture
def moede(klokken, chefteam, kirsten, carla):
    """Planned without standard items; its frist for indmelding is 20 May at noon."""
    return make_moede(chefteam, moedeleder=carla, sekretaer=kirsten)


@pytest.fixture
def sag(klokken, signe, lars, chefteam, periode):
    """Return a function that makes a paper of Signe's for the chefteam, approved unless said."""
    unit = builders.afdeling()

    def make(titel="Følgevenner", tilstand="godkendt", **felter):
        return indstilling(signe, leder=lars, forum=felter.pop("forum", chefteam), afdeling=unit, tilstand=tilstand,
                           tekst=lambda felt: titel if felt == "titel" else f"Tekst om {felt}",
                           raekker=False, **felter)  # fmt: skip

    return make


def order(moede):
    """Return the titles of the agenda in order."""
    rows = moede.punkter.select_related("indstilling").order_by("raekkefoelge")
    return [one.indstilling.titel if one.indstilling else one.titel or "Pause" for one in rows]

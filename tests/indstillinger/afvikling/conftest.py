"""A chefmøde on its own day: three points asked in one paper, a text of its own; Kirsten writes, Carla reads."""

from datetime import datetime

import pytest

from indstillinger.models import Dagsordenspunkt
from indstillinger.workflow import afvikling
from mso_portal.motor import ur
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders, builders_indstilling, builders_moede

PUNKTER = (
    ("At godkende, at ordningen fortsætter i 2021.", "godkend"),
    ("Hvad gør vi med ventelisten?", "tag_stilling"),
    ("At tage evalueringen til efterretning.", "tag_til_efterretning"),
)


@pytest.fixture(autouse=True)
def moededag(db):
    """The clock stands at 9.05 on the day of the meeting."""
    with ur.stil(datetime(2020, 5, 29, 9, 5, tzinfo=DANSK_TID)):
        yield


@pytest.fixture
def kirsten(chefteam):
    person = builders.bruger("Kirsten Sekretariat")
    builders.medlemskab(person, chefteam, "sekretaer")
    return person


@pytest.fixture
def carla(chefteam):
    person = builders.bruger("Carla Chefteam")
    builders.medlemskab(person, chefteam)
    return person


@pytest.fixture
def mads(chefteam):
    person = builders.bruger("Mads Mødeleder")
    builders.medlemskab(person, chefteam, "moedeleder")
    return person


@pytest.fixture
def moede(chefteam, kirsten, mads, carla):
    return builders_moede.moede(chefteam, moedeleder=mads, sekretaer=kirsten)


def sag(chefteam, signe, lars, punkter=PUNKTER, **felter):
    """Make an approved paper that asks for these points, frozen with them."""
    paper = builders_indstilling.indstilling(signe, forum=chefteam, leder=lars, raekker=False, **felter)
    for tekst, slags in punkter:
        row = builders_indstilling.raekke(paper, "beslutningspunkt", slags=slags)
        row.tekst = tekst
        row.save()
    builders_indstilling.version(paper, signe)
    builders_indstilling._move(paper, "godkendt", signe, lars)
    return paper


@pytest.fixture
def paper(chefteam, signe, lars, kirsten):
    return sag(chefteam, signe, lars)


@pytest.fixture
def udsendt(moede, paper, kirsten, carla):
    """The meeting with its agenda sent: item 1 the paper, item 2 a text."""
    builders_moede.punkt(moede, paper)
    builders_moede.punkt(moede, titel="Eventuelt")
    builders_moede.sendt(moede, kirsten, modtagere=[carla])
    return moede


@pytest.fixture
def i_gang(udsendt, kirsten):
    """The same meeting, started."""
    return afvikling.start(udsendt, by=kirsten)


def item(moede, nummer):
    """Return an item as it is stored now."""
    return Dagsordenspunkt.objects.select_related("moede__forum", "indstilling").get(moede=moede, nummer=nummer)


@pytest.fixture
def foerste(i_gang):
    return item(i_gang, "1")


@pytest.fixture
def raekker(foerste):
    """The rows of item 1, in order."""
    return list(foerste.referatpunkter.select_related("punkt__moede__forum").order_by("raekkefoelge"))

"""A small plan: Tina writes it, Per answers for it, Kim leads a unit that shall deliver; Ada has no part in it."""

from datetime import datetime

import pytest
from django.db import transaction
from django.test import TransactionTestCase

from indsatser.models import Plandeltager
from mso_portal.motor import ur
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders, builders_indsats, builders_tilsyn
from tests.indstillinger.samtidig import empty

NU = datetime(2020, 6, 15, 10, 30, tzinfo=DANSK_TID)


@pytest.fixture
def virkelig(monkeypatch, transactional_db):
    """What is written is committed, so that other connections see it."""
    monkeypatch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: empty())


@pytest.fixture(autouse=True)
def klokken(db):
    """The portal's clock stands at 15 June 2020, 10.30."""
    with ur.stil(NU):
        yield NU


@pytest.fixture
def tina(db):
    return builders.bruger("Tina Tovholder")


@pytest.fixture
def per(db):
    return builders.bruger("Per Programejer")


@pytest.fixture
def ada(db):
    return builders.bruger("Ada Andetsteds")


@pytest.fixture
def kim(db):
    return builders.bruger("Kim Kontorchef")


@pytest.fixture
def sofie(styregruppe):
    person = builders.bruger("Sofie Sekretær")
    builders.medlemskab(person, styregruppe, "sekretaer")
    return person


@pytest.fixture
def styregruppe(db):
    return builders.forum("SG", navn="Styregruppen", slags="styregruppe")


@pytest.fixture
def hr(kim):
    unit = builders.afdeling("HR", navn="HR og udvikling")
    builders.tilknytning(kim, unit, "leder")
    return unit


@pytest.fixture
def kladde(tina, per, styregruppe):
    with transaction.atomic():
        return builders_indsats.plan(tina, per, styregruppe)


@pytest.fixture
def aktiv(kladde):
    return builders_indsats.aktiv(kladde)


@pytest.fixture
def tjekliste(tina):
    return builders_tilsyn.tjekliste(builders_tilsyn.leder(tina))


@pytest.fixture
def tove(kladde):
    """Does the tilsyn; she reads the plan, and has no other part in it."""
    person = builders.bruger("Tove Tilsynsførende")
    Plandeltager.objects.create(plan=kladde, bruger=person, rolle="laeser", fra=builders.ALTID)
    return person

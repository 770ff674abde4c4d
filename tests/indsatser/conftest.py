"""A small plan: Tina writes it, Per answers for it, Kim leads a unit that shall deliver; Ada has no part in it."""

import pickle
from datetime import datetime
from unittest.mock import patch

import pytest
from django.db import transaction
from django.test import TransactionTestCase

from indsatser.models import Plandeltager
from indsatser.workflow import statuslaas
from mso_portal.motor import ur
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders, builders_indsats, builders_tilsyn
from tests.adgang.verden import rullet_tilbage
from tests.indsatser import statusverden
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


@pytest.fixture(scope="module")
def faelles(request, django_db_setup, django_db_blocker):
    """What the module's FAELLES makes, once for all its tests: {fixture: object} as bytes; without one, nothing."""
    make = getattr(request.module, "FAELLES", None)
    if make is None:
        yield pickle.dumps({})
        return
    with django_db_blocker.unblock(), rullet_tilbage():
        with ur.stil(NU), patch.object(statuslaas, "render_in_child", statusverden.rendered):
            made = pickle.dumps(make())
        yield made


@pytest.fixture
def egne(faelles, db):
    """The same as this test's own objects."""
    return pickle.loads(faelles)


@pytest.fixture
def tina(egne):
    return egne.get("tina") or builders.bruger("Tina Tovholder")


@pytest.fixture
def per(egne):
    return egne.get("per") or builders.bruger("Per Programejer")


@pytest.fixture
def ada(db):
    return builders.bruger("Ada Andetsteds")


@pytest.fixture
def kim(egne):
    return egne.get("kim") or builders.bruger("Kim Kontorchef")


@pytest.fixture
def sofie(egne, styregruppe):
    if "sofie" in egne:
        return egne["sofie"]
    person = builders.bruger("Sofie Sekretær")
    builders.medlemskab(person, styregruppe, "sekretaer")
    return person


@pytest.fixture
def styregruppe(egne):
    return egne.get("styregruppe") or builders.forum("SG", navn="Styregruppen", slags="styregruppe")


@pytest.fixture
def hr(egne, kim):
    if "hr" in egne:
        return egne["hr"]
    unit = builders.afdeling("HR", navn="HR og udvikling")
    builders.tilknytning(kim, unit, "leder")
    return unit


@pytest.fixture
def status(egne):
    """The status of a module that shares one."""
    return egne["status"]


@pytest.fixture
def ejerenhed(egne):
    return egne.get("ejerenhed") or builders.afdeling("BES", navn="Bestillerenheden")


@pytest.fixture
def kladde(tina, per, styregruppe, ejerenhed):
    with transaction.atomic():
        return builders_indsats.plan(tina, per, styregruppe, ejerenhed=ejerenhed)


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

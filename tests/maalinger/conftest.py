"""A unit whose share of sager with a plan is counted each quarter; Ida reports, Lone leads, Ada has no part in it."""

from datetime import date, datetime

import pytest
from django.test import TransactionTestCase

from maalinger.workflow import create_noegletal, create_serie
from mso_portal.motor import ur
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders
from tests.builders_indsats import FIGUR
from tests.indstillinger.samtidig import empty

NU = datetime(2020, 10, 5, 9, tzinfo=DANSK_TID)


@pytest.fixture
def virkelig(monkeypatch, transactional_db):
    """What is written is committed, so that other connections see it."""
    monkeypatch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: empty())


@pytest.fixture(autouse=True)
def klokken(db):
    with ur.stil(NU):
        yield NU


@pytest.fixture
def ida(db):
    return builders.bruger("Ida Indberetter")


@pytest.fixture
def ada(db):
    return builders.bruger("Ada Andetsteds")


@pytest.fixture
def enhed(db):
    unit = builders.afdeling("MYN", navn="Myndighed")
    builders.tilknytning(builders.bruger("Lone Leder"), unit, "leder")
    return unit


@pytest.fixture
def noegletal(enhed, ida):
    return create_noegletal(
        kode="plan-pct", navn="Sager med en plan", ejer=enhed, frekvens="kvartal", definition=FIGUR, by=ida
    )


@pytest.fixture
def serie(noegletal, enhed, ida):
    return create_serie(noegletal, enhed, by=ida, indberetter=ida, aktiv_fra=date(2020, 1, 1))

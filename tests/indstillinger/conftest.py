"""The small world of the paper's tests: Signe writes to the chefteam, Lars leads, others look on."""

from datetime import date, datetime

import pytest
from django.test import TransactionTestCase

from indstillinger.models.felttekst import text_of
from indstillinger.workflow import create, write
from mso_portal.motor import sessions, ur
from mso_portal.motor.lock import Change, fingerprint
from mso_portal.organisation.models import Budgetperiode
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders
from tests.indstillinger.samtidig import empty

NU = datetime(2020, 5, 14, 10, 30, tzinfo=DANSK_TID)


@pytest.fixture
def klokken(db):
    """The portal's clock stands at 14 May 2020, 10.30."""
    with ur.stil(NU):
        yield NU


@pytest.fixture
def virkelig(monkeypatch, transactional_db):
    """What is written is committed, so that other connections see it."""
    monkeypatch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: empty())


@pytest.fixture
def chefteam(db):
    return builders.forum("CT", navn="Chefteamet", moedenavn="chefmøde")


@pytest.fixture
def signe(db):
    return builders.bruger("Signe Sagsbehandler")


@pytest.fixture
def maja(db):
    return builders.bruger("Maja Medforfatter")


@pytest.fixture
def lars(db):
    return builders.bruger("Lars Leder")


@pytest.fixture
def anders(db):
    """Somebody from another afdeling, entitled to nothing."""
    return builders.bruger("Anders Andetsteds")


@pytest.fixture
def periode(db):
    return Budgetperiode.objects.create(startaar=2019, aktiv_fra=date(2018, 12, 1))


@pytest.fixture
def paper(klokken, chefteam, signe, periode):
    """An empty kladde of Signe's."""
    return create(chefteam, "Følgevenner på plejehjem", by=signe)


@pytest.fixture
def faelles(paper, signe, maja):
    """The same kladde with Maja as medforfatter."""
    save(paper, signe, medforfattere=str(maja.pk))
    return paper


@pytest.fixture
def logget_ind(client):
    """Return a function that logs a person in and returns the client."""

    def log_in(person):
        client.force_login(person)
        session = client.session
        sessions.start(session)
        session.save()
        return client

    return log_in


def stored(paper, name):
    """Return the text of a field, or of a row's field, as it is stored now."""
    kind, colon, rest = name.partition(":")
    if not colon:
        return text_of(type(paper).objects.get(pk=paper.pk), name)
    uuid, _, felt = rest.partition(":")
    return text_of(getattr(paper, f"{kind}_raekker").get(uuid=uuid), felt)


def change(paper, name, text):
    """Return the Change of a form that was opened just now."""
    return Change(text, fingerprint(stored(paper, name)))


def save(paper, by, explicit=False, **fields):
    """Write fields of the paper as they stand now; returns the Outcome and freshens the paper."""
    changes = {name: change(paper, name, text) for name, text in fields.items()}
    outcome = write(paper, changes, by=by, explicit=explicit)
    paper.refresh_from_db()
    return outcome


def save_row(paper, row, felt, text, by):
    """Write one field of a row; returns the Outcome."""
    name = f"{row._meta.model_name}:{row.uuid}:{felt}"
    outcome = write(paper, {name: change(paper, name, text)}, by=by)
    row.refresh_from_db()
    return outcome

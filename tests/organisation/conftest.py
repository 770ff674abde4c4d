"""Logged-in clients and the portal's clock."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from mso_portal.motor import sessions, ur
from mso_portal.motor.models import Haendelse
from tests import builders


@pytest.fixture
def klient():
    """Return a function that logs a person in: `klient(person)`."""

    def log_in(person):
        client = Client()
        client.force_login(person)
        session = client.session
        sessions.start(session)
        session.save()
        return client

    return log_in


@pytest.fixture
def admin(db):
    return builders.administrator()


@pytest.fixture
def dag():
    """Return a context manager that holds the clock at a Danish time: `with dag("2020-05-29 23:59"):`."""

    def hold(tid):
        return ur.stil(datetime.fromisoformat(tid).replace(tzinfo=ZoneInfo("Europe/Copenhagen")))

    return hold


@pytest.fixture
def spor():
    """Return a function giving (event, who, kind of object) of every event so far."""

    def read():
        return list(Haendelse.objects.order_by("pk").values_list("handling", "aktoer__navn", "genstand_type"))

    return read


@pytest.fixture
def juni(dag):
    with dag("2020-06-01 10:00"):
        yield


@pytest.fixture
def signe(db):
    return builders.bruger()

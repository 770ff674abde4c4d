"""One heavy thing at a time for each person: the lock is the database's, so it holds across processes."""

import json
import time

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory

from mso_portal.motor.enkeltvis import LOCK, one_at_a_time
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def anden():
    """Another process's connection to the same database."""
    other = connection.copy()
    yield other
    other.close()


@pytest.fixture
def ask():
    """Return a function that asks for something heavy as a person."""

    def view(user, content=lambda: "færdig"):
        request = RequestFactory().get("/", headers={"Accept": "application/json"})
        request.user = user
        return one_at_a_time(lambda request: HttpResponse(content()))(request)

    return view


def hold(other, person):
    other.set_autocommit(False)
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, person.pk])


def test_next_is_told_to_wait(anden, ask):
    signe = builders.bruger()
    hold(anden, signe)

    response = ask(signe)

    assert (response.status_code, json.loads(response.content)) == (429, {"fejl": "Vent, til den forrige er færdig."})


def test_others_need_not_wait(anden, ask):
    hold(anden, builders.bruger())

    assert ask(builders.bruger("Lars Leder")).content.decode() == "færdig"


def test_lock_goes_with_the_transaction_of_whoever_died(anden, ask):
    signe = builders.bruger()
    hold(anden, signe)
    anden.close()

    assert eventually(lambda: ask(signe).status_code) == 200


def eventually(status):
    """Return the status as soon as it is 200: the server notices a closed connection in its own time."""
    for _ in range(100):
        if (code := status()) == 200:
            break
        time.sleep(0.05)
    return code


def test_lock_is_given_back_also_after_an_error(anden, ask):
    signe = builders.bruger()
    with pytest.raises(ZeroDivisionError):
        ask(signe, lambda: 1 / 0)

    with anden.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, signe.pk])
        assert cursor.fetchone() == (True,)

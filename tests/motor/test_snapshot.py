"""Several queries that see one moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import InternalError, connection, transaction
from django.test import TransactionTestCase

from mso_portal.motor.snapshot import snapshot
from mso_portal.organisation.models import Bruger
from tests import builders
from tests.indstillinger.samtidig import empty


@pytest.fixture
def virkelig(monkeypatch, transactional_db):
    """What is written is committed, so that other connections see it."""
    monkeypatch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: empty())


def elsewhere(action):
    """Run it on another connection, and commit."""

    def run():
        try:
            action()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(run).result()


def test_what_is_committed_meanwhile_is_not_seen_before_it_is_over(virkelig):
    with snapshot():
        before = Bruger.objects.count()
        elsewhere(builders.bruger)
        during = Bruger.objects.count()

    assert (before, during, Bruger.objects.count()) == (0, 0, 1)


def test_nothing_is_written_in_it(virkelig):
    with pytest.raises(InternalError, match="read-only transaction"), snapshot():
        builders.bruger()


def test_inside_a_transaction_it_is_that_transaction(virkelig):
    with transaction.atomic():
        builders.bruger()
        with snapshot():
            found = Bruger.objects.count()
        builders.bruger("Lars Leder")

    assert (found, Bruger.objects.count()) == (1, 2)

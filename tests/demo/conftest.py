"""The demo world, played once for this folder's one module inside a transaction that is rolled back."""

from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from mso_portal.management.afspil import play_papers
from mso_portal.management.verden import play_organisation


@contextmanager
def played():
    """Play the world, with every deferred check done as at a commit, and undo it afterwards."""
    with transaction.atomic():
        play_organisation()
        play_papers()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def verden(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), played():
        yield

"""The demo world, played once for this folder inside a transaction that is rolled back."""

from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from mso_portal.management.afspil import play_year
from mso_portal.management.verden import play_organisation
from tests.demo.facit import SEEDS
from tests.demo.skemaer import FUNDET, found_in_form
from tests.demo.udenpdf import without_pdf


@contextmanager
def played():
    """Play the world, with every deferred check done as at a commit, and undo it afterwards."""
    with transaction.atomic():
        with without_pdf():
            play_organisation()
            _read_forms()
            play_year()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield
        transaction.set_rollback(True)


def _read_forms():
    """Read the old forms while their meetings are still to come, and leave nothing of it."""
    with transaction.atomic():
        FUNDET.update({name: found_in_form(name) for name in SEEDS})
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def verden(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), played():
        yield

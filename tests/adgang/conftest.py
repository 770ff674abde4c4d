"""One world for every cell of the access matrix."""

import pytest

from tests.adgang.verden import byg, rullet_tilbage


@pytest.fixture(scope="module")
def matrixverden(django_db_setup, django_db_blocker):
    """The same without the papers whose openness is not said yet: they are lukkede, which test_verber.py shows."""
    with django_db_blocker.unblock(), rullet_tilbage():
        yield byg(aabenheder=("aaben", "lukket"))


@pytest.fixture(scope="module")
def verden(django_db_setup, django_db_blocker):
    """The shared world; whatever the module does to it is taken back at its end."""
    with django_db_blocker.unblock(), rullet_tilbage():
        yield byg()

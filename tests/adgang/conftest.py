"""`pytest tests/adgang --opdater` writes the golden files anew."""

import pytest

from tests.adgang.verden import byg, rullet_tilbage


def pytest_addoption(parser):
    parser.addoption("--opdater", action="store_true", help="skriv matrix_*.txt på ny")


@pytest.fixture(scope="module")
def verden(django_db_setup, django_db_blocker):
    """The shared world; whatever the module does to it is taken back at its end."""
    with django_db_blocker.unblock(), rullet_tilbage():
        yield byg()

"""Every test runs on PostgreSQL as its owner, in an empty run-time directory, and under tests/strict."""

import gc
import os
import tempfile
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mso_portal import indlejret
from mso_portal.settings import database
from tests import tables
from tests.strict import network, querysets, reads, templates

# pytest-django has read the settings before this file is: the server's address is put into them here. The
# workers of a parallel run inherit the address, and the server lives as long as the first process.
indlejret.start(ejer=True)
# Tests judge what happens, never how fast: where fifty people press at once on a slow machine, all may wait.
os.environ |= {"MSO_LOCK_TIMEOUT": "120s", "MSO_STATEMENT_TIMEOUT": "120s"}
settings.DATABASES["default"].update(database(os.environ["DATABASE_URL"]))
# A test that forgot to ask for the test database meets none, instead of the demo's.
settings.DATABASES["default"]["NAME"] = "kun_proever"
# Nothing here need outlive a crash of the server, and few statements run often enough to be worth compiling.
settings.DATABASES["default"]["OPTIONS"]["options"] += " -c synchronous_commit=off -c jit=off"

RUN_TIME = tempfile.TemporaryDirectory(prefix="mso-test-", ignore_cleanup_errors=True)
settings.VAR = Path(RUN_TIME.name)
settings.MSO_UR = ""
settings.STATIC_ROOT = settings.VAR / "static"
settings.STATIC_ROOT.mkdir()
settings.STORAGES["default"]["OPTIONS"]["location"] = settings.VAR / "filer"
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
hypothesis.settings.register_profile("mso", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("mso")
# What a test leaves behind is mostly freed at once; looking for the rest after every 700 objects takes a twentieth of
# the time of the tests.
gc.set_threshold(50_000, 20, 50)


def pytest_addoption(parser):
    parser.addoption("--opdater", action="store_true", help="skriv facitfilerne på ny")


@pytest.fixture(autouse=True, scope="session")
def _strict():
    with pytest.MonkeyPatch.context() as monkeypatch:
        for part in (network, querysets, reads, templates):
            part.install(monkeypatch)
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix, django_db_keepdb, django_db_createdb, django_db_blocker
):
    """A new test database is a copy of the tables; one that is kept from the last run is migrated further."""
    if django_db_createdb or not django_db_keepdb:
        with django_db_blocker.unblock():
            connection.settings_dict["TEST"]["TEMPLATE"] = tables.template()


@pytest.fixture
def count_queries(db):
    """Return a function that runs an action and says how many statements it sent."""

    def count(action):
        with CaptureQueriesContext(connection) as queries:
            action()
        return len(queries)

    return count


@pytest.fixture
def queries_at(count_queries):
    """Return a function that grows the world and counts: `queries_at(make, action, (1, 3))` → [5, 5].

    `make` is called once for each further row. The action runs uncounted first, for what is fetched once.
    """

    def count(make, action, sizes=(1, 3)):
        counts, made = [], 0
        for size in sizes:
            for nr in range(made, size):
                make(nr)
            if not made:
                action()
            made = size
            counts.append(count_queries(action))
        return counts

    return count

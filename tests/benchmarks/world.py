"""Django on a database of its own for the measurements, dropped again at the end.

Imports stand in the functions: a model can be imported only when the settings have been read, and they can be
read only when the database server runs.
"""

import atexit
import os
from contextlib import contextmanager
from functools import cache
from importlib import import_module

import django

from tests.benchmarks.tekst import Tekst, html


@cache
def start():
    """Read the settings; no statement is sent."""
    from mso_portal import indlejret

    indlejret.start(ejer=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mso_portal.settings")
    django.setup()


@cache
def database():
    """Make the empty database."""
    start()
    from django.conf import settings
    from django.db import connection
    from django.test.utils import setup_test_environment

    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    setup_test_environment()
    named = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = "maaling"  # beside the tests' own
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    atexit.register(connection.creation.destroy_test_db, named, verbosity=0)


@cache
def writer():
    """The one person of this world; every paper is hers."""
    database()
    from mso_portal.organisation.models import Bruger

    person = Bruger(brugernavn="signe", navn="Signe Sagsbehandler")
    person.save()
    return person


@cache
def forum():
    database()
    from mso_portal.motor import ur
    from mso_portal.organisation import enums
    from mso_portal.organisation.models import Forum

    made = Forum(
        kode="CT", navn="Chefteamet", moedenavn="Chefmøde", slags=enums.Forumslags.values[0],
        aktiv_fra=ur.i_dag(), laesekreds=enums.Laesekreds.values[0], vis_offentlig_titel=True,
    )  # fmt: skip
    made.save()
    return made


def papers(first, last):
    """Make the papers numbered first to last, without history: a list reads none."""
    from datetime import timedelta

    from indstillinger.models import Indstilling
    from mso_portal.motor import ur

    now, tekst, signe = ur.nu(), Tekst(first), writer()
    made = []
    for nr in range(first, last + 1):
        at = now - timedelta(minutes=nr)
        made.append(
            Indstilling(
                nummer=f"2026-{nr:05}", forum=forum(), titel=tekst.sentence()[:100], aabenhed="aaben",
                sagsbehandler=signe, ansvarlig_leder=signe, budgetstart=2027,
                baggrund=html([tekst.paragraph()]), oprettet_den=at, oprettet_af=signe,
                redigeret_den=at, redigeret_af=signe,
            )
        )  # fmt: skip
    Indstilling.objects.bulk_create(made, batch_size=2000)


def analyse():
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@cache
def mount_bare_views():
    """Before the first request, since the resolver keeps what it has seen."""
    from django.conf import settings

    from tests.benchmarks import bare_view

    import_module(settings.ROOT_URLCONF).urlpatterns.extend(bare_view.urlpatterns)


def client():
    """A browser the writer is logged in with."""
    from django.test import Client

    from mso_portal.motor import sessions

    browser = Client()
    browser.force_login(writer())
    session = browser.session
    sessions.start(session)
    session.save()
    return browser


@cache
def copy_as_it_is(name):
    """Keep the database as it is now under another name, dropped at the end."""
    from django.db import connection

    source = connection.settings_dict["NAME"]
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    other = connection.copy()
    other.settings_dict = {**connection.settings_dict, "NAME": name}
    atexit.register(_drop, other, name)
    return other


def _drop(other, name):
    other.close()
    with other._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


@contextmanager
def using(other):
    """Run the block on the other database."""
    from django.db import connections

    usual = connections["default"]
    connections["default"] = other
    try:
        yield
    finally:
        connections["default"] = usual

"""The migrations run once; every test database is a copy of what they made.

The copy source is a database of the same server named after the files that decide the tables, so that a change of any
of them makes a new one. Whatever else a new test database gets from `migrate`, it gets as before.
"""

import hashlib
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.db import connection

PREFIX = "skabelon_"
# What the migrations are made of: their own files, what they import, and the versions of others' migrations.
FILES = ("*/migrations/*.py", "*/*/migrations/*.py", "mso_portal/motor/triggers.py", "requirements.lock")
LOCK = 5202020


def template():
    """Return the name of a database with today's tables and no rows of ours, made by the first who asks."""
    name = PREFIX + digest()
    with _server() as server:
        server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        if name not in _kept(server):
            for old in _kept(server):
                server.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
            _make(server, name)
    return name


def digest(root=settings.BASE_DIR, files=FILES):
    """Return one word for the content of the files."""
    found = hashlib.sha256()
    for path in sorted(path for pattern in files for path in root.glob(pattern)):
        found.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:20]


def _make(server, name):
    """Migrate under another name first: who is interrupted leaves nothing that looks finished."""
    half = f"{PREFIX}ny"
    server.execute(f'CREATE DATABASE "{half}"')
    own = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = half
    try:
        call_command("migrate", verbosity=0)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own
    server.execute(f'ALTER DATABASE "{half}" RENAME TO "{name}"')


def _kept(server):
    server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY datname", [PREFIX])
    return [name for (name,) in server.fetchall()]


@contextmanager
def _server():
    """The server's own database; who waits for another to finish waits as long as it takes."""
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("SET lock_timeout = 0")
        yield cursor

"""Real transactions in real threads: what several people do at once, each on a connection of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

KEPT = {MigrationRecorder.Migration._meta.db_table, "django_content_type"}


def empty():
    """Empty every table after a test that committed: append-only tables refuse Django's own flush."""
    with connection.cursor() as cursor:
        _empty(cursor, [name for name in connection.introspection.table_names(cursor) if name not in KEPT])


def _empty(cursor, names):
    tables = [connection.ops.quote_name(name) for name in names]
    for table in tables:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    cursor.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE")
    for table in tables:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def at_once(actions):
    """Run the actions in a thread each, let loose together; return their results in order."""
    start = Barrier(len(actions))

    def run(action):
        try:
            start.wait(120)
            return action()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def same_login(client):
    """Return another client of the same person, for another thread."""
    other = Client(raise_request_exception=False)
    other.cookies = client.cookies
    return other

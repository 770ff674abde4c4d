"""Several queries that see the database as it was at one moment."""

from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def snapshot():
    """Read in a REPEATABLE READ transaction of one's own; inside another one the caller's is what is read.

    It can't write: the chain of events must see its newest link, which an older snapshot does not.
    """
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield

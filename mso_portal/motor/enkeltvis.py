"""One heavy thing at a time for each person, a PDF or an export; the next is told to wait (50 §10)."""

from functools import wraps

from django.db import connection, transaction

from mso_portal.motor.fejl import error_page

LOCK = 7130530
WAIT = "Vent, til den forrige er færdig."


def one_at_a_time(view):
    """Run the view under the person's lock, else answer 429. It ends with its transaction, also when the process
    dies; what the view returns must therefore be finished, not streamed."""

    @wraps(view)
    def inner(request, *args, **kwargs):
        with transaction.atomic():
            if not _take(request.user.pk):
                return error_page(request, 429, WAIT)
            return view(request, *args, **kwargs)

    return inner


def _take(person):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LOCK, person % 2**31])
        return cursor.fetchone()[0]

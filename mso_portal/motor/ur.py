"""The only clock: everything that stamps or compares domain time asks here, so the demo can live in 2020."""

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

_frosset = ContextVar("frosset", default=None)


def forskydning():
    """Return how far the portal's clock runs off the machine's: `MSO_UR`, or what the demo wrote in .var/ur."""
    if settings.MSO_MILJOE == "drift":
        return timedelta()
    path = settings.VAR / "ur"
    seconds = settings.MSO_UR or (path.read_text() if path.exists() else "0")
    return timedelta(seconds=int(seconds))


def maskintid():
    """Return the machine's own time: for sessions, tokens and the application log, which never live in the demo's."""
    return timezone.now()


def nu():
    """Return the time as an aware datetime."""
    return _frosset.get() or timezone.now() + forskydning()


def i_dag():
    """Return today's date in Denmark."""
    return timezone.localdate(nu())


@contextmanager
def stil(tidspunkt):
    """Hold the clock at an aware datetime: playing the demo and tests only."""
    token = _frosset.set(tidspunkt)
    try:
        yield
    finally:
        _frosset.reset(token)

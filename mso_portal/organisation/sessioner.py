"""A person's logins: which there are, how they end. Reads every unexpired session; there are few."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models.functions import Now
from django.utils import timezone

from mso_portal.motor import ur


@dataclass(frozen=True)
class Login:
    """`navn` names a session to its owner without giving away the key that opens it."""

    navn: str
    begyndt: datetime
    sidst_set: datetime
    er_denne: bool


def of(bruger, denne=None):
    """Return the person's running logins, this one first; `denne` is the key of the one asking."""
    logins = [_login(row.session_key, data, denne) for row, data in _rows(bruger)]
    return sorted(logins, key=lambda login: (login.er_denne, login.sidst_set), reverse=True)


def end(bruger, *, navn=None, undtagen=None):
    """Delete the person's sessions (one by its name, or all but a key) and return how many."""
    keys = [row.session_key for row, _ in _rows(bruger) if row.session_key != undtagen]
    if navn is not None:
        keys = [key for key in keys if name_of(key) == navn]
    return Session.objects.filter(session_key__in=keys).delete()[0]


def name_of(key):
    """Return the public name of a session key: one way."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def _rows(bruger):
    for row in Session.objects.filter(expire_date__gt=Now()):
        data = row.get_decoded()
        if data.get(SESSION_KEY) == str(bruger.pk):
            yield row, data


def _login(key, data, denne):
    return Login(name_of(key), _time(data, "begyndt"), _time(data, "sidst_set"), key == denne)


def _time(data, name):
    """Sessions run on real time; people read them in the portal's."""
    stamp = datetime.fromtimestamp(data.get(name, 0), timezone.get_current_timezone())
    return stamp + ur.forskydning()

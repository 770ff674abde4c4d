"""Telling people: a line in the portal's list, and a mail at once or with the morning's overview (50 §8, 11 §10).

A kind declared `straks` is mailed at once; every other line waits for the overview of 07.00 on the next hverdag.
Who has chosen »samlet en gang om dagen« gets only those at once that nobody can switch off. A kind switched off
gives neither line nor mail; what waits for a person stands on his start page all the same.
"""

from django.db import connection, transaction

from mso_portal.motor import post
from mso_portal.motor.beskedslags import declare, seen_by, slags, wants
from mso_portal.motor.models import Mail, Notifikation

__all__ = ["declare", "notify", "remind", "reminder", "seen_by"]

STRAKS = "straks"
_reminders = []


def notify(noegle, obj, modtagere, *, by=None, version=None, straks=None):
    """Tell active persons other than `by`, each once, in the caller's transaction; returns the new lines.

    The key is kind, object, version and person, so a rerun writes and sends nothing twice; `version` is the object's
    own unless given. `straks=False` keeps a kind mailed at once for the overview (reminders).
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("notify() belongs in the transaction of what it tells about.")
    kind = slags[noegle]
    version = _version(obj) if version is None else version
    told = {person.pk: person for person in modtagere if person and person.aktiv and wants(person, kind)}
    told.pop(getattr(by, "pk", None), None)
    at_once = kind.straks if straks is None else straks
    lines = [_tell(kind, obj, version, person, at_once) for person in told.values()]
    return [line for line in lines if line]


def _version(obj):
    """Return the object's own counter, or the key of the version it belongs to; 0 for what has neither."""
    has_one = any(field.name == "version" for field in obj._meta.fields)
    return obj.serializable_value("version") if has_one else 0


def _tell(kind, obj, version, person, at_once):
    about = {"genstand_type": obj._meta.label_lower, "genstand_id": obj.pk, "slags": kind.noegle, "modtager": person}
    key = f"{kind.noegle}:{obj._meta.label_lower}:{obj.pk}:{version}:{person.pk}"
    line, is_new = Notifikation.objects.get_or_create(noegle=key, defaults=about)
    if is_new and at_once and person.email and (kind.altid or person.mailhyppighed == STRAKS):
        line.mail = post.put(Mail(noegle=key, **about))
        line.save(update_fields=["mail"])
    return line if is_new else None


def reminder(function):
    """Register `function(dag)`, which tells what is due that hverdag; it runs again, so its keys must be derived."""
    _reminders.append(function)
    return function


def remind(dag):
    """Run every reminder, each in its own transaction."""
    for function in _reminders:
        with transaction.atomic():
            function(dag)

"""How every change of the organisation is written: rule, transaction, history in the right name, event."""

import json
from contextlib import contextmanager

from django.apps import apps
from django.db import IntegrityError, transaction

from mso_portal.motor.lock import fingerprint
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import NotNow, require
from mso_portal.motor.workflow import lock

OPSAETNING = "opsaetning.ret"
FOR_GAMMEL = "En anden har ændret det, siden du åbnede siden. Gennemgå felterne, og gem igen."


@contextmanager
def change(by, rule=OPSAETNING, target=None):
    """Ask the rule, then run the block in a transaction; what the database refuses becomes NotNow."""
    require(by, rule, target)
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise NotNow(_refusal(error)) from None


def store(obj, handling, by, **event):
    """Save with a history row in the name of `by` and the event; inside `change`. Returns the object."""
    obj._history_user = by
    obj.save()
    log_event(handling, obj, by, **event)
    return obj


def erase(obj, handling, by):
    """Delete with a history row in the name of `by` and the event; inside `change`."""
    obj._history_user = by
    log_event(handling, obj, by)
    obj.delete()


def edit(obj, handling, by, fields, stand=None):
    """Lock the row and write the fields that differ, if any; returns the fresh row.

    `stand` is `stand_of` the row as the form opened it: NotNow when the row has moved on since.
    """
    fresh = lock(obj)
    if stand is not None and stand != stand_of(fresh, fields):
        raise NotNow(FOR_GAMMEL)
    changed = sorted(name for name, value in fields.items() if getattr(fresh, name) != value)
    for name in changed:
        setattr(fresh, name, fields[name])
    return store(fresh, handling, by, felter=changed) if changed else fresh


def stand_of(obj, names):
    """Return the fingerprint of these fields as they are now."""
    values = {name: getattr(obj, obj._meta.get_field(name).attname) for name in names}
    return fingerprint(json.dumps(values, sort_keys=True, default=str))


def _refusal(error):
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
    for model in apps.get_app_config("organisation").get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return constraint.get_violation_error_message()
    return "En anden har lige skrevet det samme. Genindlæs siden, og prøv igen."

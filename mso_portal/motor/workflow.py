"""Verbs as data: a table of transitions, and `perform()`, the one way any state ever changes."""

import uuid
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import IntegrityError, OperationalError, transaction

from mso_portal.motor import ur
from mso_portal.motor.log import log_event
from mso_portal.motor.models import Handlingsnoegle
from mso_portal.motor.rules import YES, NotNow, ask, no, require

LOCK_TIMEOUT = "55P03"
OPTAGET = "En anden er ved at gemme det samme. Din tekst er ikke gemt endnu – tryk Gem igen."


def _nothing(obj, by, **data):
    """Effect of a transition that only moves the state."""


@dataclass(frozen=True)
class Transition:
    """One row of the table that draws the buttons, runs the verbs and generates the tests.

    `target` None keeps the state; `when(obj)` → Answer says what else must be so of the object itself. `guards` are
    functions (obj, **data) → Answer; `effect(obj, by, **data)` runs under the lock before the save; `stamps` are
    prefixes of the pairs `_den`/`_af` to set, `clears` to empty, with their `_version`. `spor` is what the history
    calls it; `done` and `effects_text` may speak of {sag.<field>}.
    """

    name: str
    label: str
    rule: str
    sources: tuple
    target: str | None = None
    when: object = None
    guards: tuple = ()
    effect: object = _nothing
    stamps: tuple = ()
    clears: tuple = ()
    spor: str = ""
    done: str = ""
    effects_text: tuple = field(default=())
    destructive: bool = False


def available(transitions, obj, user):
    """Return the transitions that `user` may do to `obj` now: what the buttons show."""
    return [one for one in transitions if fits(one, obj) and ask(user, one.rule, obj)]


def fits(transition, obj):
    """Answer whether the object is in a state for the verb, whoever asks."""
    if obj.tilstand not in transition.sources:
        return no(f"»{transition.label}« kan ikke bruges nu: tilstanden er »{obj.get_tilstand_display()}«.")
    return transition.when(obj) if transition.when else YES


def perform(transition, obj, *, by, version=None, noegle=None, svar_url="", paa_vegne_af=None, **data):
    """Run a verb in one transaction: lock and re-read the row, check state, version, rule and guards, stamp, save,
    log. Returns the fresh object, or None when `noegle` was used before (double press: one effect).

    Raises Denied (403) or NotNow (409); then nothing is written.
    """
    with transaction.atomic():
        if noegle and not claim(noegle, by, transition.rule, svar_url):
            return None
        obj = lock(obj)
        _check(transition, obj, by, version, data)
        before = obj.tilstand
        _stamp(transition, obj, by)
        transition.effect(obj, by, **data)
        if transition.target:
            obj.tilstand = transition.target
        if obj.pk and not transition.destructive:
            obj._change_reason = transition.spor or None
            save(obj, by)
        log_event(transition.rule, obj, by, fra=before, til=transition.target or before, paa_vegne_af=paa_vegne_af)
    return obj


def lock(obj):
    """Re-read the row under lock. NotNow when it is gone, or when others hold it too long."""
    model = obj.__class__  # not type(): the person of a request is a lazy proxy
    try:
        with patience():
            return model._base_manager.select_for_update().get(pk=obj.pk)
    except model.DoesNotExist:
        raise NotNow("Det, du vil ændre, findes ikke længere.") from None


@contextmanager
def patience():
    """Turn a lock others held too long into NotNow, which says so and keeps what was typed."""
    try:
        yield
    except OperationalError as error:
        if not held(error):
            raise
        raise NotNow(OPTAGET) from None


def held(error):
    """Say whether the database gave up because somebody else held a lock too long."""
    return isinstance(error, OperationalError) and getattr(error.__cause__, "sqlstate", "") == LOCK_TIMEOUT


def _check(transition, obj, by, version, data):
    if not (answer := fits(transition, obj)):
        raise NotNow(answer.reason)
    if version is not None and int(version) != obj.version:
        raise NotNow("Sagen er ændret, siden du åbnede den. Gå tilbage, og læs den igen.")
    require(by, transition.rule, obj)
    for guard in transition.guards:
        answer = guard(obj, **data)
        if not answer:
            raise NotNow(answer.reason)


def _stamp(transition, obj, by):
    for prefix in transition.stamps:
        setattr(obj, f"{prefix}_den", ur.nu())
        setattr(obj, f"{prefix}_af", by)
    for prefix in transition.clears:
        for part in ("den", "af", "version"):
            if hasattr(obj, f"{prefix}_{part}"):
                setattr(obj, f"{prefix}_{part}", None)


def save(obj, by):
    """Save a locked row with one more version and a history row in the name of `by`."""
    obj.version += 1
    obj._history_user = by
    obj.save()


def claim(noegle, bruger, handling, svar_url=""):
    """Take an action key; False when it is taken. Waits for a simultaneous holder's commit. NotNow if malformed."""
    try:
        key = uuid.UUID(str(noegle))
    except ValueError:
        raise NotNow("Siden er for gammel. Genindlæs den, og prøv igen.") from None
    try:
        with patience(), transaction.atomic():
            Handlingsnoegle.objects.create(noegle=key, bruger=bruger, handling=handling, svar_url=svar_url)
    except IntegrityError:
        return False
    return True

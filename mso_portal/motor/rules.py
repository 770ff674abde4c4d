"""Who may do what: one predicate per action, a pure function of (user, object) answering yes or no with a reason."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied


@dataclass(frozen=True)
class Answer:
    """Falsy when no; `reason` is then a Danish sentence for the person who asked."""

    allowed: bool
    reason: str = ""

    def __bool__(self):
        return self.allowed


YES = Answer(True)


def no(reason):
    """Return a refusal with its Danish reason."""
    return Answer(False, reason)


class Denied(PermissionDenied):
    """You may see it but not do this (403); the message is the Danish reason."""


class NotNow(Exception):
    """Not possible in this state, or somebody else was first (409); the message is Danish."""


class Unproven(Exception):
    """What was frozen isn't what was frozen then (503); the message is Danish."""


_predicates = {}


def predicate(key):
    """Register the predicate of a rule key such as "indstilling.rediger"."""

    def register(function):
        if key in _predicates:
            raise ValueError(f"Rule {key} is declared twice.")
        _predicates[key] = function
        return function

    return register


def keys():
    """Return every declared rule key."""
    return sorted(_predicates)


def ask(user, key, obj=None):
    """Answer whether `user` may do `key` to `obj`. KeyError for an undeclared rule: refused by default."""
    if not user or not user.is_authenticated or not user.aktiv:
        return no("Log ind først.")
    return _predicates[key](user, obj)


def require(user, key, obj=None):
    """Raise Denied with the reason unless `user` may do `key` to `obj`."""
    answer = ask(user, key, obj)
    if not answer:
        raise Denied(answer.reason)

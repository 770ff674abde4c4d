"""What one request read of a person and of an object is not read again by his next ones.

Where many addresses are asked of the same rows, since nothing is changed or each change is taken back, neither his
session, nor who asks, nor his rights, nor the object that a view's `fetch` finds for him, nor what a rule answers
about it can differ from one request to the next, and finding them is most of what a request costs. Each request still
goes through what its view declares, and gets an object of its own to change. Nothing is known from one `Memory` to the
next.
"""

import pickle
from contextlib import contextmanager
from functools import partial
from unittest.mock import patch

from django.contrib.sessions.backends.db import SessionStore
from django.http import Http404

from indsatser.views import find, statusfind
from mso_portal.motor import access
from mso_portal.motor.backend import PersonBackend
from mso_portal.motor.rules import Denied
from mso_portal.organisation.models import Rettigheder

REFUSALS = (Http404, Denied)


class Memory:
    """Knows answers by what was asked; `used()` is for requests that are the first to change anything."""

    def __init__(self):
        self.known, self.in_use, self.admitting = {}, False, False

    @contextmanager
    def installed(self):
        """Stand before what requests read first."""
        self.admit, self.get_user, self.rights = access.admit, PersonBackend.get_user, Rettigheder.of
        self.load, self.save = SessionStore.load, SessionStore.save
        self.plan, self.statuses = find.plan, statusfind.statuses
        with (
            patch.object(access, "admit", self._admit),
            patch.object(PersonBackend, "get_user", lambda backend, pk: self._get_user(backend, pk)),
            patch.object(Rettigheder, "of", self._rights),
            patch.object(find, "plan", self._plan),
            patch.object(statusfind, "statuses", self._statuses),
            patch.object(SessionStore, "load", lambda session: self._load(session)),
            patch.object(SessionStore, "save", lambda session, *how, **more: self._save(session, *how, **more)),
        ):
            yield self

    @contextmanager
    def used(self):
        self.in_use = True
        try:
            yield
        finally:
            self.in_use = False

    def _rights(self, person):
        return self._once(("rights", person.pk), lambda: self.rights(person))

    def _get_user(self, backend, pk):
        return self._once(("person", pk), lambda: self.get_user(backend, pk))

    def _load(self, session):
        return self._once(("session", session.session_key), lambda: self.load(session))

    def _save(self, session, *how, **more):
        """Read a session anew once it was written, as each is when it is a minute old."""
        self.known.pop(("session", session.session_key), None)
        return self.save(session, *how, **more)

    def _admit(self, user, key, fetch, values):
        """Rules are asked once of each object; the object is found once for all the rules that ask about it."""

        def known(user, *values):
            return self._once((fetch, user.pk, values), lambda: fetch(user, *values))

        asked = (key, fetch, user.pk, values)
        return self._once(asked, lambda: self._asked_first(user, key, fetch and known, values))

    def _asked_first(self, *asked):
        """What a `fetch` finds on its way is remembered too: nothing has been changed yet."""
        self.admitting = True
        try:
            return self.admit(*asked)
        finally:
            self.admitting = False

    def _plan(self, user, nr):
        read = partial(self.plan, user, nr)
        return self._once(("plan", user.pk, nr), read) if self.admitting else read()

    def _statuses(self, user, nr):
        read = partial(self.statuses, user, nr)
        return self._once(("statuses", user.pk, nr), lambda: list(read())) if self.admitting else read()

    def _once(self, asked, read):
        if not self.in_use:
            return read()
        if asked not in self.known:
            self.known[asked] = _outcome(read)
        refusal, kept = self.known[asked]
        if refusal:
            raise refusal(*kept)
        return pickle.loads(kept)


@contextmanager
def reading():
    """Remember within the block, all of whose requests are the first to change anything."""
    memory = Memory()
    with memory.installed(), memory.used():
        yield


def _outcome(read):
    """Return (refusal, its words) or (None, the answer as bytes)."""
    try:
        return None, pickle.dumps(read())
    except REFUSALS as refusal:
        return type(refusal), refusal.args

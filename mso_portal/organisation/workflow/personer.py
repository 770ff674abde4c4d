"""Verbs of people: Opsætning's, and one's own profile."""

from mso_portal.motor import ur
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import NotNow
from mso_portal.motor.workflow import lock
from mso_portal.organisation import sessioner
from mso_portal.organisation.models import Bruger, Personalias
from mso_portal.organisation.workflow.skriv import change, edit, erase, store


def create_person(*, by, **fields):
    """Make an active person without password, roles or units; returns the Bruger."""
    with change(by):
        person = Bruger(**fields)
        person.set_unusable_password()
        return store(person, "bruger.opret", by)


def edit_person(person, *, by, stand=None, **fields):
    """Change a person's name, title or identifiers; returns the fresh row."""
    with change(by):
        return edit(person, "bruger.ret", by, fields, stand)


def edit_profile(*, by, stand=None, **fields):
    """Change one's own settings (`by` is the person); returns the fresh row."""
    with change(by, "profil.ret", by):
        return edit(by, "profil.ret", by, fields, stand)


def deactivate(person, *, by):
    """Close a person's access: stamps, no login, and every running session ended in the same transaction.

    Memberships and deputies stand as they are; an inactive person has no rights by them.
    """
    with change(by):
        fresh = lock(person)
        if fresh == by:
            raise NotNow("Du kan ikke lukke din egen adgang. Bed en anden administrator.")
        if not fresh.aktiv:
            raise NotNow(f"Adgangen for {fresh.navn} er allerede lukket.")
        fresh.aktiv, fresh.deaktiveret_den, fresh.deaktiveret_af = False, ur.nu(), by
        return store(fresh, "bruger.deaktiver", by, sessioner=sessioner.end(fresh))


def reactivate(person, *, by):
    """Open a person's access again and clear the stamps; returns the fresh row."""
    with change(by):
        fresh = lock(person)
        if fresh.aktiv:
            raise NotNow(f"Adgangen for {fresh.navn} er allerede åben.")
        fresh.aktiv, fresh.deaktiveret_den, fresh.deaktiveret_af = True, None, None
        return store(fresh, "bruger.aktiver", by)


def add_alias(person, alias, *, by):
    """Note another spelling of a person's name; it is stored folded. Returns the Personalias."""
    with change(by):
        return store(Personalias(bruger=person, alias=alias), "personalias.opret", by)


def remove_alias(alias, *, by):
    """Remove a spelling."""
    with change(by):
        erase(lock(alias), "personalias.slet", by)


def end_sessions(*, by, navn=None, undtagen=None):
    """End one's own logins: one by its name, or all but the one asking; returns how many."""
    with change(by, "profil.ret", by):
        ended = sessioner.end(by, navn=navn, undtagen=undtagen)
        if ended:
            log_event("session.afslut", by, by, antal=ended)
        return ended

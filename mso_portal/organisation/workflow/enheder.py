"""Verbs of fora, units, closing days and budget periods."""

from mso_portal.motor import ur
from mso_portal.motor.rules import NotNow
from mso_portal.motor.workflow import lock
from mso_portal.organisation.models import Afdeling, Budgetperiode, Forum, Lukkedag
from mso_portal.organisation.workflow.perioder import place
from mso_portal.organisation.workflow.skriv import change, edit, erase, store


def create_forum(*, by, **fields):
    """Make a forum without members; returns it."""
    with change(by):
        return store(Forum(**fields), "forum.opret", by)


def edit_forum(forum, *, by, stand=None, **fields):
    """Change a forum; frister of meetings already planned stand. Returns the fresh row."""
    with change(by):
        return edit(forum, "forum.ret", by, fields, stand)


def create_afdeling(overordnet, fra, *, by, **fields):
    """Make a unit and its first placement in the tree; returns the unit."""
    with change(by):
        afdeling = store(Afdeling(**fields), "afdeling.opret", by)
        place(afdeling, overordnet, fra, by=by)
        return afdeling


def edit_afdeling(afdeling, *, by, stand=None, **fields):
    """Change a unit's code, name or kind; returns the fresh row."""
    with change(by):
        return edit(afdeling, "afdeling.ret", by, fields, stand)


def add_lukkedag(dato, navn, *, by):
    """Add a day that is no hverdag; frister computed from now on respect it. Returns the Lukkedag."""
    with change(by):
        return store(Lukkedag(dato=dato, navn=navn), "lukkedag.opret", by)


def remove_lukkedag(lukkedag, *, by):
    """Remove a closing day that has not passed."""
    with change(by):
        fresh = lock(lukkedag)
        if fresh.dato < ur.i_dag():
            raise NotNow("Lukkedagen er passeret og kan ikke slettes: gamle frister er regnet med den.")
        erase(fresh, "lukkedag.slet", by)


def add_budgetperiode(startaar, aktiv_fra, *, by):
    """Let papers made from a day on show a budget year and the three after it; returns the Budgetperiode."""
    with change(by):
        return store(Budgetperiode(startaar=startaar, aktiv_fra=aktiv_fra), "budgetperiode.opret", by)


def remove_budgetperiode(periode, *, by):
    """Remove a budget period that papers have not used yet."""
    with change(by):
        fresh = lock(periode)
        if fresh.aktiv_fra <= ur.i_dag():
            raise NotNow("Budgetperioden er i brug og kan ikke slettes.")
        erase(fresh, "budgetperiode.slet", by)

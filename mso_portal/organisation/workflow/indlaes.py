"""What one row of an import does: the same verbs as the pages, put together, each row whole or not at all."""

from datetime import timedelta

from mso_portal.motor import ur
from mso_portal.motor.rules import NotNow
from mso_portal.organisation.workflow.enheder import create_afdeling, edit_afdeling
from mso_portal.organisation.workflow.perioder import attach, change_period, place
from mso_portal.organisation.workflow.personer import create_person, edit_person
from mso_portal.organisation.workflow.skriv import change


def import_person(person, fields, tilknytning, *, by):
    """Make a person (None) or change one; `tilknytning` is None or (unit, role) to begin today. Returns the Bruger.

    Attachments the person already has stand as they are.
    """
    with change(by):
        fresh = edit_person(person, by=by, **fields) if person else create_person(by=by, **fields)
        if tilknytning:
            attach(fresh, *tilknytning, ur.i_dag(), by=by)
        return fresh


def import_afdeling(afdeling, fields, placering, *, by):
    """Make a unit (None) or change one; `placering` is None or (parent or None, first day). Returns the Afdeling."""
    with change(by):
        if afdeling is None:
            return create_afdeling(*placering, by=by, **fields)
        fresh = edit_afdeling(afdeling, by=by, **fields)
        if placering:
            move(fresh, *placering, by=by)
        return fresh


def move(afdeling, overordnet, fra, *, by):
    """Put a unit under another from a day on; the place it has that day ends the day before, and the new one ends
    when that would have. NotNow when that place begins the same day: then it is a correction, made on its page.
    """
    with change(by):
        standing = afdeling.placeringer.gaeldende(fra).first()
        if standing is None:
            return place(afdeling, overordnet, fra, by=by)
        if standing.fra == fra:
            raise NotNow("Afdelingen har allerede en anden plads fra den dag. Ret den på afdelingens egen side.")
        change_period(standing, standing.fra, fra - timedelta(days=1), by=by)
        return place(afdeling, overordnet, fra, standing.til, by=by)

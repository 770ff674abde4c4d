"""What a forum starts its agendas from, and the words it uses for an outcome (11 §3, §6)."""

from django.db import transaction

from indstillinger.models import Standardpunkt, Standardtekst
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import require
from mso_portal.motor.workflow import lock
from mso_portal.organisation.workflow.skriv import edit

REGEL = "moede.planlaeg"


def add_standardpunkt(forum, *, by, **felter):
    """Add a standard item; meetings planned from now on get it."""
    return _write(Standardpunkt(forum=forum), by, "standardpunkt.opret", felter)


def edit_standardpunkt(row, *, by, stand=None, **felter):
    """Change a standard item, unless it has moved on since `stand`; meetings that are planned keep theirs."""
    require(by, REGEL, row.forum)
    with transaction.atomic():
        return edit(row, "standardpunkt.rediger", by, felter, stand)


def delete_standardpunkt(row, *, by):
    """Remove a standard item; meetings that are planned keep theirs."""
    require(by, REGEL, row.forum)
    with transaction.atomic():
        row = lock(row)
        log_event("standardpunkt.slet", row, by)
        row._history_user = by
        row.delete()


def set_standardtekst(forum, udfald, tekst, *, by):
    """Give an outcome the forum's own word; an empty text brings the seeded one back. Returns the row, or None."""
    require(by, REGEL, forum)
    with transaction.atomic():
        forum = lock(forum)
        row = Standardtekst.objects.filter(forum=forum, udfald=udfald).first()
        if tekst.strip():
            row = row or Standardtekst(forum=forum, udfald=udfald)
            return _write(row, by, "standardtekst.rediger", {"tekst": tekst.strip()})
        if row:
            row._history_user = by
            log_event("standardtekst.slet", row, by)
            row.delete()
    return None


def _write(row, by, handling, felter):
    require(by, REGEL, row.forum)
    with transaction.atomic():
        for name, value in felter.items():
            setattr(row, name, value)
        row._history_user = by
        row.save()
        log_event(handling, row, by, felter=sorted(felter))
    return row

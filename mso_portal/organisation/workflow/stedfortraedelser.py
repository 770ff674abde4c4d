"""Verbs of deputies: by the person, his leader or an administrator."""

from datetime import timedelta

from mso_portal.motor import ur
from mso_portal.motor.rules import NotNow
from mso_portal.motor.workflow import lock
from mso_portal.organisation.models import Stedfortraedelse
from mso_portal.organisation.workflow.skriv import change, erase, store

RULE = "stedfortraedelse.opret"


def deputise(for_bruger, stedfortraeder, fra, til, ogsaa_lukkede, forum=None, *, by):
    """Let one person act for another in a period; returns the row. The event says if he did it himself."""
    with change(by, RULE, for_bruger):
        row = Stedfortraedelse(
            for_bruger=for_bruger, stedfortraeder=stedfortraeder, forum=forum,
            fra=fra, til=til, ogsaa_lukkede=ogsaa_lukkede,
        )  # fmt: skip
        return store(row, "stedfortraedelse.opret", by, lukkede=ogsaa_lukkede, egen=for_bruger == by)


def end_deputy(row, sidste_dag, *, by):
    """End a deputy early, yesterday at the earliest; returns the fresh row, or None when no day is left.

    A row without a day left is deleted: it began today, or has not begun. Days that passed always stand.
    """
    with change(by, RULE, row.for_bruger):
        fresh = lock(row)
        if fresh.til < ur.i_dag():
            raise NotNow("Stedfortrædelsen er allerede slut.")
        if not ur.i_dag() - timedelta(days=1) <= sidste_dag <= fresh.til:
            raise NotNow("Den sidste dag skal ligge mellem i går og den nuværende slutdato.")
        if sidste_dag < fresh.fra:
            return erase(fresh, "stedfortraedelse.slet", by)
        fresh.til = sidste_dag
        return store(fresh, "stedfortraedelse.afslut", by)

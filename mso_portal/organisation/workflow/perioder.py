"""Verbs of everything that holds from one day to another: memberships, attachments, roles and placements."""

from mso_portal.motor import ur
from mso_portal.motor.rules import NotNow
from mso_portal.motor.workflow import lock
from mso_portal.organisation.enums import Rolle
from mso_portal.organisation.models import Afdelingsplacering, Medlemskab, Rolletildeling, Tilknytning
from mso_portal.organisation.workflow.skriv import change, edit, erase, store
from mso_portal.organisation.workflow.traeet import makes_ring

RING = "Så ville en afdeling høre under sig selv. Vælg en anden overordnet afdeling eller en anden periode."


def appoint(bruger, forum, rolle, fra, til=None, *, by):
    """Give a person a membership of a forum; returns the Medlemskab. It counts from the next request."""
    with change(by):
        row = Medlemskab(bruger=bruger, forum=forum, rolle=rolle, fra=fra, til=til)
        return store(row, "medlemskab.opret", by, til=rolle)


def attach(bruger, afdeling, rolle, fra, til=None, *, by):
    """Attach a person to a unit in a role; returns the Tilknytning."""
    with change(by):
        row = Tilknytning(bruger=bruger, afdeling=afdeling, rolle=rolle, fra=fra, til=til)
        return store(row, "tilknytning.opret", by, til=rolle)


def grant(bruger, rolle, fra, til=None, *, by):
    """Give a person a role of the portal; returns the Rolletildeling. The event names the role."""
    with change(by):
        row = Rolletildeling(bruger=bruger, rolle=rolle, fra=fra, til=til)
        return store(row, "rolletildeling.opret", by, til=rolle)


def place(afdeling, overordnet, fra, til=None, *, by):
    """Put a unit under another (or at the top) for a period; returns the placement. NotNow for a ring."""
    with change(by):
        Afdelingsplacering.objects.lock_tree()
        row = Afdelingsplacering(afdeling=afdeling, overordnet=overordnet, fra=fra, til=til)
        _refuse_ring(row)
        return store(row, "afdelingsplacering.opret", by)


def change_period(row, fra, til, *, by, stand=None):
    """Move the first or last day of a membership, attachment, role or placement; returns the fresh row.

    NotNow when it would make a ring of units, or end the administrator's own role.
    """
    with change(by):
        if isinstance(row, Afdelingsplacering):
            Afdelingsplacering.objects.lock_tree()
        fresh = edit(row, f"{row._meta.model_name}.ret", by, {"fra": fra, "til": til}, stand)
        _refuse_own_end(fresh, by)
        if isinstance(fresh, Afdelingsplacering):
            _refuse_ring(fresh)
        return fresh


def drop_period(row, *, by):
    """Delete a row that has not begun; one that has gets a last day instead, so that the past stands."""
    with change(by):
        fresh = lock(row)
        if fresh.fra <= ur.i_dag():
            raise NotNow("Perioden er begyndt og kan ikke slettes. Sæt en slutdato i stedet.")
        erase(fresh, f"{row._meta.model_name}.slet", by)


def _refuse_ring(row):
    others = Afdelingsplacering.objects.exclude(pk=row.pk).exclude(overordnet=None)
    edges = list(others.values_list("afdeling_id", "overordnet_id", "fra", "til"))
    if makes_ring(edges, (row.afdeling_id, row.overordnet_id, row.fra, row.til)):
        raise NotNow(RING)


def _refuse_own_end(row, by):
    """Keep at least one administrator: nobody ends his own role."""
    today = ur.i_dag()
    own = isinstance(row, Rolletildeling) and row.bruger_id == by.pk and row.rolle == Rolle.ADMINISTRATOR
    if own and (row.fra > today or (row.til and row.til <= today)):
        raise NotNow("Du kan ikke afslutte din egen rolle som administrator. Bed en anden administrator.")

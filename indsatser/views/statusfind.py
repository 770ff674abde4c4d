"""How the pages of a status find it: among a plan's statuses the reader may see, all read at once."""

from django.db.models import Exists, OuterRef
from django.http import Http404

from indsatser.models import Indsatsplan, Kvartalsstatus, Statusuddrag
from indsatser.views.find import adresse
from indstillinger.enums import Aabenhed

FOLK = ("plan__programejer", "plan__tovholder", "plan__oekonomiansvarlig", "plan__ejerenhed")


def statuses(user, nr):
    """Return the statuses of the plan of that number that the person may read, the newest first; each knows its round
    and its plan, the plan whether it is lukket, and the status whether an extract of it is published."""
    plans = Indsatsplan.objects.filter(Indsatsplan.objects.er_aaben(), pk=OuterRef("plan")).order_by()
    extracts = Statusuddrag.objects.filter(udgave__status=OuterRef("pk"), tilbagekaldt_den=None).order_by()
    rows = Kvartalsstatus.objects.visible_to(user).filter(plan__nummer=nr)
    rows = rows.annotate(plan_aaben=Exists(plans), har_uddrag=Exists(extracts))
    rows = rows.select_related(*FOLK, "indsendt_af", "runde__forum", "erstatter").defer("data", "erstatter__data")
    return rows.order_by("-runde__statusdato", "-runde", "-nr")


def locked(user, nr, k):
    """Return the newest locked version of the status of that key; 404 without one."""
    return _first(user, nr, lambda one: one.noegle == k and one.laast_den)


def version(user, nr, k, n):
    """Return that locked version."""
    return _first(user, nr, lambda one: one.noegle == k and one.nr == n and one.laast_den)


def newest(user, nr, k):
    """Return the newest locked version, or what is written while there is none."""
    return _first(user, nr, lambda one: one.noegle == k and one.laast_den, lambda one: one.noegle == k)


def draft(user, nr, k):
    """Return what is written under that key; else what is locked, for the page to say so."""
    return _first(user, nr, lambda one: one.noegle == k and not one.laast_den, lambda one: one.noegle == k)


def _first(user, nr, *wanted):
    """Return the first that is wanted, which knows all the others as `plans_statusser`."""
    rows = list(known(statuses(user, nr)))
    for fits in wanted:
        for one in rows:
            if fits(one):
                one.plans_statusser = rows
                return one
    raise Http404


def known(rows):
    """Yield the statuses, one plan object between them that knows whether it is lukket."""
    plan = None
    for one in rows:
        plan = plan or one.plan
        one.plan, plan.lukket_ved_sag = plan, not one.plan_aaben
        yield one


def newest_versions(status):
    """Return the newest locked version of each of the plan's statuses that the person may read, in order of time."""
    found = {one.noegle: one for one in reversed(status.plans_statusser) if one.laast_den}
    return sorted(found.values(), key=lambda one: (one.runde.statusdato, one.runde_id))


def is_closed(status, udgave):
    """Say whether it is lukket: what was so when it was locked stays so."""
    return status.plan.er_lukket or udgave.aabenhed != Aabenhed.AABEN


def sted(status, rest=""):
    """Return the address of a status, or of a page below it."""
    return adresse(status.plan, f"status/{status.noegle}/{rest}")


def skrivested(status):
    """Return the address where a status is written: that of a correction, or of a first version."""
    return sted(status, "ret/" if status.nr > 1 else "rediger/")

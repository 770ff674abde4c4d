"""Saved views: one's own names for filters of a list."""

from django.db import transaction

from indstillinger.models import GemtVisning
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import NotNow, require
from mso_portal.motor.workflow import claim

MOST = 20


def save_view(liste, navn, forespoergsel, *, by, noegle):
    """Keep a list's query string under a name; None for a used `noegle`. ValidationError when the name is taken."""
    require(by, "visning.gem")
    with transaction.atomic():
        if not claim(noegle, by, "visning.gem"):
            return None
        if by.gemte_visninger.filter(liste=liste).count() >= MOST:
            raise NotNow(f"Du har {MOST} visninger. Fjern en, før du gemmer en ny.")
        view = GemtVisning(bruger=by, liste=liste, navn=navn, forespoergsel=forespoergsel)
        view.full_clean()
        view.save()
        log_event("visning.gem", view, by)
    return view


def remove_view(visning, *, by, noegle):
    """Forget a saved view; None for a used `noegle`."""
    require(by, "visning.fjern", visning)
    with transaction.atomic():
        if not claim(noegle, by, "visning.fjern"):
            return None
        log_event("visning.fjern", visning, by)
        visning.delete()
    return visning

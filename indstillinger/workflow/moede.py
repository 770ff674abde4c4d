"""Verbs of a meeting."""

from django.db import transaction

from indstillinger.models import Moede
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import require


def plan(forum, dato, start, slut, sted="", *, by):
    """Plan a meeting; a second one the same day gets "-2" in its key. Effects: row, history, event."""
    require(by, "moede.planlaeg", forum)
    with transaction.atomic():
        same_day = Moede.objects.filter(forum=forum, dato=dato).count()
        noegle = f"{forum.kode.lower()}-{dato:%Y-%m-%d}" + (f"-{same_day + 1}" if same_day else "")
        moede = Moede(noegle=noegle, forum=forum, dato=dato, start=start, slut=slut, sted=sted)
        moede._history_user = by
        moede.save()
        log_event("moede.planlaeg", moede, by, til=moede.tilstand)
    return moede

"""Guests of one item: invited by the sekretær, or by the paper when it is placed (11 §3)."""

from django.db import transaction

from indstillinger.models import Punktdeltager
from indstillinger.workflow.punktlaas import editing, on_agenda, open_item, slots
from mso_portal.motor.besked import notify
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import NotNow

MAKS_DELTAGERE = 20
EN_AF_DEM = "Vælg en person, eller skriv et navn."


def invite(punkt, *, by, bruger=None, navn="", fremlaegger=False, noegle=None):
    """Invite a person, or somebody by name, to one item; a person is told. None for a used `noegle`."""
    navn = navn.strip()
    if bool(bruger) == bool(navn):
        raise NotNow(EN_AF_DEM)
    with editing(punkt.moede, by, "punkt.inviter", noegle) as (moede, rows):
        if moede is None:
            return None
        punkt = open_item(moede, rows, punkt, by, "punkt.inviter")
        if bruger and punkt.deltagere.filter(bruger=bruger).exists():
            raise NotNow(f"{bruger} er allerede inviteret til punktet.")
        if punkt.deltagere.count() >= MAKS_DELTAGERE:
            raise NotNow(f"Et punkt kan højst have {MAKS_DELTAGERE} deltagere.")
        guest = _store(punkt, by, bruger=bruger, navn=navn, fremlaegger=fremlaegger)
        log_event("punkt.inviter", punkt, by, deltager=str(guest.uuid))
    return guest


def _store(punkt, by, **felter):
    guest = Punktdeltager(punkt=punkt, **felter)
    guest._history_user = by
    guest.save()
    if guest.bruger:
        notify("punkt.inviteret", punkt, [guest.bruger], by=by, version=f"inviteret-{guest.pk}")
    return guest


def invite_from_paper(punkt, paper, by):
    """Invite the paper's own Deltager rows to its new item; empty rows and doubles are passed over."""
    known = set()
    for row in paper.deltager_raekker.select_related("bruger"):
        who = row.bruger or row.navn.strip()
        if who and who not in known:
            known.add(who)
            _store(punkt, by, bruger=row.bruger, navn="" if row.bruger else who, fremlaegger=row.fremlaegger)


def uninvite(deltager, *, by):
    """Take a guest off an item: he reads nothing of it from the next click on."""
    with editing(deltager.punkt.moede, by, "punkt.inviter") as (moede, rows):
        punkt = open_item(moede, rows, deltager.punkt, by, "punkt.inviter")
        guest = punkt.deltagere.filter(pk=deltager.pk).first()
        if guest is None:
            raise NotNow("Deltageren er allerede fjernet.")
        log_event("punkt.inviter", punkt, by, fra="inviteret", deltager=str(guest.uuid))
        guest._history_user = by
        guest.delete()


def tell_moved(moede, before, rows, by):
    """Tell guests of sent items whose time moved; `before` is `slots` as it was. One query."""
    after = slots(moede, on_agenda(rows))
    moved = {one.pk: one for one in rows if one.nummer and after.get(one.pk) != before.get(one.pk)}
    guests = Punktdeltager.objects.filter(punkt__in=moved, bruger__isnull=False).select_related("bruger")
    with transaction.atomic():
        for guest in guests.order_by("pk"):
            begin = after.get(guest.punkt_id, (None,))[0]
            when = f"{begin:%Y%m%d%H%M}" if begin else "udgaar"
            notify("punkt.inviteret", moved[guest.punkt_id], [guest.bruger], by=by, version=when)

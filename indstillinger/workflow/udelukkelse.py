"""Keeping a person out of an item, and letting him in again (11 §3, Inhabilitet).

From the next click on the querysets give him nothing of the item, nor his deputies; stored documents that hold it
are not served to him.
"""

from django.db import transaction

from indstillinger.enums_moede import Fravaersgrund, Punkttilstand, Udelukkelsesgrund
from indstillinger.models import Punktfravaer, Udelukkelse
from indstillinger.rules_moede import er_moedets_leder, er_moedets_sekretaer
from indstillinger.workflow.punktlaas import editing, open_item
from mso_portal.motor import ur
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import Denied, NotNow, require
from mso_portal.motor.workflow import claim, lock

MAKS_BEGRUNDELSE = 500
KUN_SIG_SELV = "Du kan kun melde dig selv inhabil."
BEHANDLET = "Punktet er ikke længere på dagsordenen. Udelukkelsen kan ikke ændres."
SKRIV_HVORFOR = "Skriv, hvorfor personen ikke deltager."


def choosable(user, moede):
    """Say whether the person may keep others than himself out."""
    return er_moedets_sekretaer(user, moede) or er_moedets_leder(user, moede)


def exclude(punkt, bruger, grund, begrundelse, *, by, noegle=None):
    """Keep a person out of an item that is still to be treated. Effects: Udelukkelse, Punktfravaer, event.

    Returns the Udelukkelse, or None for a used `noegle`. Denied for another person than oneself, unless one leads or
    prepares the meeting.
    """
    with editing(punkt.moede, by, "punkt.udeluk", noegle) as (moede, rows):
        if moede is None:
            return None
        punkt = open_item(moede, rows, punkt, by, "punkt.udeluk")
        if bruger.pk != by.pk and not choosable(by, moede):
            raise Denied(KUN_SIG_SELV)
        begrundelse = _checked(punkt, bruger, grund, begrundelse.strip())
        row = Udelukkelse(punkt=punkt, bruger=bruger, grund=grund, begrundelse=begrundelse, oprettet_den=ur.nu(),
                          oprettet_af=by)  # fmt: skip
        row._history_user = by
        row.save()
        _note_absence(punkt, bruger, Fravaersgrund(grund), by)
        log_event("punkt.udeluk", punkt, by, person=str(bruger.uuid))
    return row


def _checked(punkt, bruger, grund, begrundelse):
    if grund == Udelukkelsesgrund.ANDET and not begrundelse:
        raise NotNow(SKRIV_HVORFOR)
    if len(begrundelse) > MAKS_BEGRUNDELSE:
        raise NotNow(f"Begrundelsen kan højst være {MAKS_BEGRUNDELSE} tegn.")
    if punkt.udelukkelser.filter(bruger=bruger, ophaevet_den=None).exists():
        raise NotNow(f"{bruger} deltager allerede ikke i punktet.")
    return begrundelse


def _note_absence(punkt, bruger, grund, by):
    """What the referat prints; a reason that was noted before gives way."""
    row = punkt.fravaer.filter(bruger=bruger).first() or Punktfravaer(punkt=punkt, bruger=bruger)
    row.grund, row._history_user = grund, by
    row.save()


def readmit(udelukkelse, grund, *, by, noegle=None):
    """Let a person in again before the item is treated: by the mødeleder, with a reason. None for a used `noegle`."""
    with transaction.atomic():
        if noegle and not claim(noegle, by, "punkt.ophaev"):
            return None
        moede = lock(udelukkelse.punkt.moede)
        punkt, row = lock(udelukkelse.punkt), lock(udelukkelse)
        punkt.moede, row.punkt = moede, punkt
        require(by, "punkt.ophaev", punkt)
        if row.ophaevet_den:
            raise NotNow("Udelukkelsen er allerede ophævet.")
        if punkt.tilstand != Punkttilstand.OPTAGET:
            raise NotNow(BEHANDLET)
        if not grund.strip():
            raise NotNow("Skriv, hvorfor udelukkelsen ophæves.")
        _lift(row, grund.strip()[:500], by)
        log_event("punkt.ophaev", punkt, by, person=str(row.bruger.uuid))
    return row


def _lift(row, grund, by):
    row.ophaevet_den, row.ophaevet_af, row.ophaevet_grund, row._history_user = ur.nu(), by, grund, by
    row.save()
    for absence in row.punkt.fravaer.filter(bruger=row.bruger_id, grund=row.grund):
        absence._history_user = by
        absence.delete()

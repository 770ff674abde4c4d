"""Files of tekst items: put on while the agenda is built or in the running meeting, taken off until they were sent."""

from django.db.models import Q

from indstillinger.enums import Aabenhed
from indstillinger.enums_moede import Moedetilstand, Punktart
from indstillinger.models import Punktbilag, Punktversion, Udsendelsespunkt
from indstillinger.workflow.fritpunkt import MAKS_PUNKTBILAG
from indstillinger.workflow.punktlaas import editing, open_item
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import NotNow

FOR_MANGE = f"Et punkt kan højst have {MAKS_PUNKTBILAG} bilag."
ER_GIVET = "Bilaget er sendt eller uddelt og kan ikke fjernes."


def add_punktbilag(
    punkt, titel, fil, filnavn, *, by, aabenhed=Aabenhed.LUKKET, hjemmel="", begrundelse="", noegle=None
):
    """Put an accepted file on a tekst item with the next number; returns it, or None for a used `noegle`.

    In a running meeting it counts as handed out. A file of a lukket item is lukket for the item's own reasons,
    whatever is said of it.
    """
    with editing(punkt.moede, by, "punkt.rediger", noegle) as (moede, rows):
        if moede is None:
            return None
        punkt = _text_item(moede, rows, punkt, by)
        last = punkt.punktbilag.order_by("-nr").values_list("nr", flat=True)
        if len(last) >= MAKS_PUNKTBILAG:
            raise NotNow(FOR_MANGE)
        closed = _openness(punkt, aabenhed, hjemmel, begrundelse)
        row = Punktbilag(
            punkt=punkt, nr=max(last, default=0) + 1, titel=titel.strip(), fil=fil, filnavn=filnavn,
            uddelt_paa_moedet=moede.tilstand == Moedetilstand.I_GANG, **closed,
        )  # fmt: skip
        _save(row, by)
        log_event("punkt.vedlaeg", punkt, by, nr=row.nr, sha256=fil.pk)
    return row


def remove_punktbilag(bilag, *, by, noegle=None):
    """Take a file off a tekst item; those after it move up. NotNow when readers have been given it."""
    with editing(bilag.punkt.moede, by, "punkt.rediger", noegle) as (moede, rows):
        if moede is None:
            return
        punkt = _text_item(moede, rows, bilag.punkt, by)
        row = punkt.punktbilag.filter(uuid=bilag.uuid).first()
        if row is None:
            raise NotNow("Bilaget er allerede fjernet.")
        if not is_removable(row, sent_uuids(punkt)):
            raise NotNow(ER_GIVET)
        row._history_user = by
        row.delete()
        for later in punkt.punktbilag.filter(nr__gt=row.nr).order_by("nr"):
            later.nr -= 1
            _save(later, by)
        log_event("punkt.fjern_bilag", punkt, by, nr=row.nr, sha256=row.fil_id)


def sent_uuids(punkt):
    """Return the uuids of the files that any sending gave the item's readers; one query."""
    rows = Udsendelsespunkt.objects.filter(punkt=punkt, udsendelse__sendt_den__isnull=False).order_by("pk")
    return {one["uuid"] for bilag in rows.values_list("punktversion__indhold__bilag", flat=True) for one in bilag or ()}


def is_removable(bilag, sent):
    """Say whether nobody has been given the file yet: neither with a sending (`sent_uuids`) nor in the meeting."""
    return not bilag.uddelt_paa_moedet and str(bilag.uuid) not in sent


def given(punkt, rows):
    """Narrow files of an item read through `med_udsendt()` to those its readers were given: sent with it, or handed
    out; what was put on since waits for a tillæg. Of an item raised in the meeting they have all. One query."""
    sent = Punktversion.objects.filter(pk=punkt.sendt_punktversion_id).values_list("indhold__bilag", flat=True).first()
    if sent is None:
        return rows
    return rows.filter(Q(uddelt_paa_moedet=True) | Q(uuid__in=[one["uuid"] for one in sent]))


def _text_item(moede, rows, punkt, by):
    found = open_item(moede, rows, punkt, by, "punkt.rediger")
    if found.art != Punktart.TEKST:
        raise NotNow("Kun et punkt med egen tekst har sine egne bilag.")
    return found


def _openness(punkt, aabenhed, hjemmel, begrundelse):
    if punkt.er_lukket:
        return {"aabenhed": Aabenhed.LUKKET, "hjemmel": punkt.hjemmel, "begrundelse": punkt.begrundelse}
    if aabenhed == Aabenhed.AABEN:
        return {"aabenhed": aabenhed}
    if not hjemmel or not begrundelse.strip():
        raise NotNow("Et lukket bilag skal have hjemmel og begrundelse.")
    return {"aabenhed": Aabenhed.LUKKET, "hjemmel": hjemmel, "begrundelse": begrundelse.strip()}


def _save(row, by):
    row._history_user = by
    row.save()

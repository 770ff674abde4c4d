"""Files of a paper: attached to a bilag of its own or one that is there, replaced, taken off."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from indstillinger.models import Bilag
from indstillinger.rules import kan_redigeres
from indstillinger.workflow.raekker import add_row
from indstillinger.workflow.skriv import FJERNET, locked, record_pending, touch, why_closed
from mso_portal.motor.filer import Afvist, accept, megabyte
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import NotNow, require
from mso_portal.motor.workflow import claim


def attach(paper, uuid, upload, navn, *, by, noegle=None):
    """Put an uploaded file onto a bilag in place of the one there; returns the row, or None for a used `noegle`.

    The file is checked before the paper is locked. What older versions and history show keeps its file. Effects: row
    with history, stamp of the paper, event with the file's sha256. Afvist, Denied or NotNow: nothing is changed.
    """
    fil, navn = _accepted(paper, upload, navn, by)
    with transaction.atomic():
        if noegle and not claim(noegle, by, "indstilling.vedlaeg"):
            return None
        paper = locked(paper, by)
        row = _row(paper, uuid)
        _require_room(paper, fil, row)
        _set(paper, row, fil, navn, by)
        log_event("indstilling.vedlaeg", paper, by, sha256=fil.pk, nr=row.nr)
    return row


def add_bilag(paper, upload, navn, *, by, noegle=None):
    """Add a bilag with an uploaded file, its titel the file's name; returns the row, or None for a used `noegle`."""
    fil, navn = _accepted(paper, upload, navn, by)
    with transaction.atomic():
        if noegle and not claim(noegle, by, "indstilling.vedlaeg"):
            return None
        _require_room(locked(paper, by), fil)
        row = add_row(paper, "bilag", by=by, titel=navn.rpartition(".")[0], fil=fil, filnavn=navn)
        log_event("indstilling.vedlaeg", paper, by, sha256=fil.pk, nr=row.nr)
    return row


def detach(paper, uuid, *, by, noegle=None):
    """Take the file off a bilag, which keeps its number and titel; returns the row, or None for a used `noegle`."""
    with transaction.atomic():
        if noegle and not claim(noegle, by, "indstilling.fjern_fil"):
            return None
        paper = locked(paper, by)
        row = _row(paper, uuid)
        if row.fil is None:
            raise NotNow(f"Bilag {row.nr} har ingen fil.")
        sha256 = row.fil_id
        _set(paper, row, None, "", by)
        log_event("indstilling.fjern_fil", paper, by, sha256=sha256, nr=row.nr)
    return row


def _accepted(paper, upload, navn, by):
    """Check the file for one who may attach it; the lock asks again, but nobody else's bytes are kept."""
    require(by, "indstilling.rediger", paper)
    if not kan_redigeres(paper):
        raise NotNow(why_closed(paper))
    return accept(upload, navn)


def _row(paper, uuid):
    try:
        row = paper.bilag_raekker.select_related("fil").get(uuid=uuid)
    except (Bilag.DoesNotExist, ValidationError):
        raise NotNow(FJERNET) from None
    row.indstilling = paper
    return row


def _require_room(paper, fil, replaced=None):
    """Refuse what makes the bilag of a paper too large together; the same file twice counts once."""
    rows = paper.bilag_raekker.exclude(pk=replaced.pk) if replaced else paper.bilag_raekker
    sizes = {fil.pk: fil.stoerrelse, **dict(rows.exclude(fil=None).values_list("fil", "fil__stoerrelse"))}
    total, most = megabyte(sum(sizes.values())), settings.MSO_INDSTILLING_MB
    if total > most:
        raise Afvist(f"Bilagene ville fylde {total} MB tilsammen. Grænsen er {most} MB. Gem filen mindre.")


def _set(paper, row, fil, navn, by):
    record_pending(paper, by)
    row.fil, row.filnavn, row._history_user = fil, navn, by
    row.save(update_fields=["fil", "filnavn"])
    touch(paper, [f"bilag:{row.uuid}:"], by)

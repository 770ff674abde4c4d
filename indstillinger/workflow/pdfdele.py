"""Rendered parts: kept under the sha256 of all they were made from, so that what has not changed is made once."""

import hashlib
from dataclasses import dataclass

from django.db import transaction

from indstillinger.models import Dokumentdel
from mso_portal.motor.documents import filename
from mso_portal.motor.filer import lager
from mso_portal.motor.models import Fil
from mso_portal.motor.pdf.proces import part_key, render_in_child


@dataclass(frozen=True)
class Trykt:
    """A finished PDF, and what it is called."""

    pdf: bytes
    sider: int
    filnavn: str
    foerste: dict | None = None


def keep_pdf(data, sider):
    """Store a PDF of our own making; returns its Fil. It needs no scan."""
    sha256 = hashlib.sha256(data).hexdigest()
    with transaction.atomic():
        defaults = {"stoerrelse": len(data), "type": "pdf", "sider": sider}
        fil, _ = Fil.objects.select_for_update().get_or_create(sha256=sha256, defaults=defaults)
        lager.put(fil.noegle, data)
    return fil


def printed(document, *, filed, kept=True):
    """Return the Trykt of a document, made in the child unless it was made before; RenderFailed when it can't be.

    With `kept=False`, for what holds page numbers, it is neither looked for nor kept.
    """
    navn = filename(document)
    if not kept:
        made = render_in_child(document, filed=filed)
        return Trykt(made.pdf, made.pages, navn)
    return _kept(document, filed, navn)


def _kept(document, filed, navn):
    noegle = part_key(document, filed=filed)
    kept = Dokumentdel.objects.filter(noegle=noegle).select_related("fil").first()
    if kept:
        return Trykt(lager.read(kept.fil), kept.fil.sider, navn)
    made = render_in_child(document, filed=filed)
    with transaction.atomic():
        fil = keep_pdf(made.pdf, made.pages)
        Dokumentdel.objects.get_or_create(noegle=noegle, defaults={"fil": fil})
    return Trykt(made.pdf, made.pages, navn)

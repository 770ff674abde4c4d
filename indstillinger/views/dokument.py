"""Stored documents of a meeting: the bytes that were sent or filed, to who may read every part of them today."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from indstillinger.models import Dagsordenspunkt, Moededokument
from indstillinger.views.find_moede import moede as find_moede
from mso_portal.motor.access import rule
from mso_portal.motor.filer import open_fil
from mso_portal.motor.log import seen
from mso_portal.motor.rules import ask


def document(user, noegle, uuid):
    """Return the document; 404 alike for what isn't there and for what the person may not be given today."""
    moede = find_moede(user, noegle)
    rows = Moededokument.objects.select_related("udsendelse", "referat", "fil")
    found = get_object_or_404(rows, uuid=uuid)
    parent = found.udsendelse or found.referat
    if parent.moede_id != moede.pk:
        raise Http404
    parent.moede = moede
    if not ask(user, "dokument.laes", found):
        raise Http404
    return found


@rule("dokument.laes", document)
@require_GET
def hent(request, found):
    """The stored bytes, in the browser or with `?hent=1` as a file; every fetch is noted, with the papers in it."""
    stream = open_fil(found.fil)
    seen(request, "fil", found, *_things(found))
    return FileResponse(
        stream, as_attachment=request.GET.get("hent") == "1", filename=found.filnavn, content_type="application/pdf"
    )  # fmt: skip


def _things(found):
    """Return the papers and own items the document holds, so that each says who has fetched it."""
    uuids = [part.split(":")[1] for part in found.dele if part.startswith("p:")]
    rows = Dagsordenspunkt.objects.filter(uuid__in=uuids).select_related("indstilling").order_by("pk")
    return [one.indstilling or one for one in rows]

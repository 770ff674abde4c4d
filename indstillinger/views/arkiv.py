"""The archive package of a meeting, built when it is asked for."""

from tempfile import TemporaryFile

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from indstillinger.arkiv.data import UDGAVER
from indstillinger.arkiv.indhold import files, uddrag
from indstillinger.arkiv.pakke import write
from indstillinger.models import Moede
from mso_portal.motor.access import rule
from mso_portal.motor.enkeltvis import one_at_a_time
from mso_portal.motor.log import seen
from mso_portal.motor.rules import Denied

IKKE_ALT = "Du deltager ikke i alle punkter på mødet, så en anden sekretær må hente pakken."


def moede_af(user, noegle):
    """Return the meeting among those the person may see, else 404."""
    return get_object_or_404(Moede.objects.visible_to(user).select_related("forum"), noegle=noegle)


@rule("moede.arkiv", moede_af)
@require_GET
@one_at_a_time
def arkiv(request, moede, udgave):
    """The package of an edition, for one who reads every item that is in it."""
    if udgave not in UDGAVER:
        raise Http404
    part = uddrag(moede, udgave)
    _require_all(request.user, part)
    seen(request, "eksport", moede, *part.punkter)
    stream = TemporaryFile()  # noqa: SIM115 – Django closes it with the answer
    write(stream, moede.noegle, udgave, files(part))
    stream.seek(0)
    name = f"{moede.noegle}-arkiv-{udgave}.zip"
    return FileResponse(stream, as_attachment=True, filename=name, content_type="application/zip")


def _require_all(user, part):
    readable = _readable(user, part)
    if any(one.pk not in readable for one in part.punkter):
        raise Denied(IKKE_ALT)


def _readable(user, part):
    """Return the keys of the meeting's items that the person reads."""
    return set(part.moede.punkter.visible_to(user).order_by().values_list("pk", flat=True))

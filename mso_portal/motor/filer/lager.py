"""The bytes in the storage: written once under their own sha256, never over, and forgotten when nothing needs them."""

import shutil
from datetime import timedelta
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Exists, OuterRef

from mso_portal.motor import ur
from mso_portal.motor.enums import Filtilstand
from mso_portal.motor.models import Fil, Filside
from mso_portal.motor.rules import NotNow

KEPT = timedelta(days=7)
ROOM = 0.05
SVARER_IKKE = "Bilaget kan ikke hentes lige nu. Prøv igen om lidt."
LUKKET = {
    Filtilstand.KARANTAENE: "Afventer virusscanning. Prøv igen om lidt.",
    Filtilstand.AFVIST: "Filen er afvist af virusscanningen. Fjern den, og vedlæg en anden.",
}


def has_room():
    """Say whether files may be written: 5 % of the disk stays free. A storage elsewhere keeps its own count."""
    try:
        place = Path(default_storage.path(""))
    except NotImplementedError:
        return True
    while not place.exists():
        place = place.parent
    usage = shutil.disk_usage(place)
    return usage.free >= ROOM * usage.total


def put(noegle, indhold):
    """Write the bytes unless they are there; call under the row lock of the Fil. OSError when the storage fails.

    What a killed process left half written is the one thing that is written anew.
    """
    if default_storage.exists(noegle):
        if default_storage.size(noegle) == len(indhold):
            return
        default_storage.delete(noegle)
    default_storage.save(noegle, ContentFile(indhold))


def open_fil(fil):
    """Open the bytes for reading. NotNow while the file waits for the scanner, was rejected, or can't be reached."""
    if fil.tilstand != Filtilstand.OK:
        raise NotNow(LUKKET[fil.tilstand])
    return _open(fil.noegle)


def open_side(side):
    """Open the picture of a Filside of a file that may be shown; NotNow as `open_fil`, or where none could be drawn."""
    if side.fil.tilstand != Filtilstand.OK:
        raise NotNow(LUKKET[side.fil.tilstand])
    return _open(side.noegle)


def has_picture(side):
    """Say whether the page could be drawn."""
    return default_storage.exists(side.noegle)


def _open(noegle):
    try:
        return default_storage.open(noegle)
    except OSError:
        raise NotNow(SVARER_IKKE) from None


def read(fil):
    """Return the bytes whatever the state, for those who judge and draw them."""
    with default_storage.open(fil.noegle) as stream:
        return stream.read()


def forget_unused():
    """Remove files that nothing has pointed at and nobody has attached for a week; return how many.

    History rows count as pointing: what an older version shows is kept as long as the version.
    """
    count = 0
    for sha256 in list(_unused().values_list("pk", flat=True)):
        with transaction.atomic():
            fil = _unused().select_for_update(of=["self"], skip_locked=True).filter(pk=sha256).first()
            if fil is None:
                continue
            keys = [fil.noegle, *(side.noegle for side in fil.filsider.all())]
            fil.delete()
            for noegle in keys:  # within the lock: who attaches the same bytes now waits, and writes them anew
                default_storage.delete(noegle)
            count += 1
    return count


def _unused():
    unused = Fil.objects.filter(oprettet_den__lt=ur.nu() - KEPT)
    for relation in pointing():
        rows = relation.related_model._base_manager.order_by().filter(**{relation.field.name: OuterRef("pk")})
        unused = unused.filter(~Exists(rows))
    return unused


def pointing():
    """Return every relation to a Fil but its own pages, those without a name (history) included."""
    return [
        relation for relation in Fil._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and relation.related_model is not Filside
    ]  # fmt: skip

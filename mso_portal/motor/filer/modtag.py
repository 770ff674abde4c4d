"""Taking a file in: the checks of 50 §9 in their order, then the bytes, then the row, then the jobs."""

import hashlib

from django.conf import settings
from django.db import transaction

from mso_portal.motor import ur
from mso_portal.motor.enums import Filtilstand
from mso_portal.motor.filer import jobs, lager
from mso_portal.motor.filer.proev import TYPER, Afvist, check
from mso_portal.motor.imports.laesning import file_name
from mso_portal.motor.models import Fil

MB = 1024**2
TOM = "Filen er tom. Vælg en anden."
FULDT = "Der er ikke plads til flere filer lige nu. Kontakt {}."
LAGER_NEDE = "Filen kunne ikke gemmes, fordi lageret ikke svarer. Prøv igen om lidt."


def clean_name(navn):
    """Return the last part of an uploaded file's name: one line, at most 120 characters, its end kept."""
    return file_name(navn)


def megabyte(size):
    """Return a number of bytes as whole MB, rounded up as limits are judged."""
    return -(-size // MB)


def accept(upload, navn, *, graense=None):
    """Check an uploaded file and keep it; return (Fil, cleaned name). Afvist says in Danish why not.

    `upload` has `size` and `read()`. `graense` is the most MB (settings.MSO_UPLOAD_MB). Call without a lock: the check
    takes seconds. The Fil is committed, with its jobs, before anything points at it; attach it within a week.
    """
    navn, graense = clean_name(navn), graense or settings.MSO_UPLOAD_MB
    if not lager.has_room():
        raise Afvist(FULDT.format(settings.MSO_KONTAKT))
    if upload.size > graense * MB:
        raise Afvist(f"Filen er {megabyte(upload.size)} MB. Grænsen er {graense} MB. Del den, eller gem den mindre.")
    ending = navn.rpartition(".")[2].lower() if "." in navn else "(ingen)"
    kind = "jpg" if ending == "jpeg" else ending
    if kind not in TYPER:
        raise Afvist(f"Filtypen .{ending} kan ikke bruges. Gem filen som PDF, og vedlæg den igen.")
    indhold = upload.read()
    if not indhold:
        raise Afvist(TOM)
    sider, indhold = check(indhold, kind, ending)
    try:
        return _keep(indhold, kind, sider), navn
    except OSError:
        raise Afvist(LAGER_NEDE) from None


def _keep(indhold, kind, sider):
    """Return the Fil of the bytes. Its row is locked first, so that two who bring the same bytes write them once.

    Bytes known already count as new today: what was about to be forgotten stays.
    """
    sha256 = hashlib.sha256(indhold).hexdigest()
    state = Filtilstand.KARANTAENE if settings.MSO_CLAMD else Filtilstand.OK
    with transaction.atomic():
        fil, made = Fil.objects.update_or_create(
            sha256=sha256,
            defaults={"oprettet_den": ur.nu()},
            create_defaults={"stoerrelse": len(indhold), "type": kind, "sider": sider, "tilstand": state},
        )
        if fil.tilstand == Filtilstand.AFVIST:
            raise Afvist(lager.LUKKET[Filtilstand.AFVIST])
        lager.put(fil.noegle, indhold)
        if made:
            jobs.begin(fil)
    return fil

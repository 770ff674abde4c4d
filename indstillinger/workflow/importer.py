"""Verbs of an import: take a file in, review its fields, throw it away, and make it a paper (10 §8)."""

import hashlib

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.db import IntegrityError, transaction

from indstillinger.enums import Importstatus
from indstillinger.models import Importforsoeg
from indstillinger.models.importmaal import FLYT_TIL, KUN_SET, Sted, label, moved, reading_of, split
from indstillinger.workflow.importpapir import make
from indstillinger.workflow.laes_formular import laes_formular
from mso_portal.motor import ur
from mso_portal.motor.enums import Filtilstand
from mso_portal.motor.filer import clean_name, lager
from mso_portal.motor.jobs import enqueue
from mso_portal.motor.lock import fingerprint
from mso_portal.motor.log import log_event
from mso_portal.motor.models import Fil
from mso_portal.motor.rules import NotNow, require
from mso_portal.motor.workflow import claim, lock

ENDED = (Importstatus.KASSERET, Importstatus.AFVIST)
LAGER_NEDE = "Filen kunne ikke gemmes, fordi lageret ikke svarer. Prøv igen om lidt."
FULDT = "Der er ikke plads til flere filer lige nu. Kontakt {}."
VAEK = "Feltet findes ikke længere. Genindlæs siden."
IKKE_NU = {
    Importstatus.VENTER: "Filen bliver læst. Vent et øjeblik, og prøv igen.",
    Importstatus.BEKRAEFTET: "Importen er blevet til en indstilling. Ret teksten i indstillingen.",
    Importstatus.KASSERET: "Importen er kasseret. Fortryd det, før du retter i den.",
    Importstatus.AFVIST: "Filen kunne ikke læses. Prøv en anden fil.",
}


class Andet(NotNow):
    """Somebody else changed the field since the page was drawn; `felt` is as it is stored now."""

    def __init__(self, felt):
        self.felt = felt
        super().__init__(f"{felt.tjekket_af or 'En anden'} har ændret »{label(felt.felt, felt.raekke)}«. Vælg tekst.")


def upload(forum, filnavn, indhold, *, by, noegle):
    """Keep a file and ask for it to be read; returns the Importforsoeg.

    The same bytes again open the person's earlier import instead. None for a `noegle` used for another file.
    Effects: Fil, row, job, event. Nothing is read here.
    """
    require(by, "import.opret")
    if not lager.has_room():
        raise NotNow(FULDT.format(settings.MSO_KONTAKT))
    navn = clean_name(filnavn)
    with transaction.atomic():
        fil = _stored(indhold, navn.rpartition(".")[2].lower()[:5])
        if not claim(noegle, by, "import.opret"):
            return earlier(fil, by)
        return earlier(fil, by) or _taken_in(fil, navn, forum, by)


def _stored(indhold, kind):
    """Return the Fil of the bytes. They are judged when they are read, in the limited child, and never served.

    Where a virus scanner is set the file waits for it like any other, should it become a bilag one day.
    """
    state = Filtilstand.KARANTAENE if settings.MSO_CLAMD else Filtilstand.OK
    fil, _ = Fil.objects.update_or_create(
        sha256=hashlib.sha256(indhold).hexdigest(),
        defaults={"oprettet_den": ur.nu()},
        create_defaults={"stoerrelse": len(indhold), "type": kind, "tilstand": state},
    )
    try:
        lager.put(fil.noegle, indhold)
    except (OSError, SuspiciousFileOperation):
        raise NotNow(LAGER_NEDE) from None
    return fil


def earlier(fil, by):
    """Return the person's import of these bytes that is not over, or None."""
    return Importforsoeg.objects.filter(fil=fil, af=by).exclude(status__in=ENDED).order_by("pk").first()


def _taken_in(fil, navn, forum, by):
    try:
        with transaction.atomic():
            forsoeg = Importforsoeg.objects.create(fil=fil, filnavn=navn, forum=forum, af=by)
    except IntegrityError:  # the same file twice at once: the other was first
        return earlier(fil, by)
    enqueue(laes_formular, import_id=forsoeg.pk)
    log_event("import.opret", forsoeg, by, til=forsoeg.status, sha256=fil.pk)
    return forsoeg


def keep(forsoeg, plads, *, by, noegle, vaerdi=None, base=""):
    """Mark a field as looked at by the person, with the value as typed; returns the field.

    ValidationError when the value cannot be stored. Once the form is a paper, only the mark is set.
    """
    with transaction.atomic():
        forsoeg, felt, again = _opened(forsoeg, plads, by, noegle, base, vaerdi, also=(Importstatus.BEKRAEFTET,))
        if again:
            return felt
        if vaerdi is not None and forsoeg.status == Importstatus.INDLAEST and felt.felt not in KUN_SET:
            vaerdi = _plain(vaerdi)
            if vaerdi != felt.vaerdi:
                reading_of(felt.felt, vaerdi, Sted(forsoeg.forum, ur.i_dag()))
            felt.vaerdi = vaerdi
        return _looked_at(felt, forsoeg, "import.tjek", by)


def move(forsoeg, plads, target, *, by, noegle, base, vaerdi=None):
    """Move a field's words, as typed, to another field or to a new row; returns the field, which counts as looked at.

    A key or a choice becomes the words of the form it was read from.
    """
    if target not in FLYT_TIL:
        raise NotNow("Teksten kan ikke flyttes dertil. Vælg et andet felt.")
    with transaction.atomic():
        forsoeg, felt, again = _opened(forsoeg, plads, by, noegle, base, vaerdi)
        if again:
            return felt
        words = felt.vaerdi if vaerdi is None else _plain(vaerdi)
        kind, _ = split(target)
        numbers = [one.raekke for one in forsoeg.importfelter.all() if kind and split(one.felt)[0] == kind]
        felt.vaerdi = moved(felt.felt, words, felt.raatekst, target)
        felt.felt, felt.raekke = target, max(numbers, default=0) + 1 if kind else 0
        return _looked_at(felt, forsoeg, "import.flyt", by)


def drop(forsoeg, plads, *, by, noegle, udeladt=True):
    """Leave a field out of the paper, or take it in again with `udeladt` False; returns the field."""
    with transaction.atomic():
        forsoeg, felt, again = _opened(forsoeg, plads, by, noegle)
        if again:
            return felt
        felt.udeladt = udeladt
        felt.save(update_fields=["udeladt"])
        log_event("import.udelad" if udeladt else "import.medtag", forsoeg, by, plads=plads)
    return felt


def _opened(forsoeg, plads, by, noegle, base="", vaerdi=None, also=()):
    """Return (import under lock, its field, whether the key was used before).

    NotNow in another state, Andet when `base` is not the stored value's and the typed one differs from it.
    """
    claimed = claim(noegle, by, "import.felt")
    forsoeg = lock(forsoeg)
    require(by, "import.laes", forsoeg)
    felt = forsoeg.importfelter.select_related("tjekket_af").filter(plads=plads).first()
    if felt is None:
        raise NotNow(VAEK)
    if claimed and forsoeg.status not in (Importstatus.INDLAEST, *also):
        raise NotNow(IKKE_NU[forsoeg.status])
    stored = fingerprint(felt.vaerdi)
    if claimed and base and stored != base and (vaerdi is None or fingerprint(vaerdi) != stored):
        raise Andet(felt)
    return forsoeg, felt, not claimed


def _plain(text):
    return text.replace("\r\n", "\n").replace("\0", "")


def _looked_at(felt, forsoeg, handling, by):
    felt.tjekket_den, felt.tjekket_af = ur.nu(), by
    felt.save()
    log_event(handling, forsoeg, by, plads=felt.plads)
    return felt


def discard(forsoeg, *, by, noegle):
    """Throw an import away: read, still waiting, or left without its paper, so that the file can be taken in again."""
    with transaction.atomic():
        claimed = claim(noegle, by, "import.kasser")
        forsoeg = lock(forsoeg)
        require(by, "import.bekraeft", forsoeg)
        if not claimed:
            return forsoeg
        is_bare = forsoeg.status == Importstatus.BEKRAEFTET and forsoeg.indstilling_id is None
        if forsoeg.status not in (Importstatus.VENTER, Importstatus.INDLAEST) and not is_bare:
            raise NotNow(IKKE_NU[forsoeg.status])
        return _to(forsoeg, Importstatus.KASSERET, "import.kasser", by)


def undo_discard(forsoeg, *, by, noegle):
    """Bring an import back as it was reviewed; one that was never read waits to be read again.

    NotNow when the same file has been taken in again meanwhile.
    """
    with transaction.atomic():
        claimed = claim(noegle, by, "import.fortryd")
        forsoeg = lock(forsoeg)
        require(by, "import.bekraeft", forsoeg)
        if not claimed:
            return forsoeg
        if forsoeg.status != Importstatus.KASSERET:
            raise NotNow("Importen er ikke kasseret.")
        if earlier(forsoeg.fil, forsoeg.af):
            raise NotNow("Filen er hentet ind igen siden. Brug den nye import.")
        if not forsoeg.layout:
            enqueue(laes_formular, import_id=forsoeg.pk)
        back = Importstatus.INDLAEST if forsoeg.layout else Importstatus.VENTER
        return _to(forsoeg, back, "import.fortryd", by)


def _to(forsoeg, status, handling, by):
    before, forsoeg.status = forsoeg.status, status
    forsoeg.save(update_fields=["status", "indstilling"])
    log_event(handling, forsoeg, by, fra=before, til=status)
    return forsoeg


def confirm(forsoeg, *, by, noegle):
    """Make the kladde of what was reviewed; returns the paper, the one there is when it was made before.

    Effects: paper, rows, parts that were named, spellings of persons that were chosen, event. Openness is never set.
    Raises Ufuldstaendig when a value cannot be stored; then nothing is written.
    """
    with transaction.atomic():
        claimed = claim(noegle, by, "import.bekraeft")
        forsoeg = lock(forsoeg)
        require(by, "import.bekraeft", forsoeg)
        if forsoeg.indstilling is not None or not claimed:
            return forsoeg.indstilling
        if forsoeg.status != Importstatus.INDLAEST:
            raise NotNow(IKKE_NU[forsoeg.status])
        forsoeg.indstilling = make(forsoeg, by)
        _to(forsoeg, Importstatus.BEKRAEFTET, "import.bekraeft", by)
    return forsoeg.indstilling

"""The job that reads an uploaded form: once, in the limited child, all its fields in one transaction (10 §8)."""

from datetime import timedelta

from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from indstillinger.enums import Importstatus, Layout
from indstillinger.indlaesning import Afvist, laes_fil
from indstillinger.indlaesning.register import opslag
from indstillinger.models import Importfelt, Importforsoeg
from mso_portal.motor import ur
from mso_portal.motor.filer import lager
from mso_portal.motor.log import log_event
from mso_portal.motor.workflow import lock

KEPT = timedelta(days=7)


@app.task(queue="import", retry=RetryStrategy(max_attempts=5, exponential_wait=4))
def laes_formular(import_id):
    """Read the form if it still waits; a job that runs again, or beside itself, finds nothing to do."""
    forsoeg = Importforsoeg.objects.select_related("fil", "forum", "af").filter(pk=import_id).first()
    if forsoeg is not None and forsoeg.status == Importstatus.VENTER:
        read(forsoeg)


def read(forsoeg):
    """Read the stored bytes; what cannot be read is afvist with its reason. Nothing is locked while it is read."""
    try:
        laesning = laes_fil(lager.read(forsoeg.fil), forsoeg.filnavn, opslag(ur.i_dag()))
    except Afvist as refusal:
        _end(forsoeg, Importstatus.AFVIST, besked=str(refusal)[:300])
        return
    _end(forsoeg, Importstatus.INDLAEST, _with_text(laesning), layout=laesning.layout, tekst=_storable(laesning.tekst))


def _end(forsoeg, status, felter=(), **columns):
    """Write the outcome, unless another run of the job was first."""
    with transaction.atomic():
        forsoeg = lock(forsoeg)
        if forsoeg.status != Importstatus.VENTER:
            return
        Importfelt.objects.bulk_create(_row(forsoeg, plads, felt) for plads, felt in enumerate(felter, 1))
        forsoeg.status = status
        for name, value in columns.items():
            setattr(forsoeg, name, value)
        forsoeg.save(update_fields=["status", *columns])
        log_event("import.laes", forsoeg, forsoeg.af, fra=Importstatus.VENTER, til=status, felter=len(felter))


def _with_text(laesning):
    """Return the fields; the whole text of a form nobody knows, should the reader have found no place for it."""
    if laesning.felter or laesning.layout != Layout.UKENDT:
        return list(laesning.felter)
    tekst = laesning.tekst
    return [Importfelt(felt="baggrund", raatekst=tekst, til=len(tekst), fra=0, vaerdi=tekst, tjek=True)]


def _row(forsoeg, plads, felt):
    return Importfelt(
        forsoeg=forsoeg, plads=plads, felt=felt.felt, raekke=felt.raekke, raatekst=_storable(felt.raatekst),
        fra=felt.fra, til=felt.til, vaerdi=_storable(felt.vaerdi), tjek=felt.tjek, aarsag=felt.aarsag,
    )  # fmt: skip


def _storable(text):
    """Return the text without the one character that PostgreSQL stores in no text; every place stays."""
    return text.replace("\0", " ")


@app.periodic(cron="45 3 * * *")
@app.task(queue="vedligehold", queueing_lock="ryd_importer")
def ryd_importer(timestamp):
    """Forget forms that were thrown away or could not be read, seven days after they were taken in."""
    ended = [Importstatus.KASSERET, Importstatus.AFVIST]
    Importforsoeg.objects.filter(status__in=ended, den__lt=ur.nu() - KEPT).delete()

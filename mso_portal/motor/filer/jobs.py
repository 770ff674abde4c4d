"""Jobs of files: the virus scan, the pictures of the pages. Both may be done twice, and die halfway, without harm."""

import logging

from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app

from mso_portal.motor.enums import Filtilstand
from mso_portal.motor.filer import clamd, lager
from mso_portal.motor.filer.proev import OFFICE, draw
from mso_portal.motor.jobs import enqueue
from mso_portal.motor.models import Fil, Filside

# Pages to one child, and to one job: a long file goes on in a job of its own, after those who wait.
BATCH, PAGES = 10, 100


def begin(fil):
    """Enqueue what a new file needs: the scan, and after it the pages. Call in the transaction that makes the row."""
    if fil.tilstand == Filtilstand.KARANTAENE:
        enqueue(scan, sha256=fil.pk)
    elif fil.tilstand == Filtilstand.OK and fil.type not in OFFICE:
        enqueue(lav_sider, sha256=fil.pk)


@app.task(queue="import")
def scan(sha256):
    """Let the virus scanner judge a file in quarantine; silent, it stays there until `scan_igen`."""
    fil = Fil.objects.filter(pk=sha256, tilstand=Filtilstand.KARANTAENE).first()
    if fil is None or not settings.MSO_CLAMD:
        return
    try:
        clean = clamd.clean(settings.MSO_CLAMD, lager.read(fil))
    except OSError:
        logging.getLogger("mso.filer").warning("virusscanneren eller lageret svarer ikke")
        return
    with transaction.atomic():
        fil = Fil.objects.select_for_update().get(pk=sha256)
        fil.tilstand = Filtilstand.OK if clean else Filtilstand.AFVIST
        fil.save(update_fields=["tilstand"])
        begin(fil)


@app.periodic(cron="*/5 * * * *")
@app.task(queue="vedligehold", queueing_lock="scan_igen")
def scan_igen(timestamp):
    """Ask again about the files the scanner has not answered for."""
    for sha256 in Fil.objects.filter(tilstand=Filtilstand.KARANTAENE).order_by("oprettet_den").values_list("pk"):
        scan.func(*sha256)


@app.periodic(cron="45 3 * * *")
@app.task(queue="vedligehold", queueing_lock="glem_filer")
def glem_filer(timestamp):
    """Remove files that nothing has pointed at for a week."""
    lager.forget_unused()


@app.task(queue="pdf")
def lav_sider(sha256):
    """Draw the next pages of a file that has them. A page that no child can draw gets its row without a picture."""
    fil = Fil.objects.filter(pk=sha256, tilstand=Filtilstand.OK).first()
    if fil is None or not fil.sider:
        return
    begun = fil.filsider.count()
    last = min(begun + PAGES, fil.sider)
    indhold, nr = lager.read(fil), begun + 1
    while nr <= last:
        drawn = draw(indhold, fil.type, nr, min(nr + BATCH - 1, last))
        for side in drawn:
            _keep(fil, side.nr, side.tekst, side.png)
        if not drawn:
            _keep(fil, nr)
        nr += max(len(drawn), 1)
    if last < fil.sider:
        enqueue(lav_sider, sha256=sha256)


def _keep(fil, nr, tekst="", png=None):
    """Store a page: the picture first, so that a row without one means that none could be drawn.

    Under the lock of the file, which may have been forgotten meanwhile.
    """
    with transaction.atomic():
        if Fil.objects.select_for_update().filter(pk=fil.pk).first() is None:
            return
        side = Filside(fil=fil, nr=nr, tekst=tekst)
        if png is not None:
            lager.put(side.noegle, png)
        Filside.objects.bulk_create([side], ignore_conflicts=True)

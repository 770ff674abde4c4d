"""What was sent åbent and is made lukket: the documents that took it to everybody are recalled (50 §5.2)."""

from django.db import transaction

from indstillinger.enums import Aabenhed
from indstillinger.models import Dagsordenspunkt, Modtager, Moededokument, Udsendelse
from mso_portal.motor import ur
from mso_portal.motor.log import log_event
from mso_portal.motor.workflow import lock, save


@transaction.atomic
def close_item(punkt, *, by, titel_lukket, hjemmel, begrundelse):
    """Make an åbent tekst item lukket with its files, in whatever state, because what it shows is lukket now; who may
    close that may close this. What was sent keeps its bytes."""
    lock(punkt.moede)
    punkt = lock(punkt)
    closed = {"aabenhed": Aabenhed.LUKKET, "hjemmel": hjemmel, "begrundelse": begrundelse}
    for bilag in punkt.punktbilag.filter(aabenhed=Aabenhed.AABEN).order_by("pk"):
        _set(bilag, closed)
        bilag._history_user = by
        bilag.save()
    _set(punkt, {**closed, "titel_lukket": titel_lukket})
    save(punkt, by)
    recall_documents(Dagsordenspunkt.objects.filter(pk=punkt.pk), by)
    log_event("punkt.luk", punkt, by)


def _set(row, values):
    for name, value in values.items():
        setattr(row, name, value)


def recall_documents(punkter, by):
    """Recall the stored packs that took any of the items to everybody; returns how many. Call in the transaction that
    closes them. Documents of the forum's own people stay: they are served to whoever may read every part."""
    items = [f"p:{uuid}:" for uuid in punkter.order_by("pk").values_list("uuid", flat=True)]
    sendings = Udsendelse.objects.filter(punkter__punkt__in=punkter.order_by(), sendt_den__isnull=False)
    rows = Moededokument.objects.select_for_update().filter(udsendelse__in=sendings.order_by().values("pk"))
    documents = list(rows.filter(slags__in=["moedepakke", "dagsorden"], tilbagekaldt_den=None).order_by("pk"))
    named = set(Modtager.objects.filter(dokument__in=documents).order_by().values_list("dokument", flat=True))
    wide = {(one.udsendelse_id, *one.dele) for one in documents if one.slags == "moedepakke" and one.pk not in named}
    recalled = [
        one for one in documents
        if (one.udsendelse_id, *one.dele) in wide and one.pk not in named
        and any(part.startswith(tuple(items)) for part in one.dele)
    ]  # fmt: skip
    for one in recalled:
        one.tilbagekaldt_den, one.tilbagekaldt_af = ur.nu(), by
        one.save(update_fields=["tilbagekaldt_den", "tilbagekaldt_af"])
        log_event("dokument.tilbagekald", one, by)
    return len(recalled)

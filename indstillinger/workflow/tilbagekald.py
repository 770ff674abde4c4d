"""A paper that was sent åben and is made lukket: the documents that took it to everybody are recalled (50 §5.2)."""

from indstillinger.models import Modtager, Moededokument, Udsendelse
from mso_portal.motor import ur
from mso_portal.motor.log import log_event


def recall_documents(paper, by):
    """Recall the stored packs that took the paper to everybody; returns how many. Call in the transaction that closes
    it. Documents of the forum's own people stay: they are served to whoever may read every part."""
    items = [f"p:{uuid}:" for uuid in paper.dagsordenspunkter.order_by("pk").values_list("uuid", flat=True)]
    sendings = Udsendelse.objects.filter(punkter__punkt__indstilling=paper, sendt_den__isnull=False)
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

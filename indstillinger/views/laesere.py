"""Who has had a paper before it was closed, so that they can be told (50 §5.2)."""

from indstillinger.models import Modtager
from mso_portal.motor.log import seen_by
from mso_portal.vaerdier.datoer import DANSK_TID, dato_lang


def laesere(paper, *, before=None):
    """Return a line for each person who opened or fetched the paper (`before` the moment), and for each it was sent
    to; two queries."""
    sent = Modtager.objects.filter(
        udsendelse__punkter__punkt__indstilling=paper, udsendelse__sendt_den__isnull=False
    ).select_related("bruger", "udsendelse").order_by("udsendelse__sendt_den", "bruger__sortering")  # fmt: skip
    lines = [f"{one.bruger}, fik den tilsendt {_day(one.udsendelse.sendt_den)}" for one in sent]
    return [*seen_by(paper, before=before), *dict.fromkeys(lines)]


def _day(moment):
    return dato_lang(moment.astimezone(DANSK_TID))

"""What one reader has read of a meeting, counted from his own reading (11 §4): Nyt, Rettet, Udgår, Læst."""

from dataclasses import dataclass

from indstillinger.enums_moede import Punktmaerke, Punkttilstand, Udsendelsesslags
from indstillinger.models.udsendelse import Laesning, Udsendelsespunkt

LAEST, ULAEST = "laest", "ulaest"


@dataclass(frozen=True)
class Status:
    """`maerke` is laest, ulaest, nyt, rettet or udgaar; `nyeste` the Udsendelsespunkt to read, `laest_version` the
    newest the reader has read before a correction."""

    maerke: str
    nyeste: object = None
    laest_version: object = None


def statuses(user, moede, punkter):
    """Return {pk: Status} of numbered items for this reader; two queries."""
    sent = Udsendelsespunkt.objects.filter(udsendelse__moede=moede, udsendelse__sendt_den__isnull=False)
    rows = sent.exclude(udsendelse__slags=Udsendelsesslags.GENNEMLAESNING).select_related("udsendelse")
    history = {}
    for row in rows.order_by("udsendelse__nr"):
        history.setdefault(row.punkt_id, []).append(row)
    reads = Laesning.objects.filter(bruger=user, udsendelsespunkt__udsendelse__moede=moede).order_by("pk")
    read = set(reads.values_list("udsendelsespunkt", flat=True))
    return {one.pk: _status(one, history.get(one.pk, []), read) for one in punkter}


def _status(punkt, rows, read):
    if punkt.tilstand == Punkttilstand.TRUKKET:
        return Status(Punktmaerke.UDGAAR.value)
    rows = [row for row in rows if row.maerke != Punktmaerke.UDGAAR]
    if not rows:
        return Status(ULAEST)
    newest = rows[-1]
    own = [row for row in rows if row.pk in read]
    if any(_content(row) == _content(newest) for row in own):
        return Status(LAEST, newest)
    if own or any(row.maerke == Punktmaerke.RETTET for row in rows):
        before = own[-1] if own else rows[0]
        return Status(Punktmaerke.RETTET.value, newest, before)
    is_new = rows[0].udsendelse.slags == Udsendelsesslags.TILLAEG
    return Status(Punktmaerke.NYT.value if is_new else ULAEST, newest)


def _content(row):
    return row.version_id, row.punktversion_id

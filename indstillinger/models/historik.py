"""What a paper looked like at each of its history rows: the paper's own row plus its rows as of that time."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, prefetch_related_objects

from indstillinger.models.indhold import content
from indstillinger.models.raekker import RAEKKER
from mso_portal.organisation.models import Bruger

FRAVALGT = "fravalgt"


@dataclass(frozen=True)
class Udgave:
    """One entry of the history, numbered from 1; `post` is None for the text as it stands now."""

    nr: int
    tid: datetime
    af: str
    aabenhed: str
    anledning: str
    post: object = None


def udgaver(paper):
    """Return the paper's entries, oldest first: its history rows, and what was saved since. Two queries."""
    rows = list(paper.history.select_related("history_user").order_by("history_date", "history_id"))
    found = [_entry(nr, row) for nr, row in enumerate(rows, 1)]
    if not rows or rows[-1].version < paper.version:
        found.append(
            Udgave(len(rows) + 1, paper.redigeret_den, str(paper.redigeret_af), paper.aabenhed, "gemt løbende")
        )
    return found


def _entry(nr, row):
    reason = row.history_change_reason or ("oprettet" if nr == 1 else "gemt")
    return Udgave(nr, row.history_date, str(row.history_user or ""), row.aabenhed, reason, row)


def content_at(paper, udgave):
    """Return the content dict of an entry. One query per kind of row beside the people's names."""
    if udgave.post is None:
        return content(paper)
    then = udgave.post.instance
    rows = {kind: list(_rows_at(paper, model, udgave.tid)) for kind, model in RAEKKER.items()}
    return content(then, rows, _authors_at(paper, udgave))


def _rows_at(paper, model, tid):
    """Return the rows of a kind as they were, in the order they had: the newest history row of each, if not deleted."""
    history = model.history.filter(indstilling_id=paper.pk, history_date__lte=tid)
    kept = (
        history.filter(~Q(history_change_reason=FRAVALGT) | Q(history_change_reason=None))
        .order_by("id", "-history_date", "-history_id")
        .distinct("id")
    )
    rows = [row.instance for row in kept if row.history_type != "-"]
    prefetch_related_objects(rows, *(name for name in ("forum", "bruger", "fil") if name in model.INDHOLD))
    keys = [name.lstrip("-") for name in model._meta.ordering]
    return sorted(rows, key=lambda row: [getattr(row, key) or 0 for key in keys])


def _authors_at(paper, udgave):
    """Return the co-authors then; a kept-aside text has no list of its own."""
    if udgave.anledning == FRAVALGT:
        return list(paper.medforfattere.all())
    return list(Bruger.objects.filter(pk__in=udgave.post.medforfattere.values("bruger")))

"""Rows: add, move, remove and undo, each under the paper's lock, each leaving focus and status to the page."""

from django.db import transaction
from django.db.models import Max

from indstillinger.models import RAEKKER
from indstillinger.workflow.skriv import FJERNET, locked, record_pending, touch
from mso_portal.motor.models import Taeller
from mso_portal.motor.rules import NotNow


def add_row(paper, kind, *, by, **values):
    """Add a row at the end and return it. NotNow over the limit of the kind."""
    model = RAEKKER[kind]
    with transaction.atomic():
        paper = locked(paper, by)
        rows = getattr(paper, f"{kind}_raekker")
        if rows.count() >= model.MAKS:
            raise NotNow(over_limit(model))
        last = rows.aggregate(last=Max("raekkefoelge"))["last"] or 0
        record_pending(paper, by)
        row = model(indstilling=paper, raekkefoelge=last + 1, **values)
        if kind == "bilag":
            row.nr = Taeller.next("bilag", int(paper.nummer[:4]), forum=paper.nummer)
        _save(paper, row, kind, by)
    return row


def over_limit(model):
    """Return the sentence for too many rows."""
    plural = model._meta.verbose_name_plural
    return f"En indstilling kan have højst {model.MAKS} {plural}. Del sagen i to."


def _save(paper, row, kind, by):
    row._history_user = by
    row.save()
    touch(paper, [f"{kind}:{row.uuid}:"], by)


def _row(paper, kind, uuid):
    row = getattr(paper, f"{kind}_raekker").filter(uuid=uuid).first()
    if row is None:
        raise NotNow(FJERNET)
    return row


def move_row(paper, kind, uuid, step, *, by):
    """Move a row one place (step −1 or 1); returns its new place, counted from 1. At the ends nothing moves."""
    with transaction.atomic():
        paper = locked(paper, by)
        rows = list(getattr(paper, f"{kind}_raekker").all())
        place = next((nr for nr, row in enumerate(rows) if str(row.uuid) == str(uuid)), None)
        if place is None:
            raise NotNow(FJERNET)
        target = place + step
        if not 0 <= target < len(rows):
            return place + 1
        record_pending(paper, by)
        rows.insert(target, rows.pop(place))
        for nr, row in enumerate(rows, 1):
            if row.raekkefoelge != nr:
                row.raekkefoelge = nr
                _save(paper, row, kind, by)
    return target + 1


def remove_row(paper, kind, uuid, *, by):
    """Remove a row; `undo_remove` brings the same row back."""
    with transaction.atomic():
        paper = locked(paper, by)
        row = _row(paper, kind, uuid)
        record_pending(paper, by)
        row._history_user = by
        row.delete()
        touch(paper, [f"{kind}:{uuid}:"], by)


def undo_remove(paper, kind, uuid, *, by):
    """Bring a removed row back with its uuid, texts and place; returns it. A row already back is left alone."""
    with transaction.atomic():
        paper = locked(paper, by)
        existing = getattr(paper, f"{kind}_raekker").filter(uuid=uuid).first()
        if existing:
            return existing
        last = RAEKKER[kind].history.filter(indstilling_id=paper.pk, uuid=uuid).first()
        if last is None:
            raise NotNow("Rækken findes ikke længere.")
        record_pending(paper, by)
        row = last.instance
        _save(paper, row, kind, by)
    return row


def copied(source):
    """Yield unsaved copies of the rows of a paper, with new identities; bilag and years stay behind."""
    for kind, model in RAEKKER.items():
        if kind in ("bilag", "direkteudgift"):
            continue
        names = [one.name for one in model._meta.concrete_fields if one.name not in ("id", "uuid", "indstilling")]
        for row in getattr(source, f"{kind}_raekker").all():
            yield model(**{name: getattr(row, name) for name in names})

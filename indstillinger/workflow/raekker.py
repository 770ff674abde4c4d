"""Rows: add, move, remove and undo, each under the paper's lock, each leaving focus and status to the page."""

from uuid import UUID

from django.core.exceptions import ValidationError
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
        _require_room(rows)
        last = rows.aggregate(last=Max("raekkefoelge"))["last"] or 0
        record_pending(paper, by)
        row = model(indstilling=paper, raekkefoelge=last + 1, **values)
        if kind == "bilag":
            row.nr = Taeller.next("bilag", int(paper.nummer[:4]), forum=paper.nummer)
        _save(paper, row, kind, by)
    return row


def _require_room(rows):
    model = rows.model
    if rows.count() >= model.MAKS:
        plural = model._meta.verbose_name_plural
        raise NotNow(f"En indstilling kan have højst {model.MAKS} {plural}. Del sagen i to.")


def _save(paper, row, kind, by):
    row._history_user = by
    row.save()
    touch(paper, [f"{kind}:{row.uuid}:"], by)


def _row(rows, uuid):
    """Return the row, or None when it is gone or the text names no row."""
    try:
        return rows.filter(uuid=UUID(str(uuid))).first()
    except ValueError:
        return None


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
        row = _row(getattr(paper, f"{kind}_raekker"), uuid)
        if row is None:
            raise NotNow(FJERNET)
        record_pending(paper, by)
        row._history_user = by
        row.delete()
        touch(paper, [f"{kind}:{uuid}:"], by)


def undo_remove(paper, kind, uuid, *, by):
    """Bring a removed row back with its uuid, texts and place; returns it. A row already back is left alone.

    NotNow when the kind is full, or what the row says was said by another row meanwhile.
    """
    with transaction.atomic():
        paper = locked(paper, by)
        rows = getattr(paper, f"{kind}_raekker")
        if existing := _row(rows, uuid):
            return existing
        removed = RAEKKER[kind].history.filter(indstilling_id=paper.pk, history_type="-")
        last = _row(removed, uuid)
        if last is None:
            raise NotNow("Rækken findes ikke længere.")
        _require_room(rows)
        record_pending(paper, by)
        row = last.instance
        _require_valid(row)
        _save(paper, row, kind, by)
    return row


def _require_valid(row):
    try:
        row.validate_constraints()
    except ValidationError as error:
        raise NotNow(" ".join(error.messages)) from None

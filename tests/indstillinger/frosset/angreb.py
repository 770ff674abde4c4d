"""Tries to change what is frozen, past every verb: in SQL and through the ORM. The database itself must refuse."""

from datetime import date, timedelta
from uuid import UUID, uuid4

from django.db import DatabaseError, connection, transaction

from tests.indstillinger.frosset.arkiv import FROSSET, columns, frozen

NEJ = "MSO01"  # what the database's own triggers answer


class Tilladt(AssertionError):
    """A frozen row was changed, or refused for another reason than that it is frozen."""


def attack(rng):
    """Try one thing on one frozen row; returns what was tried, None when nothing is frozen yet. Tilladt if it works."""
    model = rng.choice(list(FROSSET))
    keys = list(frozen(model).values_list("pk", flat=True))
    if not keys:
        return None
    row = model.objects.get(pk=rng.choice(keys))
    field = rng.choice([name for name in columns(model) if getattr(row, name) is not None])
    act = rng.choice([_update, _delete, _save, _queryset])
    said = (act.__name__, model.__name__, row.pk, field)
    try:
        with transaction.atomic():
            act(row, field, other(getattr(row, field)))
    except DatabaseError as refusal:
        if getattr(refusal.__cause__, "sqlstate", "") == NEJ:
            return said
        raise Tilladt(said) from refusal
    raise Tilladt(said)


def other(value):
    """Return another value of the same kind, no longer than it was."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, date):
        return value + timedelta(days=1)
    if isinstance(value, UUID):
        return uuid4()
    if isinstance(value, str) and value.startswith("<"):
        return "<p>Andet</p>"  # what is no clean text is cleaned again as it is saved
    if isinstance(value, str):
        return value[:-1] + ("b" if value.endswith("a") else "a")
    return ["andet"]


def _update(row, field, value):
    column = next(one for one in row._meta.concrete_fields if one.attname == field)
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{row._meta.db_table}" SET "{column.column}" = %s WHERE id = %s',
            [column.get_db_prep_save(value, connection), row.pk],
        )


def _delete(row, field, value):
    with connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{row._meta.db_table}" WHERE id = %s', [row.pk])


def _save(row, field, value):
    setattr(row, field, value)
    row.save()


def _queryset(row, field, value):
    type(row).objects.filter(pk=row.pk).update(**{field: value})

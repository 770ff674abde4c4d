"""Rows as plain JSON: every column under its own name, people by uuid and name."""

from datetime import UTC, datetime

from mso_portal.organisation.models import Bruger


def dump(obj, *, uden=()):
    """Return {column: value} of every column but those named, points in time in UTC."""
    return {
        field.name: _value(obj, field) for field in obj._meta.concrete_fields if field.name not in ("id", *uden)
    }  # fmt: skip


def _value(obj, field):
    if field.is_relation:
        other = getattr(obj, field.name)
        if isinstance(other, Bruger):
            return {"uuid": str(other.uuid), "navn": other.navn}
        return None if other is None else name_of(other)
    value = getattr(obj, field.attname)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if hasattr(value, "isoformat") else value if _plain(value) else str(value)


def _plain(value):
    return value is None or isinstance(value, str | int | bool | dict | list)


def name_of(obj):
    """Return what names a row outside the database: its number, key, code or uuid."""
    for name in ("noegle", "uuid", "kode", "nummer", "sha256", "nr"):
        if (value := getattr(obj, name, None)) is not None:
            return str(value)
    return str(obj.pk)

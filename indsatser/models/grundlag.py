"""What every row of a plan builds on, and the constraints they share."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual
from simple_history.models import HistoricalRecords

from mso_portal.motor.models import Historisk, person


class Aggregat(Historisk):
    """Base of what is edited under a version: uuid is the key of comparisons and exports."""

    uuid = models.UUIDField("uuid", default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField("version", default=0, editable=False)
    oprettet_den = models.DateTimeField("oprettet", editable=False)
    oprettet_af = person(editable=False, verbose_name="oprettet af")

    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True


class Tilfoejelse(models.Model):
    """Base of append-only rows: the newest one counts, and the database refuses every change."""

    uuid = models.UUIDField("uuid", default=uuid.uuid4, unique=True, editable=False)
    oprettet_den = models.DateTimeField("oprettet", editable=False)
    oprettet_af = person(editable=False, verbose_name="oprettet af")

    class Meta:
        abstract = True


def choice(label, choices, default=None, **kwargs):
    """Return a short text column with choices."""
    chosen = {} if default is None else {"default": default}
    return models.CharField(label, max_length=20, choices=choices, **chosen, **kwargs)


def stamp(label):
    """Return the two columns of a stamp, empty until a verb sets them."""
    return (
        models.DateTimeField(label, null=True, editable=False),
        person(null=True, editable=False, verbose_name=f"{label} af"),
    )


def pair(prefix, model, **also):
    """The two columns of a stamp are set together; `also` names a text that must then be written too."""
    texts = {f"{name}__gt": "" for name in also}
    both = Q(**{f"{prefix}_den__isnull": False, f"{prefix}_af__isnull": False}, **texts)
    none = Q(**{f"{prefix}_den": None, f"{prefix}_af": None}, **dict.fromkeys(also, ""))
    return models.CheckConstraint(
        condition=both | none, name=f"{model}_{prefix}_stempel",
        violation_error_message=next(iter(also.values()), "Dato og navn hører sammen."),
    )  # fmt: skip


def at_least(name, characters):
    """Return the condition that a text has so many characters."""
    return Q(GreaterThanOrEqual(Length(name), characters))


def follows(prefix, states, model, *, only=True):
    """Tie states to their stamp: set in `states`; with `only`, empty outside them."""
    filled = {f"{prefix}_den__isnull": False, f"{prefix}_af__isnull": False}
    empty = Q(**{f"{prefix}_den": None, f"{prefix}_af": None})
    outside = empty if only else empty | Q(**filled)
    return models.CheckConstraint(
        condition=Q(tilstand__in=states, **filled) | (~Q(tilstand__in=states) & outside),
        name=f"{model}_{prefix}_stempel",
        violation_error_message="Tilstanden og dens stempel passer ikke sammen.",
    )

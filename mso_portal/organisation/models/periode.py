"""Base of everything that holds from one day to another."""

from django.db import models

from mso_portal.motor.models import Historisk
from mso_portal.organisation.querysets import PeriodeQuerySet


class Periode(Historisk):
    """Base of rows that hold from one day to another, both included; `til` empty means still."""

    fra = models.DateField("fra")
    til = models.DateField("til", null=True, blank=True)

    objects = PeriodeQuerySet.as_manager()

    class Meta:
        abstract = True

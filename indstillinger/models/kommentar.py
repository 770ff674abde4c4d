"""Threads of comments on a field or a point: for those who write and prepare, never printed or exported (10 §6)."""

import uuid

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from indstillinger.models.indstilling import Indstilling
from mso_portal.motor.models import Historisk, person


class Kommentartraad(Historisk):
    """`felt` is `baggrund` or `<kind>:<uuid>`; `uddrag` is what stood there, shown when the anchor is gone."""

    uuid = models.UUIDField("uuid", default=uuid.uuid4, unique=True, editable=False)
    indstilling = models.ForeignKey(
        Indstilling, models.CASCADE, related_name="kommentartraade", verbose_name="indstilling"
    )
    felt = models.CharField("felt", max_length=80, blank=True)
    uddrag = models.CharField("uddrag", max_length=300, blank=True)
    loest_den = models.DateTimeField("løst", null=True, editable=False)
    loest_af = person(null=True, editable=False, verbose_name="løst af")

    history = HistoricalRecords()

    class Meta:
        verbose_name = "kommentartråd"
        verbose_name_plural = "kommentartråde"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(loest_den=None, loest_af=None) | Q(loest_den__isnull=False, loest_af__isnull=False),
                name="kommentartraad_loest_stempel",
                violation_error_message="En løst tråd har både dato og navn.",
            )
        ]

    def __str__(self):
        return f"{self.indstilling} {self.felt}"


class Kommentar(Historisk):
    """One remark; changed by its writer for 15 minutes, then only struck out."""

    uuid = models.UUIDField("uuid", default=uuid.uuid4, unique=True, editable=False)
    traad = models.ForeignKey(Kommentartraad, models.CASCADE, related_name="kommentarer", verbose_name="tråd")
    tekst = models.TextField("kommentar", max_length=2000)
    skrevet_den = models.DateTimeField("skrevet", editable=False)
    skrevet_af = person(editable=False, verbose_name="skrevet af")
    rettet_den = models.DateTimeField("rettet", null=True, editable=False)
    streget_den = models.DateTimeField("streget ud", null=True, editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "kommentar"
        verbose_name_plural = "kommentarer"
        ordering = ["skrevet_den", "pk"]

    def __str__(self):
        return f"{self.traad} {self.skrevet_den:%Y-%m-%d}"

"""Frozen content of a paper: approvals, answers and sendings point at a version, never at the working text."""

from django.db import models

from indstillinger import enums
from indstillinger.models.indstilling import Indstilling, choice
from indstillinger.querysets import IndstillingsversionQuerySet
from mso_portal.motor.models import person


class Indstillingsversion(models.Model):
    """Append-only: the database refuses every change."""

    append_only = True

    indstilling = models.ForeignKey(Indstilling, models.PROTECT, related_name="versioner", verbose_name="indstilling")
    nr = models.PositiveIntegerField("nummer")
    anledning = models.CharField("anledning", max_length=15, choices=enums.Anledning)
    indhold = models.JSONField("indhold")
    sha256 = models.CharField("sha256", max_length=64)
    vaesentlig_sha256 = models.CharField("sha256 af det væsentlige", max_length=64)
    aabenhed = choice("åben eller lukket", enums.Aabenhed, enums.Aabenhed.IKKE_ANGIVET)
    advarsler = models.JSONField("advarsler", default=list)
    oprettet_den = models.DateTimeField("oprettet")
    oprettet_af = person(verbose_name="oprettet af")

    objects = IndstillingsversionQuerySet.as_manager()

    class Meta:
        verbose_name = "version"
        verbose_name_plural = "versioner"
        ordering = ["nr"]
        constraints = [models.UniqueConstraint(fields=["indstilling", "nr"], name="indstillingsversion_et_nummer")]

    def __str__(self):
        return f"{self.indstilling} version {self.nr}"

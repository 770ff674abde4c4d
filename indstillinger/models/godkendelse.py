"""What the accountable leader answered to a version: approved, or sent back with a reason."""

from django.db import models
from django.db.models import Q

from indstillinger import enums
from indstillinger.models.indstilling import Indstilling
from indstillinger.models.version import Indstillingsversion
from mso_portal.motor.models import person


class Godkendelse(models.Model):
    """Append-only: the database refuses every change."""

    append_only = True

    indstilling = models.ForeignKey(
        Indstilling, models.PROTECT, related_name="godkendelser", verbose_name="indstilling"
    )
    version = models.ForeignKey(
        Indstillingsversion, models.PROTECT, related_name="godkendelser", verbose_name="version"
    )
    udfald = models.CharField("udfald", max_length=10, choices=enums.Godkendelsesudfald)
    bemaerkning = models.TextField("bemærkning", max_length=2000, blank=True)
    den = models.DateTimeField("den")
    af = person(verbose_name="af")
    paa_vegne_af = person(null=True, verbose_name="på vegne af")

    class Meta:
        verbose_name = "godkendelse"
        verbose_name_plural = "godkendelser"
        ordering = ["den", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(udfald="godkendt") | ~Q(bemaerkning=""),
                name="godkendelse_returneret_med_bemaerkning",
                violation_error_message="Skriv, hvad der skal rettes.",
            )
        ]

    def __str__(self):
        return f"{self.get_udfald_display()} {self.den:%Y-%m-%d}"

"""An old form that was read: the source's text, and each field with the span it came from (10 §8)."""

import uuid

from django.db import models
from django.db.models import Q

from indstillinger import enums
from indstillinger.models.indstilling import Indstilling
from indstillinger.querysets import ImportforsoegQuerySet
from mso_portal.motor import ur
from mso_portal.motor.models import Fil, person
from mso_portal.organisation.models import Forum


class Importforsoeg(models.Model):
    """One upload. Nothing of it is a paper before it is confirmed."""

    uuid = models.UUIDField("uuid", default=uuid.uuid4, unique=True, editable=False)
    fil = models.ForeignKey(Fil, models.PROTECT, related_name="importforsoeg", verbose_name="fil")
    filnavn = models.CharField("filnavn", max_length=120)
    forum = models.ForeignKey(Forum, models.PROTECT, related_name="+", verbose_name="forum")
    layout = models.CharField("skema", max_length=20, choices=enums.Layout, blank=True)
    tekst = models.TextField("skemaets tekst", blank=True)
    status = models.CharField("status", max_length=10, choices=enums.Importstatus, default=enums.Importstatus.VENTER)
    besked = models.CharField("besked", max_length=300, blank=True)
    den = models.DateTimeField("hentet ind", default=ur.nu, editable=False)
    af = person("importforsoeg", verbose_name="hentet ind af")
    indstilling = models.OneToOneField(
        Indstilling, models.SET_NULL, null=True, editable=False, related_name="importforsoeg",
        verbose_name="indstilling",
    )  # fmt: skip

    objects = ImportforsoegQuerySet.as_manager()

    class Meta:
        verbose_name = "importforsøg"
        verbose_name_plural = "importforsøg"
        ordering = ["-den", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fil", "af"],
                condition=~Q(status__in=["kasseret", "afvist"]),
                name="importforsoeg_samme_fil_en_gang",
                violation_error_message="Du har hentet filen ind før.",
            )  # fmt: skip
        ]

    def __str__(self):
        return self.filnavn


class Importfelt(models.Model):
    """One value read: `raatekst` is exactly `tekst[fra:til]` of the form; `tjek` says somebody must look."""

    forsoeg = models.ForeignKey(Importforsoeg, models.CASCADE, related_name="importfelter", verbose_name="importforsøg")
    plads = models.PositiveSmallIntegerField("plads")
    felt = models.CharField("felt", max_length=60)
    raekke = models.PositiveSmallIntegerField("række", default=0)
    raatekst = models.TextField("teksten i skemaet", blank=True)
    fra = models.PositiveIntegerField("fra tegn")
    til = models.PositiveIntegerField("til tegn")
    vaerdi = models.TextField("værdi", blank=True)
    tjek = models.BooleanField("skal tjekkes", default=False)
    aarsag = models.CharField("hvorfor", max_length=25, choices=enums.Tjekaarsag, blank=True)
    udeladt = models.BooleanField("udeladt", default=False)
    tjekket_den = models.DateTimeField("tjekket", null=True, editable=False)
    tjekket_af = person(null=True, editable=False, verbose_name="tjekket af")

    class Meta:
        verbose_name = "importfelt"
        verbose_name_plural = "importfelter"
        ordering = ["forsoeg", "plads"]
        constraints = [
            models.UniqueConstraint(fields=["forsoeg", "plads"], name="importfelt_en_plads"),
            models.CheckConstraint(
                condition=Q(til__gte=models.F("fra")), name="importfelt_spaend",
                violation_error_message="Teksten slutter, før den begynder.",
            ),
            models.CheckConstraint(
                condition=Q(tjek=True) | Q(aarsag=""), name="importfelt_aarsag_hoerer_til_tjek",
                violation_error_message="En årsag hører til et felt, der skal tjekkes.",
            ),
            models.CheckConstraint(
                condition=Q(tjekket_den=None, tjekket_af=None)
                | Q(tjekket_den__isnull=False, tjekket_af__isnull=False),
                name="importfelt_tjekket_stempel",
                violation_error_message="Et tjekket felt har både dato og navn.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.felt} {self.raekke}"

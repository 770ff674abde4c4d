"""The one store of measured values, and what was written beside them (20 §2.2, 31 §2)."""

from django.db import models
from django.db.models import F, Q

from maalinger.models.noegletal import Dataserie, Noegletalversion
from maalinger.querysets import ObservationQuerySet
from mso_portal.motor.models import Fil, person


class Observation(models.Model):
    """What was found in a period. A new value is a new revision; only `gaeldende` ever changes.

    No tæller and not `skjult` is "kan ikke opgøres", with its begrundelse."""

    serie = models.ForeignKey(Dataserie, models.PROTECT, related_name="observationer", verbose_name="dataserie")
    noegletalversion = models.ForeignKey(
        Noegletalversion, models.PROTECT, related_name="observationer", verbose_name="definition"
    )
    periode_start = models.DateField("periodens første dag")
    periode_slut = models.DateField("periodens sidste dag")
    taeller = models.DecimalField("tæller", max_digits=20, decimal_places=6, null=True, blank=True)
    naevner = models.DecimalField("nævner", max_digits=20, decimal_places=6, null=True, blank=True)
    population = models.PositiveIntegerField("population", null=True, blank=True)
    foreloebig = models.BooleanField("foreløbig", default=False)
    skjult = models.BooleanField("skjult for få svar", default=False)
    revision = models.PositiveSmallIntegerField("revision", default=1)
    gaeldende = models.BooleanField("gældende", default=True)
    kilde = models.CharField("kilde", max_length=200)
    begrundelse = models.CharField("begrundelse", max_length=500, blank=True)
    fil = models.ForeignKey(Fil, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="fil")
    registreret_den = models.DateTimeField("registreret", editable=False)
    registreret_af = person(editable=False, verbose_name="registreret af")

    objects = ObservationQuerySet.as_manager()

    class Meta:
        verbose_name = "observation"
        verbose_name_plural = "observationer"
        ordering = ["serie", "periode_start", "revision"]
        constraints = [
            models.UniqueConstraint(fields=["serie", "periode_start", "revision"], name="observation_revision"),
            models.UniqueConstraint(
                fields=["serie", "periode_start"], condition=Q(gaeldende=True), name="observation_en_gaeldende"
            ),
            models.CheckConstraint(
                condition=Q(revision=1) | ~Q(begrundelse=""),
                name="observation_rettelse_begrundet",
                violation_error_message="Skriv, hvorfor tallet rettes.",
            ),
            models.CheckConstraint(
                condition=Q(skjult=False) | Q(taeller=None, naevner=None),
                name="observation_skjult_uden_tal",
                violation_error_message="En skjult værdi gemmes uden tal.",
            ),
            models.CheckConstraint(
                condition=Q(taeller__isnull=False) | Q(skjult=True) | ~Q(begrundelse=""),
                name="observation_ikke_opgjort_begrundet",
                violation_error_message="Skriv, hvorfor tallet ikke kan opgøres.",
            ),
            models.CheckConstraint(
                condition=Q(naevner=None) | Q(naevner__gte=0), name="observation_naevner_ikke_negativ"
            ),
            models.CheckConstraint(
                condition=Q(periode_slut__gte=F("periode_start")),
                name="observation_periode",
                violation_error_message="Perioden slutter, før den begynder. Ret en af datoerne.",
            ),
        ]

    def __str__(self):
        return f"{self.serie}, {self.periode_start}"


class Note(models.Model):
    """A short text at a day of a series: what happened then."""

    append_only = True

    serie = models.ForeignKey(Dataserie, models.PROTECT, related_name="noter", verbose_name="dataserie")
    dato = models.DateField("dato")
    tekst = models.CharField("tekst", max_length=200)
    skrevet_den = models.DateTimeField("skrevet", editable=False)
    skrevet_af = person(editable=False, verbose_name="skrevet af")

    class Meta:
        verbose_name = "note"
        verbose_name_plural = "noter"
        ordering = ["serie", "dato", "pk"]

    def __str__(self):
        return self.tekst

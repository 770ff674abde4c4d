"""What comes round every year in a forum, and the secret address of a person's calendar (11 §9, §11)."""

import uuid

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from indstillinger.enums import Formular
from indstillinger.models.indstilling import Indstilling
from mso_portal.motor.models import Historisk, person
from mso_portal.organisation.models import Forum


class Aarshjulspunkt(Historisk):
    """A matter the forum takes up each year, or every third, in a month or week."""

    uuid = models.UUIDField("uuid", default=uuid.uuid4, unique=True, editable=False)
    forum = models.ForeignKey(Forum, models.PROTECT, related_name="aarshjul", verbose_name="forum")
    titel = models.CharField("titel", max_length=200)
    maaned = models.PositiveSmallIntegerField("måned")
    uge = models.PositiveSmallIntegerField("uge", null=True, blank=True)
    hvert_aar = models.PositiveSmallIntegerField("hvert (antal) år", choices=[(1, "hvert år"), (3, "hvert tredje år")])
    foerste_aar = models.PositiveSmallIntegerField("første år")
    formular = models.CharField("formular", max_length=25, choices=Formular, default=Formular.ALMINDELIG)
    ansvarlig = person("aarshjulspunkter", verbose_name="ansvarlig")
    varsel_uger = models.PositiveSmallIntegerField("varsel, uger før", default=8)
    note = models.CharField("note", max_length=500, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "årshjulspunkt"
        verbose_name_plural = "årshjulspunkter"
        ordering = ["maaned", "uge", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(maaned__range=(1, 12)) & (Q(uge=None) | Q(uge__range=(1, 53))),
                name="aarshjulspunkt_maaned_uge",
                violation_error_message="Måneden er 1–12 og ugen 1–53.",
            )
        ]

    def __str__(self):
        return self.titel


class Aarshjulsvalg(models.Model):
    """What became of an årshjulspunkt in one year: a kladde, or dropped with a reason."""

    aarshjulspunkt = models.ForeignKey(
        Aarshjulspunkt, models.CASCADE, related_name="valg", verbose_name="årshjulspunkt"
    )
    aar = models.PositiveSmallIntegerField("år")
    indstilling = models.ForeignKey(
        Indstilling, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="indstilling"
    )
    grund = models.CharField("grund til at springe over", max_length=500, blank=True)
    oprettet_den = models.DateTimeField("oprettet")
    oprettet_af = person(verbose_name="oprettet af")

    class Meta:
        verbose_name = "årshjulsvalg"
        verbose_name_plural = "årshjulsvalg"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["aarshjulspunkt", "aar"], name="aarshjulsvalg_et_pr_aar"),
            models.CheckConstraint(
                condition=Q(indstilling__isnull=False, grund="") | Q(indstilling=None) & ~Q(grund=""),
                name="aarshjulsvalg_sag_eller_grund",
                violation_error_message="Skriv, hvorfor punktet springes over.",
            ),
        ]

    def __str__(self):
        return f"{self.aarshjulspunkt} {self.aar}"


class Kalendernoegle(models.Model):
    """The secret of a person's calendar address, stored as its sha256; a new one ends the old."""

    bruger = models.OneToOneField(
        "organisation.Bruger", models.CASCADE, related_name="kalendernoegle", verbose_name="bruger"
    )
    sha256 = models.CharField("sha256", max_length=64, unique=True)
    oprettet_den = models.DateTimeField("oprettet")

    class Meta:
        verbose_name = "kalendernøgle"
        verbose_name_plural = "kalendernøgler"
        ordering = ["pk"]

    def __str__(self):
        return str(self.bruger)

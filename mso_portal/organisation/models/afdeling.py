"""Units, their place in the tree over time, and who is attached to them."""

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from mso_portal.motor.models import Historisk
from mso_portal.organisation import enums
from mso_portal.organisation.constraints import forwards, no_overlap, no_overlap_of_role
from mso_portal.organisation.models.bruger import Bruger
from mso_portal.organisation.models.periode import Periode
from mso_portal.organisation.querysets import AfdelingQuerySet, PlaceringQuerySet
from mso_portal.vaerdier.sortering import sortering


class Afdeling(Historisk):
    """Any unit of the organisation, whatever its level; its place in the tree is an Afdelingsplacering."""

    kode = models.CharField("kode", max_length=20, unique=True)
    navn = models.CharField("navn", max_length=120)
    sortering = models.CharField("sortering", max_length=200, editable=False)
    slags = models.CharField("slags", max_length=20, choices=enums.Afdelingsslags)
    ekstern_uuid = models.UUIDField("uuid i kommunens organisation", null=True, blank=True, unique=True)

    objects = AfdelingQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "afdeling"
        verbose_name_plural = "afdelinger"
        ordering = ["sortering"]

    def __str__(self):
        return self.navn

    def save(self, *args, **kwargs):
        self.sortering = sortering(self.navn)
        super().save(*args, **kwargs)


class Afdelingsplacering(Periode):
    """Where a unit stands in the tree in a period; the verb `place` refuses a ring."""

    afdeling = models.ForeignKey(Afdeling, models.CASCADE, related_name="placeringer", verbose_name="afdeling")
    overordnet = models.ForeignKey(
        Afdeling, models.PROTECT, null=True, blank=True, related_name="underordnede", verbose_name="hører under"
    )

    objects = PlaceringQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "afdelingsplacering"
        verbose_name_plural = "afdelingsplaceringer"
        ordering = ["afdeling", "fra"]
        constraints = [
            forwards("afdelingsplacering_fremad"),
            no_overlap(
                "afdelingsplacering_uden_overlap",
                "afdeling",
                message="Afdelingen har allerede en placering i perioden. Afslut den først.",
            ),
        ]

    def __str__(self):
        return f"{self.afdeling} fra {self.fra}"


class Enhedsskifte(Historisk):
    """A unit continued, merged or split into another on a day."""

    fra_afdeling = models.ForeignKey(Afdeling, models.CASCADE, related_name="blev_til", verbose_name="fra afdeling")
    til_afdeling = models.ForeignKey(Afdeling, models.CASCADE, related_name="kom_af", verbose_name="til afdeling")
    slags = models.CharField("slags", max_length=15, choices=enums.Skifteslags)
    dato = models.DateField("dato")

    history = HistoricalRecords()

    class Meta:
        verbose_name = "enhedsskifte"
        verbose_name_plural = "enhedsskifter"
        ordering = ["dato", "fra_afdeling"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(fra_afdeling=F("til_afdeling")),
                name="enhedsskifte_to_afdelinger",
                violation_error_message="Vælg to forskellige afdelinger.",
            )
        ]

    def __str__(self):
        return f"{self.fra_afdeling} → {self.til_afdeling}"


class Tilknytning(Periode):
    """A person's place and role in a unit; one leder at a time."""

    bruger = models.ForeignKey(Bruger, models.CASCADE, related_name="tilknytninger", verbose_name="bruger")
    afdeling = models.ForeignKey(Afdeling, models.CASCADE, related_name="tilknytninger", verbose_name="afdeling")
    rolle = models.CharField("rolle", max_length=15, choices=enums.Tilknytningsrolle)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "tilknytning"
        verbose_name_plural = "tilknytninger"
        ordering = ["afdeling", "rolle", "fra"]
        constraints = [
            forwards("tilknytning_fremad"),
            no_overlap(
                "tilknytning_en_leder",
                "afdeling",
                condition=Q(rolle=enums.Tilknytningsrolle.LEDER),
                message="Afdelingen har allerede en leder i perioden. Afslut den første.",
            ),
            no_overlap_of_role(
                "tilknytning_uden_overlap",
                enums.Tilknytningsrolle,
                "bruger",
                "afdeling",
                message="Personen har allerede rollen i afdelingen i perioden.",
            ),
        ]

    def __str__(self):
        return f"{self.bruger}, {self.get_rolle_display()} i {self.afdeling}"

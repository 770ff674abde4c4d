"""Requests to others about a version of a paper, and their answers (10 §6)."""

import uuid

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from indstillinger import enums
from indstillinger.models.indstilling import Indstilling
from indstillinger.models.version import Indstillingsversion
from indstillinger.querysets import KoordineringQuerySet
from mso_portal.motor.models import Historisk, person
from mso_portal.organisation.models import Afdeling


class Koordinering(Historisk):
    """One part: a person, a unit, or a name from an old form (then nobody was asked: `naevnt`)."""

    uuid = models.UUIDField("uuid", default=uuid.uuid4, unique=True, editable=False)
    indstilling = models.ForeignKey(
        Indstilling, models.CASCADE, related_name="koordineringer", verbose_name="indstilling"
    )
    bruger = person("koordineringer", null=True, blank=True, verbose_name="person")
    afdeling = models.ForeignKey(
        Afdeling, models.PROTECT, null=True, blank=True, related_name="koordineringer", verbose_name="afdeling"
    )
    navn_tekst = models.CharField("navn", max_length=120, blank=True)
    status = models.CharField("status", max_length=10, choices=enums.Koordineringsstatus)
    version = models.ForeignKey(
        Indstillingsversion, models.PROTECT, null=True, editable=False, related_name="koordineringer",
        verbose_name="version",
    )  # fmt: skip
    frist = models.DateField("svarfrist", null=True, blank=True)
    spurgt_den = models.DateTimeField("spurgt", null=True, editable=False)
    spurgt_af = person(null=True, editable=False, verbose_name="spurgt af")
    svar = models.CharField("svar", max_length=15, choices=enums.Svar, blank=True)
    svar_tekst = models.TextField("bemærkninger", max_length=4000, blank=True)
    besvaret_den = models.DateTimeField("besvaret", null=True, editable=False)
    besvaret_af = person(null=True, editable=False, verbose_name="besvaret af")
    paa_vegne_af = person(null=True, editable=False, verbose_name="på vegne af")
    frafald_grund = models.CharField("hvorfor sagen går videre uden svar", max_length=500, blank=True)
    frafaldet_den = models.DateTimeField("frafaldet", null=True, editable=False)
    frafaldet_af = person(null=True, editable=False, verbose_name="frafaldet af")

    objects = KoordineringQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "koordinering"
        verbose_name_plural = "koordineringer"
        ordering = ["pk"]
        # "Kræver din handling" asks for a person's open requests on every start page
        indexes = [models.Index(fields=["bruger", "status"]), models.Index(fields=["afdeling", "status"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(bruger__isnull=False, afdeling=None, navn_tekst="")
                | Q(bruger=None, afdeling__isnull=False, navn_tekst="")
                | (Q(bruger=None, afdeling=None) & ~Q(navn_tekst="")),
                name="koordinering_en_part",
                violation_error_message="Vælg en person eller en afdeling, ikke begge dele.",
            ),
            models.CheckConstraint(
                condition=Q(status="naevnt", version=None, frist=None, spurgt_den=None)
                | (~Q(status="naevnt") & Q(navn_tekst="", version__isnull=False, frist__isnull=False,
                                           spurgt_den__isnull=False, spurgt_af__isnull=False)),
                name="koordinering_spurgt_stempel",
                violation_error_message="Den, der er spurgt, har en frist og en version.",
            ),
            models.CheckConstraint(
                condition=(Q(status="besvaret", besvaret_den__isnull=False, besvaret_af__isnull=False) & ~Q(svar=""))
                | (~Q(status="besvaret") & Q(besvaret_den=None, besvaret_af=None, svar="", svar_tekst="")),
                name="koordinering_besvaret_stempel",
                violation_error_message="Et svar har indhold, dato og navn.",
            ),
            models.CheckConstraint(
                condition=Q(svar__in=["", "enig"]) | ~Q(svar_tekst=""),
                name="koordinering_svar_begrundet",
                violation_error_message="Skriv, hvad du har af bemærkninger.",
            ),
            models.CheckConstraint(
                condition=(
                    Q(status="frafaldet", frafaldet_den__isnull=False, frafaldet_af__isnull=False)
                    & ~Q(frafald_grund="")
                )
                | (~Q(status="frafaldet") & Q(frafaldet_den=None, frafaldet_af=None, frafald_grund="")),
                name="koordinering_frafaldet_stempel",
                violation_error_message="Skriv, hvorfor sagen går videre uden svar.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return str(self.bruger or self.afdeling or self.navn_tekst)

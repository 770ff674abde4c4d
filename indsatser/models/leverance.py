"""What another unit owes the plan, promised by its own leader alone (20 §4.4)."""

from django.db import models
from django.db.models import Q

from indsatser import enums
from indsatser.models.grundlag import Aggregat, choice, follows, stamp
from indsatser.models.plan import Indsatsplan
from indsatser.querysets import LeveranceQuerySet
from mso_portal.motor.models import person
from mso_portal.organisation.models import Afdeling
from mso_portal.vaerdier.fields import TidspunktField, tidspunkt_constraints


class Leverance(Aggregat):
    """`tilstand_den` is when it came into its state: how long a proposal has waited for its answer."""

    Tilstand = enums.Leverancetilstand

    plan = models.ForeignKey(Indsatsplan, models.CASCADE, related_name="leverancer", verbose_name="plan")
    titel = models.CharField("titel", max_length=200)
    acceptkriterium = models.CharField("færdig, når", max_length=500, blank=True)
    leverandoer = models.ForeignKey(Afdeling, models.PROTECT, related_name="leverancer", verbose_name="leverandør")
    kontaktperson = person("leverancer_som_kontakt", null=True, blank=True, verbose_name="kontaktperson")
    oensket = TidspunktField("ønsket")
    tilbudt = TidspunktField("tilbudt")
    aftalt = TidspunktField("aftalt")
    prognose = TidspunktField("forventet")
    maanedsvaerk = models.DecimalField("månedsværk", max_digits=6, decimal_places=1, null=True, blank=True)
    begrundelse = models.CharField("begrundelse", max_length=500, blank=True)
    tilstand = choice("tilstand", enums.Leverancetilstand, enums.Leverancetilstand.FORESLAAET, editable=False)
    tilstand_den, tilstand_af = stamp("tilstand sat")
    spurgt_den, spurgt_af = stamp("kontorchefen spurgt")
    besvaret_den, besvaret_af = stamp("besvaret")
    paa_vegne_af = person(null=True, editable=False, verbose_name="på vegne af")
    leveret_den, leveret_af = stamp("leveret")

    objects = LeveranceQuerySet.as_manager()

    class Meta:
        verbose_name = "leverance"
        verbose_name_plural = "leverancer"
        ordering = ["plan", "pk"]
        indexes = [models.Index(fields=["leverandoer", "tilstand"])]  # "Mine leverancer"
        constraints = [
            follows("leveret", ["leveret"], "leverance"),
            follows("besvaret", ["aftalt", "modforslag", "afvist", "leveret"], "leverance", only=False),
            models.CheckConstraint(
                condition=~Q(tilstand__in=["aftalt", "leveret"]) | ~Q(aftalt_tekst=""),
                name="leverance_aftalt_dato",
                violation_error_message="En aftalt leverance har et aftalt tidspunkt.",
            ),
            models.CheckConstraint(
                condition=Q(maanedsvaerk=None) | Q(maanedsvaerk__gte=0), name="leverance_maanedsvaerk",
                violation_error_message="Månedsværk kan ikke være under 0.",
            ),
            *(
                one for name in ("oensket", "tilbudt", "aftalt", "prognose")
                for one in tidspunkt_constraints(name, "leverance")
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.titel

    @property
    def er_bekraeftet(self):
        """True when the supplier has promised it."""
        return self.tilstand not in enums.UBEKRAEFTET

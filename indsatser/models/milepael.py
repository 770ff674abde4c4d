"""Themes, their repeated steps, milestones with their four dates, and activities (20 §4.2–4.3)."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from indsatser import enums
from indsatser.models.grundlag import Aggregat, Tilfoejelse, choice, pair, stamp
from indsatser.models.plan import Indsatsplan
from indsatser.querysets import MilepaelQuerySet, PlanraekkeQuerySet
from mso_portal.motor.models import person
from mso_portal.vaerdier.fields import TidspunktField, tidspunkt_constraints
from mso_portal.vaerdier.tidspunkt import Tidspunkt

FREMAD = "Slutdatoen ligger før startdatoen. Ret en af dem."


def forwards(model):
    """Refuse a row that ends before it begins."""
    return models.CheckConstraint(
        condition=Q(start=None) | Q(slut=None) | Q(slut__gte=F("start")), name=f"{model}_fremad",
        violation_error_message=FREMAD,
    )  # fmt: skip


class Tema(Aggregat):
    """A part of a plan. Goals and milestones without one belong to »Generelt«."""

    plan = models.ForeignKey(Indsatsplan, models.CASCADE, related_name="temaer", verbose_name="plan")
    titel = models.CharField("titel", max_length=120)
    raekkefoelge = models.PositiveIntegerField("rækkefølge", default=0)
    ansvarlig = person(null=True, blank=True, verbose_name="ansvarlig")
    start = models.DateField("start", null=True, blank=True)
    slut = models.DateField("slut", null=True, blank=True)

    objects = PlanraekkeQuerySet.as_manager()

    class Meta:
        verbose_name = "tema"
        verbose_name_plural = "temaer"
        ordering = ["plan", "raekkefoelge", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "titel"], name="tema_titel",
                violation_error_message="Planen har allerede et tema med den titel.",
            ),
            forwards("tema"),
        ]  # fmt: skip

    def __str__(self):
        return self.titel


class Temaskabelon(Aggregat):
    """Steps that are repeated from theme to theme."""

    navn = models.CharField("navn", max_length=120, unique=True)

    class Meta:
        verbose_name = "temaskabelon"
        verbose_name_plural = "temaskabeloner"
        ordering = ["navn"]

    def __str__(self):
        return self.navn


class Skabelontrin(models.Model):
    """One step of a template: weeks are counted from the theme's first, which is 1."""

    skabelon = models.ForeignKey(Temaskabelon, models.CASCADE, related_name="trin", verbose_name="skabelon")
    nr = models.PositiveSmallIntegerField("nr.")
    titel = models.CharField("titel", max_length=200)
    art = choice("art", enums.Trinart, enums.Trinart.MILEPAEL)
    start_uge = models.PositiveSmallIntegerField("fra uge")
    slut_uge = models.PositiveSmallIntegerField("til uge")
    rolle = models.CharField("rolle", max_length=80, blank=True)

    class Meta:
        verbose_name = "trin"
        verbose_name_plural = "trin"
        ordering = ["skabelon", "nr"]
        constraints = [
            models.UniqueConstraint(fields=["skabelon", "nr"], name="skabelontrin_nr"),
            models.CheckConstraint(
                condition=Q(start_uge__gte=1, slut_uge__gte=F("start_uge"), slut_uge__lte=104),
                name="skabelontrin_uger",
                violation_error_message="Ugerne tælles fra 1, og trinnet slutter tidligst i sin første uge.",
            ),
        ]

    def __str__(self):
        return self.titel


class Milepael(Aggregat):
    """A dated promise. `godkendt` moves only by an approved Ændring once the plan is aktiv, which the database holds to
    (`aendring`); `oprindelig` is the first approved date and never moves; the newest Milepaelsprognose is the forecast.
    """

    plan = models.ForeignKey(Indsatsplan, models.CASCADE, related_name="milepaele", verbose_name="plan")
    tema = models.ForeignKey(
        Tema, models.SET_NULL, null=True, blank=True, related_name="milepaele", verbose_name="tema"
    )
    raekkefoelge = models.PositiveIntegerField("rækkefølge", default=0)
    titel = models.CharField("titel", max_length=200)
    opfyldelseskriterium = models.CharField("opfyldt, når", max_length=500, blank=True)
    art = choice("art", enums.Milepaelsart, enums.Milepaelsart.ANDET)
    ansvarlig = person("milepaele", null=True, blank=True, verbose_name="ansvarlig")
    ansvarlig_rolle = models.CharField("ansvarlig rolle", max_length=80, blank=True)
    kritisk = models.BooleanField("kritisk", default=False)
    godkendt = TidspunktField("godkendt dato")
    oprindelig = TidspunktField("oprindelig dato")
    oprindelig_sat_den, oprindelig_sat_af = stamp("oprindelig dato sat")
    faktisk_dato = models.DateField("gennemført", null=True, blank=True)
    bortfaldet_den, bortfaldet_af = stamp("bortfaldet")
    bortfaldet_begrundelse = models.CharField("begrundelse for bortfald", max_length=500, blank=True)
    afhaenger_af = models.ManyToManyField(
        "self", symmetrical=False, related_name="afhaengige", blank=True, verbose_name="afhænger af"
    )
    aendring = models.ForeignKey(
        "indsatser.Aendring",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="senest ændret ved",
    )

    objects = MilepaelQuerySet.as_manager()

    class Meta:
        verbose_name = "milepæl"
        verbose_name_plural = "milepæle"
        ordering = ["plan", "raekkefoelge", "pk"]
        indexes = [models.Index(fields=["ansvarlig", "faktisk_dato"])]  # "Kræver din handling"
        constraints = [
            pair("bortfaldet", "milepael", bortfaldet_begrundelse="Skriv, hvorfor milepælen bortfalder."),
            models.CheckConstraint(
                condition=Q(faktisk_dato=None) | Q(bortfaldet_den=None),
                name="milepael_gennemfoert_eller_bortfaldet",
                violation_error_message="En milepæl er enten gennemført eller bortfaldet.",
            ),
            *tidspunkt_constraints("godkendt", "milepael"),
            *tidspunkt_constraints("oprindelig", "milepael"),
        ]

    def __str__(self):
        return self.titel

    @property
    def prognose(self):
        """When it is now expected (a Tidspunkt): the newest forecast, else the approved date. A query for a row that
        wasn't read through `med_prognose()`."""
        if "seneste_prognose" not in vars(self):
            newest = self.prognoser.order_by("-pk").first()
            return newest.tidspunkt if newest else self.godkendt
        found = self.seneste_prognose
        return _tidspunkt(found) if found else self.godkendt


def _tidspunkt(columns):
    start, slut = (columns[name] and date.fromisoformat(columns[name]) for name in ("start", "slut"))
    return Tidspunkt(columns["tekst"], start, slut, columns["praecision"], columns["aar_udledt"])


class Milepaelsprognose(Tilfoejelse):
    """When a milestone is now expected, and why. The newest counts."""

    append_only = True

    milepael = models.ForeignKey(Milepael, models.PROTECT, related_name="prognoser", verbose_name="milepæl")
    tidspunkt = TidspunktField("forventet")
    begrundelse = models.CharField("begrundelse", max_length=500, blank=True)
    flyttet = models.BooleanField("flyttet fra den forrige", default=False)

    class Meta:
        verbose_name = "milepælsprognose"
        verbose_name_plural = "milepælsprognoser"
        ordering = ["milepael", "pk"]
        indexes = [models.Index(fields=["milepael", "-id"])]  # the newest of each milestone
        constraints = tidspunkt_constraints("tidspunkt", "milepaelsprognose")

    def __str__(self):
        return f"{self.milepael}: {self.tidspunkt_tekst}"


class Aktivitet(Aggregat):
    """Free work: no approval, and no effect on any light."""

    plan = models.ForeignKey(Indsatsplan, models.CASCADE, related_name="aktiviteter", verbose_name="plan")
    tema = models.ForeignKey(
        Tema, models.SET_NULL, null=True, blank=True, related_name="aktiviteter", verbose_name="tema"
    )
    milepael = models.ForeignKey(
        Milepael, models.SET_NULL, null=True, blank=True, related_name="aktiviteter", verbose_name="milepæl"
    )
    titel = models.CharField("titel", max_length=200)
    start = models.DateField("start", null=True, blank=True)
    slut = models.DateField("slut", null=True, blank=True)
    ansvarlig = person(null=True, blank=True, verbose_name="ansvarlig")
    tilstand = choice("tilstand", enums.Aktivitetstilstand, enums.Aktivitetstilstand.IKKE_BEGYNDT)

    objects = PlanraekkeQuerySet.as_manager()

    class Meta:
        verbose_name = "aktivitet"
        verbose_name_plural = "aktiviteter"
        ordering = ["plan", "start", "pk"]
        constraints = [forwards("aktivitet")]

    def __str__(self):
        return self.titel

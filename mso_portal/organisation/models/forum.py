"""Fora, memberships, days that are closed and the years of the budget."""

from functools import partial

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from mso_portal.motor.models import Historisk
from mso_portal.organisation import enums
from mso_portal.organisation.constraints import forwards, no_overlap, no_overlap_of_role
from mso_portal.organisation.models.afdeling import Afdeling
from mso_portal.organisation.models.bruger import Bruger
from mso_portal.organisation.models.periode import Periode
from mso_portal.organisation.querysets import ForumQuerySet
from mso_portal.vaerdier.hverdage import laeg_hverdage
from mso_portal.vaerdier.sortering import sortering


class Forum(Historisk):
    """A body that meets; kind and level are data (10 §1.3)."""

    kode = models.CharField("kode", max_length=6, unique=True)
    navn = models.CharField("navn", max_length=120, unique=True)
    sortering = models.CharField("sortering", max_length=200, editable=False)
    moedenavn = models.CharField("mødets navn", max_length=60)
    slags = models.CharField("slags", max_length=20, choices=enums.Forumslags)
    afdeling = models.ForeignKey(Afdeling, models.PROTECT, null=True, blank=True, verbose_name="afdeling")
    aktiv_fra = models.DateField("aktivt fra")
    aktiv_til = models.DateField("aktivt til", null=True, blank=True)
    laesekreds = models.CharField("læsekreds for åbne sager", max_length=15, choices=enums.Laesekreds)
    vis_offentlig_titel = models.BooleanField("vis lukkede sagers offentlige titel")
    egen_godkendelse = models.BooleanField("en leder må godkende det, han selv har sendt", default=False)
    frist_indmelding = models.PositiveSmallIntegerField("frist for indmelding, hverdage før", default=6)
    frist_godkendelse = models.PositiveSmallIntegerField("frist for godkendelse, hverdage før", default=5)
    frist_udsendelse = models.PositiveSmallIntegerField("frist for udsendelse, hverdage før", default=4)
    frist_referat = models.PositiveSmallIntegerField("frist for referat, hverdage efter", default=2)
    frist_kommentar = models.PositiveSmallIntegerField("frist for kommentarer, hverdage efter", default=5)
    standardminutter = models.PositiveSmallIntegerField("minutter pr. punkt", default=15)
    opfoelgningspunkt = models.BooleanField("punkt om opfølgning på beslutninger", default=True)
    afvigende_mening = models.BooleanField("afvigende mening kan føres til referat", default=False)

    objects = ForumQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "forum"
        verbose_name_plural = "fora"
        ordering = ["sortering"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kode__regex=r"^[A-Z]{2,6}$"),
                name="forum_kode_store_bogstaver",
                violation_error_message="Koden er 2–6 store bogstaver (A–Z).",
            ),
            models.CheckConstraint(
                condition=Q(aktiv_til=None) | Q(aktiv_til__gte=F("aktiv_fra")),
                name="forum_fremad",
                violation_error_message="Slutdatoen ligger før startdatoen. Ret en af dem.",
            ),
        ]

    def __str__(self):
        return self.navn

    def save(self, *args, **kwargs):
        self.sortering = sortering(self.navn)
        super().save(*args, **kwargs)


class Medlemskab(Periode):
    """medlem, moedeleder or sekretaer of a forum; what counts is the membership valid today."""

    bruger = models.ForeignKey(Bruger, models.CASCADE, related_name="medlemskaber", verbose_name="bruger")
    forum = models.ForeignKey(Forum, models.CASCADE, related_name="medlemskaber", verbose_name="forum")
    rolle = models.CharField("rolle", max_length=15, choices=enums.Medlemsrolle)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "medlemskab"
        verbose_name_plural = "medlemskaber"
        ordering = ["forum", "rolle", "fra"]
        constraints = [
            forwards("medlemskab_fremad"),
            no_overlap_of_role(
                "medlemskab_uden_overlap",
                enums.Medlemsrolle,
                "bruger",
                "forum",
                message="Personen har allerede rollen i forummet i perioden.",
            ),
            no_overlap(
                "medlemskab_en_moedeleder",
                "forum",
                condition=Q(rolle=enums.Medlemsrolle.MOEDELEDER),
                message="Forummet har allerede en mødeleder i perioden. Afslut den første.",
            ),
        ]

    def __str__(self):
        return f"{self.bruger}, {self.get_rolle_display()} i {self.forum}"


class Lukkedag(Historisk):
    """A day that is no hverdag here."""

    dato = models.DateField("dato", unique=True)
    navn = models.CharField("navn", max_length=60)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "lukkedag"
        verbose_name_plural = "lukkedage"
        ordering = ["dato"]

    def __str__(self):
        return self.navn

    @classmethod
    def dage(cls):
        """Return every such day, a frozenset; a query."""
        return frozenset(cls.objects.order_by("dato").values_list("dato", flat=True))

    @classmethod
    def hverdage(cls):
        """Return `laeg_hverdage` with these days passed over; a query."""
        return partial(laeg_hverdage, lukkedage=cls.dage())


class Budgetperiode(Historisk):
    """The budget year and the three overslagsår that new papers show from a day on."""

    startaar = models.PositiveSmallIntegerField("startår", unique=True)
    aktiv_fra = models.DateField("aktiv fra")

    history = HistoricalRecords()

    class Meta:
        verbose_name = "budgetperiode"
        verbose_name_plural = "budgetperioder"
        ordering = ["startaar"]

    def __str__(self):
        return f"{self.startaar}–{self.startaar + 3}"

"""Samples of sager or interviews against a checklist; no personal data beyond a case number, and that for a while
(20 §6)."""

from django.db import models
from django.db.models import F, Q

from indsatser import enums
from indsatser.beregning.tilsyn import CPR, NOEGLE
from indsatser.models.grundlag import Aggregat, choice, follows, stamp
from indsatser.models.plan import Indsatsplan
from indsatser.querysets import PlanraekkeQuerySet
from mso_portal.motor.models import person


class Tjekliste(Aggregat):
    """Questions a sag is asked. Frozen in use; a change is a copy with the next nr."""

    Tilstand = enums.Tjeklistetilstand

    navn = models.CharField("navn", max_length=120)
    nr = models.PositiveSmallIntegerField("nr.", default=1)
    tilstand = choice("tilstand", enums.Tjeklistetilstand, enums.Tjeklistetilstand.KLADDE, editable=False)
    i_brug_den, i_brug_af = stamp("taget i brug")

    class Meta:
        verbose_name = "tjekliste"
        verbose_name_plural = "tjeklister"
        ordering = ["navn", "nr"]
        constraints = [
            models.UniqueConstraint(fields=["navn", "nr"], name="tjekliste_nr"),
            follows("i_brug", ["i_brug", "udgaaet"], "tjekliste"),
        ]

    def __str__(self):
        return f"{self.navn} ({self.nr})"


class Tjeklistepunkt(models.Model):
    """One question, answered ja, nej or, where allowed, ikke relevant."""

    tjekliste = models.ForeignKey(Tjekliste, models.CASCADE, related_name="punkter", verbose_name="tjekliste")
    nr = models.PositiveSmallIntegerField("nr.")
    spoergsmaal = models.CharField("spørgsmål", max_length=300)
    vejledning = models.TextField("vejledning", max_length=1000, blank=True)
    ikke_relevant_tilladt = models.BooleanField("»ikke relevant« kan vælges", default=True)

    class Meta:
        verbose_name = "punkt i tjekliste"
        verbose_name_plural = "punkter i tjekliste"
        ordering = ["tjekliste", "nr"]
        constraints = [
            models.UniqueConstraint(fields=["tjekliste", "nr"], name="tjeklistepunkt_nr"),
            models.CheckConstraint(
                condition=Q(nr__range=(1, 40)), name="tjeklistepunkt_hoejst_40",
                violation_error_message="En tjekliste har højst 40 punkter.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.nr}. {self.spoergsmaal}"


class Tilsyn(Aggregat):
    """One drawn sample. The list itself is never stored: its size, sha256 and the seed repeat the draw."""

    Tilstand = enums.Tilsynstilstand

    plan = models.ForeignKey(Indsatsplan, models.CASCADE, related_name="tilsyn", verbose_name="plan")
    titel = models.CharField("titel", max_length=200)
    tjekliste = models.ForeignKey(Tjekliste, models.PROTECT, related_name="tilsyn", verbose_name="tjekliste")
    art = choice("art", enums.Tilsynsart, enums.Tilsynsart.SAG)
    periode_start = models.DateField("periodens første dag")
    periode_slut = models.DateField("periodens sidste dag")
    population = models.PositiveIntegerField("sager i alt", null=True, blank=True)
    udvaelgelse = choice("udvælgelse", enums.Udvaelgelse, enums.Udvaelgelse.TILFAELDIG)
    antal = models.PositiveSmallIntegerField("antal", default=15)
    froe = models.CharField("frø", max_length=16, blank=True, editable=False)
    liste_sha256 = models.CharField("sha256 af listen", max_length=64, blank=True, editable=False)
    tilsynsfoerende = person("tilsyn", verbose_name="tilsynsførende")
    tilstand = choice("tilstand", enums.Tilsynstilstand, enums.Tilsynstilstand.KLADDE, editable=False)
    trukket_den, trukket_af = stamp("udtrukket")
    lukket_den, lukket_af = stamp("afsluttet")
    noegler_slettes = models.DateField("sagsnumre slettes", null=True, editable=False)

    objects = PlanraekkeQuerySet.as_manager()

    class Meta:
        verbose_name = "tilsyn"
        verbose_name_plural = "tilsyn"
        ordering = ["plan", "-periode_slut", "pk"]
        constraints = [
            follows("trukket", ["i_gang", "lukket"], "tilsyn"),
            follows("lukket", ["lukket"], "tilsyn"),
            models.CheckConstraint(
                condition=Q(periode_slut__gte=F("periode_start")), name="tilsyn_periode",
                violation_error_message="Perioden slutter, før den begynder. Ret en af datoerne.",
            ),
            models.CheckConstraint(
                condition=Q(antal__range=(1, 200)) & (Q(population=None) | Q(population__gte=F("antal"))),
                name="tilsyn_antal",
                violation_error_message="Vælg 1 til 200 sager, og ikke flere, end der er i alt.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.titel


class Tilsynssag(models.Model):
    """One drawn sag. `noegle` is emptied on the day the tilsyn says, its answers stay."""

    tilsyn = models.ForeignKey(Tilsyn, models.CASCADE, related_name="sager", verbose_name="tilsyn")
    loebenr = models.PositiveSmallIntegerField("løbenummer")
    noegle = models.CharField("sagsnummer", max_length=30, null=True, blank=True)
    udgaaet_grund = models.CharField("hvorfor sagen er udgået", max_length=300, blank=True)

    class Meta:
        verbose_name = "tilsynssag"
        verbose_name_plural = "tilsynssager"
        ordering = ["tilsyn", "loebenr"]
        constraints = [
            models.UniqueConstraint(fields=["tilsyn", "loebenr"], name="tilsynssag_loebenr"),
            models.UniqueConstraint(fields=["tilsyn", "noegle"], name="tilsynssag_noegle"),
            models.CheckConstraint(
                condition=Q(noegle=None) | Q(noegle__regex=NOEGLE) & ~Q(noegle__regex=CPR), name="tilsynssag_ikke_cpr",
                violation_error_message="Skriv et sagsnummer, ikke et CPR-nummer.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.tilsyn}, nr. {self.loebenr}"


class Tilsynssvar(models.Model):
    """The answer to one question about one sag; no history: the remark must be able to go for good."""

    tilsynssag = models.ForeignKey(Tilsynssag, models.CASCADE, related_name="svar", verbose_name="sag")
    punkt = models.ForeignKey(Tjeklistepunkt, models.PROTECT, related_name="svar", verbose_name="punkt")
    svar = choice("svar", enums.Svar)
    bemaerkning = models.CharField("bemærkning", max_length=200, blank=True)

    class Meta:
        verbose_name = "tilsynssvar"
        verbose_name_plural = "tilsynssvar"
        ordering = ["tilsynssag", "punkt__nr"]
        constraints = [models.UniqueConstraint(fields=["tilsynssag", "punkt"], name="tilsynssvar_et_pr_punkt")]

    def __str__(self):
        return f"{self.tilsynssag}: {self.get_svar_display()}"

"""The rows of a paper: numbered by order, addressed by uuid, each with history."""

import uuid

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from indstillinger import enums
from indstillinger.models.indstilling import Indstilling, choice
from mso_portal.motor.models import Fil, Historisk, person
from mso_portal.organisation.models import Forum
from mso_portal.vaerdier.fields import KronerField, TidspunktField, kroner_constraints, tidspunkt_constraints


class Raekke(Historisk):
    """Base of a row. `MAKS` is the most rows of a kind, `INDHOLD` its fields in reading order; those in `FASTE` are
    set by the portal, never by a form."""

    FASTE = ()

    uuid = models.UUIDField("uuid", default=uuid.uuid4, unique=True, editable=False)
    indstilling = models.ForeignKey(
        Indstilling, models.CASCADE, related_name="%(class)s_raekker", verbose_name="indstilling"
    )
    raekkefoelge = models.PositiveIntegerField("rækkefølge", default=0)

    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True
        ordering = ["raekkefoelge", "pk"]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.raekkefoelge}"


class Beslutningspunkt(Raekke):
    MAKS, INDHOLD = 30, ("tekst", "slags")

    tekst = models.TextField("tekst", max_length=1000, blank=True)
    slags = choice("slags", enums.Punktslags, enums.Punktslags.GODKEND)

    class Meta(Raekke.Meta):
        verbose_name = "beslutningspunkt"
        verbose_name_plural = "beslutningspunkter"


class Effektmaal(Raekke):
    MAKS, INDHOLD = 20, ("tekst", "maales_ved", "maales")

    tekst = models.TextField("mål", max_length=500, blank=True)
    maales_ved = models.CharField("måles ved", max_length=300, blank=True)
    maales = TidspunktField("måles hvornår")

    class Meta(Raekke.Meta):
        verbose_name = "effektmål"
        verbose_name_plural = "effektmål"
        constraints = tidspunkt_constraints("maales", "effektmaal")


class Risikopunkt(Raekke):
    MAKS, INDHOLD = 20, ("tekst", "haandtering")

    tekst = models.TextField("risiko", max_length=500, blank=True)
    haandtering = models.TextField("håndtering", max_length=500, blank=True)

    class Meta(Raekke.Meta):
        verbose_name = "risikopunkt"
        verbose_name_plural = "risikopunkter"


class DirekteUdgift(Raekke):
    MAKS, INDHOLD = 10, ("aar", "beloeb")
    FASTE = ("aar",)

    aar = models.PositiveSmallIntegerField("år", null=True, blank=True)
    beloeb = KronerField("beløb (tkr.)")

    class Meta(Raekke.Meta):
        verbose_name = "direkte udgift"
        verbose_name_plural = "direkte udgifter"
        ordering = ["aar", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indstilling", "aar"],
                name="direkteudgift_en_pr_aar",
                violation_error_message="Året står der allerede. Ret beløbet ud for det.",
            ),
            *kroner_constraints("beloeb", "direkteudgift"),
        ]


class Udgiftspost(Raekke):
    MAKS, INDHOLD = 40, ("aar", "beloeb", "formaal", "kilde")

    aar = models.PositiveSmallIntegerField("år", null=True, blank=True)
    beloeb = KronerField("beløb (tkr.)")
    formaal = models.CharField("formål", max_length=200, blank=True)
    kilde = models.CharField("betales af", max_length=25, choices=enums.Kilde, blank=True)

    class Meta(Raekke.Meta):
        verbose_name = "udgiftspost"
        verbose_name_plural = "udgiftsposter"
        constraints = kroner_constraints("beloeb", "udgiftspost")


class Finansieringskilde(Raekke):
    MAKS, INDHOLD = 4, ("kilde", "beloeb", "note")

    kilde = models.CharField("kilde", max_length=25, choices=enums.Kilde, blank=True)
    beloeb = KronerField("beløb (tkr.)")
    note = models.CharField("note", max_length=500, blank=True)

    class Meta(Raekke.Meta):
        verbose_name = "finansieringskilde"
        verbose_name_plural = "finansieringskilder"
        constraints = [
            models.UniqueConstraint(
                fields=["indstilling", "kilde"],
                condition=~Q(kilde=""),
                name="finansieringskilde_en_pr_kilde",
                violation_error_message="Kilden står der allerede. Ret beløbet ud for den.",
            ),
            *kroner_constraints("beloeb", "finansieringskilde"),
        ]


class IndirekteUdgift(Raekke):
    MAKS, INDHOLD = 20, ("tekst", "beloeb", "pr_enhed", "antal", "tidspunkt")

    tekst = models.TextField("udgift", max_length=500, blank=True)
    beloeb = KronerField("beløb (tkr.)")
    pr_enhed = models.CharField("pr. enhed", max_length=80, blank=True)
    antal = models.PositiveIntegerField("antal", null=True, blank=True)
    tidspunkt = TidspunktField("tidspunkt")

    class Meta(Raekke.Meta):
        verbose_name = "indirekte udgift"
        verbose_name_plural = "indirekte udgifter"
        constraints = [
            *kroner_constraints("beloeb", "indirekteudgift"),
            *tidspunkt_constraints("tidspunkt", "indirekteudgift"),
        ]

    @property
    def ialt(self):
        """Kroner in all, only when both amount and number are known."""
        return None if self.kroner is None or self.antal is None else self.kroner * self.antal


class Procestrin(Raekke):
    MAKS, INDHOLD = 60, ("tekst", "forum", "tidspunkt")

    tekst = models.CharField("trin", max_length=300, blank=True)
    forum = models.ForeignKey(Forum, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="forum")
    tidspunkt = TidspunktField("tidspunkt")

    class Meta(Raekke.Meta):
        verbose_name = "procestrin"
        verbose_name_plural = "procestrin"
        constraints = tidspunkt_constraints("tidspunkt", "procestrin")


class Deltager(Raekke):
    MAKS, INDHOLD = 20, ("bruger", "navn", "fremlaegger")

    bruger = person("+", null=True, blank=True, verbose_name="person i portalen")
    navn = models.CharField("navn, hvis personen ikke er i portalen", max_length=120, blank=True)
    fremlaegger = models.BooleanField("fremlægger", default=False)

    class Meta(Raekke.Meta):
        verbose_name = "deltager"
        verbose_name_plural = "deltagere"
        constraints = [
            models.CheckConstraint(
                condition=Q(bruger=None) | Q(navn=""),
                name="deltager_bruger_eller_navn",
                violation_error_message="Vælg en person eller skriv et navn, ikke begge dele.",
            )
        ]


class Bilag(Raekke):
    """Numbered by itself: `nr` is given once and never reused, so citations stay true."""

    MAKS, INDHOLD = 60, ("nr", "titel", "fil", "filnavn", "aabenhed", "hjemmel", "begrundelse")
    FASTE = ("nr", "fil", "filnavn")

    nr = models.PositiveSmallIntegerField("nummer", editable=False)
    titel = models.CharField("titel", max_length=200, blank=True)
    fil = models.ForeignKey(
        Fil, models.PROTECT, null=True, blank=True, editable=False, related_name="bilag", verbose_name="fil"
    )
    filnavn = models.CharField("filnavn", max_length=120, blank=True, editable=False)
    aabenhed = choice("bilaget er", enums.Aabenhed, enums.Aabenhed.IKKE_ANGIVET)
    hjemmel = models.CharField("hjemmel", max_length=25, choices=enums.Hjemmel, blank=True)
    begrundelse = models.CharField("begrundelse for at lukke", max_length=500, blank=True)

    class Meta(Raekke.Meta):
        verbose_name = "bilag"
        verbose_name_plural = "bilag"
        ordering = ["nr"]
        constraints = [
            models.UniqueConstraint(fields=["indstilling", "nr"], name="bilag_et_nummer"),
        ]


RAEKKER = {
    model._meta.model_name: model
    for model in (
        Beslutningspunkt, Deltager, Effektmaal, DirekteUdgift, Udgiftspost, Finansieringskilde, IndirekteUdgift,
        Procestrin, Risikopunkt, Bilag,
    )
}  # fmt: skip

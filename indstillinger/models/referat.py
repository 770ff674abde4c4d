"""Minutes in versions: rows of what was decided and discussed, and the comments before approval (11 §6)."""

import uuid

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from indstillinger import enums_moede as enums
from indstillinger.models.dagsorden import Dagsordenspunkt
from indstillinger.models.importforsoeg import Importfelt
from indstillinger.models.moede import Moede, follows, stamp
from indstillinger.querysets_moede import ReferatpunktQuerySet, ReferatQuerySet
from mso_portal.motor.models import Historisk, person
from mso_portal.organisation.models import Forum
from mso_portal.vaerdier.fields import RigTekstField, TidspunktField, tidspunkt_constraints


class Referat(Historisk):
    """One version of the minutes. `indhold` and `sha256` freeze it when it is godkendt."""

    Tilstand = enums.Referattilstand

    moede = models.ForeignKey(Moede, models.PROTECT, related_name="referater", verbose_name="møde")
    nr = models.PositiveSmallIntegerField("version nr.")
    tilstand = models.CharField(
        "tilstand", max_length=20, choices=enums.Referattilstand, default=enums.Referattilstand.KLADDE
    )
    version = models.PositiveIntegerField("version", default=0)
    aarsag = models.CharField("grund til rettelsen", max_length=500, blank=True)
    kommentarfrist = models.DateTimeField("frist for kommentarer", null=True, editable=False)
    godkender = person("referater_til_godkendelse", null=True, blank=True, verbose_name="godkender")
    indhold = models.JSONField("indhold", null=True, editable=False)
    sha256 = models.CharField("sha256", max_length=64, blank=True, editable=False)
    oprettet_den = models.DateTimeField("oprettet", editable=False)
    oprettet_af = person(editable=False, verbose_name="oprettet af")
    til_kommentering_den, til_kommentering_af = stamp("til_kommentering", "sendt til kommentering")
    godkendt_den, godkendt_af = stamp("godkendt", "godkendt")

    objects = ReferatQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["indhold"])

    class Meta:
        verbose_name = "referat"
        verbose_name_plural = "referater"
        ordering = ["moede", "nr"]
        constraints = [
            models.UniqueConstraint(fields=["moede", "nr"], name="referat_et_nummer"),
            models.UniqueConstraint(
                fields=["moede"], condition=~Q(tilstand="godkendt"), name="referat_et_i_arbejde",
                violation_error_message="Der er allerede et referat i arbejde.",
            ),
            follows("godkendt", "godkendt", "referat"),
        ]  # fmt: skip

    def __str__(self):
        return f"Referat {self.moede.noegle} version {self.nr}"


class Referatpunkt(Historisk):
    """A row: besluttet (one for each point asked, and those raised in the room), droeftet or efterskrift. The uuid is
    the same in later versions of the referat."""

    referat = models.ForeignKey(Referat, models.CASCADE, related_name="raekker", verbose_name="referat")
    uuid = models.UUIDField("uuid", default=uuid.uuid4, editable=False)
    punkt = models.ForeignKey(Dagsordenspunkt, models.PROTECT, related_name="referatpunkter", verbose_name="punkt")
    slags = models.CharField("slags", max_length=15, choices=enums.Referatslags)
    raekkefoelge = models.PositiveIntegerField("rækkefølge", default=0)
    beslutningspunkt_uuid = models.UUIDField("beslutningspunkt", null=True, editable=False)
    foreslaaet = models.TextField("foreslået", max_length=1000, blank=True, editable=False)
    punktslags = models.CharField("hvad punktet beder om", max_length=25, blank=True, editable=False)
    er_spoergsmaal = models.BooleanField("er et spørgsmål", default=False, editable=False)
    udfald = models.CharField("udfald", max_length=25, choices=enums.Udfald, blank=True)
    ordlyd = models.TextField("ordlyd", max_length=4000, blank=True)
    udestaar = models.CharField("udestår", max_length=500, blank=True)
    udsat_til = models.ForeignKey(
        Moede, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="udsat til"
    )
    uden_dato = models.BooleanField("uden dato", default=False)
    oversendt_til = models.ForeignKey(
        Forum, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="sendes til"
    )
    oversendt_tekst = models.CharField("sendes til (tekst)", max_length=120, blank=True)
    begrundelse = models.CharField("begrundelse", max_length=500, blank=True)
    ansvarlig = person("+", null=True, blank=True, verbose_name="ansvarlig")
    opfoelgning = TidspunktField("opfølgning")
    overskrift = models.CharField("overskrift", max_length=80, blank=True)
    tekst = RigTekstField("tekst", blank=True)

    objects = ReferatpunktQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "referatpunkt"
        verbose_name_plural = "referatpunkter"
        ordering = ["punkt__raekkefoelge", "slags", "raekkefoelge", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["referat", "uuid"], name="referatpunkt_en_gang"),
            models.UniqueConstraint(
                fields=["referat", "beslutningspunkt_uuid"], name="referatpunkt_et_pr_beslutningspunkt"
            ),
            *tidspunkt_constraints("opfoelgning", "referatpunkt"),
        ]

    def __str__(self):
        return f"{self.get_slags_display()} {self.raekkefoelge}"

    @property
    def vedtaget_ordlyd(self):
        """What was adopted: the wording of the row, else what was proposed."""
        return self.ordlyd or self.foreslaaet


class Mindretal(Historisk):
    """A minority's view on a row, where the forum keeps such."""

    referat = models.ForeignKey(Referat, models.CASCADE, related_name="mindretal", verbose_name="referat")
    referatpunkt = models.ForeignKey(
        Referatpunkt, models.CASCADE, related_name="mindretal", verbose_name="referatpunkt"
    )
    person = person("+", verbose_name="person")
    tekst = models.CharField("afvigende mening", max_length=500)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "mindretal"
        verbose_name_plural = "mindretal"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["referatpunkt", "person"], name="mindretal_en_gang")]

    def __str__(self):
        return str(self.person)


class Referatkommentar(Historisk):
    """A member's remark on an item of the minutes before approval, and the sekretær's answer."""

    referat = models.ForeignKey(Referat, models.CASCADE, related_name="kommentarer", verbose_name="referat")
    punkt = models.ForeignKey(Dagsordenspunkt, models.PROTECT, related_name="+", verbose_name="punkt")
    tekst = models.TextField("bemærkning", max_length=2000)
    oprettet_den = models.DateTimeField("oprettet")
    oprettet_af = person(verbose_name="oprettet af")
    svar = models.CharField("svar", max_length=12, choices=enums.Kommentarsvar, blank=True)
    svar_tekst = models.CharField("hvorfor ikke", max_length=500, blank=True)
    besvaret_den, besvaret_af = stamp("besvaret", "besvaret")

    history = HistoricalRecords()

    class Meta:
        verbose_name = "referatkommentar"
        verbose_name_plural = "referatkommentarer"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(svar="", besvaret_den=None, besvaret_af=None)
                | ~Q(svar="") & Q(besvaret_den__isnull=False, besvaret_af__isnull=False),
                name="referatkommentar_besvaret_stempel",
                violation_error_message="Et svar har indhold, dato og navn.",
            ),
            models.CheckConstraint(
                condition=~Q(svar="ikke_rettet", svar_tekst=""),
                name="referatkommentar_hvorfor",
                violation_error_message="Skriv, hvorfor der ikke er rettet.",
            ),
        ]

    def __str__(self):
        return f"{self.oprettet_af} om {self.punkt}"


class Brugtlinje(models.Model):
    """A line of an imported referat that has found its place: struck from the lines that wait (10 §8)."""

    importfelt = models.OneToOneField(Importfelt, models.CASCADE, related_name="brugt", verbose_name="linje")
    referatpunkt_uuid = models.UUIDField("referatpunkt", null=True)
    brugt_den = models.DateTimeField("brugt")
    brugt_af = person(verbose_name="brugt af")

    class Meta:
        verbose_name = "brugt linje"
        verbose_name_plural = "brugte linjer"
        ordering = ["pk"]

    def __str__(self):
        return str(self.importfelt)

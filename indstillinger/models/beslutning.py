"""Decisions with a number and a status, and the opgaver that come of a meeting (11 §7–8)."""

import uuid

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from indstillinger import enums_moede as enums
from indstillinger.models.dagsorden import Dagsordenspunkt
from indstillinger.models.indstilling import Indstilling
from indstillinger.models.moede import follows, stamp
from indstillinger.models.referat import Referatpunkt
from indstillinger.querysets_moede import BeslutningQuerySet, OpgaveQuerySet
from mso_portal.motor.models import Fil, Historisk, person
from mso_portal.vaerdier.fields import TidspunktField, tidspunkt_constraints


class Beslutning(Historisk):
    """One decided row of a godkendt referat. Number and punkt are frozen; `referatpunkt` follows the newest version."""

    Status = enums.Beslutningsstatus

    nummer = models.CharField("nummer", max_length=20, unique=True, editable=False)
    punkt = models.ForeignKey(Dagsordenspunkt, models.PROTECT, related_name="beslutninger", verbose_name="punkt")
    referatpunkt = models.ForeignKey(
        Referatpunkt, models.PROTECT, related_name="beslutninger", verbose_name="referatpunkt"
    )
    raekke_uuid = models.UUIDField("referatrækkens uuid", unique=True, editable=False)
    manifest_sha256 = models.CharField("sha256 af det udsendte", max_length=64, blank=True, editable=False)
    status = models.CharField(
        "status", max_length=12, choices=enums.Beslutningsstatus, default=enums.Beslutningsstatus.GAELDENDE
    )
    status_den = models.DateTimeField("status sat")
    status_af = person(verbose_name="status sat af")
    status_grund = models.CharField("grund", max_length=500, blank=True)
    erstattet_af = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="erstatter", verbose_name="erstattet af"
    )
    ansvarlig = person("beslutninger", null=True, blank=True, verbose_name="ansvarlig")
    opfoelgning = TidspunktField("opfølgning")
    version = models.PositiveIntegerField("version", default=0)
    oprettet_den = models.DateTimeField("oprettet", editable=False)

    objects = BeslutningQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "beslutning"
        verbose_name_plural = "beslutninger"
        ordering = ["-oprettet_den", "nummer"]
        indexes = [models.Index(fields=["status"])]  # the register's most used filter
        constraints = [
            models.CheckConstraint(
                condition=Q(status="erstattet", erstattet_af__isnull=False)
                | ~Q(status="erstattet") & Q(erstattet_af=None),
                name="beslutning_erstattet_af",
                violation_error_message="En erstattet beslutning peger på den, der erstatter den.",
            ),
            *tidspunkt_constraints("opfoelgning", "beslutning"),
        ]

    def __str__(self):
        return self.nummer

    @property
    def tilstand(self):
        """The status, under the name that verbs move."""
        return self.status

    @tilstand.setter
    def tilstand(self, value):
        self.status = value

    def get_tilstand_display(self):
        """Return the label of the status."""
        return self.get_status_display()

    @property
    def ordlyd(self):
        """What was adopted."""
        return self.referatpunkt.vedtaget_ordlyd

    @property
    def vedtager(self):
        """True when the proposal holds in some form."""
        return self.referatpunkt.udfald in enums.VEDTAGER

    @property
    def gaelder(self):
        """True when the decision is in force."""
        return self.status in (enums.Beslutningsstatus.GAELDENDE, enums.Beslutningsstatus.UDFOERT)


class Opgave(Historisk):
    """What a person shall do after a decision. `oprindelig_frist` is frozen by the database once set."""

    Tilstand = enums.Opgavetilstand

    uuid = models.UUIDField("uuid", default=uuid.uuid4, unique=True, editable=False)
    nummer = models.CharField("nummer", max_length=12, unique=True, editable=False)
    punkt = models.ForeignKey(Dagsordenspunkt, models.PROTECT, related_name="opgaver", verbose_name="punkt")
    raekke_uuid = models.UUIDField("referatrækkens uuid", null=True, editable=False)
    beslutning = models.ForeignKey(
        Beslutning, models.PROTECT, null=True, blank=True, related_name="opgaver", verbose_name="beslutning"
    )
    tekst = models.CharField("opgave", max_length=500)
    type = models.CharField("type", max_length=20, choices=enums.Opgavetype, default=enums.Opgavetype.UDFOER)
    ansvarlig = person("opgaver", null=True, blank=True, verbose_name="ansvarlig")
    stiller = person("stillede_opgaver", verbose_name="stiller")
    frist = TidspunktField("frist")
    uden_frist = models.BooleanField("uden frist", default=False)
    oprindelig_frist = models.DateField("oprindelig frist", null=True, editable=False)
    udskudt = models.PositiveSmallIntegerField("gange udskudt", default=0, editable=False)
    oensket_frist = models.CharField("ønsket ny frist", max_length=200, blank=True)
    resultat = models.TextField("resultat", max_length=2000, blank=True)
    fil = models.ForeignKey(Fil, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="fil")
    filnavn = models.CharField("filnavn", max_length=200, blank=True)
    indstilling = models.ForeignKey(
        Indstilling, models.PROTECT, null=True, blank=True, related_name="opgaver", verbose_name="indstilling"
    )
    grund = models.CharField("grund", max_length=500, blank=True)
    tilstand = models.CharField(
        "tilstand", max_length=15, choices=enums.Opgavetilstand, default=enums.Opgavetilstand.UDKAST
    )
    version = models.PositiveIntegerField("version", default=0)
    oprettet_den = models.DateTimeField("oprettet", editable=False)
    oprettet_af = person(editable=False, verbose_name="oprettet af")
    meldt_den, meldt_af = stamp("meldt", "meldt udført")
    lukket_den, lukket_af = stamp("lukket", "afsluttet")

    objects = OpgaveQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "opgave"
        verbose_name_plural = "opgaver"
        ordering = ["pk"]
        # "Kræver din handling" and the person's own list
        indexes = [models.Index(fields=["ansvarlig", "tilstand"]), models.Index(fields=["stiller", "tilstand"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(tilstand="udkast")
                | Q(ansvarlig__isnull=False) & (Q(frist_slut__isnull=False) | Q(uden_frist=True)),
                name="opgave_ansvarlig_og_frist",
                violation_error_message="En opgave skal have en ansvarlig og en frist, eller »uden frist«.",
            ),
            follows("lukket", "lukket", "opgave"),
            *tidspunkt_constraints("frist", "opgave"),
        ]

    def __str__(self):
        return self.nummer

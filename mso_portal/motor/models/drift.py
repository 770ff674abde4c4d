"""Rows the engines run on: action keys, counters, search rows, staged tables."""

import uuid

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from mso_portal.motor import ur
from mso_portal.motor.enums import Udgave
from mso_portal.motor.models.base import person


class Handlingsnoegle(models.Model):
    """Makes a double press one act: the second gets the first one's answer. Kept 48 hours."""

    noegle = models.UUIDField("nøgle", primary_key=True, default=uuid.uuid4)
    bruger = person(verbose_name="bruger")
    handling = models.CharField("handling", max_length=60)
    svar_url = models.CharField("svarets adresse", max_length=300, blank=True)
    oprettet_den = models.DateTimeField("oprettet", default=ur.nu)

    class Meta:
        verbose_name = "handlingsnøgle"
        verbose_name_plural = "handlingsnøgler"
        ordering = ["oprettet_den"]

    def __str__(self):
        return self.handling


class Taeller(models.Model):
    """Gives numbers per forum, year and kind: never twice, never with a gap (the lock is held to commit)."""

    forum = models.CharField("forum", max_length=10, blank=True)
    aar = models.PositiveSmallIntegerField("år")
    slags = models.CharField("slags", max_length=30)
    sidste = models.PositiveIntegerField("sidste nummer", default=0)

    class Meta:
        verbose_name = "tæller"
        verbose_name_plural = "tællere"
        ordering = ["forum", "aar", "slags"]
        constraints = [models.UniqueConstraint(fields=["forum", "aar", "slags"], name="taeller_en_pr_raekke")]

    def __str__(self):
        return f"{self.forum} {self.aar} {self.slags}"

    @classmethod
    def next(cls, slags, aar, forum=""):
        """Return the next number; call inside a transaction."""
        cls.objects.get_or_create(forum=forum, aar=aar, slags=slags)
        row = cls.objects.select_for_update().get(forum=forum, aar=aar, slags=slags)
        row.sidste += 1
        row.save(update_fields=["sidste"])
        return row.sidste


class Soegepost(models.Model):
    """What a reader may find of an object: one row per object and edition (motor/search.py fills it)."""

    genstand_type = models.CharField("genstandens type", max_length=60)
    genstand_id = models.BigIntegerField("genstandens id")
    udgave = models.CharField("udgave", max_length=15, choices=Udgave)
    titel = models.CharField("titel", max_length=255)
    tekst = models.TextField("tekst", blank=True)
    version = models.PositiveIntegerField("genstandens version", default=0)
    dansk = SearchVectorField("dansk stemmet indeks", null=True)
    foldet = SearchVectorField("foldet indeks", null=True)

    class Meta:
        verbose_name = "søgepost"
        verbose_name_plural = "søgeposter"
        ordering = ["genstand_type", "genstand_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["genstand_type", "genstand_id", "udgave"], name="soegepost_en_pr_genstand_og_udgave"
            )
        ]
        indexes = [GinIndex(fields=["dansk"]), GinIndex(fields=["foldet"])]

    def __str__(self):
        return self.titel


class IndlaesningQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Narrow to the files the person has uploaded: nobody confirms another's."""
        return self.filter(oprettet_af=user)


class Indlaesning(models.Model):
    """A table uploaded and tried, waiting to be confirmed; kept 7 days (motor/imports fills it)."""

    uuid = models.UUIDField("uuid", default=uuid.uuid4, unique=True, editable=False)
    slags = models.CharField("slags", max_length=30)
    filnavn = models.CharField("filnavn", max_length=120)
    sha256 = models.CharField("sha256", max_length=64)
    indhold = models.BinaryField("indhold")
    oprettet_den = models.DateTimeField("oprettet", default=ur.nu, editable=False)
    oprettet_af = person(verbose_name="oprettet af")
    bekraeftet_den = models.DateTimeField("bekræftet", null=True, editable=False)
    bekraeftet_af = person(null=True, verbose_name="bekræftet af")
    antal_nye = models.PositiveIntegerField("nye rækker")
    antal_aendrede = models.PositiveIntegerField("ændrede rækker")
    antal_uaendrede = models.PositiveIntegerField("uændrede rækker")
    antal_fejl = models.PositiveIntegerField("rækker med fejl")
    fejl = models.JSONField("fejl", default=list, blank=True)
    oversete = models.JSONField("kolonner, der ikke er læst", default=list, blank=True)

    objects = IndlaesningQuerySet.as_manager()

    class Meta:
        verbose_name = "indlæsning"
        verbose_name_plural = "indlæsninger"
        ordering = ["-oprettet_den", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(bekraeftet_den=None, bekraeftet_af=None)
                | models.Q(bekraeftet_den__isnull=False, bekraeftet_af=models.F("oprettet_af")),
                name="indlaesning_bekraeftet_af_sin_egen",
                violation_error_message="En indlæsning bekræftes af den, der har hentet filen ind.",
            )
        ]

    def __str__(self):
        return self.filnavn

    @property
    def antal_klar(self):
        """Rows that a confirmation writes."""
        return self.antal_nye + self.antal_aendrede

"""Events with their chain, and who looked at what."""

from django.db import models

from mso_portal.motor import ur
from mso_portal.motor.enums import Opslagsslags
from mso_portal.motor.models.base import person


class Haendelse(models.Model):
    """Who did what to which object; names of fields and counts, never text. Sealed by a Logled at commit."""

    append_only = True

    tid = models.DateTimeField("tid", default=ur.nu, editable=False)
    aktoer = person(null=True, verbose_name="aktør")
    paa_vegne_af = person(null=True, verbose_name="på vegne af")
    sessionshash = models.CharField("sessionshash", max_length=16, blank=True)
    ip = models.GenericIPAddressField("ip-adresse", null=True)
    handling = models.CharField("handling", max_length=60)
    genstand_type = models.CharField("genstandens type", max_length=60)
    genstand = models.CharField("genstand", max_length=60)
    fra = models.CharField("fra", max_length=30, blank=True)
    til = models.CharField("til", max_length=30, blank=True)
    data = models.JSONField("data", default=dict)

    class Meta:
        verbose_name = "hændelse"
        verbose_name_plural = "hændelser"
        ordering = ["pk"]
        indexes = [models.Index(fields=["genstand_type", "genstand"])]

    def __str__(self):
        return f"{self.handling} {self.genstand}"


class Logled(models.Model):
    """One link of the chain: sha256(previous hash ‖ canonical event). Written by a trigger at commit only."""

    append_only = True

    nr = models.BigIntegerField("nummer", primary_key=True)
    haendelse = models.OneToOneField(Haendelse, models.PROTECT, verbose_name="hændelse", related_name="logled")
    hash = models.CharField("hash", max_length=64)

    class Meta:
        verbose_name = "logled"
        verbose_name_plural = "logled"
        ordering = ["nr"]

    def __str__(self):
        return f"{self.nr}"


class Opslag(models.Model):
    """One response that showed something closed, or one fetched PDF: whose eyes, which objects."""

    tid = models.DateTimeField("tid", default=ur.nu, editable=False)
    aktoer = person(verbose_name="aktør")
    paa_vegne_af = person(null=True, verbose_name="på vegne af")
    slags = models.CharField("slags", max_length=10, choices=Opslagsslags)
    genstande = models.JSONField("genstande", default=list)
    soegeord = models.CharField("søgeord", max_length=200, blank=True)

    class Meta:
        verbose_name = "opslag"
        verbose_name_plural = "opslag"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.get_slags_display()} {self.tid:%Y-%m-%d}"

"""What was sent when to whom: frozen by the database once it is sent (11 §4, 50 §7)."""

import uuid

from django.db import models
from django.db.models import Q

from indstillinger import enums_moede as enums
from indstillinger.models.dagsorden import Dagsordenspunkt, Punktversion
from indstillinger.models.moede import Moede, follows, stamp
from indstillinger.models.version import Indstillingsversion
from mso_portal.motor import ur
from mso_portal.motor.models import Fil, person


class Udsendelse(models.Model):
    """A sending: gennemlæsning, the dagsorden or a tillæg. `indholdsnoegle` is the sha256 of what it was built from;
    `manifest` and `sha256` are set when it is sent. `laekagetjek` is the guard's answer (50 §5.3)."""

    Tilstand = enums.Udsendelsestilstand

    moede = models.ForeignKey(Moede, models.PROTECT, related_name="udsendelser", verbose_name="møde")
    nr = models.PositiveSmallIntegerField("nummer")
    slags = models.CharField("slags", max_length=15, choices=enums.Udsendelsesslags)
    tilstand = models.CharField(
        "tilstand", max_length=12, choices=enums.Udsendelsestilstand, default=enums.Udsendelsestilstand.KLARGOERES
    )
    version = models.PositiveIntegerField("version", default=0)
    indholdsnoegle = models.CharField("indholdsnøgle", max_length=64, blank=True)
    fremdrift = models.PositiveSmallIntegerField("dele, der er dannet", default=0)
    dele_i_alt = models.PositiveSmallIntegerField("dele i alt", default=0)
    manifest = models.JSONField("manifest", null=True)
    sha256 = models.CharField("manifestets sha256", max_length=64, blank=True)
    laekagetjek = models.JSONField("lækagetjek", default=dict)
    fejl = models.JSONField("hvad der gik galt", default=list)
    alligevel_grund = models.CharField("hvorfor den er sendt alligevel", max_length=500, blank=True)
    oprettet_den = models.DateTimeField("oprettet")
    oprettet_af = person(verbose_name="oprettet af")
    sendt_den, sendt_af = stamp("sendt", "sendt")

    class Meta:
        verbose_name = "udsendelse"
        verbose_name_plural = "udsendelser"
        ordering = ["moede", "nr"]
        constraints = [
            models.UniqueConstraint(fields=["moede", "nr"], name="udsendelse_et_nummer"),
            follows("sendt", "sendt", "udsendelse"),
        ]

    def __str__(self):
        return f"{self.moede.noegle} udsendelse {self.nr}"


class Udsendelsespunkt(models.Model):
    """One item as one sending has it: this is what makes it udsendt (D17), and which version its readers read."""

    udsendelse = models.ForeignKey(Udsendelse, models.CASCADE, related_name="punkter", verbose_name="udsendelse")
    punkt = models.ForeignKey(Dagsordenspunkt, models.PROTECT, related_name="udsendt_som", verbose_name="punkt")
    raekkefoelge = models.PositiveIntegerField("rækkefølge")
    version = models.ForeignKey(
        Indstillingsversion, models.PROTECT, null=True, related_name="udsendt_som", verbose_name="version"
    )
    punktversion = models.ForeignKey(
        Punktversion, models.PROTECT, null=True, related_name="udsendt_som", verbose_name="punktversion"
    )
    maerke = models.CharField("mærke", max_length=10, choices=enums.Punktmaerke)
    aarsag = models.CharField("årsag", max_length=300, blank=True)

    class Meta:
        verbose_name = "udsendelsespunkt"
        verbose_name_plural = "udsendelsespunkter"
        ordering = ["udsendelse", "raekkefoelge"]
        # which version of a paper or text its readers may see
        indexes = [models.Index(fields=["version", "udsendelse"])]
        constraints = [models.UniqueConstraint(fields=["udsendelse", "punkt"], name="udsendelsespunkt_en_gang")]

    def __str__(self):
        return f"{self.punkt} i udsendelse {self.udsendelse.nr}"


class Moededokument(models.Model):
    """One stored PDF for one set of readable parts, of a sending or of a referat. It is served only to whoever may
    read every part in `dele` today; `laast_den` freezes it."""

    uuid = models.UUIDField("uuid", default=uuid.uuid4, unique=True, editable=False)
    udsendelse = models.ForeignKey(
        Udsendelse, models.PROTECT, null=True, related_name="dokumenter", verbose_name="udsendelse"
    )
    referat = models.ForeignKey(
        "indstillinger.Referat", models.PROTECT, null=True, related_name="dokumenter", verbose_name="referat"
    )
    punkt = models.ForeignKey(
        Dagsordenspunkt, models.PROTECT, null=True, related_name="dokumenter", verbose_name="punkt"
    )
    slags = models.CharField("slags", max_length=15, choices=enums.Dokumenttype)
    dele = models.JSONField("dele", default=list)
    fil = models.ForeignKey(Fil, models.PROTECT, related_name="+", verbose_name="fil")
    filnavn = models.CharField("filnavn", max_length=100)
    sha256 = models.CharField("sha256", max_length=64)
    sider = models.PositiveSmallIntegerField("sider")
    oprettet_den = models.DateTimeField("oprettet", default=ur.nu)
    laast_den = models.DateTimeField("låst", null=True, editable=False)
    tilbagekaldt_den, tilbagekaldt_af = stamp("tilbagekaldt", "tilbagekaldt")

    class Meta:
        verbose_name = "mødedokument"
        verbose_name_plural = "mødedokumenter"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(udsendelse__isnull=False, referat=None) | Q(udsendelse=None, referat__isnull=False),
                name="moededokument_et_ophav",
                violation_error_message="Et mødedokument hører til en udsendelse eller et referat.",
            )
        ]

    def __str__(self):
        return self.filnavn


class Modtager(models.Model):
    """Who got which document with a sending."""

    udsendelse = models.ForeignKey(Udsendelse, models.CASCADE, related_name="modtagere", verbose_name="udsendelse")
    bruger = person("modtagelser", verbose_name="person")
    rolle = models.CharField("rolle", max_length=15, choices=enums.Modtagerrolle)
    dokument = models.ForeignKey(
        Moededokument, models.PROTECT, null=True, related_name="modtagere", verbose_name="dokument"
    )

    class Meta:
        verbose_name = "modtager"
        verbose_name_plural = "modtagere"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["udsendelse", "bruger"], name="modtager_en_gang")]

    def __str__(self):
        return str(self.bruger)


class Dokumentdel(models.Model):
    """A rendered part, kept under the sha256 of all it was made from: what has not changed is never made again."""

    noegle = models.CharField("nøgle", max_length=64, primary_key=True)
    fil = models.ForeignKey(Fil, models.PROTECT, related_name="+", verbose_name="fil")
    oprettet_den = models.DateTimeField("oprettet", default=ur.nu)

    class Meta:
        verbose_name = "dokumentdel"
        verbose_name_plural = "dokumentdele"
        ordering = ["oprettet_den", "pk"]

    def __str__(self):
        return self.noegle[:8]


class Laesning(models.Model):
    """A reader's own act: "Læst". Seen by him alone (40 §7.1)."""

    bruger = person("laesninger", verbose_name="person")
    udsendelsespunkt = models.ForeignKey(
        Udsendelsespunkt, models.PROTECT, related_name="laesninger", verbose_name="udsendelsespunkt"
    )
    laest_den = models.DateTimeField("læst")

    class Meta:
        verbose_name = "læsning"
        verbose_name_plural = "læsninger"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["bruger", "udsendelsespunkt"], name="laesning_en_gang")]

    def __str__(self):
        return f"{self.bruger} {self.udsendelsespunkt}"

"""Files by their content: one row for one sequence of bytes, whoever attached it (50 §9)."""

from django.db import models

from mso_portal.motor import ur
from mso_portal.motor.enums import Filtilstand


class Fil(models.Model):
    """Bytes under their sha256. The row carries no right: what points at it (a Bilag) does."""

    sha256 = models.CharField("sha256", max_length=64, primary_key=True)
    stoerrelse = models.PositiveBigIntegerField("størrelse i byte")
    type = models.CharField("type", max_length=5)
    tilstand = models.CharField("tilstand", max_length=10, choices=Filtilstand, default=Filtilstand.OK)
    sider = models.PositiveSmallIntegerField("sider", null=True)
    oprettet_den = models.DateTimeField("oprettet", default=ur.nu)

    class Meta:
        verbose_name = "fil"
        verbose_name_plural = "filer"
        ordering = ["oprettet_den", "pk"]

    def __str__(self):
        size = f"{max(1, round(self.stoerrelse / 1000))} kB" if self.stoerrelse < 1e6 else f"{self._mb()} MB"
        pages = f", {self.sider} {'side' if self.sider == 1 else 'sider'}" if self.sider else ""
        return f"{self.type}{pages}, {size}"

    def _mb(self):
        return f"{self.stoerrelse / 1e6:.1f}".replace(".", ",")

    @property
    def noegle(self):
        """Where the bytes lie in the storage."""
        return f"{self.sha256[:2]}/{self.sha256[2:4]}/{self.sha256}"


class Filside(models.Model):
    """One page of a PDF or picture as it is shown: a PNG in the storage, and the page's text."""

    fil = models.ForeignKey(Fil, models.CASCADE, related_name="filsider", verbose_name="fil")
    nr = models.PositiveSmallIntegerField("side")
    tekst = models.TextField("sidens tekst", blank=True)

    class Meta:
        verbose_name = "filside"
        verbose_name_plural = "filsider"
        ordering = ["fil", "nr"]
        constraints = [models.UniqueConstraint(fields=["fil", "nr"], name="filside_et_nummer")]

    def __str__(self):
        return f"side {self.nr}"

    @property
    def noegle(self):
        """Where the picture lies in the storage."""
        return f"sider/{self.fil_id}/{self.nr}.png"

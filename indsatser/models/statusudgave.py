"""What was frozen: the data and the paper of a locked status, of a forum's round, and of what was published (21 §2).

Every row is written once; the database refuses all changes.
"""

from django.db import models
from django.db.models import Q

from indsatser import enums
from indsatser.models.grundlag import Tilfoejelse, choice, stamp
from indsatser.models.runde import Statusrunde
from indsatser.models.status import Kvartalsstatus
from indstillinger.enums import Aabenhed
from mso_portal.motor.models import Fil


class Statusudgave(Tilfoejelse):
    """The locked data of a status and its PDF, whose key is its sha256. Page, print and sheets read this alone."""

    append_only = True

    status = models.OneToOneField(Kvartalsstatus, models.PROTECT, related_name="udgave", verbose_name="kvartalsstatus")
    skema = models.PositiveSmallIntegerField("skema")
    kodeversion = models.CharField("kodeversion", max_length=40)
    aftryk_skabelon = models.CharField("aftryk af skabelonen", max_length=64)
    data = models.JSONField("data")
    data_sha256 = models.CharField("sha256 af data", max_length=64)
    form = choice("form", enums.Statusform)
    aabenhed = choice("åben eller lukket", Aabenhed)
    sider = models.PositiveSmallIntegerField("sider")
    pdf = models.ForeignKey(Fil, models.PROTECT, related_name="+", verbose_name="pdf")

    class Meta:
        verbose_name = "statusudgave"
        verbose_name_plural = "statusudgaver"
        ordering = ["status"]

    def __str__(self):
        return str(self.status)


class Rundeudgave(Tilfoejelse):
    """A forum's portfolio as it stood when a status of the round was locked; `nr` counts up per variant."""

    append_only = True

    runde = models.ForeignKey(Statusrunde, models.PROTECT, related_name="udgaver", verbose_name="statusrunde")
    nr = models.PositiveSmallIntegerField("nr.")
    variant = choice("variant", enums.Rundevariant)
    data = models.JSONField("data")
    data_sha256 = models.CharField("sha256 af data", max_length=64)
    pdf = models.ForeignKey(Fil, models.PROTECT, related_name="+", verbose_name="pdf")

    class Meta:
        verbose_name = "rundeudgave"
        verbose_name_plural = "rundeudgaver"
        ordering = ["runde", "nr", "variant"]
        constraints = [models.UniqueConstraint(fields=["runde", "nr", "variant"], name="rundeudgave_nr")]

    def __str__(self):
        return f"{self.runde}, udgave {self.nr}"


class Statusuddrag(Tilfoejelse):
    """The page that may be published; withdrawn for good when the plan is closed."""

    udgave = models.OneToOneField(Statusudgave, models.PROTECT, related_name="uddrag", verbose_name="statusudgave")
    data = models.JSONField("data")
    data_sha256 = models.CharField("sha256 af data", max_length=64)
    pdf = models.ForeignKey(Fil, models.PROTECT, related_name="+", verbose_name="pdf")
    tilbagekaldt_den, tilbagekaldt_af = stamp("tilbagekaldt")

    class Meta:
        verbose_name = "statusuddrag"
        verbose_name_plural = "statusuddrag"
        ordering = ["udgave"]
        constraints = [
            models.CheckConstraint(
                condition=Q(tilbagekaldt_den=None, tilbagekaldt_af=None) | Q(tilbagekaldt_den__isnull=False),
                name="statusuddrag_tilbagekaldt_stempel",
            )
        ]  # fmt: skip

    def __str__(self):
        return f"{self.udgave}, offentligt uddrag"

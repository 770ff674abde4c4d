"""What may change an approved plan: posts with the value before and after, approved at the level of the highest
(20 §9)."""

from django.db import models
from django.db.models import F, Q

from indsatser import enums
from indsatser.models.grundlag import Aggregat, at_least, choice, follows, stamp
from indsatser.models.plan import Indsatsplan
from indsatser.querysets import PlanraekkeQuerySet
from indstillinger.models import Beslutning


class Aendring(Aggregat):
    """A proposal to change the plan. Approved by another person than its writer, which the database holds to."""

    Tilstand = enums.Aendringstilstand

    plan = models.ForeignKey(Indsatsplan, models.CASCADE, related_name="aendringer", verbose_name="plan")
    nr = models.PositiveIntegerField("nr.", editable=False)
    titel = models.CharField("titel", max_length=200)
    aarsag = choice("årsag", enums.Aendringsaarsag)
    begrundelse = models.TextField("begrundelse", max_length=1000)
    konsekvens = models.CharField("konsekvens", max_length=500, blank=True)
    tilstand = choice("tilstand", enums.Aendringstilstand, enums.Aendringstilstand.KLADDE, editable=False)
    beslutning = models.ForeignKey(
        Beslutning, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="besluttet ved"
    )
    statusbeslutning = models.ForeignKey(
        "indsatser.Statusbeslutning",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="besluttet ved status",
    )
    besluttet_dato = models.DateField("besluttet i styregruppen", null=True, blank=True)
    afgoerelse = models.CharField("begrundelse for afgørelsen", max_length=500, blank=True)
    forelagt_den, forelagt_af = stamp("forelagt")
    godkendt_den, godkendt_af = stamp("godkendt")

    objects = PlanraekkeQuerySet.as_manager()

    class Meta:
        verbose_name = "ændring"
        verbose_name_plural = "ændringer"
        ordering = ["plan", "-nr"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "nr"], name="aendring_nr"),
            models.CheckConstraint(
                condition=at_least("begrundelse", 20), name="aendring_begrundet",
                violation_error_message="Skriv, hvorfor planen skal ændres (mindst 20 tegn).",
            ),
            follows("forelagt", ["forelagt", "godkendt", "afvist"], "aendring", only=False),
            follows("godkendt", ["godkendt"], "aendring"),
            models.CheckConstraint(
                condition=Q(godkendt_af=None) | ~Q(godkendt_af=F("oprettet_af")), name="aendring_to_personer",
                violation_error_message="En ændring godkendes af en anden end den, der har skrevet den.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.plan} ændring {self.nr}"


class Aendringspost(models.Model):
    """One changed field of one row, by uuid; a new row has felt »ny« and its fields in `til`."""

    aendring = models.ForeignKey(Aendring, models.CASCADE, related_name="poster", verbose_name="ændring")
    genstand = models.CharField("hvad", max_length=30)
    objekt = models.UUIDField("rækkens uuid")
    felt = models.CharField("felt", max_length=40)
    fra = models.JSONField("fra", null=True)
    til = models.JSONField("til", null=True)

    class Meta:
        verbose_name = "ændringspost"
        verbose_name_plural = "ændringsposter"
        ordering = ["aendring", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["aendring", "objekt", "felt"], name="aendringspost_en_pr_felt",
                violation_error_message="Feltet står allerede i ændringen. Ret det dér.",
            )
        ]  # fmt: skip

    def __str__(self):
        return f"{self.aendring}: {self.felt}"

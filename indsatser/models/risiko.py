"""Risks of a plan and how they were judged, and its money (20 §4.5)."""

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from indsatser import enums
from indsatser.beregning.dimensioner import risikoscore
from indsatser.models.grundlag import Aggregat, Tilfoejelse, choice, pair, stamp
from indsatser.models.plan import Indsatsplan
from indsatser.querysets import PlanraekkeQuerySet
from indstillinger.enums import Kilde
from mso_portal.motor.models import person

MILLIARD = 10**9


class Planrisiko(Aggregat):
    """Cause, event, consequence; its newest Risikovurdering is the score."""

    plan = models.ForeignKey(Indsatsplan, models.CASCADE, related_name="risici", verbose_name="plan")
    aarsag = models.CharField("årsag", max_length=300, blank=True)
    haendelse = models.CharField("hændelse", max_length=300)
    konsekvens = models.CharField("konsekvens", max_length=300, blank=True)
    ejer = person("planrisici", null=True, blank=True, verbose_name="ejer")
    tiltag = models.CharField("tiltag", max_length=500, blank=True)
    lukket_den, lukket_af = stamp("lukket")
    lukket_begrundelse = models.CharField("begrundelse for at lukke", max_length=300, blank=True)

    objects = PlanraekkeQuerySet.as_manager()

    class Meta:
        verbose_name = "planrisiko"
        verbose_name_plural = "planrisici"
        ordering = ["plan", "pk"]
        constraints = [pair("lukket", "planrisiko", lukket_begrundelse="Skriv, hvorfor risikoen lukkes.")]

    def __str__(self):
        return self.haendelse


class Risikovurdering(Tilfoejelse):
    """Score is sandsynlighed × konsekvens, 1–25. Frozen when written, in a kladde from its activation."""

    risiko = models.ForeignKey(Planrisiko, models.CASCADE, related_name="vurderinger", verbose_name="risiko")
    sandsynlighed = models.PositiveSmallIntegerField("sandsynlighed")
    konsekvens = models.PositiveSmallIntegerField("konsekvens")
    naerhed = choice("nærhed", enums.Naerhed, enums.Naerhed.SENERE)
    note = models.CharField("note", max_length=300, blank=True)
    laast_den = models.DateTimeField("låst", null=True, editable=False)

    class Meta:
        verbose_name = "risikovurdering"
        verbose_name_plural = "risikovurderinger"
        ordering = ["risiko", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sandsynlighed__range=(1, 5), konsekvens__range=(1, 5)), name="risikovurdering_skala",
                violation_error_message="Vælg sandsynlighed og konsekvens fra 1 til 5.",
            )
        ]  # fmt: skip

    def __str__(self):
        return f"{self.risiko}: {self.score}"

    @property
    def score(self):
        """Probability times consequence."""
        return risikoscore(self.sandsynlighed, self.konsekvens)


def newest_score(risiko):
    """Return the score of a risk's newest Risikovurdering as a sub-select; `risiko` is the path to the Planrisiko."""
    newest = Risikovurdering._base_manager.filter(risiko=OuterRef(risiko)).order_by("-pk")
    return Subquery(newest.values(score=F("sandsynlighed") * F("konsekvens"))[:1])


class Budgetpost(Aggregat):
    """A line of money. An indirekte post with `enhedstekst` is printed beside the sum, never in it."""

    plan = models.ForeignKey(Indsatsplan, models.CASCADE, related_name="budgetposter", verbose_name="plan")
    titel = models.CharField("titel", max_length=200)
    art = choice("art", enums.Budgetart, enums.Budgetart.DIREKTE)
    finansiering = models.CharField("finansiering", max_length=25, choices=Kilde, blank=True)
    finansiering_note = models.CharField("note om finansiering", max_length=300, blank=True)
    enhedstekst = models.CharField("pr. enhed", max_length=80, blank=True)

    objects = PlanraekkeQuerySet.as_manager()

    class Meta:
        verbose_name = "budgetpost"
        verbose_name_plural = "budgetposter"
        ordering = ["plan", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(art="indirekte") | Q(enhedstekst=""), name="budgetpost_enhedstekst",
                violation_error_message="Kun en indirekte post opgøres pr. enhed.",
            )
        ]  # fmt: skip

    def __str__(self):
        return self.titel


class Beloeb(Tilfoejelse):
    """An amount in whole kroner as known on `pr_dato`; the newest by then counts. No row is »ikke angivet«, never 0.

    forbrug is cumulated for the year, prognose is the whole year. Frozen when written, in a kladde from its activation.
    """

    post = models.ForeignKey(Budgetpost, models.CASCADE, related_name="beloeb", verbose_name="budgetpost")
    aar = models.PositiveSmallIntegerField("år")
    slags = choice("slags", enums.Beloebsslags)
    kroner = models.BigIntegerField("kroner")
    pr_dato = models.DateField("pr.")
    note = models.CharField("note", max_length=200, blank=True)
    laast_den = models.DateTimeField("låst", null=True, editable=False)

    class Meta:
        verbose_name = "beløb"
        verbose_name_plural = "beløb"
        ordering = ["post", "aar", "slags", "pr_dato"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "aar", "slags", "pr_dato"], name="beloeb_et_pr_dag",
                violation_error_message="Der er allerede skrevet et beløb for posten og året den dag.",
            ),
            models.CheckConstraint(
                condition=Q(kroner__range=(-MILLIARD, MILLIARD)), name="beloeb_graense",
                violation_error_message="Beløbet er over 1.000 mio. kr.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.post} {self.aar}, {self.get_slags_display()}"

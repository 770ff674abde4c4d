"""The plan, who takes part in it, its frozen editions, and the points left open by a decision (20 §4.1, §4.5, §9)."""

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from indsatser import enums
from indsatser.models.grundlag import Aggregat, Tilfoejelse, choice, follows, stamp
from indsatser.querysets import IndsatsplanQuerySet, PlanraekkeQuerySet
from indstillinger.enums import Aabenhed, Hjemmel
from indstillinger.models import Beslutning, Referatpunkt
from mso_portal.motor.models import Historisk, person
from mso_portal.organisation.models import Afdeling, Forum
from mso_portal.organisation.querysets import PeriodeQuerySet
from mso_portal.vaerdier.fields import TidspunktField, tidspunkt_constraints


class Indsatsplan(Aggregat):
    """What was decided, as work. Openness is the strictest of its own and its indstilling's: ask `med_lukning()`."""

    Tilstand = enums.Plantilstand

    nummer = models.CharField("nummer", max_length=10, unique=True, editable=False)
    plantype = choice("plantype", enums.Plantype)
    titel = models.CharField("titel", max_length=255)
    aabenhed = choice("åben eller lukket", Aabenhed, Aabenhed.IKKE_ANGIVET)
    titel_lukket = models.CharField("lukket titel", max_length=255, blank=True)
    hjemmel = models.CharField("hjemmel", max_length=25, choices=Hjemmel, blank=True)
    lukket_begrundelse = models.TextField("begrundelse for at lukke", max_length=1000, blank=True)
    beslutning = models.OneToOneField(
        Beslutning, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="beslutning"
    )
    grundlag = models.CharField("grundlag", max_length=500, blank=True)
    vedtaget_hvor = models.CharField("vedtaget hvor", max_length=200, blank=True)
    vedtaget_dato = models.DateField("vedtaget", null=True, blank=True)
    fortsaetter = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="fortsaettelser", verbose_name="fortsætter"
    )
    formaal = models.TextField("formål", max_length=2000, blank=True)
    effekt_tekst = models.TextField("effekt", max_length=2000, blank=True)
    ejerenhed = models.ForeignKey(
        Afdeling, models.PROTECT, null=True, blank=True, related_name="indsatsplaner", verbose_name="ejerenhed"
    )
    styregruppe = models.ForeignKey(
        Forum, models.PROTECT, null=True, blank=True, related_name="indsatsplaner", verbose_name="styregruppe"
    )
    programejer = person("planer_som_programejer", null=True, blank=True, verbose_name="programejer")
    tovholder = person("planer_som_tovholder", null=True, blank=True, verbose_name="tovholder")
    oekonomiansvarlig = person("planer_som_oekonomiansvarlig", null=True, blank=True, verbose_name="økonomiansvarlig")
    periode_start = models.DateField("fra", null=True, blank=True)
    periode_slut = models.DateField("til", null=True, blank=True)
    tid_gul = models.PositiveSmallIntegerField("tid: dage til gul", default=7)
    tid_roed = models.PositiveSmallIntegerField("tid: dage til rød", default=30)
    oekonomi_roed = models.PositiveSmallIntegerField("økonomi: procent til rød", default=10)
    risiko_gul = models.PositiveSmallIntegerField("risiko: score til gul", default=8)
    risiko_roed = models.PositiveSmallIntegerField("risiko: score til rød", default=15)
    leverance_roed = models.PositiveSmallIntegerField("ubekræftet leverance: hverdage til rød", default=20)
    tilstand = choice("tilstand", enums.Plantilstand, enums.Plantilstand.KLADDE, editable=False)
    aktiveret_den, aktiveret_af = stamp("aktiveret")
    endt_den, endt_af = stamp("afsluttet eller stoppet")
    slutvurdering = models.TextField("slutvurdering", max_length=2000, blank=True)
    stop_begrundelse = models.TextField("begrundelse for at stoppe", max_length=2000, blank=True)
    stop_beslutning = models.ForeignKey(
        Beslutning, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="stoppet ved beslutning"
    )

    aendring = models.ForeignKey(
        "indsatser.Aendring",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="senest ændret ved",
    )

    objects = IndsatsplanQuerySet.as_manager()

    class Meta:
        verbose_name = "indsatsplan"
        verbose_name_plural = "indsatsplaner"
        ordering = ["-nummer"]
        indexes = [models.Index(fields=["styregruppe", "tilstand"])]  # the portfolio of a forum
        constraints = [
            models.CheckConstraint(
                condition=~Q(plantype="indsatsplan") | Q(beslutning__isnull=False),
                name="indsatsplan_har_beslutning",
                violation_error_message="En indsatsplan begynder med en beslutning. Uden den er det en udviklingsplan.",
            ),
            models.CheckConstraint(
                condition=Q(tilstand="kladde") | ~Q(aabenhed="ikke_angivet"),
                name="indsatsplan_aabenhed_valgt",
                violation_error_message="Vælg, om planen er åben eller lukket.",
            ),
            models.CheckConstraint(
                condition=Q(aabenhed="lukket") | Q(titel_lukket="", hjemmel="", lukket_begrundelse=""),
                name="indsatsplan_lukket_felter",
                violation_error_message="Lukket titel, hjemmel og begrundelse hører kun til en lukket plan.",
            ),
            models.CheckConstraint(
                condition=~Q(aabenhed="lukket")
                | Q(tilstand="kladde")
                | (~Q(titel_lukket="") & ~Q(hjemmel="") & ~Q(lukket_begrundelse="")),
                name="indsatsplan_lukket_helt",
                violation_error_message="En lukket plan skal også have lukket titel, hjemmel og begrundelse.",
            ),
            models.CheckConstraint(
                condition=Q(titel_lukket="") | ~Q(titel_lukket=F("titel")),
                name="indsatsplan_to_titler",
                violation_error_message="Den lukkede titel skal være en anden end den offentlige.",
            ),
            models.CheckConstraint(
                condition=Q(periode_start=None) | Q(periode_slut=None) | Q(periode_slut__gte=F("periode_start")),
                name="indsatsplan_periode",
                violation_error_message="Planen slutter, før den begynder. Ret en af datoerne.",
            ),
            models.CheckConstraint(
                condition=Q(programejer=None) | Q(tovholder=None) | ~Q(programejer=F("tovholder")),
                name="indsatsplan_to_personer",
                violation_error_message=(
                    "Programejer og tovholder skal være to forskellige personer. Vælg en anden tovholder."
                ),
            ),
            models.CheckConstraint(
                condition=Q(tid_roed__gte=F("tid_gul"), risiko_roed__gte=F("risiko_gul")),
                name="indsatsplan_tolerancer",
                violation_error_message="Grænsen for rød kan ikke ligge under grænsen for gul.",
            ),
            follows("aktiveret", ["aktiv", "afsluttet", "stoppet"], "indsatsplan"),
            follows("endt", ["afsluttet", "stoppet"], "indsatsplan"),
            models.CheckConstraint(
                condition=(~Q(tilstand="afsluttet") | ~Q(slutvurdering=""))
                & (~Q(tilstand="stoppet") | ~Q(stop_begrundelse="")),
                name="indsatsplan_slut_begrundet",
                violation_error_message="Skriv, hvordan planen endte.",
            ),
        ]

    def __str__(self):
        return self.nummer

    @property
    def er_kladde(self):
        """True until activation: everything may still be edited freely."""
        return self.tilstand == enums.Plantilstand.KLADDE

    @property
    def er_lukket(self):
        """True unless both the plan and its indstilling are åben; the indstilling is read when not at hand."""
        if self.aabenhed != Aabenhed.AABEN:
            return True
        if "lukket_ved_sag" in vars(self):
            return self.lukket_ved_sag
        return bool(self.pk) and type(self).objects.med_lukning().get(pk=self.pk).lukket_ved_sag

    @property
    def egentlig_titel(self):
        """The title for those who may read the plan."""
        return self.titel_lukket or self.titel


class Plandeltager(Historisk):
    """A person who writes in the plan, or reads a lukket one, in a period."""

    plan = models.ForeignKey(Indsatsplan, models.CASCADE, related_name="deltagere", verbose_name="plan")
    bruger = person("plandeltagelser", verbose_name="person")
    rolle = choice("rolle", enums.Deltagerrolle)
    fra = models.DateField("fra")
    til = models.DateField("til", null=True, blank=True)

    objects = PeriodeQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "plandeltager"
        verbose_name_plural = "plandeltagere"
        ordering = ["plan", "fra", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "bruger"], condition=Q(til=None), name="plandeltager_en_ad_gangen",
                violation_error_message="Personen er allerede deltager i planen.",
            ),
            models.CheckConstraint(
                condition=Q(til=None) | Q(til__gte=F("fra")), name="plandeltager_fremad",
                violation_error_message="Deltagelsen slutter, før den begynder.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.bruger}, {self.get_rolle_display()}"


class Planversion(Tilfoejelse):
    """The plan as it was approved: nr 1 at activation, one more for each approved Ændring."""

    append_only = True

    plan = models.ForeignKey(Indsatsplan, models.PROTECT, related_name="planversioner", verbose_name="plan")
    nr = models.PositiveIntegerField("nr.")
    aendring = models.OneToOneField(
        "indsatser.Aendring", models.PROTECT, null=True, related_name="planversion", verbose_name="ændring"
    )
    snapshot = models.JSONField("planen")
    sha256 = models.CharField("sha256", max_length=64)

    class Meta:
        verbose_name = "planversion"
        verbose_name_plural = "planversioner"
        ordering = ["plan", "nr"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "nr"], name="planversion_nr"),
            models.CheckConstraint(
                condition=Q(nr=1, aendring=None) | Q(nr__gt=1, aendring__isnull=False),
                name="planversion_kommer_af_aendring",
            ),
        ]

    def __str__(self):
        return f"{self.plan} version {self.nr}"


class Opfoelgningspunkt(Aggregat):
    """What a decision, a referat or a status left to be done; an open vilkår holds the plan's light back."""

    Tilstand = enums.Opfoelgningstilstand

    plan = models.ForeignKey(Indsatsplan, models.CASCADE, related_name="opfoelgningspunkter", verbose_name="plan")
    kilde = choice("kilde", enums.Punktkilde, enums.Punktkilde.MANUEL)
    art = choice("art", enums.Punktart, enums.Punktart.OPGAVE)
    tekst = models.CharField("tekst", max_length=500)
    referatpunkt = models.ForeignKey(
        Referatpunkt, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="punkt i referatet"
    )
    ansvarlig = person("opfoelgningspunkter", null=True, blank=True, verbose_name="ansvarlig")
    frist = TidspunktField("frist")
    tilstand = choice("tilstand", enums.Opfoelgningstilstand, enums.Opfoelgningstilstand.AABEN, editable=False)
    lukket_den, lukket_af = stamp("lukket")
    lukket_tekst = models.CharField("hvad der skete", max_length=500, blank=True)

    objects = PlanraekkeQuerySet.as_manager()

    class Meta:
        verbose_name = "opfølgningspunkt"
        verbose_name_plural = "opfølgningspunkter"
        ordering = ["plan", "pk"]
        constraints = [
            follows("lukket", ["lukket", "bortfaldet"], "opfoelgningspunkt"),
            models.CheckConstraint(
                condition=Q(tilstand="aaben", lukket_tekst="") | ~Q(tilstand="aaben") & ~Q(lukket_tekst=""),
                name="opfoelgningspunkt_lukket_tekst",
                violation_error_message="Skriv kort, hvad der skete.",
            ),
            *tidspunkt_constraints("frist", "opfoelgningspunkt"),
        ]

    def __str__(self):
        return self.tekst

    @property
    def mangler_ansvarlig(self):
        """True for a vilkår or an opgave nobody has taken."""
        return self.ansvarlig_id is None and self.art != enums.Punktart.BEMAERKNING

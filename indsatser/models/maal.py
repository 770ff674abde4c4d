"""Goals, what shows whether they move, and how that is measured (20 §5)."""

from django.db import models
from django.db.models import Q

from indsatser import enums
from indsatser.models.grundlag import Aggregat, at_least, choice, pair, stamp
from indsatser.models.milepael import Tema
from indsatser.models.plan import Indsatsplan, Planversion
from indsatser.models.tilsyn import Tjekliste, Tjeklistepunkt
from indsatser.querysets import IndikatorQuerySet, PlanraekkeQuerySet
from maalinger.models import Dataserie, Noegletalversion, Observation
from mso_portal.motor.models import person
from mso_portal.vaerdier.fields import TidspunktField, tidspunkt_constraints


class Maal(Aggregat):
    """A goal. Overordnede carry no indicator and are not counted; a konkret one has one to three."""

    plan = models.ForeignKey(Indsatsplan, models.CASCADE, related_name="maal", verbose_name="plan")
    tema = models.ForeignKey(Tema, models.SET_NULL, null=True, blank=True, related_name="maal", verbose_name="tema")
    niveau = choice("niveau", enums.Maalniveau, enums.Maalniveau.KONKRET)
    tekst = models.CharField("mål", max_length=500)
    ejer = person("maal", null=True, blank=True, verbose_name="ansvarlig")
    raekkefoelge = models.PositiveIntegerField("rækkefølge", default=0)
    opgivet_den, opgivet_af = stamp("opgivet")
    opgivet_begrundelse = models.CharField("begrundelse for at opgive", max_length=500, blank=True)
    aendring = models.ForeignKey(
        "indsatser.Aendring",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="senest ændret ved",
    )

    objects = PlanraekkeQuerySet.as_manager()

    class Meta:
        verbose_name = "mål"
        verbose_name_plural = "mål"
        ordering = ["plan", "raekkefoelge", "pk"]
        constraints = [pair("opgivet", "maal", opgivet_begrundelse="Skriv, hvorfor målet opgives.")]

    def __str__(self):
        return self.tekst


class Indikator(Aggregat):
    """What shows whether the goal moves; may be not yet defined, but then someone clarifies it by a date."""

    Tilstand = enums.Indikatortilstand

    maal = models.ForeignKey(Maal, models.CASCADE, related_name="indikatorer", verbose_name="mål")
    navn = models.CharField("navn", max_length=200)
    art = choice("art", enums.Indikatorart, enums.Indikatorart.RESULTAT)
    ejer = person("indikatorer", null=True, blank=True, verbose_name="ejer")
    tekst = models.CharField("som skrevet i kilden", max_length=500, blank=True)
    raekkefoelge = models.PositiveIntegerField("rækkefølge", default=0)
    afklares_senest = TidspunktField("afklares senest")
    afklares_foerst = models.CharField("første dato for afklaring", max_length=80, blank=True, editable=False)
    afklares_flyttet = models.PositiveSmallIntegerField("gange flyttet", default=0, editable=False)
    afklares_begrundelse = models.CharField("hvorfor afklaringen er flyttet", max_length=500, blank=True)
    afklares_af = person("indikatorer_at_afklare", null=True, blank=True, verbose_name="afklares af")
    tilstand = choice("tilstand", enums.Indikatortilstand, enums.Indikatortilstand.IKKE_DEFINERET, editable=False)
    udgaaet_grund = models.CharField("hvorfor den er udgået", max_length=500, blank=True)

    objects = IndikatorQuerySet.as_manager()

    class Meta:
        verbose_name = "indikator"
        verbose_name_plural = "indikatorer"
        ordering = ["maal", "raekkefoelge", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(tilstand="udgaaet") & ~Q(udgaaet_grund="") | ~Q(tilstand="udgaaet") & Q(udgaaet_grund=""),
                name="indikator_udgaaet_grund",
                violation_error_message="Skriv, hvorfor indikatoren udgår.",
            ),
            *tidspunkt_constraints("afklares_senest", "indikator"),
        ]

    def __str__(self):
        return self.navn


class Indikatordefinition(Aggregat):
    """What is promised, from what baseline, by when. A draft until `planversion` is set; frozen from then on, but the
    baseline, which may be set once afterwards when it was missing. Values are in the unit the figure is shown in."""

    indikator = models.ForeignKey(Indikator, models.CASCADE, related_name="definitioner", verbose_name="indikator")
    nr = models.PositiveSmallIntegerField("nr.")
    gyldig_fra = models.DateField("gyldig fra")
    begrundelse = models.CharField("begrundelse", max_length=500, blank=True)
    maaltype = choice("måltype", enums.Maaltype)
    maalvaerdi = models.DecimalField("mål", max_digits=18, decimal_places=4)
    maal_frist = models.DateField("målet nås senest", null=True, blank=True)
    fastholdelse_tolerance = models.DecimalField("tolerance", max_digits=18, decimal_places=4, null=True, blank=True)
    baseline_kvalitet = choice("baseline", enums.Baselinekvalitet)
    baseline_observation = models.ForeignKey(
        Observation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="målt baseline"
    )
    baseline_vaerdi = models.DecimalField("skønnet baseline", max_digits=18, decimal_places=4, null=True, blank=True)
    baseline_begrundelse = models.CharField("begrundelse for baseline", max_length=500, blank=True)
    baseline_senest = models.DateField("baseline senest", null=True, blank=True)
    baseline_sat_den, baseline_sat_af = stamp("baseline sat")
    planversion = models.ForeignKey(
        Planversion, models.PROTECT, null=True, editable=False, related_name="definitioner", verbose_name="i kraft ved"
    )

    class Meta:
        verbose_name = "indikatordefinition"
        verbose_name_plural = "indikatordefinitioner"
        ordering = ["indikator", "nr"]
        constraints = [
            models.UniqueConstraint(fields=["indikator", "nr"], name="indikatordefinition_nr"),
            models.CheckConstraint(
                condition=Q(nr=1) | at_least("begrundelse", 20), name="indikatordefinition_begrundet",
                violation_error_message="Skriv, hvorfor indikatoren defineres om (mindst 20 tegn).",
            ),
            models.CheckConstraint(
                condition=Q(maaltype="fastholdelse", fastholdelse_tolerance__gte=0)
                | ~Q(maaltype="fastholdelse") & Q(fastholdelse_tolerance=None),
                name="indikatordefinition_tolerance",
                violation_error_message="Kun målet Fastholdelse har en tolerance, og den er mindst 0.",
            ),
            models.CheckConstraint(
                condition=Q(baseline_kvalitet="maalt", baseline_observation__isnull=False)
                | ~Q(baseline_kvalitet="maalt") & Q(baseline_observation=None),
                name="indikatordefinition_baseline_maalt",
                violation_error_message="En målt baseline er en registreret måling.",
            ),
            models.CheckConstraint(
                condition=Q(baseline_kvalitet="skoennet", baseline_vaerdi__isnull=False)
                | ~Q(baseline_kvalitet="skoennet") & Q(baseline_vaerdi=None),
                name="indikatordefinition_baseline_skoennet",
                violation_error_message="En skønnet baseline er et tal.",
            ),
            models.CheckConstraint(
                condition=~Q(baseline_kvalitet__in=["skoennet", "ikke_muligt"]) | ~Q(baseline_begrundelse=""),
                name="indikatordefinition_baseline_begrundet",
                violation_error_message="Skriv, hvordan baseline er skønnet, eller hvorfor den ikke kan opgøres.",
            ),
            models.CheckConstraint(
                condition=~Q(baseline_kvalitet="mangler") | Q(baseline_senest__isnull=False),
                name="indikatordefinition_baseline_senest",
                violation_error_message="Skriv, hvornår baseline senest er målt.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.indikator}, definition {self.nr}"


class Delmaal(models.Model):
    """A value to be reached by a day; the light is judged against the newest one due."""

    definition = models.ForeignKey(
        Indikatordefinition, models.CASCADE, related_name="delmaal", verbose_name="definition"
    )
    senest = models.DateField("senest")
    vaerdi = models.DecimalField("delmål", max_digits=18, decimal_places=4)
    begrundelse = models.CharField("begrundelse", max_length=300, blank=True)

    class Meta:
        verbose_name = "delmål"
        verbose_name_plural = "delmål"
        ordering = ["definition", "senest"]
        constraints = [
            models.UniqueConstraint(
                fields=["definition", "senest"], name="delmaal_et_pr_dag",
                violation_error_message="Der er allerede et delmål den dag.",
            )
        ]  # fmt: skip

    def __str__(self):
        return f"{self.definition}: {self.senest}"


class Maalemetode(Aggregat):
    """How, by whom and by when an indicator is measured. Frozen with its definition, but who does it."""

    definition = models.ForeignKey(
        Indikatordefinition, models.CASCADE, related_name="maalemetoder", verbose_name="definition"
    )
    rolle = choice("rolle", enums.Metoderolle, enums.Metoderolle.PRIMAER)
    slags = choice("slags", enums.Metodeslags, enums.Metodeslags.REGISTERUDTRAEK)
    noegletalversion = models.ForeignKey(
        Noegletalversion, models.PROTECT, related_name="+", verbose_name="definition af tallet"
    )
    serie = models.ForeignKey(Dataserie, models.PROTECT, related_name="+", verbose_name="dataserie")
    datakilde = models.CharField("datakilde", max_length=120, blank=True)
    udfoeres_af = person("maalemetoder", null=True, blank=True, verbose_name="udføres af")
    omfang = choice("omfang", enums.Omfang, enums.Omfang.ALLE)
    tjekliste = models.ForeignKey(
        Tjekliste, models.PROTECT, null=True, blank=True, related_name="maalemetoder", verbose_name="tjekliste"
    )
    punkter = models.ManyToManyField(Tjeklistepunkt, related_name="maalemetoder", blank=True, verbose_name="punkter")
    forsinkelse_hverdage = models.PositiveSmallIntegerField("hverdage til indberetning", default=5)
    vejledning = models.TextField("vejledning", max_length=1000, blank=True)
    personoplysninger = models.BooleanField("rummer personoplysninger", default=False)
    laast_den = models.DateTimeField("låst", null=True, editable=False)

    class Meta:
        verbose_name = "målemetode"
        verbose_name_plural = "målemetoder"
        ordering = ["definition", "-rolle", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["definition"], condition=Q(rolle="primaer"), name="maalemetode_en_primaer",
                violation_error_message="En indikator har én primær målemetode.",
            ),
            models.CheckConstraint(
                condition=Q(slags__in=enums.MED_TJEKLISTE, tjekliste__isnull=False)
                | ~Q(slags__in=enums.MED_TJEKLISTE) & Q(tjekliste=None),
                name="maalemetode_tjekliste",
                violation_error_message="Tilsyn, sagsgennemgang og interview har en tjekliste. De andre har ingen.",
            ),
            models.CheckConstraint(
                condition=Q(forsinkelse_hverdage__lte=60), name="maalemetode_forsinkelse",
                violation_error_message="Vælg højst 60 hverdage.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.definition}: {self.get_slags_display()}"

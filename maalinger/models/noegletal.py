"""What is measured, how it is defined at a time, and where (31 §2)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from maalinger import enums
from maalinger.querysets import NoegletalQuerySet
from mso_portal.motor.models import Historisk, person
from mso_portal.organisation.models import Afdeling


class Noegletal(Historisk):
    """A figure that is measured regularly. `lokal`: a plan's own, outside the catalogue."""

    kode = models.SlugField("kode", max_length=60, unique=True)
    navn = models.CharField("navn", max_length=80)
    beskrivelse = models.CharField("beskrivelse", max_length=500, blank=True)
    ejer = models.ForeignKey(Afdeling, models.PROTECT, related_name="noegletal", verbose_name="ejer")
    lokal = models.BooleanField("kun i en plan", default=False)
    frekvens = models.CharField("frekvens", max_length=10, choices=enums.Frekvens)
    frist_hverdage = models.PositiveSmallIntegerField("frist i hverdage", default=10)
    kilde = models.CharField("kilde", max_length=12, choices=enums.Kilde, default=enums.Kilde.INDTASTNING)
    personfoelsom = models.BooleanField("personfølsomt", default=False)
    mindste_naevner = models.PositiveIntegerField("mindste nævner, der vises", null=True, blank=True)
    aktiv = models.BooleanField("i brug", default=True)
    oprettet_den = models.DateTimeField("oprettet", editable=False)
    oprettet_af = person(editable=False, verbose_name="oprettet af")

    objects = NoegletalQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "nøgletal"
        verbose_name_plural = "nøgletal"
        ordering = ["navn", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(personfoelsom=True, mindste_naevner__isnull=False)
                | Q(personfoelsom=False, mindste_naevner=None),
                name="noegletal_mindste_naevner",
                violation_error_message="Et personfølsomt nøgletal har en mindste nævner, og kun det.",
            ),
        ]

    def __str__(self):
        return self.navn


class Noegletalversion(Historisk):
    """One definition of a figure. `i_brug_den` is set by the first Observation, and the row is frozen then.

    Values are shown times `multiplikator`, with `decimaler` decimals and `enhed` behind."""

    noegletal = models.ForeignKey(Noegletal, models.PROTECT, related_name="versioner", verbose_name="nøgletal")
    nr = models.PositiveSmallIntegerField("nr.")
    gyldig_fra = models.DateField("gyldig fra")
    retning = models.CharField("retning", max_length=5, choices=enums.Retning)
    art = models.CharField("art", max_length=10, choices=enums.Art)
    enhed = models.CharField("enhed", max_length=20, blank=True)
    multiplikator = models.DecimalField("multiplikator", max_digits=12, decimal_places=4, default=1)
    decimaler = models.PositiveSmallIntegerField("decimaler", default=0)
    taeller_tekst = models.CharField("tæller", max_length=300)
    naevner_tekst = models.CharField("nævner", max_length=300, blank=True)
    population_tekst = models.CharField("population", max_length=300, blank=True)
    datakilde = models.CharField("datakilde", max_length=120, blank=True)
    trin_tekster = ArrayField(models.CharField(max_length=200), null=True, blank=True, verbose_name="trin")
    serieskift = models.BooleanField("ny opgørelse, tallene før kan ikke sammenlignes", default=False)
    oprettet_den = models.DateTimeField("oprettet", editable=False)
    oprettet_af = person(editable=False, verbose_name="oprettet af")
    i_brug_den = models.DateTimeField("i brug", null=True, editable=False)
    i_brug_af = person(null=True, editable=False, verbose_name="i brug af")

    history = HistoricalRecords()

    class Meta:
        verbose_name = "nøgletalversion"
        verbose_name_plural = "nøgletalversioner"
        ordering = ["noegletal", "nr"]
        constraints = [
            models.UniqueConstraint(fields=["noegletal", "nr"], name="noegletalversion_nr"),
            models.UniqueConstraint(
                fields=["noegletal", "gyldig_fra"],
                name="noegletalversion_gyldig_fra",
                violation_error_message="Der er allerede en definition, som gælder fra den dag.",
            ),
            models.CheckConstraint(
                condition=Q(art__in=enums.MED_NAEVNER) & ~Q(naevner_tekst="")
                | ~Q(art__in=enums.MED_NAEVNER) & Q(naevner_tekst=""),
                name="noegletalversion_naevner",
                violation_error_message="Andel, rate og gennemsnit har en nævner. De andre har ingen.",
            ),
            models.CheckConstraint(
                condition=Q(art="trin", trin_tekster__len__range=(2, 5)) | ~Q(art="trin") & Q(trin_tekster=None),
                name="noegletalversion_trin",
                violation_error_message="En skala har to til fem trin.",
            ),
            models.CheckConstraint(
                condition=Q(decimaler__lte=2, multiplikator__gt=0), name="noegletalversion_visning",
                violation_error_message="Vælg højst to decimaler og en multiplikator over 0.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.noegletal}, definition {self.nr}"

    @property
    def har_naevner(self):
        """True when a value is a tæller over a nævner."""
        return self.art in enums.MED_NAEVNER


class Dataserie(Historisk):
    """A figure of one unit; who reports it, and in which years."""

    noegletal = models.ForeignKey(Noegletal, models.PROTECT, related_name="dataserier", verbose_name="nøgletal")
    afdeling = models.ForeignKey(Afdeling, models.PROTECT, related_name="dataserier", verbose_name="afdeling")
    indberetter = person("dataserier", null=True, blank=True, verbose_name="indberetter")
    aktiv_fra = models.DateField("aktiv fra")
    aktiv_til = models.DateField("aktiv til", null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "dataserie"
        verbose_name_plural = "dataserier"
        ordering = ["noegletal", "afdeling"]
        constraints = [
            models.UniqueConstraint(fields=["noegletal", "afdeling"], name="dataserie_en_pr_enhed"),
            models.CheckConstraint(
                condition=Q(aktiv_til=None) | Q(aktiv_til__gte=F("aktiv_fra")),
                name="dataserie_fremad",
                violation_error_message="Serien slutter, før den begynder. Ret en af datoerne.",
            ),
        ]

    def __str__(self):
        return f"{self.noegletal}, {self.afdeling}"

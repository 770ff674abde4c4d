"""The agenda: its items, who takes part in them, who is kept out, and the texts a forum starts from."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.constraints import Deferrable
from simple_history.models import HistoricalRecords

from indstillinger import enums_moede as enums
from indstillinger.enums import Aabenhed, Hjemmel, Sagstype
from indstillinger.models.indstilling import Indstilling, choice
from indstillinger.models.moede import Moede, stamp
from indstillinger.querysets_moede import DagsordenspunktQuerySet, PunktbilagQuerySet, PunktversionQuerySet
from mso_portal.motor.models import Fil, Historisk, person
from mso_portal.organisation.models import Forum
from mso_portal.vaerdier.fields import RigTekstField


class Dagsordenspunkt(Historisk):
    """A paper, a text, the follow-up or a pause on a meeting. Text fields belong to tekst and opfoelgning alone;
    a paper's come from its version. `nummer` is given when it is sent, and never moves."""

    Tilstand, Art = enums.Punkttilstand, enums.Punktart

    uuid = models.UUIDField("uuid", default=uuid.uuid4, unique=True, editable=False)
    moede = models.ForeignKey(Moede, models.PROTECT, related_name="punkter", verbose_name="møde")
    raekkefoelge = models.PositiveIntegerField("rækkefølge")
    art = models.CharField("art", max_length=15, choices=enums.Punktart)
    indstilling = models.ForeignKey(
        Indstilling, models.PROTECT, null=True, blank=True, related_name="dagsordenspunkter",
        verbose_name="indstilling",
    )  # fmt: skip
    titel = models.CharField("offentlig titel", max_length=255, blank=True)
    titel_lukket = models.CharField("lukket titel", max_length=255, blank=True)
    aabenhed = choice("åben eller lukket", Aabenhed, Aabenhed.IKKE_ANGIVET)
    hjemmel = models.CharField("hjemmel", max_length=25, choices=Hjemmel, blank=True)
    begrundelse = models.TextField("begrundelse for at lukke", max_length=1000, blank=True)
    sagstype = models.CharField("sagstype", max_length=25, choices=Sagstype, blank=True)
    tekst = RigTekstField("tekst", blank=True)
    sti = models.CharField("side i portalen", max_length=300, blank=True)
    nummer = models.CharField("nummer", max_length=5, null=True, editable=False)
    minutter = models.PositiveSmallIntegerField("minutter", default=15)
    sen_begrundelse = models.CharField("begrundelse for sent punkt", max_length=300, blank=True)
    udsat_til = models.ForeignKey(Moede, models.PROTECT, null=True, blank=True, related_name="+",
                                  verbose_name="udsat til")  # fmt: skip
    grund = models.CharField("grund", max_length=500, blank=True)
    tilstand = models.CharField(
        "tilstand", max_length=10, choices=enums.Punkttilstand, default=enums.Punkttilstand.OPTAGET
    )
    version = models.PositiveIntegerField("version", default=0)
    afgjort_den, afgjort_af = stamp("afgjort", "afgjort")

    objects = DagsordenspunktQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "dagsordenspunkt"
        verbose_name_plural = "dagsordenspunkter"
        ordering = ["moede", "raekkefoelge"]
        constraints = [
            models.UniqueConstraint(
                fields=["moede", "raekkefoelge"], name="dagsordenspunkt_en_plads", deferrable=Deferrable.DEFERRED
            ),
            models.UniqueConstraint(fields=["moede", "nummer"], name="dagsordenspunkt_et_nummer"),
            models.UniqueConstraint(
                fields=["indstilling"], condition=Q(tilstand="optaget"), name="dagsordenspunkt_et_aabent",
                violation_error_message="Indstillingen er allerede sat på en dagsorden.",
            ),
            models.CheckConstraint(
                condition=Q(art="indstilling", indstilling__isnull=False)
                | (~Q(art="indstilling") & Q(indstilling=None)),
                name="dagsordenspunkt_art",
                violation_error_message="Kun et punkt med en indstilling har en indstilling.",
            ),
            models.CheckConstraint(
                condition=Q(tilstand="optaget", afgjort_den=None, afgjort_af=None)
                | (~Q(tilstand="optaget") & Q(afgjort_den__isnull=False, afgjort_af__isnull=False)),
                name="dagsordenspunkt_afgjort_stempel",
                violation_error_message="Tilstanden og dens stempel passer ikke sammen.",
            ),
            models.CheckConstraint(
                condition=Q(aabenhed="lukket") & ~Q(titel_lukket="") & ~Q(hjemmel="") & ~Q(begrundelse="")
                | ~Q(aabenhed="lukket") & Q(titel_lukket="", hjemmel="", begrundelse=""),
                name="dagsordenspunkt_lukket_felter",
                violation_error_message="Et lukket punkt skal også have lukket titel, hjemmel og begrundelse.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.moede.noegle} punkt {self.nummer or f'({self.raekkefoelge})'}"

    @property
    def er_lukket(self):
        """True for everything that is not said to be åben (D12); a paper's item follows the paper."""
        own = self.indstilling.aabenhed if self.indstilling_id else self.aabenhed
        return own != Aabenhed.AABEN and self.art != enums.Punktart.PAUSE


class Punktdeltager(Historisk):
    """Who comes under one item: he reads that item and nothing else of the meeting (R7)."""

    uuid = models.UUIDField("uuid", default=uuid.uuid4, unique=True, editable=False)
    punkt = models.ForeignKey(Dagsordenspunkt, models.CASCADE, related_name="deltagere", verbose_name="punkt")
    bruger = person("punktdeltagelser", null=True, blank=True, verbose_name="person")
    navn = models.CharField("navn", max_length=120, blank=True)
    fremlaegger = models.BooleanField("fremlægger", default=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "punktdeltager"
        verbose_name_plural = "punktdeltagere"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["punkt", "bruger"], name="punktdeltager_en_gang"),
            models.CheckConstraint(
                condition=Q(bruger__isnull=False, navn="") | Q(bruger=None) & ~Q(navn=""),
                name="punktdeltager_person_eller_navn",
                violation_error_message="Vælg en person, eller skriv et navn.",
            ),
        ]

    def __str__(self):
        return str(self.bruger or self.navn)


class Punktbilag(Historisk):
    """A file of a tekst item, or one handed out in the meeting."""

    uuid = models.UUIDField("uuid", default=uuid.uuid4, unique=True, editable=False)
    punkt = models.ForeignKey(Dagsordenspunkt, models.PROTECT, related_name="punktbilag", verbose_name="punkt")
    nr = models.PositiveSmallIntegerField("nummer")
    titel = models.CharField("titel", max_length=200)
    fil = models.ForeignKey(Fil, models.PROTECT, related_name="+", verbose_name="fil")
    filnavn = models.CharField("filnavn", max_length=200, blank=True)
    aabenhed = choice("åben eller lukket", Aabenhed, Aabenhed.IKKE_ANGIVET)
    hjemmel = models.CharField("hjemmel", max_length=25, choices=Hjemmel, blank=True)
    begrundelse = models.TextField("begrundelse for at lukke", max_length=1000, blank=True)
    uddelt_paa_moedet = models.BooleanField("uddelt på mødet", default=False)

    objects = PunktbilagQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "punktbilag"
        verbose_name_plural = "punktbilag"
        ordering = ["punkt", "nr"]
        constraints = [models.UniqueConstraint(fields=["punkt", "nr"], name="punktbilag_et_nummer")]

    def __str__(self):
        return f"bilag {self.nr}"


class Punktversion(models.Model):
    """Frozen content of a tekst or opfoelgning item. Append-only: the database refuses every change."""

    append_only = True

    punkt = models.ForeignKey(Dagsordenspunkt, models.PROTECT, related_name="versioner", verbose_name="punkt")
    nr = models.PositiveIntegerField("nummer")
    indhold = models.JSONField("indhold")
    sha256 = models.CharField("sha256", max_length=64)
    aabenhed = choice("åben eller lukket", Aabenhed, Aabenhed.IKKE_ANGIVET)
    oprettet_den = models.DateTimeField("oprettet")
    oprettet_af = person(verbose_name="oprettet af")

    objects = PunktversionQuerySet.as_manager()

    class Meta:
        verbose_name = "punktversion"
        verbose_name_plural = "punktversioner"
        ordering = ["nr"]
        constraints = [models.UniqueConstraint(fields=["punkt", "nr"], name="punktversion_et_nummer")]

    def __str__(self):
        return f"{self.punkt} version {self.nr}"


class Udelukkelse(Historisk):
    """A person kept out of an item: R4–R7 are gone for it, also for his deputies, until it is lifted (11 §3)."""

    punkt = models.ForeignKey(Dagsordenspunkt, models.PROTECT, related_name="udelukkelser", verbose_name="punkt")
    bruger = person("udelukkelser", verbose_name="person")
    grund = models.CharField("grund", max_length=10, choices=enums.Udelukkelsesgrund)
    begrundelse = models.CharField("begrundelse", max_length=500, blank=True)
    oprettet_den = models.DateTimeField("oprettet")
    oprettet_af = person(verbose_name="oprettet af")
    ophaevet_den, ophaevet_af = stamp("ophaevet", "ophævet")
    ophaevet_grund = models.CharField("grund til at ophæve", max_length=500, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "udelukkelse"
        verbose_name_plural = "udelukkelser"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["punkt", "bruger"], condition=Q(ophaevet_den=None), name="udelukkelse_en_ad_gangen",
                violation_error_message="Personen er allerede udelukket fra punktet.",
            ),
            models.CheckConstraint(
                condition=Q(ophaevet_den=None, ophaevet_af=None)
                | Q(ophaevet_den__isnull=False, ophaevet_af__isnull=False) & ~Q(ophaevet_grund=""),
                name="udelukkelse_ophaevet_stempel",
                violation_error_message="Skriv, hvorfor udelukkelsen er ophævet.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.bruger} fra {self.punkt}"


class Punktfravaer(Historisk):
    """What differs from the meeting's attendance at one item."""

    punkt = models.ForeignKey(Dagsordenspunkt, models.CASCADE, related_name="fravaer", verbose_name="punkt")
    bruger = person("punktfravaer", verbose_name="person")
    grund = models.CharField("grund", max_length=10, choices=enums.Fravaersgrund)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "punktfravær"
        verbose_name_plural = "punktfravær"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["punkt", "bruger"], name="punktfravaer_en_gang")]

    def __str__(self):
        return f"{self.bruger}, {self.get_grund_display().lower()}"


class Standardpunkt(Historisk):
    """A tekst item that every planned meeting of a forum gets (velkomst, eventuelt)."""

    forum = models.ForeignKey(Forum, models.CASCADE, related_name="standardpunkter", verbose_name="forum")
    titel = models.CharField("titel", max_length=255)
    placering = models.CharField("placering", max_length=10, choices=enums.Placering, default=enums.Placering.SIDST)
    raekkefoelge = models.PositiveSmallIntegerField("rækkefølge", default=1)
    sagstype = models.CharField("sagstype", max_length=25, choices=Sagstype, default=Sagstype.ORIENTERING)
    minutter = models.PositiveSmallIntegerField("minutter", default=5)
    aabenhed = models.CharField(
        "åben eller lukket", max_length=25, choices=[(Aabenhed.AABEN.value, Aabenhed.AABEN.label)],
        default=Aabenhed.AABEN,
    )  # fmt: skip

    history = HistoricalRecords()

    class Meta:
        verbose_name = "standardpunkt"
        verbose_name_plural = "standardpunkter"
        ordering = ["forum", "placering", "raekkefoelge"]

    def __str__(self):
        return self.titel


class Standardtekst(Historisk):
    """The words a forum uses for an outcome in place of the seeded ones."""

    forum = models.ForeignKey(Forum, models.CASCADE, related_name="standardtekster", verbose_name="forum")
    udfald = models.CharField("udfald", max_length=25, choices=enums.Udfald)
    tekst = models.CharField("tekst", max_length=60)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "standardtekst"
        verbose_name_plural = "standardtekster"
        ordering = ["forum", "udfald"]
        constraints = [models.UniqueConstraint(fields=["forum", "udfald"], name="standardtekst_en_pr_udfald")]

    def __str__(self):
        return self.tekst

    @classmethod
    def labels(cls, forum):
        """Return {udfald: label} of a forum: its own words, else the seeded ones. One query."""
        own = dict(cls.objects.filter(forum=forum).order_by("pk").values_list("udfald", "tekst"))
        return {one.value: own.get(one.value, one.label) for one in enums.Udfald}

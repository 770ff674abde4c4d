"""The paper that asks a forum to decide, discuss or note one matter (10 §3.1)."""

import uuid

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from indstillinger import enums
from indstillinger.enums_moede import PLADS, Vedroererart
from indstillinger.models.moede import Moede
from indstillinger.querysets import IndstillingQuerySet
from mso_portal.motor.models import Historisk, person
from mso_portal.organisation.models import Afdeling, Bruger, Forum
from mso_portal.vaerdier.fields import RigTekstField

SUBMITTED = ("til_godkendelse", "godkendt", "behandlet")
APPROVED = ("godkendt", "behandlet")


def choice(label, choices, default, **kwargs):
    """Return a short text column with choices."""
    return models.CharField(label, max_length=25, choices=choices, default=default, **kwargs)


def stamped(prefix, states, *, only=False, extra=()):
    """Tie a state to its stamp: in `states` the pair is set; with `only`, elsewhere it is empty."""
    pair = {f"{prefix}_den__isnull": False, f"{prefix}_af__isnull": False} | {
        f"{name}__isnull": False for name in extra
    }
    empty = {f"{prefix}_den": None, f"{prefix}_af": None} | dict.fromkeys(extra)
    outside = Q(**empty) if only else Q(**empty) | Q(**pair)
    return models.CheckConstraint(
        condition=(Q(tilstand__in=states) & Q(**pair)) | (~Q(tilstand__in=states) & outside),
        name=f"indstilling_{prefix}_stempel",
        violation_error_message="Tilstanden og dens stempel passer ikke sammen.",
    )


def _godkendt_fase(known):
    """An approved paper waits, stands on an agenda, was sent, or was put off (D17: all of it derived)."""
    if known.punkttilstand in PLADS:
        return enums.Fase.UDSENDT if known.punktnummer else enums.Fase.PAA_DAGSORDEN
    return enums.Fase.UDSAT if known.punkttilstand == "udsat" else enums.Fase.GODKENDT


class Indstilling(Historisk):
    """A paper. Text is edited field by field in kladde only; versions freeze it; states move by workflow alone."""

    Tilstand, Aabenhed = enums.Tilstand, enums.Aabenhed

    uuid = models.UUIDField("uuid", default=uuid.uuid4, unique=True, editable=False)
    nummer = models.CharField("nummer", max_length=10, unique=True, editable=False)
    forum = models.ForeignKey(Forum, models.PROTECT, related_name="indstillinger", verbose_name="forum")
    oensket_moede = models.ForeignKey(
        Moede, models.PROTECT, null=True, blank=True, related_name="indstillinger", verbose_name="ønsket møde"
    )
    sagstype = choice("sagstype", enums.Sagstype, enums.Sagstype.BESLUTNING)
    formular = choice("formular", enums.Formular, enums.Formular.ALMINDELIG)
    titel = models.CharField("offentlig titel", max_length=255)
    aabenhed = choice("åben eller lukket", enums.Aabenhed, enums.Aabenhed.IKKE_ANGIVET)
    titel_lukket = models.CharField("lukket titel", max_length=255, blank=True)
    hjemmel = models.CharField("hjemmel", max_length=25, choices=enums.Hjemmel, blank=True)
    lukket_begrundelse = models.TextField("begrundelse for at lukke", max_length=1000, blank=True)
    sagsbehandler = person("indstillinger_som_sagsbehandler", verbose_name="sagsbehandler")
    medforfattere = models.ManyToManyField(
        Bruger, related_name="indstillinger_som_medforfatter", blank=True, verbose_name="medforfattere"
    )
    ansvarlig_leder = person("indstillinger_som_leder", null=True, blank=True, verbose_name="ansvarlig leder")
    afdeling = models.ForeignKey(
        Afdeling, models.PROTECT, null=True, blank=True, related_name="indstillinger", verbose_name="afdeling"
    )
    afsendende_afdeling = models.ForeignKey(
        Afdeling, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="afsendende afdeling"
    )
    resume = models.TextField("resumé", max_length=600, blank=True)
    baggrund = RigTekstField("baggrund", blank=True)
    effekt = RigTekstField("effekt", blank=True)
    opfoelgning = RigTekstField("opfølgning", blank=True)
    kommunikation = RigTekstField("kommunikation", blank=True)
    koordinering = RigTekstField("koordinering", blank=True)
    alternativer = RigTekstField("alternativer", blank=True)
    jura = RigTekstField("jura", blank=True)
    udgiftsgrundlag = choice("udgiftsgrundlag", enums.Udgiftsgrundlag, enums.Udgiftsgrundlag.SAMLET)
    budgetstart = models.PositiveSmallIntegerField("første budgetår")
    finansiering_status = choice("direkte udgifter", enums.Finansieringsstatus, enums.Finansieringsstatus.IKKE_ANGIVET)
    sen_begrundelse = models.CharField("begrundelse for sen indmelding", max_length=300, blank=True)
    vedroerer = models.ForeignKey(
        "indstillinger.Beslutning", models.PROTECT, null=True, blank=True, related_name="sager",
        verbose_name="vedrører beslutning",
    )  # fmt: skip
    vedroerer_art = models.CharField("hvordan", max_length=12, choices=Vedroererart, blank=True)
    sagsnummer = models.CharField("sagsnummer", max_length=50, blank=True)
    kle = models.CharField("KLE-nummer", max_length=8, blank=True)
    journaliseret_den = models.DateTimeField("journaliseret", null=True, editable=False)
    journaliseret_af = person(null=True, editable=False, verbose_name="journaliseret af")

    tilstand = choice("tilstand", enums.Tilstand, enums.Tilstand.KLADDE, editable=False)
    version = models.PositiveIntegerField("version", default=0, editable=False)
    oprettet_den = models.DateTimeField("oprettet", editable=False)
    oprettet_af = person(editable=False, verbose_name="oprettet af")
    redigeret_den = models.DateTimeField("ændret", editable=False)
    redigeret_af = person(editable=False, verbose_name="ændret af")
    feltspor = models.JSONField("hvem ændrede hvilket felt hvornår", default=dict, editable=False)
    indsendt_den = models.DateTimeField("sendt til godkendelse", null=True, editable=False)
    indsendt_af = person(null=True, editable=False, verbose_name="sendt til godkendelse af")
    indsendt_version = models.ForeignKey(
        "Indstillingsversion", models.PROTECT, null=True, editable=False, related_name="+", verbose_name="sendt version"
    )
    godkendt_den = models.DateTimeField("godkendt", null=True, editable=False)
    godkendt_af = person(null=True, editable=False, verbose_name="godkendt af")
    godkendt_version = models.ForeignKey(
        "Indstillingsversion", models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name="godkendt version",
    )  # fmt: skip
    behandlet_den = models.DateTimeField("behandlet", null=True, editable=False)
    behandlet_af = person(null=True, editable=False, verbose_name="behandlet af")
    trukket_den = models.DateTimeField("trukket", null=True, editable=False)
    trukket_af = person(null=True, editable=False, verbose_name="trukket af")
    trukket_grund = models.CharField("grund til at trække sagen", max_length=500, blank=True, editable=False)

    objects = IndstillingQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["feltspor"], m2m_fields=[medforfattere])

    class Meta:
        verbose_name = "indstilling"
        verbose_name_plural = "indstillinger"
        ordering = ["-nummer"]
        indexes = [
            # the lists of drafts and of what waits for a leader
            models.Index(fields=["sagsbehandler", "tilstand"]),
            models.Index(fields=["ansvarlig_leder", "tilstand"]),
            # the default order of every list
            models.Index(fields=["-redigeret_den", "-nummer"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(aabenhed="lukket") | Q(titel_lukket="", hjemmel="", lukket_begrundelse=""),
                name="indstilling_lukket_felter",
                violation_error_message="Lukket titel, hjemmel og begrundelse hører kun til en lukket indstilling.",
            ),
            models.CheckConstraint(
                condition=~Q(aabenhed="lukket")
                | Q(tilstand__in=["kladde", "trukket"])
                | (~Q(titel_lukket="") & ~Q(hjemmel="") & ~Q(lukket_begrundelse="")),
                name="indstilling_lukket_helt",
                violation_error_message="En lukket indstilling skal også have lukket titel, hjemmel og begrundelse.",
            ),
            models.CheckConstraint(
                condition=Q(titel_lukket="") | ~Q(titel_lukket=F("titel")),
                name="indstilling_to_titler",
                violation_error_message="Den lukkede titel skal være en anden end den offentlige.",
            ),
            models.CheckConstraint(
                condition=Q(journaliseret_den=None, journaliseret_af=None)
                | Q(journaliseret_den__isnull=False, journaliseret_af__isnull=False),
                name="indstilling_journaliseret_stempel",
                violation_error_message="Journalisering skal have både dato og navn.",
            ),
            models.CheckConstraint(
                condition=Q(vedroerer=None, vedroerer_art="") | Q(vedroerer__isnull=False) & ~Q(vedroerer_art=""),
                name="indstilling_vedroerer",
                violation_error_message="Vælg både beslutningen og, hvordan sagen vedrører den.",
            ),
            stamped("indsendt", SUBMITTED, extra=["indsendt_version"]),
            stamped("godkendt", APPROVED, extra=["godkendt_version"]),
            stamped("behandlet", ["behandlet"], only=True),
            stamped("trukket", ["trukket"], only=True),
            models.CheckConstraint(
                condition=~Q(tilstand="trukket", trukket_grund="")
                & (Q(tilstand="trukket") | Q(trukket_grund=""))
                & (~Q(tilstand="kladde") | Q(indsendt_den=None, godkendt_den=None)),
                name="indstilling_kladde_uden_stempler",
                violation_error_message="En kladde har ingen stempler, og en trukket sag har en grund.",
            ),
        ]

    def __str__(self):
        return self.nummer

    @property
    def er_lukket(self):
        """True for everything that is not said to be åben (D12)."""
        return self.aabenhed != enums.Aabenhed.AABEN

    @property
    def fase(self):
        """The state as people see it; one query for a paper that wasn't read through `med_fase()`."""
        if self.tilstand not in (enums.Tilstand.KLADDE, enums.Tilstand.GODKENDT):
            return enums.Fase(self.tilstand)
        known = self if "aabne_spoergsmaal" in vars(self) else type(self).objects.med_fase().only("pk").get(pk=self.pk)
        if self.tilstand == enums.Tilstand.GODKENDT:
            return _godkendt_fase(known)
        if known.aabne_spoergsmaal:
            return enums.Fase.I_KOORDINERING
        returned = known.sidste_udfald == enums.Godkendelsesudfald.RETURNERET
        return enums.Fase.RETURNERET if returned else enums.Fase.KLADDE

    @property
    def egentlig_titel(self):
        """The title for those who may read the paper."""
        return self.titel_lukket or self.titel or "Uden titel"

    @property
    def neutral_titel(self):
        """The title where a browser or proxy may keep it (40 §2)."""
        return f"Lukket indstilling {self.nummer}" if self.er_lukket else self.egentlig_titel

    @property
    def budgetaar(self):
        """The four years of the money table."""
        return [self.budgetstart + step for step in range(4)]

    @property
    def referencedato(self):
        """The day a text like "uge 43" is read against: the meeting, else the creation."""
        return self.oensket_moede.dato if self.oensket_moede else self.oprettet_den.date()

"""A plan's report for a round: its texts, its lights, what each person owes it, and what the styregruppe is asked
(21 §2). Frozen with all its rows once `laast_den` is set."""

from django.db import models
from django.db.models import F, Q

from indsatser import enums
from indsatser.models.grundlag import Aggregat, at_least, choice, follows, stamp
from indsatser.models.leverance import Leverance
from indsatser.models.maal import Maalemetode
from indsatser.models.milepael import Milepael
from indsatser.models.plan import Indsatsplan, Opfoelgningspunkt
from indsatser.models.risiko import Planrisiko
from indsatser.models.runde import Statusrunde
from indsatser.querysets import KvartalsstatusQuerySet, StatusbidragQuerySet
from indstillinger.models import Dagsordenspunkt
from mso_portal.motor.models import person

TO_PERSONER = "Du har selv sendt status til godkendelse. En anden skal godkende den."


class Kvartalsstatus(Aggregat):
    """One plan's status in one round; `nr` counts its editions, a correction is the next. `noegle` is the round's, with
    "-2" behind when the plan has that one already. `data` is what was approved, byte for byte what is frozen."""

    Tilstand = enums.Statustilstand

    plan = models.ForeignKey(Indsatsplan, models.PROTECT, related_name="statusser", verbose_name="plan")
    runde = models.ForeignKey(Statusrunde, models.PROTECT, related_name="statusser", verbose_name="statusrunde")
    noegle = models.CharField("nøgle", max_length=14, editable=False)
    nr = models.PositiveSmallIntegerField("version af status", default=1, editable=False)
    erstatter = models.OneToOneField(
        "self", models.PROTECT, null=True, editable=False, related_name="erstattet_af", verbose_name="erstatter"
    )
    rettelse_begrundelse = models.CharField("begrundelse for rettelsen", max_length=500, blank=True)
    tilstand = choice("tilstand", enums.Statustilstand, enums.Statustilstand.AABEN, editable=False)
    resume = models.CharField("kort fortalt", max_length=400, blank=True)
    siden_sidst = models.CharField("siden sidst", max_length=900, blank=True)
    naeste = models.CharField("næste periode", max_length=600, blank=True)
    offentlig_tekst = models.CharField("offentlig tekst", max_length=600, blank=True)
    tilbage_grund = models.CharField("hvorfor den kom tilbage", max_length=500, blank=True, editable=False)
    indsendt_den, indsendt_af = stamp("sendt til godkendelse")
    indsendt_for = person(null=True, editable=False, verbose_name="sendt på vegne af")
    godkendt_den, godkendt_af = stamp("godkendt")
    godkendt_for = person(null=True, editable=False, verbose_name="godkendt på vegne af")
    laast_den, laast_af = stamp("låst")
    data = models.JSONField("data", null=True, editable=False)
    data_sha256 = models.CharField("sha256 af data", max_length=64, blank=True, editable=False)
    dagsordenspunkt = models.ForeignKey(
        Dagsordenspunkt, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="dagsordenspunkt"
    )

    objects = KvartalsstatusQuerySet.as_manager()

    class Meta:
        verbose_name = "kvartalsstatus"
        verbose_name_plural = "kvartalsstatusser"
        ordering = ["plan", "runde__statusdato", "nr"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "runde", "nr"], name="kvartalsstatus_nr"),
            models.UniqueConstraint(fields=["plan", "noegle", "nr"], name="kvartalsstatus_noegle"),
            models.UniqueConstraint(
                fields=["plan", "runde"], condition=Q(laast_den=None), name="kvartalsstatus_en_ad_gangen",
                violation_error_message="Planens status i runden er allerede under skrivning.",
            ),
            models.CheckConstraint(
                condition=Q(nr=1, erstatter=None, rettelse_begrundelse="")
                | Q(nr__gt=1, erstatter__isnull=False) & at_least("rettelse_begrundelse", 20),
                name="kvartalsstatus_rettelse",
                violation_error_message="Skriv, hvorfor status rettes (mindst 20 tegn).",
            ),
            models.CheckConstraint(
                condition=Q(tilstand="aaben", indsendt_den=None, indsendt_af=None)
                | Q(tilstand__in=["til_godkendelse", "godkendt"], indsendt_den__isnull=False,
                    indsendt_af__isnull=False)
                | Q(tilstand="laast"),
                name="kvartalsstatus_indsendt",
            ),
            models.CheckConstraint(
                condition=Q(tilstand__in=["aaben", "til_godkendelse"], godkendt_den=None, godkendt_af=None, data=None)
                | Q(tilstand="godkendt", godkendt_den__isnull=False, godkendt_af__isnull=False, data__isnull=False)
                | Q(tilstand="laast", data__isnull=False),
                name="kvartalsstatus_godkendt",
            ),
            follows("laast", ["laast"], "kvartalsstatus"),
            models.CheckConstraint(
                condition=Q(nr=1) | ~Q(tilstand="laast") | Q(godkendt_den__isnull=False),
                name="kvartalsstatus_rettelse_godkendt",
                violation_error_message="En rettelse låses først, når den er godkendt.",
            ),
            models.CheckConstraint(
                condition=Q(godkendt_af=None)
                | ~Q(godkendt_af=F("indsendt_af"))
                & (Q(indsendt_for=None) | ~Q(godkendt_af=F("indsendt_for")))
                & (Q(godkendt_for=None) | ~Q(godkendt_for=F("indsendt_af")))
                & (Q(godkendt_for=None) | Q(indsendt_for=None) | ~Q(godkendt_for=F("indsendt_for"))),
                name="kvartalsstatus_to_personer", violation_error_message=TO_PERSONER,
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.plan} {self.noegle}" + (f" version {self.nr}" if self.nr > 1 else "")

    @property
    def er_forbi(self):
        """True for one that nobody locked before its round was ended or cancelled: nothing is asked for it any more."""
        return self.laast_den is None and self.nr == 1 and self.runde.tilstand in enums.RUNDEN_FORBI

    @property
    def uden_godkendelse(self):
        """True when it was locked though the programejer had not approved it: every page says so."""
        return self.laast_den is not None and self.godkendt_den is None


class Statusvurdering(models.Model):
    """The chosen light of a dimension, the suggestion it was chosen beside, and why. It counts as not chosen when the
    suggestion has changed since."""

    status = models.ForeignKey(
        Kvartalsstatus, models.CASCADE, related_name="vurderinger", verbose_name="kvartalsstatus"
    )
    dimension = choice("dimension", enums.Dimension)
    valgt = choice("valgt", enums.Lys, null=True, blank=True)
    valgt_ud_fra = choice("forslag, da der blev valgt", enums.Lys, null=True, editable=False)
    begrundelse = models.CharField("begrundelse", max_length=160, blank=True)
    aarsag_tiltag = models.CharField("årsag og tiltag", max_length=160, blank=True)

    class Meta:
        verbose_name = "statusvurdering"
        verbose_name_plural = "statusvurderinger"
        ordering = ["status", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["status", "dimension"], name="statusvurdering_en_pr_dimension"),
            models.CheckConstraint(
                condition=Q(valgt=None, valgt_ud_fra=None) | Q(valgt__isnull=False, valgt_ud_fra__isnull=False),
                name="statusvurdering_valgt_ud_fra",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.status}: {self.get_dimension_display()}"


GENSTAND = {
    enums.Bidragsslags.MAALING: "metode", enums.Bidragsslags.MILEPAEL: "milepael",
    enums.Bidragsslags.LEVERANCE: "leverance", enums.Bidragsslags.RISIKO: "risiko",
    enums.Bidragsslags.OPFOELGNING: "punkt", enums.Bidragsslags.OEKONOMI: None,
}  # fmt: skip


def _of_its_kind():
    """Exactly the column of the kind is set; money has none."""
    columns = [name for name in GENSTAND.values() if name]
    found = Q()
    for slags, own in GENSTAND.items():
        found |= Q(slags=slags, **{f"{name}__isnull": name != own for name in columns})
    return found


class Statusbidrag(Aggregat):
    """What one person must report to one status about one thing, by `frist`."""

    status = models.ForeignKey(Kvartalsstatus, models.CASCADE, related_name="bidrag", verbose_name="kvartalsstatus")
    slags = choice("slags", enums.Bidragsslags)
    metode = models.ForeignKey(
        Maalemetode, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="målemetode"
    )
    milepael = models.ForeignKey(
        Milepael, models.PROTECT, null=True, blank=True, related_name="bidrag", verbose_name="milepæl"
    )
    leverance = models.ForeignKey(
        Leverance, models.PROTECT, null=True, blank=True, related_name="bidrag", verbose_name="leverance"
    )
    risiko = models.ForeignKey(
        Planrisiko, models.PROTECT, null=True, blank=True, related_name="bidrag", verbose_name="risiko"
    )
    punkt = models.ForeignKey(
        Opfoelgningspunkt, models.PROTECT, null=True, blank=True, related_name="bidrag",
        verbose_name="opfølgningspunkt",
    )  # fmt: skip
    ansvarlig = person("statusbidrag", null=True, verbose_name="ansvarlig")
    frist = models.DateField("frist")
    svar = choice("svar", enums.Bidragssvar, enums.Bidragssvar.MANGLER, editable=False)
    besvaret_den, besvaret_af = stamp("besvaret")
    paa_vegne_af = person(null=True, editable=False, verbose_name="på vegne af")
    pindet_den, pindet_af = stamp("mindet om")

    objects = StatusbidragQuerySet.as_manager()

    class Meta:
        verbose_name = "statusbidrag"
        verbose_name_plural = "statusbidrag"
        ordering = ["status", "pk"]
        indexes = [models.Index(fields=["ansvarlig", "svar"])]  # "Mine bidrag"
        constraints = [
            models.CheckConstraint(condition=_of_its_kind(), name="statusbidrag_genstand"),
            *(
                models.UniqueConstraint(
                    fields=["status", name], condition=Q(**{f"{name}__isnull": False}), name=f"statusbidrag_{name}"
                )
                for name in GENSTAND.values() if name
            ),
            models.UniqueConstraint(fields=["status"], condition=Q(slags="oekonomi"), name="statusbidrag_oekonomi"),
            models.CheckConstraint(
                condition=Q(svar="mangler", besvaret_den=None, besvaret_af=None)
                | ~Q(svar="mangler") & Q(besvaret_den__isnull=False, besvaret_af__isnull=False),
                name="statusbidrag_besvaret",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.status}: {self.genstand or self.get_slags_display()}"

    @property
    def genstand(self):
        """The row it is about; None for the money."""
        name = GENSTAND[self.slags]
        return getattr(self, name) if name else None


class Statusbeslutning(Aggregat):
    """A question to the styregruppe, or to the chefteam, with two to four options."""

    status = models.ForeignKey(
        Kvartalsstatus, models.CASCADE, related_name="beslutninger", verbose_name="kvartalsstatus"
    )
    nr = models.PositiveSmallIntegerField("nr.")
    spoergsmaal = models.CharField("spørgsmål", max_length=160)
    niveau = choice("besluttes af", enums.Beslutningsniveau, enums.Beslutningsniveau.STYREGRUPPE)

    class Meta:
        verbose_name = "statusbeslutning"
        verbose_name_plural = "statusbeslutninger"
        ordering = ["status", "nr"]
        constraints = [
            models.UniqueConstraint(fields=["status", "nr"], name="statusbeslutning_nr"),
            models.CheckConstraint(
                condition=Q(nr__range=(1, 3)), name="statusbeslutning_hoejst_tre",
                violation_error_message="Der er plads til tre beslutninger på den trykte side.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.status}, beslutning {self.nr}"


class Valgmulighed(models.Model):
    """One option of a question; the one that is proposed is marked. `status` stands here too: its lock freezes the
    row."""

    status = models.ForeignKey(
        Kvartalsstatus, models.CASCADE, related_name="valgmuligheder", verbose_name="kvartalsstatus"
    )
    beslutning = models.ForeignKey(
        Statusbeslutning, models.CASCADE, related_name="valgmuligheder", verbose_name="statusbeslutning"
    )
    bogstav = models.CharField("bogstav", max_length=1)
    tekst = models.CharField("mulighed", max_length=80)
    konsekvens = models.CharField("konsekvens", max_length=80, blank=True)
    indstillet = models.BooleanField("indstillet", default=False)
    aendring = models.ForeignKey(
        "indsatser.Aendring", models.PROTECT, null=True, blank=True, related_name="valgmuligheder",
        verbose_name="ændring",
    )  # fmt: skip

    class Meta:
        verbose_name = "valgmulighed"
        verbose_name_plural = "valgmuligheder"
        ordering = ["beslutning", "bogstav"]
        constraints = [
            models.UniqueConstraint(fields=["beslutning", "bogstav"], name="valgmulighed_bogstav"),
            models.UniqueConstraint(
                fields=["beslutning"], condition=Q(indstillet=True), name="valgmulighed_en_indstillet",
                violation_error_message="Kun én mulighed kan være indstillet.",
            ),
            models.CheckConstraint(
                condition=Q(bogstav__in=["A", "B", "C", "D"]), name="valgmulighed_hoejst_fire",
                violation_error_message="En beslutning har højst fire muligheder.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.bogstav}: {self.tekst}"


class Statusudfald(Aggregat):
    """What became of a question at the meeting; it may be changed until the round is closed. Without `art` the chefteam
    decides, by its indstilling."""

    beslutning = models.OneToOneField(
        Statusbeslutning, models.PROTECT, related_name="udfald", verbose_name="statusbeslutning"
    )
    art = models.CharField("udfald", max_length=21, choices=enums.Statusudfaldsart, blank=True)
    valgt = models.ForeignKey(
        Valgmulighed, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="valgt mulighed"
    )
    tekst = models.CharField("vedtaget ordlyd", max_length=600, blank=True)
    udsat_til = models.ForeignKey(
        Statusrunde, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="udsat til"
    )
    accepteret = choice("accepteret afvigelse", enums.Dimension, blank=True, default="")
    accepteret_til = models.DateField("accepteret til", null=True, blank=True)
    indstilling = models.ForeignKey(
        "indstillinger.Indstilling", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="indstilling"
    )
    laast_den, laast_af = stamp("låst")

    class Meta:
        verbose_name = "statusudfald"
        verbose_name_plural = "statusudfald"
        ordering = ["beslutning"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(art="") | Q(indstilling__isnull=False), name="statusudfald_art",
                violation_error_message="Vælg et udfald.",
            ),
            models.CheckConstraint(
                condition=~Q(art="vedtaget") | Q(valgt__isnull=False), name="statusudfald_valgt",
                violation_error_message="Vælg den mulighed, der blev vedtaget.",
            ),
            models.CheckConstraint(
                condition=~Q(art="vedtaget_med_aendring") | ~Q(tekst=""), name="statusudfald_ordlyd",
                violation_error_message="Skriv, hvad styregruppen vedtog.",
            ),
            models.CheckConstraint(
                condition=~Q(art="udsat") | Q(udsat_til__isnull=False), name="statusudfald_udsat_til",
                violation_error_message="Vælg den runde, beslutningen er udsat til.",
            ),
            models.CheckConstraint(
                condition=Q(accepteret="", accepteret_til=None) | ~Q(accepteret="") & Q(accepteret_til__isnull=False),
                name="statusudfald_accepteret",
                violation_error_message="Skriv, hvor længe afvigelsen er accepteret.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.beslutning}: {self.get_art_display()}"


class Statusrettelse(models.Model):
    """One corrected value of a locked status, in the version that replaces it; `sti` names the value in its data. It
    changes no live row."""

    status = models.ForeignKey(Kvartalsstatus, models.CASCADE, related_name="rettelser", verbose_name="kvartalsstatus")
    sti = models.CharField("sti", max_length=120)
    foer = models.JSONField("før", null=True)
    efter = models.JSONField("efter", null=True)
    begrundelse = models.CharField("begrundelse", max_length=300)

    class Meta:
        verbose_name = "statusrettelse"
        verbose_name_plural = "statusrettelser"
        ordering = ["status", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["status", "sti"], name="statusrettelse_en_pr_sti"),
            models.CheckConstraint(
                condition=at_least("begrundelse", 20), name="statusrettelse_begrundet",
                violation_error_message="Skriv, hvorfor værdien rettes (mindst 20 tegn).",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.status}: {self.sti}"

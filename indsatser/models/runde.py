"""When a forum wants reports, which plan reports to it, and the single round with its frister (21 §2)."""

from django.db import models
from django.db.models import F, Q

from indsatser import enums
from indsatser.models.grundlag import Aggregat, choice, follows, stamp
from indsatser.models.plan import Indsatsplan
from indstillinger.models import Moede
from mso_portal.motor import ur
from mso_portal.organisation.models import Forum


class Rapporteringsrytme(Aggregat):
    """How often a forum gets a status. The frister are counted in hverdage, before or after the statusdato."""

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="rapporteringsrytmer", verbose_name="forum")
    navn = models.CharField("navn", max_length=80)
    art = choice("rytme", enums.Rytmeart, enums.Rytmeart.KVARTAL)
    interval = models.PositiveSmallIntegerField("interval", null=True, blank=True)
    anker = models.DateField("første dato", null=True, blank=True)
    aabn_foer = models.PositiveSmallIntegerField("åbner før", default=10)
    bidrag = models.PositiveSmallIntegerField("bidrag efter", default=5)
    tekst = models.PositiveSmallIntegerField("tekst efter", default=8)
    godkend = models.PositiveSmallIntegerField("godkendelse efter", default=10)
    laas_foer = models.PositiveSmallIntegerField("låses før mødet", default=5)
    aktiv_til = models.DateField("aktiv til", null=True, blank=True)

    class Meta:
        verbose_name = "rapporteringsrytme"
        verbose_name_plural = "rapporteringsrytmer"
        ordering = ["forum", "navn"]
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "navn"], name="rapporteringsrytme_navn",
                violation_error_message="Forummet har allerede en rytme med det navn.",
            ),
            models.CheckConstraint(
                condition=Q(art="maaned", interval__range=(1, 12), anker__isnull=False)
                | Q(art="uger", interval__range=(1, 26), anker__isnull=False)
                | Q(art__in=["kvartal", "datoer"], interval=None, anker=None),
                name="rapporteringsrytme_interval",
                violation_error_message="Måneder (1-12) og uger (1-26) har et interval og en første dato.",
            ),
            models.CheckConstraint(
                condition=Q(bidrag__gt=0, tekst__gte=F("bidrag"), godkend__gte=F("tekst")),
                name="rapporteringsrytme_frister",
                violation_error_message="Fristerne følger efter hinanden: bidrag, tekst, godkendelse.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.forum}: {self.navn}"

    @property
    def er_slut(self):
        """True after its last day."""
        return self.aktiv_til is not None and self.aktiv_til < ur.i_dag()


class Statuspligt(Aggregat):
    """Which plan reports in which rhythm; an aktiv plan has exactly one primary."""

    plan = models.ForeignKey(Indsatsplan, models.CASCADE, related_name="statuspligter", verbose_name="plan")
    rytme = models.ForeignKey(
        Rapporteringsrytme, models.PROTECT, related_name="statuspligter", verbose_name="rapporteringsrytme"
    )
    primaer = models.BooleanField("primær", default=True)
    form = choice("form", enums.Statusform, enums.Statusform.AUTO)
    fra = models.DateField("fra")
    til = models.DateField("til", null=True, blank=True)

    class Meta:
        verbose_name = "statuspligt"
        verbose_name_plural = "statuspligter"
        ordering = ["plan", "-primaer", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "rytme"], condition=Q(til=None), name="statuspligt_en_pr_rytme",
                violation_error_message="Planen rapporterer allerede i den rytme.",
            ),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(til=None, primaer=True), name="statuspligt_en_primaer",
                violation_error_message="Planen har allerede en primær rapportering.",
            ),
            models.CheckConstraint(
                condition=Q(til=None) | Q(til__gte=F("fra")), name="statuspligt_fremad",
                violation_error_message="Rapporteringen slutter, før den begynder.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.plan}: {self.rytme}"


class Statusrunde(Aggregat):
    """One period of reporting and its frister; `noegle` is "2020-K3", or the planned date."""

    Tilstand = enums.Rundetilstand

    rytme = models.ForeignKey(
        Rapporteringsrytme, models.PROTECT, related_name="runder", verbose_name="rapporteringsrytme"
    )
    forum = models.ForeignKey(Forum, models.PROTECT, related_name="statusrunder", verbose_name="forum")
    noegle = models.CharField("nøgle", max_length=12)
    betegnelse = models.CharField("betegnelse", max_length=80)
    planlagt_dato = models.DateField("planlagt statusdato")
    statusdato = models.DateField("statusdato")
    periode_start = models.DateField("periodens første dag")
    moededato = models.DateField("mødedato", null=True, blank=True)
    moede = models.ForeignKey(Moede, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="møde")
    note = models.CharField("note", max_length=200, blank=True)
    aabnes = models.DateField("åbnes")
    bidragsfrist = models.DateField("frist for bidrag")
    tekstfrist = models.DateField("frist for tekst")
    godkendelsesfrist = models.DateField("frist for godkendelse")
    laasefrist = models.DateField("låses senest")
    tilstand = choice("tilstand", enums.Rundetilstand, enums.Rundetilstand.PLANLAGT, editable=False)
    aabnet_den, aabnet_af = stamp("åbnet")
    afsluttet_den, afsluttet_af = stamp("afsluttet")
    aflyst_den, aflyst_af = stamp("aflyst")
    ferie_bekraeftet_den, ferie_bekraeftet_af = stamp("holdes i ferien")
    uden_status_grund = models.CharField("hvorfor planer er uden låst status", max_length=500, blank=True)
    aflyst_grund = models.CharField("grund til aflysning", max_length=500, blank=True)

    class Meta:
        verbose_name = "statusrunde"
        verbose_name_plural = "statusrunder"
        ordering = ["forum", "statusdato"]
        constraints = [
            models.UniqueConstraint(fields=["forum", "noegle"], name="statusrunde_noegle"),
            models.UniqueConstraint(fields=["rytme", "planlagt_dato"], name="statusrunde_planlagt"),
            follows("aflyst", ["aflyst"], "statusrunde"),
            models.CheckConstraint(
                condition=Q(
                    aabnes__lt=F("statusdato"), bidragsfrist__gte=F("statusdato"), tekstfrist__gte=F("bidragsfrist"),
                    godkendelsesfrist__gte=F("tekstfrist"), laasefrist__gte=F("godkendelsesfrist"),
                ) & (Q(moededato=None) | Q(moededato__gte=F("laasefrist"))),
                name="statusrunde_frister",
                violation_error_message="Fristerne skal følge efter hinanden frem til mødet.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.forum} {self.noegle}"

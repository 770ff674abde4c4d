"""A dated meeting of a forum, and who came to it."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from indstillinger import enums_moede as enums
from indstillinger.beregning.frister import frister
from indstillinger.querysets_moede import MoedeQuerySet
from mso_portal.motor import ur
from mso_portal.motor.models import Historisk, person
from mso_portal.organisation.models import Forum, Lukkedag
from mso_portal.vaerdier.datoer import DANSK_TID, ugedag_dato


def stamp(prefix, label):
    """Return the two columns of a stamp, empty until a verb sets them."""
    return (
        models.DateTimeField(label, null=True, editable=False),
        person(null=True, editable=False, verbose_name=f"{label} af"),
    )


def follows(prefix, state, model, *, column="tilstand"):
    """Tie a state to its stamp: the pair is set in the state and empty outside it."""
    inside = Q(**{column: state, f"{prefix}_den__isnull": False, f"{prefix}_af__isnull": False})
    outside = ~Q(**{column: state}) & Q(**{f"{prefix}_den": None, f"{prefix}_af": None})
    return models.CheckConstraint(
        condition=inside | outside, name=f"{model}_{prefix}_stempel",
        violation_error_message="Tilstanden og dens stempel passer ikke sammen.",
    )  # fmt: skip


class Moede(Historisk):
    """`noegle` ("ct-2020-05-29") is the URL key, and stays when the meeting is moved. The frister are stored when it
    is planned."""

    Tilstand = enums.Moedetilstand

    noegle = models.CharField("nøgle", max_length=30, unique=True)
    forum = models.ForeignKey(Forum, models.PROTECT, related_name="moeder", verbose_name="forum")
    dato = models.DateField("dato")
    start = models.TimeField("start")
    slut = models.TimeField("slut")
    sted = models.CharField("sted", max_length=200, blank=True)
    link = models.CharField("link til onlinemøde", max_length=300, blank=True)
    moedeleder = person("moeder_som_leder", null=True, blank=True, verbose_name="mødeleder")
    sekretaer = person("moeder_som_sekretaer", null=True, blank=True, verbose_name="sekretær")
    frist_indmelding = models.DateTimeField("frist for indmelding", null=True)
    frist_godkendelse = models.DateTimeField("frist for godkendelse", null=True)
    frist_udsendelse = models.DateTimeField("frist for udsendelse", null=True)
    frist_referat = models.DateTimeField("frist for referat", null=True)
    frist_kommentar = models.DateTimeField("frist for kommentarer", null=True)
    historisk = models.BooleanField("registreret fra før portalen", default=False, editable=False)
    aendringsnr = models.PositiveIntegerField("ændringsnummer", default=0, editable=False)
    tilstand = models.CharField(
        "tilstand", max_length=10, choices=enums.Moedetilstand, default=enums.Moedetilstand.PLANLAGT
    )
    version = models.PositiveIntegerField("version", default=0)
    startet_den, startet_af = stamp("startet", "startet")
    startet_grund = models.CharField("hvorfor mødet starter en anden dag", max_length=500, blank=True)
    afholdt_den, afholdt_af = stamp("afholdt", "afholdt")
    aflyst_den, aflyst_af = stamp("aflyst", "aflyst")
    aflyst_grund = models.CharField("grund til aflysning", max_length=500, blank=True)

    objects = MoedeQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "møde"
        verbose_name_plural = "møder"
        ordering = ["dato", "start"]
        # the calendar and the list of coming meetings
        indexes = [models.Index(fields=["dato", "forum"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(slut__gt=F("start")),
                name="moede_slut_efter_start",
                violation_error_message="Mødet slutter, før det begynder.",
            ),
            models.CheckConstraint(
                condition=Q(link="") | Q(link__startswith="https://"),
                name="moede_sikkert_link",
                violation_error_message="Linket skal begynde med https://.",
            ),
            follows("afholdt", "afholdt", "moede"),
            follows("aflyst", "aflyst", "moede"),
            models.CheckConstraint(
                condition=Q(tilstand="aflyst") & ~Q(aflyst_grund="") | ~Q(tilstand="aflyst") & Q(aflyst_grund=""),
                name="moede_aflyst_grund",
                violation_error_message="Skriv, hvorfor mødet er aflyst.",
            ),
        ]

    def __str__(self):
        name = self.forum.moedenavn
        return f"{name[:1].upper()}{name[1:]} {ugedag_dato(self.dato)}"

    def save(self, *args, **kwargs):
        if self.frist_indmelding is None and not self.historisk:
            self.set_frister()
        super().save(*args, **kwargs)

    def set_frister(self, after=None):
        """Count the frister from the forum's numbers; with `after` only those later than that moment change.
        One query for the lukkedage."""
        closed = Lukkedag.dage()
        antal = {name: getattr(self.forum, f"frist_{name}") for name in self.FRISTER}
        dato = self._meta.get_field("dato").to_python(self.dato)  # as text before the row is read again
        for name, moment in frister(dato, antal, closed).items():
            field = f"frist_{name}"
            if after is None or getattr(self, field) is None or getattr(self, field) > after:
                setattr(self, field, moment)

    FRISTER = ("indmelding", "godkendelse", "udsendelse", "referat", "kommentar")

    @property
    def begynder(self):
        """Aware start in Danish time."""
        return datetime.combine(self.dato, self.start, DANSK_TID)

    @property
    def slutter(self):
        """Aware end in Danish time."""
        return datetime.combine(self.dato, self.slut, DANSK_TID)

    @property
    def minutter(self):
        """The length of the meeting."""
        return int((self.slutter - self.begynder).total_seconds()) // 60

    @property
    def fase(self):
        """What people see (11 §2); a query for a meeting that wasn't read through `med_fase()`."""
        fase = enums.Moedefase
        if self.tilstand in (enums.Moedetilstand.AFLYST, enums.Moedetilstand.I_GANG):
            return fase(self.tilstand)
        known = self if "nyeste_slags" in vars(self) else type(self).objects.med_fase().only("pk").get(pk=self.pk)
        if self.tilstand == enums.Moedetilstand.AFHOLDT:
            minutes = {"til_kommentering": fase.TIL_KOMMENTERING, "godkendt": fase.REFERAT_GODKENDT}
            return minutes.get(known.nyeste_referat, fase.AFHOLDT)
        if known.nyeste_slags:
            return fase.GENNEMLAESNING if known.nyeste_slags == "gennemlaesning" else fase.UDSENDT
        over = self.frist_indmelding is not None and ur.nu() >= self.frist_indmelding
        return fase.REDIGERES if over else fase.AABEN


class Fremmoede(Historisk):
    """Who was at the meeting: a person, or a guest by name. Fixed when the meeting ends."""

    moede = models.ForeignKey(Moede, models.CASCADE, related_name="fremmoeder", verbose_name="møde")
    bruger = person("fremmoeder", null=True, blank=True, verbose_name="person")
    navn = models.CharField("navn", max_length=120, blank=True)
    status = models.CharField(
        "fremmøde", max_length=12, choices=enums.Fremmoedestatus, default=enums.Fremmoedestatus.IKKE_OPLYST
    )
    stedfortraeder = person("+", null=True, blank=True, verbose_name="stedfortræder")

    history = HistoricalRecords()

    class Meta:
        verbose_name = "fremmøde"
        verbose_name_plural = "fremmøder"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["moede", "bruger"], name="fremmoede_en_gang"),
            models.CheckConstraint(
                condition=Q(bruger__isnull=False, navn="") | Q(bruger=None) & ~Q(navn=""),
                name="fremmoede_person_eller_navn",
                violation_error_message="Vælg en person, eller skriv et navn.",
            ),
        ]

    def __str__(self):
        return str(self.bruger or self.navn)

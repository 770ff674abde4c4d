"""Deputies and roles, and what a person may today because of them."""

from dataclasses import dataclass

from django.db import models
from django.db.models import ExpressionWrapper, F, Q, Value
from simple_history.models import HistoricalRecords

from mso_portal.motor.models import person
from mso_portal.organisation import enums
from mso_portal.organisation.constraints import forwards
from mso_portal.organisation.models.bruger import Bruger
from mso_portal.organisation.models.forum import Forum, Medlemskab
from mso_portal.organisation.models.periode import Periode
from mso_portal.organisation.querysets import StedfortraedelseQuerySet


class Stedfortraedelse(Periode):
    """One person acts for another in a period; rights never pass on twice."""

    til = models.DateField("til")
    for_bruger = person("stedfortraedere", verbose_name="for")
    stedfortraeder = person("stedfortraeder_for", verbose_name="stedfortræder")
    forum = models.ForeignKey(Forum, models.PROTECT, null=True, blank=True, verbose_name="kun i forum")
    ogsaa_lukkede = models.BooleanField("også lukkede sager")

    objects = StedfortraedelseQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "stedfortrædelse"
        verbose_name_plural = "stedfortrædelser"
        ordering = ["-fra"]
        constraints = [
            forwards("stedfortraedelse_fremad"),
            models.CheckConstraint(
                condition=~Q(for_bruger=F("stedfortraeder")),
                name="stedfortraedelse_to_personer",
                violation_error_message="Vælg en anden person som stedfortræder.",
            ),
            models.CheckConstraint(
                condition=Q(til__lte=ExpressionWrapper(F("fra") + Value(366), models.DateField())),
                name="stedfortraedelse_hoejst_et_aar",
                violation_error_message="En stedfortrædelse kan højst vare 12 måneder. Sæt en tidligere slutdato.",
            ),
        ]

    def __str__(self):
        return f"{self.stedfortraeder} for {self.for_bruger}"


class Rolletildeling(Periode):
    """administrator, revisor or hr_analyse; a revisor's grant always ends."""

    bruger = models.ForeignKey(Bruger, models.CASCADE, related_name="rolletildelinger", verbose_name="bruger")
    rolle = models.CharField("rolle", max_length=15, choices=enums.Rolle)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "rolletildeling"
        verbose_name_plural = "rolletildelinger"
        ordering = ["rolle", "fra"]
        constraints = [
            forwards("rolletildeling_fremad"),
            models.CheckConstraint(
                condition=~Q(rolle=enums.Rolle.REVISOR) | Q(til__isnull=False),
                name="rolletildeling_revisor_slutter",
                violation_error_message="En revisors rolle skal have en slutdato.",
            ),
        ]

    def __str__(self):
        return f"{self.bruger}, {self.get_rolle_display()}"


@dataclass(frozen=True)
class Adgang:
    """A right that a person has to a forum or a person's papers, own or as deputy."""

    forum: int | None
    person: int
    rolle: str
    ogsaa_lukkede: bool


@dataclass(frozen=True)
class Rettigheder:
    """What a person is today: own memberships and those of the persons he replaces; both judged alike."""

    roller: frozenset
    medlemskaber: tuple
    stedfor: tuple

    @classmethod
    def of(cls, bruger):
        roller = frozenset(bruger.rolletildelinger.gaeldende().values_list("rolle", flat=True))
        replaced = list(Stedfortraedelse.objects.gaeldende().filter(stedfortraeder=bruger))
        persons = {bruger.pk, *(row.for_bruger_id for row in replaced)}
        rows = list(Medlemskab.objects.gaeldende().filter(bruger__in=persons))
        own = [Adgang(row.forum_id, bruger.pk, row.rolle, True) for row in rows if row.bruger_id == bruger.pk]
        lent = [
            Adgang(row.forum_id, deputy.for_bruger_id, row.rolle, deputy.ogsaa_lukkede)
            for deputy in replaced
            for row in rows
            if row.bruger_id == deputy.for_bruger_id and deputy.forum_id in (None, row.forum_id)
        ]
        stedfor = tuple(Adgang(row.forum_id, row.for_bruger_id, "", row.ogsaa_lukkede) for row in replaced)
        return cls(roller, (*own, *lent), stedfor)

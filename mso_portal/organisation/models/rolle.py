"""Deputies and roles, and what a person may today because of them."""

from dataclasses import dataclass

from django.db import models
from django.db.models import ExpressionWrapper, F, Q, Value
from simple_history.models import HistoricalRecords

from mso_portal.motor import ur
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
        """Read today's rights: one query."""
        found = {"rolle": [], "medlem": [], "stedfor": []}
        for slags, forum, person_id, rolle, closed in _rights(bruger, ur.i_dag()):
            found[slags].append(Adgang(forum, person_id, rolle, closed))
        roller = frozenset(one.rolle for one in found["rolle"])
        return cls(roller, tuple(found["medlem"]), tuple(found["stedfor"]))


def _rights(bruger, dato):
    """Return rows (kind, forum, person, role, also closed) of roles, memberships and deputyships of the day."""
    own = Medlemskab.objects.gaeldende(dato).filter(bruger=bruger)
    deputy = Stedfortraedelse.objects.gaeldende(dato).filter(stedfortraeder=bruger)
    lent = Medlemskab.objects.gaeldende(dato).filter(
        Q(bruger__stedfortraedere__forum=None) | Q(bruger__stedfortraedere__forum=F("forum")),
        bruger__stedfortraedere__in=deputy,
    )
    roles = Rolletildeling.objects.gaeldende(dato).filter(bruger=bruger)
    none = Value(None, output_field=models.BigIntegerField())
    return _rows(roles, "rolle", none, "bruger_id", F("rolle"), Value(True)).union(
        _rows(own, "medlem", F("forum_id"), "bruger_id", F("rolle"), Value(True)),
        _rows(lent, "medlem", F("forum_id"), "bruger_id", F("rolle"), F("bruger__stedfortraedere__ogsaa_lukkede")),
        _rows(deputy, "stedfor", F("forum_id"), "for_bruger_id", Value(""), F("ogsaa_lukkede")),
    )


def _rows(rows, slags, forum, person_id, rolle, closed):
    """Return a queryset's rows in the one shape of the union."""
    shape = {"slags_": Value(slags), "forum_": forum, "person_": F(person_id), "rolle_": rolle, "lukkede_": closed}
    return rows.order_by().annotate(**shape).values_list(*shape)

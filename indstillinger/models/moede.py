"""The meetings a paper can be meant for; agenda and minutes come with the meeting itself."""

from datetime import datetime, time

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from indstillinger.enums import Moedetilstand
from indstillinger.querysets import MoedeQuerySet
from mso_portal.motor.models import Historisk
from mso_portal.organisation.models import Forum, Lukkedag
from mso_portal.vaerdier.datoer import ugedag_dato
from mso_portal.vaerdier.hverdage import laeg_hverdage


class Moede(Historisk):
    """A dated meeting of a forum. `noegle` ("ct-2020-05-29") is the URL key."""

    noegle = models.CharField("nøgle", max_length=30, unique=True)
    forum = models.ForeignKey(Forum, models.PROTECT, related_name="moeder", verbose_name="forum")
    dato = models.DateField("dato")
    start = models.TimeField("start")
    slut = models.TimeField("slut")
    sted = models.CharField("sted", max_length=200, blank=True)
    tilstand = models.CharField("tilstand", max_length=10, choices=Moedetilstand, default=Moedetilstand.PLANLAGT)
    version = models.PositiveIntegerField("version", default=0)

    objects = MoedeQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "møde"
        verbose_name_plural = "møder"
        ordering = ["dato", "start"]
        constraints = [
            models.CheckConstraint(
                condition=Q(slut__gt=F("start")),
                name="moede_slut_efter_start",
                violation_error_message="Mødet skal slutte, efter at det begynder.",
            )
        ]

    def __str__(self):
        name = self.forum.moedenavn
        return f"{name[:1].upper()}{name[1:]} {ugedag_dato(self.dato)}"

    def frister(self):
        """Return the days counted in hverdage from the forum's numbers (11 §2). One query for the lukkedage."""
        closed = set(Lukkedag.objects.values_list("dato", flat=True))
        before = {"indmelding": self.forum.frist_indmelding, "godkendelse": self.forum.frist_godkendelse}
        before["udsendelse"] = self.forum.frist_udsendelse
        return {name: laeg_hverdage(self.dato, -days, closed) for name, days in before.items()}

    @property
    def begynder(self):
        """Naive local start."""
        return datetime.combine(self.dato, self.start or time())

"""Who finds a key figure, and which value of a period counts."""

from fractions import Fraction

from django.db import models
from django.db.models import Q

from maalinger.statistik.punkt import Punkt, with_gaps
from mso_portal.organisation.enums import Rolle, Tilknytningsrolle


def leads(user):
    """Return the units the person leads today, as a subquery of their keys."""
    return user.tilknytninger.gaeldende().filter(rolle=Tilknytningsrolle.LEDER).order_by().values("afdeling")


class NoegletalQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Narrow to the catalogue, and to the local figures of a plan for those who answer for them (31 §3)."""
        if not user.is_authenticated or not user.aktiv:
            return self.none()
        if {Rolle.HR_ANALYSE, Rolle.REVISOR} & user.rettigheder.roller:
            return self
        own = Q(ejer__in=leads(user)) | Q(dataserier__indberetter=user)
        return self.filter(pk__in=self.model.objects.filter(Q(lokal=False) | own).order_by().values("pk"))


class ObservationQuerySet(models.QuerySet):
    def gaeldende(self):
        """Narrow to the newest revision of each period."""
        return self.filter(gaeldende=True)

    def indtil(self, dato):
        """Narrow to periods that had ended on the day."""
        return self.filter(periode_slut__lte=dato)

    def punkter(self, serie, til_og_med):
        """Return the values of a series known to hold for periods ended on the day: Punkter in time, gaps included."""
        return self.punkter_i([serie], til_og_med)[serie.pk]

    def punkter_i(self, serier, til_og_med):
        """Return {key of the series: its Punkter}, as `punkter` does; one query."""
        found = {serie.pk: [] for serie in serier}
        rows = self.gaeldende().indtil(til_og_med).filter(serie__in=list(found)).select_related("noegletalversion")
        for row in rows.order_by("serie", "periode_start"):
            found[row.serie_id].append(_punkt(row))
        return {serie.pk: with_gaps(found[serie.pk], serie.noegletal.frekvens) for serie in serier}


def _punkt(row):
    definition = row.noegletalversion
    return Punkt(
        row.periode_start, row.periode_slut, _fraction(row.taeller), _fraction(row.naevner), row.population,
        definition.nr, row.revision, row.foreloebig, row.skjult, row.begrundelse, Fraction(definition.multiplikator),
    )  # fmt: skip


def _fraction(number):
    return None if number is None else Fraction(number)

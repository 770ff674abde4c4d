"""Periods: who is what today. Both end days count."""

from django.db import connections, models
from django.db.models import Q

from mso_portal.motor import ur
from mso_portal.organisation import enums
from mso_portal.vaerdier.sortering import fold, sortering

TREE_LOCK = 7130521


class PeriodeQuerySet(models.QuerySet):
    def gaeldende(self, dato=None):
        """Narrow to rows valid on the day (today)."""
        dato = dato or ur.i_dag()
        return self.filter(Q(til=None) | Q(til__gte=dato), fra__lte=dato)


class PlaceringQuerySet(PeriodeQuerySet):
    def lock_tree(self):
        """Wait until no other transaction changes the tree: two moves at once could make a ring together."""
        with connections[self.db].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TREE_LOCK])


class StedfortraedelseQuerySet(PeriodeQuerySet):
    def visible_to(self, user):
        """Narrow to one's own, both ways, and those one may manage: of persons in units one leads, or all."""
        if enums.Rolle.ADMINISTRATOR in user.rettigheder.roller:
            return self
        return self.filter(Q(for_bruger=user) | Q(stedfortraeder=user) | Q(for_bruger__in=led_by(user)))


def led_by(user):
    """Return the keys of persons attached today to units that the person leads today."""
    mine = user.tilknytninger.gaeldende()
    units = mine.filter(rolle=enums.Tilknytningsrolle.LEDER).values("afdeling")
    return mine.model.objects.gaeldende().filter(afdeling__in=units).order_by().values("bruger")


class BrugerQuerySet(models.QuerySet):
    def aktive(self):
        """Narrow to persons who can log in and be chosen."""
        return self.filter(aktiv=True)

    def find(self, tekst):
        """Narrow to active persons whose name holds or initials are each word, accents folded."""
        return self.aktive().search(tekst)

    def search(self, tekst):
        """As `find`, among active and inactive alike."""
        rows = self
        for word in tekst.replace("\0", " ").split():
            rows = rows.filter(Q(foldet__contains=fold(word)) | Q(initialer__iexact=word))
        return rows


class ForumQuerySet(models.QuerySet):
    def aktive(self, dato=None):
        """Narrow to fora that exist on the day (today)."""
        dato = dato or ur.i_dag()
        return self.filter(Q(aktiv_til=None) | Q(aktiv_til__gte=dato), aktiv_fra__lte=dato)


class AfdelingQuerySet(models.QuerySet):
    def find(self, tekst):
        """Narrow to units whose name holds or code is each word."""
        rows = self
        for word in tekst.replace("\0", " ").split():
            rows = rows.filter(Q(sortering__contains=sortering(word)) | Q(kode__iexact=word))
        return rows

    def under(self, afdeling, dato=None):
        """Narrow to `afdeling` and every unit below it on the day (today): one recursive query."""
        dato = dato or ur.i_dag()
        sql = """
            WITH RECURSIVE under(id) AS (
              SELECT %s::bigint UNION
              SELECT p.afdeling_id FROM organisation_afdelingsplacering p
              JOIN under ON p.overordnet_id = under.id
              WHERE p.fra <= %s AND (p.til IS NULL OR p.til >= %s))
            SELECT id FROM under"""
        ids = self.model.objects.raw(sql, [afdeling.pk, dato, dato])
        return self.filter(pk__in=[row.pk for row in ids])

"""Who is told of what happens to a paper (11 §10)."""

from django.db.models import Q

from mso_portal.organisation.enums import Medlemsrolle
from mso_portal.organisation.models import Bruger, Medlemskab, Stedfortraedelse


def forfattere(paper):
    """Return the sagsbehandler and the medforfattere; one query."""
    return [paper.sagsbehandler, *paper.medforfattere.all()]


def leder(paper):
    """Return the accountable leader and those who replace him here today; one query."""
    today = Stedfortraedelse.objects.gaeldende().filter(Q(forum=None) | Q(forum=paper.forum))
    deputies = Bruger.objects.filter(pk__in=today.filter(for_bruger=paper.ansvarlig_leder).values("stedfortraeder"))
    return [paper.ansvarlig_leder, *deputies]


def i_forum(forum, *roller):
    """Return the persons who hold one of the roles in the forum today, sekretærer by default; one query."""
    seats = Medlemskab.objects.gaeldende().filter(forum=forum, rolle__in=roller or [Medlemsrolle.SEKRETAER])
    return list(Bruger.objects.filter(pk__in=seats.order_by().values("bruger")))

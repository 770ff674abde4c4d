"""How the person of a request is fetched: in the one query that is there anyway, with what the page's frame shows."""

from functools import cache

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateWorker

from mso_portal.motor import ur
from mso_portal.motor.models import Notifikation
from mso_portal.motor.post import KEPT


class PersonBackend(ModelBackend):
    """Adds `ulaeste` (unread lines of the bell) and `arbejder_set` (when a worker was last heard of, or None)."""

    def get_user(self, user_id):
        people = get_user_model()._default_manager
        person = people.annotate(ulaeste=_unread(), arbejder_set=_last_heard()).filter(pk=user_id).first()
        return person if person and self.user_can_authenticate(person) else None


def _unread():
    rows = Notifikation.objects.filter(modtager=OuterRef("pk"), laest_den=None, tid__gte=ur.nu() - KEPT)
    return Coalesce(Subquery(rows.order_by().values("modtager").annotate(n=Count("pk")).values("n")), 0)


@cache
def _last_heard():
    """A worker that stops politely takes its row along; then its last job's beginning tells."""
    beats = ProcrastinateWorker.objects.order_by("-last_heartbeat").values("last_heartbeat")[:1]
    begun = ProcrastinateEvent.objects.filter(type="started").order_by("-pk").values("at")[:1]
    return Coalesce(Subquery(beats), Subquery(begun))

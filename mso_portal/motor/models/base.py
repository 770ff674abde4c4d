"""What every model builds on: history by the portal's clock, and people who are never deleted."""

from django.conf import settings
from django.db import models

from mso_portal.motor import ur


class Historisk(models.Model):
    """Base of models with history: the history row gets the portal's clock, not the machine's."""

    class Meta:
        abstract = True

    @property
    def _history_date(self):
        return ur.nu()


def person(related_name="+", **kwargs):
    """Return a foreign key to a Bruger; people are never deleted."""
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name=related_name, **kwargs)

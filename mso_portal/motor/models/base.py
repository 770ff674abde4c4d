"""What every model builds on: history by the portal's clock, and people who are never deleted."""

from django.conf import settings
from django.core.exceptions import FieldError, ValidationError
from django.db import models
from django.db.models import CheckConstraint, Q

from mso_portal.motor import ur


class Historisk(models.Model):
    """Base of models with history: the history row gets the portal's clock, not the machine's."""

    class Meta:
        abstract = True

    @property
    def _history_date(self):
        return ur.nu()

    def validate_constraints(self, exclude=None):
        """Ask about all conditions in one statement; one by one, as Django does, only to say which of them fails."""
        if not self._keeps_constraints(set(exclude or ())):
            super().validate_constraints(exclude)

    def _keeps_constraints(self, exclude):
        """Conditions on what isn't validated are left out, as Django does."""
        checks = [one.condition for one in self._meta.constraints if isinstance(one, CheckConstraint)]
        asked = [one for one in checks if exclude.isdisjoint(ref[0] for ref in self._get_expr_references(one))]
        try:
            for one in self._meta.constraints:
                if not isinstance(one, CheckConstraint):
                    one.validate(type(self), self, exclude=exclude)
            return not asked or Q(*asked).check(self._get_field_expression_map(self._meta, exclude))
        except (FieldError, ValidationError):
            return False


def person(related_name="+", **kwargs):
    """Return a foreign key to a Bruger; people are never deleted."""
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name=related_name, **kwargs)

"""Constraints on periods, in core PostgreSQL only: no btree_gist, so keys become one-value ranges (50 §7).

Keys are field names, never `…_id`: only those are replaced by the row's own values when a form validates."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db.models import CheckConstraint, F, Func, Q, Value
from django.db.models.expressions import Case, When


def _point(expression):
    return Func(expression, expression, Value("[]"), function="int8range")


def period():
    """Return the expression of a row's days, both ends included."""
    return Func(F("fra"), F("til"), Value("[]"), function="daterange")


def no_overlap(name, *keys, condition=None, message):
    """Refuse two rows with the same keys whose periods share a day."""
    expressions = [(_point(F(key)), "&&") for key in keys] + [(period(), "&&")]
    return ExclusionConstraint(name=name, expressions=expressions, condition=condition, violation_error_message=message)


def role_number(choices, field="rolle"):
    """Return a choice as a number, so that it can stand in a range."""
    return Case(*(When(**{field: value}, then=Value(nr)) for nr, value in enumerate(choices.values)), default=Value(99))


def no_overlap_of_role(name, choices, *keys, message):
    """As `no_overlap`, for the same keys in the same role."""
    expressions = [(_point(F(key)), "&&") for key in keys]
    expressions += [(_point(role_number(choices)), "&&"), (period(), "&&")]
    return ExclusionConstraint(name=name, expressions=expressions, violation_error_message=message)


def forwards(name):
    """Refuse a period that ends before it begins."""
    return CheckConstraint(
        condition=Q(til=None) | Q(til__gte=F("fra")),
        name=name,
        violation_error_message="Slutdatoen ligger før startdatoen. Ret en af dem.",
    )

"""Working days counted inside a statement, for lists; vaerdier/hverdage.py is the rule."""

from datetime import date, timedelta
from functools import cache

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import DateField, Func, IntegerField, Value

from mso_portal.vaerdier.hverdage import er_helligdag

FIRST_YEAR, YEARS_AHEAD = 2010, 3


class Hverdage(Func):
    """The number of hverdage from the day `fra` up to, not with, the day `til`; 0 when `til` comes first.

    No more than 90 days before `til` are looked at, since no deadline is longer.
    """

    template = (
        "(SELECT count(*) FROM (VALUES (%(expressions)s)) AS spand(fra, til, fri),"
        " generate_series(0, LEAST(til - fra, 90) - 1) AS nr"
        " WHERE extract(isodow FROM til - 1 - nr) < 6 AND til - 1 - nr <> ALL(fri))"
    )
    output_field = IntegerField()

    def __init__(self, fra, til, lukkedage, aar):
        """`lukkedage` is a queryset of one column of dates, `aar` the year it is now."""
        kind = ArrayField(DateField())
        holidays = Value(_holidays(aar + YEARS_AHEAD), output_field=kind)
        closed = Func(ArraySubquery(lukkedage), holidays, function="array_cat", output_field=kind)
        super().__init__(fra, til, closed)


@cache
def _holidays(last_year):
    days = (date(last_year + 1, 1, 1) - date(FIRST_YEAR, 1, 1)).days
    every = (date(FIRST_YEAR, 1, 1) + timedelta(days=nr) for nr in range(days))
    return [day for day in every if day.weekday() < 5 and er_helligdag(day)]

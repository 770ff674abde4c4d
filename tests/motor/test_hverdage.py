"""Working days counted by the database are those of vaerdier/hverdage.py."""

from datetime import date, timedelta

import pytest
from django.db.models import DateField, Value

from mso_portal.motor.hverdage import Hverdage
from mso_portal.organisation.models import Forum, Lukkedag
from mso_portal.vaerdier.hverdage import er_hverdag, laeg_hverdage
from tests import builders

CLOSED = date(2020, 5, 27)


@pytest.fixture
def count(db):
    """Return a function that lets the database count the hverdage from one day up to another."""
    builders.forum()
    Lukkedag.objects.create(dato=CLOSED, navn="Flytning")

    def hverdage(fra, til):
        days = [Value(day, output_field=DateField()) for day in (fra, til)]
        return Forum.objects.annotate(
            antal=Hverdage(*days, Lukkedag.objects.order_by().values("dato"), 2020)
        ).get().antal  # fmt: skip

    return hverdage


@pytest.mark.parametrize("til", [date(2020, 5, 29), date(2020, 1, 6), date(2020, 4, 15), date(2019, 5, 20)])
def test_days_are_those_of_the_rule(count, til):
    days = [til - timedelta(days=nr) for nr in range(-2, 40)]

    counted = [count(fra, til) for fra in days]

    assert counted == [
        sum(er_hverdag(fra + timedelta(days=nr), {CLOSED}) for nr in range((til - fra).days)) for fra in days
    ]


@pytest.mark.parametrize("n", [1, 4, 6, 20])
def test_deadline_is_the_last_day_with_enough_of_them(count, n):
    til = date(2020, 6, 3)
    deadline = laeg_hverdage(til, -n, {CLOSED})

    assert [count(deadline + timedelta(days=one), til) >= n for one in (-1, 0, 1)] == [True, True, False]

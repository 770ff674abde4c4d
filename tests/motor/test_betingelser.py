"""A row's conditions are asked about together, and told one by one."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from mso_portal.organisation.models import Stedfortraedelse
from tests import builders

TO = "Vælg en anden person som stedfortræder."
AAR = "En stedfortrædelse kan højst vare 12 måneder. Sæt en tidligere slutdato."


@pytest.fixture
def row(db):
    """One that breaks two of its three conditions."""
    person = builders.bruger("Anna Andersen")
    return Stedfortraedelse(for_bruger=person, stedfortraeder=person, fra=date(2020, 1, 1), til=date(2022, 1, 1))


def fejl(row, exclude=None):
    with pytest.raises(ValidationError) as error:
        row.validate_constraints(exclude)
    return sorted(error.value.messages)


def test_conditions_that_hold_are_asked_about_in_one_statement(row, count_queries):
    row.stedfortraeder, row.til = builders.bruger("Bo Bentsen"), date(2020, 2, 1)

    assert count_queries(row.validate_constraints) == 3  # a savepoint, the statement, and its release


def test_each_condition_that_fails_is_told(row):
    assert fejl(row) == sorted([TO, AAR])


def test_condition_on_what_is_not_validated_is_left_out(row):
    assert fejl(row, {"til"}) == [TO]


def test_nothing_is_asked_when_nothing_can_be(row, count_queries):
    assert count_queries(lambda: row.validate_constraints({"til", "stedfortraeder"})) == 0

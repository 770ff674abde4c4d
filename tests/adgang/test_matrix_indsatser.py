"""Who may do what: plans, their rows, and what stands beside them."""

import pytest

from tests.adgang import facit, planverden
from tests.adgang.verden import rullet_tilbage

pytestmark = pytest.mark.django_db
DEL = "indsatser"


@pytest.fixture(scope="module")
def linjer(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), rullet_tilbage():
        yield facit.maalt(planverden.byg(), DEL)


def test_matrix_equals_golden_file(linjer, request):
    assert facit.forskelle(linjer, DEL, request.config, planverden.PERSONER) == []


def test_every_line_has_a_cell_for_each_person(linjer):
    assert facit.bredder(linjer, planverden.PERSONER) == set()

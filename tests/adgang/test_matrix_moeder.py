"""Who may do what: meetings, their items, sendings, minutes, decisions and tasks."""

import pytest

from tests.adgang import facit, moedeverden
from tests.adgang.verden import rullet_tilbage

pytestmark = pytest.mark.django_db
DEL = "moeder"


@pytest.fixture(scope="module")
def linjer(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), rullet_tilbage():
        yield facit.maalt(moedeverden.byg(), DEL)


def test_matrix_equals_golden_file(linjer, request):
    assert facit.forskelle(linjer, DEL, request.config, moedeverden.PERSONER) == []


def test_every_line_has_a_cell_for_each_person(linjer):
    assert facit.bredder(linjer, moedeverden.PERSONER) == set()

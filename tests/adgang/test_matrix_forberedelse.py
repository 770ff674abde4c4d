"""Who may do what: what goes on around a paper: requests, comments, bilag, versions, imports."""

import pytest

from tests.adgang import facit

pytestmark = pytest.mark.django_db
DEL = "forberedelse"


@pytest.fixture(scope="module")
def linjer(matrixverden):
    return facit.maalt(matrixverden, DEL)


def test_matrix_equals_golden_file(linjer, request):
    assert facit.forskelle(linjer, DEL, request.config) == []


def test_every_line_has_a_cell_for_each_person(linjer):
    assert facit.bredder(linjer) == set()

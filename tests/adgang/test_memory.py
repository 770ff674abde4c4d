"""What requests remember of each other: as much as saves reading, and nothing that has changed."""

import pytest

from mso_portal.organisation.models import Medlemskab
from tests.adgang import memory
from tests.adgang.verden import rullet_tilbage

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(matrixverden):
    return f"/indstillinger/{matrixverden.papirer['returneret', 'lukket'].nummer}/historik/"


def statuses(verden, path, people=("forfatter", "sekretaer", "organisationslaeser")):
    return [verden.client(one).get(path).status_code for one in people]


def test_second_request_answers_alike_and_reads_less(matrixverden, path, count_queries):
    found = []
    with memory.reading():
        first, second = (count_queries(lambda: found.append(statuses(matrixverden, path))) for _ in range(2))

    assert found == [[200, 200, 404]] * 2
    assert second <= first - 9  # person, rights and object of each of the three


def test_next_block_sees_what_has_changed(matrixverden, path):
    found = []
    with rullet_tilbage():
        for _ in range(2):
            with memory.reading():
                found.append(statuses(matrixverden, path))
            Medlemskab.objects.filter(bruger__brugernavn="sekretaer").delete()

    assert found == [[200, 200, 404], [200, 404, 404]]


def test_memory_that_is_not_used_sees_what_has_changed(matrixverden, path):
    with memory.Memory().installed() as own, rullet_tilbage():
        with own.used():
            before = statuses(matrixverden, path)
        Medlemskab.objects.filter(bruger__brugernavn="sekretaer").delete()

        assert (before, statuses(matrixverden, path)) == ([200, 200, 404], [200, 404, 404])


def test_remembered_object_is_a_new_one_each_time():
    own = memory.Memory()
    with own.used():
        first, second = (own._once("spurgt", lambda: ["svar"]) for _ in range(2))
    first.append("ændret")

    assert second == ["svar"]

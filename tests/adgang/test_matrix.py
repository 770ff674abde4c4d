"""The golden files against the portal as it is."""

import difflib

import pytest

from tests.adgang import matrix
from tests.adgang.verden import PERSONER

pytestmark = pytest.mark.django_db
APPS = ("indstillinger", "portal")


@pytest.fixture(scope="module")
def maalt(verden):
    with matrix.answers_only():
        return matrix.maal(verden)


@pytest.mark.parametrize("app", APPS)
def test_matrix_equals_golden_file(maalt, app, request):
    path, now = matrix.fil(app), matrix.indhold(app, maalt[app])
    if request.config.getoption("opdater", default=False):
        path.write_text(now)
    before = path.read_text().splitlines() if path.exists() else []
    changed = list(difflib.unified_diff(before, now.splitlines(), "facit", "portalen", n=0))
    assert changed == []


def test_every_line_has_a_cell_for_each_person(maalt):
    widths = {len(line[79:].split()) for lines in maalt.values() for line in lines}

    assert widths == {len(PERSONER)}


def test_every_url_is_in_one_file(maalt):
    assert sorted(maalt) == sorted(APPS)

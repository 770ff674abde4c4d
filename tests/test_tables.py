"""The copy source of the test databases: made once, and anew when what decides the tables has changed."""

import pytest

from tests import tables

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(tmp_path):
    (tmp_path / "app" / "migrations").mkdir(parents=True)
    (tmp_path / "app" / "migrations" / "0001_initial.py").write_text("a")
    return tmp_path


def test_digest_is_that_of_the_content(files):
    before = tables.digest(files)
    (files / "app" / "andet.py").write_text("b")

    assert tables.digest(files) == before


@pytest.mark.parametrize("path", ["app/migrations/0001_initial.py", "app/migrations/0002_ny.py", "requirements.lock"])
def test_digest_changes_with_a_file_that_decides_the_tables(files, path):
    before = tables.digest(files)
    (files / path).write_text("b")

    assert tables.digest(files) != before


def test_name_is_that_of_these_files_and_fits_postgres():
    assert (tables.PREFIX + tables.digest(), len(tables.PREFIX + tables.digest())) == (tables.template(), 29)

"""Each test of files has a storage of its own."""

import pytest


@pytest.fixture(autouse=True)
def tomt_lager(tmp_path, settings):
    place = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "filer"}}
    settings.STORAGES = {**settings.STORAGES, "default": place}

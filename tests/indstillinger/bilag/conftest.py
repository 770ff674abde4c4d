"""A storage of its own for each test, and a paper with a file that is closed to writing."""

import pytest

from indstillinger.models import Indstilling
from tests import builders_indstilling
from tests.indstillinger.bilag.vedlaeg import attached


@pytest.fixture(autouse=True)
def tomt_lager(tmp_path, settings):
    place = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "filer"}}
    settings.STORAGES = {**settings.STORAGES, "default": place}


@pytest.fixture
def godkendt(klokken, signe, lars, maja):
    """A paper that is closed to writing, with a file."""
    paper = builders_indstilling.indstilling(signe, leder=lars, raekker=False)
    attached(paper, signe)
    version = builders_indstilling.version(paper, signe)
    Indstilling.objects.filter(pk=paper.pk).update(
        tilstand="godkendt", indsendt_den=klokken, indsendt_af=signe, godkendt_den=klokken, godkendt_af=lars,
        indsendt_version=version, godkendt_version=version,
    )  # fmt: skip
    return Indstilling.objects.get(pk=paper.pk)

"""Versions: who reads which, and that nothing newer is shown with an older one (10 §4 R3, §11 check 12)."""

import pytest

from tests import builders_indstilling
from tests.indstillinger.conftest import save

NYT = "Den nye titel"


@pytest.fixture
def spurgt(klokken, signe, maja):
    """An åben paper that Maja was asked about before its title and background were changed."""
    paper = builders_indstilling.indstilling(signe, aabenhed="aaben")
    builders_indstilling.spoergsmaal(paper, maja)
    save(paper, signe, titel=NYT, baggrund="<p>Den nye baggrund, som ingen er spurgt om endnu.</p>")
    return paper


@pytest.mark.parametrize("side", ["", "versioner/1/", "koordinering/"])
def test_part_meets_nothing_newer_than_what_he_was_sent(spurgt, maja, logget_ind, side):
    html = logget_ind(maja).get(f"/indstillinger/{spurgt.nummer}/{side}").content.decode()

    assert ("Tekst om baggrund" in html, NYT in html, "Den nye baggrund" in html) == (True, False, False)


def test_part_gets_404_for_a_newer_version(spurgt, signe, maja, logget_ind):
    builders_indstilling.version(spurgt, signe)

    statuses = [logget_ind(maja).get(f"/indstillinger/{spurgt.nummer}/versioner/{nr}/").status_code for nr in (1, 2, 3)]
    assert statuses == [200, 404, 404]


@pytest.mark.parametrize("side", ["pdf/", "historik/", "tjek/", "rediger/", "versioner/", "kommentarer/"])
def test_part_gets_404_for_the_working_text(spurgt, maja, logget_ind, side):
    assert logget_ind(maja).get(f"/indstillinger/{spurgt.nummer}/{side}").status_code == 404


def test_author_reads_every_version(spurgt, signe, logget_ind):
    builders_indstilling.version(spurgt, signe)

    own = f"/indstillinger/{spurgt.nummer}/versioner/"
    pages = [logget_ind(signe).get(f"{own}{nr}/").content.decode() for nr in (1, 2)]
    assert ["Den nye baggrund" in html for html in pages] == [False, True]


def test_list_of_versions_takes_the_same_queries_for_one_and_three(spurgt, signe, logget_ind, queries_at):
    client = logget_ind(signe)

    counts = queries_at(
        lambda nr: builders_indstilling.version(spurgt, signe),
        lambda: client.get(f"/indstillinger/{spurgt.nummer}/versioner/"),
    )
    assert len(set(counts)) == 1

"""The rules read the content of a stored paper: the tests' own papers have the same shape as the real ones."""

from indstillinger.models.fund import findings, load_rows, prefetch_rows
from indstillinger.models.indhold import content
from mso_portal.motor import ur
from tests.builders_indstilling import indstilling
from tests.indstillinger.conftest import NU
from tests.indstillinger.tjek.rent import RAEKKER, RENT, indhold


def shape(data):
    """Return {field: kind of entry} of fields and of the first row of each kind."""
    kinds = {name: one["slags"] for name, one in data["felter"].items()}
    for kind in RAEKKER:
        row = data["raekker"][kind]["raekker"][0]["felter"]
        kinds |= {f"{kind}.{name}": one["slags"] for name, one in row.items()}
    return kinds


def test_papers_of_the_tests_have_the_shape_of_stored_ones(klokken, signe):
    stored = shape(content(indstilling(signe)))
    own = shape(indhold(**{kind: [{}] for kind in RAEKKER})[0])

    assert {name: stored[name] for name in own} == own
    assert set(stored) - set(own) == {"deltager.fremlaegger", "bilag.fil", "bilag.filnavn"}


def test_every_field_of_a_paper_stands_in_the_tests_own(klokken, signe):
    assert set(content(indstilling(signe))["felter"]) == set(RENT)


def test_prefetched_rows_give_the_same_findings(klokken, signe):
    paper = indstilling(signe)

    with ur.stil(NU):
        assert findings(paper, prefetch_rows(paper)) == findings(paper, load_rows(paper)) == findings(paper)

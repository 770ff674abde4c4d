"""Whatever people write, the check answers: it never raises, and it answers the same way twice."""

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indstillinger.tjek import check
from indstillinger.tjek.regler import REGLER
from tests.indstillinger.tjek.rent import ALTID, RAEKKER, RENT, RIGE, VALG, indhold

STUMPER = (
    "bilag", "se bilag 1-3", "vedlagt", "juni 2020", "uge 53", "29/5", "hvert kvartal", "jul.", "150590-1234", "?",
    "at", "hvorfor", "160.000 kr.", "160.000", "1,5 mio.", "-25", "<p>", "<ul><li>", "\n", "»", "0", "9999-12-31",
    "før 1. januar 1",
)  # fmt: skip
ord_ = st.lists(st.one_of(st.sampled_from(STUMPER), st.text(max_size=8)), max_size=6).map(" ".join)
nogle = st.one_of(st.none(), st.integers(0, 9999))
VALGTE = {"aabenhed": ["ikke_angivet", "aaben", "lukket"], "formular": ["almindelig", "indsatsplan", "maaling"],
          "finansiering_status": ["ikke_angivet", "angivet", "ingen_udgift"], "kilde": ["", "grundbudget"],
          "hjemmel": ["", "intern"]}  # fmt: skip


def vaerdi(name, usual):
    if name in VALG:
        return st.sampled_from(VALGTE.get(name, [usual]))
    return nogle if usual is None or isinstance(usual, int) else ord_


papirer = st.fixed_dictionaries(
    {name: vaerdi(name, usual) for name, usual in RENT.items()}
    | {
        kind: st.lists(st.fixed_dictionaries({name: vaerdi(name, usual) for name, usual in felter.items()}), max_size=3)
        for kind, felter in RAEKKER.items()
    }
)


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(papirer)
def test_check_never_raises_and_only_speaks_of_fields_there_are(papir):
    known = {*RENT, *RAEKKER, ""}

    found = check(*indhold(**papir))

    assert {one.kode for one in found} <= set(REGLER)
    assert {re.split(":", one.felt)[0] for one in found} <= known
    assert found == check(*indhold(**papir))


def test_the_random_papers_reach_every_field():
    assert {*RIGE, *ALTID} <= {*RENT, *RAEKKER}

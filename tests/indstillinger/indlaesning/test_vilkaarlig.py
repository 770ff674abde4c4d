"""Whatever the text: no exception, spans that fit, and never a choice of openness."""

from hypothesis import given, settings
from hypothesis import strategies as st

from indstillinger.indlaesning import laes_blokke
from indstillinger.indlaesning.etiketter import ETIKETTER, REFERAT
from tests.indstillinger.indlaesning.opslag import OPSLAG

ORD = [word for _, words in ETIKETTER + REFERAT for word in words]
STUMPER = [
    *ORD, ":", " – ", "(", ")", "29. maj 2020", "5. maj", "efterår 2020/forår2020", "2020", "160.000 kr.", "80.000",
    "ca. 4 mio. kr. pr. modul", "☒", "☐", "X", "- ", "1. ", "• ", "\t", "\n", "bilag 1-3", "se bilag", "risiko",
    "ikke", "At godkende", "?", "tværgående pulje", "HMU", "HR", "Leif leder", ", ", "<p>", "&amp;", "\x00", "\u202e",
]  # fmt: skip
TEKST = st.lists(st.sampled_from(STUMPER) | st.text(max_size=8), max_size=12).map("".join)
CELLE = st.lists(st.lists(st.integers(0, 3), min_size=3, max_size=3), max_size=2)
BLOK = st.fixed_dictionaries(
    {
        "stykker": st.lists(st.tuples(TEKST, st.booleans(), st.booleans()), min_size=1, max_size=3),
        "liste": st.sampled_from(["", "punkt", "nummer"]),
        "niveau": st.integers(0, 5),
        "celle": CELLE,
    }
)
SKEMA = st.sampled_from(ORD).map(lambda ord: {"stykker": [(ord, True, False)], "liste": "", "niveau": 0, "celle": []})


@settings(max_examples=200)
@given(st.lists(SKEMA | BLOK, max_size=40))
def test_any_blocks_are_read_with_spans_that_fit(raa):
    laesning = laes_blokke(raa, OPSLAG)
    for one in laesning.felter:
        assert one.raatekst == laesning.tekst[one.fra : one.til]
        assert one.tjek == bool(one.aarsag)
    assert {one.vaerdi for one in laesning.felter if one.felt == "aabenhed"} <= {"ikke_angivet"}

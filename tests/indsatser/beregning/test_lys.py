"""20 §7.3."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indsatser.beregning.delmaal import Delmaalsvaerdi
from indsatser.beregning.lys import Indikatormaal, Lys, lys_for_maal, lys_indikator, vaerst
from maalinger.statistik.wilson import wilson

S = date(2017, 9, 30)
UDVIKLING, NORM = Indikatormaal("udvikling", "op"), Indikatormaal("norm", "op")
FRIST = date(2017, 7, 31)
NORM_MED_FRIST = Indikatormaal("norm", "op", maal_frist=FRIST)
FASTHOLDELSE = Indikatormaal("fastholdelse", "op", fastholdelse_tolerance=2)
JA_NEJ = Indikatormaal("ja_nej", "op", maal_frist=date(2017, 6, 30))
TAL = st.fractions(min_value=-100, max_value=100, max_denominator=12)
FRISTER = st.sampled_from([None, date(2017, 8, 1), S, date(2018, 1, 1)])
TYPER = st.sampled_from(["udvikling", "norm", "fastholdelse"])
RETNINGER = st.sampled_from(["op", "ned", "naer"])


def delmaal(vaerdi, senest=S):
    return [] if vaerdi is None else [Delmaalsvaerdi(senest, vaerdi)]


def interval(taeller, naevner):
    return wilson(taeller, naevner).scaled(100)


@pytest.mark.parametrize(
    ("d", "v", "ventet"),
    [
        (70, 73, "groen"),
        (73, 70, "gul"),
        (73, 69, "roed"),
        (73, 62, "roed"),
        (67, 67, "groen"),
        (67, 66, "roed"),
        (65, 66, "groen"),
        (None, 70, "graa"),
        (None, 62, "gul"),
        (None, 75, "groen"),
    ],
)
def test_udvikling_is_judged_by_the_newest_delmaal(d, v, ventet):
    assert lys_indikator(UDVIKLING, 67, v, 75, delmaal(d), S).lys == ventet


@pytest.mark.parametrize(
    ("taeller", "naevner", "er_stikproeve", "lys", "usikker"),
    [
        (55, 61, False, "gul", False),
        (15, 15, True, "groen", True),
        (14, 15, True, "gul", False),
        (9, 15, True, "roed", False),
    ],
)
def test_norm_holds_or_not_and_a_sample_says_how_surely(taeller, naevner, er_stikproeve, lys, usikker):
    v = Fraction(100 * taeller, naevner)
    ender = interval(taeller, naevner) if er_stikproeve else None

    assert lys_indikator(NORM, None, v, 100, delmaal(80), S, ender) == Lys(lys, usikker)


@pytest.mark.parametrize(("dato", "ventet"), [(date(2017, 3, 31), "groen"), (date(2017, 9, 30), "roed")])
def test_norm_before_its_frist_is_judged_as_udvikling(dato, ventet):
    assert lys_indikator(NORM_MED_FRIST, 58, 78, 100, delmaal(75, date(2017, 3, 31)), dato).lys == ventet


@pytest.mark.parametrize(("v", "ventet"), [(100, "groen"), (99, "gul"), (97, "roed")])
def test_fastholdelse_has_a_tolerance(v, ventet):
    assert lys_indikator(FASTHOLDELSE, None, v, 100, [], S).lys == ventet


@pytest.mark.parametrize(("dato", "ventet"), [(date(2017, 6, 30), "graa"), (date(2017, 7, 1), "roed")])
def test_ja_nej_is_red_the_day_after_its_frist(dato, ventet):
    assert lys_indikator(JA_NEJ, None, 0, 1, [], dato).lys == ventet


@pytest.mark.parametrize(
    ("definition", "b", "v", "m", "ventet"),
    [
        (UDVIKLING, 67, None, 75, Lys("graa", tekst="ikke opgjort")),
        (UDVIKLING, None, 80, 75, Lys("graa", tekst="ingen baseline")),
        (UDVIKLING, 67, 70, 75, Lys("graa", tekst="intet delmål er forfaldent")),
        (UDVIKLING, 67, 62, 75, Lys("gul", tekst="dårligere end baseline")),
        (NORM_MED_FRIST, 58, 100, 100, Lys("groen")),
        (NORM, None, 99, 100, Lys("roed")),
        (Indikatormaal("norm", "op", maal_frist=S), 58, 99, 100, Lys("roed")),
        (
            Indikatormaal("norm", "op", maal_frist=date(2017, 10, 1)),
            None,
            100,
            100,
            Lys("graa", tekst="ingen baseline"),
        ),
        (Indikatormaal("udvikling", "ned"), 340, 340, 0, Lys("graa", tekst="intet delmål er forfaldent")),
        (Indikatormaal("udvikling", "ned"), 340, 341, 0, Lys("gul", tekst="dårligere end baseline")),
        (Indikatormaal("udvikling", "ned"), 340, 0, 0, Lys("groen")),
        (JA_NEJ, None, 1, 1, Lys("groen")),
        (Indikatormaal("ja_nej", "op"), None, 0, 1, Lys("roed")),
        (Indikatormaal("kvalitativ", "op"), None, 4, 4, Lys("groen")),
        (Indikatormaal("kvalitativ", "op"), None, 3, 4, Lys("gul")),
        (Indikatormaal("kvalitativ", "op"), None, 2, 4, Lys("roed")),
        (Indikatormaal("fastholdelse", "naer"), None, 102, 100, Lys("gul")),
        (Indikatormaal("fastholdelse", "naer"), None, 97, 100, Lys("roed")),
        (
            Indikatormaal("fastholdelse", "op", fastholdelse_tolerance=Decimal("0.5")),
            None,
            Fraction(199, 2),
            100,
            Lys("gul"),
        ),
    ],
)
def test_light_beside_the_cases(definition, b, v, m, ventet):
    assert lys_indikator(definition, b, v, m, [], S) == ventet


@pytest.mark.parametrize(
    ("ender", "d", "ventet"),
    [((70, 80), 70, True), ((60, 70), 70, True), ((71, 80), 70, False), ((70, 80), None, True), (None, 70, False)],
)
def test_light_is_uncertain_when_the_limit_of_green_is_in_the_interval(ender, d, ventet):
    assert lys_indikator(UDVIKLING, 67, 76, 75, delmaal(d), S, ender).usikker is ventet


@pytest.mark.parametrize(
    ("ender", "ventet"), [((90, 94), True), ((98, 103), False), ((103, 107), True), ((95, 98), False)]
)
def test_uncertainty_of_naer_is_found_on_the_distance(ender, ventet):
    definition = Indikatormaal("udvikling", "naer")
    v = Fraction(sum(ender), 2)

    assert lys_indikator(definition, 80, v, 100, delmaal(94), S, ender).usikker is ventet


def test_grey_is_never_uncertain():
    assert lys_indikator(UDVIKLING, 67, 74, 75, [], S, (70, 78)) == Lys("graa", False, "intet delmål er forfaldent")


@pytest.mark.parametrize(
    ("farver", "ventet"),
    [(["groen", "graa"], "groen"), (["graa"], "graa"), ([], "graa"), (["gul", "roed", "groen"], "roed")],
)
def test_goal_has_the_worst_light_of_its_indicators(farver, ventet):
    assert lys_for_maal([Lys(farve) for farve in farver]).lys == ventet


def test_worst_light_keeps_its_reason_and_its_uncertainty():
    alle = [Lys("graa", tekst="ikke opgjort"), Lys("gul", tekst="a"), Lys("groen", True), Lys("gul", True, "b")]

    assert vaerst(alle) == Lys("gul", True, "a")
    assert vaerst([Lys("groen", True), Lys("gul")]) == Lys("gul")


@given(TYPER, RETNINGER, FRISTER, TAL, TAL, TAL, TAL, st.none() | TAL)
def test_a_better_value_never_gives_a_worse_light(maaltype, retning, frist, b, v, w, m, d):
    definition = Indikatormaal(maaltype, retning, frist)
    godhed = {"op": lambda x: x, "ned": lambda x: -x, "naer": lambda x: -abs(x - m)}[retning]
    daarlig, god = sorted([v, w], key=godhed)
    lys = [lys_indikator(definition, b, x, m, delmaal(d), S) for x in (daarlig, god)]
    assume("graa" not in {et.lys for et in lys})

    assert lys[1].rang <= lys[0].rang


@given(TYPER, st.sampled_from(["op", "ned"]), FRISTER, TAL, TAL, TAL, TAL, TAL)
def test_mirrored_direction_with_negated_values_gives_the_same_light(maaltype, retning, frist, b, v, m, d, bredde):
    ender = (v - abs(bredde), v + abs(bredde))
    lys = lys_indikator(Indikatormaal(maaltype, retning, frist), b, v, m, delmaal(d), S, ender)
    modsat = Indikatormaal(maaltype, {"op": "ned", "ned": "op"}[retning], frist)

    assert lys_indikator(modsat, -b, -v, -m, delmaal(-d), S, (-ender[1], -ender[0])) == lys

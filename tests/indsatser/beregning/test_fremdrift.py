"""20 §7.2."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indsatser.beregning.fremdrift import Fremdrift, er_opfyldt, fremdrift, fremdrift_tekst, maaltilstand, naaet

TAL = st.fractions(min_value=-1000, max_value=1000, max_denominator=60)
TYPER = st.sampled_from(["udvikling", "norm", "fastholdelse"])
MODSAT = {"op": "ned", "ned": "op"}


@pytest.mark.parametrize(
    ("maaltype", "retning", "b", "v", "m", "andel", "tekst", "kategori"),
    [
        ("udvikling", "op", 67, 67, 75, 0, "0 %", "ikke_begyndt"),
        ("udvikling", "op", 67, 62, 75, Fraction(-5, 8), "−63 %", "tilbagegang"),
        ("udvikling", "op", 67, 73, 75, Fraction(3, 4), "75 %", "undervejs"),
        ("udvikling", "op", 67, 77, 75, Fraction(5, 4), "125 %", "naaet"),
        ("udvikling", "ned", 340, 120, 0, Fraction(11, 17), "65 %", "undervejs"),
        ("udvikling", "ned", 340, 0, 0, 1, "100 %", "naaet"),
        ("udvikling", "ned", 12, 15, 6, Fraction(-1, 2), "−50 %", "tilbagegang"),
        ("udvikling", "op", 0, 0, 10, 0, "0 %", "ikke_begyndt"),
        ("udvikling", "naer", 80, 104, 100, Fraction(4, 5), "80 %", "undervejs"),
        ("udvikling", "op", None, 73, 75, None, "73", "ingen_baseline"),
        ("udvikling", "op", 67, None, 75, None, "ikke opgjort", "ikke_opgjort"),
        ("udvikling", "op", 100, 97, 100, None, "3 under", "under_niveau"),
        ("norm", "op", 58, 91, 100, Fraction(11, 14), "79 % af vejen", "norm_ikke_opfyldt"),
        ("norm", "op", None, 100, 100, None, "opfyldt", "norm_opfyldt"),
        ("fastholdelse", "op", 100, 97, 100, None, "3 under", "under_niveau"),
        ("fastholdelse", "op", None, 100, 100, None, "fastholdt", "fastholdt"),
        ("ja_nej", "op", None, 0, 1, None, "ikke opfyldt", "ikke_opfyldt"),
        ("kvalitativ", "op", None, 2, 3, None, "trin 2 af 3", "ikke_opfyldt"),
    ],
)
def test_fremdrift_is_as_the_table_says(maaltype, retning, b, v, m, andel, tekst, kategori):
    assert fremdrift(maaltype, retning, b, v, m) == Fremdrift(andel, kategori)
    assert fremdrift_tekst(maaltype, retning, b, v, m) == tekst


@pytest.mark.parametrize(
    ("maaltype", "retning", "b", "v", "m", "tekst", "kategori"),
    [
        ("norm", "op", None, 91, 100, "ikke opfyldt", "norm_ikke_opfyldt"),
        ("norm", "op", 100, 91, 100, "ikke opfyldt", "norm_ikke_opfyldt"),
        ("norm", "op", 58, 100, 100, "opfyldt", "norm_opfyldt"),
        ("fastholdelse", "ned", None, 15, 12, "3 over", "under_niveau"),
        ("fastholdelse", "naer", None, 97, 100, "3 fra målet", "under_niveau"),
        ("udvikling", "op", 100, Fraction(399, 4), 100, "0,3 under", "under_niveau"),
        ("udvikling", "naer", None, 104, 100, "104", "ingen_baseline"),
        ("ja_nej", "op", None, 1, 1, "opfyldt", "opfyldt"),
        ("ja_nej", "op", None, None, 1, "ikke opgjort", "ikke_opgjort"),
        ("kvalitativ", "op", None, 3, 3, "trin 3 af 3", "opfyldt"),
        ("kvalitativ", "op", None, 4, 3, "trin 4, mål 3", "opfyldt"),
        ("kvalitativ", "op", None, None, 3, "ikke opgjort", "ikke_opgjort"),
    ],
)
def test_fremdrift_beside_the_table(maaltype, retning, b, v, m, tekst, kategori):
    assert fremdrift(maaltype, retning, b, v, m).kategori == kategori
    assert fremdrift_tekst(maaltype, retning, b, v, m) == tekst


def test_worked_example_is_seventy_seven_percent_of_the_way():
    b, v = Fraction(4000, 69), Fraction(5500, 61)

    assert fremdrift("norm", "op", b, v, 100) == Fremdrift(Fraction(1355, 1769), "norm_ikke_opfyldt")
    assert fremdrift_tekst("norm", "op", b, v, 100) == "77 % af vejen"


def test_decimals_of_the_database_and_fractions_meet():
    assert fremdrift("udvikling", "op", Decimal("67.0000"), Fraction(73), Decimal(75)).andel == Fraction(3, 4)
    assert fremdrift_tekst("kvalitativ", "op", None, Fraction(2), Decimal("3.0000")) == "trin 2 af 3"


def test_value_without_baseline_is_shown_with_the_decimals_of_its_figure():
    assert fremdrift_tekst("udvikling", "op", None, Fraction(5500, 61), 100, decimaler=1) == "90,2"


@pytest.mark.parametrize(
    ("maaltype", "retning", "v", "m", "ventet"),
    [
        ("kvalitativ", "ned", 4, 3, True),
        ("kvalitativ", "ned", 2, 3, False),
        ("ja_nej", "ned", 0, 1, False),
        ("norm", "ned", 2, 3, True),
        ("norm", "ned", 3, 3, True),
        ("norm", "ned", 4, 3, False),
        ("udvikling", "naer", 104, 100, False),
        ("fastholdelse", "op", 99, 100, False),
        ("norm", "op", None, 3, None),
    ],
)
def test_steps_and_answers_have_but_one_direction(maaltype, retning, v, m, ventet):
    assert er_opfyldt(maaltype, retning, v, m) is ventet


@pytest.mark.parametrize(
    ("svar", "ventet"),
    [
        ([], False),
        ([True], False),
        ([True, True], True),
        ([False, True, True], True),
        ([True, True, None], False),
        ([True, None, True], False),
        ([True, True, False], False),
    ],
)
def test_naaet_takes_the_two_newest_expected_periods(svar, ventet):
    assert naaet(svar) is ventet


def test_naaet_takes_as_many_periods_as_are_set():
    assert naaet([False, True, True, True], perioder=3) is True
    assert naaet([False, True, True], perioder=3) is False


@pytest.mark.parametrize(
    ("opgivet", "naaede", "ventet"),
    [
        (True, [True], "opgivet"),
        (False, [], "uden_maalbar_indikator"),
        (False, [True, False], "maales"),
        (False, [True, True], "naaet"),
    ],
)
def test_state_of_a_goal_follows_from_its_indicators(opgivet, naaede, ventet):
    assert maaltilstand(opgivet, naaede) == ventet


@given(TYPER, st.sampled_from(["op", "ned", "naer"]), TAL, TAL, TAL, st.fractions(Fraction(1, 50), 50))
def test_scaling_keeps_the_share(maaltype, retning, b, v, m, skala):
    assert fremdrift(maaltype, retning, skala * b, skala * v, skala * m) == fremdrift(maaltype, retning, b, v, m)


@given(TYPER, st.sampled_from(["op", "ned"]), TAL, TAL, TAL)
def test_mirrored_direction_with_negated_values_gives_the_same(maaltype, retning, b, v, m):
    assert fremdrift(maaltype, MODSAT[retning], -b, -v, -m) == fremdrift(maaltype, retning, b, v, m)


@given(st.sampled_from(["udvikling", "norm"]), st.sampled_from(["op", "ned", "naer"]), TAL, TAL)
def test_baseline_is_no_part_of_the_way_and_the_target_all_of_it(maaltype, retning, b, m):
    assume(b != m)

    assert fremdrift(maaltype, retning, b, b, m).andel == 0
    assert fremdrift(maaltype, retning, b, m, m).andel == 1


@given(TYPER, st.sampled_from(["op", "ned", "naer"]), TAL, TAL, TAL)
def test_met_is_the_same_whatever_it_is_called(maaltype, retning, b, v, m):
    # A baseline on the wrong side of its target makes a way that leads past it.
    assume(not er_opfyldt(maaltype, retning, b, m))
    naaede = {"naaet", "fastholdt", "norm_opfyldt"}

    assert (fremdrift(maaltype, retning, b, v, m).kategori in naaede) is er_opfyldt(maaltype, retning, v, m)

"""20 §7.4."""

from datetime import date, timedelta

import pytest

from indsatser.beregning.dimensioner import (
    Leverancedatoer,
    Posttal,
    Tolerancer,
    forbrug_over_prognose,
    lys_leverancer,
    lys_maal,
    lys_oekonomi,
    lys_risiko,
    lys_samlet,
    lys_tid,
)
from indsatser.beregning.lys import Lys
from indsatser.beregning.milepaele import Milepaelsdatoer
from mso_portal.vaerdier.tidspunkt import Tidspunkt, laes

S = date(2020, 6, 30)
GODKENDT = date(2020, 7, 1)
FAERDIG = Milepaelsdatoer(GODKENDT, faktisk_dato=date(2020, 6, 1))
UDEN_DATO = Tidspunkt()


def maallys(roede, gule, groenne, n):
    farver = ["roed"] * roede + ["gul"] * gule + ["groen"] * groenne
    return [Lys(farve) for farve in farver + ["graa"] * (n - len(farver))]


def milepael(f):
    return Milepaelsdatoer(GODKENDT, prognose=GODKENDT + timedelta(days=f))


def post(budget, prognose, **mere):
    return Posttal("Kampagne", {2020: budget}, {2020: prognose}, **mere)


@pytest.mark.parametrize(
    ("lys", "ventet", "tekst"),
    [
        (maallys(3, 0, 10, 25), "gul", "13 af 25 mål kan måles"),
        (maallys(4, 0, 9, 25), "roed", "13 af 25 mål kan måles"),
        (maallys(0, 0, 13, 25), "groen", "13 af 25 mål kan måles"),
        (maallys(0, 0, 12, 25), "gul", "12 af 25 mål kan måles"),
        (maallys(3, 0, 9, 12), "gul", "12 af 12 mål kan måles"),
        (maallys(0, 0, 2, 4), "groen", "2 af 4 mål kan måles"),
        (maallys(0, 1, 24, 25), "gul", "25 af 25 mål kan måles"),
        (maallys(0, 0, 0, 3), "graa", "0 af 3 mål kan måles"),
        ([], "graa", "0 af 0 mål kan måles"),
        (maallys(1, 9, 3, 25), "gul", "13 af 25 mål kan måles"),
        (maallys(4, 5, 4, 25), "roed", "13 af 25 mål kan måles"),
        (maallys(4, 1, 7, 25), "roed", "12 af 25 mål kan måles"),
        (maallys(3, 4, 6, 25), "gul", "13 af 25 mål kan måles"),
    ],
)
def test_goals_are_judged_by_those_that_can_be_measured(lys, ventet, tekst):
    assert lys_maal(lys) == Lys(ventet, tekst=tekst)


@pytest.mark.parametrize(
    ("f", "ventet"),
    [
        (-40, Lys("roed", tekst="overskredet uden ny prognose")),
        (-1, Lys("groen")),
        (0, Lys("groen")),
        (7, Lys("groen")),
        (8, Lys("gul", tekst="8 dage efter godkendt dato")),
        (30, Lys("gul", tekst="30 dage efter godkendt dato")),
        (31, Lys("roed", tekst="31 dage efter godkendt dato")),
    ],
)
def test_time_is_judged_by_days_past_what_was_approved(f, ventet):
    assert lys_tid([milepael(f), FAERDIG], S) == ventet


def test_milestone_due_on_the_day_is_not_overdue():
    assert lys_tid([Milepaelsdatoer(S)], S) == Lys("groen")
    assert lys_tid([Milepaelsdatoer(S)], S + timedelta(days=1)).lys == "roed"


@pytest.mark.parametrize(("dage", "ventet"), [(30, Lys("groen")), (31, Lys("gul", tekst="uden dato"))])
def test_milestone_without_date_says_nothing_until_it_is_old(dage, ventet):
    udateret = Milepaelsdatoer(UDEN_DATO, oprettet=S - timedelta(days=dage))

    assert lys_tid([udateret, FAERDIG], S) == ventet


@pytest.mark.parametrize(
    ("milepaele", "ventet"),
    [
        ([], Lys("graa", tekst="ingen milepæle")),
        ([Milepaelsdatoer(GODKENDT, bortfaldet=True)], Lys("graa", tekst="ingen milepæle")),
        ([FAERDIG], Lys("groen")),
        ([Milepaelsdatoer(UDEN_DATO, oprettet=S)], Lys("graa", tekst="ingen milepæl har en dato")),
        ([Milepaelsdatoer(UDEN_DATO, prognose=GODKENDT)], Lys("groen")),
    ],
)
def test_time_without_open_dates(milepaele, ventet):
    assert lys_tid(milepaele, S) == ventet


def test_overdue_tells_why_before_any_number_of_days():
    assert lys_tid([milepael(400), milepael(-40), milepael(50)], S).tekst == "overskredet uden ny prognose"
    assert lys_tid([milepael(50), milepael(400)], S).tekst == "400 dage efter godkendt dato"


def test_wider_tolerances_of_a_long_plan_are_used():
    lang = Tolerancer(tid_groen_til=30, tid_gul_til=90)

    assert [lys_tid([milepael(f)], S, lang).lys for f in (30, 31, 90, 91)] == ["groen", "gul", "gul", "roed"]


@pytest.mark.parametrize(
    ("prognose", "ventet"),
    [
        (160_000, Lys("groen")),
        (160_001, Lys("gul", tekst="1 kr. over budgettet for 2020")),
        (176_000, Lys("gul", tekst="16.000 kr. over budgettet for 2020")),
        (176_001, Lys("roed", tekst="16.001 kr. over budgettet for 2020")),
    ],
)
def test_money_is_judged_by_what_is_expected_beyond_the_budget(prognose, ventet):
    assert lys_oekonomi([post(160_000, prognose)], 2020) == ventet


@pytest.mark.parametrize(
    ("poster", "ventet"),
    [
        ([], Lys("graa", tekst="intet budget")),
        ([Posttal("A", prognose={2020: 5})], Lys("graa", tekst="intet budget")),
        ([post(5, 9, art="indirekte")], Lys("graa", tekst="intet budget")),
        ([post(5, 5), Posttal("B", {2020: 5})], Lys("graa", tekst="ikke opgjort")),
        ([post(0, 0)], Lys("groen")),
        ([post(0, 1)], Lys("roed", tekst="1 kr. over budgettet for 2020")),
        ([post(80, 100), post(80, 60)], Lys("groen")),
        ([post(5, 5), Posttal("B", prognose={2020: 1})], Lys("roed", tekst="1 kr. over budgettet for 2020")),
    ],
)
def test_money_without_all_amounts(poster, ventet):
    assert lys_oekonomi(poster, 2020) == ventet


def test_whole_plan_can_be_worse_than_the_running_year():
    planen = Posttal("A", {2019: 100, 2020: 100}, {2019: 130, 2020: 100})

    assert lys_oekonomi([planen], 2020) == Lys("roed", tekst="30 kr. over budgettet for hele planen")


def test_running_year_can_be_worse_than_the_whole_plan():
    planen = Posttal("A", {2019: 900, 2020: 100}, {2019: 900, 2020: 130})

    assert lys_oekonomi([planen], 2020) == Lys("roed", tekst="30 kr. over budgettet for 2020")


@pytest.mark.parametrize(("forbrug", "ventet"), [(90, "groen"), (130, "roed")])
def test_another_year_without_forecast_costs_its_budget_or_what_is_spent(forbrug, ventet):
    planen = Posttal("A", {2019: 100, 2020: 100}, {2020: 100}, {2019: forbrug})

    assert lys_oekonomi([planen], 2020).lys == ventet


def test_year_without_budget_is_judged_in_the_whole_plan_alone():
    assert lys_oekonomi([Posttal("A", {2019: 100}, {2019: 100})], 2020).lys == "groen"
    assert lys_oekonomi([Posttal("A", {2019: 100}, {2019: 100, 2020: 5})], 2020).lys == "gul"


def test_spending_beyond_the_forecast_is_listed():
    poster = [Posttal("A", prognose={2019: 10, 2020: 20}, forbrug={2019: 11, 2020: 20, 2021: 5})]

    assert forbrug_over_prognose(poster) == [("A", 2019, 11, 10)]


@pytest.mark.parametrize(
    ("scorer", "ventet"),
    [
        ([], Lys("graa", tekst="ingen vurderede risici")),
        ([None], Lys("graa", tekst="ingen vurderede risici")),
        ([1, 6, None], Lys("groen")),
        ([8, 6], Lys("gul", tekst="højeste score er 8")),
        ([12], Lys("gul", tekst="højeste score er 12")),
        ([14], Lys("gul", tekst="højeste score er 14")),
        ([4, 15], Lys("roed", tekst="højeste score er 15")),
    ],
)
def test_risk_is_judged_by_the_highest_score(scorer, ventet):
    assert lys_risiko(scorer) == ventet


@pytest.mark.parametrize("tilstand", ["foreslaaet", "modforslag", "afvist"])
def test_unconfirmed_leverance_is_red_after_twenty_hverdage(tilstand):
    # Asked 10 June 2020; 8 July is the twentieth hverdag after it.
    leverancer = [Leverancedatoer(tilstand, siden=date(2020, 6, 10))]

    lys = [lys_leverancer(leverancer, dato) for dato in (date(2020, 6, 15), date(2020, 7, 8), date(2020, 7, 9))]
    assert [(et.lys, et.tekst) for et in lys] == [("gul", "ikke bekræftet")] * 2 + [("roed", "ikke bekræftet")]


def test_lukkedag_is_no_day_to_answer():
    leverancer = [Leverancedatoer("foreslaaet", siden=date(2020, 6, 10))]

    assert lys_leverancer(leverancer, date(2020, 7, 9), lukkedage=[date(2020, 6, 15)]).lys == "gul"


@pytest.mark.parametrize(
    ("leverance", "ventet"),
    [
        (Leverancedatoer("foreslaaet"), Lys("gul", tekst="ikke bekræftet")),
        (Leverancedatoer("aftalt", aftalt=S), Lys("groen")),
        (Leverancedatoer("aftalt", aftalt=S - timedelta(days=1)), Lys("roed", tekst="overskredet uden ny prognose")),
        (Leverancedatoer("aftalt", aftalt=S, prognose=S + timedelta(days=7)), Lys("groen")),
        (
            Leverancedatoer("aftalt", aftalt=S, prognose=S + timedelta(days=8)),
            Lys("gul", tekst="8 dage efter aftalt dato"),
        ),
        (
            Leverancedatoer("aftalt", aftalt=S, prognose=S + timedelta(days=31)),
            Lys("roed", tekst="31 dage efter aftalt dato"),
        ),
        (Leverancedatoer("aftalt", aftalt=S, prognose=laes("snarest", S)), Lys("gul", tekst="uden dato")),
        (Leverancedatoer("leveret", aftalt=date(2019, 1, 1)), Lys("groen")),
        (Leverancedatoer("bortfaldet"), Lys("graa", tekst="ingen leverancer")),
    ],
)
def test_leverance_is_judged_by_its_state_and_dates(leverance, ventet):
    assert lys_leverancer([leverance], S) == ventet


@pytest.mark.parametrize(
    ("farver", "aabent_vilkaar", "ventet"),
    [
        (["groen", "gul", "graa"], False, "gul"),
        (["groen", "roed", "gul"], True, "roed"),
        (["graa", "graa"], False, "graa"),
        (["groen", "graa"], False, "groen"),
        (["groen", "graa"], True, "gul"),
        (["graa"], True, "gul"),
    ],
)
def test_whole_is_the_worst_and_an_open_vilkaar_caps_it(farver, aabent_vilkaar, ventet):
    assert lys_samlet([Lys(farve) for farve in farver], aabent_vilkaar).lys == ventet


def test_open_vilkaar_tells_why():
    assert lys_samlet([Lys("groen")], True) == Lys("gul", tekst="vilkår fra beslutningen er ikke indfriet")
    assert lys_samlet([Lys("gul", tekst="uden dato")], True) == Lys("gul", tekst="uden dato")

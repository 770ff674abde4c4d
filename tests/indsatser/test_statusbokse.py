"""21 §9.1: the sentence with numbers in each dimension's box: at most 60 characters, whatever the numbers."""

import pytest

from tests.indsatser.statusraekker import indikator, leverance, maal, milepael, post, risiko, samlet, tid

HOEJST = 60
MIA = 50 * 10**9  # fifty posts of the most that a post may hold
INGEN = {
    "samlet": "", "tid": "Ingen milepæle er registreret", "maal": "Ingen aktive mål er registreret",
    "oekonomi": "Intet budget er registreret", "risiko": "Ingen risici er registreret",
    "leverancer": "Ingen leverancer er registreret",
}  # fmt: skip


def boks(dimension, **rows):
    return samlet(**rows)["beregnet"]["lys"][dimension]["boks"]


def milepaele(faerdige, *aabne):
    done = [milepael(f"Nr. {nr}", "4. maj 2020", faktisk="2020-05-05") for nr in range(faerdige)]
    return [*done, *(milepael(f"Åben {nr}", "14. juni 2020", prognose=tid(et)) for nr, et in enumerate(aabne))]


def test_plan_with_nothing_says_so():
    assert {name: one["boks"] for name, one in samlet()["beregnet"]["lys"].items()} == INGEN


def test_rows_that_no_longer_count_are_none():
    rows = {
        "milepaele": [milepael("Kursus", bortfaldet="Aflyst")], "risici": [risiko("Sygdom", 5, 5, lukket="2020-06-01")],
        "leverancer": [leverance("Materiale", "bortfaldet")], "maal": [maal("Tilfredshed", opgivet="Nej")],
        "budget": [post("Frikøb", {"2020": (9, 9, 9)}, art="indirekte")],
    }  # fmt: skip

    assert {name: one["boks"] for name, one in samlet(**rows)["beregnet"]["lys"].items()} == INGEN


@pytest.mark.parametrize(
    ("rows", "ventet"),
    [
        (milepaele(1), "1 af 1 milepæl gennemført"), (milepaele(2, "20. juni 2020", "15. juni 2020"),
                                                       "2 af 4 milepæle gennemført, værste skred 6 dage"),
        (milepaele(0, "15. juni 2020"), "0 af 1 milepæl gennemført, værste skred 1 dag"),
        (milepaele(3, "6. september 2020", "snarest"), "3 af 5 milepæle gennemført, værste skred 84 dage"),
        (milepaele(3, "6. september 2020", "14. juni 2020"), "3 af 5 milepæle gennemført, 1 dag overskredet"),
        (milepaele(199, "1. juni 2099"), "199 af 200 milepæle gennemført, værste skred 28.841 dage"),
        (milepaele(199, "1. januar 1950"), "199 af 200 milepæle gennemført, 25.733 dage overskredet"),
    ],
)  # fmt: skip
def test_time_tells_what_is_done_and_the_worst(rows, ventet):
    assert boks("tid", milepaele=rows) == ventet
    assert len(ventet) <= HOEJST


@pytest.mark.parametrize(
    ("poster", "ventet"),
    [
        ([(160_000, 0, 176_001)], "Prognose 176.001 kr. af 160.000 kr."),
        ([(MIA, 0, -MIA)], "Prognose −50.000.000.000 kr. af 50.000.000.000 kr."),
        ([(80, None, 80), (80, None, None)], "1 af 2 poster mangler prognose, budget 160 kr."),
        ([(MIA // 50, None, None)] * 50, "50 af 50 poster mangler prognose, budget 50.000.000.000 kr."),
        ([(80, None, None)], "1 af 1 post mangler prognose, budget 80 kr."), ([(None, 9, None)], INGEN["oekonomi"]),
    ],
)  # fmt: skip
def test_money_tells_the_running_year(poster, ventet):
    assert boks("oekonomi", budget=[post(f"Post {nr}", {"2020": et}) for nr, et in enumerate(poster)]) == ventet
    assert len(ventet) <= HOEJST


def test_year_without_a_budget_in_a_plan_that_has_one():
    assert boks("oekonomi", budget=[post("Kursus", {"2021": (80, None, None)})]) == "Intet budget for 2020"


@pytest.mark.parametrize(
    ("scorer", "ventet"),
    [(((3, 4),), "1 åben risiko, højeste score 12"), (((3, 4), (1, 1)), "2 åbne risici, højeste score 12"),
     (((None, None),), "1 åben risiko, ingen er vurderet"), (((5, 5),) * 50, "50 åbne risici, højeste score 25")],
)  # fmt: skip
def test_risk_tells_the_highest_score(scorer, ventet):
    assert boks("risiko", risici=[risiko(f"Nr. {nr}", *et) for nr, et in enumerate(scorer)]) == ventet


@pytest.mark.parametrize(
    ("tilstande", "ventet"),
    [(["aftalt", "leveret", "afvist"], "1 af 3 leverancer er ikke bekræftet"),
     (["aftalt", "leveret", "bortfaldet"], "2 af 2 leverancer er bekræftet"),
     (["foreslaaet"], "1 af 1 leverance er ikke bekræftet"),
     (["modforslag"] * 100, "100 af 100 leverancer er ikke bekræftet")],
)  # fmt: skip
def test_deliverables_tell_what_nobody_has_promised(tilstande, ventet):
    rows = [leverance(f"Nr. {nr}", et) for nr, et in enumerate(tilstande)]

    assert boks("leverancer", leverancer=rows) == ventet


def test_goals_tell_how_many_are_measured():
    assert boks("maal", maal=[maal(f"Mål {nr}", indikator(f"I{nr}")) for nr in range(100)]) == "0 af 100 mål kan måles"

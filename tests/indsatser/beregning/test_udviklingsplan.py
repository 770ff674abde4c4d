"""The thirteen measured goals of the demo's udviklingsplan and their lights at three dates (60 §10)."""

from datetime import date
from fractions import Fraction

import pytest

from indsatser.beregning.delmaal import Delmaalsvaerdi
from indsatser.beregning.dimensioner import lys_maal
from indsatser.beregning.fremdrift import fremdrift_tekst
from indsatser.beregning.lys import Indikatormaal, Lys, lys_indikator

DATOER = [date(2020, 3, 31), date(2020, 6, 30), date(2020, 9, 30)]
NORM, UDVIKLING = Indikatormaal("norm", "op"), Indikatormaal("udvikling", "op")
ALLE = Indikatormaal("norm", "op", maal_frist=date(2020, 7, 31))
ERINDRINGER = Indikatormaal("udvikling", "ned", maal_frist=date(2020, 12, 31))
HUNDREDE, FEM_OG_HALVFEMS = (75, 90, 100), (75, 85, 95)
MAAL = {
    1: (NORM, HUNDREDE, "40/69", "55/61", "58/62", "63/63"),
    2: (NORM, HUNDREDE, "31/48", "44/52", "47/53", "46/54"),
    3: (NORM, HUNDREDE, "412/460", "455/470", "468/472", "471/471"),
    4: (ERINDRINGER, (200, 100, 40), "340", "210", "120", "38"),
    5: (UDVIKLING, FEM_OG_HALVFEMS, "52/90", "70/88", "80/91", "85/92"),
    6: (NORM, HUNDREDE, "18/31", "22/28", "24/27", "26/26"),
    7: (ALLE, HUNDREDE, "61/104", "80/101", "92/100", "97/99"),
    8: (UDVIKLING, FEM_OG_HALVFEMS, "6/15", "11/15", "14/15", "15/15"),
    9: (NORM, HUNDREDE, "20/33", "25/30", "28/31", "30/30"),
    10: (ALLE, HUNDREDE, "58/99", "75/96", "88/97", "95/95"),
    11: (NORM, HUNDREDE, "44/80", "60/78", "66/79", None),
    12: (NORM, HUNDREDE, "15/29", "19/27", "24/28", "27/29"),
    13: (ALLE, HUNDREDE, "49/95", "66/93", "79/92", "90/91"),
}


def vaerdi(tekst):
    return None if tekst is None else Fraction(tekst) * (100 if "/" in tekst else 1)


def lys(nr, kvartal):
    definition, delmaal, b, *vaerdier = MAAL[nr]
    m = 0 if definition is ERINDRINGER else 100
    rows = [Delmaalsvaerdi(senest, d) for senest, d in zip(DATOER, delmaal, strict=True)]
    return lys_indikator(definition, vaerdi(b), vaerdi(vaerdier[kvartal]), m, rows, DATOER[kvartal])


@pytest.mark.parametrize(
    ("kvartal", "roede", "gule", "graa", "samlet"),
    [
        (0, [12], [1, 2, 3, 4, 6, 8, 9, 11, 13], [], Lys("gul", tekst="13 af 25 mål kan måles")),
        (1, [2, 6, 11, 12], [1, 3, 4, 9, 13], [], Lys("roed", tekst="13 af 25 mål kan måles")),
        (2, [2, 7, 12, 13], [5], [11], Lys("roed", tekst="12 af 25 mål kan måles")),
    ],
)
def test_lights_of_the_quarter_are_those_of_the_demo(kvartal, roede, gule, graa, samlet):
    fundne = {nr: lys(nr, kvartal) for nr in MAAL}

    for farve, ventede in (("roed", roede), ("gul", gule), ("graa", graa)):
        assert [nr for nr, et in fundne.items() if et.lys == farve] == ventede
    assert lys_maal([*fundne.values(), *[Lys("graa")] * 12]) == samlet


def test_first_goal_is_as_far_as_the_worked_example_says():
    assert fremdrift_tekst("norm", "op", vaerdi("40/69"), vaerdi("55/61"), 100) == "77 % af vejen"

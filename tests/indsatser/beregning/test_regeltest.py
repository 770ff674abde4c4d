"""The rule test and the frozen quarters of the demo's first plan: every dimension at four dates (21 §13, 60 §11)."""

from datetime import date

import pytest

from indsatser.beregning.dimensioner import (
    Leverancedatoer,
    Posttal,
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

AKTIVERET = date(2020, 6, 10)
JUNI = laes("juni 2020", AKTIVERET)
FAERDIGE = [Milepaelsdatoer(dag, faktisk_dato=dag) for dag in (date(2020, 5, 5), date(2020, 5, 20), date(2020, 5, 29))]
UDATERET = Milepaelsdatoer(Tidspunkt(), oprettet=AKTIVERET)
ALENE = [*FAERDIGE, UDATERET, Milepaelsdatoer(JUNI)]
UDSKUDT = [*FAERDIGE, UDATERET, Milepaelsdatoer(JUNI, prognose=laes("22.9.2020", AKTIVERET))]
IGENNEM = [
    *FAERDIGE,
    Milepaelsdatoer(Tidspunkt(), faktisk_dato=date(2020, 8, 28)),
    Milepaelsdatoer(JUNI, faktisk_dato=date(2020, 9, 22)),
]
FORESLAAET = [Leverancedatoer("foreslaaet", siden=AKTIVERET)] * 3
LUKKEDAGE = [date(2020, 6, 5)]


def lys(dato, milepaele, prognose):
    poster = [Posttal("A", {2020: 80_000}, {2020: prognose - 80_000}), Posttal("B", {2020: 80_000}, {2020: 80_000})]
    return [
        lys_tid(milepaele, dato),
        lys_maal([Lys("graa")] * 3),
        lys_oekonomi(poster, dato.year),
        lys_risiko([]),
        lys_leverancer(FORESLAAET, dato, lukkedage=LUKKEDAGE),
    ]


@pytest.mark.parametrize(
    ("dato", "milepaele", "prognose", "ventet"),
    [
        (date(2020, 6, 15), ALENE, 160_000, ["groen", "graa", "groen", "graa", "gul", "gul"]),
        (date(2020, 9, 30), ALENE, 160_000, ["roed", "graa", "groen", "graa", "roed", "roed"]),
        (date(2020, 6, 30), UDSKUDT, 160_000, ["roed", "graa", "groen", "graa", "gul", "roed"]),
        (date(2020, 9, 30), IGENNEM, 176_001, ["groen", "graa", "roed", "graa", "roed", "roed"]),
    ],
)
def test_every_dimension_is_what_the_report_prints(dato, milepaele, prognose, ventet):
    dimensioner = lys(dato, milepaele, prognose)

    samlet = lys_samlet(dimensioner, aabent_vilkaar=True)
    assert [et.lys for et in [*dimensioner, samlet]] == ventet


def test_reasons_are_those_of_the_report():
    assert lys_tid(ALENE, date(2020, 9, 30)).tekst == "overskredet uden ny prognose"
    assert lys_tid(UDSKUDT, date(2020, 6, 30)).tekst == "84 dage efter godkendt dato"
    assert lys_maal([Lys("graa")] * 3).tekst == "0 af 3 mål kan måles"

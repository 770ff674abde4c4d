"""Derived states, the phase of a plan and its dependencies (20 §4.1, §4.2)."""

from datetime import date
from types import SimpleNamespace

import pytest

from indsatser.beregning.milepaele import (
    Milepaelsdatoer,
    cyklus,
    cyklustekst,
    fase,
    ligger_foer,
    milepaelstilstand,
    ventet,
)
from mso_portal.vaerdier.tidspunkt import Tidspunkt, laes

S = date(2020, 9, 30)
JUNI, OKTOBER = laes("juni 2020", S), laes("oktober 2020", S)
PLAN = SimpleNamespace(tilstand="aktiv", periode_start=date(2020, 6, 1), periode_slut=date(2021, 6, 30))
FAERDIG, AABEN = Milepaelsdatoer(JUNI, faktisk_dato=date(2020, 6, 30)), Milepaelsdatoer(OKTOBER)
BORTFALDET = Milepaelsdatoer(JUNI, bortfaldet=True)


@pytest.mark.parametrize(
    ("milepael", "ventet_tilstand"),
    [
        (BORTFALDET, "bortfaldet"),
        (FAERDIG, "gennemfoert"),
        (Milepaelsdatoer(JUNI, faktisk_dato=S), "gennemfoert"),
        (Milepaelsdatoer(JUNI), "overskredet"),
        (Milepaelsdatoer(JUNI, prognose=OKTOBER), "planlagt"),
        (Milepaelsdatoer(OKTOBER, prognose=JUNI), "overskredet"),
        (Milepaelsdatoer(S), "planlagt"),
        (Milepaelsdatoer(JUNI, prognose=laes("snarest", S)), "uden_dato"),
        (Milepaelsdatoer(Tidspunkt()), "uden_dato"),
        (Milepaelsdatoer(None), "uden_dato"),
        (Milepaelsdatoer(JUNI, faktisk_dato=date(2020, 10, 1)), "overskredet"),
    ],
)
def test_state_of_a_milestone_follows_from_its_dates(milepael, ventet_tilstand):
    assert milepaelstilstand(milepael, S) == ventet_tilstand


def test_empty_forecast_is_no_forecast():
    assert ventet(Milepaelsdatoer(JUNI, prognose=Tidspunkt())) == JUNI


@pytest.mark.parametrize(
    ("milepaele", "dato", "ventet_fase"),
    [
        ([FAERDIG, AABEN], date(2020, 5, 31), "besluttet"),
        ([FAERDIG, AABEN], date(2020, 6, 1), "i_gang"),
        ([FAERDIG, AABEN], S, "i_gang"),
        ([FAERDIG, BORTFALDET], S, "forankring"),
        ([], S, "i_gang"),
        ([AABEN], date(2021, 6, 30), "i_gang"),
        ([AABEN], date(2021, 7, 1), "forankring"),
    ],
)
def test_phase_of_an_active_plan_follows_from_its_dates(milepaele, dato, ventet_fase):
    assert fase(PLAN, milepaele, dato) == ventet_fase


@pytest.mark.parametrize("tilstand", ["kladde", "afsluttet", "stoppet"])
def test_phase_of_other_plans_is_their_state(tilstand):
    assert fase(SimpleNamespace(tilstand=tilstand, periode_start=None), [], S) == tilstand


@pytest.mark.parametrize(
    ("afhaenger_af", "ventet_cyklus"),
    [
        ({}, None),
        ({"A": ["B"], "B": ["C"], "D": ["B", "C"]}, None),
        ({"A": ["B"], "B": ["A"]}, ("A", "B", "A")),
        ({"A": ["A"]}, ("A", "A")),
        ({"X": ["A"], "A": ["C", "B"], "B": ["A"], "C": []}, ("A", "B", "A")),
        ({nr: [nr + 1] for nr in range(199)}, None),
        ({nr: [(nr + 1) % 200] for nr in range(200)}, (*range(200), 0)),
    ],
)
def test_circle_of_dependencies_is_found(afhaenger_af, ventet_cyklus):
    assert cyklus(afhaenger_af) == ventet_cyklus


def test_message_names_the_circle():
    assert cyklustekst(["A", "B", "A"]) == "Milepælen kan ikke afhænge af sig selv: A → B → A. Fjern en af dem."


@pytest.mark.parametrize(
    ("milepael", "forudsaetning", "svar"),
    [
        (Milepaelsdatoer(JUNI), AABEN, True),
        (AABEN, Milepaelsdatoer(JUNI), False),
        (AABEN, AABEN, False),
        (Milepaelsdatoer(JUNI, prognose=OKTOBER), AABEN, False),
        (Milepaelsdatoer(None), AABEN, False),
    ],
)
def test_milestone_before_what_it_depends_on_is_seen(milepael, forudsaetning, svar):
    assert ligger_foer(milepael, forudsaetning) is svar

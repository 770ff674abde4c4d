"""Sections, points, goals and risks."""

import pytest

from indstillinger.indlaesning.laesere_tekst import slags_of
from tests.indstillinger.indlaesning.opslag import aarsager, laes, raa, vaerdier


@pytest.mark.parametrize(
    ("tekst", "slags", "aarsag"),
    [
        ("At godkende planen", "godkend", ""),
        ("Godkende planen, jf. bilag 1", "godkend", ""),
        ("At tage status til efterretning", "tag_til_efterretning", ""),
        ("Tage HMU's svar til efterretning (bilag 2)", "tag_til_efterretning", ""),
        ("At drøfte, hvordan vi kommer videre", "droeft", ""),
        ("Drøftelse af planen", "droeft", ""),
        ("Skal vi gå videre?", "tag_stilling", ""),
        ("Om det er nok", "tag_stilling", ""),
        ("Hvem der skal svare", "tag_stilling", ""),
        ("Forslag til opfølgning", "tag_stilling", "slags_gaettet"),
        ("", "tag_stilling", "slags_gaettet"),
    ],
)
def test_kind_of_point(tekst, slags, aarsag):
    assert slags_of(tekst) == (slags, aarsag)


def test_points_are_items_and_the_lead_is_none():
    laesning = laes("Beslutninger", "Vi beder om:", raa("At købe", "punkt"), raa("At sælge", "punkt"))
    assert vaerdier(laesning, "beslutningspunkt.tekst") == ["At købe", "At sælge"]


def test_points_without_a_list_are_paragraphs():
    laesning = laes("Chefteamet skal beslutte:", "At købe", "At sælge")
    assert vaerdier(laesning, "beslutningspunkt.tekst") == ["At købe", "At sælge"]


def test_inner_items_stay_with_their_point():
    laesning = laes("Beslutninger", raa("At købe:", "punkt"), raa("en bil", "punkt", 1), raa("At sælge", "punkt"))
    assert vaerdier(laesning, "beslutningspunkt.tekst") == ["At købe:\n- en bil", "At sælge"]


def test_numbered_effects_are_goals_and_bullets_are_text():
    laesning = laes("Effekt", "Målene er:", raa("Mere ro", "nummer"), raa("Tid", "nummer"))
    assert (vaerdier(laesning, "effekt"), vaerdier(laesning, "effektmaal.tekst")) == (
        ["<p>Målene er:</p>"], ["Mere ro", "Tid"],
    )  # fmt: skip
    assert vaerdier(laes("Effekt", raa("Mere ro", "punkt")), "effekt") == ["<ul><li><p>Mere ro</p></li></ul>"]


def test_items_under_a_sentence_about_risk_move_with_one_mark():
    laesning = laes("Opfølgning", "Der er to risici:", raa("Tid", "punkt"), raa("Penge", "punkt"), "Vi ser på det.")
    assert vaerdier(laesning, "risikopunkt.tekst") == ["Tid", "Penge"]
    assert vaerdier(laesning, "opfoelgning") == ["<p>Der er to risici:</p><p>Vi ser på det.</p>"]
    assert aarsager(laesning, "risikopunkt.tekst") == {("risikopunkt.tekst", 1): "flyttet"}


def test_items_under_another_sentence_stay():
    laesning = laes("Opfølgning", "Risiko er der ikke.", "Vi mødes:", raa("i maj", "punkt"))
    assert vaerdier(laesning, "risikopunkt.tekst") == []

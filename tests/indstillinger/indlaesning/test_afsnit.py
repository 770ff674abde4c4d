"""Layouts and segments."""

import pytest

from indstillinger.indlaesning import laes_blokke
from tests.indstillinger.indlaesning.opslag import HOVED, OPSLAG, aarsager, laes, raa, raekke, vaerdier


def test_few_labels_are_an_unknown_form_and_nothing_is_lost():
    laesning = laes_blokke([raa("Kære alle"), raa("Baggrund"), raa("Vi mangler en plan.")], OPSLAG)
    assert laesning.layout == "ukendt"
    assert vaerdier(laesning, "baggrund") == ["<p>Kære alle</p><p>Baggrund</p><p>Vi mangler en plan.</p>"]
    assert aarsager(laesning) == {("baggrund", 0): "flyttet"}
    assert laesning.felter[0].raatekst == laesning.tekst


@pytest.mark.parametrize(
    ("linjer", "layout"),
    [
        ([], "skema_2020"),
        (["PROCES", "Et trin"], "skema_2020_proces"),
        (["Referat", "Proces:", "Et trin"], "skema_2020"),
        ([*raekke("Effekt: Ro", "Opfølgning: Ja"), *raekke("Koordinering: HR", nr=1)], "tabel_2019"),
        (raekke("Effekt: Ro", "Opfølgning: Ja"), "skema_2020"),
    ],
)
def test_layout_follows_the_labels(linjer, layout):
    assert laes("Effekt", "Ro", *linjer).layout == layout


def test_cell_border_ends_a_segment():
    laesning = laes(*raekke("Effekt: Ro", "Løs tekst", "Opfølgning: Ja"))
    assert (vaerdier(laesning, "effekt"), vaerdier(laesning, "opfoelgning")) == (["<p>Ro</p>"], ["<p>Ja</p>"])


def test_value_may_stand_in_the_next_cell():
    laesning = laes(*raekke("Effekt", "Ro"), *raekke("Opfølgning:", "Ja", nr=1))
    assert (vaerdier(laesning, "effekt"), vaerdier(laesning, "opfoelgning")) == (["<p>Ro</p>"], ["<p>Ja</p>"])


def test_inner_table_belongs_to_its_cell():
    inner = [raa("indre", celle=[[1, 0, 0], [2, 0, 0]])]
    laesning = laes(raa("Effekt: Ro", celle=[[1, 0, 0]]), *inner)
    assert vaerdier(laesning, "effekt") == ["<p>Ro</p><p>indre</p>"]


def test_same_label_with_the_same_text_is_dropped():
    laesning = laes("Effekt", "Ro", "Opfølgning", "Ja", "Effekt", "RO")
    assert vaerdier(laesning, "effekt") == ["<p>Ro</p>"]


def test_same_label_with_another_text_is_marked():
    laesning = laes("Effekt", "Ro", "Opfølgning", "Ja", "Effekt", "Uro")
    assert vaerdier(laesning, "effekt") == ["<p>Ro</p>", "<p>Uro</p>"]
    assert aarsager(laesning, "effekt") == {("effekt", 0): "dobbelt"}


def test_sentence_that_begins_with_a_day_is_no_meeting():
    laesning = laes("Den 5. maj 2020 var alle samlet.")
    assert vaerdier(laesning, "baggrund") == ["<p>Om sagen.</p><p>Den 5. maj 2020 var alle samlet.</p>"]
    assert vaerdier(laesning, "moede") == ["2020-05-29"]


def test_title_printed_twice_is_one():
    assert vaerdier(laes(hoved=[HOVED[0], *HOVED]), "titel") == ["Titlen"]

import datetime

import pytest

from mso_portal.motor import documents
from mso_portal.motor.documents import (
    DOKUMENTSLAGS,
    Anmod,
    Beslutning,
    Cell,
    Column,
    Document,
    Dokumentslags,
    Empty,
    Felt,
    Felter,
    Lead,
    Loebende,
    Lysord,
    Mellemrubrik,
    Mulighed,
    Note,
    Points,
    Prose,
    Punkt,
    Rubrik,
    Section,
    Small,
    Spoergsmaal,
    Stamdata,
    Table,
    Tegning,
    Tekst,
    Valg,
    Vurdering,
    filename,
    number,
    register_slags,
    strings,
)

DATO = datetime.datetime(2026, 5, 20, 11, 2, tzinfo=datetime.UTC)
TKR = Column("2026", "tkr")
GUL = Lysord("gul", "Afvigelse")
SPOERGSMAAL = Spoergsmaal("1. Hvornår?", [Mulighed("A", "Nu", "Koster mere", True), Mulighed("B", "Sidst")], "Note")


def paper(**changes):
    values = {
        "slags": "indstilling",
        "noegle": {"nummer": "2026-014", "version": 3},
        "titel": "Titel",
        "kort_navn": "Indstilling 2026-014",
        "dato": DATO,
    }
    return Document(**{**values, **changes})


@pytest.mark.parametrize(
    "kroner, shown",
    [
        (160_000, "160"),
        (None, "–"),
        (0, "0"),
        (159_750, "160*"),
        (500, "1*"),
        (499, "0*"),
        (-25_000, "−25"),
        (-1_500, "−2*"),
        (1_250_000, "1.250"),
        ("skjult", "skjult"),
    ],
)
def test_amount_under_tkr_is_printed(kroner, shown):
    assert TKR.cell(kroner).tekst == shown


def test_star_is_a_part_of_the_text_but_apart_from_the_figures():
    cell = TKR.cell(159_750)

    assert (cell.vaerdi, cell.is_rounded, cell.tekst) == ("160", True, "160*")


def test_star_written_by_a_person_is_no_rounding():
    assert Column("x").cell("160*") == Cell("160*", Column("x"), False)


@pytest.mark.parametrize("value, shown", [(1204, "1.204"), (-2, "−2"), (None, "–"), ("", "–"), (0, "0"), ("a", "a")])
def test_number_is_printed_in_danish(value, shown):
    assert number(value) == shown


def test_table_with_rounded_amount_adds_the_note_once():
    table = Table("", (Column("Post"), TKR), [("a", 1_500), ("b", 2_500)], total=("I alt", 4_000), note="Note.")

    assert table.notes == ["Note.", "* Beløbet er afrundet til hele tusind kroner."]


def test_table_with_whole_amounts_has_no_note():
    assert Table("", (Column("Post"), TKR), [("a", 1_000)], total=("I alt", 1_000)).notes == []


def test_table_strings_are_caption_heads_cells_total_and_notes_in_order():
    table = Table("Udgifter (tkr.)", [Column("Post"), TKR], [["a", None], ["b", 1_500]], total=["I alt", 1_500])

    note = "* Beløbet er afrundet til hele tusind kroner."
    assert table.strings() == ["Udgifter (tkr.)", "Post", "2026", "a", "–", "b", "2*", "I alt", "2*", note]


@pytest.mark.parametrize("rows, total", [([("a",)], ()), ([("a", 1, 2)], ()), ([], ("I alt",))])
def test_table_with_a_row_of_another_width_is_refused(rows, total):
    with pytest.raises(ValueError, match="2 cells"):
        Table("Tabel", (Column("Post"), TKR), rows, total=total)


@pytest.mark.parametrize("wrong", [{"art": "dato"}, {"bredde": 7}, {"bredde": 105}])
def test_column_of_unknown_art_or_width_is_refused(wrong):
    with pytest.raises(ValueError):
        Column("x", **wrong)


def test_rows_stand_under_headings_as_wide_as_the_table():
    heading = Mellemrubrik("Kurser", "to hold", rolig=True)

    table = Table("", [Column("Trin", hoved=True), TKR], [heading, ("a", 1_500)])

    assert (table.cells_of, table.shown_rows[0]) == ((("a", 1_500),), heading)
    assert table.strings() == ["Trin", "2026", "Kurser", "to hold", "a", "2*", table.notes[0]]


def test_cell_prints_a_light_or_a_drawing_by_its_own_template():
    row = (Lysord("groen", "På plan", ("77 % af vejen",)), Tegning("bar", "Fra 58 % mod 100 %."))

    light, drawing = (Column("x").cell(value) for value in row)

    assert (light.indhold.celle, light.strings()) == ("_dokument/_lysord.html", ["På plan", "77 % af vejen"])
    assert (drawing.indhold.celle, drawing.strings()) == ("_dokument/_tegning.html", [])


@pytest.mark.parametrize("layout", [{"side": "liggende"}, {"taet": 4}, {"taet": -1}])
def test_section_of_unknown_page_or_type_size_is_refused(layout):
    with pytest.raises(ValueError, match="Unknown page"):
        Section("a", "A", (), **layout)


def test_table_without_rows_and_total_prints_nothing():
    table = Table("Udgifter", (Column("Post"), TKR), [], note="Note.")

    assert (table.is_empty, table.strings()) == (True, [])


@pytest.mark.parametrize(
    "column, value, css",
    [
        (Column("x"), "tekst", ""),
        (Column("x", "tal"), 12, "tal ubrudt"),
        (TKR, -9_999_999_999_000, "tal tkr ubrudt"),
        (TKR, "en længere forklaring", "tal tkr"),
    ],
)
def test_cell_of_a_figure_is_never_broken(column, value, css):
    assert column.cell(value).css == css


@pytest.mark.parametrize("rows, short", [(6, True), (7, False)])
def test_table_of_up_to_six_rows_is_kept_together(rows, short):
    assert Table("", (Column("a"),), [("x",)] * rows).is_short == short


@pytest.mark.parametrize("columns, wide", [(6, False), (7, True)])
def test_table_of_more_than_six_columns_is_wide(columns, wide):
    assert Table("", [Column("a")] * columns, []).is_wide == wide


@pytest.mark.parametrize("points, unbroken", [(12, True), (13, False)])
def test_decision_box_of_up_to_twelve_points_is_kept_together(points, unbroken):
    assert Anmod("Chefteamet skal beslutte", ["x"] * points).unbroken == unbroken


def test_stamdata_leaves_out_rows_without_value():
    assert Stamdata([("Til", "Chefmøde"), ("Sagsnummer", ""), ("Leder", None)]).strings() == [
        "Til",
        "Chefmøde",
    ]


@pytest.mark.parametrize(
    "block, texts",
    [
        (Lead("Resumé"), ["Resumé"]),
        (Anmod("Beslut", ["a", Punkt("b", "note", "Vedtaget")]), ["Beslut", "a", "b", "Vedtaget", "note"]),
        (Prose("<p>En <strong>fed</strong></p><ul><li>to</li></ul>"), ["En fed", "to"]),
        (Points(["a", Punkt("b")], numbered=True), ["a", "b"]),
        (Note("Rettelse", "grund"), ["Rettelse", "grund"]),
        (Note("", "grund"), ["grund"]),
        (Empty(), ["Ikke udfyldt"]),
        (Small(["a", "b"]), ["a", "b"]),
        (Tekst("En\nto"), ["En\nto"]),
        (
            Vurdering("Samlet", GUL, ("Sidst: På plan", ""), ["", "Grund"]),
            ["Samlet", "Afvigelse", "Sidst: På plan", "Grund"],
        ),
        (
            Felter([Felt("Tid", Lysord("", "Ikke valgt", ("", "under")), "3 af 5", ("", "linje"))]),
            ["Tid", "Ikke valgt", "under", "3 af 5", "linje"],
        ),
        (Loebende("Årsag", [("Tid:", "a", "", "b"), ("Mål:",)]), ["Årsag", "Tid:", "a", "b", "Mål:"]),
        (Loebende("", [("Tid:", "a")]), ["Tid:", "a"]),
        (
            Valg("Tag stilling", [SPOERGSMAAL], "Intet"),
            ["Tag stilling", "1. Hvornår?", "Note", "A", "Nu", "Koster mere", "Indstillet", "B", "Sidst"],
        ),
        (Valg("Tag stilling", [], "Intet"), ["Tag stilling", "Intet"]),
        (Tegning("kurve", "Kurven stiger."), []),
    ],
)
def test_block_yields_its_strings(block, texts):
    assert block.strings() == texts


def test_document_yields_every_string_in_reading_order():
    sections = (Section("resume", "", [Lead("Kort")]), Section("jura", "Jura", [Empty("Intet")]))

    document = paper(sections=sections, offentlig_titel="Offentlig", aabenhed="lukket")

    assert strings(document) == ["Indstilling 2026-014", "Titel", "Offentlig", "Kort", "Jura", "Intet"]


def test_section_is_found_by_its_id_and_none_when_left_out():
    jura = Section("jura", "Jura", [Empty()])

    document = paper(sections=[jura])

    assert (document.section("jura"), document.section("bilag")) == (jura, None)


def test_document_without_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        paper(dato=datetime.datetime(2026, 5, 20, 11, 2))


def test_document_of_unknown_openness_is_refused():
    with pytest.raises(ValueError, match="aabenhed"):
        paper(aabenhed="aabent")


@pytest.mark.parametrize(
    "slags, noegle, titel, navn, filed",
    [
        ("indstilling", {"nummer": "2026-014", "version": 3}, "version 3", "v3", True),
        ("indstilling_arbejde", {"nummer": "2026-014", "tilstand": "kladde"}, "kladde", "kladde", False),
        (
            "indstilling_arbejde",
            {"nummer": "2026-014", "tilstand": "til godkendelse"},
            "til godkendelse",
            "til-godkendelse",
            False,
        ),
    ],
)
def test_kind_names_paper_and_file(slags, noegle, titel, navn, filed):
    document = paper(slags=slags, noegle=noegle)

    assert document.meta_title == f"Indstilling 2026-014, {titel}"
    assert (filename(document), document.kind.filed) == (f"indstilling-2026-014-{navn}.pdf", filed)


def test_file_name_is_plain_ascii_whatever_the_keys_hold():
    document = paper(noegle={"nummer": '../Æble øst/å\r\n"é"', "version": "1;2"})

    assert filename(document) == "indstilling-Aeble-oest-aa-e-v1-2.pdf"


STATUS = {"nummer": "P2026-003", "noegle": "2026-K2", "nr": 1}


@pytest.mark.parametrize(
    "slags, noegle, titel, navn",
    [
        ("kvartalsstatus_fuld", STATUS, "Kvartalsstatus P2026-003, 2026-K2, version 1",
         "P2026-003-2026-K2-status-1.pdf"),
        ("kvartalsstatus_kort", STATUS, "Kvartalsstatus P2026-003, 2026-K2, version 1",
         "P2026-003-2026-K2-status-1.pdf"),
        ("portefoelje", {"forumkode": "BES", "forum": "bes", "noegle": "2026-K2", "nr": 1},
         "Kvartalsstatus for BES, 2026-K2", "bes-2026-K2-portefoelje-1.pdf"),
        ("uddrag", STATUS, "Offentligt uddrag P2026-003, 2026-K2", "P2026-003-2026-K2-uddrag.pdf"),
    ],
)  # fmt: skip
def test_papers_of_a_status_are_filed_and_named_by_plan_and_round(slags, noegle, titel, navn):
    document = paper(slags=slags, noegle=noegle)

    assert (document.meta_title, filename(document)) == (titel, navn)
    assert (document.kind.filed, document.kind.skrift) == (True, 10)


def test_only_the_kinds_of_this_release_are_registered():
    assert sorted(DOKUMENTSLAGS) == [
        "dagsorden", "delreferat", "indstilling", "indstilling_arbejde", "kvartalsstatus_fuld", "kvartalsstatus_kort",
        "moedepakke", "plan_arbejde", "portefoelje", "punkt", "referat", "register", "rettelsesblad", "uddrag",
    ]  # fmt: skip


def test_kind_registered_twice_is_refused():
    with pytest.raises(ValueError, match="already"):
        register_slags(Dokumentslags("indstilling", "x", "x", "x", True))


def test_every_block_has_a_template():
    blocks = [value for value in vars(documents).values() if hasattr(value, "skabelon")]

    names = sorted(block.skabelon for block in blocks)

    assert names == [
        f"_dokument/{name}.html"
        for name in (
            "anmod", "beslutning", "empty", "felter", "lead", "loebende", "note", "points", "prose", "small",
            "stamdata", "table", "tegning", "tekst", "underrubrik", "valg", "vurdering",
        )
    ]  # fmt: skip


# --- Decisions --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("proposed", "adopted", "shown"),
    [
        ("At Nord begynder", "At Nord begynder", []),
        ("", "At Nord begynder", []),
        ("At Nord begynder", "", [("ens", "At Nord begynder")]),
        ("At Nord begynder", "Planen venter til næste år", [("ens", "At Nord begynder")]),
        ("At Nord begynder i maj", "At Nord begynder i juni",
         [("ens", "At Nord begynder i "), ("fjernet", "maj "), ("tilfoejet", "juni")]),
    ],
)  # fmt: skip
def test_proposal_is_shown_where_it_differs_and_marked_where_it_can_be_recognised(proposed, adopted, shown):
    block = Beslutning("Titel", adopted, proposed)

    assert [(part.kind, part.text) for part in block.parts] == shown
    assert block.is_marked == any(kind != "ens" for kind, _ in shown)


def test_decision_prints_outcome_wording_proposal_and_lines():
    block = Beslutning("Tiltrådt", "At vente", "At handle nu", ("Udestår: Hvem", ""))

    assert block.strings() == ["Tiltrådt", "At vente", "Indstillet:", "At handle nu", "Udestår: Hvem"]


def test_long_decision_may_be_broken_over_pages():
    assert [Beslutning("T", "a" * size).unbroken for size in (1_199, 1_200)] == [True, False]


def test_cell_of_more_lines_prints_them_all():
    table = Table("", [Column("Punkt", hoved=True)], [[Rubrik("Titel", ("En linje", ""), maerke="Nyt")]])

    assert table.strings() == ["Punkt", "Titel", "Nyt", "En linje"]

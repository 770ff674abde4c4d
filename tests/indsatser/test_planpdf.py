"""20 §10, 41 §2: today's plan on paper, marked as a working copy, with everything the rooms hold."""

from datetime import date

import pypdfium2
import pytest

from indsatser.models.planstatus import plan_status
from indsatser.views.plandokument import plan_document
from indsatser.workflow.indlaes import import_goals
from mso_portal.motor.documents import Table, Tegning, strings
from tests import builders_indsats
from tests.indsatser.planside import som
from tests.indsatser.rigplan import rig
from tests.indsatser.test_indlaes import maalraekker
from tests.laek.kanarier import pdf_text

DAG = date(2020, 6, 15)
VENSTRE, HOEJRE = 61, 545  # points: the margins of the paper are 22 and 18 mm


def dokument(plan, klokken):
    """Return (document, names of its drawings)."""
    document, images = plan_document(plan, plan_status(plan, DAG), None, klokken)
    return document, [one.navn for one in images]


def tabel(document, afsnit):
    """Return the texts of a section's last table, row by row."""
    table = [block for block in document.section(afsnit).blocks if isinstance(block, Table)][-1]
    return [[cell.strings() for cell in row] for row in table.shown_rows]


@pytest.fixture
def plan(kladde, hr):
    return rig(kladde, hr)


def test_paper_is_a_working_copy_of_today(plan, klokken):
    document, _ = dokument(plan, klokken)

    assert (document.maerke, document.aabenhed, document.kind.filed) == ("ARBEJDSUDGAVE 15. juni 2020", "aaben", False)
    assert document.meta_title == f"Indsatsplan {plan.nummer}, arbejdsudgave"
    assert [section.titel for section in document.sections] == [
        "", "Status i dag", "Milepæle", "Mål, indikatorer og målemetoder", "Leverancer", "Risici", "Økonomi",
        "Åbne punkter",
    ]  # fmt: skip


def test_lights_stand_with_their_words_and_grounds(plan, klokken):
    document, _ = dokument(plan, klokken)

    assert [[cell[0] for cell in row] for row in tabel(document, "status")] == [
        ["Samlet", "Kræver handling", "16.001 kr. over budgettet for 2020"],
        ["Tid", "Afvigelse", "22 dage efter godkendt dato"], ["Mål", "På plan", "1 af 2 mål kan måles"],
        ["Økonomi", "Kræver handling", "16.001 kr. over budgettet for 2020"],
        ["Risiko", "Afvigelse", "højeste score er 12"],
        ["Leverancer", "Afvigelse", "ikke bekræftet"],
    ]  # fmt: skip


def test_milestones_are_drawn_and_listed(plan, klokken):
    document, images = dokument(plan, klokken)

    drawing = document.section("milepaele").blocks[0]
    assert (type(drawing), drawing.navn, images) == (Tegning, "tidsplan-1", ["tidsplan-1", "maal-1"])
    assert drawing.alt == "Tidsplan: 1 gennemført, 2 planlagt. Tallene står i tabellen under tegningen."
    assert tabel(document, "milepaele") == [
        [["Kursus er holdt", "Kurser"], ["kursusleder"], ["uge 43-45 2020"], ["Planlagt", "30. november 2020"],
         ["+22 d"]],
        [["Plan er lagt", "Generelt"], ["kursusleder"], ["10. juni 2020"], ["Gennemført", "8.6.2020"], ["−2 d"]],
        [["Afslutning", "Generelt"], ["Tina Tovholder"], ["4. kvartal 2020"], ["Planlagt", "4. kvartal 2020"],
         ["0 d"]],
    ]  # fmt: skip


def test_goal_stands_with_indicator_and_method(plan, klokken):
    document, _ = dokument(plan, klokken)

    undefined, measured = tabel(document, "maal")
    assert undefined == [
        ["Alle kender planen", "Generelt", "Ansvarlig: Tina Tovholder"],
        ["Kendskab", "udarbejdes", "Ikke defineret. Afklares senest 1. september 2020 af Tina Tovholder."], ["–"],
    ]  # fmt: skip
    assert measured == [
        ["Alle sager har en plan", "Kurser", "Ansvarlig: Tina Tovholder"],
        ["Andel sager med en plan", "Mål: 75 % senest 31.12.2020", "Baseline: 67 %", "Nu: 55 af 61 (90 %)",
         "Fremdrift: 290 %", "Vurdering: På plan"],
        ["Registerudtræk"],
    ]  # fmt: skip


def test_deliveries_risks_money_and_points_are_listed(plan, klokken):
    document, _ = dokument(plan, klokken)

    assert tabel(document, "leverancer") == [
        [["Kommunikationsplan"], ["HR og udvikling"], ["15. september 2020 (ønsket)"], ["Ikke bekræftet"]]
    ]
    assert tabel(document, "risici") == [[["Underviseren bliver syg", "Tiltag: Vikar"], ["Tina Tovholder"], ["12"]]]
    assert tabel(document, "oekonomi") == [[["Undervisning"], ["2020"], ["160.000"], ["40.000"], ["176.001"]]]
    assert tabel(document, "punkter") == [
        [["Kurset må ikke stå alene"], ["Vilkår"], ["mangler"], ["1. september 2020"]]
    ]


def test_kladde_has_no_lights_and_says_what_is_empty(kladde, klokken):
    document, images = dokument(kladde, klokken)

    assert document.section("status") is None
    assert [text for text in strings(document) if text.startswith("Ingen")] == [
        "Ingen milepæle endnu.", "Ingen mål endnu.", "Ingen leverancer endnu.", "Ingen åbne risici.",
        "Ingen budgetposter endnu.", "Ingen åbne punkter.",
    ]  # fmt: skip
    assert images == []


def test_imported_goal_shows_source_method_and_deadline_where_they_belong(kladde, klokken, tina):
    import_goals(kladde, maalraekker(), by=tina)
    document, _ = dokument(kladde, klokken)

    found = {row[0][0]: (row[1], row[2]) for row in tabel(document, "maal")}
    assert found["Netværkskortet ligger i sagen"] == (
        ["100 % af de gennemgåede sager", "Under udarbejdelse. Ingen har fået den at afklare."],
        ["Ledelsestilsyn ved staben af 15 sager"],
    )  # fmt: skip
    assert found["Alle handleplaner foreligger inden fristen"][1] == ["Registerudtræk"]
    assert len(tabel(document, "maal")) == 26


def test_printed_paper_holds_every_text_and_is_archivable(plan, klokken, ada):
    document, _ = dokument(plan, klokken)

    response = som(ada).get(f"/indsatsplaner/{plan.nummer}/plan.pdf")

    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Content-Disposition"] == f'inline; filename="plan-{plan.nummer}.pdf"'
    text = "".join(pdf_text(response.content).split())
    assert [one for one in strings(document) if "".join(one.split()) not in text] == []


def test_forty_milestones_and_ten_long_goals_stay_inside_the_page(kladde, klokken, tina):
    for nr in range(32):
        builders_indsats.milepael(kladde, f"{nr} {'meget lang titel ' * 11}", "30. juni 2020", ansvarlig_rolle="r" * 80)
    for nr in range(10):
        builders_indsats.maal(kladde, f"{nr} {'x' * 400}")

    response = som(tina).get(f"/indsatsplaner/{kladde.nummer}/plan.pdf")

    boxes = [box for page in pypdfium2.PdfDocument(response.content) for box in _boxes(page)]
    assert (min(left for left, _ in boxes) >= VENSTRE, max(right for _, right in boxes) <= HOEJRE) == (True, True)
    assert len(boxes) > 100


def _boxes(page):
    """Return (left, right) of every run of text on the page, in points."""
    text = page.get_textpage()
    return [(text.get_rect(nr)[0], text.get_rect(nr)[2]) for nr in range(text.count_rects())]


def test_lukket_plan_is_marked_and_shows_both_titles(tina, per, styregruppe, klokken):
    plan = builders_indsats.plan(tina, per, styregruppe, **builders_indsats.LUKKET)

    document, _ = dokument(plan, klokken)

    assert (document.aabenhed, document.titel, document.offentlig_titel) == (
        "lukket", "Flytning af en medarbejder", "Bedre overblik",
    )  # fmt: skip
    assert "Flytning" not in document.meta_title

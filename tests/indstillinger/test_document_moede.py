"""The papers of a meeting, printed: each passes both standards and holds the words of its data and no others."""

import io
from datetime import time
from pathlib import Path

import pikepdf
import pytest

from indstillinger.document_moede.ramme import FORELOEBIG
from mso_portal.motor.documents import Small, Table, filename, strings
from mso_portal.motor.pdf import render_pdf
from mso_portal.motor.pdf.arkiv import validation_failures
from tests.indstillinger import moedepapirer as papirer
from tests.motor.pdf.kontrol import expected_texts, font_faults, metadata_faults, tag_faults
from tests.motor.pdf.laesning import body_texts, folded, page_count
from tests.motor.pdf.test_layout import outside

BULLETS = dict.fromkeys(map(ord, "•◦▪"))
GOLDEN = Path(__file__).parent / "golden" / "moede"
MADE = {
    "dagsorden": papirer.dagsorden, "punkt": papirer.punkt, "bilagsark": papirer.bilagsark,
    "pladsholder": papirer.pladsholder, "om-pakken": papirer.om_pakken, "referat": papirer.referat,
    "delreferat": papirer.delreferat, "rettelsesblad": papirer.rettelsesblad, "register": papirer.register,
}  # fmt: skip


def paper_faults(data, document):
    """As `kontrol.faults`, for papers without numbered lists: there "2. Titel" and "15. juni" are words of the data."""
    shown = folded("".join(body_texts(data)).translate(BULLETS))
    text = [] if shown == folded("".join(expected_texts(document))) else [shown]
    return [*validation_failures(data), *font_faults(data), *metadata_faults(data), *tag_faults(data), *text]


def lukket_delreferat():
    return papirer.delreferat("u3")


def rows(document, section):
    """Return the printed rows of the one table of a section."""
    (table,) = [one for one in document.section(section).blocks if isinstance(one, Table)]
    return [[" | ".join(cell.strings()) for cell in row] for row in table.shown_rows]


@pytest.mark.parametrize("length", ["tom", "kort", "fuld"])
@pytest.mark.parametrize("kind", ["dagsorden", "punkt", "referat", "register"])
def test_paper_of_every_length_has_no_faults_and_exactly_the_texts_of_its_data(kind, length):
    document = MADE[kind](length)

    data = render_pdf(document)

    assert (paper_faults(data, document), outside(data)) == ([], [])


@pytest.mark.parametrize(
    "make",
    [papirer.bilagsark, papirer.pladsholder, papirer.om_pakken, papirer.delreferat, papirer.rettelsesblad,
     lukket_delreferat, lambda: papirer.punkt(lukket=True), lambda: papirer.punkt(bilagssider={"b1": 3}, pakke=True)],
)  # fmt: skip
def test_paper_of_every_other_kind_has_no_faults_and_exactly_the_texts_of_its_data(make):
    document = make()

    data = render_pdf(document)

    assert (paper_faults(data, document), outside(data)) == ([], [])


@pytest.mark.parametrize(("kind", "pages"), [("dagsorden", 3), ("referat", 16), ("register", 9)])
def test_long_paper_is_archivable_and_stays_inside_the_block(kind, pages):
    document = MADE[kind]("lang")

    data = render_pdf(document)

    assert (validation_failures(data), outside(data)) == ([], [])
    assert page_count(data) == pages


@pytest.mark.parametrize(
    ("kind", "titel", "navn", "filed"),
    [
        ("dagsorden", "Dagsorden, chefmøde 29. maj 2026, udsendelse 2", "ct-2026-05-29-dagsorden-2.pdf", True),
        ("punkt", "Punkt 2, chefmøde 29. maj 2026, udsendelse 1", "ct-2026-05-29-punkt-2-1.pdf", True),
        ("om-pakken", "Mødepakke, chefmøde 29. maj 2026, udsendelse 1", "ct-2026-05-29-moedepakke-1.pdf", True),
        ("referat", "Referat, chefmøde 29. maj 2026, version 1", "ct-2026-05-29-referat-1.pdf", True),
        ("delreferat", "Delreferat, chefmøde 29. maj 2026, punkt 2", "ct-2026-05-29-punkt-2-referat-1.pdf", True),
        ("rettelsesblad", "Rettelsesblad, chefmøde 29. maj 2026, version 2", "ct-2026-05-29-rettelse-2.pdf", True),
        ("register", "Beslutningsregister pr. 3. juni 2026", "beslutninger-2026-06-03.pdf", False),
    ],
)
def test_kind_names_paper_and_file_without_a_case_title(kind, titel, navn, filed):
    document = MADE[kind]()

    assert (document.meta_title, filename(document), document.kind.filed) == (titel, navn, filed)


@pytest.mark.parametrize("kind", sorted(MADE))
def test_text_of_paper_equals_its_golden_file(kind, request):
    document = MADE[kind]()
    text = "\n".join([*strings(document), f"[{document.aabenhed_label}] {document.fod}", ""])
    path = GOLDEN / f"{kind}.txt"
    if request.config.getoption("--opdater"):
        path.write_text(text)

    assert text == path.read_text()


# --- The agenda -------------------------------------------------------------------------------------


def test_page_numbers_are_held_open_until_they_are_known():
    document = papirer.dagsorden(sider=None)

    assert [row[-1] for row in rows(document, "punkter")] == ["000", "000", "000", "–", "–", "–", "–", "000", "000"]


def test_known_page_numbers_take_no_more_room_than_the_open_ones():
    pages = {pk: 900 + pk for pk in range(1, 41)}

    counts = [page_count(render_pdf(papirer.dagsorden("lang", sider=sider))) for sider in (None, pages)]

    assert counts == [3, 3]


def test_line_of_an_unreadable_item_holds_number_title_and_time_alone():
    shown = {row[0]: row for row in rows(papirer.dagsorden(), "punkter")}

    assert shown["4"] == ["4", "10.05", "Lukket punkt", "–", "15", "–"]
    assert shown["5"] == ["5", "10.20", "Ansættelse af områdechef | Du deltager ikke i punktet", "–", "15", "–"]


def test_line_of_an_unreadable_item_tells_nothing_of_what_was_said_about_it():
    told = {"maerker": {5: ("rettet", "HEMMELIG")}, "indhold": {5: papirer.indhold()}, "gaester": {5: ["HEMMELIG"]},
            "sider": {5: 99}, "links": {5: "p:hemmelig:1"}}  # fmt: skip

    lines = rows(papirer.dagsorden(**told), "punkter")

    assert [row for row in lines if row[0] == "4"] == [["4", "10.05", "Lukket punkt", "–", "15", "–"]]


def test_withdrawn_item_keeps_its_number_and_takes_no_time():
    shown = {row[0]: row for row in rows(papirer.dagsorden(), "punkter")}

    assert shown["6"] == ["6", "–", "Frivillige på plejehjem | Udgår: Sagen er trukket", "Beslutning", "–", "–"]
    assert shown["7"][1] == "10.35"


@pytest.mark.parametrize(
    ("slut", "said"),
    [(time(11, 30), "Punkterne tager i alt 125 minutter. Mødet varer 150 minutter."),
     (time(10, 40), "Punkterne tager i alt 125 minutter. Mødet varer 100 minutter. "
                    "Dagsordenen er 25 minutter længere end mødet.")],
)  # fmt: skip
def test_sum_of_minutes_stands_against_the_length_of_the_meeting(monkeypatch, slut, said):
    meeting = papirer.moede()
    meeting.slut = slut
    monkeypatch.setattr(papirer, "moede", lambda: meeting)

    (small,) = [one for one in papirer.dagsorden().section("punkter").blocks if isinstance(one, Small)]

    assert small.items == (said,)


def test_guest_gets_the_given_times_and_no_sum():
    line = papirer.linjer()[1]
    times = {2: (time(10, 15), time(10, 45))}

    document = papirer.dagsorden_document(
        papirer.moede(), [line], udsendelse=papirer.udsendelse(), dato=papirer.DATO, tider=times, hele=False
    )

    assert rows(document, "punkter") == [["2", "10.15", "Faste makkerpar i alle teams", "Beslutning", "30", "000"]]
    assert len(document.section("punkter").blocks) == 1


@pytest.mark.parametrize(("closed", "label"), [(True, "LUKKET"), (False, "")])
def test_agenda_is_marked_closed_only_when_its_readers_read_something_closed(closed, label):
    lines = [papirer.linje(1, "1", "Sag", lukket=True, laesbar=closed)]

    document = papirer.dagsorden_document(papirer.moede(), lines, udsendelse=papirer.udsendelse(), dato=papirer.DATO)

    assert document.aabenhed_label == label


def test_agenda_with_a_closed_bilag_is_marked_closed():
    assert papirer.dagsorden("kort", lukket=True).aabenhed_label == "LUKKET"


def test_gennemlaesning_is_marked_on_every_paper():
    sending = papirer.udsendelse("gennemlaesning")
    made = [papirer.dagsorden("kort", udsendelse=sending), papirer.pladsholder(udsendelse=sending)]

    assert [one.maerke for one in made] == [FORELOEBIG, FORELOEBIG]


def test_link_of_a_line_leads_to_its_part_in_a_pack_alone():
    linked, plain = (render_pdf(papirer.dagsorden(links=links)) for links in ({2: "p:2:7"}, {}))

    assert (b"pakke:p:2:7" in linked, b"pakke:" in plain) == (True, False)


# --- Items of the meeting's own ---------------------------------------------------------------------


def test_file_name_of_a_closed_bilag_is_left_out_for_who_may_not_read_it():
    shown = [rows(papirer.punkt(lukket_bilag=may), "bilag") for may in (True, False)]

    assert shown == [
        [["1", "Oplæg | oplaeg.pdf", "Lukket"], ["2", "Oplæg | oplaeg.pdf", "Lukket"]],
        [["1", "Oplæg", "Lukket"], ["2", "Oplæg", "Lukket"]],
    ]


def test_pages_of_a_bilag_stand_in_the_list_or_that_it_is_digital():
    assert [row[-1] for row in rows(papirer.punkt(bilagssider={"b1": 3, "b2": None}), "bilag")] == ["3", "kun digitalt"]


def test_placeholder_says_which_part_and_where_to_read_it():
    item, bilag = papirer.pladsholder(), papirer.pladsholder(nr=3)

    assert [one.section("ark").blocks[0].text for one in (item, bilag)] == [
        "Punkt 4 kunne ikke vises som PDF. Læs det i portalen: https://portal.example.dk/p/4/.",
        "Bilag 3 til punkt 4 kunne ikke vises som PDF. Læs det i portalen: https://portal.example.dk/p/4/.",
    ]


def test_paper_rendered_twice_has_the_same_bytes():
    assert render_pdf(papirer.referat()) == render_pdf(papirer.referat())


def test_case_title_is_in_no_name_of_the_file():
    document = papirer.delreferat("u3")

    with pikepdf.open(io.BytesIO(render_pdf(document))) as pdf:
        names = [str(pdf.docinfo.Title), pdf.Root.Metadata.read_bytes().decode(), filename(document)]

    assert document.titel == "3. Lukket: Arbejdsmiljøsag"
    assert ["rbejdsmilj" in name for name in names] == [False, False, False]

"""The minutes for each reader: what is printed of every outcome, and what nobody without the right meets."""

import json

import pytest

from indstillinger.document_moede import delreferat_document, referat_document, rettelsesblad_document
from indstillinger.models.referatindhold import only
from indstillinger.models.referatrettelser import changes
from mso_portal.motor.documents import Beslutning, Stamdata, strings
from mso_portal.motor.pdf import render_pdf
from tests.indstillinger import moedepapirer as papirer
from tests.motor.pdf.laesning import folded, page_count, pages

HEMMELIG = ("Lukket: Arbejdsmiljøsag", "påbuddet", "CT-2026-036", "Jurist Jensen", "Ulla Udelukket")


def narrowed(data=None, readable=("u1", "u2", "u4", "u5", "u6"), public=True, **more):
    return only(data or papirer.referatdata(), readable, public, **more)


def text(document):
    return "\n".join(strings(document))


def stam(document, section="om"):
    (block,) = [one for one in document.section(section).blocks if isinstance(one, Stamdata)]
    return dict(block.rows)


def pdf_text(document):
    return folded("".join(page.get_textpage().get_text_bounded() for page in pages(render_pdf(document))))


# --- What is printed --------------------------------------------------------------------------------


def test_head_says_who_came_who_wrote_and_who_approved():
    assert stam(papirer.referat()) == {
        "Tid og sted": "kl. 9.00–11.30, Mødelokale 1",
        "Mødeleder": "Dorte Direktør",
        "Referent": "Kirsten Sekretariat",
        "Til stede": "Dorte Direktør, Claus Chef",
        "Afbud": "Camilla Chef (stedfortræder: Carla Chef)",
        "Fraværende uden afbud": "Ole Områdechef",
        "Godkendt": "Dorte Direktør den 3. juni 2026 kl. 10.00, version 1",
    }


def test_every_outcome_has_its_heading_and_what_follows():
    blocks = [one for one in papirer.referat().section("punkt-2").blocks if isinstance(one, Beslutning)]

    assert [(one.titel, one.tekst, one.linjer) for one in blocks] == [
        ("Beslutning CT-2026-031 · Tiltrådt med ændringer", papirer.VEDTAGET,
         ("Ansvarlig: Lars Leder", "Opfølgning: oktober 2026",
          "Afvigende mening, Claus Chef: Planen bør vente til nytår.")),
        ("Beslutning CT-2026-032 · Tiltrådt", "At Nord begynder", ()),
        ("Beslutning CT-2026-033 · Delvist tiltrådt", "Målingen gentages i marts 2027",
         ("Udestår: Hvem der skal svare",)),
        ("Beslutning CT-2026-034 · Ikke tiltrådt", "", ()),
        ("Udsat til 12. juni 2026", "", ()),
        ("Ikke behandlet: Fremgår ikke af referatet", "", ()),
        ("Beslutning CT-2026-035 · Oversendt til Hoved-MED-udvalget", "At spørge HMU",
         ("Begrundelse: HMU skal høres",)),
    ]  # fmt: skip


def test_row_put_off_without_a_date_says_so():
    row = papirer.raekke("r", udfald="udsat", udfald_tekst="Udsat", uden_dato=True)
    data = papirer.referatdata("kort", punkter=[papirer.referatpunkt("1", "Sag", raekker=[row])])

    assert referat_document(data).section("punkt-1").blocks[0].titel == "Udsat uden dato"


def test_marks_of_a_difference_are_explained_where_there_are_any():
    shown = [papirer.referat(length).section("forklaring") is not None for length in ("kort", "fuld")]

    assert shown == [False, True]


@pytest.mark.parametrize(
    ("remarks", "asked", "said"), [(0, True, "Ingen bemærkninger inden fristen"), (1, True, None), (0, False, None)]
)
def test_referat_says_when_nobody_had_remarks(remarks, asked, said):
    punkt = papirer.referatpunkt("1", "Velkomst", bemaerkninger=remarks)
    asked_for = {"frist": papirer.GODKENDT.isoformat(), "bemaerkninger": remarks} if asked else None

    document = papirer.referat("kort", punkter=[punkt], kommentering=asked_for)

    assert stam(document).get("Bemærkninger") == said


@pytest.mark.parametrize(
    ("tilstand", "mark"), [("kladde", "KLADDE"), ("til_kommentering", "TIL KOMMENTERING"), ("godkendt", "")]
)
def test_referat_that_is_not_approved_is_marked(tilstand, mark):
    assert papirer.referat("kort", tilstand=tilstand).maerke == mark


def test_referat_in_work_prints_an_outcome_that_is_not_written_yet():
    row = papirer.raekke("r", foreslaaet="At begynde")
    data = papirer.referatdata(
        "kort", tilstand="kladde", godkendt=None, punkter=[papirer.referatpunkt("1", "Sag", raekker=[row])]
    )

    document = referat_document(data, dato=papirer.DATO)

    assert document.section("punkt-1").blocks[0].strings() == ["Udfald ikke skrevet", "Indstillet:", "At begynde"]
    assert (document.dato, document.fod) == (papirer.DATO, "Chefmøde 29. maj 2026 · version 1")


# --- Whom it is narrowed for ------------------------------------------------------------------------


@pytest.mark.parametrize(("public", "titel"), [(True, "3. Arbejdsmiljøsag"), (False, "3. Lukket punkt")])
def test_closed_item_keeps_its_number_and_the_title_all_may_see(public, titel):
    document = referat_document(narrowed(public=public))

    assert (document.section("punkt-3").titel, document.section("punkt-3").blocks) == (titel, ())
    assert [word in text(papirer.referat()) for word in HEMMELIG] == [True] * 5
    assert [word in json.dumps(narrowed(public=public), ensure_ascii=False) for word in HEMMELIG] == [False] * 5


def test_open_item_a_reader_may_not_read_keeps_its_title_whatever_the_forum_shows():
    document = referat_document(narrowed(readable=("u1",), public=False))

    titles = [section.titel for section in document.sections if section.id.startswith("punkt-")]
    assert titles[1:3] == ["2. Faste makkerpar i alle teams", "3. Lukket punkt"]


def test_excluded_person_is_told_so_and_nothing_else():
    document = referat_document(narrowed(udelukkede=("u3",)))

    assert document.section("punkt-3").strings() == ["3. Arbejdsmiljøsag", "Du deltager ikke i punktet."]


def test_guest_reads_his_own_item_and_no_trace_of_others():
    document = referat_document(narrowed(readable=("u2",), kun_egne=True))

    assert [one.id for one in document.sections] == ["om", "punkt-2", "forklaring"]


def test_remarks_on_items_a_reader_may_not_read_are_not_counted():
    assert [narrowed(readable=who)["kommentering"]["bemaerkninger"] for who in (("u1",), ("u1", "u3"))] == [0, 1]


def test_mark_of_openness_follows_what_the_reader_reads():
    made = [referat_document(data) for data in (papirer.referatdata(), narrowed())]

    assert [one.aabenhed_label for one in made] == ["LUKKET", "Åben"]


def test_narrowed_referat_holds_no_closed_word_in_its_file():
    whole, less = pdf_text(papirer.referat()), pdf_text(referat_document(narrowed(public=False)))

    assert [folded(word) in whole for word in HEMMELIG] == [True] * 5
    assert [folded(word) in less for word in (*HEMMELIG, "Arbejdsmiljøsag")] == [False] * 6


# --- One item ---------------------------------------------------------------------------------------


def test_delreferat_names_no_other_item_and_nobody_who_came_for_one():
    others = [f"{one['nummer']}. {one['titel']}" for one in papirer.referatdata()["punkter"] if one["uuid"] != "u2"]

    printed = text(papirer.delreferat("u2"))

    assert [name for name in (*others, *HEMMELIG, "Velkomst", "Frivillige") if name in printed] == []
    assert "Signe Sagsbehandler (fremlagde), Anton Analyse" in printed


def test_delreferat_of_a_closed_item_names_its_own_people():
    document = papirer.delreferat("u3")

    assert (document.titel, document.offentlig_titel) == ("3. Lukket: Arbejdsmiljøsag", "Arbejdsmiljøsag")
    assert stam(document, "deltog") == {"Med under punktet": "Jurist Jensen", "Ikke med": "Ulla Udelukket (inhabil)"}
    assert document.aabenhed == "lukket"


def test_delreferat_counts_its_own_pages_alone():
    document = papirer.delreferat("u2")

    assert f"af{page_count(render_pdf(document))}" in pdf_text(document)


def test_delreferat_ends_with_the_paper_as_it_was_sent():
    assert [(one.id, one.titel) for one in papirer.delreferat().sections][-2:] == [
        ("sag", "Indstillingen, som den blev sendt ud"),
        ("sag-baggrund", "Baggrund"),
    ]


def test_delreferat_of_a_text_stands_without_a_paper():
    assert [one.id for one in delreferat_document(papirer.referatdata(), "u4").sections] == ["om", "deltog"]


# --- Corrections ------------------------------------------------------------------------------------


def test_changes_are_exactly_the_changed_and_added_rows():
    new, old = papirer.rettet()

    assert [(one["punkt"], one["raekke"], one["navn"], [f["felt"] for f in one["felter"]]) for one in
            changes(new, old)] == [
        ("u2", "r1", "Beslutning CT-2026-031", ["Ordlyd", "Ansvarlig"]),
        ("u2", "r5", "Beslutning CT-2026-037", ["Udfald", "Udsat til"]),
        ("u2", "d3", "Drøftet", ["Tekst"]),
        ("u2", "o3", "Opgave O-2026-018", ["Opgave", "Ansvarlig", "Frist"]),
        ("u3", "r9", "Beslutning CT-2026-036", ["Ordlyd"]),
    ]  # fmt: skip


def test_same_outcome_in_other_words_is_no_change():
    old, new = papirer.referatdata(), papirer.referatdata()
    new["punkter"][1]["raekker"][0]["udfald_tekst"] = "Vedtaget med ændring"

    assert changes(new, old) == []


def test_rettelsesblad_holds_the_reason_and_the_changed_rows_alone():
    document = papirer.rettelsesblad()

    assert [(one.id, one.titel) for one in document.sections] == [
        ("om", ""), ("grund", ""), ("rettet-2", "Rettet i punkt 2: Faste makkerpar i alle teams"),
        ("rettet-3", "Rettet i punkt 3: Lukket: Arbejdsmiljøsag"),
    ]  # fmt: skip
    assert [one.caption for one in document.section("rettet-2").blocks] == [
        "Beslutning CT-2026-031", "Beslutning CT-2026-037", "Drøftet (tilføjet)", "Opgave O-2026-018 (tilføjet)",
    ]  # fmt: skip


def test_rettelsesblad_is_closed_only_when_a_closed_item_was_changed():
    new, _ = papirer.rettet()
    some = new | {"rettelser": [one for one in new["rettelser"] if one["punkt"] == "u2"]}

    assert [rettelsesblad_document(one).aabenhed_label for one in (new, some)] == ["LUKKET", "Åben"]


def test_new_version_begins_with_the_reason_and_the_changed_rows():
    new, _ = papirer.rettet()

    document = referat_document(new)

    assert [one.id for one in document.sections][:5] == ["om", "rettelse", "rettet-2", "rettet-3", "punkt-1"]
    assert document.section("rettelse").strings() == [
        "Rettelse af version 1",
        "Ordlyden i punkt 2 var skrevet forkert af.",
    ]


@pytest.mark.parametrize("make", [referat_document, rettelsesblad_document])
def test_reader_without_right_to_a_changed_item_gets_neither_its_change_nor_the_reason(make):
    new, _ = papirer.rettet()
    whole, less = text(make(new)), text(make(narrowed(new, public=False)))

    words = ("efterkommes", "Ordlyden i punkt 2", *HEMMELIG[:2])
    assert [word in whole for word in words] == [True] * 4
    assert [word in less for word in words] == [False] * 4


def test_reason_is_kept_for_who_reads_every_changed_item():
    new, _ = papirer.rettet()

    kept = [narrowed(new, readable=who)["aarsag"] != "" for who in (("u2",), ("u2", "u3"))]

    assert kept == [False, True]

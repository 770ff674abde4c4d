"""The document: amounts in tkr., empty and zero apart, refused and unread text as typed."""

import pytest

from indstillinger.document import document, sections, shown
from indstillinger.models.indhold import content, digest, essential_digest
from mso_portal.motor.documents import Table
from mso_portal.vaerdier import tidspunkt
from tests import builders_indstilling
from tests.indstillinger.conftest import NU, save, save_row


def section(paper, name, working=True):
    found = {one.id: one for one in sections(content(paper), working=working)}
    return found.get(name)


def tables(paper, name):
    """Return {caption: [[cell texts]]} of a section."""
    blocks = section(paper, name).blocks
    return {
        one.caption: [[cell.tekst for cell in row] for row in one.shown_rows]
        for one in blocks
        if isinstance(one, Table)
    }


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("160", "160"), ("160.000 kr.", "160"), ("159.750 kr.", "160*"), ("", "–"), ("0", "0"), ("−25", "−25"),
     ("1,2 mio. kr.", "1.200"), ("160.000", "160.000"), ("se bilag 1", "se bilag 1")],
)  # fmt: skip
def test_amount_is_printed_in_tkr(paper, signe, typed, printed):
    save_row(paper, paper.direkteudgift_raekker.get(aar=2020), "beloeb", typed, signe)

    (row,) = tables(paper, "oekonomi")["Direkte udgifter (tkr.)"]
    assert row == ["–", printed, "–", "–"]


def test_approximate_amount_says_so(paper, signe):
    save_row(paper, paper.direkteudgift_raekker.get(aar=2020), "beloeb", "ca. 160", signe)

    assert tables(paper, "oekonomi")["Direkte udgifter (tkr.)"][0][1] == "ca. 160"


@pytest.mark.parametrize(
    ("typed", "read"),
    [("29. maj 2020", "–"), ("Juni 2020", "1.–30. juni 2020"), ("inden 30. juni 2020", "senest 30. juni 2020"),
     ("efter 1. juni 2020", "tidligst 2. juni 2020"), ("snarest", "–")],
)  # fmt: skip
def test_step_shows_what_its_time_was_read_as(paper, typed, read):
    for nr, text in enumerate((typed, "uge 43")):
        builders_indstilling.raekke(
            paper, "procestrin", tidspunkt=tidspunkt.laes(text, NU.date()), tekst=lambda _, nr=nr: f"Trin {nr}"
        )

    assert tables(paper, "proces")["Procestrin"][0] == ["Trin 0", "–", typed, read]


def test_no_expense_is_said_in_words(paper, signe):
    save(paper, signe, finansiering_status="ingen_udgift")

    assert section(paper, "oekonomi").blocks[1].text == "Ingen direkte udgifter"


def test_orientering_is_headed_so(paper, signe):
    builders_indstilling.raekke(paper, "beslutningspunkt")
    asked = section(paper, "beslutningspunkter").blocks[0].titel
    save(paper, signe, sagstype="orientering")

    assert (asked, section(paper, "beslutningspunkter").blocks[0].titel) == (
        "Chefteamet skal beslutte",
        "Til orientering",
    )


def test_required_sections_are_named_missing_in_a_working_print_only(paper):
    kept = [[one.id for one in sections(content(paper), working=working)] for working in (True, False)]

    assert kept == [["om", "beslutningspunkter", "baggrund", "effekt", "opfoelgning", "oekonomi"], ["om", "oekonomi"]]


def test_goals_alone_are_an_effect(paper):
    builders_indstilling.raekke(paper, "effektmaal")

    assert [type(block).__name__ for block in section(paper, "effekt").blocks] == ["Points"]


def test_document_carries_mark_titles_and_hash(paper, signe):
    save(paper, signe, aabenhed="lukket", titel_lukket="Den rigtige titel")

    made = document(paper, NU)

    assert (made.maerke, made.titel, made.offentlig_titel) == (
        "KLADDE",
        "Den rigtige titel",
        "Følgevenner på plejehjem",
    )
    assert (made.fod, made.kort_navn, made.dato) == ("Chefteamet", "Indstilling 2020-001", NU)
    assert made.data_sha256 == digest(shown(paper))


def test_digest_follows_the_content(paper, signe):
    before = digest(content(paper))
    save(paper, signe, resume="x")
    changed = digest(content(paper))
    save(paper, signe, resume="")

    assert (before == changed, before == digest(content(paper))) == (False, True)


def test_essential_digest_follows_points_and_money_but_not_words(paper, signe):
    first = essential_digest(content(paper))
    save(paper, signe, kommunikation="<p>Ny tekst</p>")
    words = essential_digest(content(paper))
    save_row(paper, paper.direkteudgift_raekker.get(aar=2020), "beloeb", "160", signe)

    assert (words == first, essential_digest(content(paper)) == first) == (True, False)

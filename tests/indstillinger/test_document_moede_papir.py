"""What a director asked of the papers of a meeting when they lay on the table: nothing forgotten, nothing twice."""

import pytest

from indstillinger.document_moede import dagsorden_document, referat_document, register_row
from mso_portal.motor.documents import Beslutning, strings
from mso_portal.vaerdier import tidspunkt
from tests import builders, builders_moede, builders_opgave
from tests.indstillinger import moedepapirer as papirer
from tests.indstillinger.moedepapirer import raekke, referatdata, referatpunkt

SENT = "Påbuddet kom i går"


def texts(document, name):
    """Return the printed texts of a section after its heading."""
    (section,) = [one for one in document.sections if one.id == name]
    return [text for block in section.blocks for text in block.strings()]


def minutes(**punkt):
    data = referatdata("tom")
    return referat_document(data | {"punkter": [referatpunkt("1", "Haven") | punkt]})


@pytest.mark.parametrize("tilstand", ["ikke_naaet", "udsat", "trukket"])
def test_points_of_an_item_not_treated_are_not_called_forgotten(tilstand):
    document = minutes(tilstand=tilstand, raekker=[raekke("r1", foreslaaet="At købe haven")])

    assert [text for text in texts(document, "punkt-1") if "Udfald" in text or "haven" in text] == []


def test_point_of_a_treated_item_without_outcome_is_said():
    document = minutes(raekker=[raekke("r1", foreslaaet="At købe haven")])

    assert texts(document, "punkt-1") == ["Udfald ikke skrevet", "Indstillet:", "At købe haven"]


@pytest.mark.parametrize(("mere", "staar"), [
    ({}, ["Intet til referat."]), ({"tilstand": "optaget"}, []),
    ({"raekker": [raekke("d1", "droeftet", tekst="<p>Vi talte om det.</p>")]}, ["Drøftet", "Vi talte om det."]),
])  # fmt: skip
def test_treated_item_without_a_word_says_so(mere, staar):
    assert texts(minutes(**mere), "punkt-1") == staar


def test_reason_of_a_late_item_is_printed_once():
    line = papirer.linje(1, "T1", "Påbud", sag=True, sen_begrundelse=SENT)
    said = {"udsendelse": papirer.udsendelse("tillaeg", 2), "dato": papirer.DATO}

    marked = dagsorden_document(papirer.moede(), [line], maerker={1: ("nyt", SENT)}, **said)
    plain = dagsorden_document(papirer.moede(), [line], **said)

    assert [[text for text in strings(one) if SENT in text] for one in (marked, plain)] == [
        [f"Nyt: {SENT}"], [f"Sent punkt: {SENT}"],
    ]  # fmt: skip


@pytest.mark.parametrize(("lukket", "staar"), [
    ("Haven", []), ("Påbud i Nord", ["Offentlig titel", "Haven"]), ("", []),
])  # fmt: skip
def test_public_title_stands_beside_another_closed_one_only(lukket, staar):
    document = minutes(titel_lukket=lukket, lukket=bool(lukket), tilstand="optaget")

    assert texts(document, "punkt-1") == staar


def test_what_went_out_and_what_came_in_are_two_words():
    block = Beslutning("Tiltrådt", "At Nord begynder i juni", "At Nord begynder i maj")

    assert "".join(part.text for part in block.parts) == "At Nord begynder i maj juni"


def test_page_about_the_pack_gives_the_version_under_its_heading():
    document = papirer.om_pakken_document(
        papirer.moede(), **papirer.PAKKE, maalgruppe="forummets medlemmer",
        dele=[("1", "Haven", "version 3", 2, "ab" * 32)],
    )  # fmt: skip

    assert texts(document, "dele")[-5:] == ["1", "Haven", "3", "2", "abababab"]
    assert texts(document, "om")[-1] == "Forummets medlemmer"


def test_register_gives_status_first_and_the_follow_up_as_written(db, klokken, chefteam, signe):
    punkt = builders_moede.punkt(builders_moede.moede(chefteam), nummer="1")
    decision = builders_opgave.beslutning(punkt, builders.bruger("Dorte Direktør"))
    decision.opfoelgning = tidspunkt.laes("oktober 2020", papirer.DATO.date().replace(year=2020))

    row = register_row(decision, {"vedtaget": "Tiltrådt"})
    told = strings(papirer.register_document([row], [], papirer.GODKENDT))

    assert told[-1] == "Gældende, opfølgning oktober 2020"

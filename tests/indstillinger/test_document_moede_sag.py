"""The paper of an item as it is sent, and for a reader without the right to its lukkede bilag."""

import pytest

from indstillinger.document import version_document, without_closed
from indstillinger.document_moede import delreferat_document, indstilling_document, punkt_document, version_sections
from indstillinger.models import Godkendelse
from mso_portal.motor.documents import filename, strings
from mso_portal.motor.pdf import render_pdf
from mso_portal.motor.pdf.arkiv import validation_failures
from tests import builders_indstilling, builders_moede
from tests.indstillinger import moedepapirer
from tests.indstillinger.conftest import NU
from tests.motor.pdf.kontrol import faults
from tests.motor.pdf.laesning import page_count


@pytest.fixture
def moede(klokken, chefteam):
    return builders_moede.moede(chefteam)


@pytest.fixture
def sag(moede, signe, lars):
    return builders_indstilling.indstilling(signe, tilstand="godkendt", forum=moede.forum, leder=lars)


def sent(sag, *, lars, **more):
    version = sag.versioner.last()
    Godkendelse.objects.create(indstilling=sag, version=version, udfald="godkendt", den=NU, af=lars)
    values = {"moede": more.pop("moede"), "punkt": None, "nummer": "4", "minutter": 15, "dato": NU, **more}
    return indstilling_document(version, **values)


def test_sent_paper_says_where_it_is_treated_and_who_approved_it(moede, sag, lars):
    document = sent(sag, lars=lars, moede=moede)

    stam = dict(document.section("om").blocks[0].rows)
    assert stam["Til"] == "Chefmøde fredag den 29. maj 2020, punkt 4, beslutning, 15 minutter"
    assert document.sections[-1].strings() == ["Version 1. Godkendt af Lars Leder den 14. maj 2020 kl. 10.30."]
    assert (document.meta_title, filename(document)) == (
        f"Indstilling {sag.nummer}, version 1", f"indstilling-{sag.nummer}-v1.pdf",
    )  # fmt: skip


@pytest.mark.parametrize("lukket", [True, False])
def test_sent_paper_has_no_faults_and_exactly_the_texts_of_its_data(moede, sag, lars, lukket):
    document = sent(sag, lars=lars, moede=moede, lukket=lukket, bilagssider={}, pakke=True)

    data = render_pdf(document)

    assert (faults(data, document), page_count(data)) == ([], 3)


def test_closed_paper_carries_both_titles_and_its_ground(moede, signe, lars):
    paper = builders_indstilling.indstilling(
        signe, tilstand="godkendt", forum=moede.forum, leder=lars, aabenhed="lukket"
    )

    document = sent(paper, lars=lars, moede=moede)

    stam = dict(document.section("om").blocks[0].rows)
    assert (document.titel, document.offentlig_titel) == ("Tekst om titel_lukket", "Tekst om titel")
    assert (stam["Åben eller lukket"], document.aabenhed_label) == (
        "Lukket: Personlige eller private forhold", "LUKKET",
    )  # fmt: skip


def test_reader_without_right_to_closed_bilag_gets_their_titles_alone(moede, sag, lars):
    words = ("Tekst om bilag.begrundelse", "Tekst om bilag.filnavn")
    whole, less = (sent(sag, lars=lars, moede=moede, lukket=may) for may in (True, False))

    shown = [[word in "\n".join(strings(one)) for word in words] for one in (whole, less)]

    assert shown == [[True, True], [False, False]]
    assert "Tekst om bilag.titel" in less.section("bilag").strings()


def test_version_page_is_narrowed_by_the_same_function(sag):
    version = sag.versioner.last()

    pages = ["\n".join(strings(version_document(version, NU, lukket=may))) for may in (True, False)]

    assert ["Tekst om bilag.filnavn" in page for page in pages] == [True, False]


def test_open_bilag_keeps_its_file_when_the_closed_are_left_out(klokken, signe):
    sag = builders_indstilling.indstilling(signe)
    builders_indstilling.raekke(sag, "bilag", aabenhed="aaben", hjemmel="", begrundelse="", filnavn="aaben.pdf")
    version = builders_indstilling.version(sag, signe)

    rows = without_closed(version.indhold)["raekker"]["bilag"]["raekker"]

    assert [row["felter"]["filnavn"]["vaerdi"] for row in rows] == ["", "aaben.pdf"]
    assert version.indhold["raekker"]["bilag"]["raekker"][0]["felter"]["filnavn"]["vaerdi"] == "Tekst om bilag.filnavn"


@pytest.mark.parametrize(("lukket", "warned"), [(True, ["Om bilaget", "Om sagen"]), (False, ["Om sagen"])])
def test_stored_warnings_are_small_print_without_those_of_closed_bilag(moede, sag, lars, lukket, warned):
    version = sag.versioner.last()
    row = version.indhold["raekker"]["bilag"]["raekker"][0]["uuid"]
    version.advarsler = [{"felt": f"bilag:{row}:titel", "tekst": "Om bilaget"}, {"felt": "", "tekst": "Om sagen"}]

    document = indstilling_document(
        version, moede=moede, punkt=None, nummer="4", minutter=15, dato=NU, lukket=lukket,
        godkendelse=Godkendelse(den=NU, af=lars),
    )  # fmt: skip

    assert document.section("tjek").strings() == ["Indstillingstjek", *warned]


def test_approval_on_behalf_is_said(moede, sag, lars, anders):
    given = Godkendelse(den=NU, af=anders, paa_vegne_af=lars)

    document = indstilling_document(
        sag.versioner.last(), moede=moede, punkt=None, nummer="4", minutter=15, dato=NU, godkendelse=given
    )

    assert document.sections[-1].strings() == [
        "Version 1. Godkendt af Anders Andetsteds på vegne af Lars Leder den 14. maj 2020 kl. 10.30."
    ]


def test_frozen_text_of_an_item_is_printed_as_it_was(moede, lars):
    punkt = builders_moede.punkt(moede, titel="Sommerferie", aabenhed="lukket")
    builders_moede.punktbilag(punkt)
    frozen = builders_moede.punktversion(punkt, lars)

    document = punkt_document(
        punkt, frozen.indhold, moede=moede, nummer="T1", minutter=5, dato=NU, udsendelse=moedepapirer.udsendelse(nr=2)
    )

    assert (document.titel, document.offentlig_titel) == ("Lukket titel", "Sommerferie")
    assert document.section("tekst").strings() == ["Tekst til Sommerferie"]
    assert filename(document) == "ct-2020-05-29-punkt-T1-2.pdf"


def test_delreferat_of_a_sent_paper_is_archivable(sag, moede):
    sections = version_sections(sag.versioner.last(), moede=moede, nummer="2", minutter=15)

    document = delreferat_document(moedepapirer.referatdata(), "u2", sections)

    assert validation_failures(render_pdf(document)) == []
    assert [one.titel for one in document.sections if one.id.startswith("sag")][:3] == [
        "Indstillingen, som den blev sendt ud", "", "",
    ]  # fmt: skip

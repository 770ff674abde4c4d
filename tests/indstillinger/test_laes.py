"""/indstillinger/<nr>/: the paper as it is read, on screen and as PDF."""

import re
from html import unescape

import pypdfium2
import pytest

from indstillinger.models import RAEKKER, Indstilling
from indstillinger.models.indhold import PAPIR, columns_of, content
from mso_portal.motor.models import Opslag
from mso_portal.vaerdier.rigtekst import plain
from tests import builders, builders_indstilling
from tests.indstillinger.conftest import save

# Columns that no reader of the paper needs, and why.
UDELADT = {
    "id": "the database's own key",
    "uuid": "identity of an object across exports",
    "indstilling": "the paper a row belongs to",
    "raekkefoelge": "shown as the order itself",
    "vedroerer": "sagens gang", "vedroerer_art": "sagens gang",
    "nummer": "the page's facts line",
    "tilstand": "badge and next step",
    "version": "lock of the paper, not its content",
    "feltspor": "who changed which field: shown while writing",
    "oprettet_den": "first entry of the history", "oprettet_af": "first entry of the history",
    "redigeret_den": "the page's facts line", "redigeret_af": "newest entry of the history",
    "journaliseret_den": "stamp of a later verb", "journaliseret_af": "stamp of a later verb",
    "indsendt_den": "stamp of a later verb", "indsendt_af": "stamp of a later verb",
    "indsendt_version": "stamp of a later verb",
    "godkendt_den": "stamp of a later verb", "godkendt_af": "stamp of a later verb",
    "godkendt_version": "stamp of a later verb",
    "behandlet_den": "stamp of a later verb", "behandlet_af": "stamp of a later verb",
    "trukket_den": "stamp of a later verb", "trukket_af": "stamp of a later verb",
    "trukket_grund": "stamp of a later verb",
    "budgetstart": "the years of the money table",
}  # fmt: skip


@pytest.fixture
def filled(klokken, chefteam, signe, lars, maja):
    """A closed paper with a row of every kind and every field filled."""
    paper = builders_indstilling.indstilling(
        signe, aabenhed="lukket", forum=chefteam, leder=lars, medforfattere=[maja], kle="81.39.00",
        afdeling=builders.afdeling(), afsendende_afdeling=builders.afdeling("UDV"),
    )  # fmt: skip
    builders_indstilling.raekke(paper, "deltager", bruger=maja, navn="")
    paper.procestrin_raekker.update(forum=chefteam)
    return paper


@pytest.fixture
def side(logget_ind, signe):
    """Return a function that reads a page of the paper as a person (Signe)."""
    return lambda paper, person=None, rest="": logget_ind(person or signe).get(f"/indstillinger/{paper.nummer}/{rest}")


def words(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def bare(response):
    """Return a page without what differs from one request to the next."""
    return re.sub(r'(csrfmiddlewaretoken" value|data-session-slut)="[^"]*"', "", response.content.decode())


def values(paper):
    """Yield every text a reader shall find, as words; years, sources and bare ticks are shown in another form."""
    data = content(paper)
    entries = [
        (name, one) for name, one in data["felter"].items() if name not in ("budgetstart", "finansiering_status")
    ]
    entries += [
        (name, one)
        for group in data["raekker"].values() for row in group["raekker"] for name, one in row["felter"].items()
        if name != "fremlaegger"
    ]  # fmt: skip
    for name, one in entries:
        text = plain(one["vaerdi"]) if one["slags"] == "rigtekst" else one["vaerdi"]
        if text:
            # The basis of the money stands inside a sentence.
            yield " ".join((text.lower() if name == "udgiftsgrundlag" else text).split())


def test_every_field_stands_on_the_page(filled, side):
    page = words(side(filled).content.decode())

    assert [text for text in values(filled) if text not in page] == []


def test_every_field_stands_in_the_pdf(filled, side):
    pdf = pypdfium2.PdfDocument(side(filled, rest="pdf/").content)
    printed = "".join(page.get_textpage().get_text_bounded() for page in pdf)

    bare = re.sub(r"[\s\u00ad\u2010￾-]", "", printed)
    assert [text for text in values(filled) if re.sub(r"[\s\u00ad-]", "", text) not in bare] == []


def test_every_column_is_in_the_document_or_left_out_for_a_reason():
    shown = {("indstilling", column) for name in PAPIR for column in columns_of(Indstilling, name)}
    shown |= {
        (kind, column)
        for kind, model in RAEKKER.items()
        for name in model.INDHOLD
        for column in columns_of(model, name)
    }
    models = {"indstilling": Indstilling, **RAEKKER}
    columns = {
        (kind, one.name) for kind, model in models.items() for one in [*model._meta.fields, *model._meta.many_to_many]
    }

    left_out = {(kind, name) for kind, name in columns - shown if name not in UDELADT}
    assert left_out == set()


def test_list_of_what_is_left_out_holds_nothing_else():
    names = {one.name for model in (Indstilling, *RAEKKER.values()) for one in model._meta.fields}

    assert set(UDELADT) - names == set()


def test_sections_stand_in_the_order_of_reading(filled, side):
    article = side(filled).content.decode().partition("<article")[2].partition("</article>")[0]

    found = re.findall(r'<section[^>]*id="([a-z]+)"', article)
    assert found == ["resume", "beslutningspunkter", "om", "baggrund", "effekt", "opfoelgning", "kommunikation",
                     "koordinering", "oekonomi", "proces", "risici", "alternativer", "jura", "bilag"]  # fmt: skip


def test_empty_paper_says_what_is_missing(paper, side):
    page = words(side(paper).content.decode())

    assert page.count("Ikke udfyldt") == 4


def test_text_is_escaped_everywhere(paper, signe, side):
    save(paper, signe, titel="<script>x</script>", resume="<script>x</script>", sagsnummer="<script>x</script>")

    assert "<script>x" not in side(paper).content.decode()


def test_closed_title_stays_out_of_the_browsers_title(filled, side):
    title = re.search(r"<title>([^<]*)</title>", side(filled).content.decode())[1]

    assert title == "Lukket indstilling 2020-001 – MSO-portalen"


def test_public_title_stands_under_the_closed_one(filled, side):
    page = words(side(filled).content.decode())

    assert ("Offentlig titel: Tekst om titel" in page, "Tekst om titel_lukket" in page) == (True, True)


def test_author_is_led_on_to_writing_and_deleting(paper, side):
    html = side(paper).content.decode()

    own = f"/indstillinger/{paper.nummer}/"
    assert [f'href="{own}{rest}"' in html for rest in ("rediger/", "slet/", "pdf/", "historik/")] == [True] * 4


def test_reader_is_told_who_writes_and_shown_no_verbs(paper, signe, lars, side):
    save(paper, signe, ansvarlig_leder=str(lars.pk))

    html = side(paper, lars).content.decode()

    assert "Signe Sagsbehandler skriver på sagen." in words(html)
    assert [f"{paper.nummer}/{rest}" in html for rest in ("rediger/", "slet/")] == [False, False]


@pytest.mark.parametrize(
    ("tilstand", "naeste"),
    [("til_godkendelse", "Lars Leder læser og godkender."), ("godkendt", "Sagen kan sættes på en dagsorden."),
     ("behandlet", "Sagen er behandlet."), ("trukket", "Sagen er trukket.")],
)  # fmt: skip
def test_next_step_follows_the_state(klokken, chefteam, signe, lars, side, tilstand, naeste):
    paper = builders_indstilling.indstilling(signe, tilstand=tilstand, forum=chefteam, leder=lars)

    html = side(paper).content.decode()

    assert (naeste in words(html), f"{paper.nummer}/rediger/" in html) == (True, False)


@pytest.mark.parametrize(("aabenhed", "noted"), [("aaben", 0), ("lukket", 1), ("ikke_angivet", 1)])
def test_reading_what_is_not_open_is_noted(klokken, chefteam, signe, side, aabenhed, noted):
    side(builders_indstilling.indstilling(signe, aabenhed=aabenhed, forum=chefteam))

    assert Opslag.objects.filter(slags="vis", aktoer=signe).count() == noted


@pytest.mark.parametrize("rest", ["", "pdf/", "historik/"])
def test_stranger_and_missing_paper_are_alike(filled, anders, side, rest):
    hidden = side(filled, anders, rest)
    filled.nummer = "2020-999"
    missing = side(filled, anders, rest)

    assert (hidden.status_code, bare(hidden)) == (404, bare(missing))


@pytest.mark.parametrize("nummer", ["x", "2020-1", "²", "2020-001x"])
def test_odd_number_is_404(paper, signe, logget_ind, nummer):
    assert logget_ind(signe).get(f"/indstillinger/{nummer}/").status_code == 404


def test_page_takes_the_same_queries_for_one_and_three_rows(filled, signe, logget_ind, queries_at):
    client = logget_ind(signe)
    kilder = ("opsparing", "faelles_opsparing", "tvaergaaende_pulje")

    def one_more(nr):
        for kind in RAEKKER:
            kilde = {"kilde": kilder[nr]} if kind == "finansieringskilde" else {}
            builders_indstilling.raekke(filled, kind, **kilde)

    counts = queries_at(one_more, lambda: client.get(f"/indstillinger/{filled.nummer}/"), (1, 3))
    assert (len(set(counts)), counts[0] <= 13) == (1, True), counts


# The PDF


def test_pdf_is_served_inline_under_its_number(filled, side):
    response = side(filled, rest="pdf/")

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="indstilling-2020-001-kladde.pdf"'
    assert response.content.startswith(b"%PDF-")


def test_pdf_names_no_title_in_its_metadata(filled, side):
    pdf = pypdfium2.PdfDocument(side(filled, rest="pdf/").content)

    assert pdf.get_metadata_dict()["Title"] == "Indstilling 2020-001, kladde"


def test_fetched_pdf_is_noted_open_or_not(klokken, chefteam, signe, side):
    side(builders_indstilling.indstilling(signe, forum=chefteam), rest="pdf/")

    assert [(one.slags, one.aktoer) for one in Opslag.objects.all()] == [("pdf", signe)]

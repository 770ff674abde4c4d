"""41 §6.3 »Udskriv alle«: the round's portfolio and the statuses it tells of, as they were filed, in one PDF."""

import io

import pikepdf
import pypdfium2
import pytest

from indsatser.models import Kvartalsstatus, Rundeudgave
from indsatser.workflow import rundesamling, rundeudgave, statuslaas
from indsatser.workflow.rundesamling import collected
from indsatser.workflow.rundeudgave import make_editions
from mso_portal.motor.filer import lager
from mso_portal.motor.models import Opslag
from mso_portal.motor.pdf import render_pdf
from mso_portal.motor.pdf.pakke import PakkeFejl
from mso_portal.motor.pdf.proces import RenderedPart
from mso_portal.motor.rules import NotNow
from tests import builders_indsats, builders_status
from tests.builders_indsats import LUKKET
from tests.indsatser import statusverden
from tests.indsatser.planside import som
from tests.indsatser.statusverden import SPOERGSMAAL
from tests.laek.kanarier import pdf_text
from tests.motor.pdf.laesning import page_count


def printed(document, *, filed=True, images=()):
    """Print it here and not in a child."""
    pdf = render_pdf(document, images=images)
    return RenderedPart(pdf, page_count(pdf))


@pytest.fixture(autouse=True)
def trykt_her(monkeypatch):
    for module in (statuslaas, rundeudgave):
        monkeypatch.setattr(module, "render_in_child", printed)


@pytest.fixture
def runde(styregruppe, tina):
    return builders_status.runde(styregruppe, tina)


@pytest.fixture
def laas(kladde, runde, tina, per, styregruppe, sofie):
    """Return what makes a plan with a locked status in the round."""

    def make(beslutninger=(), **felter):
        plan = builders_indsats.plan(tina, per, styregruppe, ejerenhed=kladde.ejerenhed, **felter)
        statusverden.laast(builders_status.status(plan, runde), sofie, beslutninger=beslutninger)
        return plan

    return make


def outline(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_outline() as found:
        return [one.title for one in found.root]


def page_texts(pdf):
    with pypdfium2.PdfDocument(pdf) as opened:
        return [page.get_textpage().get_text_bounded() for page in opened]


def fetch(person):
    return som(person).get("/kvartalsstatus/SG/2020-K2/samlet.pdf")


def test_portfolio_comes_first_then_the_statuses_in_its_order(laas, runde, sofie, ada):
    last, first = laas(), laas([SPOERGSMAAL])
    make_editions(runde, by=sofie)

    udgave, pdf = collected(ada, runde)

    assert udgave == Rundeudgave.objects.get()
    assert outline(pdf) == ["Portefølje", f"{first.nummer}, version 1", f"{last.nummer}, version 1"]
    assert page_count(pdf) == 1 + sum(one.udgave.sider for one in Kvartalsstatus.objects.select_related("udgave"))


def test_pages_are_the_filed_ones_with_their_place_below(laas, runde, sofie, ada):
    plan = laas()
    (made,) = make_editions(runde, by=sofie)

    pages = page_texts(collected(ada, runde)[1])

    filed = [lager.read(fil) for fil in (made.pdf, Kvartalsstatus.objects.get().udgave.pdf)]
    whole = [page.split("\r\n", 1) for page in pages]
    assert [below for _, below in whole] == [text for pdf in filed for text in page_texts(pdf)]
    assert whole[1][0] == f"Kvartalsstatus for SG, 2020-K2 · {plan.nummer}, side 1 af 2 Side 2 af 3"


def test_same_round_gives_the_same_bytes(laas, runde, sofie, ada):
    laas()
    make_editions(runde, by=sofie)

    assert collected(ada, runde)[1] == collected(ada, runde)[1]


def test_reader_of_the_aabne_gets_nothing_of_a_lukket_plan(laas, runde, sofie, tina, ada):
    plan = laas()
    closed = laas(**LUKKET)
    make_editions(runde, by=sofie)

    assert outline(collected(tina, runde)[1])[1:] == [f"{one.nummer}, version 1" for one in (plan, closed)]
    assert outline(collected(ada, runde)[1])[1:] == [f"{plan.nummer}, version 1"]
    assert closed.nummer not in pdf_text(collected(ada, runde)[1])


def test_too_much_is_told_and_nothing_printed(laas, runde, sofie, ada, monkeypatch):
    laas()
    make_editions(runde, by=sofie)

    def too_large(*parts, **how):
        raise PakkeFejl("Pakken bliver for stor.")

    monkeypatch.setattr(rundesamling, "build", too_large)

    with pytest.raises(NotNow, match="Rundens papirer er for store til at blive samlet. Hent dem enkeltvis."):
        collected(ada, runde)


# The page


def test_file_is_named_by_its_round(laas, runde, sofie, ada):
    laas()
    make_editions(runde, by=sofie)

    response = fetch(ada)

    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Content-Disposition"] == 'inline; filename="sg-2020-K2-samlet.pdf"'
    assert outline(response.content)[0] == "Portefølje"


def test_fetch_of_a_lukket_plan_is_noted(laas, runde, sofie, tina):
    plan = laas(**LUKKET)
    make_editions(runde, by=sofie)

    fetch(tina)

    assert list(Opslag.objects.values_list("slags", "genstande")) == [
        ("eksport", [["indsatser.indsatsplan", str(plan.uuid)]])
    ]


def test_round_without_a_portfolio_is_404(runde, ada):
    assert fetch(ada).status_code == 404

"""A paper of the worst allowed size still edits, freezes, compares and prints (10 §3.1, 50 §10)."""

import pytest

from indstillinger.document import document
from indstillinger.models import RAEKKER, Indstilling
from indstillinger.models.indhold import RIGTEKST, content
from indstillinger.workflow import approve, submit
from mso_portal.motor import ur
from mso_portal.motor.history.diff import compare
from mso_portal.motor.pdf import render_pdf
from mso_portal.vaerdier.datoer import DANSK_TID
from mso_portal.vaerdier.rigtekst import check
from tests import builders, builders_indstilling
from tests.indstillinger.conftest import save
from tests.laek.kanarier import pdf_text

SAETNING = "Her står en sætning om følgeskab og madro på plejehjemmet. "
KILDER = ("grundbudget", "opsparing", "faelles_opsparing", "tvaergaaende_pulje")


def prose(length):
    """Return rich text of just under so many characters, in paragraphs and a list."""
    paragraph = f"<p>{SAETNING * 8}</p>"
    body = paragraph * ((length - 200) // len(paragraph))
    return f"{body}<ul><li>Første</li><li>Anden</li></ul>"


def longest(model, felt):
    """Return a text as long as the column holds."""
    most = model._meta.get_field(felt).max_length
    return (SAETNING * (most // len(SAETNING) + 1))[:most].strip()


@pytest.fixture
def stoerst(klokken, signe, lars, chefteam):
    """Every text and every kind of row at its limit."""
    paper = builders_indstilling.indstilling(
        signe, forum=chefteam, leder=lars, afdeling=builders.afdeling(), raekker=False,
        **{name: prose(30_000) for name in RIGTEKST}, resume=longest(Indstilling, "resume"),
    )  # fmt: skip
    for kind, model in RAEKKER.items():
        texts = {one.name for one in model._meta.concrete_fields if one.max_length and one.max_length >= 80}
        full = {name: longest(model, name) for name in texts & set(model.INDHOLD) - {"fil", "filnavn"}}
        for nr in range(model.MAKS):
            kilde = {"kilde": KILDER[nr]} if kind == "finansieringskilde" else {}
            row = builders_indstilling.raekke(paper, kind, **kilde)
            for name, text in full.items():
                setattr(row, name, text)
            row.save()
    return paper


def test_texts_are_at_their_limit(stoerst):
    sizes = [len(getattr(stoerst, name)) for name in RIGTEKST]

    assert [check(getattr(stoerst, name)) for name in RIGTEKST] == [""] * len(RIGTEKST)
    assert min(sizes) > 29_000
    assert {kind: getattr(stoerst, f"{kind}_raekker").count() for kind in RAEKKER} == {
        kind: model.MAKS for kind, model in RAEKKER.items()
    }


def test_largest_paper_edits(stoerst, signe, logget_ind):
    page = logget_ind(signe).get(f"/indstillinger/{stoerst.nummer}/rediger/")
    saved = save(stoerst, signe, baggrund=prose(29_000))

    assert (page.status_code, saved.clean) == (200, True)


def test_largest_paper_is_sent_approved_and_compared(stoerst, signe, lars):
    before = content(stoerst)
    save(stoerst, signe, baggrund=prose(20_000).replace("madro", "måltidsro"))
    sent = submit(stoerst, by=signe)
    done = approve(sent, sent.indsendt_version.sha256, by=lars)

    changes = compare(before, done.godkendt_version.indhold)
    assert [one.navn for one in changes.felter] == ["baggrund"]


def test_largest_paper_prints_every_row(stoerst):
    printed = render_pdf(document(stoerst, ur.nu().astimezone(DANSK_TID)))

    text = pdf_text(printed)
    assert printed.startswith(b"%PDF") and "Første" in text
    assert text.count("Her står en sætning") > 7 * 30_000 // len(SAETNING)

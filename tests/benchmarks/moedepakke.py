"""The pack of the measurements: twenty invented papers of three pages with an agenda, and bilag of 250 pages.

`python -m tests.benchmarks.moedepakke` makes it once with the bilag and prints the most memory it took, in bytes.
"""

import dataclasses
import datetime
import io
import resource
import time
from functools import cache
from pathlib import Path

from weasyprint import CSS, HTML

from tests.benchmarks.tekst import Tekst, html
from tests.benchmarks.world import start

start()

from mso_portal.motor.documents import Column, Document, Prose, Section, Table  # noqa: E402  needs the settings
from mso_portal.motor.pdf.pakke import Del, build  # noqa: E402
from mso_portal.motor.pdf.proces import CHILDREN, pulje, render_all  # noqa: E402
from mso_portal.motor.pdf.render import render_html, render_part  # noqa: E402

CSS_FOLDER = Path(__file__).resolve().parents[2] / "static" / "css"
STYLES = [CSS_FOLDER / name for name in ("dokument.css", "pdf.css")]
ITEMS, BILAG, BILAG_PAGES = 20, 10, 25
DATO = datetime.datetime(2026, 5, 22, 12, tzinfo=datetime.UTC)
PAPER = Document(
    slags="indstilling", noegle={"nummer": "2026-014", "version": 1}, titel="", kort_navn="Indstilling 2026-014",
    dato=DATO, aabenhed="aaben", fod="Chefmøde 29. maj 2026",
)  # fmt: skip
MONEY = (Column("Post", bredde=40, hoved=True), Column("2026", "tkr"), Column("2027", "tkr"), Column("2028", "tkr"))
AGENDA = (Column("Nr."), Column("Punkt", bredde=60, hoved=True), Column("Min.", "tal"), Column("Side"))


def paper(nr, more=0):
    """`more` letters of text beyond the usual, at the end."""
    tekst = Tekst(nr)
    money = Table("Direkte udgifter (tkr.)", MONEY, [(f"Post {n}", n * 900, n, n * n) for n in range(14)])
    sections = [Section(f"a{n}", f"Afsnit {n}", (Prose(html(tekst.paragraphs(700))),)) for n in range(5)]
    sections += [Section("o", "Økonomi", (money, dataclasses.replace(money, caption="Indirekte udgifter (tkr.)")))]
    sections += [Section("s", "Proces", (Prose(html(tekst.paragraphs(300 + more))),))]
    return dataclasses.replace(PAPER, titel=tekst.sentence()[:80], sections=sections)


@cache
def papers():
    return [paper(nr) for nr in range(ITEMS)]


def agenda(given):
    rows = [(str(nr + 1), one.titel, 15, given.get(f"p:{nr}", "–")) for nr, one in enumerate(papers())]
    table = Table("Punkter", AGENDA, rows)
    return dataclasses.replace(PAPER, titel="Dagsorden", sections=[Section("p", "Punkter", (table,))])


class Agendas:
    """Agendas that were made are kept, as the portal keeps its parts."""

    def __init__(self):
        self.made = {}

    def __call__(self, given):
        key = tuple(given[f"p:{nr}"] for nr in range(ITEMS) if f"p:{nr}" in given)
        if key not in self.made:
            self.made[key] = render_part(agenda(given))
        return self.made[key]


def pack(pdfs, agendas=None, bilag=(), **settings):
    parts = [Del("dagsorden", agendas or Agendas(), "Dagsorden")]
    parts += [Del(f"p:{nr}", pdf, f"{nr + 1}. {papers()[nr].titel}") for nr, pdf in enumerate(pdfs)]
    fod = "Chefmøde 29. maj 2026 · Bilag"
    parts += [Del(f"b:{nr}", pdf, f"Bilag {nr}", 2, True, f"{fod} {nr}") for nr, pdf in enumerate(bilag, 1)]
    return build(parts, titel="Mødepakke", dato=DATO, **settings)


def alone():
    return pack([render_part(one) for one in papers()])


def in_two():
    return pack([part.pdf for part in render_all(papers(), filed=False)])


def shared_time():
    """Seconds of the processor: our own, and half of those the two rendering children have used."""
    used = [Path(f"/proc/{child.process.pid}/schedstat").read_text().split()[0] for child in _children()]
    return time.process_time() + sum(map(int, used)) / 1e9 / CHILDREN


def _children():
    return [child for child in pulje().places.queue if child]


def as_one():
    """The renderer alone on all of it as one document, its styles and fonts read anew."""
    numbers = {f"p:{nr}": "45" for nr in range(ITEMS)}
    pages = [render_html(one) for one in [agenda(numbers), *papers()]]
    bodies = [page[page.index("<main>") : page.index("</main>")] + "</main>" for page in pages]
    whole = pages[0][: pages[0].index("<main>")] + "<div></div>".join(bodies) + "</body></html>"
    styles = [CSS(filename=str(path)) for path in STYLES] + [CSS(string="main + div { break-after: page }")]
    return HTML(string=whole).write_pdf(stylesheets=styles, pdf_variant="pdf/a-2a")


@cache
def bilag():
    """Texts with a picture, of which every second is tagged."""
    picture = _picture()
    return [_bilag(nr, picture) for nr in range(BILAG)]


def _bilag(nr, picture):
    tekst = Tekst(100 + nr)
    body = "".join(
        f'<h2>{page}</h2><img alt="Et billede" src="{picture}">{html(tekst.paragraphs(1_500))}<hr>'
        for page in range(BILAG_PAGES)
    )
    css = CSS(string="hr { break-after: page; visibility: hidden } img { width: 60mm } @page { size: A4 }")
    variant = "pdf/ua-1" if nr % 2 else None
    return HTML(string=f"<html lang=da><title>x</title>{body}</html>").write_pdf(stylesheets=[css], pdf_variant=variant)


def _picture():
    from base64 import b64encode

    from PIL import Image

    file = io.BytesIO()
    Image.radial_gradient("L").resize((1200, 800)).convert("RGB").save(file, "JPEG")
    return "data:image/jpeg;base64," + b64encode(file.getvalue()).decode()


if __name__ == "__main__":
    files = bilag()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    made = pack([part.pdf for part in render_all(papers(), filed=False)], bilag=files)
    print(made.sider, before * 1024, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)

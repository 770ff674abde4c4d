"""B1: one indstilling from data to the filed PDF, the archive step and its proof included."""

from pathlib import Path

from weasyprint import CSS, HTML

from mso_portal.motor.pdf import render_html, render_pdf
from tests.benchmarks.bar import Bar
from tests.benchmarks.world import start

CSS_FOLDER = Path(__file__).resolve().parents[3] / "static" / "css"
STYLES = [CSS_FOLDER / name for name in ("dokument.css", "pdf.css")]


def bars():
    start()
    from tests.motor.pdf.papirer import document  # needs the settings that start() has read

    paper = document("aaben", "fuld")
    html = render_html(paper)
    return [Bar("B1", "one indstilling to filed PDF", lambda: render_pdf(paper), lambda: floor(html), 1.2)]


def floor(html):
    """The renderer alone on the same page, its styles and fonts read anew."""
    HTML(string=html).write_pdf(stylesheets=[CSS(filename=str(path)) for path in STYLES])

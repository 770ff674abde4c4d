"""From HTML to PDF bytes, without Django: this is what runs in the limited child (proces.py)."""

import io
import threading
import warnings
from functools import cache
from pathlib import Path

import pikepdf
from weasyprint import CSS, HTML

from mso_portal.motor.pdf import tags
from mso_portal.motor.pdf.arkiv import archive, saved, store_ambiguous_plainly
from mso_portal.motor.pdf.fetcher import MemoryFetcher
from mso_portal.motor.pdf.skrift import font_config

ROOT = Path(__file__).resolve().parents[3]
STYLES = ("dokument.css", "pdf.css")
# In a pack the whole has one running number, stamped on when all parts are known.
UNNUMBERED = "@page { @bottom-right { content: none } }"
# More dots than a printer shows would only make the pack heavy.
PICTURE_DPI = 300
# The renderer shares its font map between threads without locking it.
RENDERING = threading.Lock()


def produce(html, *, filed, images=()):
    """The paper in one of its two forms: filed is archived and proved, pack form has no page numbers of its own."""
    if filed:
        return archive(write_pdf(html, images=images))
    return part(write_pdf(html, images=images, styles=part_stylesheets(), dpi=PICTURE_DPI))


def part(raw):
    """The renderer's bytes with the tags put right. What a pack of them claims is proved when it is made."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        tags.repair(pdf)
        store_ambiguous_plainly(pdf)
        return saved(pdf)


def write_pdf(html, *, images=(), styles=None, dpi=None):
    """The renderer's own bytes, before the archive step."""
    # The renderer leaves closing its colour profile to the garbage collector, which warns.
    with RENDERING, warnings.catch_warnings(action="ignore", category=ResourceWarning):
        return HTML(string=html, url_fetcher=MemoryFetcher(images)).write_pdf(
            pdf_variant="pdf/a-2a", stylesheets=styles or stylesheets(), font_config=font_config(), dpi=dpi
        )


@cache
def stylesheets():
    """Parsed once per process."""
    return [_parsed((ROOT / "static" / "css" / name).read_text(encoding="utf-8")) for name in STYLES]


@cache
def part_stylesheets():
    return [*stylesheets(), _parsed(UNNUMBERED)]


def _parsed(text):
    return CSS(string=text, font_config=font_config(), url_fetcher=MemoryFetcher())

"""From a ``Document`` to PDF bytes. Same document, same versions: same bytes, in any process."""

import hashlib
import threading
import warnings
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.template.loader import render_to_string
from weasyprint import CSS, HTML

from mso_portal.motor.pdf.arkiv import archive
from mso_portal.motor.pdf.fetcher import MemoryFetcher
from mso_portal.motor.pdf.links import web_addresses
from mso_portal.motor.pdf.metadata import footer, metadata
from mso_portal.motor.pdf.skrift import font_config, only_printable

ROOT = Path(__file__).resolve().parents[3]
STYLES = ("dokument.css", "pdf.css")
LIBRARIES = ("weasyprint", "pydyf", "pikepdf", "fonttools")
# The renderer shares its font map between threads without locking it.
RENDERING = threading.Lock()


def render_pdf(document, *, images=()):
    """The finished PDF: PDF/A-2a and PDF/UA-1 in one file, checked; ``NotArchivable`` when it is not."""
    return archive(write_pdf(render_html(document), images=images))


def write_pdf(html, *, images=()):
    """The renderer's own bytes, before the archive step."""
    # The renderer leaves closing its colour profile to the garbage collector, which warns.
    with RENDERING, warnings.catch_warnings(action="ignore", category=ResourceWarning):
        return HTML(string=html, url_fetcher=MemoryFetcher(images)).write_pdf(
            pdf_variant="pdf/a-2a", stylesheets=stylesheets(), font_config=font_config()
        )


def render_html(document):
    """The paper as the renderer gets it, with only characters the font has."""
    html, changed = only_printable(_template(document, sign_note=False))
    if changed:
        html, _ = only_printable(_template(document, sign_note=True))
    return html


def _template(document, *, sign_note):
    context = {
        "document": document,
        "meta": metadata(document),
        "fodlinje": footer(document),
        "links": web_addresses(document),
        "sign_note": sign_note,
    }
    return render_to_string("base_pdf.html", context)


@cache
def stylesheets():
    """Parsed once per process."""
    return [_parsed(ROOT / "static" / "css" / name) for name in STYLES]


def _parsed(path):
    text = path.read_text(encoding="utf-8")
    return CSS(string=text, font_config=font_config(), url_fetcher=MemoryFetcher())


@cache
def aftryk_skabelon():
    """sha256 of templates, styles and library versions: explains why a paper would look otherwise today."""
    templates = [ROOT / "templates" / "base_pdf.html", ROOT / "templates" / "_dokument.html"]
    templates += sorted((ROOT / "templates" / "_dokument").glob("*.html"))
    files = templates + [ROOT / "static" / "css" / name for name in STYLES]
    parts = [path.read_bytes() for path in files]
    parts += [f"{name} {version(name)}".encode() for name in LIBRARIES]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()

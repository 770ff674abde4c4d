"""From a ``Document`` to PDF bytes. Same document, same versions: same bytes, in any process."""

import hashlib
from functools import cache
from importlib.metadata import version

from django.template.loader import render_to_string

from mso_portal.motor.pdf.links import web_addresses
from mso_portal.motor.pdf.metadata import footer, metadata
from mso_portal.motor.pdf.skrift import only_printable
from mso_portal.motor.pdf.skriv import ROOT, STYLES, UNNUMBERED, produce, write_pdf

__all__ = ["aftryk_skabelon", "render_html", "render_part", "render_pdf", "write_pdf"]

LIBRARIES = ("weasyprint", "pydyf", "pikepdf", "fonttools")


def render_pdf(document, *, images=()):
    """The finished PDF: PDF/A-2a and PDF/UA-1 in one file, checked; ``NotArchivable`` when it is not."""
    return produce(render_html(document), filed=True, images=images)


def render_part(document, *, images=()):
    """The same paper for a pack: tagged, without page numbers."""
    return produce(render_html(document), filed=False, images=images)


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
def aftryk_skabelon():
    """sha256 of templates, styles and library versions: explains why a paper would look otherwise today."""
    templates = [ROOT / "templates" / "base_pdf.html", ROOT / "templates" / "_dokument.html"]
    templates += sorted((ROOT / "templates" / "_dokument").glob("*.html"))
    files = templates + [ROOT / "static" / "css" / name for name in STYLES]
    parts = [*(path.read_bytes() for path in files), UNNUMBERED.encode()]
    parts += [f"{name} {version(name)}".encode() for name in LIBRARIES]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()

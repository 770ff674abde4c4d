"""The demo's year played without printing: each document is one blank page that knows what it would have held."""

import hashlib
from contextlib import ExitStack, contextmanager
from io import BytesIO
from unittest.mock import patch

import pikepdf

from mso_portal.motor.pdf.pakke import Pakke
from mso_portal.motor.pdf.proces import RenderedPart

INDSTILLINGER, INDSATSER = "indstillinger.workflow", "indsatser.workflow"


@contextmanager
def without_pdf():
    """Print nothing and read nothing through while this lasts; files, sha256, rows and guards are there as ever."""
    with ExitStack() as stack:
        for name, stand_in in STAND_INS.items():
            stack.enter_context(patch(name, stand_in))
        yield


def _page(said):
    """Return a PDF of one blank page; equal words give equal bytes."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    pdf.docinfo["/Title"] = hashlib.sha256(repr(said).encode()).hexdigest()
    made = BytesIO()
    pdf.save(made, deterministic_id=True)
    return made.getvalue()


def _rendered(document, *, filed=True, images=()):
    return RenderedPart(_page((document, filed)), 1)


def _pack(parts, **said):
    parts = list(parts)
    first = {part.noegle: nr for nr, part in enumerate(parts, 1)}
    pages = [part.pdf(first) if callable(part.pdf) else part.pdf for part in parts]
    return Pakke(_page([hashlib.sha256(page or b"").hexdigest() for page in pages]), len(parts), first)


STAND_INS = {
    f"{INDSTILLINGER}.pdfdele.render_in_child": _rendered,
    f"{INDSTILLINGER}.pakkebygning.build": _pack,
    f"{INDSTILLINGER}.pakkebygning.image_part": lambda data, titel, **said: RenderedPart(_page(titel), 1),
    f"{INDSTILLINGER}.klargoering.words_of": lambda data: "",
    f"{INDSATSER}.statuslaas.render_in_child": _rendered,
    f"{INDSATSER}.rundeudgave.render_in_child": _rendered,
    f"{INDSATSER}.statusuddrag.render_in_child": _rendered,
    f"{INDSTILLINGER}.referatdokumenter.words_of": lambda data: "",
}

"""How the PDFs that pages answer with are made, where many pages are asked for: not at all, or each paper once."""

from contextlib import ExitStack, contextmanager
from unittest.mock import patch

from mso_portal.motor.pdf import render_pdf
from mso_portal.motor.pdf.proces import part_key

VIEWS = (
    "indsatser.views.eksport", "indsatser.views.statusskriv", "indstillinger.views.beslutning_eksport",
    "indstillinger.views.laes",
)  # fmt: skip


def blank(document, *, images=()):
    """Print nothing."""
    return b"%PDF"


def once():
    """Return a printer that keeps what it has printed."""
    kept = {}

    def printed(document, *, images=()):
        key = part_key(document), tuple(images)
        if key not in kept:
            kept[key] = render_pdf(document, images=images)
        return kept[key]

    return printed


@contextmanager
def printing(printer):
    """Let every view print by this while it lasts."""
    with ExitStack() as stack:
        for view in VIEWS:
            stack.enter_context(patch(f"{view}.render_pdf", printer))
        yield

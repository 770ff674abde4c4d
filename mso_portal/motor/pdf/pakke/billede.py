"""A picture as a part of the pack: a page of its own, read aloud by its title."""

from django.template.loader import render_to_string

from mso_portal.motor.documents import AABENHED
from mso_portal.motor.pdf.fetcher import Image
from mso_portal.motor.pdf.proces import RenderFailed, render_html_in_child
from mso_portal.motor.pdf.skrift import only_printable

PNG, DRAWN = b"\x89PNG", b"/Subtype /Image"


def image_part(indhold, titel, *, fod="", aabenhed=""):
    """RenderedPart of a png or jpg that passed the check of uploads; RenderFailed when it can't be drawn.

    `fod` is the text at the bottom left: møde, punkt and bilag, as in the strip of a foreign page.
    """
    said = {"titel": titel, "fod": fod, "aabenhed": aabenhed, "aabenhed_label": AABENHED[aabenhed]}
    html, _ = only_printable(render_to_string("base_pdf_billede.html", said))
    mime = "image/png" if indhold.startswith(PNG) else "image/jpeg"
    part = render_html_in_child(html, filed=False, images=[Image("billede", indhold, mime)])
    if DRAWN not in part.pdf:  # the renderer would have the title take the picture's place
        raise RenderFailed("billedet kan ikke læses")
    return part

"""Paper: a ``Document`` in, an archive-quality PDF out. Knows no domain and asks nobody's rights."""

from mso_portal.motor.pdf.arkiv import NotArchivable
from mso_portal.motor.pdf.fetcher import Image
from mso_portal.motor.pdf.render import render_html, render_pdf
from mso_portal.motor.pdf.skrift import FontMissing

__all__ = ["FontMissing", "Image", "NotArchivable", "render_html", "render_pdf"]

"""The one font of all papers, and what is done with characters it does not have."""

import io
import unicodedata
from functools import cache

from fontTools.ttLib import TTFont
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from mso_portal.motor.pdf.fetcher import MemoryFetcher

FAMILY = "Liberation Sans"
SQUARE = "□"
# Invisible by nature: a joiner or a variation selector without its sign is nothing, not a missing sign.
DROPPED = {0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, *range(0xFE00, 0xFE10)}
BREAKS = {0x09, 0x0A, 0x0D}
FACES = '<html lang="da"><body><p style="font-family: Liberation Sans">a<b>a<i>a</i></b><i>a</i></p></body></html>'


class FontMissing(Exception):
    """The machine has no Liberation Sans; nothing may be printed with another font."""

    def __init__(self):
        super().__init__("Skriften Liberation Sans findes ikke på maskinen. Installer fonts-liberation, og prøv igen.")


@cache
def font_config():
    return FontConfiguration()


def installed_faces():
    """The font files the renderer itself takes for the four faces, as parsed fonts."""
    document = HTML(string=FACES, url_fetcher=MemoryFetcher()).render(font_config=font_config())
    document.write_pdf(full_fonts=True)
    return [TTFont(io.BytesIO(font.file_content), fontNumber=font.index) for font in document.fonts.values()]


@cache
def printable():
    """The code points all four faces have, and the breaks. Raises ``FontMissing``; a missing font is not cached."""
    faces = installed_faces()
    names = {face["name"].getBestFamilyName() for face in faces}
    if names != {FAMILY} or len(faces) != 4:
        raise FontMissing
    return frozenset.intersection(*(frozenset(face.getBestCmap()) for face in faces)) | BREAKS


def only_printable(text):
    """``(text, changed)``: composed letters, and □ for every sign the font lacks."""
    known = printable()
    text = unicodedata.normalize("NFC", text)
    if all(ord(char) in known for char in set(text)):
        return text, False
    kept = (char for char in text if ord(char) not in DROPPED)
    shown = "".join(char if ord(char) in known else SQUARE for char in kept)
    return shown, SQUARE in shown

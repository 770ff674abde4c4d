"""The stamp's font, embedded once in the pack: Liberation Sans with the signs of WinAnsi."""

import io
import zlib
from functools import cache

import pikepdf
from fontTools import subset

from mso_portal.motor.pdf.skrift import FontMissing, installed_faces, only_printable

ENCODING = "cp1252"
FIRST, LAST = 32, 255
NAME = "/MSOSTP+Liberation-Sans"
CUT = "…"
NOT_SYMBOLIC = 32


@cache
def face():
    """(the font file with the signs of WinAnsi alone, what is said of it, widths by code)."""
    regular = [one for one in installed_faces() if one["name"].getBestSubFamilyName() == "Regular"]
    if not regular:
        raise FontMissing
    font = regular[0]
    codes = {code: bytes([code]).decode(ENCODING, "ignore") for code in range(FIRST, LAST + 1)}
    options = subset.Options(hinting=False, notdef_outline=True, layout_features=[], name_IDs=[1, 2, 4, 6])
    maker = subset.Subsetter(options)
    maker.populate(unicodes=[ord(char) for char in codes.values() if char])
    maker.subset(font)
    font.recalcTimestamp = False
    file = io.BytesIO()
    font.save(file)
    scale = 1000 / font["head"].unitsPerEm
    return file.getvalue(), _description(font, scale), _widths(font, codes, scale)


def _widths(font, codes, scale):
    names, advances = font.getBestCmap(), font["hmtx"].metrics
    return {
        code: round(advances[names.get(ord(char), ".notdef") if char else ".notdef"][0] * scale, 3)
        for code, char in codes.items()
    }


def _description(font, scale):
    head, os2 = font["head"], font["OS/2"]
    box = [round(side * scale) for side in (head.xMin, head.yMin, head.xMax, head.yMax)]
    return {
        "/Type": pikepdf.Name.FontDescriptor,
        "/FontName": pikepdf.Name(NAME),
        "/Flags": NOT_SYMBOLIC,
        "/FontBBox": box,
        "/ItalicAngle": 0,
        "/Ascent": round(font["hhea"].ascent * scale),
        "/Descent": round(font["hhea"].descent * scale),
        "/CapHeight": round(os2.sCapHeight * scale),
        "/StemV": 80,
    }


class Skrift:
    """The font as an object of one pack; what a text becomes in it is kept, since each is asked for several times."""

    def __init__(self, pdf):
        file, said, self.widths = face()
        self.pdf, self.known = pdf, {}
        stream = pikepdf.Stream(pdf, b"")
        stream.write(zlib.compress(file, 9), filter=pikepdf.Name.FlateDecode)
        stream.Length1 = len(file)
        described = pdf.make_indirect(pikepdf.Dictionary(said | {"/FontFile2": pdf.make_indirect(stream)}))
        self.font = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font,
                Subtype=pikepdf.Name.TrueType,
                BaseFont=pikepdf.Name(NAME),
                Encoding=pikepdf.Name.WinAnsiEncoding,
                FirstChar=FIRST,
                LastChar=LAST,
                FontDescriptor=described,
                Widths=pikepdf.Array([self.widths[code] for code in range(FIRST, LAST + 1)]),
            )  # fmt: skip
        )

    def encoded(self, text):
        return self._known(text)[0]

    def width(self, text, size):
        return self._known(text)[1] * size / 1000

    def _known(self, text):
        if text not in self.known:
            shown, _ = only_printable(" ".join(text.split()))
            codes = shown.encode(ENCODING, "replace")
            self.known[text] = codes, sum(self.widths[code] for code in codes)
        return self.known[text]

    def cut(self, text, size, room):
        """As much of the text as there is room for, with … where it was cut."""
        if self.width(text, size) <= room:
            return text
        while text and self.width(text + CUT, size) > room:
            text = text[:-1]
        return text + CUT if text else ""

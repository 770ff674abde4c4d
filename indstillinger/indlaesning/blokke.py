"""The one normalised text of a form, and its blocks: each a line of that text with the span it takes up."""

import re
import unicodedata
from dataclasses import dataclass, replace
from html import escape
from itertools import islice

from mso_portal.vaerdier import rigtekst
from mso_portal.vaerdier.datoer import MAANEDER

BLANKE = re.compile(r"\s+")
PUNKTTEGN = "•·▪◦‣●○■–—*-"
TIDSORD = "|".join([*MAANEDER, *(name[:3] for name in MAANEDER), "kvartal", "kvt", "halvår"])
PUNKT = re.compile(rf"[{PUNKTTEGN}]\s+(?=\S)|[•▪◦‣●]\s*(?=\S)")
# "5. maj" is a date and no fifth item.
NUMMER = re.compile(rf"\d{{1,2}}[.)]\s+(?!(?:{TIDSORD})\b)(?=\S)", re.IGNORECASE)
FLEST_I_LINJEN = 100
INDE_I_LINJEN = re.compile(r"\s•\s+")
LIGATURER = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})


@dataclass(frozen=True)
class Blok:
    """A paragraph, list item or line of a cell. `stil` holds (from, to, bold, italic) within the text; `celle` is the
    path of (table, row, column) from the outermost table to the innermost."""

    tekst: str
    fra: int
    stil: tuple = ()
    liste: str = ""
    niveau: int = 0
    celle: tuple = ()

    @property
    def til(self):
        return self.fra + len(self.tekst)

    def part(self, start, end=None):
        """Return the block of a piece of the text, without outer blanks."""
        piece = self.tekst[start:end]
        start += len(piece) - len(piece.lstrip())
        piece = piece.strip()
        moved = ((a - start, b - start, *style) for a, b, *style in self.stil)
        kept = tuple((max(a, 0), min(b, len(piece)), *style) for a, b, *style in moved if b > 0 and a < len(piece))
        return replace(self, tekst=piece, fra=self.fra + start, stil=kept)

    def same_row(self, other):
        """Say whether two cells stand in one row of a table."""
        return bool(self.celle and other.celle) and self.celle[:-1] == other.celle[:-1] and (
            self.celle[-1][:2] == other.celle[-1][:2]
        )  # fmt: skip

    def same_column(self, other):
        """Say whether two cells stand in one column of a table."""
        return bool(self.celle and other.celle) and self.celle[:-1] == other.celle[:-1] and (
            self.celle[-1][::2] == other.celle[-1][::2]
        )  # fmt: skip


def saml(raa):
    """Return (text, blocks) of the blocks a child delivered."""
    lines, blocks, position, number = [], [], 0, 0
    for block in (line for one in raa for line in _lines(one)):
        number = number + 1 if block.liste == "nummer" else 0
        lead = "  " * block.niveau + {"punkt": "- ", "nummer": f"{number}. "}.get(block.liste, "")
        blocks.append(replace(block, fra=position + len(lead)))
        lines.append(lead + block.tekst)
        position += len(lines[-1]) + 1
    return "\n".join(lines), blocks


def _lines(raw):
    """Yield a block for each line of a raw one; a bullet or number that was typed becomes a list item."""
    celle = tuple(tuple(one) for one in raw["celle"])
    for runs in _split(raw["stykker"]):
        tekst, stil = _joined(runs)
        whole = Blok(tekst, 0, stil, raw["liste"], raw["niveau"], celle)
        typed = [m.start() for m in islice(INDE_I_LINJEN.finditer(tekst), FLEST_I_LINJEN)]
        for start, end in zip([0, *typed], [*typed, None], strict=True):
            block = _typed_item(whole.part(start, end))
            if block.tekst:
                yield block


def _typed_item(block):
    for liste, pattern in (("punkt", PUNKT), ("nummer", NUMMER)):
        if found := pattern.match(block.tekst):
            return replace(block.part(found.end()), liste=block.liste or liste)
    return block if block.liste else replace(block, niveau=0)


def _split(stykker):
    """Cut at every hard line break."""
    line = []
    for text, fed, kursiv in stykker:
        first, *more = text.split("\n")
        line.append((first, fed, kursiv))
        for part in more:
            yield line
            line = [(part, fed, kursiv)]
    yield line


def _joined(runs):
    """Return the text with single blanks and without invisible characters, and its bold and italic spans."""
    tekst, stil = "", []
    for text, fed, kursiv in runs:
        clean = BLANKE.sub(" ", _visible(text))
        if not tekst or tekst.endswith(" "):
            clean = clean.lstrip(" ")
        if clean and (fed or kursiv):
            stil.append((len(tekst), len(tekst) + len(clean), fed, kursiv))
        tekst += clean
    return tekst.rstrip(" "), tuple(stil)


def _visible(text):
    """Drop what cannot be seen: control, zero width and private characters, and halves of pairs."""
    text = unicodedata.normalize("NFC", text.translate(LIGATURER))
    return "".join(
        tegn for tegn in text if tegn.isspace() or unicodedata.category(tegn) not in ("Cc", "Cf", "Co", "Cs")
    )


def html(blocks):
    """Return blocks as the rich text of a form control."""
    out, levels = [], []
    for block in blocks:
        wanted = block.niveau + 1 if block.liste else 0
        tag = "ol" if block.liste == "nummer" else "ul"
        while len(levels) > wanted or (wanted and len(levels) == wanted and levels[-1] != tag):
            out.append(f"</{levels.pop()}>")
        while len(levels) < wanted:
            levels.append(tag)
            out.append(f"<{tag}>")
        out.append(f"<li><p>{_inline(block)}</p></li>" if wanted else f"<p>{_inline(block)}</p>")
    return rigtekst.clean("".join(out) + "".join(f"</{tag}>" for tag in reversed(levels)))


def _inline(block):
    out, end = [], 0
    for start, stop, fed, kursiv in block.stil:
        out.append(escape(block.tekst[end:start]))
        before, after = "<strong>" * fed + "<em>" * kursiv, "</em>" * kursiv + "</strong>" * fed
        out.append(before + escape(block.tekst[start:stop]) + after)
        end = stop
    return "".join(out) + escape(block.tekst[end:])

"""Canaries: words and amounts that stand nowhere but in one field of one closed paper, and the search for them."""

import base64
import binascii
import html
import random
import re
import zipfile
from functools import lru_cache
from io import BytesIO
from urllib.parse import unquote

import pikepdf
import pypdfium2

KONSONANTER = "bcdfghjklmnpqrstvwxz"
HALV = 6
# What is random by itself and therefore never looked at.
TILFAELDIGT = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|"csrf": "[^"]*"')
LOEB = re.compile(f"[{KONSONANTER}]{{{HALV},}}")
BELOEB = re.compile(r"(?<!\d)\d{1,3}(?:[.   ]?\d{3}){2,3}(?!\d)")
ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
BASE64 = re.compile(r"[A-Za-z0-9+/_-]{12,}")


class Kanarier:
    """Makes canaries and remembers which field of which paper each stands in."""

    def __init__(self, seed=2020):
        self.terning = random.Random(seed)
        self.steder = {}
        self.stumper = {}
        self.beloeb_ = {}

    def tekst(self, key):
        """Return the writer of a paper's texts."""
        return lambda felt: f"{self.ny(key, felt)} her"

    def ny(self, key, felt):
        """Return a new word of 12 consonants, unlike all others in either half."""
        word = "".join(self.terning.choices(KONSONANTER, k=2 * HALV))
        halves = {word[:HALV], word[HALV:]}
        if len(halves) < 2 or halves & set(self.stumper):
            return self.ny(key, felt)
        self.steder[word] = (key, felt)
        self.stumper |= dict.fromkeys(halves, word)
        return word

    def beloeb(self, key):
        """Return the writer of a paper's amounts: seven digits, each once."""
        return lambda felt: f"{self._nyt_beloeb(key, felt)} tkr"

    def _nyt_beloeb(self, key, felt):
        number = str(self.terning.randrange(1_111_111, 9_999_999))
        self.steder[number] = (key, felt)
        self.beloeb_[number] = number
        return number

    def keys(self, word):
        return self.steder[word][0]

    def i(self, data):
        """Return the canaries that bytes hold, whole, in halves or by their first six letters, in any disguise."""
        if data.startswith(b"%PDF-1.7\n%"):  # a real one, unlike the bilag of the tests
            return self._i_tekst(pdf_text(data))
        if data.startswith(b"PK"):
            return self._i_tekst(zip_text(data))
        return self._i_tekst(TILFAELDIGT.sub(b"", data).decode("utf-8", "replace"))

    def _i_tekst(self, text):
        return {word for form in forms(text) for word in self._i_form(form)}

    def _i_form(self, text):
        folded = text.casefold()
        for run in LOEB.findall(folded):
            for at in range(len(run) - HALV + 1):
                if word := self.stumper.get(run[at : at + HALV]):
                    yield word
        for match in BELOEB.findall(text):
            digits = re.sub(r"\D", "", match)
            for known in {digits, digits[:7]}:
                if known in self.beloeb_ and digits in (known, f"{known}000"):
                    yield known


def forms(text):
    """Yield the text as it is and as it reads when unpacked."""
    yield text
    if "%" in text:
        yield unquote(text)
    if "&" in text:
        yield html.unescape(text)
    if "\\u" in text:
        yield ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    yield from _base64(text)


def _base64(text):
    """Yield what every run of base64 says, read from each of its four beginnings."""
    for run in BASE64.findall(text):
        if run.isdigit() or run.islower():
            continue
        plain = run.replace("-", "+").replace("_", "/")
        for start in range(4):
            part = plain[start : start + (len(plain) - start) // 4 * 4]
            try:
                yield base64.b64decode(part).decode("latin-1")
            except binascii.Error:
                continue


@lru_cache(maxsize=64)
def pdf_text(data):
    """Return everything a PDF says: pages, title and other metadata, outline, names of attachments. What is filed is
    met by many."""
    pages = pypdfium2.PdfDocument(data)
    said = [page.get_textpage().get_text_range().replace("￾", "") for page in pages]
    with pikepdf.open(BytesIO(data)) as pdf:
        said += [str(value) for value in pdf.docinfo.values()]
        said += [str(value) for value in dict(pdf.open_metadata()).values()]
        with pdf.open_outline() as outline:
            said += [entry.title for entry in _entries(outline.root)]
        said += list(pdf.attachments)
    return "\n".join(said)


def zip_text(data):
    """Return everything a workbook says, the names of its parts included."""
    with zipfile.ZipFile(BytesIO(data)) as book:
        return "\n".join([*book.namelist(), *(book.read(name).decode("utf-8", "replace") for name in book.namelist())])


def _entries(nodes):
    for node in nodes:
        yield node
        yield from _entries(node.children)

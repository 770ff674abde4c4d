"""Bytes to text: a byte order mark tells, else UTF-8, else what Danish programs write, which can read anything."""

import re

from graenser import Fejl

OTHER = (
    b"PK\x03\x04",
    b"%PDF",
    b"\xd0\xcf\x11\xe0",
    b"{\\rtf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"MZ",
    b"\x7fELF",
)
MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([a-z0-9_-]{3,20})", re.IGNORECASE)
KNOWN = {"macintosh", "iso-8859-15"}  # what calls itself latin-1 is cp1252, as browsers have it
BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decoded(indhold):
    """Return the text. Fejl for bytes that are no text."""
    if indhold.startswith(OTHER):
        raise Fejl("andet")
    text = _decoded(indhold)
    if BINARY.search(text):
        raise Fejl("andet")
    return text


def _decoded(indhold):
    for mark, encoding in MARKS.items():
        if indhold.startswith(mark):
            try:
                return indhold.decode(encoding)
            except UnicodeDecodeError:
                raise Fejl("beskadiget") from None
    found = DECLARED.search(indhold[:4096])
    declared = found[1].decode().lower() if found else ""
    for encoding in ["utf-8", *([declared] if declared in KNOWN else []), "cp1252"]:
        try:
            return indhold.decode(encoding)
        except UnicodeDecodeError:
            continue
    return indhold.decode("latin-1")

"""Reads every word of one PDF in a limited process of its own: run by path with -I, without Django and network.

The file comes on standard input; the answer is one line of JSON, {"tekst", "andet"}: what stands on the pages, and
what stands in the metadata, the outline, the destinations, the alternative texts and the names of attachments.
"""

import codecs
import contextlib
import io
import json
import resource
import sys

MEMORY, SECONDS = 2 * 1024**3, 120
OPLYST = {"/T", "/Alt", "/ActualText", "/Title", "/E", "/Contents", "/TU", "/UF", "/F", "/URI", "/Desc", "/Dest", "/D"}


def limit():
    limits = [(resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_FSIZE, 0),
              (resource.RLIMIT_CORE, 0), (resource.RLIMIT_NOFILE, 3)]  # fmt: skip
    for kind, most in limits:
        with contextlib.suppress(ValueError):  # macOS does not let the address space be limited
            resource.setrlimit(kind, (most, most))


def page_texts(data, pdfium):
    document = pdfium.PdfDocument(data)
    return [page.get_textpage().get_text_bounded() for page in document]


def other_texts(data, pikepdf):
    """Yield every text outside the pages: of all dictionaries those keys that hold words, names of attachments, XMP."""
    with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
        yield from (str(value) for value in pdf.docinfo.values())
        for one in pdf.objects:
            if isinstance(one, pikepdf.Stream) and one.get("/Type") == "/Metadata":
                yield one.read_bytes().decode("utf-8", "replace")
            elif isinstance(one, pikepdf.Dictionary):
                yield from _said(one, pikepdf)
        yield from pdf.attachments


def _said(one, pikepdf):
    for key, value in one.items():
        if key in OPLYST and isinstance(value, pikepdf.String):
            yield str(value)
        elif key == "/A" and isinstance(value, pikepdf.Dictionary):
            yield from _said(value, pikepdf)


def main():
    import pikepdf  # read in before there is no further file to open
    import pypdfium2 as pdfium

    for codec in ("utf-16-le", "utf-16-be", "pdfdoc", "ascii"):
        codecs.lookup(codec)
    data = sys.stdin.buffer.read()
    limit()
    said = {"tekst": "\n".join(page_texts(data, pdfium)), "andet": "\n".join(other_texts(data, pikepdf))}
    sys.stdout.write(json.dumps(said) + "\n")


if __name__ == "__main__":
    main()

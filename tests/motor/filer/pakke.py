"""Smallest documents of each kind, and ways to bend one of them in one place."""

import io
import struct
import zipfile
import zlib

import pikepdf
from PIL import Image

TYPES = "application/vnd.openxmlformats-officedocument."
MAIN = {
    "docx": ("word/document.xml", f"{TYPES}wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", f"{TYPES}spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", f"{TYPES}presentationml.presentation.main+xml"),
}
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def content_types(kind, main=None, more=""):
    part, ordinary = MAIN[kind]
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{part}" ContentType="{main or ordinary}"/>{more}</Types>'
    )


def relation(kind, target, outside=False, nr=1):
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="rId{nr}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'


def relations(*rows):
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(rows)}</Relationships>'


def parts(kind="docx"):
    """The parts of the smallest document of a kind, {name: content}."""
    part = MAIN[kind][0]
    return {
        "[Content_Types].xml": content_types(kind),
        "_rels/.rels": relations(relation("officeDocument", part)),
        part: f"<w:document {WORD}><w:body/></w:document>" if kind == "docx" else "<main/>",
    }


def pack(content, method=zipfile.ZIP_DEFLATED):
    """A zip of {name or ZipInfo: content}."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    return packed.getvalue()


def office(kind="docx", **changes):
    """The smallest document with parts added, replaced, or (None) left out."""
    content = {**parts(kind), **changes}
    return pack({name: text for name, text in content.items() if text is not None})


def word(body):
    """A document with that in its body."""
    return office(**{"word/document.xml": f"<w:document {WORD}><w:body>{body}</w:body></w:document>"})


def sheet(formula):
    """A workbook with a formula in a cell."""
    return office("xlsx", **{"xl/worksheets/sheet1.xml": f"<worksheet><c><f>{formula}</f></c></worksheet>"})


def related(kind, row):
    """A document whose main part has the relationship."""
    folder, _, name = MAIN[kind][0].partition("/")
    return office(kind, **{f"{folder}/_rels/{name}.rels": relations(row)})


def patched(indhold, old, new):
    """The bytes with the first `old` after the parts replaced by `new` of the same length."""
    assert len(old) == len(new) and old in indhold
    return indhold.replace(old, new)


def lying_header(indhold, size, said):
    """The bytes with an unpacked size in both headers replaced."""
    return patched(indhold, struct.pack("<L", size), struct.pack("<L", said))


def pdf(change=None, pages=1, **save):
    """A PDF of blank pages; `change(pdf)` bends it before it is saved."""
    made, packed = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        made.add_blank_page(page_size=(595, 842))
    if change:
        change(made)
    made.save(packed, **save)
    return packed.getvalue()


def opening(**action):
    """A PDF that does something when it is opened."""
    return pdf(lambda made: made.Root.__setitem__("/OpenAction", made.make_indirect(dictionary(action))))


def annotated(**entries):
    """A PDF with an annotation on its page."""

    def change(made):
        note = made.make_indirect(dictionary({"Type": pikepdf.Name.Annot, "Rect": [0, 0, 9, 9], **entries}))
        made.pages[0].obj["/Annots"] = pikepdf.Array([note])

    return pdf(change)


def dictionary(entries):
    made = pikepdf.Dictionary()
    for key, value in entries.items():
        made[f"/{key}"] = dictionary(value) if isinstance(value, dict) else value
    return made


def picture(mode="RGB", kind="PNG", size=(30, 20), **save):
    """A picture as Pillow writes it."""
    packed = io.BytesIO()
    Image.new(mode, size).save(packed, kind, **save)
    return packed.getvalue()


def png(width, height, data=b"", *chunks):
    """A PNG whose header says whatever it is told to."""
    head = struct.pack("!LLBBBBB", width, height, 8, 0, 0, 0, 0)
    found = [(b"IHDR", head), *chunks, (b"IDAT", zlib.compress(data)), (b"IEND", b"")]
    written = b"".join(
        struct.pack("!L", len(body)) + name + body + struct.pack("!L", zlib.crc32(name + body)) for name, body in found
    )
    return b"\x89PNG\r\n\x1a\n" + written

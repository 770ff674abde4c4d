"""Small .docx and .pdf files built part by part, so that a test can put in exactly one thing."""

import io
import zipfile

import pikepdf

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
INDHOLD = (
    f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    f'relationships+xml"/><Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>'
)
ROD = f'<Relationships xmlns="{RELS}"><Relationship Id="a" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
ROD += "</Relationships>"


def p(tekst):
    return f"<w:p><w:r><w:t>{tekst}</w:t></w:r></w:p>"


def dokument(krop, hoved=""):
    return f'{hoved}<w:document xmlns:w="{W}" xmlns:w14="{W14}"><w:body>{krop}</w:body></w:document>'


def forbindelse(slags, maal, ude=True):
    """Return a part of relations that holds one."""
    mode = ' TargetMode="External"' if ude else ""
    return f'<Relationships xmlns="{RELS}"><Relationship Id="x" Type="{OFFICE}/{slags}" Target="{maal}"{mode}/>' + (
        "</Relationships>"
    )


def docx(krop=None, hoved="", **dele):
    """Return a .docx; `dele` are further parts, "__" in a name standing for "/", "_" for a full stop."""
    named = {name.replace("__", "/").replace("_", "."): part for name, part in dele.items()}
    return zippet({"word/document.xml": dokument(p("Hej") if krop is None else krop, hoved)} | named)


def zippet(dele, kompression=zipfile.ZIP_DEFLATED):
    """Return a zip of the parts, with what every .docx has unless it is given; None leaves a part out."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", kompression) as archive:
        for name, part in ({"[Content_Types].xml": INDHOLD, "_rels/.rels": ROD} | dele).items():
            if part is not None:
                archive.writestr(name, part)
    return stream.getvalue()


def pdf(sider=1, tekst="Hej", aendr=None, **gem):
    """Return a PDF whose pages show a text, or nothing; `aendr` gets it before it is saved."""
    made = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for _ in range(sider):
        made.add_blank_page(page_size=(595, 842))
        page = made.pages[-1]
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        shown = f"BT /F1 12 Tf 72 700 Td ({tekst}) Tj ET" if tekst else ""
        page.Contents = made.make_stream(shown.encode("latin-1"))
    if aendr:
        aendr(made)
    stream = io.BytesIO()
    made.save(stream, **gem)
    return stream.getvalue()

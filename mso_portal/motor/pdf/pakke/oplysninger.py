"""What the pack says about itself: the allow-list of 41 §9, the same in both places a file keeps it."""

from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

import pikepdf
import weasyprint
from django.conf import settings

from mso_portal.motor.pdf.arkiv import PDFUA_XMP
from mso_portal.vaerdier.datoer import DANSK_TID

PDFA_XMP = '<rdf:Description rdf:about="" pdfaid:part="2" pdfaid:conformance="A"/>' + PDFUA_XMP.decode()
XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" \
xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" \
xmlns:xmp="http://ns.adobe.com/xap/1.0/">{claims}\
<rdf:Description rdf:about="" pdf:Producer="{producer}"/>\
<rdf:Description rdf:about=""><dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>\
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\
<xmp:CreatorTool>{creator}</xmp:CreatorTool><xmp:CreateDate>{date}</xmp:CreateDate>\
<xmp:ModifyDate>{date}</xmp:ModifyDate></rdf:Description></rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""


@dataclass(frozen=True)
class Oplysninger:
    titel: str
    dato: datetime
    arkiv: bool


def write(pdf, om, parts):
    local = om.dato.astimezone(DANSK_TID)
    said = {
        "title": om.titel,
        "author": settings.MSO_ORGANISATION,
        "creator": f"MSO-portalen {settings.MSO_VERSION}",
        "producer": f"WeasyPrint {weasyprint.__version__}",
    }
    _write_info(pdf, said, local)
    _write_xmp(pdf, said, local, om.arkiv)
    pdf.Root.Lang = pikepdf.String("da")
    pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    if om.arkiv:
        source = parts[0].pdf
        pdf.Root.OutputIntents = pdf.copy_foreign(source.make_indirect(source.Root.OutputIntents))


def _write_info(pdf, said, local):
    offset = local.strftime("%z")
    date = f"D:{local:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:]}"
    info = {f"/{key.capitalize()}": pikepdf.String(text) for key, text in said.items()}
    info |= {key: pikepdf.String(date) for key in ("/CreationDate", "/ModDate")}
    pdf.trailer.Info = pdf.make_indirect(pikepdf.Dictionary(info))


def _write_xmp(pdf, said, local, arkiv):
    """Uncompressed: archives refuse to unpack it."""
    safe = {key: escape(text, {'"': "&quot;"}) for key, text in said.items()}
    date = local.isoformat(timespec="seconds")
    text = XMP.format(**safe, date=date, claims=PDFA_XMP if arkiv else "")
    stream = pikepdf.Stream(pdf, text.encode())
    stream.Type, stream.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    pdf.Root.Metadata = pdf.make_indirect(stream)

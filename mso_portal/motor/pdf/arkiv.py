"""The archive step: what the renderer leaves out of PDF/A-2a + PDF/UA-1, and the proof that it holds."""

import io
from tempfile import TemporaryFile

import page
import pikepdf

from mso_portal.motor.pdf import tags

PROFILES = ("2a", "ua1")

# PDF/UA has no place in PDF/A's own list of schemas, so it is described in the file itself.
PDFUA_XMP = b"""<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>\
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 the file follows</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
RDF_END = b"</rdf:RDF>"


class NotArchivable(Exception):
    """The file breaks a standard; ``failures`` are the validator's own words."""

    def __init__(self, failures):
        self.failures = failures
        super().__init__("PDF-filen overholder ikke arkivstandarden: " + "; ".join(failures))


def archive(raw):
    """The renderer's bytes made archivable. Deterministic; raises ``NotArchivable`` instead of returning."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        xmp = pdf.Root.Metadata.read_bytes()
        if xmp.count(RDF_END) != 1:
            raise NotArchivable(["metadata: not exactly one rdf:RDF"])
        stream = pikepdf.Stream(pdf, xmp.replace(RDF_END, PDFUA_XMP + RDF_END))
        stream.Type, stream.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
        pdf.Root.Metadata = pdf.make_indirect(stream)
        tags.repair(pdf)
        store_ambiguous_plainly(pdf)
        pdf.Root.PageMode = pikepdf.Name.UseOutlines
        result = saved(pdf)
    if failures := validation_failures(result):
        raise NotArchivable(failures)
    return result


def store_ambiguous_plainly(pdf):
    """A stream ending in CR looks one byte short, as the LF before ``endstream`` makes it a line break.

    One compressed stream in 256 ends so by chance (its checksum); it is stored without compression.
    """
    for candidate in pdf.objects:
        if isinstance(candidate, pikepdf.Stream) and candidate.read_raw_bytes().endswith(b"\r"):
            candidate.write(candidate.read_bytes())


def saved(pdf, **settings):
    """Streams as they are: a compressed metadata stream is refused by archives.

    The library writes a few bytes at a time, which a file without a name takes twice as fast as a buffer.
    """
    with TemporaryFile() as file:
        pdf.save(
            file,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.preserve,
            deterministic_id=True,
            **settings,
        )
        file.seek(0)
        return file.read()


def validation_failures(data):
    """Every broken rule of both standards, as "profile rule: message"; empty when the file passes."""
    reports = [(profile, page.validate_pdf_bytes(data, profile=profile)) for profile in PROFILES]
    return [
        f"{profile} {failure.rule_id}: {failure.message}" for profile, report in reports for failure in report.failures
    ]

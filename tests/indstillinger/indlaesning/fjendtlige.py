"""Files that are refused: name of the trick: (file name, bytes, key of the message)."""

import io
import zipfile
import zlib

import pikepdf

from tests.indstillinger.indlaesning.pakker import INDHOLD, MAIN, docx, dokument, forbindelse, p, pdf, zippet

LATTER = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
DTD = '<!DOCTYPE w [<!ENTITY a "{}">{}]>'
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 100
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
TEGNING = "<w:p><w:r><w:drawing/></w:r></w:p>"


def felt(*stumper):
    """Return a field code, split over runs."""
    code = "".join(f"<w:r><w:instrText>{one}</w:instrText></w:r>" for one in stumper)
    return f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{code}</w:p>'


def tabeller(antal):
    return "<w:tbl><w:tr><w:tc>" * antal + p("inderst") + "</w:tc></w:tr></w:tbl>" * antal


def loegn():
    """The list says the part is small, the data says otherwise."""
    data = bytearray(zippet({"word/document.xml": dokument(p("a" * 5_000))}, zipfile.ZIP_STORED))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.rfind(mark) + offset
        data[at : at + 4] = (100).to_bytes(4, "little")
    return bytes(data)


def laast_del():
    """The parts say that they are encrypted."""
    data = bytearray(docx())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def to_gange():
    stream = io.BytesIO(docx())
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("WORD/document.xml", dokument(p("en anden")))
    return stream.getvalue()


def med_script(made):
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def med_navngivet_script(made):
    made.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=pikepdf.Array()))


def med_vedhaeftet(made):
    made.attachments["ond.exe"] = b"MZ"


def med_xfa(made):
    made.Root.AcroForm = pikepdf.Dictionary(XFA=pikepdf.String("<xdp/>"), Fields=pikepdf.Array())


def bombe(made):
    """A page of 120 MB of operators."""
    packer, out = zlib.compressobj(9), []
    for _ in range(120):
        out.append(packer.compress(b"BT (aaaaaaaaaaaa) Tj ET " * (1024 * 1024 // 24)))
    stream = pikepdf.Stream(made, b"".join(out) + packer.flush())
    stream.Filter = pikepdf.Name.FlateDecode
    made.pages[0].Contents = made.make_indirect(stream)


def i_pdf_uden_pakning(aendr):
    return pdf(aendr=aendr, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)


PAKKER = {
    "makro": (docx(word__vbaProject_bin=b"\0"), "aktiv"),
    "makro i typelisten": (zippet({"[Content_Types].xml": INDHOLD.replace(
        MAIN, "application/vnd.ms-word.document.macroEnabled.main+xml")}
        | {"word/document.xml": dokument(p("Hej"))}), "aktiv"),
    "activex": (docx(word__activeX__activeX1_xml="<a/>"), "aktiv"),
    "indlejret objekt": (docx(word__embeddings__oleObject1_bin=OLE), "aktiv"),
    "objekt i teksten": (docx("<w:p><w:r><w:object/></w:r></w:p>"), "aktiv"),
    "dde": (docx(felt(' DDE excel "fil" ')), "aktiv"),
    "dde delt i stumper": (docx(felt(" D", "DEAU", "TO cmd ")), "aktiv"),
    "dde i et enkelt felt": (docx('<w:p><w:fldSimple w:instr=" dde cmd "/></w:p>'), "aktiv"),
    "hentet skabelon": (docx(word___rels__settings_xml_rels=forbindelse("attachedTemplate", "http://x/t.dotm")),
                        "aktiv"),
    "hentet billede": (docx(word___rels__document_xml_rels=forbindelse("image", "http://x/a.png")), "aktiv"),
    "hentet ramme": (docx(word___rels__document_xml_rels=forbindelse("frame", "file:///etc/passwd")), "aktiv"),
    "indsat fil": (docx(word___rels__document_xml_rels=forbindelse("aFChunk", "a.html", ude=False)), "aktiv"),
    "enhed i teksten": (docx(p("&a;"), DTD.format("x", "")), "aktiv"),
    "enheder i enheder": (docx(p("&i;"), DTD.format("ha" * 10, LATTER)), "aktiv"),
    "enhed udefra": (docx(p("&a;"), '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), "aktiv"),
    "enhed i utf-16": (zippet({"word/document.xml": dokument(p("&a;"), DTD.format("x", "")).encode("utf-16")}),
                       "aktiv"),
    "enhed i forbindelser": (docx(word___rels__document_xml_rels=DTD.format("x", "") + "<a/>"), "aktiv"),
    "flad bombe": (docx(p("a" * 20_000_000)), "bombe"),
    "bombe i en anden del": (docx(word__media__image1_png=b"\0" * 30_000_000), "bombe"),
    "mange dele": (zippet({f"word/{nr}.xml": "<a/>" for nr in range(2_001)}), "bombe"),
    "løgn om størrelsen": (loegn(), "beskadiget"),
    "ud af mappen": (zippet({"../ude.xml": "a", "word/document.xml": dokument(p("Hej"))}), "beskadiget"),
    "fast sti": (zippet({"/etc/a.xml": "a", "word/document.xml": dokument(p("Hej"))}), "beskadiget"),
    "samme del to gange": (to_gange(), "beskadiget"),
    "låste dele": (laast_del(), "beskadiget"),
    "halv": (docx()[:400], "beskadiget"),
    "ødelagt xml": (docx("<w:p>"), "beskadiget"),
    "ingen krop": (zippet({"word/document.xml": "<a/>"}), "beskadiget"),
    "tabeller i tabeller": (docx(tabeller(60)), "beskadiget"),
    "tabeller uden ende": (zippet({"word/document.xml": dokument(tabeller(5_000))}, zipfile.ZIP_STORED), "beskadiget"),
    "uden dokument": (zippet({"word/andet.xml": "<a/>"}), "andet"),
    "regneark": (zippet({"xl/workbook.xml": "<a/>"}), "andet"),
    "fremmed hoveddel": (zippet({"[Content_Types].xml": INDHOLD.replace(MAIN, "text/xml"),
                                 "word/document.xml": dokument(p("Hej"))}), "andet"),
    "beskyttet med kode": (OLE, "andet"),
    "program": (b"MZ" + b"\0" * 500, "andet"),
    "pdf": (pdf(), "andet"),
    "alt for lang": (zippet({"word/document.xml": dokument(p("ord " * 100_000))}, zipfile.ZIP_STORED), "sider"),
    "alt for mange afsnit": (docx("".join(p(str(nr)) for nr in range(6_000))), "sider"),
    "kun et billede": (docx(TEGNING), "billede"),
    "intet i den": (docx(""), "tom"),
}  # fmt: skip
PDFER = {
    "låst": (pdf(encryption=pikepdf.Encryption(owner="a", user="b")), "laast"),
    "låst for ændring": (pdf(encryption=pikepdf.Encryption(owner="a", user="")), "laast"),
    "script": (pdf(aendr=med_script), "laast"),
    "navngivet script": (pdf(aendr=med_navngivet_script), "laast"),
    "vedhæftet program": (pdf(aendr=med_vedhaeftet), "laast"),
    "xfa": (pdf(aendr=med_xfa), "laast"),
    "billede uden tekst": (pdf(tekst=""), "billede"),
    "51 sider": (pdf(51), "sider"),
    "halv": (pdf()[:300], "beskadiget"),
    "kun et hoved": (b"%PDF-1.7\n", "beskadiget"),
    "bombe": (i_pdf_uden_pakning(bombe), "beskadiget"),
    "docx": (docx(), "andet"),
}
TEKSTER = {
    ("txt", "tom"): (b"", "tom"),
    ("txt", "kun blanke"): (b" \r\n\t ", "tom"),
    ("txt", "docx"): (docx(), "andet"),
    ("txt", "rtf"): (b"{\\rtf1 Hej}", "andet"),
    ("txt", "binær"): (b"Baggrund\0\0\x01", "andet"),
    ("txt", "halvt tegn i utf-16"): ("Hej".encode("utf-16") + b"a", "beskadiget"),
    ("txt", "alt for lang"): (b"ord " * 100_000, "sider"),
    ("txt", "alt for mange linjer"): (b"a\n" * 6_000, "sider"),
    ("html", "billede"): (PNG, "andet"),
    ("html", "ren tekst"): (b"Baggrund: Hej", "andet"),
    ("html", "kun et script"): (b"<html><script>alert(1)</script></html>", "tom"),
    ("html", "alt for mange afsnit"): (b"<p>a" * 6_000, "sider"),
    ("html", "tabeller i tabeller"): (b"<table><tr><td>" * 60 + b"a", "beskadiget"),
}
FILER = [
    *[(navn, "docx", indhold, noegle) for navn, (indhold, noegle) in PAKKER.items()],
    *[(navn, "pdf", indhold, noegle) for navn, (indhold, noegle) in PDFER.items()],
    *[(navn, ext, indhold, noegle) for (ext, navn), (indhold, noegle) in TEKSTER.items()],
]

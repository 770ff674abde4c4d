"""Reads one foreign file in a limited process of its own: run by path with -I, it knows neither Django nor network.

The file comes on standard input. `proev <type>` answers with a line of JSON, {"fejl": a key of proev.REFUSALS} or
{"sider": number or null}; after a picture's line stand its bytes without metadata. `tegn <type> <first> <last>`
answers with a line {"nr", "tekst", "laengde"} for each page, followed by so many bytes of PNG.
"""

import codecs
import contextlib
import io
import json
import re
import resource
import stat
import sys
import warnings
import zipfile
import zlib
from xml.parsers import expat

MEMORY, SECONDS = 1024**3, {"proev": 12, "tegn": 30}
CHUNK = 1024**2
ENTRIES, UNPACKED, RATIO, DIRECTORY = 2_000, 200 * 1024**2, 100, 2 * 1024**2
PAGES, PIXELS = 1_000, 50_000_000
# A page as it is shown: so wide, and no taller than a paper roll of four times that.
WIDTH, TALLEST, TEXT = 1_240, 4_960, 20_000
ORIENTATION = 0x0112
MAGIC = {"pdf": b"%PDF-", "docx": b"PK\x03\x04", "xlsx": b"PK\x03\x04", "pptx": b"PK\x03\x04",
         "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}  # fmt: skip
MAIN = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
}
ACTIVE_PARTS = ("vbaproject", "vbadata", "activex", "macrosheets/", "dialogsheets/", "externallinks/", "oleobject")
ACTIVE_RELATIONS = {
    "afchunk", "attachedtoolbars", "connections", "control", "dialogsheet", "externallink", "externallinkpath",
    "oleobject", "subdocument", "vbaproject", "wordvbadata", "xlintlmacrosheet", "xlmacrosheet",
}  # fmt: skip
# Field codes that start a program or fetch something, and formulas that do.
CODES = re.compile(r"\bDDE(AUTO)?\b|\b(LINK|INCLUDETEXT|INCLUDEPICTURE|IMPORT|DATABASE)\b[^{}]*(://|\\\\)", re.I)
FORMULA = re.compile(r"\||\b(WEBSERVICE|RTD|CALL|REGISTER(\.ID)?) *\(", re.I)
QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
ENCODINGS = ("ascii", "cp437", "cp1252", "iso8859-1", "iso8859-15", "utf-16", "utf-16-le", "utf-16-be")
PROGRAMS = ("ppaction://program", "ppaction://macro", "ppaction://ole")
PDF_KEYS = {"/JS", "/EF", "/XFA"}
PDF_ACTIONS = {"/JavaScript", "/Launch", "/GoToE", "/GoToR", "/ImportData", "/SubmitForm", "/Rendition", "/Movie",
               "/Sound", "/RichMediaExecute"}  # fmt: skip
PDF_KINDS = {"/EmbeddedFile", "/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}


class Fejl(Exception):
    """The file is refused; the message is the key of the reason."""


def limit(seconds):
    """Give this process little memory and time, no files to write and nothing further to open, sockets included."""
    limits = [(resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_FSIZE, 0),
              (resource.RLIMIT_CORE, 0), (resource.RLIMIT_NOFILE, 3)]  # fmt: skip
    for kind, most in limits:
        with contextlib.suppress(ValueError):  # macOS does not let the address space be limited
            resource.setrlimit(kind, (most, most))


# Office files


def office(indhold, kind, nested=False):
    """Refuse what is no plain document: the list of contents first, then every part as it really unpacks."""
    try:
        _check_end(indhold)
        with zipfile.ZipFile(io.BytesIO(indhold)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _check_list(archive.infolist(), len(indhold))
            names = {entry.filename.lower() for entry in entries}
            found = Dele()
            for entry in sorted(entries, key=lambda one: one.filename.lower() != "[content_types].xml"):
                _read_part(archive, entry, found, nested)
        _check_main(found, kind, names)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error):
        raise Fejl("beskadiget") from None
    if found.active or any(part in name for name in names for part in ACTIVE_PARTS):
        raise Fejl("aktiv")
    if CODES.search("".join(found.codes)):
        raise Fejl("aktiv")


def _check_end(indhold):
    """Judge the size of the list of contents before it is read: each line of it costs memory."""
    end = indhold.rfind(b"PK\x05\x06")
    if end < 0 or int.from_bytes(indhold[end + 12 : end + 16], "little") > DIRECTORY:
        raise Fejl("beskadiget")


def _check_list(entries, size):
    names = [entry.filename for entry in entries]
    unpacked = sum(entry.file_size for entry in entries)
    twice = len({name.lower() for name in names}) < len(names)
    if len(entries) > ENTRIES or unpacked > UNPACKED or unpacked > RATIO * size or twice:
        raise Fejl("beskadiget")
    if any(name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/") for name in names):
        raise Fejl("beskadiget")
    for entry in entries:
        packing = entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        if not packing or entry.flag_bits & 1 or stat.S_ISLNK(entry.external_attr >> 16):
            raise Fejl("beskadiget")


class Dele:
    """What the parts of an office file say that is judged when all are read."""

    def __init__(self):
        self.types, self.endings, self.relations, self.codes, self.active = {}, {}, {}, [], False

    def type_of(self, name):
        return self.types.get(name, self.endings.get(name.rpartition(".")[2], ""))


def _read_part(archive, entry, found, nested):
    """Unpack to nowhere: the checksum tells a header that lies about the size."""
    name = entry.filename.lower()
    ending = name.rpartition(".")[2]
    with archive.open(entry) as stream:
        if ending in ("xml", "rels", "vml") or found.type_of(name).endswith("xml"):
            # Excel's own drawings are no well-formed XML, and so are pictures of other programs.
            loose = ending == "vml" or found.type_of(name).startswith("image/")
            Laeser(found, name).read(stream, loose)
        elif "embeddings/" in name:
            _read_embedded(stream.read(), ending, found, nested)
        while stream.read(CHUNK):
            pass


def _read_embedded(indhold, ending, found, nested):
    """A diagram carries its workbook; anything else embedded is an object of a foreign program."""
    if nested or ending not in MAIN or not indhold.startswith(MAGIC[ending]):
        found.active = True
        return
    office(indhold, ending, nested=True)


class Laeser:
    """Reads one XML part; a DTD is refused before anything in it is believed."""

    def __init__(self, found, name):
        self.found, self.name, self.formula = found, name, None
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self.dtd
        self.parser.StartElementHandler = self.start

    def read(self, stream, loose):
        try:
            while chunk := stream.read(CHUNK):
                self.parser.Parse(chunk)
            self.parser.Parse(b"", True)
        except expat.ExpatError:
            if not loose:
                raise Fejl("beskadiget") from None

    def dtd(self, *declared):
        raise Fejl("aktiv")

    def start(self, name, attributes):
        local = name.rpartition(":")[2]
        if local in WATCHED:
            getattr(self, f"start_{local}")({key.rpartition(":")[2]: text for key, text in attributes.items()})

    def start_Override(self, said):
        self.note_type(self.found.types, said.get("PartName", "").lower().lstrip("/"), said)

    def start_Default(self, said):
        self.note_type(self.found.endings, said.get("Extension", "").lower(), said)

    def note_type(self, types, key, said):
        if self.name == "[content_types].xml":
            types[key] = said.get("ContentType", "").lower()
            self.found.active |= "macroenabled" in types[key] or "vbaproject" in types[key]

    def start_Relationship(self, said):
        kind = said.get("Type", "").rpartition("/")[2].lower()
        outside = said.get("TargetMode", "").lower() == "external"
        self.found.active |= kind in ACTIVE_RELATIONS or (outside and kind != "hyperlink")
        if self.name == "_rels/.rels":
            self.found.relations.setdefault(kind, []).append(said.get("Target", "").lower().lstrip("/"))

    def start_instrText(self, said):
        self.parser.CharacterDataHandler = self.found.codes.append
        self.parser.EndElementHandler = self.end

    def start_fldSimple(self, said):
        self.found.codes.append(f"{{{said.get('instr', '')}}}")

    def start_fldChar(self, said):
        if said.get("fldCharType") != "separate":  # each field by itself, however many runs its code is cut into
            self.found.codes.append("{}")

    def start_f(self, said):
        self.formula = []
        self.parser.CharacterDataHandler = self.formula.append
        self.parser.EndElementHandler = self.end

    def start_ddeLink(self, said):
        self.found.active = True

    def start_hlinkClick(self, said):
        self.found.active |= said.get("action", "").lower().startswith(PROGRAMS)

    def end(self, name):
        if self.formula is not None:
            self.found.active |= bool(FORMULA.search(QUOTED.sub("", "".join(self.formula))))
        self.formula = self.parser.CharacterDataHandler = self.parser.EndElementHandler = None

    start_delInstrText, start_definedName = start_instrText, start_f
    start_hlinkHover = start_hlinkMouseOver = start_hlinkClick
    start_oleObj = start_oleLink = start_control = start_altChunk = start_ddeLink


WATCHED = {name.removeprefix("start_") for name in vars(Laeser) if name.startswith("start_")}


def _check_main(found, kind, names):
    """The one main part must be the document's own kind; one with macros is told apart afterwards."""
    targets = found.relations.get("officedocument", [])
    types = {found.type_of(name) for name in targets}
    right = len(targets) == 1 and targets[0] in names and types == {MAIN[kind]}
    if not right and not any("macroenabled" in one for one in types):
        raise Fejl("beskadiget")


# PDF


def pdf(indhold, kind):
    """Return the number of pages. What is looked at is what the file's own table lists: nothing is repaired."""
    try:
        with pikepdf.open(io.BytesIO(indhold), attempt_recovery=False, suppress_warnings=True) as document:
            pages = len(document.pages)
            if document.is_encrypted or not 1 <= pages <= PAGES:
                raise Fejl("pdf")
            _check_opening(document.Root.get("/OpenAction"))
            for each in document.objects:
                _check_object(each)
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, RuntimeError, KeyError):
        raise Fejl("pdf") from None
    return pages


def _check_opening(action):
    if isinstance(action, pikepdf.Dictionary) and action.get("/S") != pikepdf.Name.GoTo:
        raise Fejl("pdf")


def _check_object(each):
    """Look through an object and what lies directly in it; what it refers to comes by itself."""
    waiting = [each]
    while waiting:
        one = waiting.pop()
        if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
            entries = dict(one.items())
            if PDF_KEYS & set(entries) or _named(entries, "/S") in PDF_ACTIONS:
                raise Fejl("pdf")
            if {_named(entries, "/Type"), _named(entries, "/Subtype")} & PDF_KINDS:
                raise Fejl("pdf")
            waiting += [child for child in entries.values() if _holds_more(child)]
        elif isinstance(one, pikepdf.Array):
            waiting += [child for child in one if _holds_more(child)]


def _named(entries, key):
    value = entries.get(key)
    return str(value) if isinstance(value, pikepdf.Name) else ""


def _holds_more(child):
    return isinstance(child, (pikepdf.Dictionary, pikepdf.Array)) and not child.is_indirect


# Pictures


def _opened(indhold, kind):
    """Return the picture, its size judged before a pixel is unpacked."""
    picture = Image.open(io.BytesIO(indhold), formats=["PNG" if kind == "png" else "JPEG"])
    if picture.width * picture.height > PIXELS:
        raise Fejl("billede")
    return picture


def billede(indhold, kind):
    """Return the picture written anew, upright: without place and camera, and nothing behind its end."""
    try:
        _opened(indhold, kind).verify()
        picture = _opened(indhold, kind)
        if picture.getexif().get(ORIENTATION, 1) != 1:
            picture = ImageOps.exif_transpose(picture)
        if kind == "jpg" and picture.mode not in ("L", "RGB"):
            picture = picture.convert("RGB")
        picture.load()
        picture.info = {key: value for key, value in picture.info.items() if key == "transparency"}
        fresh = io.BytesIO()
        if kind == "png":
            picture.save(fresh, "PNG", compress_level=4)
        else:
            picture.save(fresh, "JPEG", quality="keep" if picture.format == "JPEG" else 90)
    except Fejl:
        raise
    except Exception:  # a decoder that meets nonsense raises whatever it meets
        raise Fejl("billede") from None
    return fresh.getvalue()


# Pages as they are shown


def tegn(indhold, kind, first, last):
    """Write the pages first–last as frames, each when it is ready: who dies halfway has given what came before."""
    pages = pdf_pages(indhold, first, last) if kind == "pdf" else [(1, picture_page(indhold, kind), "")]
    for nr, picture, text in pages:
        drawn = io.BytesIO()
        picture.save(drawn, "PNG")
        text = text.replace("\0", "").encode("utf-8", "ignore").decode()[:TEXT]
        frame = {"nr": nr, "tekst": text, "laengde": drawn.tell()}
        sys.stdout.buffer.write(json.dumps(frame).encode() + b"\n" + drawn.getvalue())
        sys.stdout.buffer.flush()


def pdf_pages(indhold, first, last):
    document = pypdfium2.PdfDocument(indhold)
    document.init_forms()
    for nr in range(first, last + 1):
        page = document[nr - 1]
        width, height = page.get_size()
        scale = min(WIDTH / width, TALLEST / height)
        picture = page.render(scale=scale).to_pil().convert("RGB")
        yield nr, picture, page.get_textpage().get_text_bounded()
        page.close()


def picture_page(indhold, kind):
    picture = _opened(indhold, kind)
    picture.draft("RGB", (WIDTH, TALLEST))
    # Palettes and 16 bits have no scaling of their own.
    picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    picture.thumbnail((WIDTH, TALLEST))
    return picture


def proev(indhold, kind):
    """Return (answer, bytes to keep instead of those given, or none)."""
    if not indhold.startswith(MAGIC[kind]):
        raise Fejl("andet")
    if kind == "pdf":
        return {"sider": pdf(indhold, kind)}, b""
    if kind in MAIN:
        office(indhold, kind)
        return {"sider": None}, b""
    return {"sider": 1}, billede(indhold, kind)


def main(verb, kind, *pages):
    limit(SECONDS[verb])
    indhold = sys.stdin.buffer.read()
    if verb == "tegn":
        tegn(indhold, kind, *map(int, pages))
        return
    try:
        answer, kept = proev(indhold, kind)
    except Fejl as reason:
        answer, kept = {"fejl": str(reason)}, b""
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + kept)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    # Before the limits: from then on no file can be opened, no module either.
    for name in ENCODINGS:
        codecs.lookup(name)
    if sys.argv[2] == "pdf":
        import pikepdf
    if sys.argv[1] == "tegn":
        import pypdfium2
    if sys.argv[2] in ("png", "jpg") or sys.argv[1] == "tegn":
        from PIL import Image, ImageOps

        Image.init()
        Image.MAX_IMAGE_PIXELS = 4 * PIXELS
    main(*sys.argv[1:])

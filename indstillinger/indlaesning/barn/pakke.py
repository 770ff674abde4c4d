"""A .docx as a zip: refused by its list of contents first, then by what really unpacks and by its relations."""

import io
import zipfile

from graenser import CHUNK, ENTRIES, RATIO, UNPACKED, Fejl
from lxml import etree

ACTIVE = ("vbaproject", "vbadata", "activex/", "embeddings/", "oleobject", "macrosheets/")
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
# In every encoding the parser would accept by itself.
DTD = [word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le", "utf-16-be")]
WANTED = ("word/document.xml", "word/numbering.xml", "word/styles.xml")


def unpack(indhold):
    """Return {name: bytes} of the parts that are read."""
    if not indhold.startswith(b"PK\x03\x04"):
        raise Fejl("andet")
    try:
        with zipfile.ZipFile(io.BytesIO(indhold)) as archive:
            _check_list(archive.infolist(), len(indhold))
            return {entry.filename: part for entry in archive.infolist() if (part := _checked(archive, entry))}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise Fejl("beskadiget") from None


def _check_list(entries, size):
    names = [entry.filename.lower() for entry in entries]
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > ENTRIES or unpacked > UNPACKED or unpacked > RATIO * size:
        raise Fejl("bombe")
    if len(set(names)) < len(names):
        raise Fejl("beskadiget")
    if any(name.startswith(("/", "\\")) or ".." in name or "\\" in name or ":" in name for name in names):
        raise Fejl("beskadiget")
    if any(part in name for name in names for part in ACTIVE):
        raise Fejl("aktiv")
    if not {"[content_types].xml", "word/document.xml"} <= set(names):
        raise Fejl("andet")


def _checked(archive, entry):
    """Unpack to the end, where the checksum tells a header that lies; keep only the parts that are read."""
    name = entry.filename.lower()
    is_xml = name.endswith((".xml", ".rels"))
    parts, before = [], b""
    with archive.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            seam = before + chunk
            if is_xml and any(word in seam for word in DTD):
                raise Fejl("aktiv")
            before = chunk[-32:]
            if name in WANTED or name.endswith(".rels") or name == "[content_types].xml":
                parts.append(chunk)
    part = b"".join(parts)
    if name.endswith(".rels"):
        _check_relations(part)
    elif name == "[content_types].xml":
        _check_types(part)
    return part if name in WANTED else b""


def parse(part):
    """Return the root of a part: no entities, no network, no DTD."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(part, parser)
    except etree.XMLSyntaxError:
        raise Fejl("beskadiget") from None
    if root.getroottree().docinfo.doctype:
        raise Fejl("aktiv")
    return root


def _check_relations(part):
    """Refuse whatever the program would fetch by itself when the file is opened."""
    for relation in parse(part).iter("{*}Relationship"):
        kind = relation.get("Type", "").rpartition("/")[2].lower()
        if relation.get("TargetMode", "").lower() == "external" and kind != "hyperlink":
            raise Fejl("aktiv")
        if kind in ("afchunk", "oleobject", "package", "control", "vbaproject"):
            raise Fejl("aktiv")


def _check_types(part):
    types = {one.get("ContentType", "").lower() for one in parse(part).iter("{*}Override", "{*}Default")}
    if any("macroenabled" in one or "vbaproject" in one or "activex" in one for one in types):
        raise Fejl("aktiv")
    if MAIN not in types:
        raise Fejl("andet")

"""Our own assertions about a paper, each as a list of faults: they say nothing about a good paper."""

import io
import re
from itertools import zip_longest

import pikepdf

from mso_portal.motor.documents import strings
from mso_portal.motor.pdf.arkiv import validation_failures
from mso_portal.motor.pdf.links import web_addresses
from mso_portal.motor.pdf.tags import elements
from tests.motor.pdf.laesning import MARKERS, body_texts, folded, fonts

FACES = {"Liberation-Sans", "Liberation-Sans-Bold", "Liberation-Sans-Italic", "Liberation-Sans-Bold-Italic"}
CATALOG = {
    "/Type", "/Pages", "/Metadata", "/MarkInfo", "/StructTreeRoot", "/ViewerPreferences", "/Names",
    "/OutputIntents", "/Lang", "/PageMode", "/Outlines",
}  # fmt: skip
INFO = {"/Title", "/Author", "/Creator", "/Producer", "/CreationDate", "/ModDate"}
XMP = {
    "part", "conformance", "Producer", "title", "creator", "CreatorTool", "CreateDate", "ModifyDate",
    "schemas", "schema", "namespaceURI", "prefix", "property", "name", "valueType", "category", "description",
    "Alt", "Seq", "Bag", "li", "RDF", "Description",
}  # fmt: skip
LABELS = ("Offentlig titel:", "Webadresser i teksten:")


def faults(data, document):
    """Everything the validator or our own checks say against the file."""
    return [
        *validation_failures(data),
        *font_faults(data),
        *metadata_faults(data),
        *tag_faults(data),
        *text_faults(data, document),
    ]


def font_faults(data):
    foreign = [f"font: {name}" for name in fonts(data) if name not in FACES]
    return foreign + [f"font not embedded: {name}" for name, embedded in fonts(data).items() if not embedded]


def metadata_faults(data):
    """Keys outside the allow-list, in the catalog, the names, the information and the XMP."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        names = set(pdf.Root.get("/Names", pikepdf.Dictionary()).keys()) - {"/Dests"}
        xmp = set(re.findall(r"[<\s]\w+:(\w+)(?=[\s=>/])", _xmp(pdf))) - XMP - {"about", "parseType", "lang"}
        keys = (set(pdf.Root.keys()) - CATALOG) | names | (set(pdf.docinfo.keys()) - INFO)
        return [f"metadata: {key}" for key in sorted(keys | xmp)]


def _xmp(pdf):
    text = pdf.Root.Metadata.read_bytes().decode()
    return re.sub(r"<\?.*?\?>|</?x:xmpmeta[^>]*>|xmlns:\w+=\"[^\"]*\"", "", text)


def tag_faults(data):
    """Headings, table heads, links and the two ways between the page's content and the tree."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        tree = list(elements(pdf))
        levels = [int(str(e.S)[2:]) for e in tree if re.fullmatch(r"/H\d", str(e.S))]
        skips = [f"heading skip to {b}" for a, b in zip(levels, levels[1:], strict=False) if b > a + 1]
        scopes = ["TH without Scope" for e in tree if e.S == "/TH" and "/Scope" not in e.get("/A", {})]
        heads = [] if levels.count(1) == 1 else [f"{levels.count(1)} h1"]
        return skips + scopes + heads + _link_faults(pdf) + _parent_faults(pdf, tree)


def _link_faults(pdf):
    annotations = [a for page in pdf.pages for a in page.obj.get("/Annots", [])]
    return ["link without Contents" for a in annotations if a.Subtype == "/Link" and "/Contents" not in a]


def _parent_faults(pdf, tree):
    """Every child names its parent, and every piece of content names the element that holds it."""
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    owners = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    wrong = []
    for element in tree:
        kids = element.get("/K", pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int) and owners[element.Pg.StructParents][kid].objgen != element.objgen:
                wrong.append(f"content {kid} has another parent")
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid and kid.P.objgen != element.objgen:
                wrong.append(f"{kid.S} has another parent")
    return wrong


def text_faults(data, document):
    """The first place where the paper's text differs from the data and the fixed labels, in reading order.

    Only for papers whose tables stay on one page: a broken one repeats its head.
    """
    shown = folded(MARKERS.sub("", "\n".join(body_texts(data))))
    expected = folded("".join(expected_texts(document)))
    pairs = enumerate(zip_longest(shown, expected))
    return [f"text: {shown[max(at - 5, 0) : at + 20]}" for at, (a, b) in pairs if a != b][:1]


def expected_texts(document):
    texts = strings(document)
    if document.offentlig_titel:
        texts.insert(2, LABELS[0])
    if links := web_addresses(document):
        texts += [LABELS[1], *links]
    return texts

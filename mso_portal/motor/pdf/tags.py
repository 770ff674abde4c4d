"""The structure tree: what the renderer tags wrongly is put right before the file is checked."""

import re
import zlib

import pikepdf

ELEMENT = pikepdf.Name.StructElem
LABEL_OR_BODY = {"/Lbl", "/LBody"}
MARKED = re.compile(rb"/\w+\s+<</MCID (\d+)>>\s+BDC")
ARTIFACT = b"/Artifact\n<</Type /Pagination>>\nBDC"


def elements(pdf):
    """Every structure element of the file, depth first."""
    stack = [pdf.Root.StructTreeRoot]
    while stack:
        node = stack.pop()
        if node.get("/S") is not None:
            yield node
        stack.extend(reversed(child_elements(node)))


def child_elements(node):
    """The element's own child elements, without marked content and object references."""
    return [kid for kid in _kids(node) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def _kids(node):
    kids = node.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def repair(pdf):
    """One walk for all repairs: it is what costs."""
    found = [(str(element.S), element) for element in elements(pdf)]
    repair_lists(pdf, found)
    drop_inner_links(pdf, found)
    add_scopes(found)
    make_margins_artifacts(pdf, {element.objgen for _, element in found})


def make_margins_artifacts(pdf, held):
    """Header and footer were tagged by elements that hang on no tree: they are no part of the text."""
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    owners = {int(key): value for key, value in zip(numbers[::2], numbers[1::2], strict=True)}
    for page in pdf.pages:
        owned = owners.get(page.obj.get("/StructParents"), [])
        loose = {nr for nr, element in enumerate(owned) if element is not None and element.objgen not in held}
        for nr in loose:
            owned[nr] = None
        _unmark(page.obj.Contents, loose)


def _unmark(stream, loose):
    def plain(found):
        return ARTIFACT if int(found[1]) in loose else found[0]

    if loose:
        marked = MARKED.sub(plain, stream.read_bytes())
        stream.write(zlib.compress(marked), filter=pikepdf.Name.FlateDecode)


def add_scopes(found):
    """A heading of a table says whether it speaks for its column or its row."""
    for tag, element in found:
        if tag == "/TH":
            is_column = element.P.P.S == "/THead"
            element.A.Scope = pikepdf.Name.Column if is_column else pikepdf.Name.Row


def drop_inner_links(pdf, found):
    """A bold word or a line break in a link got the link once more, outside any link element."""
    for tag, element in found:
        if tag != "/Link":
            for reference in [kid for kid in _kids(element) if _is_link(kid)]:
                _drop_link(pdf, element, reference)


def _is_link(kid):
    return isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR" and kid.Obj.Subtype == "/Link"


def _drop_link(pdf, element, reference):
    annotation = reference.Obj
    element.K = pikepdf.Array(kid for kid in _kids(element) if not _is_same(kid, reference))
    reference.Pg.Annots = pikepdf.Array(a for a in reference.Pg.Annots if not _is_same(a, annotation))
    tree = pdf.Root.StructTreeRoot.ParentTree
    pairs = zip(tree.Nums[::2], tree.Nums[1::2], strict=True)
    tree.Nums = pikepdf.Array(item for pair in pairs if pair[0] != annotation.StructParent for item in pair)


def _is_same(kid, other):
    return isinstance(kid, pikepdf.Object) and kid.objgen == other.objgen


def repair_lists(pdf, found):
    """PDF/UA allows only a label and a body in a list item; anything else goes into the body."""
    for tag, element in found:
        if tag == "/LI" and any(kid.S not in LABEL_OR_BODY for kid in child_elements(element)):
            _gather_body(pdf, element)


def _gather_body(pdf, item):
    kids = child_elements(item)
    labels = [kid for kid in kids if kid.S == "/Lbl"]
    content = [kid for kid in kids if kid.S != "/Lbl"]
    body = pdf.make_indirect(pikepdf.Dictionary(Type=ELEMENT, S=pikepdf.Name.LBody, P=item, K=pikepdf.Array(content)))
    if "/Pg" in item:
        body.Pg = item.Pg
    for kid in content:
        kid.P = body
        # The renderer's body around the item's own text; inside the new one it is a paragraph.
        if kid.S == "/LBody":
            kid.S = pikepdf.Name.P
    item.K = pikepdf.Array([*labels, body])

"""The structure tree: what the renderer tags wrongly is put right before the file is checked."""

import pikepdf

ELEMENT = pikepdf.Name.StructElem
LABEL_OR_BODY = {"/Lbl", "/LBody"}


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
    repair_lists(pdf)
    drop_inner_links(pdf)
    add_scopes(pdf)


def add_scopes(pdf):
    """A heading of a table says whether it speaks for its column or its row."""
    for element in elements(pdf):
        if element.S == "/TH":
            is_column = element.P.P.S == "/THead"
            element.A.Scope = pikepdf.Name.Column if is_column else pikepdf.Name.Row


def drop_inner_links(pdf):
    """A bold word or a line break in a link got the link once more, outside any link element."""
    for element in elements(pdf):
        if element.S != "/Link":
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


def repair_lists(pdf):
    """PDF/UA allows only a label and a body in a list item; anything else goes into the body."""
    for element in list(elements(pdf)):
        if element.S == "/LI" and any(kid.S not in LABEL_OR_BODY for kid in child_elements(element)):
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

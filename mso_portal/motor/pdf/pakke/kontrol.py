"""Walks a structure tree: does it say the same from above, from below and from the page?"""

import pikepdf

# Further down, and in larger trees, there is nothing a reader could use.
MOST_DEEP, MOST_ELEMENTS = 500, 200_000


def structure_faults(pdf):
    """Every disagreement as a sentence; empty when the tree is whole."""
    return _Walk(pdf).faults()


def kids_of(node):
    kids = node.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


class _Walk:
    def __init__(self, pdf):
        self.root = pdf.Root.StructTreeRoot
        self.pages = {page.obj.objgen for page in pdf.pages}
        self.page_keys = [page.obj.StructParents for page in pdf.pages if "/StructParents" in page.obj]
        annotations = [one for page in pdf.pages for one in page.obj.get("/Annots", [])]
        self.annotation_keys = [one.StructParent for one in annotations if "/StructParent" in one]
        self.found, self.said, self.seen = [], {}, set()

    def faults(self):
        self._elements()
        self._parent_tree()
        return self.found

    # From above: every element knows its parent, every piece of content lies on a page.

    def _elements(self):
        waiting = [(kid, self.root, None, 0) for kid in reversed(kids_of(self.root))]
        while waiting:
            node, parent, page, deep = waiting.pop()
            if not isinstance(node, pikepdf.Dictionary) or "/S" not in node:
                self._content(node, parent, page)
            elif node.objgen in self.seen or deep > MOST_DEEP or len(self.seen) > MOST_ELEMENTS:
                self.found.append("an element stands twice in the tree, or too deep, or there are too many")
            else:
                self.seen.add(node.objgen)
                page = self._element(node, parent, page)
                waiting += [(kid, node, page, deep + 1) for kid in reversed(kids_of(node))]

    def _element(self, node, parent, page):
        if node.objgen == (0, 0) or "/P" not in node or node.P.objgen != parent.objgen:
            self.found.append(f"{node.S} has another parent")
        return self._page(node.get("/Pg"), page)

    def _page(self, page, inherited):
        if page is None:
            return inherited
        if page.objgen not in self.pages:
            self.found.append("Pg is no page of the file")
        return page

    def _content(self, kid, owner, page):
        if isinstance(kid, int):
            self._say(page, "/StructParents", int(kid), owner)
        elif not isinstance(kid, pikepdf.Dictionary):
            self.found.append("a kid is neither element nor content")
        elif kid.get("/Type") == "/OBJR":
            self._page(kid.get("/Pg"), page)
            self._say(kid.get("/Obj"), "/StructParent", None, owner)
        elif kid.get("/Type") == "/MCR":
            stream = kid.get("/Stm")
            holder = self._page(kid.get("/Pg"), page) if stream is None else stream
            self._say(holder, "/StructParents", int(kid.MCID), owner)
        else:
            self.found.append("a kid is neither element nor content")

    def _say(self, holder, key, mcid, owner):
        if not isinstance(holder, (pikepdf.Dictionary, pikepdf.Stream)) or key not in holder:
            self.found.append("content without a place in the parent tree")
            return
        place = (int(holder[key]), mcid)
        if place in self.said:
            self.found.append(f"content {place} has two owners")
        self.said[place] = owner.objgen

    # From below: the parent tree says the same.

    def _parent_tree(self):
        keys, written = [], {}
        for key, value in numbers(self.root):
            keys.append(key)
            if isinstance(value, pikepdf.Array):
                owners = {(key, nr): one.objgen for nr, one in enumerate(value) if isinstance(one, pikepdf.Dictionary)}
                written |= owners
            else:
                written[(key, None)] = value.objgen
        self._compare(written)
        self._keys(keys)

    def _compare(self, written):
        for place in sorted(set(written) | set(self.said), key=str):
            if place not in self.said:
                self.found.append(f"the parent tree names {place}, no element does")
            elif written.get(place) != self.said[place]:
                self.found.append(f"the parent tree says otherwise of {place}")

    def _keys(self, keys):
        if keys != sorted(set(keys)):
            self.found.append("the parent tree's keys are not in order or stand twice")
        taken = [int(key) for key in [*self.page_keys, *self.annotation_keys]]
        if len(set(taken)) != len(taken):
            self.found.append("two pages or links have the same key")
        if set(taken) - set(keys):
            self.found.append("a page or link has a key the parent tree lacks")
        if keys and int(self.root.get("/ParentTreeNextKey", keys[-1] + 1)) <= max(keys):
            self.found.append("ParentTreeNextKey is taken")


def numbers(root):
    """Yield (key, value) of the parent tree in the order it is written, also of one in branches."""
    waiting, seen = [root.ParentTree] if "/ParentTree" in root else [], set()
    while waiting:
        node = waiting.pop()
        if node.objgen != (0, 0) and node.objgen in seen:
            raise ValueError("The parent tree goes in circles.")
        seen.add(node.objgen)
        written = list(node.get("/Nums", []))
        yield from ((int(key), value) for key, value in zip(written[::2], written[1::2], strict=True))
        waiting += reversed(list(node.get("/Kids", [])))

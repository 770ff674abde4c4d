"""Walks a structure tree: does it say the same from above, from below and from the page?"""

import pikepdf

from mso_portal.motor.pdf.pakke.dele import value

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
    """Reading a file costs more than thinking about it: each object is asked once for what it says."""

    def __init__(self, pdf):
        self.root = pdf.Root.StructTreeRoot
        self.pages = {page.obj.objgen: value(page.obj, "/StructParents") for page in pdf.pages}
        self.page_keys = [page.obj.StructParents for page in pdf.pages if "/StructParents" in page.obj]
        annotations = [one for page in pdf.pages for one in value(page.obj, "/Annots", [])]
        self.annotation_keys = [one.StructParent for one in annotations if "/StructParent" in one]
        self.found, self.said, self.seen = [], {}, set()

    def faults(self):
        self._elements()
        self._parent_tree()
        return self.found

    # From above: every element knows its parent, every piece of content lies on a page. Of what is above it goes
    # along: the number of the parent, and the key of the page.

    def _elements(self):
        waiting = [(kid, self.root.objgen, None, 0) for kid in reversed(kids_of(self.root))]
        while waiting:
            node, parent, key, deep = waiting.pop()
            if isinstance(node, int):
                self._say(key, node, parent)
            elif not isinstance(node, pikepdf.Dictionary) or "/S" not in node:
                self._content(node, parent, key)
            elif (own := node.objgen) in self.seen or deep > MOST_DEEP or len(self.seen) > MOST_ELEMENTS:
                self.found.append("an element stands twice in the tree, or too deep, or there are too many")
            else:
                self.seen.add(own)
                key = self._element(node, own, parent, key)
                waiting += [(kid, own, key, deep + 1) for kid in reversed(kids_of(node))]

    def _element(self, node, own, parent, key):
        above = node.get("/P")
        if own == (0, 0) or above is None or above.objgen != parent:
            self.found.append(f"{node.S} has another parent")
        return self._page_key(value(node, "/Pg"), key)

    def _page_key(self, page, inherited):
        if page is None:
            return inherited
        number = page.objgen
        if number not in self.pages:
            self.found.append("Pg is no page of the file")
        return self.pages.get(number)

    def _content(self, kid, owner, key):
        if not isinstance(kid, pikepdf.Dictionary):
            self.found.append("a kid is neither element nor content")
        elif kid.get("/Type") == "/OBJR":
            self._page_key(value(kid, "/Pg"), key)
            self._say(_key_of(kid.get("/Obj"), "/StructParent"), None, owner)
        elif kid.get("/Type") == "/MCR":
            stream = value(kid, "/Stm")
            place = self._page_key(value(kid, "/Pg"), key) if stream is None else _key_of(stream, "/StructParents")
            self._say(place, int(kid.MCID), owner)
        else:
            self.found.append("a kid is neither element nor content")

    def _say(self, key, mcid, owner):
        if key is None:
            self.found.append("content without a place in the parent tree")
            return
        place = (int(key), mcid)
        if place in self.said:
            self.found.append(f"content {place} has two owners")
        self.said[place] = owner

    # From below: the parent tree says the same.

    def _parent_tree(self):
        keys, written = [], {}
        for key, owner in numbers(self.root):
            keys.append(key)
            if isinstance(owner, pikepdf.Array):
                owners = {(key, nr): one.objgen for nr, one in enumerate(owner) if isinstance(one, pikepdf.Dictionary)}
                written |= owners
            else:
                written[(key, None)] = owner.objgen
        self._compare(written)
        self._keys(keys)

    def _compare(self, written):
        if written == self.said:
            return
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


def _key_of(holder, name):
    return value(holder, name) if isinstance(holder, (pikepdf.Dictionary, pikepdf.Stream)) else None


def numbers(root):
    """Yield (key, value) of the parent tree in the order it is written, also of one in branches."""
    waiting, seen = [root.ParentTree] if "/ParentTree" in root else [], set()
    while waiting:
        node = waiting.pop()
        if node.objgen != (0, 0) and node.objgen in seen:
            raise ValueError("The parent tree goes in circles.")
        seen.add(node.objgen)
        written = list(value(node, "/Nums", []))
        yield from ((int(key), value) for key, value in zip(written[::2], written[1::2], strict=True))
        waiting += reversed(list(value(node, "/Kids", [])))

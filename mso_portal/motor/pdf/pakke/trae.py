"""One structure tree of many: each tagged part becomes a Part below one Document, its keys moved along."""

import pikepdf

from mso_portal.motor.pdf.pakke.dele import value
from mso_portal.motor.pdf.pakke.kontrol import kids_of, numbers

ELEMENT = pikepdf.Name.StructElem
MAPS = ("/RoleMap", "/ClassMap")


class Trae:
    """The tree of the pack while it grows; `next` is the first key nobody has."""

    def __init__(self, pdf):
        self.pdf, self.next, self.nums = pdf, 0, []
        self.root = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
        self.whole = pdf.make_indirect(pikepdf.Dictionary(Type=ELEMENT, S=pikepdf.Name.Document, P=self.root))
        self.parts, self.maps = [], {name: {} for name in MAPS}

    def clashes(self, part):
        """Whether the part's words for its tags mean something else in an earlier part."""
        source = part.pdf.Root.get("/StructTreeRoot", {})
        return any(self.maps[name].get(key, value) != value for name in MAPS for key, value in _entries(source, name))

    def add(self, part, pages):
        """Take in the tree of a part whose pages stand in the pack already."""
        source = part.pdf.Root.get("/StructTreeRoot")
        if source is None:
            return
        tree = self.pdf.copy_foreign(source if source.is_indirect else part.pdf.make_indirect(source))
        self.parts.append(self._part(tree, part.del_.titel))
        moved = list(numbers(tree))
        if not part.fremmed:  # a bilag's keys were moved in its own file, wherever they stood
            _move(pages, self.next)
        self.nums += [one for key, value in moved for one in (key + self.next, value)]
        for name in MAPS:
            self.maps[name] |= dict(_entries(tree, name))
        self.next += max((key + 1 for key, _ in moved), default=0)

    def _part(self, tree, titel):
        """The part's own Document becomes a Part; what has none gets one."""
        kids = kids_of(tree)
        if len(kids) == 1 and kids[0].S == "/Document":
            top = kids[0]
        else:
            top = self.pdf.make_indirect(pikepdf.Dictionary(Type=ELEMENT, K=pikepdf.Array(kids)))
            for kid in kids:
                kid.P = top
        top.S, top.P, top.T = pikepdf.Name.Part, self.whole, pikepdf.String(titel)
        return top

    def finish(self):
        if not self.parts:
            return
        self.whole.K = pikepdf.Array(self.parts)
        self.root.K = self.whole
        self.root.ParentTree = self.pdf.make_indirect(pikepdf.Dictionary(Nums=pikepdf.Array(self.nums)))
        self.root.ParentTreeNextKey = self.next
        for name, entries in self.maps.items():
            if entries:
                self.root[name] = pikepdf.Dictionary(entries)
        self.pdf.Root.StructTreeRoot = self.root
        self.pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)


def _entries(tree, name):
    return list(tree.get(name, {}).items())


def _move(pages, by):
    for page in pages:
        if "/StructParents" in page:
            page.StructParents += by
        for annotation in value(page, "/Annots", []):
            if "/StructParent" in annotation:
                annotation.StructParent += by

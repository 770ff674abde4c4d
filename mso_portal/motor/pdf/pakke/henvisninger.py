"""Links inside the pack: to parts, to places in a part; outwards only what an author wrote."""

import pikepdf

from mso_portal.motor.pdf.pakke.dele import taking_in, value

PART = "pakke:"
OUTWARDS = ("https://", "mailto:")
GONE = "Findes ikke i denne pakke"


def repair(pages, parts):
    """Give every link of the pack its page, or make it lead nowhere."""
    targets = {part.noegle: part for part in parts}
    for part in parts:
        places = Places(part, pages)
        for page in pages[part.foerste : part.foerste + part.sider]:
            with taking_in(part):
                for annotation in value(page, "/Annots", []):
                    _repair(annotation, places, targets, pages)


def _repair(annotation, places, targets, pages):
    if not isinstance(annotation, pikepdf.Dictionary):
        return
    action = value(annotation, "/A", {})
    destination = annotation.get("/Dest", action.get("/D") if action.get("/S") == "/GoTo" else None)
    address = str(action.get("/URI", "")) if action.get("/S") == "/URI" else ""
    for key in {"/A", "/AA", "/Dest", "/PA"} & set(annotation.keys()):
        del annotation[key]
    if address.startswith(PART):
        _to_part(annotation, targets.get(address.removeprefix(PART)), pages)
    elif address.lower().startswith(OUTWARDS):
        annotation.A = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(address))
    elif destination is not None and (place := places.find(destination)):
        annotation.Dest = place


def _to_part(annotation, part, pages):
    if part is None:
        annotation.Contents = pikepdf.String(GONE)
        return
    annotation.Dest = top_of(pages[part.foerste])
    annotation.Contents = pikepdf.String(f"{part.del_.titel}, side {part.foerste + 1}")


def top_of(page):
    return pikepdf.Array([page, pikepdf.Name.Fit])


class Places:
    """The named places of one part, read when the first link asks."""

    def __init__(self, part, pages):
        self.part, self.pages, self._names, self._numbers = part, pages, None, None

    def find(self, destination):
        """The destination as an array that begins with a page of the pack; None when it leads nowhere."""
        if isinstance(destination, (pikepdf.String, pikepdf.Name)):
            return self._named(str(destination))
        if not isinstance(destination, pikepdf.Array) or not len(destination):
            return None
        page, *rest = destination
        if isinstance(page, int):
            return self._on(int(page), rest)
        return destination if isinstance(page, pikepdf.Dictionary) and page.get("/Type") == "/Page" else None

    def _named(self, name):
        if self._names is None:
            self._names = dict(_names(self.part.pdf.Root))
        found = self._names.get(name)
        return self.moved(found.get("/D") if isinstance(found, pikepdf.Dictionary) else found)

    def moved(self, destination):
        """A destination of the part's own file, as one of the pack."""
        if not isinstance(destination, pikepdf.Array) or not len(destination):
            return None
        if self._numbers is None:
            self._numbers = {page.obj.objgen: nr for nr, page in enumerate(self.part.pdf.pages)}
        page, *rest = destination
        number = int(page) if isinstance(page, int) else self._numbers.get(getattr(page, "objgen", None))
        return self._on(number, rest)

    def _on(self, number, rest):
        if number is None or not 0 <= number < self.part.sider:
            return None
        return pikepdf.Array([self.pages[self.part.foerste + number], *rest])


def _names(root):
    """Yield (name, destination) of both places where a file may keep them."""
    yield from root.get("/Dests", {}).items()
    if "/Dests" in root.get("/Names", {}):
        yield from pikepdf.NameTree(root.Names.Dests).items()

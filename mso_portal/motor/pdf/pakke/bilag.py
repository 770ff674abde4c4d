"""A foreign PDF made ready for the pack: what it may bring along, and its tags only when they are whole."""

import pikepdf

from mso_portal.motor.pdf.pakke.dele import UNREADABLE, taking_in, value
from mso_portal.motor.pdf.pakke.kontrol import structure_faults

# What a page is made of; anything else is about it, or does something when it is opened.
PAGE = {
    "/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/Contents", "/Annots", "/StructParents",
    "/Group", "/UserUnit", "/Tabs",
}  # fmt: skip
KEYS = ("/StructParents", "/StructParent")


def prepare(pdf):
    """Raises one of UNREADABLE for a file that can't be taken in."""
    if pdf.is_encrypted or not len(pdf.pages):
        raise ValueError("The bilag can't be read.")
    if "/AcroForm" in pdf.Root:
        _print_fields(pdf)
    for page in pdf.pages:
        base_box(page)
        _drop_fields(page.obj)
        for key in set(page.obj.keys()) - PAGE:
            del page.obj[key]
    if not _tags_are_whole(pdf):
        untag(pdf)


def _print_fields(pdf):
    """What stands in the fields of a form becomes the page's own: fields of many files can't be one form."""
    pdf.generate_appearance_streams()
    pdf.flatten_annotations("screen")
    if "/AcroForm" in pdf.Root:
        del pdf.Root.AcroForm


def _drop_fields(page):
    """A field without its form is nothing."""
    kept = [one for one in value(page, "/Annots", []) if isinstance(one, pikepdf.Dictionary)]
    if kept:
        page.Annots = pikepdf.Array(one for one in kept if one.get("/Subtype") != "/Widget")


def _tags_are_whole(pdf):
    root = pdf.Root.get("/StructTreeRoot")
    if root is None or "/Namespaces" in root:
        return False
    try:
        return not structure_faults(pdf)
    except UNREADABLE:
        return False


def untag(pdf):
    if "/StructTreeRoot" in pdf.Root:
        del pdf.Root.StructTreeRoot
    for one in _keyed(pdf):
        for key in KEYS:
            if key in one:
                del one[key]


def make_room(pdf, tree, part):
    """Move every key past those of the parts before; a bilag whose own words for tags clash loses its tags."""
    if tree.clashes(part):
        untag(pdf)
    if tree.next and "/StructTreeRoot" in pdf.Root:
        for one in _keyed(pdf):
            for key in KEYS:
                if key in one:
                    one[key] = int(one[key]) + tree.next


def _keyed(pdf):
    """Pages, links, forms and pictures: whatever may stand in the parent tree. Links may lie in the page itself."""
    found = [one for one in pdf.objects if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream))]
    inside = [one for page in pdf.pages for one in value(page.obj, "/Annots", [])]
    return found + [one for one in inside if isinstance(one, pikepdf.Dictionary) and not one.is_indirect]


def base_box(page):
    """(left, bottom, right, top) of what is shown of the page."""
    crop, media = _box(page.cropbox), _box(page.mediabox)
    left, bottom = max(crop[0], media[0]), max(crop[1], media[1])
    right, top = min(crop[2], media[2]), min(crop[3], media[3])
    if right - left < 1 or top - bottom < 1:
        raise ValueError("The page has no size.")
    return left, bottom, right, top


def _box(numbers):
    x, y, u, v = map(float, numbers)
    return min(x, u), min(y, v), max(x, u), max(y, v)


# Layers


def keep_layers(pdf, parts):
    """A layer the bilag's author has switched off stays off."""
    layers, off = [], []
    for part in parts:
        properties = part.pdf.Root.get("/OCProperties") if part.fremmed else None
        if properties is not None:
            with taking_in(part):
                mine, hidden = _layers(properties)
                layers += [pdf.copy_foreign(one) for one in mine]
                off += [pdf.copy_foreign(one) for one in hidden]
    if layers:
        shown = pikepdf.Dictionary(OFF=pikepdf.Array(off), Order=pikepdf.Array([]))
        pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array(layers), D=shown)


def _layers(properties):
    mine = [one for one in properties.get("/OCGs", []) if one.is_indirect]
    usual = properties.get("/D", {})
    if usual.get("/BaseState") == "/OFF":
        on = {one.objgen for one in usual.get("/ON", [])}
        return mine, [one for one in mine if one.objgen not in on]
    off = {one.objgen for one in usual.get("/OFF", [])}
    return mine, [one for one in mine if one.objgen in off]

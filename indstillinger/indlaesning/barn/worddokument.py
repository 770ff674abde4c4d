"""Paragraphs, list items, table cells and tick boxes of a .docx in document order; deleted text is left out."""

import re

from graenser import BLOCKS, DEPTH, Fejl, block
from pakke import parse, unpack

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
BOX = {True: "☒", False: "☐"}
SYMBOLS = {"F0FE": "☒", "F0FD": "☒", "F078": "☒", "F0A8": "☐", "F06F": "☐", "F0A3": "☐", "F0B7": "•"}
DYNAMIC = re.compile(r"\bDDE(?:AUTO)?\b")
SKIPPED = {f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "tblPr", "sdtPr")}
FALSE = ("0", "false", "off")


def read(indhold):
    """Return the blocks. Fejl for a file that is no plain document."""
    parts = unpack(indhold)
    root = parse(parts["word/document.xml"])
    _check_fields(root)
    body = root.find(f"{W}body")
    if body is None:
        raise Fejl("beskadiget")
    blocks = list(_Reader(parts).blocks(body))
    if not any(text.strip() for one in blocks for text, _, _ in one["stykker"]) and _has_pictures(root):
        raise Fejl("billede")
    return blocks


def _check_fields(root):
    """Dynamic data exchange hides in field codes, which may be split over runs."""
    for paragraph in root.iter(f"{W}p"):
        code = "".join(one.text or "" for one in paragraph.iter(f"{W}instrText"))
        code += " ".join(one.get(f"{W}instr", "") for one in paragraph.iter(f"{W}fldSimple"))
        if DYNAMIC.search(code.upper()):
            raise Fejl("aktiv")
    if next(root.iter(f"{W}object", f"{W}altChunk"), None) is not None:
        raise Fejl("aktiv")


def _has_pictures(root):
    return next(root.iter(f"{W}drawing", f"{W}pict"), None) is not None


class _Reader:
    def __init__(self, parts):
        self.numbers = _numbers(parts.get("word/numbering.xml"))
        self.styles = _styles(parts.get("word/styles.xml"))
        self.tables = self.count = 0

    def blocks(self, parent, celle=()):
        if len(celle) > DEPTH:
            raise Fejl("beskadiget")
        for child in parent:
            if child.tag == f"{W}p":
                self.count += 1
                if self.count > BLOCKS:
                    raise Fejl("sider")
                yield from self._paragraph(child, celle)
            elif child.tag == f"{W}tbl":
                yield from self._table(child, celle)
            elif child.tag not in SKIPPED and isinstance(child.tag, str):  # content controls, insertions
                yield from self.blocks(child, celle)

    def _table(self, table, celle):
        self.tables += 1
        number = self.tables
        for row_nr, row in enumerate(table.iter(f"{W}tr")):
            if _nearest(row, f"{W}tbl") is not table:
                continue
            column = 0
            for cell in row.iter(f"{W}tc"):
                if _nearest(cell, f"{W}tr") is not row:
                    continue
                yield from self.blocks(cell, (*celle, (number, row_nr, column)))
                column += _span(cell)

    def _paragraph(self, paragraph, celle):
        liste, niveau, bold = self._layout(paragraph.find(f"{W}pPr"))
        stykker = [[text, fed or bold, kursiv] for text, fed, kursiv in self._runs(paragraph)]
        yield block(stykker, liste, niveau, celle)
        for box in paragraph.iter(f"{W}txbxContent"):  # text boxes follow the paragraph they are tied to
            if not any(above.tag.endswith("}Fallback") for above in box.iterancestors()):
                yield from self.blocks(box, celle)

    def _layout(self, properties):
        """Return (list, level, bold) from the paragraph's own numbering, else from its style."""
        style = self.styles.get(_value(properties, "pStyle"), {})
        number = properties.find(f"{W}numPr") if properties is not None else None
        num, level = _value(number, "numId"), _value(number, "ilvl") or style.get("ilvl") or "0"
        num = num or style.get("num", "")
        if not num or num == "0":
            return "", 0, style.get("overskrift", False)
        level = int(level) if level.isdecimal() else 0
        return self.numbers.get((num, level), "punkt"), min(level, 5), False

    def _runs(self, parent, fed=False, kursiv=False):
        for child in parent:
            if child.tag in SKIPPED or not isinstance(child.tag, str):
                continue
            name = child.tag.removeprefix(W)
            if name == "sdt" and (box := _checkbox(child)):
                yield [box, False, False]
            elif name == "r":
                yield from self._run(child)
            elif name not in ("drawing", "pict", "txbxContent", "p", "tbl"):
                yield from self._runs(child, fed, kursiv)

    def _run(self, run):
        properties = run.find(f"{W}rPr")
        style = self.styles.get(_value(properties, "rStyle"), {})
        fed, kursiv = _on(properties, "b", style.get("fed")), _on(properties, "i", style.get("kursiv"))
        fed = fed or _value(properties, "u") not in ("", "none")
        for child in run:
            if text := _text_of(child):
                yield [text, fed, kursiv]


def _text_of(child):
    name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
    if name == "t":
        return (child.text or "").replace("\n", " ")
    if name == "sym":
        return SYMBOLS.get(child.get(f"{W}char", "").upper(), " ")
    if name == "fldChar":
        return _form_box(child)
    return {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}.get(name, "")


def _form_box(begin):
    """FORMCHECKBOX: `checked` is what was clicked, `default` what the form was made with."""
    box = begin.find(f"{W}ffData/{W}checkBox")
    if box is None:
        return ""
    mark = box.find(f"{W}checked")
    mark = mark if mark is not None else box.find(f"{W}default")
    return BOX[mark is not None and mark.get(f"{W}val", "1") not in FALSE] + " "


def _checkbox(control):
    """Return the box of a content control, from its state: the glyph may be any letter of any font."""
    box = control.find(f"{W}sdtPr/{W14}checkbox")
    if box is None:
        return ""
    checked = box.find(f"{W14}checked")
    return BOX[checked is not None and checked.get(f"{W14}val", "1") not in FALSE]


def _numbers(part):
    """Return {(numId, level): "punkt" or "nummer"}."""
    root = parse(part) if part else ()
    formats = {}
    for abstract in root.iter(f"{W}abstractNum") if part else ():
        for level in abstract.iter(f"{W}lvl"):
            formats[abstract.get(f"{W}abstractNumId"), level.get(f"{W}ilvl")] = _value(level, "numFmt")
    kinds = {"bullet": "punkt", "none": ""}
    return {
        (num.get(f"{W}numId"), int(level)): kinds.get(fmt, "nummer")
        for num in (root.iter(f"{W}num") if part else ())
        for (abstract, level), fmt in formats.items()
        if abstract == _value(num, "abstractNumId") and (level or "").isdecimal()
    }


def _styles(part):
    """Return {style id: what it says about bold, italic and lists, its parents included}."""
    raw = {}
    for style in parse(part).iter(f"{W}style") if part else ():
        own, properties = {}, style.find(f"{W}rPr")
        for name, key in (("b", "fed"), ("i", "kursiv")):
            if properties is not None and properties.find(f"{W}{name}") is not None:
                own[key] = _on(properties, name)
        number = style.find(f"{W}pPr/{W}numPr")
        own |= {key: _value(number, tag) for tag, key in (("numId", "num"), ("ilvl", "ilvl")) if _value(number, tag)}
        if _value(style, "name").lower().startswith(("heading", "title", "overskrift", "titel")):
            own["overskrift"] = True
        raw[style.get(f"{W}styleId", "")] = (_value(style, "basedOn"), own)
    return {key: _inherited(raw, key) for key in raw}


def _inherited(raw, key, steps=10):
    parent, own = raw.get(key, ("", {}))
    return {**(_inherited(raw, parent, steps - 1) if parent and steps else {}), **own}


def _value(parent, name):
    found = parent.find(f"{W}{name}") if parent is not None else None
    return found.get(f"{W}val", "") if found is not None else ""


def _on(properties, name, otherwise=False):
    found = properties.find(f"{W}{name}") if properties is not None else None
    return bool(otherwise) if found is None else found.get(f"{W}val", "1") not in FALSE


def _nearest(element, tag):
    return next(element.iterancestors(tag), None)


def _span(cell):
    span = _value(cell.find(f"{W}tcPr"), "gridSpan")
    return int(span) if span.isdecimal() and len(span) < 3 else 1

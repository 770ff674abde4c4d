"""Paragraphs, list items and table cells of HTML, also of what Word makes of a pasted page."""

import re

from graenser import BLOCKS, DEPTH, Fejl, block
from lxml import etree
from tegnsaet import decoded

ENDS = {
    "p", "div", "li", "ul", "ol", "table", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre",
    "section", "article", "header", "footer", "main", "aside", "dl", "dt", "dd", "hr", "caption", "figure", "body",
}  # fmt: skip
BOLD = {"b", "strong", "u", "ins", "h1", "h2", "h3", "h4", "h5", "h6"}
ITALIC = {"i", "em"}
LISTS = {"ul": "punkt", "ol": "nummer"}
DROPPED = {
    "script", "style", "head", "title", "template", "svg", "math", "iframe", "object", "noscript", "select", "textarea",
    "del", "strike", "xml",
}  # fmt: skip
IS_BOLD = re.compile(r"font-weight:(?:bold|[6-9]00)")
LEVEL = re.compile(r"mso-list:[^;]*level([1-9])")
MARK = re.compile(r"\s*([•–-])\s")
LOOKS_LIKE = re.compile(
    r"<(?:!doctype html|html|head|body|meta|p|div|table|ul|ol|li|h[1-6]|span|br|b|i|strong|em|a|!--)\b", re.IGNORECASE
)


def read(indhold):
    """Return the blocks. Fejl for bytes that are no HTML."""
    text = decoded(indhold)
    if not LOOKS_LIKE.search(text):
        raise Fejl("andet")
    return fragment(text)


def fragment(text, celle=(), liste="", niveau=0):
    """Return the blocks of a piece of HTML that stands in a cell or list item of something else."""
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Fejl("beskadiget") from None
    return [] if root is None else _Walk(tuple(celle), liste, niveau).blocks(root)


class _Walk:
    """Goes through the elements without recursion: nesting has no bound in HTML."""

    def __init__(self, celle, liste, niveau):
        self.celle, self.outer = [tuple(one) for one in celle], (liste, niveau)
        self.out, self.runs = [], []
        self.lists, self.rows, self.tables = [], [], 0
        self.item, self.bold, self.italic, self.dropped = "", 0, 0, 0
        self.marker, self.number = 0, False
        self.word = None  # the level of one of Word's own list items

    def blocks(self, root):
        for event, element in etree.iterwalk(root, events=("start", "end")):
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                self._start(tag, element)
                self._text(element.text, tag)
            else:
                self._end(tag, element)
                parent = element.getparent()
                self._text(element.tail, parent.tag if parent is not None else "")
        self._flush()
        return self.out

    def _start(self, tag, element):
        if tag in ENDS:
            self._flush()
            self.word = _word_level(element.get("style"))
        self._weigh(tag, element, 1)
        if tag in LISTS:
            self.lists.append(LISTS[tag])
        elif tag == "li":
            self.item = self.lists[-1] if self.lists else "punkt"
        elif tag in ("table", "tr", "td", "th"):
            self._table_begins(tag)
        elif tag == "br":
            self.runs.append(["\n", False, False])
        elif tag == "input" and (element.get("type") or "").lower() == "checkbox":
            self.runs.append(["☒" if element.get("checked") is not None else "☐", False, False])

    def _end(self, tag, element):
        if tag in ENDS:
            self._flush()
            self.word = None
        self._weigh(tag, element, -1)
        if tag in LISTS and self.lists:
            self.lists.pop()
        elif tag == "table" and self.rows:
            self.rows.pop()
            self.celle.pop()
        if tag in ("li", "ul", "ol"):
            self.item = ""

    def _weigh(self, tag, element, step):
        """Count what is open: a mark counts from its element's start to its end."""
        style = re.sub(r"\s+", "", (element.get("style") or "").lower())
        plain = "font-weight:normal" in style or "font-weight:400" in style
        self.dropped += step * (tag in DROPPED or "mso-hide:all" in style or "display:none" in style)
        self.bold += step * (tag in BOLD and not plain or bool(IS_BOLD.search(style)))
        self.italic += step * (tag in ITALIC or "font-style:italic" in style)
        self.marker += step * ("mso-list:ignore" in style)

    def _table_begins(self, tag):
        if tag == "table":
            self._open_table()
        elif tag == "tr" and self.rows:
            self.rows[-1][1:] = [self.rows[-1][1] + 1, -1]
        elif self.rows:
            self._open_cell()

    def _open_table(self):
        self.tables += 1
        if len(self.rows) >= DEPTH:
            raise Fejl("beskadiget")
        self.rows.append([self.tables, -1, -1])
        self.celle.append((self.tables, 0, 0))

    def _open_cell(self):
        self.rows[-1][2] += 1
        self.celle[-1] = tuple(self.rows[-1])

    def _text(self, text, tag):
        if not text or self.dropped or tag in DROPPED:
            return
        if self.marker:  # what Word put before the item: a letter of a symbol font, or a number
            self.number = any(tegn.isdecimal() for tegn in text) or self.number
            return
        text = re.sub(r"[ \t\r\n\f]+", " ", text)
        if tag in LISTS and text.strip():  # bullets typed into a list without items
            self._typed_items(text)
        else:
            self.runs.append([text, self.bold > 0, self.italic > 0])

    def _typed_items(self, text):
        self._flush()
        mark = MARK.match(text)  # a dash of another kind stands inside an item
        for part in re.split(rf"(?:^|\s){re.escape(mark[1])}\s+", text) if mark else [text]:
            self.runs.append([part, self.bold > 0, self.italic > 0])
            self._flush(("punkt", 0))

    def _flush(self, layout=None):
        if any(text.strip() for text, _, _ in self.runs):
            self.out.append(block(self.runs, *(layout or self._list()), self.celle))
            if len(self.out) > BLOCKS:
                raise Fejl("sider")
        self.runs, self.number = [], False

    def _list(self):
        if self.word is not None:
            return ("nummer" if self.number else "punkt"), self.word
        if self.item:
            return self.item, min(max(len(self.lists) - 1, 0), 5)
        return self.outer


def _word_level(style):
    """Return the level of a paragraph that Word counts as a list item, else None."""
    style = re.sub(r"\s+", " ", (style or "").lower())
    if "mso-list:" not in style or "mso-list:none" in style.replace(" ", ""):
        return None
    level = LEVEL.search(style)
    return int(level[1]) - 1 if level else 0

"""Rich text: cleaned HTML with paragraphs, lists, bold, italic and links, and nothing else (50 §10).

`clean` is the only way in and `render` the only way out; the latter holds the project's one mark_safe.
nh3 has the first and the last word: the rewriting between the two only gives every text one shape, so
that a text saved unchanged compares as unchanged and differences can be read paragraph by paragraph."""

import re
from html import escape
from html.parser import HTMLParser
from itertools import groupby

import nh3
from django.utils.safestring import mark_safe

from .datoer import antal

MAKS = 30_000
MAKS_LAG = 6
# Parsing is quadratic in the depth of unclosed tags; no text written by people comes near this.
MAKS_INDLEJRING = 500

FOR_DYB = "Teksten har for mange lag af punktopstillinger. Ryk nogle af dem ud."

TILLADT = {"p", "br", "strong", "em", "ul", "ol", "li", "a"}
SKEMAER = {"http", "https", "mailto"}
FREMHAEVET = {"strong", "b", "u", "ins"}
KURSIV = {"em", "i"}
OVERSKRIFTER = {"h1", "h2", "h3", "h4", "h5", "h6"}
LISTER = {"ul", "ol"}
# Each of these ends the paragraph before it; without them stripped cells and divs would run together.
AFSNIT = {"p", "div", "li", "blockquote", "pre", "section", "article", "header", "footer", "main", "aside"}
AFSNIT |= {
    "table",
    "caption",
    "tr",
    "td",
    "th",
    "dl",
    "dt",
    "dd",
    "figure",
    "figcaption",
    "hr",
} | OVERSKRIFTER
FORKAST = {"script", "style", "title", "template", "svg", "math", "iframe", "object", "noscript", "select"}
LINK = re.compile(r"(?:https?://[^\s/\\<>\"]|mailto:[^\s<>\"])[^\s<>\"]*", re.IGNORECASE)
# nbsp is not among them: it is somebody's deliberate choice, or Word's, and harmless.
TAG = re.compile("<[a-zA-Z/!?][^<>]*>")
STUMP = re.compile("<(/?)([a-zA-Z][a-zA-Z0-9]*)")
LUKKER_SELV = {"p", "li", "br", "hr", "img", "td", "th", "tr", "dt", "dd", "col", "meta", "link", "input"}
BLANKE = re.compile("[ \t\n\r\f]+")


def clean(html):
    """The text in its one shape; idempotent. Without any tag, lines and blank lines become br and p."""
    html = (html or "").replace("\0", "").encode("utf-8", "replace").decode()
    if _er_bombe(html):
        html = TAG.sub(" ", html).replace("<", " ")
    if not TAG.search(html):
        html = _fra_ren_tekst(html)
    groft = nh3.clean(
        html,
        tags=TILLADT | FREMHAEVET | KURSIV | AFSNIT,
        clean_content_tags=FORKAST,
        attributes={"a": {"href"}},
        url_schemes=SKEMAER,
        url_relative="deny",
        link_rel=None,
    )
    return nh3.clean(
        _omskriv(groft).html(),
        tags=TILLADT,
        attributes={"a": {"href"}},
        url_schemes=SKEMAER,
        url_relative="deny",
        link_rel="noopener",
    )


def render(html):
    """Cleaned again on the way out: the column may have been written by something else than the field."""
    return mark_safe(clean(html))


def paragraphs(html):
    """The text of each paragraph and list item, for differences; a br is a line break inside it."""
    return [_ren_tekst(stykker) for stykker in _omskriv(clean(html)).afsnit]


def plain(html):
    return "\n".join(paragraphs(html))


def depth(html):
    """Levels of lists inside lists."""
    return _omskriv(clean(html)).dybest


def check(html):
    """The Danish reason why the text can't be accepted, or "". Nothing is ever cut."""
    if _er_bombe(html or ""):
        return FOR_DYB
    omskrevet = _omskriv(clean(html))
    for_mange = len("\n".join(map(_ren_tekst, omskrevet.afsnit))) - MAKS
    if for_mange > 0:
        return (
            f"Teksten er {antal(for_mange)} tegn for lang. Intet er slettet; forkort den, eller læg resten i et bilag."
        )
    if omskrevet.dybest > MAKS_LAG:
        return FOR_DYB
    return ""


def _er_bombe(html):
    lag = dybest = 0
    for lukker, tag in STUMP.findall(html):
        if tag.lower() not in LUKKER_SELV:
            lag = max(0, lag - 1) if lukker else lag + 1
            dybest = max(dybest, lag)
    return dybest > MAKS_INDLEJRING


def _fra_ren_tekst(tekst):
    tekst = tekst.replace("<", "&lt;").replace("\r\n", "\n").replace("\r", "\n")
    afsnit = re.split(r"\n[^\S\n]*\n", tekst)
    return "".join(f"<p>{et.strip().replace(chr(10), '<br>')}</p>" for et in afsnit)


def _ren_tekst(stykker):
    return "".join("\n" if tekst is None else tekst for tekst, _ in stykker).replace("\xa0", " ").strip()


def _omskriv(html):
    omskriver = _Omskriver()
    omskriver.feed(html)
    omskriver.close()
    omskriver.luk_afsnit()
    return omskriver


class _Omskriver(HTMLParser):
    """Reads balanced HTML and collects paragraphs and list marks.

    A paragraph is a list of (text or None for br, (href, bold, italic)); marks are counted rather than
    nested, so a thousand nested tags cost nothing and the same looks always give the same HTML."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.afsnit, self.dybest = [], 0
        self._ud, self._stykker, self._aabne = [], [], []
        self._fed = self._kursiv = 0
        self._links = []

    def handle_starttag(self, tag, attrs):
        if tag in AFSNIT | LISTER:
            self.luk_afsnit()
        if tag in LISTER or tag == "li":
            self._aabn(tag)
        elif tag == "br":
            self._stykker.append((None, self._maerker()))
        elif tag == "a":
            self._links.append(_tilladt_link(dict(attrs).get("href")))
        self._taael(tag, 1)

    def handle_endtag(self, tag):
        if tag in AFSNIT | LISTER:
            self.luk_afsnit()
        if tag in LISTER or tag == "li":
            self._luk(tag)
        elif tag == "a" and self._links:
            self._links.pop()
        self._taael(tag, -1)

    def handle_data(self, data):
        self._stykker.append((data, self._maerker()))

    def _taael(self, tag, skridt):
        self._fed += skridt * (tag in FREMHAEVET or tag in OVERSKRIFTER)
        self._kursiv += skridt * (tag in KURSIV)

    def _maerker(self):
        return (self._links[-1] if self._links else None, self._fed > 0, self._kursiv > 0)

    def _aabn(self, tag):
        """A list stands in an item or at the top, an item in a list: what is missing is put between."""
        yderst = self._aabne[-1] if self._aabne else ""
        if tag in LISTER and yderst in LISTER:
            self._aabn("li")
        elif tag == "li" and yderst not in LISTER:
            self._aabn("ul")
        self._aabne.append(tag)
        self._ud.append((tag, None))
        self.dybest = max(self.dybest, (len(self._aabne) + 1) // 2)

    def _luk(self, tag):
        while tag in self._aabne:
            lukket = self._aabne.pop()
            self._ud.append((f"/{lukket}", None))
            if lukket == tag:
                return

    def luk_afsnit(self):
        stykker = _trim(self._stykker)
        self._stykker = []
        if stykker:
            if self._aabne and self._aabne[-1] in LISTER:
                self._aabn("li")
            self.afsnit.append(stykker)
            self._ud.append(("p", stykker))

    def html(self):
        dele = _uden_tomme(self._ud + [(f"/{tag}", None) for tag in reversed(self._aabne)])
        return "".join(f"<{tag}>{_stykker_html(stykker)}</p>" if stykker else f"<{tag}>" for tag, stykker in dele)


def _tilladt_link(href):
    href = (href or "").strip()
    return href if LINK.fullmatch(href) else None


def _trim(stykker):
    """Join neighbours with the same marks, make blanks single, drop blanks and br at both ends."""
    samlet = []
    for er_br, gruppe in groupby(stykker, key=lambda stykke: stykke[0] is None):
        ens = list(gruppe)
        samlet += ens if er_br else _enkelte_blanke(ens)
    while samlet and not (samlet[0][0] or "").strip():
        samlet.pop(0)
    while samlet and not (samlet[-1][0] or "").strip():
        samlet.pop()
    if samlet:
        samlet[0] = (samlet[0][0].lstrip(" "), samlet[0][1])
        samlet[-1] = (samlet[-1][0].rstrip(" "), samlet[-1][1])
    return samlet


def _enkelte_blanke(gruppe):
    for maerker, ens in groupby(gruppe, key=lambda stykke: stykke[1]):
        yield BLANKE.sub(" ", "".join(tekst for tekst, _ in ens)), maerker


def _uden_tomme(dele):
    """Without items and lists that hold nothing."""
    fulde = []
    for tag, stykker in dele:
        if tag.startswith("/") and fulde and fulde[-1] == (tag[1:], None):
            fulde.pop()
        else:
            fulde.append((tag, stykker))
    return fulde


def _stykker_html(stykker):
    """Marks nest in one fixed order: a, strong, em."""
    return _ombryd(stykker, 0)


def _ombryd(stykker, lag):
    if lag == 3:
        return "".join("<br>" if tekst is None else escape(tekst) for tekst, _ in stykker)
    return "".join(
        _maerk(lag, vaerdi, _ombryd(list(ens), lag + 1))
        for vaerdi, ens in groupby(stykker, key=lambda stykke: stykke[1][lag])
    )


def _maerk(lag, vaerdi, indhold):
    if not vaerdi:
        return indhold
    if lag == 0:
        return f'<a href="{escape(vaerdi)}">{indhold}</a>'
    return f"<strong>{indhold}</strong>" if lag == 1 else f"<em>{indhold}</em>"

"""The marks of plans and goals. Shape tells them apart; colour is added and may be lost."""

from mso_portal.motor.charts import etiketter
from mso_portal.motor.charts.svg import element, number

# A paper shows a chart as a picture that no stylesheet reaches, so these are the colours of paper.
# On a page dokument.css sets them by class, and a dark theme follows.
COLOURS = {"prognose": "#0f4c81", "faktisk": "#1b6632", "fejl": "#a3201b", "svag": "#444444"}
PAPER = "#ffffff"
STRUCK = 5.4  # of a character that is crossed out: nearer the truth than the width labels are given room for
LINE = 17  # from one line of a legend to the next


def path(*steps):
    """Path data from letters and numbers: path("M", 1, 2, "h", 3) → M1 2h3."""
    text, before = "", "M"
    for step in steps:
        word = step if isinstance(step, str) else number(step)
        text += word if before.isalpha() or word.isalpha() or word[0] == "-" else f" {word}"
        before = word
    return text


def romb(x, y, r):
    return path("M", x - r, y, "l", r, -r, r, r, -r, r, "z")


def cirkel(x, y, r):
    return path("M", x - r, y, "a", r, r, 0, 1, 0, 2 * r, 0, "a", r, r, 0, 1, 0, -2 * r, 0, "z")


def firkant(x, y, r):
    return path("M", x - r, y - r, "h", 2 * r, "v", 2 * r, "h", -2 * r, "z")


def trekant(x, y, r):
    return path("M", x, y - r, "l", r, 2 * r, "h", -2 * r, "z")


def streg(x, y, r):
    return path("M", x, y - r, "v", 2 * r)


def kryds(x, y, r):
    return path("M", x - r, y - r, "l", 2 * r, 2 * r, "m", 0, -2 * r, "l", -2 * r, 2 * r)


def bjaelke(fra, til, y, r):
    return path("M", fra, y - r, "H", til, "v", 2 * r, "H", fra, "z")


def pil(x, y, r):
    """The head of an arrow whose point is at y, pointing down; a negative r points up."""
    return path("M", x, y, "l", -abs(r) * 0.7, -r, "h", abs(r) * 1.4, "z")


def fyldt(slags, paths, **more):
    """All marks of one kind as one element: a chart of thirty rows stays small."""
    return _drawn(slags, paths, fill="currentColor", **more)


def tegnet(slags, paths, **more):
    return _drawn(slags, paths, fill="none", stroke="currentColor", **more)


def hul(slags, paths, **more):
    """Hollow marks hide the lines below them."""
    return element("g", grund(paths), tegnet(slags, paths, **more)) if paths else ""


def grund(paths):
    return element("path", d="".join(paths), class_="g-hul", fill=PAPER) if paths else ""


def _drawn(slags, paths, **look):
    data = "".join(paths)
    if not data:
        return ""
    kind = {"class_": f"g-{slags}", "color": COLOURS[slags]} if slags else {}
    return element("path", d=data, **kind, **look)


def written(text, x, y, **look):
    yield element("text", text, x=x, y=y, **look)


def struck(text, x, y, **look):
    """A text crossed out by a line of its own, since the renderer of paper knows no other way.

    The text is held to a length, so that the line is as long whatever the font.
    """
    wide = STRUCK * len(text)
    yield element("text", text, x=x, y=y, textLength=wide, **look)
    yield tegnet("", [path("M", x, y - 4, "h", wide)])


def forklaring(punkter, bredde, top):
    """A legend of (how the mark is drawn or None, word, "" or bold or struck) in as many lines as it takes.

    Returns its elements and the height it takes. A word too long for a line is cut.
    """
    drawn, x, y = [], 0, top + LINE / 2
    for tegn, word, look in punkter:
        symbol = 20 if tegn else 0
        word = etiketter.shorten(word, bredde - symbol)
        wide = symbol + etiketter.width(word)
        if x and x + wide > bredde:
            x, y = 0, y + LINE
        drawn += tegn(x + 8, y) if tegn else ()
        draw = struck if look == "struck" else written
        drawn += draw(word, x + symbol, y + 4, **({"font_weight": "700"} if look == "bold" else {}))
        x += wide + 8
    return drawn, (y - top + LINE / 2 if punkter else 0)

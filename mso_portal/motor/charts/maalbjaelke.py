"""How far each goal is on its way: a bar from baseline to mål, the delmål across it and a mark where it is now."""

from dataclasses import dataclass

from mso_portal.motor.charts import akse, etiketter
from mso_portal.motor.charts.graf import Graf
from mso_portal.motor.charts.lys import SHAPES
from mso_portal.motor.charts.maerker import bjaelke, forklaring, fyldt, path, romb, streg, tegnet
from mso_portal.motor.charts.svg import drawing, element, number

LIGHTS = {"groen": "#1b6632", "gul": "#7a4b00", "roed": "#a3201b", "graa": "#46505a"}  # on paper
MOST_NOW = 0.2  # of the width, for a reason in place of a number
LOW, HIGH = -0.5, 1.2  # a goal further off than this gets an arrow and its number
HEAD, ROW, NARROW, GAP = 22, 38, 500, 10
HOVED = ("Mål", "Baseline", "Delmål", "Målværdi", "Nu", "Interval", "Fremdrift", "Vurdering")


@dataclass(frozen=True)
class Maalbjaelke:
    """One goal. Texts left empty are printed from the numbers; `nu_tekst` says why when there is no number.

    `graense` is a goal that holds or does not (norm, fastholdelse): its mål is a line, not the end of a way.
    With retning naer the bar shows the distance to mål, and the texts the values themselves.
    """

    titel: str
    maal: float
    nu: float | None = None
    baseline: float | None = None
    retning: str = "op"
    graense: bool = False
    delmaal: tuple = ()
    interval: tuple = ()
    nu_tekst: str = ""
    fremdrift: str = ""
    lys: str = ""
    lystekst: str = ""
    decimaler: int | None = None
    enhed: str = ""

    def text(self, value):
        return "–" if value is None else akse.tal(value, self.decimaler) + self.enhed

    @property
    def now(self):
        return self.nu_tekst or self.text(self.nu)


@dataclass(frozen=True)
class Skala:
    """`share` places a value between 0 and 1; it is not held inside, so that the caller sees what is outside."""

    goal: Maalbjaelke
    zero: float
    unit: float
    low: float
    high: float

    def share(self, value):
        return ((_worth(self.goal, value) - self.zero) / self.unit - self.low) / (self.high - self.low)


@dataclass(frozen=True)
class Spalter:
    """Edges of the columns; in a narrow chart the title stands above the bar, and now and the light below it."""

    bredde: float
    titel: float
    fra: float
    til: float
    nu: float
    lys: float
    narrow: bool


def maalbjaelker(titel, beskrivelse, maal, bredde=720):
    """Return the chart of all the goals, a row each, with its table."""
    spalter = _columns(maal, bredde)
    wrapped = [etiketter.wrap(goal.titel, spalter.titel, lines=3) or [""] for goal in maal]
    tall = [13 * len(lines) + 50 if spalter.narrow else max(ROW, 13 * len(lines) + 6) for lines in wrapped]
    parts, top = [] if spalter.narrow else [*_head(spalter)], 4 if spalter.narrow else HEAD
    rules = ""
    for goal, lines, height in zip(maal, wrapped, tall, strict=True):
        parts += _row(goal, lines, spalter, top, height)
        rules += path("M", 0, top, "H", bredde)
        top += height
    parts.append(element("path", class_="gitter", d=rules, stroke="currentColor", stroke_opacity="0.12"))
    legend, below = forklaring(_legend(maal), bredde, top + 4)
    svg = drawing(titel, beskrivelse, bredde, top + 4 + below, *parts, *legend)
    return Graf(svg, HOVED, tuple(map(_cells, maal)))


def maalbjaelke(goal, beskrivelse, bredde=90, hoejde=18):
    """The bar alone, for a cell of a table whose other cells hold the numbers."""
    return drawing(goal.titel, beskrivelse, bredde, hoejde, *_bar(goal, 6, bredde - 6, hoejde / 2, 4))


def _worth(goal, value):
    """Larger is better."""
    value = float(value)
    if goal.retning == "naer":
        return -abs(value - float(goal.maal))
    return -value if goal.retning == "ned" else value


def _scale(goal):
    end, known = _worth(goal, goal.maal), _worths(goal)
    start = known[0] if goal.baseline is not None else None
    if start is not None and start != end and not (goal.graense and start > end):
        shares = [(worth - start) / (end - start) for worth in known[: 1 + (goal.nu is not None)]]
        return Skala(goal, start, end - start, max(min(0, *shares), LOW), min(max(1, *shares), HIGH))
    low, high = min(*known, end), max(*known, end)
    room = (high - low or abs(end) or 1) / 10
    return Skala(goal, low - room, high - low + 2 * room, 0, 1)


def _worths(goal):
    """Baseline and now first, when they are known."""
    first = (goal.baseline, goal.nu)
    known = [_worth(goal, value) for value in (*first, *goal.delmaal, *goal.interval) if value is not None]
    return known or [_worth(goal, goal.maal)]


def _bar(goal, left, right, y, thick):
    skala = _scale(goal)
    x = _inside(skala, left, right)
    start, end = x(goal.baseline) if goal.baseline is not None else left, x(goal.maal)
    track = (left, right) if goal.graense else sorted((start, end))
    yield tegnet("svag", [bjaelke(*track, y, thick)])
    if goal.nu is not None and goal.baseline is not None:
        look = "fejl" if _worth(goal, goal.nu) < _worth(goal, goal.baseline) else "prognose"
        yield fyldt(look, [bjaelke(*sorted((start, x(goal.nu))), y, thick - 1.5)], fill_opacity="0.4")
    if goal.baseline is not None:
        yield tegnet("", [streg(start, y, thick + 1)], stroke_width=2)
    steps = [value for value in goal.delmaal if 0 <= skala.share(value) <= 1]
    yield tegnet("", [streg(x(value), y, thick + 2) for value in steps])
    yield tegnet("", [streg(end, y, thick + 3)], stroke_width=3 if goal.graense else 1.5)
    if goal.interval:
        yield _interval(*sorted(map(x, goal.interval)), y + thick + 4)
    if goal.nu is not None:
        yield _now(skala.share(goal.nu), x(goal.nu), y, left, right)


def _inside(skala, left, right):
    return lambda value: left + min(max(skala.share(value), 0), 1) * (right - left)


def _interval(low, high, y):
    return tegnet("", [path("M", low, y - 2, "v", 4, "m", 0, -2, "H", high, "m", 0, -2, "v", 4)])


def _now(share, x, y, left, right):
    """A diamond, or the head of an arrow where the value lies beyond the end of the scale."""
    if -1e-9 <= share <= 1 + 1e-9:
        return fyldt("prognose", [romb(x, y, 5.5)])
    way = 1 if share > 1 else -1
    return fyldt("prognose", [path("M", x + 5 * way, y, "l", -9 * way, -5.5, "v", 11, "z")])


def _beyond(goal, spalter, y):
    """The number of a goal that only an arrow could be drawn for."""
    share = 0 if goal.nu is None else _scale(goal).share(goal.nu)
    if not -1e-9 <= share <= 1 + 1e-9:
        text = goal.fremdrift or goal.now
        x, anchor = (spalter.til, "end") if share > 1 else (spalter.fra, "start")
        if etiketter.width(text) <= spalter.til - spalter.fra:  # half a number would be another number
            yield element("text", text, x=x, y=y, text_anchor=anchor)


def _columns(maal, bredde):
    light = max((etiketter.width(goal.lystekst) + 20 for goal in maal if goal.lys), default=0)
    if bredde < NARROW:
        first, last = (_widest(maal, name) for name in ("baseline", "maal"))
        return Spalter(bredde, bredde, first + GAP, bredde - last - GAP, 0, bredde - light, True)
    first, last = max(_widest(maal, "baseline"), etiketter.width("Baseline")), _widest(maal, "maal")
    now = min(max([etiketter.width("Nu"), *(etiketter.width(goal.now) for goal in maal)]), bredde * MOST_NOW)
    title, lys = bredde * 0.27, bredde - light
    nu = lys - GAP - now
    til = nu - 2 * GAP - max(last, etiketter.width("Mål"))
    return Spalter(bredde, title, title + first + 2 * GAP, til, nu, lys, False)


def _widest(maal, name):
    return max((etiketter.width(goal.text(getattr(goal, name))) for goal in maal), default=0)


def _head(spalter):
    words = (("Baseline", spalter.fra - GAP, "end"), ("Mål", spalter.til + GAP, "start"), ("Nu", spalter.nu, "start"))
    yield from (element("text", word, x=x, y=13, text_anchor=anchor, class_="akse") for word, x, anchor in words)


def _row(goal, lines, spalter, top, height):
    narrow = spalter.narrow
    middle = top + 13 * len(lines) + 22 if narrow else top + height / 2
    first = top + 13 if narrow else middle + 4 - 6.5 * (len(lines) - 1)
    yield from (element("text", line, x=0, y=first + 13 * nr) for nr, line in enumerate(lines))
    yield element("text", goal.text(goal.baseline), x=spalter.fra - GAP, y=middle + 4, text_anchor="end")
    yield element("text", goal.text(goal.maal), x=spalter.til + GAP, y=middle + 4)
    yield from _bar(goal, spalter.fra, spalter.til, middle, 4)
    yield from _beyond(goal, spalter, middle - 9)
    below = middle + 23 if narrow else middle + 4
    now = etiketter.shorten(f"Nu {goal.now}" if narrow else goal.now, spalter.lys - spalter.nu - GAP + 1)
    yield element("text", now, x=spalter.nu, y=below, font_weight="700")
    if goal.lys:
        yield _light(goal.lys, spalter.lys, below - 4)
        yield element("text", goal.lystekst, x=spalter.lys + 18, y=below)


def _light(farve, x, y):
    shape = dict(SHAPES[farve])
    place = {"transform": f"translate({number(x)} {number(y - 6.4)}) scale(0.8)"}
    return element(shape.pop("tag"), class_=f"lys-{farve}", color=LIGHTS[farve], fill="currentColor", **place, **shape)


def _legend(maal):
    yield lambda x, y: [tegnet("", [streg(x, y, 5)], stroke_width=2)], "Baseline", ""
    if any(goal.delmaal for goal in maal):
        yield lambda x, y: [tegnet("", [streg(x, y, 6)])], "Delmål", ""
    if not all(goal.graense for goal in maal):
        yield lambda x, y: [tegnet("", [streg(x, y, 8)], stroke_width=1.5)], "Mål", ""
    if any(goal.graense for goal in maal):
        yield lambda x, y: [tegnet("", [streg(x, y, 8)], stroke_width=3)], "Mål, der skal holdes", ""
    if any(goal.nu is not None for goal in maal):
        yield lambda x, y: [fyldt("prognose", [romb(x, y, 5.5)])], "Nu", ""
    if any(goal.interval for goal in maal):
        yield lambda x, y: [_interval(x - 8, x + 8, y)], "Usikkerhed", ""


def _cells(goal):
    steps = " · ".join(map(goal.text, goal.delmaal)) or "–"
    interval = "–".join(map(goal.text, goal.interval)) or "–"
    known = (goal.text(goal.baseline), steps, goal.text(goal.maal), goal.now, interval)
    return goal.titel, *known, goal.fremdrift or "–", goal.lystekst or "–"

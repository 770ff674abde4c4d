"""The run chart: the points of one series with its middle, limits, phases and targets. It computes none of them."""

from dataclasses import dataclass, replace

from mso_portal.motor.charts import akse, etiketter
from mso_portal.motor.charts.flade import BOTTOM, TOP, axes, known, surface
from mso_portal.motor.charts.graf import Graf
from mso_portal.motor.charts.maerker import bjaelke, cirkel, forklaring, fyldt, hul, kryds, path, tegnet, trekant
from mso_portal.motor.charts.svg import drawing, element

DOTTED, DASHED, LONG = "1.5 2.5", "6 3", "10 3 2 3"
INGEN_DATA = "Ingen data."


@dataclass(frozen=True)
class Punkt:
    """One period. A missing value is a gap, and `bemaerkning` says why ("skjult (for få svar)").

    `signal` rings the point, `foreloebig` draws it hollow, `udeladt` as a cross. `maal` is the target in force then;
    `delmaal` is due in the period, which may be a later one without a value.
    """

    periode: str
    vaerdi: float | None = None
    nedre: float | None = None
    oevre: float | None = None
    maal: float | None = None
    delmaal: float | None = None
    sidste_aar: float | None = None
    foreloebig: bool = False
    signal: bool = False
    udeladt: bool = False
    bemaerkning: str = ""


@dataclass(frozen=True)
class Fase:
    """From the point with number `fra`, 0 for the first; no line crosses its beginning. A serieskift is double."""

    fra: int
    midte: float | None = None
    navn: str = ""
    serieskift: bool = False
    foreloebige_graenser: bool = False


@dataclass(frozen=True)
class Billede:
    """What is drawn and where: the pieces of the chart share it."""

    flade: object
    punkter: tuple
    faser: tuple
    midtenavn: str
    decimaler: int

    @property
    def spans(self):
        """(phase, numbers of its points)."""
        ends = [*(fase.fra for fase in self.faser[1:]), len(self.punkter)]
        return [(fase, range(fase.fra, end)) for fase, end in zip(self.faser, ends, strict=True)]

    def edge(self, nr):
        """Half way between a point and the one before it."""
        return self.flade.left + nr * (self.flade.right - self.flade.left) / self.flade.count

    def text(self, value):
        return "–" if value is None else akse.tal(value, self.decimaler)


def serie(
    titel, beskrivelse, navn, punkter, faser=(Fase(0),), midtenavn="Median", decimaler=None, bredde=340, hoejde=120
):
    """Return the chart and its table; what a mark means is said below the `hoejde` of plot and axis."""
    if decimaler is None:
        decimaler = akse.decimals(known(punkt.vaerdi for punkt in punkter))
    billede = _picture(tuple(punkter), tuple(faser), midtenavn, decimaler, bredde, hoejde)
    names, listed = _phase_names(billede, bredde)
    legend, below = forklaring([*_legend(billede), *((None, name, "") for name in listed)], bredde, hoejde)
    categories = [punkt.periode for punkt in punkter]
    scale = axes(billede.flade, categories, bredde) if known(_values(billede)) else [_frame(billede.flade)]
    lines = [*scale, *_lines(billede), *_borders(billede, hoejde)]
    words = [*names, *_ends(billede), *_nothing(billede), *legend]
    svg = drawing(titel, beskrivelse, bredde, hoejde + below, *lines, *_points(billede), *words)
    return Graf(svg, *_table(billede, navn, listed))


def _picture(punkter, faser, midtenavn, decimaler, bredde, hoejde):
    begun = tuple(fase for fase in faser if fase.fra < len(punkter)) or (Fase(0),)
    without = Billede(None, punkter, begun, midtenavn, decimaler)
    right = bredde - max((etiketter.width(text) for text, _ in _end_texts(without)), default=0) - 10
    top = TOP + 14 * any(fase.navn for fase in begun)
    flade = surface(known(_values(without)), [punkt.periode for punkt in punkter], right, hoejde, top)
    return replace(without, flade=flade)


def _values(billede):
    fields = ("vaerdi", "nedre", "oevre", "maal", "delmaal", "sidste_aar")
    every = [getattr(punkt, name) for punkt in billede.punkter for name in fields]
    return every + [fase.midte for fase in billede.faser]


def _end_texts(billede):
    """(text, value) of each line's end at the right."""
    texts = [(billede.midtenavn, billede.faser[-1].midte)]
    last = billede.punkter[billede.faser[-1].fra :]
    for name, field in (("Øvre", "oevre"), ("Nedre", "nedre"), ("Mål", "maal")):
        texts.append((name, next(iter(reversed(known(getattr(punkt, field) for punkt in last))), None)))
    yield from ((f"{name} {billede.text(value)}", value) for name, value in texts if value is not None)
    before = known(punkt.sidste_aar for punkt in billede.punkter)
    if before:
        yield "Året før", before[-1]


def _ends(billede):
    texts, flade = list(_end_texts(billede)), billede.flade
    wanted = [flade.y(value) for _, value in texts]
    places = etiketter.spread(wanted, etiketter.HEIGHT, flade.top - 8, flade.bottom + 7)
    for (text, _), y in zip(texts, places, strict=True):
        yield element("text", text, x=flade.right + 6, y=y + 4)


def _lines(billede):
    """Last year's line, then middle, limits and target; the series itself comes with its points."""
    flade, punkter = billede.flade, billede.punkter
    whole = range(len(punkter))
    yield tegnet("svag", [_through(flade, whole, [punkt.sidste_aar for punkt in punkter])])
    for fase, numbers in billede.spans:
        look = {"stroke_dasharray": LONG} if fase.foreloebige_graenser else {}
        limits = ([getattr(punkter[nr], name) for nr in numbers] for name in ("nedre", "oevre"))
        yield tegnet("svag", [_through(flade, numbers, values) for values in limits], **look)
    middles = {nr: fase.midte for fase, numbers in billede.spans for nr in numbers}
    borders = {fase.fra for fase in billede.faser}
    yield tegnet("", _levels(billede, middles, borders), stroke_dasharray=DOTTED, stroke_width=1.2)
    goals = {nr: punkt.maal for nr, punkt in enumerate(punkter)}
    yield tegnet("prognose", _levels(billede, goals, ()), stroke_dasharray=DASHED, stroke_width=1.5)


def _through(flade, numbers, values):
    """A line through the known values; a missing one breaks it."""
    steps, pen = [], "M"
    for nr, value in zip(numbers, values, strict=True):
        if value is not None:
            steps.append(path(pen, flade.x(nr), flade.y(value)))
        pen = "M" if value is None else "L"
    return "".join(steps)


def _levels(billede, values, borders):
    """A level line for each stretch of equal values."""
    start, count = 0, len(values)
    for nr in range(1, count + 1):
        if nr == count or values[nr] != values[start] or nr in borders:
            if values[start] is not None:
                yield path("M", billede.edge(start), billede.flade.y(values[start]), "H", billede.edge(nr))
            start = nr


def _borders(billede, hoejde):
    """A new phase is a line, a break in what is measured a double one."""
    steps = []
    for fase in billede.faser:
        x = billede.edge(fase.fra)
        offsets = () if fase.fra == 0 else (-1.5, 1.5) if fase.serieskift else (0,)
        steps += [path("M", x + offset, billede.flade.top - 8, "V", hoejde - BOTTOM) for offset in offsets]
    yield tegnet("", steps)


def _points(billede):
    flade, punkter = billede.flade, billede.punkter
    for _, numbers in billede.spans:
        kept = [nr for nr in numbers if not punkter[nr].udeladt]  # the line passes over a point that is left out
        yield tegnet("prognose", [_through(flade, kept, [punkter[nr].vaerdi for nr in kept])], stroke_width=2)
    shown = [(flade.x(nr), flade.y(p.vaerdi), p) for nr, p in enumerate(punkter) if p.vaerdi is not None]
    yield fyldt("prognose", [cirkel(x, y, 2.4) for x, y, p in shown if not p.udeladt and not p.foreloebig])
    yield draw_preliminary([(x, y) for x, y, p in shown if p.foreloebig and not p.udeladt])
    yield draw_left_out([(x, y) for x, y, p in shown if p.udeladt])
    yield draw_signal([(x, y) for x, y, p in shown if p.signal])
    due = [(flade.x(nr), flade.y(p.delmaal)) for nr, p in enumerate(punkter) if p.delmaal is not None]
    yield draw_step(due)


def draw_preliminary(places):
    return hul("prognose", [cirkel(x, y, 3.2) for x, y in places], stroke_width=1.5)


def draw_left_out(places):
    return tegnet("svag", [kryds(x, y, 3) for x, y in places], stroke_width=1.5)


def draw_signal(places):
    return tegnet("", [cirkel(x, y, 6) for x, y in places], stroke_width=1.5)


def draw_step(places):
    return hul("", [trekant(x, y, 4) for x, y in places], stroke_width=1.2)


def _legend(billede):
    punkter = billede.punkter
    for draw, word, used in (
        (draw_preliminary, "Foreløbig", "foreloebig"),
        (draw_left_out, "Udeladt", "udeladt"),
        (draw_signal, "Signal", "signal"),
    ):
        if any(getattr(punkt, used) and punkt.vaerdi is not None for punkt in punkter):
            yield lambda x, y, draw=draw: [draw([(x, y)])], word, ""
    for punkt in punkter:
        if punkt.delmaal is not None:
            yield lambda x, y: [draw_step([(x, y)])], f"Delmål {billede.text(punkt.delmaal)}, {punkt.periode}", ""


def _phase_names(billede, bredde):
    """The names above their borders, or numbers there and the names listed, when they would meet."""
    named = [fase for fase in billede.faser if fase.navn]
    widest = max((etiketter.width(fase.navn) for fase in named), default=0) + 6
    fits = widest * len(named) <= bredde
    listed = [] if fits else [f"{nr} {fase.navn}" for nr, fase in enumerate(named, 1)]
    texts = [fase.navn for fase in named] if fits else [str(nr) for nr in range(1, len(named) + 1)]
    size = widest if fits else max(map(etiketter.width, texts)) + 6
    places = etiketter.spread([billede.edge(fase.fra) for fase in named], size, 0, bredde)
    words = zip(texts, places, strict=True)
    return [element("text", text, x=x, y=11, text_anchor="middle") for text, x in words], listed


def _frame(flade):
    """Alone when nothing is known: a scale would be invented."""
    frame = bjaelke(flade.left, flade.right, (flade.top + flade.bottom) / 2, (flade.bottom - flade.top) / 2)
    return element("path", class_="gitter", d=frame, fill="none", stroke="currentColor", stroke_opacity="0.25")


def _nothing(billede):
    if not any(punkt.vaerdi is not None for punkt in billede.punkter):
        flade = billede.flade
        middle = {"x": (flade.left + flade.right) / 2, "y": (flade.top + flade.bottom) / 2 + 4, "text_anchor": "middle"}
        yield element("text", INGEN_DATA, **middle)


def _table(billede, navn, listed):
    """Head and rows; a column that nothing stands in is left out."""
    fields = ("nedre", "oevre", "maal", "delmaal", "sidste_aar")
    middles = [fase.midte for fase, numbers in billede.spans for _ in numbers]
    columns = {navn: [punkt.vaerdi for punkt in billede.punkter], billede.midtenavn: middles}
    words = ("Nedre grænse", "Øvre grænse", "Mål", "Delmål", "Året før")
    for word, field in zip(words, fields, strict=True):
        columns[word] = [getattr(punkt, field) for punkt in billede.punkter]
    used = {word: values for word, values in columns.items() if word == navn or known(values)}
    texts = [[punkt.periode for punkt in billede.punkter], *([*map(billede.text, values)] for values in used.values())]
    notes = _notes(billede, listed)
    remarks = [notes] if any(notes) else []
    hoved = ("Periode", *used, *(["Bemærkning"] if remarks else []))
    return hoved, tuple(zip(*texts, *remarks, strict=True))


def _notes(billede, listed):
    names = listed or [fase.navn for fase in billede.faser if fase.navn]
    begins = dict(zip((fase.fra for fase in billede.faser if fase.navn), names, strict=True))
    words = (("foreloebig", "foreløbig"), ("udeladt", "udeladt"), ("signal", "signal"))
    notes = []
    for nr, punkt in enumerate(billede.punkter):
        said = [punkt.bemaerkning, *(word for field, word in words if getattr(punkt, field)), begins.get(nr, "")]
        notes.append(", ".join(filter(None, said)))
    return notes

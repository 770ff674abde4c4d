"""Columns and lines, each with its numbers as a table. A missing value leaves a gap, never a zero."""

from dataclasses import dataclass

from mso_portal.motor.charts import akse, etiketter
from mso_portal.motor.charts.svg import Svg, drawing, element

TOP, BOTTOM = 12, 24
STYLES = {"stroke_width": 2}, {"stroke_dasharray": "6 3"}, {"stroke_dasharray": "1.5 3"}


@dataclass(frozen=True)
class Graf:
    svg: Svg
    hoved: tuple
    raekker: tuple  # the numbers as text, a row for each category


@dataclass(frozen=True)
class Flade:
    """Where the values stand: pixels of the plot, and the steps of its value axis."""

    left: float
    right: float
    bottom: float
    steps: tuple
    count: int

    def x(self, nr):
        return self.left + (nr + 0.5) * (self.right - self.left) / self.count

    def y(self, value):
        share = (value - self.steps[0]) / (self.steps[-1] - self.steps[0])
        return self.bottom - share * (self.bottom - TOP)


def soejler(titel, beskrivelse, kategorier, navn, values, bredde=340, hoejde=150):
    """One column for each category, from zero."""
    flade = _surface([0, *_known(values)], kategorier, bredde - 8, hoejde)
    wide, zero, columns = (flade.right - flade.left) / flade.count * 0.6, flade.y(0), []
    for nr, value in enumerate(values):
        if value is not None:
            y, x = flade.y(value), flade.x(nr) - wide / 2
            size = {"width": wide, "height": abs(y - zero)}
            columns.append(element("rect", class_="soejle", x=x, y=min(y, zero), **size))
    svg = drawing(titel, beskrivelse, bredde, hoejde, *_axes(flade, kategorier, bredde), *columns)
    return _with_table(svg, kategorier, [(navn, values)])


def linje(titel, beskrivelse, kategorier, serier, bredde=340, hoejde=150):
    """At most three series of (navn, values), told apart by line style and by the name at the line's end."""
    if len(serier) > len(STYLES):
        raise ValueError("at most three series can be told apart without colour")
    names = [etiketter.shorten(navn, bredde * 0.3) for navn, _ in serier]
    right = bredde - max(map(etiketter.width, names)) - 10
    flade = _surface(_known(value for _, values in serier for value in values), kategorier, right, hoejde)
    lines = [_line(flade, values, nr) for nr, (_, values) in enumerate(serier)]
    ends = [flade.y([flade.steps[0], *_known(values)][-1]) for _, values in serier]
    ends = etiketter.spread(ends, etiketter.HEIGHT, 0, flade.bottom + 6)
    words = [element("text", name, x=right + 6, y=y + 4) for name, y in zip(names, ends, strict=True)]
    svg = drawing(titel, beskrivelse, bredde, hoejde, *_axes(flade, kategorier, bredde), *lines, *words)
    return _with_table(svg, kategorier, serier)


def _known(values):
    return [value for value in values if value is not None]


def _surface(known, kategorier, right, hoejde):
    steps = akse.ticks(min(known, default=0), max(known, default=1))
    left = max(etiketter.width(text) for text in _step_texts(steps)) + 8
    return Flade(left, right, hoejde - BOTTOM, steps, max(len(kategorier), 1))


def _step_texts(steps):
    places = akse.decimals(steps)
    return [akse.tal(step, places) for step in steps]


def _axes(flade, kategorier, bredde):
    for step, text in zip(flade.steps, _step_texts(flade.steps), strict=True):
        y = flade.y(step)
        across = f"M{flade.left:.1f} {y:.1f}H{flade.right:.1f}"
        yield element("path", class_="gitter", d=across, stroke="currentColor", stroke_opacity="0.25")
        yield element("text", text, x=flade.left - 5, y=y + 4, text_anchor="end")
    room = max((flade.right - flade.left) / flade.count - 6, bredde * 0.2)
    texts = [etiketter.shorten(text, room) for text in kategorier]
    widest = max(map(etiketter.width, texts), default=0) + 6
    step = etiketter.every(len(texts), flade.right - flade.left, widest)
    shown = range(len(texts) - 1, -1, -step)
    places = etiketter.spread([flade.x(nr) for nr in shown], widest, -3, bredde + 3)
    for nr, x in zip(shown, places, strict=True):
        yield element("text", texts[nr], x=x, y=flade.bottom + 18, text_anchor="middle")


def _line(flade, values, nr):
    parts, pen = [], "M"
    for place, value in enumerate(values):
        if value is not None:
            # "h0" gives a point without neighbours the round dot of its line end
            parts.append(f"{pen}{flade.x(place):.1f} {flade.y(value):.1f}" + "h0" * (pen == "M"))
        pen = "M" if value is None else "L"
    look = {"class_": f"linje linje-{nr + 1}", "fill": "none", "stroke_width": 1.5, "stroke_linecap": "round"}
    return element("path", d="".join(parts), stroke="currentColor", **look | STYLES[nr])


def _with_table(svg, kategorier, serier):
    columns = []
    for _, values in serier:
        places = akse.decimals(_known(values))
        columns.append(["–" if value is None else akse.tal(value, places) for value in values])
    return Graf(svg, ("", *(navn for navn, _ in serier)), tuple(zip(kategorier, *columns, strict=True)))

"""The plot of columns and lines: where a value stands, and the two axes around it."""

from dataclasses import dataclass

from mso_portal.motor.charts import akse, etiketter
from mso_portal.motor.charts.svg import element

TOP, BOTTOM = 12, 24


@dataclass(frozen=True)
class Flade:
    """Where the values stand: pixels of the plot, and the steps of its value axis."""

    left: float
    right: float
    bottom: float
    steps: tuple
    count: int
    top: float = TOP

    def x(self, nr):
        return self.left + (nr + 0.5) * (self.right - self.left) / self.count

    def y(self, value):
        share = (value - self.steps[0]) / (self.steps[-1] - self.steps[0])
        return self.bottom - share * (self.bottom - self.top)


def known(values):
    return [value for value in values if value is not None]


def surface(values, kategorier, right, hoejde, top=TOP):
    """The plot that holds all the values; `hoejde` is that of the plot and its lower axis."""
    steps = akse.ticks(min(values, default=0), max(values, default=1))
    left = max(etiketter.width(text) for text in step_texts(steps)) + 8
    return Flade(left, right, hoejde - BOTTOM, steps, max(len(kategorier), 1), top)


def step_texts(steps):
    places = akse.decimals(steps)
    return [akse.tal(step, places) for step in steps]


def axes(flade, kategorier, bredde):
    """The words of the axes are a scale, not data: they stand in a group of their own."""
    across = (f"M{flade.left:.1f} {flade.y(step):.1f}H{flade.right:.1f}" for step in flade.steps)
    yield element("path", class_="gitter", d="".join(across), stroke="currentColor", stroke_opacity="0.25")
    yield element("g", *_values(flade), *categories(flade, kategorier, bredde), class_="akse")


def _values(flade):
    for step, text in zip(flade.steps, step_texts(flade.steps), strict=True):
        yield element("text", text, x=flade.left - 5, y=flade.y(step) + 4, text_anchor="end")


def categories(flade, kategorier, bredde):
    room = max((flade.right - flade.left) / flade.count - 6, bredde * 0.22)
    texts = [etiketter.shorten(text, room) for text in kategorier]
    widest = max(map(etiketter.width, texts), default=0) + 6
    step = etiketter.every(len(texts), flade.right - flade.left, widest)
    shown = range(len(texts) - 1, -1, -step)
    places = etiketter.spread([flade.x(nr) for nr in shown], widest, -3, bredde + 3)
    for nr, x in zip(shown, places, strict=True):
        yield element("text", texts[nr], x=x, y=flade.bottom + 18, text_anchor="middle")

"""What each status said about when a milestone would be reached: a level line holds, a rising one slips."""

from dataclasses import dataclass
from datetime import date

from mso_portal.motor.charts import akse, etiketter
from mso_portal.motor.charts.flade import Flade, categories
from mso_portal.motor.charts.graf import Graf
from mso_portal.motor.charts.maerker import (
    cirkel,
    firkant,
    forklaring,
    fyldt,
    hul,
    kryds,
    path,
    romb,
    tegnet,
    trekant,
)
from mso_portal.motor.charts.svg import drawing, element
from mso_portal.motor.charts.tidsakse import tidsakse

MOST_LINES = 8
SHAPES = cirkel, firkant, trekant, romb  # filled for the first four lines, hollow for the next
TOP, BOTTOM, APART = 8, 24, 26


@dataclass(frozen=True)
class Trendlinje:
    """`prognoser` has a date or None for each status; `faktisk` ends the line at the status that tells it."""

    titel: str
    prognoser: tuple
    faktisk: date | None = None


@dataclass(frozen=True)
class Ramme:
    flade: Flade
    akse: object
    statusdatoer: tuple

    def place(self, nr, day):
        return self.flade.x(nr), self.flade.bottom - self.akse.share(day) * (self.flade.bottom - TOP)


def milepaelstrend(titel, beskrivelse, statusdatoer, linjer, bredde=720, hoejde=260):
    """Return the chart of at most eight lines, with their names below it and a table of every forecast."""
    if len(linjer) > MOST_LINES:
        raise ValueError("at most eight lines can be told apart without colour")
    ramme = _frame(statusdatoer, linjer, bredde, hoejde)
    drawn = [part for nr, linje in enumerate(linjer) for part in _line(ramme, nr, linje)]
    legend, below = forklaring(_names(ramme, linjer, bredde), bredde, hoejde)
    parts = [*_axes(ramme, bredde), *drawn, *_numbers(ramme, linjer), *legend]
    svg = drawing(titel, beskrivelse, bredde, hoejde + below, *parts)
    return Graf(svg, ("Nr.", "Milepæl", *map(akse.dato, statusdatoer), "Gennemført"), tuple(_table(linjer)))


def _frame(statusdatoer, linjer, bredde, hoejde):
    days = [day for linje in linjer for day in (*linje.prognoser, linje.faktisk) if day]
    left = etiketter.width("4. kv. 26") + 8
    flade = Flade(left, bredde - 24, hoejde - BOTTOM, (), max(len(statusdatoer), 1), TOP)
    return Ramme(flade, tidsakse(days or list(statusdatoer) or [date(2000, 1, 1)]), tuple(statusdatoer))


def _points(ramme, linje):
    """(status, day) of the forecasts up to the status that tells that the milestone is reached."""
    end = _end(ramme, linje)
    for nr, day in enumerate(linje.prognoser):
        if day and (end is None or nr < end):
            yield nr, day
    if end is not None:
        yield end, linje.faktisk


def _end(ramme, linje):
    if not linje.faktisk:
        return None
    told = (nr for nr, status in enumerate(ramme.statusdatoer) if status >= linje.faktisk)
    return next(told, max(len(ramme.statusdatoer) - 1, 0))


def _line(ramme, nr, linje):
    points = list(_points(ramme, linje))
    steps = []
    for before, (status, day) in zip([(None, None), *points], points, strict=False):
        steps.append(path("L" if before[0] == status - 1 else "M", *ramme.place(status, day)))
    yield tegnet("", steps, stroke_width=1.5)
    forecasts = points[:-1] if linje.faktisk else points
    yield draw_mark(nr, [ramme.place(*point) for point in forecasts])
    if linje.faktisk:
        yield from _done(*ramme.place(*points[-1]))


def draw_mark(nr, places):
    shape, draw = SHAPES[nr % 4], fyldt if nr < 4 else hul
    return draw("prognose", [shape(x, y, 4.5 if shape is romb else 3.5) for x, y in places])


def _done(x, y):
    yield hul("faktisk", [cirkel(x, y, 6)], stroke_width=1.5)
    yield tegnet("faktisk", [kryds(x, y, 3)], stroke_width=1.5)


def _numbers(ramme, linjer):
    """The number of each line stands at its end; the names are listed below."""
    ends = [(nr, list(_points(ramme, linje))[-1]) for nr, linje in enumerate(linjer, 1) if any(_points(ramme, linje))]
    wanted = [ramme.place(*point)[1] for _, point in ends]
    places = etiketter.spread(wanted, etiketter.HEIGHT, 0, ramme.flade.bottom + 6)
    for (nr, (status, day)), y in zip(ends, places, strict=True):
        x, at = ramme.place(status, day)
        yield element("text", str(nr), x=ramme.flade.right + 6, y=y + 4)
        if abs(y - at) > 1 or status < len(ramme.statusdatoer) - 1:
            lead = path("M", x + 7, at, "L", ramme.flade.right + 3, y)
            yield tegnet("svag", [lead], stroke_opacity="0.5", stroke_dasharray="1 2")


def _names(ramme, linjer, bredde):
    for nr, linje in enumerate(linjer):
        dated = any(_points(ramme, linje))
        undated = "" if dated and (linje.faktisk or linje.prognoser[-1]) else ", uden dato"
        name = etiketter.shorten(f"{nr + 1} {linje.titel}", bredde - 20 - etiketter.width(undated)) + undated
        yield lambda x, y, nr=nr: [draw_mark(nr, [(x, y)])], name, ""
    if any(linje.faktisk for linje in linjer):
        yield lambda x, y: [*_done(x, y)], "Gennemført", ""


def _axes(ramme, bredde):
    flade = ramme.flade
    marks = ramme.akse.marks(flade.bottom - TOP, APART)
    heights = [flade.bottom - share * (flade.bottom - TOP) for share, _ in marks]
    across = "".join(path("M", flade.left, y, "H", flade.right) for y in heights)
    down = "".join(path("M", flade.x(nr), TOP, "V", flade.bottom) for nr in range(len(ramme.statusdatoer)))
    yield element("path", class_="gitter", d=across, stroke="currentColor", stroke_opacity="0.25")
    yield element("path", class_="gitter", d=down, stroke="currentColor", stroke_opacity="0.12")
    words = [
        element("text", label, x=flade.left - 6, y=y + 4, text_anchor="end")
        for (_, label), y in zip(marks, heights, strict=True)
    ]
    yield element("g", *words, *categories(flade, [*map(akse.dato, ramme.statusdatoer)], bredde), class_="akse")


def _table(linjer):
    for nr, linje in enumerate(linjer, 1):
        told = ["–" if day is None else akse.dato(day) for day in linje.prognoser]
        yield str(nr), linje.titel, *told, akse.dato(linje.faktisk) if linje.faktisk else "–"

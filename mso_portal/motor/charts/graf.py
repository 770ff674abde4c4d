"""Columns and lines, each with its numbers as a table. A missing value leaves a gap, never a zero."""

from dataclasses import dataclass

from mso_portal.motor.charts import akse, etiketter
from mso_portal.motor.charts.flade import axes, known, surface
from mso_portal.motor.charts.svg import Svg, drawing, element

STYLES = {"stroke_width": 2}, {"stroke_dasharray": "6 3"}, {"stroke_dasharray": "1.5 3"}


@dataclass(frozen=True)
class Graf:
    svg: Svg
    hoved: tuple
    raekker: tuple  # the numbers as text, a row for each category
    noter: tuple = ()  # sentences that stand below the table


def soejler(titel, beskrivelse, kategorier, navn, values, bredde=340, hoejde=150):
    """One column for each category, from zero."""
    flade = surface([0, *known(values)], kategorier, bredde - 8, hoejde)
    wide, zero, columns = (flade.right - flade.left) / flade.count * 0.6, flade.y(0), []
    for nr, value in enumerate(values):
        if value is not None:
            y, x = flade.y(value), flade.x(nr) - wide / 2
            size = {"width": wide, "height": abs(y - zero)}
            columns.append(element("rect", class_="soejle", x=x, y=min(y, zero), **size))
    svg = drawing(titel, beskrivelse, bredde, hoejde, *axes(flade, kategorier, bredde), *columns)
    return _with_table(svg, kategorier, [(navn, values)])


def linje(titel, beskrivelse, kategorier, serier, bredde=340, hoejde=150):
    """At most three series of (navn, values), told apart by line style and by the name at the line's end."""
    if len(serier) > len(STYLES):
        raise ValueError("at most three series can be told apart without colour")
    names = [etiketter.shorten(navn, bredde * 0.3) for navn, _ in serier]
    right = bredde - max(map(etiketter.width, names)) - 10
    flade = surface(known(value for _, values in serier for value in values), kategorier, right, hoejde)
    lines = [_line(flade, values, nr) for nr, (_, values) in enumerate(serier)]
    ends = [flade.y([flade.steps[0], *known(values)][-1]) for _, values in serier]
    ends = etiketter.spread(ends, etiketter.HEIGHT, 0, flade.bottom + 6)
    words = [element("text", name, x=right + 6, y=y + 4) for name, y in zip(names, ends, strict=True)]
    svg = drawing(titel, beskrivelse, bredde, hoejde, *axes(flade, kategorier, bredde), *lines, *words)
    return _with_table(svg, kategorier, serier)


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
        places = akse.decimals(known(values))
        columns.append(["–" if value is None else akse.tal(value, places) for value in values])
    return Graf(svg, ("", *(navn for navn, _ in serier)), tuple(zip(kategorier, *columns, strict=True)))

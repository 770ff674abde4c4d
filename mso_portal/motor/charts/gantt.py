"""The plan in time: a row for each milestone and activity, in groups, at most thirty rows a page."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from mso_portal.motor.charts import akse, etiketter
from mso_portal.motor.charts.gantt_raekke import TEGN, Milepael, labels, marks, word
from mso_portal.motor.charts.graf import Graf
from mso_portal.motor.charts.maerker import forklaring, fyldt, path, pil, struck, tegnet, written
from mso_portal.motor.charts.svg import drawing, element
from mso_portal.motor.charts.tidsakse import tidsakse

MOST_ROWS = 30
NEAR = timedelta(weeks=26)
HEAD = 36  # the axis and the status date
ROW, TIGHT, LOOSE_ROWS = 22, 17, 20  # a full page stands tight and has titles of one line, so that paper holds it
HOVED = ("Række", "Tema", "Oprindelig", "Godkendt", "Prognose", "Gennemført", "Forskydning")


@dataclass(frozen=True)
class Ramme:
    """Where the rows of a page stand; `tops` has the end of the last row as well."""

    left: float
    right: float
    bredde: float
    tops: tuple
    akse: object
    status: date

    def x(self, day):
        return self.left + self.akse.share(day) * (self.right - self.left)

    def y(self, nr):
        return (self.tops[nr] + self.tops[nr + 1]) / 2


def gantt(titel, beskrivelse, grupper, statusdato, bredde=720, taet=False, raekker=None):
    """Return a Graf for each page, all on the same axis of time. A width of 640 or 970 fills a paper; `taet` stands
    tight however few the rows are. With fewer `raekker`, shared evenly, each fits in where a page is begun."""
    sider = _pages(grupper, _shared(grupper, raekker) if raekker else MOST_ROWS)
    days = [day for gruppe in grupper for row in gruppe.raekker for day in row.days]
    tid = tidsakse(_with_status(days, statusdato))
    graphs = []
    for nr, lines in enumerate(sider, 1):
        navn = f"{titel} (side {nr} af {len(sider)})" if len(sider) > 1 else titel
        ramme = _frame(lines, tid, statusdato, bredde, taet or len(sider) > 1 or len(lines) > LOOSE_ROWS)
        svg = _page(navn, beskrivelse, lines, ramme)
        graphs.append(Graf(svg, (*HOVED, f"Tilstand {akse.dato(statusdato)}"), tuple(_table(lines))))
    return tuple(graphs)


def _with_status(days, status):
    """The status date is on the axis unless the plan is so far away that it would be squeezed."""
    if not days:
        return [status]
    low, high = min(days), max(days)
    room = max((high - low) / 2, NEAR)
    return [low, high, status] if low - room <= status <= high + room else [low, high]


def _shared(grupper, most):
    """Return how many lines each takes when none is left with a few; a heading may stand once more."""
    total = sum(len(gruppe.raekker) + bool(gruppe.titel) for gruppe in grupper)
    return min(most, ceil(total / ceil(total / most)) + 1)


def _pages(grupper, most):
    """Lines of (group, row) and of (group, None) for its heading, which a new page repeats."""
    pages = [[]]
    for gruppe in grupper:
        headed = bool(gruppe.titel)
        for nr, row in enumerate(gruppe.raekker):
            if len(pages[-1]) + 1 + (headed and nr == 0) > most:
                pages.append([])
            if headed and (nr == 0 or not pages[-1]):
                pages[-1].append((gruppe, None))
            pages[-1].append((gruppe, row))
    return pages


def _frame(lines, tid, status, bredde, tight):
    titles = [etiketter.width(_title(*line)) + _indent(lines, line[1]) for line in lines]
    left = min(max(titles, default=0), bredde * 0.36)
    said = [etiketter.width(word(row)) for _, row in lines if row]
    tops = [HEAD]
    for line in lines:
        tall = ROW + 10 * (len(_wrapped(lines, line, left)) - 1)
        tops.append(tops[-1] + (TIGHT if tight else tall))
    return Ramme(left + 8, bredde - max([*said, 0]) - 14, bredde, tuple(tops), tid, status)


def _page(titel, beskrivelse, lines, ramme):
    rows = [(nr, row) for nr, (_, row) in enumerate(lines) if row]
    legend, height = forklaring(_legend([row for _, row in rows]), ramme.bredde, ramme.tops[-1] + 6)
    parts = [*_grid(ramme), *_dependencies(ramme, rows), *marks(ramme, rows)]
    words = [*_titles(ramme, lines), *labels(ramme, rows)]
    return drawing(titel, beskrivelse, ramme.bredde, ramme.tops[-1] + 6 + height, *parts, *words, *legend)


def _grid(ramme):
    wide, bottom = ramme.right - ramme.left, ramme.tops[-1]
    text = f"Status {akse.dato(ramme.status)}" if ramme.status in ramme.akse else ""
    half, at = etiketter.width(text) / 2, ramme.x(ramme.status)
    place = min(max(at, half), ramme.bredde - half)
    ticks = [(ramme.left + share * wide, label) for share, label in ramme.akse.marks(wide)]
    # a line of the axis begins below the status date where it would cross it
    tops = (HEAD - 7 if text and abs(tick - place) < half else 2 for tick, _ in ticks)
    down = "".join(path("M", tick, top, "V", bottom) for (tick, _), top in zip(ticks, tops, strict=True))
    across = "".join(path("M", 0, top, "H", ramme.bredde) for top in ramme.tops)
    yield element("path", class_="gitter", d=across, stroke="currentColor", stroke_opacity="0.12")
    yield element("path", class_="gitter", d=down, stroke="currentColor", stroke_opacity="0.25")
    fits = [(tick + 4, label) for tick, label in ticks if tick + 4 + etiketter.width(label) <= ramme.bredde]
    yield element("g", *(element("text", label, x=x, y=11) for x, label in fits), class_="akse")
    if text:
        yield tegnet("", [path("M", at, HEAD - 7, "V", bottom)], stroke_width=1.5)
        yield element("text", text, x=place, y=HEAD - 10, text_anchor="middle")


def _title(gruppe, row):
    return row.titel if row else gruppe.titel


def _indent(lines, row):
    return 8 if row and any(other is None for _, other in lines) else 0


def _wrapped(lines, line, left):
    return etiketter.wrap(_title(*line), left - _indent(lines, line[1])) or [""]


def _titles(ramme, lines):
    room = ramme.left - 8
    for nr, line in enumerate(lines):
        row, x = line[1], _indent(lines, line[1])
        tight = ramme.tops[nr + 1] - ramme.tops[nr] < ROW
        texts = [etiketter.shorten(_title(*line), room - x)] if tight else _wrapped(lines, line, room)
        look = {"font_weight": "700"} if row is None or getattr(row, "kritisk", False) else {}
        first = ramme.y(nr) + 4 - etiketter.HEIGHT * (len(texts) - 1) / 2
        for place, text in enumerate(texts):
            draw = struck if getattr(row, "bortfaldet", False) else written
            yield from draw(text, x, first + etiketter.HEIGHT * place, **look)


def _dependencies(ramme, rows):
    """From the mark depended on, between the rows, and down or up to the critical milestone's mark."""
    dated = {row.noegle: (nr, row) for nr, row in rows if isinstance(row, Milepael) and row.place}
    lines, heads = [], []
    for nr, row in dated.values():
        for fra, before in (dated[key] for key in row.afhaenger_af if row.kritisk and key in dated):
            down = 1 if nr > fra else -1
            x, end, point = ramme.x(before.place), ramme.x(row.place), ramme.y(nr) - 9 * down
            edge = ramme.tops[fra + (down > 0)]
            lines.append(path("M", x, ramme.y(fra) + 8 * down, "V", edge, "H", end, "V", point - 4 * down))
            heads.append(pil(end, point, 5 * down))
    yield tegnet("svag", lines)
    yield fyldt("svag", heads)


def _legend(rows):
    """Only what the page shows."""
    stones = [row for row in rows if isinstance(row, Milepael)]
    used = {
        "Oprindelig": any(row.oprindelig.slut for row in stones),
        "Godkendt": any(row.godkendt.slut for row in stones),
        "Prognose": any(_is_open(row) and not row.overskredet for row in stones),
        "Gennemført": any(row.faktisk for row in stones),
        "Overskredet": any(_is_open(row) and row.overskredet for row in stones),
        "Aktivitet": len(stones) < len(rows),
    }
    yield from ((TEGN[navn], navn, "") for navn, shown in used.items() if shown)
    if any(row.kritisk for row in stones):
        yield None, "Kritisk", "bold"
    if any(row.bortfaldet for row in stones):
        yield None, "Bortfaldet", "struck"


def _is_open(row):
    return row.forventet.slut and not row.faktisk and not row.bortfaldet


def _table(lines):
    for gruppe, row in lines:
        if isinstance(row, Milepael):
            times = (row.oprindelig, row.godkendt, row.prognose)
            faktisk = akse.dato(row.faktisk) if row.faktisk else "–"
            slip = "–" if row.forskydning is None else akse.dage(row.forskydning)
            yield row.titel, gruppe.titel, *map(_time, times), faktisk, slip, _state(row)
        elif row:
            days = dict.fromkeys(map(akse.dato, (row.start, row.slut)))  # one day is said once
            yield row.titel, gruppe.titel, "–", "–", " – ".join(days), "–", "–", row.tilstand or "Aktivitet"


def _time(tid):
    return akse.dato(tid.slut) if tid.slut and tid.slut == tid.start else tid.tekst or "–"


def _state(row):
    return f"{row.tilstand}, kritisk" if row.kritisk and row.tilstand else row.tilstand or "–"

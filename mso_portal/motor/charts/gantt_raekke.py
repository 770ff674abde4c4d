"""The rows of the Gantt chart: what they hold, their marks and the few words beside these."""

from dataclasses import dataclass
from datetime import date

from mso_portal.motor.charts import akse, etiketter
from mso_portal.motor.charts.maerker import bjaelke, cirkel, fyldt, grund, hul, path, romb, streg, tegnet
from mso_portal.motor.charts.svg import element
from mso_portal.vaerdier.tidspunkt import Tidspunkt

BESIDE = 11  # from a mark to the words beside it


@dataclass(frozen=True)
class Milepael:
    """`forskydning` is the days drawn beside the marks; `tilstand` and `tema` are words of the table alone.

    An empty prognose means the date of godkendt. `afhaenger_af` holds other rows' noegle.
    """

    noegle: str
    titel: str
    oprindelig: Tidspunkt = Tidspunkt()
    godkendt: Tidspunkt = Tidspunkt()
    prognose: Tidspunkt = Tidspunkt()
    faktisk: date | None = None
    forskydning: int | None = None
    tilstand: str = ""
    kritisk: bool = False
    overskredet: bool = False
    bortfaldet: bool = False
    afhaenger_af: tuple = ()

    @property
    def forventet(self):
        return self.prognose or self.godkendt

    @property
    def place(self):
        """The day of the mark that the row is about, or None."""
        return self.faktisk or self.forventet.slut

    @property
    def days(self):
        times = (self.oprindelig, self.godkendt, self.prognose)
        ends = (end for time in times if time.slut for end in (time.start, time.slut))
        return [day for day in (*ends, self.faktisk) if day]


@dataclass(frozen=True)
class Aktivitet:
    titel: str
    start: date
    slut: date
    tilstand: str = ""

    @property
    def days(self):
        return [self.start, self.slut]


@dataclass(frozen=True)
class Gruppe:
    """A tema and its rows; without a titel the rows stand without a heading."""

    titel: str
    raekker: tuple


def _overdue(x, y):
    """A diamond with a cross cut out of it."""
    arm = path("l", 1.2, -1.2, 1.8, 1.8, 1.8, -1.8, 1.2, 1.2, -1.8, 1.8, 1.8, 1.8, -1.2, 1.2, -1.8, -1.8)
    return romb(x, y, 6.8) + path("M", x - 3, y - 1.8) + arm + path("l", -1.8, 1.8, -1.2, -1.2, 1.8, -1.8, "z")


def draw_original(places):
    return hul("svag", [romb(x, y, 7.5) for x, y in places], stroke_width=1.2)


def draw_approved(places):
    return tegnet("", [streg(x, y, 8.5) for x, y in places], stroke_width=2)


def draw_forecast(places):
    return fyldt("prognose", [romb(x, y, 4.5) for x, y in places])


def draw_done(places):
    return fyldt("faktisk", [cirkel(x, y, 4.2) for x, y in places])


def draw_overdue(places):
    crossed = fyldt("fejl", [_overdue(x, y) for x, y in places], fill_rule="evenodd")
    return element("g", grund([romb(x, y, 6.8) for x, y in places]), crossed) if places else ""


TEGN = {
    "Oprindelig": lambda x, y: [draw_original([(x, y)])],
    "Godkendt": lambda x, y: [draw_approved([(x, y)])],
    "Prognose": lambda x, y: [draw_forecast([(x, y)])],
    "Gennemført": lambda x, y: [draw_done([(x, y)])],
    "Overskredet": lambda x, y: [draw_overdue([(x, y)])],
    "Aktivitet": lambda x, y: [fyldt("svag", [bjaelke(x - 8, x + 8, y, 2.5)])],
}


def marks(ramme, rows):
    """All marks of the page, each kind in one go; the later lie on top."""
    stones = [(ramme.y(nr), row) for nr, row in rows if isinstance(row, Milepael)]
    others = [(ramme.y(nr), row) for nr, row in rows if isinstance(row, Aktivitet)]
    late = [(y, row) for y, row in stones if not row.bortfaldet and not row.faktisk]
    yield fyldt("svag", [_bar(ramme, row.start, row.slut, y, 2.5) for y, row in others])
    yield fyldt("svag", [bar for y, row in stones for bar in _spans(ramme, y, row)], fill_opacity="0.35")
    yield tegnet("svag", [_slip(ramme, y, row) for y, row in stones if _moved(row)], stroke_dasharray="3 2")
    yield draw_original(_places(ramme, ((y, row.oprindelig.slut) for y, row in stones)))
    yield draw_approved(_places(ramme, ((y, row.godkendt.slut) for y, row in stones)))
    yield draw_forecast(_places(ramme, ((y, row.forventet.slut) for y, row in late if not row.overskredet)))
    yield draw_overdue(_places(ramme, ((y, row.forventet.slut) for y, row in late if row.overskredet)))
    yield draw_done(_places(ramme, ((y, row.faktisk) for y, row in stones)))


def labels(ramme, rows):
    """The words of each row, right of its last mark; the frame keeps room for the longest there."""
    for nr, row in rows:
        text = word(row)
        if text:
            x = max(map(ramme.x, row.days), default=ramme.right) + BESIDE
            yield element("text", text, x=_clear(ramme, x, text), y=ramme.y(nr) + 4)


def word(row):
    if isinstance(row, Aktivitet):
        return ""
    if row.bortfaldet:
        return "bortfaldet"
    if not row.place:
        return "uden dato"
    return akse.dage(row.forskydning) if row.forskydning else ""


def _clear(ramme, x, text):
    """Past the line of the status date, when there is room for that."""
    if ramme.status in ramme.akse:
        line, wide = ramme.x(ramme.status), etiketter.width(text)
        if x - 3 < line < x + wide and line + 4 + wide <= ramme.bredde:
            return line + 4
    return x


def _places(ramme, days):
    return [(ramme.x(day), y) for y, day in days if day]


def _bar(ramme, start, slut, y, r):
    return bjaelke(ramme.x(start) - 1, ramme.x(slut) + 1, y, r)


def _spans(ramme, y, row):
    """Times coarser than a day; the original and the approved stand above and below a forecast that differs."""
    now = (row.forventet.start, row.forventet.slut)
    for tid, offset in ((row.oprindelig, -4), (row.godkendt, 4), (row.forventet, 0)):
        span = (tid.start, tid.slut)
        if all(span) and span[0] != span[1] and (offset == 0 or span != now):
            yield _bar(ramme, *span, y + offset, 1.5 if offset else 2.5)


def _moved(row):
    return row.forskydning and row.place and row.oprindelig.slut and not row.bortfaldet


def _slip(ramme, y, row):
    return path("M", ramme.x(row.oprindelig.slut), y, "H", ramme.x(row.place))

"""Money year by year: the frame as an outline, forbrug as a bar inside it, prognose as a mark, all as amounts too."""

from dataclasses import dataclass

from mso_portal.motor.charts import etiketter
from mso_portal.motor.charts.graf import Graf
from mso_portal.motor.charts.maerker import bjaelke, forklaring, fyldt, path, romb, streg, tegnet
from mso_portal.motor.charts.svg import drawing, element
from mso_portal.vaerdier.kroner import er_afrundet, tkr

HEAD, ROW, GAP, LEAST = 22, 30, 10, 90
NAMES = "Budget", "Forbrug", "Prognose"
AFRUNDET = "* Beløbet er afrundet til hele tusind kroner."


@dataclass(frozen=True)
class Budgetaar:
    """A year or a sum of years, in kroner; None is not stated and is never drawn as nothing."""

    navn: str
    ramme: int | None = None
    forbrug: int | None = None
    prognose: int | None = None

    @property
    def amounts(self):
        return self.ramme, self.forbrug, self.prognose

    @property
    def texts(self):
        return tuple(tkr(amount) + "*" * bool(er_afrundet(amount)) for amount in self.amounts)


@dataclass(frozen=True)
class Ramme:
    """The bars stand between left and right, or below the amounts when there is too little room beside them."""

    bredde: float
    name: float
    widths: tuple
    left: float
    right: float
    low: float
    high: float
    below: bool

    def x(self, kroner):
        return self.left + (kroner - self.low) / (self.high - self.low) * (self.right - self.left)


def budgetbjaelke(titel, beskrivelse, aar, bredde=720):
    """Return a row for each year, amounts in tkr., with its table."""
    ramme = _frame(aar, bredde)
    tall = ROW + 18 * ramme.below
    bottom = HEAD + tall * len(aar)
    rules = "".join(path("M", 0, HEAD + tall * nr, "H", bredde) for nr in range(len(aar) + 1))
    parts = [element("path", class_="gitter", d=rules, stroke="currentColor", stroke_opacity="0.12")]
    parts += [_texts(ramme, ("tkr.", *NAMES), 14, class_="akse")]
    for nr, year in enumerate(aar):
        parts.append(_texts(ramme, (year.navn, *year.texts), HEAD + tall * nr + 19))
        parts += _bars(ramme, year, HEAD + tall * nr + (35 if ramme.below else ROW / 2))
    legend, below = forklaring(_legend(aar), bredde, bottom + 4)
    svg = drawing(titel, beskrivelse, bredde, bottom + 4 + below, *parts, *legend)
    rounded = any(er_afrundet(amount) for year in aar for amount in year.amounts)
    hoved = ("År", *(f"{navn} (tkr.)" for navn in NAMES))
    return Graf(svg, hoved, tuple((year.navn, *year.texts) for year in aar), (AFRUNDET,) if rounded else ())


def _frame(aar, bredde):
    known = [amount for year in aar for amount in year.amounts if amount is not None]
    low, high = min([0, *known]), max([0, *known])
    widths = _widths(aar)
    wide = sum(widths) + GAP * len(widths)
    name = min(max((etiketter.width(year.navn) for year in aar), default=0), max(bredde - wide - LEAST, bredde * 0.2))
    below = bredde - wide - name - 2 * GAP < LEAST
    left, right = (8, bredde - 8) if below else (name + GAP + 8, bredde - wide - GAP)
    return Ramme(bredde, name, widths, left, right, low, high if high > low else low + 1, below)


def _widths(aar):
    columns = zip(NAMES, *(year.texts for year in aar), strict=True)
    return tuple(max(map(etiketter.width, texts)) for texts in columns)


def _texts(ramme, texts, y, **look):
    """The name at the left and the three amounts at the right, on one line."""
    (name, *amounts), x, drawn = texts, ramme.bredde, []
    for text, width in reversed(list(zip(amounts, ramme.widths, strict=True))):
        drawn.append(element("text", text, x=x, y=y, text_anchor="end"))
        x -= width + GAP
    return element("g", element("text", etiketter.shorten(name, ramme.name), x=0, y=y), *drawn, **look)


def _bars(ramme, year, y):
    zero = ramme.x(0)
    if year.ramme is not None:
        yield draw_frame(*sorted((zero, ramme.x(year.ramme))), y)
    if year.forbrug is not None:
        yield draw_spent(*sorted((zero, ramme.x(year.forbrug))), y)
    yield tegnet("", [streg(zero, y, 10)])
    if year.prognose is not None:
        over = year.ramme is not None and year.prognose > year.ramme
        yield draw_forecast(ramme.x(year.prognose), y, over)


def draw_frame(left, right, y):
    return tegnet("", [bjaelke(left, right, y, 8)], stroke_width=1.5)


def draw_spent(left, right, y):
    return fyldt("svag", [bjaelke(left, right, y, 4)], fill_opacity="0.6")


def draw_forecast(x, y, over=False):
    return fyldt("fejl" if over else "prognose", [romb(x, y, 6)])


def _legend(aar):
    known = [any(year.amounts[nr] is not None for year in aar) for nr in range(3)]
    signs = (
        lambda x, y: [draw_frame(x - 8, x + 8, y)],
        lambda x, y: [draw_spent(x - 8, x + 8, y)],
        lambda x, y: [draw_forecast(x, y)],
    )
    yield from ((sign, name, "") for sign, name, shown in zip(signs, NAMES, known, strict=True) if shown)

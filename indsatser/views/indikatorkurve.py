"""The curve of an indicator: its series with mål and delmål, and where it seems to be going (20 §7.5, §8)."""

from fractions import Fraction

from indsatser.beregning.perioder import er_uenige
from indsatser.beregning.periodetekst import periodetekst
from indsatser.beregning.prognoser import Punkt as Prognosepunkt
from indsatser.beregning.prognoser import maal_prognose
from indsatser.enums import Maaltype, Omfang
from indsatser.views import maaltal
from maalinger.statistik.perioder import naeste, periode_for
from maalinger.statistik.punkt import Punkt
from maalinger.statistik.wilson import wilson
from mso_portal.motor.charts.serie import Fase, serie
from mso_portal.motor.charts.serie import Punkt as Kurvepunkt

FREM = 12  # periods ahead in which a delmål is still drawn
BREDDE, HOEJDE = 720, 220


def breaks(metode):
    """Return the numbers of the figure's definitions whose values can't be compared with those before; a query."""
    rows = metode.serie.noegletal.versioner.filter(serieskift=True).order_by("nr")
    return set(rows.values_list("nr", flat=True))


def curve(status, metode, skift):
    """Return the chart of the primary series with its table, or None before there are two values."""
    figure, frekvens = metode.noegletalversion, metode.serie.noegletal.frekvens
    if sum(one.vaerdi is not None for one in status.punkter) < 2:
        return None
    steps = _due(status.definition)
    points = _with_future(status.punkter, frekvens, max(steps, default=None))
    borders = _borders(points, skift)
    own = next((nr for nr, one in enumerate(points) if one.versionsnr == figure.nr), 0)
    drawn = [_drawn(one, figure, frekvens, status.definition if nr >= own else None, steps)
             for nr, one in enumerate(points)]  # fmt: skip
    phases = [Fase(0), *(Fase(nr, navn="Ny opgørelse", serieskift=True) for nr in borders)]
    words = f"Kurve over {figure.taeller_tekst}: {len(status.punkter)} perioder, med mål og delmål."
    unit = f" ({figure.enhed})" if figure.enhed else ""
    return serie(status.indikator.navn, words, f"Værdi{unit}", drawn, phases, decimaler=figure.decimaler,
                 bredde=BREDDE, hoejde=HOEJDE)  # fmt: skip


def _due(definition):
    """Return {day: value} of the delmål; the mål itself is one on its frist."""
    steps = {one.senest: one.vaerdi for one in definition.delmaal.all()}
    return steps | ({definition.maal_frist: definition.maalvaerdi} if definition.maal_frist else {})


def _with_future(points, frekvens, until):
    """The points and the empty periods that follow, to the one the last delmål is due in."""
    found = list(points)
    start = naeste(frekvens, found[-1].periode_start)
    while start and until and start <= until and len(found) < len(points) + FREM:
        found.append(Punkt(*periode_for(frekvens, start)))
        start = naeste(frekvens, start)
    return found


def _borders(points, skift):
    """The first point of each definition that begins anew; a series that begins with one has no break."""
    first = {}
    for nr, one in enumerate(points):
        if one.versionsnr in skift:
            first.setdefault(one.versionsnr, nr)
    return sorted(nr for nr in first.values() if nr)


def _drawn(one, figure, frekvens, definition, steps):
    due = [day for day in steps if one.periode_start <= day <= one.periode_slut]
    note = maaltal.found(one, figure) if one.vaerdi is None and (one.revision or one.skjult) else ""
    return Kurvepunkt(
        periodetekst(frekvens, one.periode_start, one.periode_slut), maaltal.plain(one.vaerdi, figure),
        maal=maaltal.plain(definition.maalvaerdi, figure) if definition else None,
        delmaal=maaltal.plain(steps[max(due)], figure) if due else None, foreloebig=one.foreloebig, bemaerkning=note,
    )  # fmt: skip


def forecast(status, metode, skift):
    """Return the forecast as text, or nothing for a target that isn't moved towards."""
    if status.definition.maaltype not in (Maaltype.UDVIKLING, Maaltype.NORM):
        return ""
    begun, points = set(), []
    for one in status.punkter:
        if one.foreloebig:
            continue
        new = one.versionsnr in skift and one.versionsnr not in begun
        begun.add(one.versionsnr)
        points.append(Prognosepunkt(one.periode_slut, one.vaerdi, serieskift=new))
    return maal_prognose(points, status.definition.maalvaerdi, metode.noegletalversion.retning).tekst


def newest(metode):
    """Return the newest value of a method that counts, or None; `vaerdier` came with the method."""
    nr = metode.noegletalversion.nr
    return next((one for one in reversed(metode.vaerdier) if one.versionsnr == nr and not one.foreloebig), None)


def disagrees(first, other):
    """Say whether the newest values of two methods can't both be right."""
    spans = [_span(one, newest(one)) for one in (first, other)]
    return None not in spans and er_uenige(*spans)


def _span(metode, punkt):
    """(low, high) of a value: its interval when it is a sample's, else the value twice."""
    if punkt is None or punkt.vaerdi is None:
        return None
    if metode.omfang == Omfang.STIKPROEVE and punkt.naevner:
        found = wilson(punkt.taeller, punkt.naevner, punkt.population)
        if found:
            return found.scaled(Fraction(punkt.multiplikator))
    return punkt.vaerdi, punkt.vaerdi

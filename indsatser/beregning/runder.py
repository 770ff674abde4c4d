"""Status dates of a rhythm and the frister of a round (21 §3), in hverdage from the status date and the meeting."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from mso_portal.vaerdier.hverdage import laeg_hverdage
from mso_portal.vaerdier.kvartal import Kvartal


@dataclass(frozen=True)
class Frister:
    """The five days of a round; `laasefrist` is that of the approval while there is no meeting."""

    aabnes: date
    bidragsfrist: date
    tekstfrist: date
    godkendelsesfrist: date
    laasefrist: date


def frister(statusdato, moededato, rytme, lukkedage=()):
    """Return the Frister of a round; `rytme` has aabn_foer, bidrag, tekst, godkend and laas_foer."""
    after = {
        name: laeg_hverdage(statusdato, getattr(rytme, name), lukkedage) for name in ("bidrag", "tekst", "godkend")
    }
    last = laeg_hverdage(moededato, -rytme.laas_foer, lukkedage) if moededato else after["godkend"]
    return Frister(
        laeg_hverdage(statusdato, -rytme.aabn_foer, lukkedage), after["bidrag"], after["tekst"], after["godkend"], last
    )


def tidligste_moede(statusdato, rytme, lukkedage=()):
    """The first day a meeting can be held on a status of that date."""
    return laeg_hverdage(statusdato, rytme.godkend + rytme.laas_foer, lukkedage)


def statusdato_for(planlagt, moededato, rytme, lukkedage=()):
    """The status date of a round: the planned one, or so much earlier that the status can be written in time."""
    if moededato is None or tidligste_moede(planlagt, rytme, lukkedage) <= moededato:
        return planlagt
    return laeg_hverdage(moededato, -(rytme.godkend + rytme.laas_foer), lukkedage)


def statusdatoer(rytme, fra, til):
    """Return the planned status dates of a rhythm in a period, both ends included; none where they are typed."""
    if rytme.art == "kvartal":
        candidates = _quarter_ends(fra)
    elif rytme.art == "maaned":
        candidates = (_month_end(rytme.anker, rytme.interval * k) for k in count())
    elif rytme.art == "uger":
        candidates = (rytme.anker + timedelta(weeks=rytme.interval * k) for k in count())
    else:
        return []
    return _between(candidates, fra, til)


def _between(candidates, fra, til):
    found = []
    for day in candidates:
        if day > til:
            return found
        if day >= fra:
            found.append(day)
    return found


def _quarter_ends(fra):
    quarter = Kvartal.of(fra)
    while True:
        yield quarter.slut
        quarter = quarter.naeste


def _month_end(anker, months):
    total = anker.year * 12 + anker.month + months
    return date(total // 12, total % 12 + 1, 1) - timedelta(days=1)


def naermeste_kvartal(dag):
    """Return the Kvartal whose last day is nearest; the later one when it is as near."""
    own = Kvartal.of(dag)
    before = own.start - timedelta(days=1)
    return own if own.slut - dag <= dag - before else Kvartal.of(before)

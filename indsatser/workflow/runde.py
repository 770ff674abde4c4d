"""The round a plan reports in: its rhythm, its duty, and one round of it (21 §3)."""

from datetime import timedelta
from itertools import count

from django.core.exceptions import ValidationError

from indsatser.beregning.runder import frister, naermeste_kvartal, statusdato_for
from indsatser.enums import Rundetilstand, Rytmeart
from indsatser.models import Rapporteringsrytme, Statuspligt, Statusrunde
from indsatser.workflow.raekker import keep, keep_new
from mso_portal.motor.workflow import lock
from mso_portal.organisation.models import Lukkedag
from mso_portal.vaerdier.datoer import dato_lang
from mso_portal.vaerdier.kvartal import Kvartal

KVARTALSRYTME = "Hvert kvartal"
FOERSTE = timedelta(days=91)  # the period of a first round on a typed date: a quarter


def quarter_rhythm(forum, by):
    """Return the forum's quarterly rhythm: the one that goes on, or a new one with the usual frister."""
    own = Rapporteringsrytme.objects.filter(forum=forum).order_by("pk")
    found = own.filter(art=Rytmeart.KVARTAL, aktiv_til=None).first()
    return found or keep_new(Rapporteringsrytme(forum=forum, navn=_free_name(own)), by)


def _free_name(rhythms):
    """The usual name, with a number behind when one that ends has it."""
    taken = set(rhythms.values_list("navn", flat=True))
    return next(name for name in _numbered(KVARTALSRYTME, "{} ({})") if name not in taken)


def set_primary(plan, rytme, by, fra):
    """Return the plan's primary Statuspligt: the one that runs, or a new one in the rhythm."""
    found = plan.statuspligter.filter(primaer=True, til=None).first()
    return found or keep_new(Statuspligt(plan=plan, rytme=rytme, fra=fra), by)


def round_near(rytme, dag, by, *, moededato=None, note=""):
    """Return the round of a quarterly rhythm whose quarter ends nearest the day, with its meeting or a note.

    A status is never younger than its own writing time: with a meeting too soon after the quarter the status date
    moves back. ValidationError when it would come before the open date of another.
    """
    planlagt = naermeste_kvartal(dag).slut
    found = Statusrunde.objects.filter(rytme=rytme, planlagt_dato=planlagt).first()
    if found is None:
        return new_round(rytme, planlagt, by, moededato=moededato, note=note)
    if moededato is None or found.moededato is not None:
        return found
    columns = dates_of(rytme, planlagt, moededato, Lukkedag.dage())
    found = keep(lock(found), by, moededato=moededato, note=note, **columns)
    pass_on(found, by)
    return found


def new_round(rytme, planlagt, by, *, moededato=None, note=""):
    """Return the round of a rhythm's planned date, saved. ValidationError unless its status date lies after that of the
    round before it."""
    runde = Statusrunde(
        rytme=rytme, forum=rytme.forum, planlagt_dato=planlagt, moededato=moededato, note=note,
        **_names(rytme, planlagt), **dates_of(rytme, planlagt, moededato, Lukkedag.dage()),
    )  # fmt: skip
    before, _ = beside(runde)
    require_after(before, runde.statusdato)
    runde.periode_start = _begins(before, runde)
    keep_new(runde, by)
    pass_on(runde, by)
    return runde


def beside(runde):
    """Return the rounds of the rhythm before and after it that aren't cancelled, None for none."""
    rows = Statusrunde.objects.filter(rytme=runde.rytme_id).exclude(tilstand=Rundetilstand.AFLYST)
    rows = rows.order_by("planlagt_dato")
    return (
        rows.filter(planlagt_dato__lt=runde.planlagt_dato).last(),
        rows.filter(planlagt_dato__gt=runde.planlagt_dato).first(),
    )


def pass_on(runde, by):
    """Give the round after this one the days since the status date that now lies before it."""
    before, after = beside(runde)
    if after and after.tilstand != Rundetilstand.AFSLUTTET:
        last = before if runde.tilstand == Rundetilstand.AFLYST else runde
        keep(lock(after), by, periode_start=_begins(last, after))


def _begins(before, runde):
    return before.statusdato + timedelta(days=1) if before else _first_day(runde.rytme, runde.planlagt_dato)


def dates_of(rytme, planlagt, moededato, closed):
    """Return {column: day} of the status date and the frister."""
    statusdato = statusdato_for(planlagt, moededato, rytme, closed)
    return {"statusdato": statusdato, **columns_of(frister(statusdato, moededato, rytme, closed))}


def columns_of(found):
    """Return the Frister as {column: day}."""
    return {name: getattr(found, name) for name in found.__dataclass_fields__}


def require_after(previous, statusdato):
    """ValidationError unless the status date lies after that of the round before."""
    if previous and statusdato <= previous.statusdato:
        raise ValidationError(
            {"statusdato": f"Statusdatoen skal ligge efter den forrige, {dato_lang(previous.statusdato)}."}
        )


def _names(rytme, planlagt):
    if rytme.art == Rytmeart.KVARTAL:
        quarter = Kvartal.of(planlagt)
        return {"noegle": _key(rytme, str(quarter)), "betegnelse": f"{quarter.nr}. kvartal {quarter.aar}"}
    return {"noegle": _key(rytme, planlagt.isoformat()), "betegnelse": f"Status pr. {dato_lang(planlagt)}"}


def _key(rytme, name):
    """The name itself, with a number behind when another rhythm of the forum has it."""
    taken = set(Statusrunde.objects.filter(forum=rytme.forum_id).order_by().values_list("noegle", flat=True))
    return next(key for key in _numbered(name, "{}-{}") if key not in taken)


def _numbered(name, pattern):
    return (pattern.format(name, nr) if nr > 1 else name for nr in count(1))


def _first_day(rytme, planlagt):
    """The period of a rhythm's first round is as long as those that follow."""
    if rytme.art == Rytmeart.KVARTAL:
        return Kvartal.of(planlagt).start
    if rytme.art == Rytmeart.UGER:
        return planlagt - timedelta(weeks=rytme.interval) + timedelta(days=1)
    if rytme.art == Rytmeart.MAANED:
        month = planlagt.year * 12 + planlagt.month - rytme.interval
        return planlagt.replace(year=month // 12, month=month % 12 + 1, day=1)
    return planlagt - FOERSTE + timedelta(days=1)

"""The round a plan reports in: its rhythm, its duty, and one round of it (21 §3)."""

from datetime import timedelta

from indsatser.beregning.runder import frister, naermeste_kvartal, statusdato_for
from indsatser.models import Rapporteringsrytme, Statuspligt, Statusrunde
from indsatser.workflow.raekker import keep, keep_new
from mso_portal.motor.workflow import lock
from mso_portal.organisation.models import Lukkedag

KVARTALSRYTME = "Hvert kvartal"


def quarter_rhythm(forum, by):
    """Return the forum's quarterly rhythm: the one that is there, or a new one with the usual frister."""
    found = Rapporteringsrytme.objects.filter(forum=forum, art="kvartal", aktiv_til=None).order_by("pk").first()
    return found or keep_new(Rapporteringsrytme(forum=forum, navn=KVARTALSRYTME), by)


def set_primary(plan, rytme, by, fra):
    """Return the plan's primary Statuspligt: the one that runs, or a new one in the rhythm."""
    found = plan.statuspligter.filter(primaer=True, til=None).first()
    return found or keep_new(Statuspligt(plan=plan, rytme=rytme, fra=fra), by)


def round_near(rytme, dag, by, *, moededato=None, note=""):
    """Return the round of a quarterly rhythm whose quarter ends nearest the day, with its meeting or a note.

    A status is never younger than its own writing time: with a meeting too soon after the quarter the status date
    moves back. ValidationError when it would come before the open date of another.
    """
    closed = set(Lukkedag.objects.order_by("dato").values_list("dato", flat=True))
    quarter = naermeste_kvartal(dag)
    columns = _dates(rytme, quarter.slut, moededato, closed) | {"moededato": moededato, "note": note}
    found = Statusrunde.objects.filter(rytme=rytme, planlagt_dato=quarter.slut).first()
    if found:
        return keep(lock(found), by, **columns) if moededato and found.moededato is None else found
    previous = Statusrunde.objects.filter(rytme=rytme, statusdato__lt=quarter.slut).order_by("statusdato").last()
    start = previous.statusdato + timedelta(days=1) if previous else quarter.start
    return keep_new(
        Statusrunde(
            rytme=rytme, forum=rytme.forum, noegle=str(quarter), betegnelse=f"{quarter.nr}. kvartal {quarter.aar}",
            planlagt_dato=quarter.slut, periode_start=start, **columns,
        ),
        by,
    )  # fmt: skip


def _dates(rytme, planlagt, moededato, closed):
    statusdato = statusdato_for(planlagt, moededato, rytme, closed)
    found = frister(statusdato, moededato, rytme, closed)
    return {"statusdato": statusdato, **{name: getattr(found, name) for name in found.__dataclass_fields__}}

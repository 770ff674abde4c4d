"""Open a round when its day has come: for each plan that reports, a Kvartalsstatus and its bidrag (21 §3, §4)."""

from datetime import timedelta
from itertools import count

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from indsatser.beregning.milepaele import ventet
from indsatser.beregning.perioder import MAANEDER
from indsatser.enums import (
    Bidragsslags,
    Bidragssvar,
    Dimension,
    Leverancetilstand,
    Plantilstand,
    Punktart,
    Rundetilstand,
    Statustilstand,
)
from indsatser.models import Indsatsplan, Kvartalsstatus, Statusbidrag, Statuspligt, Statusrunde, Statusvurdering
from indsatser.models.planstatus import statuses, value_due
from indsatser.models.status import GENSTAND
from indsatser.workflow.leverance import kontorchefer
from indsatser.workflow.statusbidrag import settle
from indstillinger.beregning.aarshjul import weeks
from mso_portal.motor import ur
from mso_portal.motor.log import log_event
from mso_portal.motor.workflow import lock, save

FREMME = timedelta(days=183)  # milestones so long after the status date are confirmed too
EN_DAG = timedelta(days=1)
SENESTE = 8  # values of a series: enough to see whether one is missing
DATOER = ("aabnes", "statusdato", "bidragsfrist", "tekstfrist", "godkendelsesfrist", "laasefrist", "moededato")
RYTMISKE = (*MAANEDER, "uge")
LUKKES = (Punktart.VILKAAR, Punktart.OPGAVE)
SVARES = (Leverancetilstand.FORESLAAET, Leverancetilstand.MODFORSLAG, Leverancetilstand.AFTALT)
SKRIVES = (Statustilstand.AABEN, Statustilstand.TIL_GODKENDELSE)


def open_rounds(dag):
    """Open the rounds whose day has come, take in the plans that have come since, and bring every bidrag up to date.

    Runs again without effect.
    """
    waiting = Statusrunde.objects.filter(tilstand=Rundetilstand.PLANLAGT, aabnes__lte=dag)
    for runde in waiting.order_by("pk"):
        if may_open(runde):
            open_round(runde)
    for runde in Statusrunde.objects.filter(tilstand=Rundetilstand.AABEN, bidragsfrist__gte=dag).order_by("pk"):
        open_statuses(runde, dag)
    for status in _unfinished():
        refresh(status)


def _unfinished():
    """What is not locked, in rounds that are open and plans that run."""
    return Kvartalsstatus.objects.filter(
        nr=1, laast_den=None, runde__tilstand=Rundetilstand.AABEN, plan__tilstand=Plantilstand.AKTIV
    ).order_by("pk")


def may_open(runde):
    """Say whether the round may open by itself: one that lies in the holidays waits for the sekretær."""
    return runde.ferie_bekraeftet_den is not None or not in_holidays(runde)


def in_holidays(runde):
    """Say whether any date of the round falls in a ferieuge."""
    days = [getattr(runde, name) for name in DATOER]
    return any(day.isocalendar().week in weeks(settings.MSO_FERIEUGER) for day in days if day)


@transaction.atomic
def open_round(runde, by=None):
    """Open a planned round, by the portal itself unless somebody does it, and give each plan its status."""
    runde = lock(runde)
    if runde.tilstand != Rundetilstand.PLANLAGT:
        return runde
    runde.tilstand, runde.aabnet_den, runde.aabnet_af = Rundetilstand.AABEN, ur.nu(), by
    save(runde, by)
    log_event("runde.aabn", runde, by, fra=Rundetilstand.PLANLAGT, til=Rundetilstand.AABEN)
    open_statuses(runde, ur.i_dag())
    return runde


def open_statuses(runde, dag):
    """Give each plan that reports in the round its status."""
    duties = _running(dag).filter(rytme=runde.rytme_id).order_by()
    plans = Indsatsplan.objects.filter(tilstand=Plantilstand.AKTIV, pk__in=duties.values("plan"))
    for plan in plans.exclude(statusser__runde=runde).order_by("pk"):
        open_status(plan, runde)


def _running(dag):
    return Statuspligt.objects.filter(Q(til=None) | Q(til__gte=dag), fra__lte=dag)


def join_rounds(plan):
    """Give a plan that has just been activated its status in the rounds that still take bidrag."""
    dag = ur.i_dag()
    own = _running(dag).filter(plan=plan).order_by().values("rytme")
    rounds = Statusrunde.objects.filter(tilstand=Rundetilstand.AABEN, bidragsfrist__gte=dag, rytme__in=own)
    for runde in rounds.order_by("pk"):
        open_status(plan, runde)


@transaction.atomic
def open_status(plan, runde):
    """Return the plan's status in the round: a new one with six lights to choose and its bidrag when there is none."""
    runde, plan = lock(runde), lock(plan)
    found = Kvartalsstatus.objects.filter(plan=plan, runde=runde).order_by("nr").last()
    if found:
        return found
    status = Kvartalsstatus(
        plan=plan, runde=runde, noegle=_key(plan, runde), oprettet_den=ur.nu(), oprettet_af=plan.tovholder
    )
    status.save()
    Statusvurdering.objects.bulk_create(Statusvurdering(status=status, dimension=one) for one in Dimension)
    log_event("status.opret", status, None)
    _add(status, _wanted(status))
    settle(plan, status=status)
    return status


def _key(plan, runde):
    """The round's key, with a number behind when another forum's round has given the plan that one already."""
    taken = set(plan.statusser.order_by().values_list("noegle", flat=True))
    keys = (f"{runde.noegle}-{nr}" if nr > 1 else runde.noegle for nr in count(1))
    return next(key for key in keys if key not in taken)


@transaction.atomic
def refresh(status):
    """Bring the bidrag of a status up to date: answered by what was reported; and until it is approved dropped when the
    row is finished, moved to who answers for it now, and added for rows that have come, until the bidragsfrist."""
    status = lock(status)  # as who answers does
    settle(status.plan, status=status)
    if status.tilstand not in SKRIVES:
        return
    wanted = _wanted(status)
    for bidrag in status.bidrag.order_by("pk"):
        key, missing = (bidrag.slags, _row(bidrag)), bidrag.svar == Bidragssvar.MANGLER
        if missing and key not in wanted:
            _drop(bidrag)
        elif missing:
            _follow(bidrag, wanted[key], status.runde.bidragsfrist)
        wanted.pop(key, None)
    if ur.i_dag() <= status.runde.bidragsfrist:
        _add(status, wanted)


def _row(bidrag):
    name = GENSTAND[bidrag.slags]
    return name and getattr(bidrag, f"{name}_id")


def _drop(bidrag):
    log_event("bidrag.fjern", bidrag, None)
    bidrag.delete()


def _follow(bidrag, person, frist):
    if (bidrag.ansvarlig_id, bidrag.frist) != (person, frist):
        bidrag.ansvarlig_id, bidrag.frist = person, frist
        save(bidrag, None)


def _add(status, wanted):
    for (slags, key), person in wanted.items():
        row = {f"{GENSTAND[slags]}_id": key} if key else {}
        Statusbidrag(
            status=status, slags=slags, ansvarlig_id=person, frist=status.runde.bidragsfrist, oprettet_den=ur.nu(),
            oprettet_af=status.oprettet_af, **row,
        ).save()  # fmt: skip


def _wanted(status):
    """Return {(kind, key of the row): key of who owes it, the tovholder where nobody else does}; money has no row."""
    plan, runde = status.plan, status.runde
    known = statuses([plan], runde.statusdato, SENESTE)[plan.pk]
    found = {
        Bidragsslags.MAALING: [(one, one.udfoeres_af_id) for one in _methods(known) if _measured(one, runde, known)],
        Bidragsslags.MILEPAEL: [(one, one.ansvarlig_id) for one in _milestones(known)],
        Bidragsslags.LEVERANCE: [(one, _supplier(one)) for one, _ in known.leverancer if one.tilstand in SVARES],
        Bidragsslags.RISIKO: [(one, one.ejer_id) for one, _ in known.risici],
        Bidragsslags.OPFOELGNING: [(one, one.ansvarlig_id) for one in known.punkter if one.art in LUKKES],
    }  # fmt: skip
    rows = {(slags, one.pk): person for slags, of in found.items() for one, person in of}
    rows |= {(Bidragsslags.OEKONOMI, None): plan.oekonomiansvarlig_id}
    return {key: person or plan.tovholder_id for key, person in rows.items()}


def _methods(known):
    active = (goal for goal in known.maal if goal.tilstand != "opgivet")
    return [metode for goal in active for one in goal.indikatorer for metode in one.metoder]


def _measured(metode, runde, known):
    """A period of it ends with the round's, or its value is missing on the status date."""
    rhythm = metode.serie.noegletal.frekvens
    reported = rhythm in RYTMISKE and metode.vaerdier and metode.vaerdier[-1].periode_slut >= runde.periode_start
    return reported or value_due(metode, runde.statusdato + EN_DAG, known.lukkedage) is not None


def _milestones(known):
    """Those neither done nor dropped, that are expected before long, late, or without a date."""
    rows = [one for one in known.milepaele if not one.datoer.bortfaldet and one.milepael.faktisk_dato is None]
    last = known.dato + FREMME
    return [one.milepael for one in rows if (slut := ventet(one.datoer).slut) is None or slut <= last]


def _supplier(leverance):
    """The supplier's leader; an offer is for the tovholder to take."""
    if leverance.tilstand == Leverancetilstand.MODFORSLAG:
        return None
    return next((one.pk for one in kontorchefer(leverance.leverandoer_id)), None)

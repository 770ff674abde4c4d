"""What plans ask of a person (20 §12): the start page, a plan's own page and the daily digest say the same.

Judged from a Planstatus, so that many plans cost no more queries than one.
"""

from datetime import date, timedelta
from typing import Any, NamedTuple

from indsatser.beregning.dimensioner import ventet_leverance
from indsatser.enums import UAFKLARET, Aendringsniveau, Leverancetilstand, Metodeslags, Plantilstand
from indsatser.models import Indikatordefinition, Indsatsplan
from indsatser.models.planstatus import statuses, value_due
from indsatser.rules import er_kontorchef, er_programejer, er_styregruppens_sekretaer, er_tovholder, note_leads
from indsatser.workflow.aendringsposter import level_of
from mso_portal.motor import ur
from mso_portal.vaerdier.hverdage import laeg_hverdage

SENESTE = 8  # values of a series: enough for its light and for when the next is due
NAER = timedelta(days=14)  # an indicator to clarify, and a point to close, is shown so long before its date

OVERSKREDET, FORAELDET, UBEKRAEFTET, INDIKATOR = "overskredet", "foraeldet", "ubekraeftet", "indikator"


class Pligt(NamedTuple):
    """One thing that waits: its kind, the row it is about, and the day it is due (or None)."""

    slags: str
    objekt: Any
    frist: date | None


def duties_of(user):
    """Return the duties of a person over all running plans he may read, soonest first; four queries."""
    return duties_in(user, plans_of(user))


def plans_of(user):
    """Return [(plan, its Planstatus today)] of the running plans the person has a part in; three queries."""
    rows = Indsatsplan.objects.visible_to(user).vedroerer(user).filter(tilstand=Plantilstand.AKTIV)
    plans = list(rows.med_lukning().select_related("styregruppe", "programejer", "tovholder").order_by("nummer"))
    found = statuses(plans, ur.i_dag(), SENESTE)
    return [(plan, found[plan.pk]) for plan in plans]


def duties_in(user, plans):
    """Return the duties in [(plan, status)], soonest first; a query."""
    note_leads(user, [row for _, status in plans for row, _ in status.leverancer])
    found = [one for plan, status in plans for kind in SLAGS for one in kind(user, plan, status)]
    return sorted(found, key=lambda one: one.frist or date.max)


def _deliveries(user, plan, status):
    """To be promised by its supplier, answered by the tovholder, or promised anew when its day has gone by."""
    T, tovholder = Leverancetilstand, er_tovholder(user, plan)
    for row, dates in status.leverancer:
        if row.tilstand == T.FORESLAAET and row.spurgt_den and er_kontorchef(user, row):
            yield Pligt("leverance", row, _answer_by(plan, dates, status))
        elif row.tilstand in (T.MODFORSLAG, T.AFVIST) and tovholder:
            yield Pligt("leverance_svar", row, _answer_by(plan, dates, status))
        elif row.tilstand == T.AFTALT and _supplies(user, row) and _is_past(ventet_leverance(dates), status.dato):
            yield Pligt("leverance_prognose", row, ventet_leverance(dates).slut)


def _supplies(user, leverance):
    return leverance.kontaktperson_id == user.pk or er_kontorchef(user, leverance)


def _is_past(tidspunkt, dato):
    return tidspunkt.slut is not None and tidspunkt.slut < dato


def _answer_by(plan, dates, status):
    """The last day before an unanswered deliverable turns red."""
    if dates.siden is None or not plan.leverance_roed:
        return dates.siden
    return laeg_hverdage(dates.siden, plan.leverance_roed, status.lukkedage)


def _milestones(user, plan, status):
    """Overdue without a new forecast: for who answers for it, else the tovholder."""
    for one in status.milepaele:
        if one.tilstand == "overskredet" and _is_for(user, one.milepael.ansvarlig_id, plan):
            yield Pligt("milepael", one.milepael, one.datoer.prognose.slut)


def _is_for(user, person_id, plan):
    return er_tovholder(user, plan) if person_id is None else person_id == user.pk


def _indicators(user, plan, status):
    for one in _of_goals(status):
        slut = one.indikator.afklares_senest_slut
        near = slut is not None and slut <= status.dato + NAER
        if near and one.indikator.tilstand in UAFKLARET and _is_for(user, one.indikator.afklares_af_id, plan):
            yield Pligt("indikator", one.indikator, slut)


def _of_goals(status):
    return [one for goal in status.maal if goal.tilstand != "opgivet" for one in goal.indikatorer]


def _values(user, plan, status):
    """A period has ended and its value is not there. Surveys come by themselves."""
    for one in _of_goals(status):
        for metode in one.metoder:
            if metode.slags == Metodeslags.SPOERGESKEMA or not _is_for(user, metode.udfoeres_af_id, plan):
                continue
            if frist := value_due(metode, status.dato, status.lukkedage):
                yield Pligt("maaling", metode, frist)


def _changes(user, plan, status):
    """For the one whom the highest post asks, but never its writer."""
    for one in status.aendringer:
        decides = er_programejer if _level(plan, one, status) == Aendringsniveau.PROGRAMEJER else (
            er_styregruppens_sekretaer
        )  # fmt: skip
        if decides(user, plan) and one.oprettet_af_id != user.pk:
            yield Pligt("aendring", one, None)


def _level(plan, aendring, status):
    """As the verb asks it, from what is read already."""
    posts = list(aendring.poster.all())
    milestones = {one.milepael.uuid: one.milepael for one in status.milepaele}
    rows = {(post.genstand, post.objekt): _row(post, plan, milestones) for post in posts}
    return level_of(plan, posts, rows)


def _row(post, plan, milestones):
    """What the level depends on: a milestone's own weight, a definition's number, of other rows nothing."""
    if post.genstand == "definition":
        return Indikatordefinition(nr=post.definition_nr)
    return milestones.get(post.objekt) if post.genstand == "milepael" else plan


def _points(user, plan, status):
    """Own ones near their date; those nobody has taken are the tovholder's to give to somebody."""
    for row in status.punkter:
        slut = row.frist_slut
        if row.ansvarlig_id == user.pk and slut and slut <= status.dato + NAER:
            yield Pligt("punkt", row, slut)
        elif row.mangler_ansvarlig and er_tovholder(user, plan):
            yield Pligt("uden_ansvarlig", row, slut)


SLAGS = (_deliveries, _milestones, _indicators, _values, _changes, _points)


def alarms(status):
    """Return which of OVERSKREDET, FORAELDET, UBEKRAEFTET, INDIKATOR sound for a plan today."""
    dato, indicators = status.dato, _of_goals(status)
    found = {
        OVERSKREDET: any(one.tilstand == "overskredet" for one in status.milepaele),
        FORAELDET: any(_is_stale(one, status) for one in indicators),
        UBEKRAEFTET: any(dates.siden and not row.er_bekraeftet for row, dates in status.leverancer),
        INDIKATOR: any(_is_unclear(one.indikator, dato) for one in indicators),
    }
    return {name for name, sounds in found.items() if sounds}


def _is_stale(one, status):
    """The primary series has no newer value, though its last day has gone by."""
    if not one.metoder:
        return False
    frist = value_due(one.metoder[0], status.dato, status.lukkedage)
    return frist is not None and frist < status.dato


def _is_unclear(indikator, dato):
    slut = indikator.afklares_senest_slut
    return indikator.tilstand in UAFKLARET and slut is not None and slut < dato

"""Theme templates: repeated steps with weeks, and the rows they come to for a theme with a start (20 §4.3)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from indsatser.enums import Trinart
from indsatser.models import Aktivitet, Milepael, Skabelontrin, Temaskabelon
from indsatser.workflow.raekker import add, keep_new
from indstillinger.beregning.aarshjul import weeks
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import NotNow, require
from mso_portal.motor.workflow import claim
from mso_portal.vaerdier.datoer import dato_lang
from mso_portal.vaerdier.tidspunkt import laes


@dataclass(frozen=True)
class Trindatoer:
    """A step of a template on the calendar: first and last day; `i_ferien` when it ends in a holiday week."""

    titel: str
    art: str
    start: date
    slut: date
    rolle: str
    i_ferien: bool

    @property
    def artsnavn(self):
        """What it becomes, in words."""
        return Trinart(self.art).label


@transaction.atomic
def make_template(navn, *, by, trin, noegle=None):
    """Return a new template; `trin` are dicts of columns in order."""
    if noegle and not claim(noegle, by, "temaskabelon.opret"):
        return None
    require(by, "skabelon.ret")
    row = keep_new(Temaskabelon(navn=navn), by)
    for nr, columns in enumerate(trin, 1):
        step = Skabelontrin(skabelon=row, nr=nr, **columns)
        step.full_clean()
        step.save()
    return row


def dated(skabelon, start):
    """Return the template's steps as Trindatoer from the theme's first day: week 1 begins on it; a query."""
    return [_dated(step, start) for step in skabelon.trin.order_by("nr")]


def _dated(step, start):
    first = start + timedelta(weeks=step.start_uge - 1)
    last = start + timedelta(weeks=step.slut_uge, days=-1)
    in_holidays = last.isocalendar().week in weeks(settings.MSO_FERIEUGER)
    return Trindatoer(step.titel, step.art, first, last, step.rolle, in_holidays)


@transaction.atomic
def apply(tema, raekker, *, by, noegle=None):
    """Make milestones and activities of the edited Trindatoer in a theme of a kladde; returns the rows.

    NotNow in an aktiv plan, where milestones come by an Ændring.
    """
    if noegle and not claim(noegle, by, "temaskabelon.anvend"):
        return None
    require_applicable(tema)
    if not raekker:
        raise ValidationError({"raekker": "Vælg mindst ét trin."})
    rows = [_row(tema, one, by) for one in raekker]
    log_event("temaskabelon.anvend", tema, by, antal=len(rows))
    return rows


def require_applicable(tema):
    """NotNow in an aktiv plan."""
    if not tema.plan.er_kladde:
        raise NotNow("Planen er aktiv. Nye milepæle kommer i planen med en ændring.")


def _row(tema, one, by):
    if one.art == Trinart.AKTIVITET:
        return add(Aktivitet, tema.plan, by=by, tema=tema, titel=one.titel, start=one.start, slut=one.slut)
    last = laes(dato_lang(one.slut), one.slut)
    return add(Milepael, tema.plan, by=by, tema=tema, titel=one.titel, godkendt=last, ansvarlig_rolle=one.rolle)

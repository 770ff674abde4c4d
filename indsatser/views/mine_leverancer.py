"""What the person, his unit or whom he replaces owes plans: by date, with the load of each quarter (20 §4.4)."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from uuid import uuid4

from django.db.models import Q
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

from indsatser.enums import Leverancetilstand as T
from indsatser.models import Indsatsplan, Leverance
from indsatser.rules import note_leads
from indsatser.views import find, handlinger, tabeller
from mso_portal.motor import ur
from mso_portal.motor.access import signed_in
from mso_portal.motor.log import seen
from mso_portal.vaerdier.datoer import antal

AABNE = (T.FORESLAAET, T.MODFORSLAG, T.AFTALT)
STRAKS = "bekraeft"  # answered in place: nothing more has to be said


@signed_in
@require_GET
def mine_leverancer(request):
    """Deliverables that are asked for and not delivered, of plans the person may read."""
    rows = _rows(request.user)
    seen(request, "liste", *{row.plan for row in rows if row.plan.er_lukket})
    context = {
        "raekker": [_shown(request.user, row) for row in rows], "afsnit": _load(rows),
        "resultat": f"{len(rows)} {'leverance' if len(rows) == 1 else 'leverancer'}",
    }  # fmt: skip
    return render(request, "indsatser/mine_leverancer.html", context)


def _rows(user):
    """Three queries: the deliverables, their plans with what closes them, and which of them the person may answer."""
    own = Leverance.objects.af_leder(user).order_by().values("pk")
    found = Leverance.objects.visible_to(user).filter(Q(pk__in=own) | Q(kontaktperson=user), tilstand__in=AABNE)
    found = found.filter(plan__tilstand=Indsatsplan.Tilstand.AKTIV, spurgt_den__isnull=False)
    rows = list(found.select_related("leverandoer").order_by("pk"))
    plans = Indsatsplan.objects.med_lukning().order_by().in_bulk({row.plan_id for row in rows})
    for row in rows:
        row.plan = plans[row.plan_id]
    note_leads(user, rows)
    return sorted(rows, key=lambda row: (_due(row) or date.max, row.pk))


def _due(row):
    """The last day of when it is expected, or wished while nothing is agreed; None without a date."""
    return _when(row).slut


def _when(row):
    return row.prognose or row.aftalt or row.tilbudt or row.oensket


def _shown(user, row):
    acts = handlinger.leverance(user, row)
    due = _due(row)
    return {
        "navn": row.titel, "url": find.adresse(row.plan, "leverancer/"), "plan": row.plan.nummer,
        "plantitel": row.plan.egentlig_titel, "tid": _when(row).tekst, "leverandoer": row.leverandoer,
        "noegle": uuid4(), "over": due is not None and due < ur.i_dag(), "version": row.version,
        "maanedsvaerk": "" if row.maanedsvaerk is None else _decimal(row.maanedsvaerk),
        "maerke": {"tekst": row.get_tilstand_display(), "slags": tabeller.LEVERANCE[row.tilstand]},
        "straks": [_from_here(one) for one in acts if one["url"].endswith(f"/{STRAKS}/")],
        "verber": [_from_here(one) for one in acts if not one["url"].endswith(f"/{STRAKS}/")],
    }  # fmt: skip


def _from_here(link):
    return {**link, "url": f"{link['url']}?fra=mine"}


def _decimal(value):
    return antal(int(value)) if value == value.to_integral_value() else str(value).replace(".", ",")


def _load(rows):
    """Return the table of how many fall in each quarter and what they cost in månedsværk; those undated come last."""
    quarters = defaultdict(list)
    for row in rows:
        quarters[_quarter(_due(row))].append(row)
    cells = [[_quarter_text(key), antal(len(of)), _work(of)] for key, of in sorted(quarters.items())]
    return [tabeller.table("Belastning pr. kvartal", ["Kvartal", "#Antal", "#Månedsværk"], cells, "")] if cells else []


def _quarter(day):
    return (9999, 0) if day is None else (day.year, (day.month + 2) // 3)


def _quarter_text(key):
    return "Uden dato" if key == (9999, 0) else f"{key[1]}. kvartal {key[0]}"


def _work(rows):
    """The sum of what is stated; a row without a figure isn't 0."""
    stated = [row.maanedsvaerk for row in rows if row.maanedsvaerk is not None]
    if not stated:
        return "ikke angivet"
    part = "" if len(stated) == len(rows) else f" ({len(stated)} af {len(rows)} er angivet)"
    return f"{_decimal(sum(stated, Decimal(0)))}{part}"


urlpatterns = [path("indsatsplaner/mine-leverancer/", mine_leverancer, name="mine_leverancer")]

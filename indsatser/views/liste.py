"""The list of plans with the light each has today, the filters and the alarms (20 §10, 40 §5)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

from indsatser.enums import Dimension, Lys, Planfase, Plantilstand
from indsatser.forms.liste import DEFAULT_SORT, SORT, Planfilter, ordered
from indsatser.models import Indsatsplan
from indsatser.models.planstatus import statuses
from indsatser.views import find
from indsatser.views.planside import open_milestones
from indsatser.views.status import lysord
from indsatser.workflow.pligter import SENESTE, alarms
from mso_portal.motor import ur
from mso_portal.motor.access import signed_in
from mso_portal.motor.log import seen
from mso_portal.motor.rules import ask
from mso_portal.vaerdier.datoer import antal, dato_kort

PAGE_SIZE = 50
TOM = "Ingen planer endnu. En plan begynder med en beslutning."
REGISTRE = (
    ("Mine bidrag", "mine-bidrag/"), ("Mine leverancer", "mine-leverancer/"), ("Mine målinger", "mine-maalinger/"),
    ("Skabeloner", "skabeloner/"), ("Tjeklister", "tjeklister/"),
)  # fmt: skip
RUNDER = {"label": "Kvartalsstatus", "url": "/kvartalsstatus/"}


@dataclass(frozen=True)
class Planlinje:
    """A plan and how it stands today; one that doesn't run has no light."""

    plan: Any
    fase: str
    lys: Any = None
    naeste: Any = None
    maalte: str = ""
    alarmer: frozenset = frozenset()


@signed_in
@require_GET
def liste(request):
    """The plans the person may read: filters and order from the address."""
    lines = _lines(request.user)
    form = Planfilter(request.GET, lines)
    found = ordered(form.filter(lines), request.GET.get("sort", DEFAULT_SORT))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("side"))
    seen(request, "liste", *(one.plan for one in page if one.plan.er_lukket))
    return render(request, "indsatser/plan_liste.html", _context(request, form, page, bool(lines)))


def _lines(user):
    """Return every plan the person may read as a line; three queries however many they are."""
    plans = Indsatsplan.objects.visible_to(user).med_min(user).med_seneste_status(user).til_liste()
    plans = list(plans.order_by("-nummer"))
    known = statuses([one for one in plans if one.tilstand == Plantilstand.AKTIV], ur.i_dag(), SENESTE)
    return [_line(one, known.get(one.pk)) for one in plans]


def _line(plan, status):
    if status is None:
        return Planlinje(plan, plan.tilstand)
    measured, total = status.maalte
    coming = open_milestones(status)
    return Planlinje(
        plan, status.fase, status.lys["samlet"], coming[0] if coming else None, f"{measured} af {total} mål målt",
        frozenset(alarms(status)),
    )  # fmt: skip


def _context(request, form, page, any_at_all):
    query, count = request.GET, page.paginator.count
    may = ask(request.user, "indsats.opret")
    return {
        "form": form, "raekker": [_row(one) for one in page], "kolonner": [_column(query, key) for key in COLUMNS],
        "chips": [{"tekst": f"{label}: {words}" if words else label,
                   "url": "?" + _with(query, **{name: None, "side": None})} for name, label, words in form.chips()],
        "nulstil_url": "?", "resultat": f"{antal(count)} {'plan' if count == 1 else 'planer'}", "side": page,
        "sidetekst": f"Side {page.number} af {page.paginator.num_pages}",
        "forrige_url": "?" + _with(query, side=page.previous_page_number()) if page.has_previous() else "",
        "naeste_url": "?" + _with(query, side=page.next_page_number()) if page.has_next() else "",
        "tom": "Ingen planer passer til filtrene." if any_at_all else TOM,
        "links": [RUNDER, *[{"label": "Opret udviklingsplan", "url": "/indsatsplaner/ny/"}] * bool(may)],
        "handlinger": [{"label": label, "url": f"/indsatsplaner/{sti}", "fare": False} for label, sti in REGISTRE],
    }  # fmt: skip


COLUMNS = (*SORT, "Mål", "Seneste status")


def _column(query, key):
    if key not in SORT:
        return {"tekst": key, "url": "", "sort": ""}
    now = query.get("sort", DEFAULT_SORT)
    url = "?" + _with(query, sort=f"-{key}" if now == key else key, side=None)
    return {"tekst": SORT[key][0], "url": url, "sort": {key: "ascending", f"-{key}": "descending"}.get(now, "")}


def _with(query, **changes):
    """Return the query string with some parameters replaced (None removes)."""
    changed = query.copy()
    for name, value in changes.items():
        changed.pop(name, None)
        if value is not None:
            changed[name] = value
    return changed.urlencode()


def _row(one):
    plan, light = one.plan, one.lys
    return {
        "url": find.adresse(plan), "titel": f"{plan.nummer} {plan.egentlig_titel}", "laas": plan.er_lukket,
        "styregruppe": str(plan.styregruppe or ""), "tovholder": str(plan.tovholder or ""),
        "fase": {"tekst": Planfase(one.fase).label, "slags": "neutral"},
        "lys": {"slags": light.lys, "tekst": Lys(light.lys).label} if light else None,
        "naeste": f"{one.naeste.milepael.titel}, {one.naeste.datoer.prognose.tekst}" if one.naeste else "",
        "overskredet": bool(one.naeste) and one.naeste.tilstand == "overskredet", "maal": one.maalte,
        "seneste": _status(plan) if plan.seneste else None,
    }  # fmt: skip


def _status(plan):
    """The light that was chosen in the last locked status, and the day its data is of."""
    chosen = next(row["valgt"] for row in plan.seneste["lys"] if row["dimension"] == Dimension.SAMLET)
    return {"lys": lysord(chosen), "dag": dato_kort(date.fromisoformat(plan.seneste["dag"])),
            "url": find.adresse(plan, f"status/{plan.seneste['noegle']}/")}  # fmt: skip


urlpatterns = [path("indsatsplaner/", liste, name="plan_liste")]

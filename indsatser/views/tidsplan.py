"""The plan in time: the drawing, and its numbers as a table in which a forecast is written at once (20 §8, §10)."""

from uuid import uuid4

from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

from indsatser.beregning.prognoser import slip_prognose
from indsatser.enums import Milepaelstilstand
from indsatser.models import Aktivitet, Milepael, planstatus
from indsatser.views import find, tabeller
from mso_portal.motor import ur
from mso_portal.motor.access import rule
from mso_portal.motor.charts import gantt_raekke
from mso_portal.motor.charts.gantt import gantt
from mso_portal.motor.rules import ask
from mso_portal.vaerdier.datoer import antal

PLANLAGT = (Milepaelstilstand.PLANLAGT, Milepaelstilstand.OVERSKREDET, Milepaelstilstand.UDEN_DATO)
TOM = "Sæt datoer på milepælene, så tegnes tidsplanen."
BESKRIVELSE = (
    "En række for hver milepæl og aktivitet, samlet efter tema. Den lodrette streg er i dag. Tallene står i tabellen."
)


@rule("indsats.laes", find.plan)
@require_GET
def vis(request, plan):
    """One page of at most thirty rows; the milestones without a date stand below. Four queries more."""
    find.noted(request, plan)
    status = planstatus.milestones(plan, ur.i_dag())
    groups, lines = grouped(plan, status)
    graphs = gantt(f"Tidsplan for {plan.nummer}", BESKRIVELSE, groups, ur.i_dag()) if lines else ()
    number = _page(request, len(graphs))
    graph = graphs[number - 1] if graphs else None
    start = sum(len(one.raekker) for one in graphs[: number - 1]) if graphs else 0
    context = {
        "titel": "Tidsplan", "fanetitel": find.fanetitel(plan, "Tidsplan"), "tilbage_url": find.adresse(plan),
        "tilbage_tekst": f"Plan {plan.nummer}", "maerker": tabeller.maerker(plan), "fakta": [plan.egentlig_titel],
        "graf": graph, "tabel": _table(request.user, plan, graph, lines[start:]) if graph else None,
        "slip": _slip(status), "uden_dato": _undated(request.user, plan, status), "tom": TOM,
        "side": tabeller.pager(number, len(graphs)),
    }  # fmt: skip
    return render(request, "indsatser/tidsplan.html", context)


def _page(request, pages):
    """Return the page asked for, within those there are."""
    asked = request.GET.get("side", "")
    return min(max(int(asked) if asked.isdecimal() else 1, 1), max(pages, 1))


def grouped(plan, status):
    """Return the chart's groups, and in the same order what each row is about: its status, or None for an activity.

    Three queries: what waits for what, the activities and the themes."""
    waits, rows = _waits(plan), {}
    for one in status:
        row = one.milepael
        if row.faktisk_dato or any(tid.slut for tid in (row.oprindelig, row.godkendt, row.prognose)):
            rows.setdefault(row.tema_id, []).append((_milestone(one, waits), one))
    found = Aktivitet.objects.filter(plan=plan, start__isnull=False, slut__isnull=False).select_related("milepael")
    for one in found.order_by("start", "pk"):
        theme = one.tema_id or (one.milepael and one.milepael.tema_id)
        bar = gantt_raekke.Aktivitet(one.titel, one.start, one.slut, one.get_tilstand_display())
        rows.setdefault(theme, []).append((bar, None))
    themes = {None: tabeller.GENERELT, **dict(plan.temaer.order_by("raekkefoelge", "pk").values_list("pk", "titel"))}
    used = [key for key in themes if key in rows]
    groups = [gantt_raekke.Gruppe(themes[key], tuple(row for row, _ in rows[key])) for key in used]
    return groups, [one for key in used for _, one in rows[key]]


def _milestone(status, waits):
    row = status.milepael
    return gantt_raekke.Milepael(
        str(row.pk), row.titel, row.oprindelig, row.godkendt, row.prognose, status.datoer.faktisk_dato,
        status.skred_oprindelig, Milepaelstilstand(status.tilstand).label, row.kritisk,
        status.tilstand == Milepaelstilstand.OVERSKREDET, status.tilstand == Milepaelstilstand.BORTFALDET,
        tuple(waits.get(row.pk, ())),
    )  # fmt: skip


def _waits(plan):
    """Return {key of a milestone: the keys it waits for}; a query."""
    links = Milepael.afhaenger_af.through.objects.filter(from_milepael__plan=plan).order_by("pk")
    found = {}
    for one, other in links.values_list("from_milepael_id", "to_milepael_id"):
        found.setdefault(one, []).append(str(other))
    return found


def _table(user, plan, graph, lines):
    """Return the chart's own numbers, a row each, with the form of those who may write a forecast."""
    rows = [
        {"celler": list(zip(graph.hoved, cells, strict=True)), **_row(user, plan, one)}
        for cells, one in zip(graph.raekker, lines, strict=False)
    ]
    return {"titel": "Tallene i tidsplanen", "hoved": [*graph.hoved, *_last(rows)], "raekker": rows}


def _row(user, plan, status):
    """Return where a row leads and its form's fields; an activity has neither."""
    if status is None:
        return {"url": "", "form": None}
    row, url = status.milepael, find.adresse(plan, f"milepaele/{status.milepael.uuid}/")
    row.plan = plan
    runs = not plan.er_kladde and not plan.endt_den and status.tilstand in PLANLAGT
    if not (runs and ask(user, "milepael.prognose", row)):
        return {"url": url, "form": None}
    form = {"url": f"{url}prognose/", "id": str(row.uuid), "version": row.version, "noegle": uuid4()}
    return {"url": url, "form": form}


def _last(rows):
    return ["Ny prognose"] if any(row["form"] for row in rows) else []


def _undated(user, plan, status):
    """Return the open milestones that can't be drawn."""
    found = [one for one in status if one.tilstand == Milepaelstilstand.UDEN_DATO]
    heads = ("Milepæl", "Tema", "Godkendt", "Ansvarlig")
    rows = [
        {"celler": list(zip(heads, _undated_cells(one.milepael), strict=True)), **_row(user, plan, one)}
        for one in found
    ]
    return {"titel": "Milepæle uden dato", "hoved": [*heads, *_last(rows)], "raekker": rows}


def _undated_cells(row):
    return row.titel, str(row.tema or tabeller.GENERELT), row.godkendt.tekst, str(row.ansvarlig or row.ansvarlig_rolle)


def _slip(status):
    """Say how the finished milestones kept their first dates, once four of them tell something."""
    days = [one.skred_oprindelig for one in status if one.datoer.faktisk_dato and one.skred_oprindelig is not None]
    found = slip_prognose(days)
    if found is None:
        return ""
    if found.median <= 0:
        return f"Mindst halvdelen af de gennemførte milepæle nåede deres første dato ({found.antal} gennemført)."
    late = _days(found.median)
    return f"Halvdelen af de gennemførte milepæle blev højst {late} forsinkede ({found.antal} gennemført)."


def _days(days):
    return "1 dag" if days == 1 else f"{antal(days)} dage"


urlpatterns = [path("indsatsplaner/<str:nr>/tidsplan/", vis, name="plan_tidsplan")]

"""What a person owes the statuses of all plans, by frist, answered in place (21 §4)."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_GET, require_POST

from indsatser.enums import MED_TJEKLISTE, Bidragsslags, Metodeslags
from indsatser.models import Indsatsplan, Milepael, Statusbidrag
from indsatser.models.risiko import newest_score
from indsatser.rules import note_leads
from indsatser.views import handlinger
from indsatser.views.find import adresse, complete
from indsatser.workflow.statusbidrag import answer_unchanged, remind, subject_of, waiting_for
from mso_portal.motor import ur
from mso_portal.motor.access import rule, signed_in
from mso_portal.motor.fejl import error_page
from mso_portal.motor.log import seen
from mso_portal.motor.rules import ask
from mso_portal.vaerdier.datoer import antal, dato_kort


@signed_in
@require_GET
def mine(request):
    """What nobody has answered yet, of running plans the person may read."""
    rows = _rows(request.user)
    seen(request, "liste", *{one.status.plan for one in rows if one.status.plan.er_lukket})
    context = {"raekker": [_shown(request.user, one) for one in rows], "resultat": f"{antal(len(rows))} bidrag"}
    return render(request, "indsatser/mine_bidrag.html", context)


def _rows(user):
    """Four queries: the bidrag, their plans with what closes them, the forecasts, and which suppliers he leads."""
    found = waiting_for(user).med_genstand().select_related("status__runde__forum")
    rows = list(found.annotate(score=newest_score("risiko")).order_by("frist", "status", "pk"))
    plans = Indsatsplan.objects.med_lukning().order_by().in_bulk({one.status.plan_id for one in rows})
    milestones = Milepael.objects.med_prognose().order_by().in_bulk({one.milepael_id for one in rows} - {None})
    for one in rows:
        one.status.plan = plans[one.status.plan_id]
        one.milepael = milestones.get(one.milepael_id)
        for part in (one.milepael, one.leverance, one.risiko, one.punkt):
            if part:
                part.plan = one.status.plan
    note_leads(user, [one.leverance for one in rows if one.leverance])
    return rows


def _shown(user, one):
    plan, runde = one.status.plan, one.status.runde
    return {
        "navn": f"{one.get_slags_display()}: {subject_of(one)}", "url": adresse(plan, _room(one)),
        "plan": plan.nummer, "plantitel": plan.egentlig_titel, "runde": f"{runde.forum}, {runde.betegnelse}",
        "nu": _known(one), "frist": dato_kort(one.frist), "over": one.frist < ur.i_dag(), "noegle": uuid4(),
        "uaendret_url": "" if one.slags == Bidragsslags.MAALING else reverse("bidrag_uaendret", args=[one.uuid]),
        "verber": _acts(user, one),
    }  # fmt: skip


def _room(one):
    """Return the page below the plan where the row is read."""
    if one.slags == Bidragsslags.MAALING:
        return f"indikatorer/{one.metode.definition.indikator.uuid}/"
    return f"milepaele/{one.milepael.uuid}/" if one.milepael else RUM[one.slags]


def _known(one):
    """Return what »uændret« would leave standing."""
    if one.milepael:
        return one.milepael.prognose.tekst or "uden dato"
    if one.leverance:
        row = one.leverance
        when = row.prognose or row.aftalt or row.tilbudt or row.oensket
        return f"{row.get_tilstand_display()}, {when.tekst}"
    if one.risiko:
        return f"score {one.score}" if one.score else "ikke vurderet"
    return one.punkt.frist.tekst if one.punkt else ""


def _acts(user, one):
    """Return what can be reported, as links to where it is done."""
    plan = one.status.plan
    if one.slags == Bidragsslags.MAALING:
        return _measure(plan, one.metode)
    if one.slags == Bidragsslags.OEKONOMI:
        may = ask(user, "oekonomi.ret", plan)
        return [{"label": "Skriv beløb", "url": adresse(plan, "oekonomi/")}] if may else []
    return HANDLINGER[one.slags](user, one.genstand)


def _measure(plan, metode):
    if metode.slags in MED_TJEKLISTE:
        return [{"label": "Hold tilsyn", "url": adresse(plan, "tilsyn/")}]
    own = f"indikatorer/{metode.definition.indikator.uuid}/indberet/?metode={metode.uuid}"
    typed = metode.slags == Metodeslags.REGISTERUDTRAEK  # a survey's values come by themselves
    return [{"label": "Indberet", "url": adresse(plan, own)}] if typed else []


RUM = {
    Bidragsslags.LEVERANCE: "leverancer/", Bidragsslags.RISIKO: "risici/", Bidragsslags.OPFOELGNING: "opfoelgning/",
    Bidragsslags.OEKONOMI: "oekonomi/",
}  # fmt: skip
HANDLINGER = {
    Bidragsslags.MILEPAEL: handlinger.milepael, Bidragsslags.LEVERANCE: handlinger.leverance,
    Bidragsslags.RISIKO: handlinger.risiko, Bidragsslags.OPFOELGNING: handlinger.punkt,
}  # fmt: skip


def _bidrag(user, uuid):
    """Return the bidrag if the person may read it; 404 otherwise."""
    rows = Statusbidrag.objects.select_related("status__plan", "status__runde__forum", "leverance", "ansvarlig")
    found = get_object_or_404(rows, uuid=uuid)
    if not ask(user, "bidrag.laes", found):
        raise Http404
    return found


@rule("bidrag.svar", _bidrag)
@require_POST
def uaendret(request, bidrag):
    """Say »uændret« of it."""
    if not complete(request):
        return error_page(request, 400)
    answer_unchanged(bidrag, by=request.user, noegle=request.POST["noegle"])
    messages.success(request, "Svaret er gemt: uændret.")
    return redirect(_back(request, bidrag.status))


@rule("bidrag.laes", _bidrag)
@require_POST
def pind(request, bidrag):
    """Remind who owes it of all he owes the status; the verb asks who may."""
    if not complete(request):
        return error_page(request, 400)
    remind(bidrag.status, bidrag.ansvarlig, by=request.user, noegle=request.POST["noegle"])
    messages.success(request, f"{bidrag.ansvarlig} bliver mindet om det i morgendagens overblik.")
    return redirect(_back(request, bidrag.status))


def _back(request, status):
    """Where it was pressed: the draft, the round, else the person's own list."""
    places = {
        "status": adresse(status.plan, f"status/{status.noegle}/rediger/"),
        "runde": f"/kvartalsstatus/{status.runde.forum.kode}/{status.runde.noegle}/",
    }
    return places.get(request.GET.get("fra"), reverse("mine_bidrag"))


urlpatterns = [
    path("indsatsplaner/mine-bidrag/", mine, name="mine_bidrag"),
    path("indsatsplaner/mine-bidrag/<uuid:uuid>/uaendret/", uaendret, name="bidrag_uaendret"),
    path("indsatsplaner/mine-bidrag/<uuid:uuid>/pind/", pind, name="bidrag_pind"),
]

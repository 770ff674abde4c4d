"""Where the agenda is built: what waits on the left, the items in order on the right (11 §3, 40 §4)."""

from uuid import uuid4

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from indstillinger.enums_moede import BADGE
from indstillinger.forms.byg import Pladsform
from indstillinger.views.byg_find import byg_url
from indstillinger.views.byg_raekker import agenda, from_aarshjul, minutes_used, shown, waiting, warnings
from indstillinger.views.find_moede import moede as find_moede
from indstillinger.workflow import dagsorden as verb
from mso_portal.motor.access import rule
from mso_portal.motor.fejl import error_page
from mso_portal.motor.log import seen
from mso_portal.motor.rules import NotNow, ask, require
from mso_portal.motor.workflow import claim
from mso_portal.vaerdier.datoer import ugedag_dato

STEP = {"op": -1, "ned": 1}


@rule("moede.byg", find_moede)
@require_http_methods(["GET", "POST"])
def byg(request, moede):
    """The sekretær builds, the mødeleder looks on; a press saves what was typed and does what the button says."""
    if request.method == "GET":
        return _page(request, moede)
    require(request.user, "punkt.optag", moede)
    handling, _, uuid = request.POST.get("handling", "").partition(":")
    if not request.POST.get("noegle") or handling not in ("gem", "foreslaa", *STEP):
        return error_page(request, 400)
    rows = agenda(request.user, moede)
    form = Pladsform(request.POST, rows=rows)
    if not form.is_valid():
        return _page(request, moede, form, status=422)
    try:
        status = _act(request, moede, form, handling, uuid)
    except NotNow as reason:
        return _page(request, moede, form, fejl=str(reason), status=409)
    return _answer(request, moede, handling, uuid, status)


def _act(request, moede, form, handling, uuid):
    """Do all of a press or nothing; returns what the status line says."""
    with transaction.atomic():
        if not claim(request.POST["noegle"], request.user, "moede_byg"):
            return "Dagsordenen er gemt."
        form.save(by=request.user)
        if handling == "foreslaa":
            verb.arrange(moede, by=request.user)
            return "Punkterne står i den foreslåede rækkefølge."
        if handling in STEP:
            chosen = form.punkt(uuid)
            if chosen is None:
                raise NotNow("Punktet står ikke længere på dagsordenen.")
            return f"Punktet er flyttet til plads {verb.step(chosen, STEP[handling], by=request.user)}."
        return "Dagsordenen er gemt."


def _answer(request, moede, handling, uuid, status):
    """With script the section comes back with the button in focus; without it the page opens at the row."""
    if request.htmx:
        return _page(request, moede, fokus=(uuid, handling), besked=status)
    messages.success(request, status)
    return redirect(byg_url(moede) + (f"#raekke-{uuid}" if handling in STEP else ""))


def _page(request, moede, form=None, *, fejl="", fokus=("", ""), besked="", status=200):
    may_write = bool(ask(request.user, "punkt.optag", moede))
    rows = agenda(request.user, moede)
    form = form if form is not None and form.is_bound else Pladsform(None, rows=rows)
    papers = waiting(request.user, moede)
    closed = [one.punkt.indstilling or one.punkt for one in rows if one.laesbar and one.punkt.er_lukket]
    seen(request, "liste", *closed, *(paper for paper in papers if paper.er_lukket))
    errors = [{"id": "punkter", "tekst": fejl}] if fejl else form.error_list()
    return render(request, "indstillinger/moede_byg.html", {
        **_head(moede, rows, may_write), "raekker": shown(moede, rows, form, fokus, may_write), "skriver": may_write,
        "venter": [_waiting(moede, paper, may_write) for paper in papers], "noegle": uuid4(), "besked": besked,
        "advarsler": warnings(moede, rows), "fejl": errors, "fejlantal": len(errors),
        "aarshjul": from_aarshjul(request.user, moede), "url": byg_url(moede),
        "links": _links(moede, may_write), "gem": {"tekst": "Gem dagsordenen", "navn": "handling", "vaerdi": "gem"},
    }, status=status)  # fmt: skip


def _head(moede, rows, may_write):
    used = f"{minutes_used(rows)} af {moede.minutter} minutter brugt"
    facts = [ugedag_dato(moede.dato).capitalize(), f"{moede.start:%-H.%M}–{moede.slut:%-H.%M}", moede.sted, used]
    acts = [{"label": "Aflys mødet", "url": f"/moeder/{moede.noegle}/aflys/", "fare": True}]
    return {
        "moede": moede, "titel": "Tilrettelæg dagsorden", "tilbage_url": f"/moeder/{moede.noegle}/",
        "tilbage_tekst": str(moede), "maerker": [{"tekst": moede.fase.label, "slags": BADGE[moede.fase]}],
        "fakta": [fact for fact in facts if fact],
        "handlinger": acts if may_write and moede.tilstand == "planlagt" else [],
    }  # fmt: skip


def _links(moede, may_write):
    own = f"/moeder/{moede.noegle}/"
    if not may_write:
        return [{"label": "Udsendelse", "url": f"{own}udsendelse/"}]
    return [
        {"label": "Nyt punkt", "url": byg_url(moede, "nyt/")}, {"label": "Pause", "url": byg_url(moede, "pause/")},
        {"label": "Ret mødet", "url": f"{own}ret/"}, {"label": "Udsendelse", "url": f"{own}udsendelse/"},
    ]  # fmt: skip


def _waiting(moede, paper, may_write):
    late = moede.frist_indmelding and paper.indsendt_den > moede.frist_indmelding
    return {
        "titel": f"{paper.nummer} {paper.egentlig_titel}", "url": f"/indstillinger/{paper.nummer}/",
        "maerke": {"tekst": "Kom efter fristen", "slags": "obs"} if late else {},
        "tekst": paper.get_sagstype_display(), "fod": f"Ansvarlig: {paper.ansvarlig_leder}",
        "knap_tekst": "Sæt på dagsordenen",
        "knap_url": byg_url(moede, f"optag/{paper.nummer}/") if may_write and moede.tilstand == "planlagt" else "",
    }  # fmt: skip

"""Theme templates: their list, a new one, one of them, and one applied to a theme of a kladde (20 §4.3)."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.views.decorators.http import require_GET, require_http_methods

from indsatser.forms.skabelon import Anvendform, Skabelonform
from indsatser.models import Tema, Temaskabelon
from indsatser.views import find
from indsatser.views.tabeller import table
from indsatser.workflow.skabelon import apply, dated, make_template, require_applicable
from mso_portal.motor.access import rule, signed_in
from mso_portal.motor.fejl import error_page
from mso_portal.motor.rules import NotNow, ask
from mso_portal.organisation.views.side import form_page, posted

BEGGE = require_http_methods(["GET", "POST"])
ALLE = ("/indsatsplaner/skabeloner/", "Skabeloner")
TOM = "Ingen skabeloner."
UDEN_START = "Sæt en startdato på temaet, så kan skabelonens uger regnes om til datoer."


@signed_in
@require_GET
def liste(request):
    """The templates by name, with how many steps each has."""
    found = Temaskabelon.objects.prefetch_related("trin").order_by("navn")
    rows = [[{"tekst": one.navn, "url": f"{one.uuid}/"}, str(len(one.trin.all()))] for one in found]
    links = [{"label": "Ny skabelon", "url": "ny/"}] if ask(request.user, "skabelon.ret") else []
    section = table("Skabeloner", ["Skabelon", "#Trin"], rows, TOM)
    return _room(request, "Skabeloner", ("/indsatsplaner/", "Indsatsplaner"), section, links)


def _room(request, titel, tilbage, section, links):
    context = {
        "titel": titel, "tilbage_url": tilbage[0], "tilbage_tekst": tilbage[1], "maerker": [], "fakta": [],
        "links": links, "advarsler": [], "graf": None, "afsnit": [section],
    }  # fmt: skip
    return render(request, "indsatser/rum.html", context)


@signed_in
@require_GET
def vis(request, uuid):
    """The steps of one template, which everybody may read; weeks are counted from the theme's first."""
    found = get_object_or_404(Temaskabelon, uuid=uuid)
    rows = [[step.titel, step.get_art_display(), _weeks(step), step.rolle] for step in found.trin.order_by("nr")]
    section = table("Trin", ["Trin", "Art", "Uger", "Rolle"], rows, "Ingen trin.")
    return _room(request, found.navn, ALLE, section, [])


def _weeks(step):
    return str(step.start_uge) if step.start_uge == step.slut_uge else f"{step.start_uge}–{step.slut_uge}"


@rule("skabelon.ret")
@BEGGE
def ny(request):
    """A new template with its steps."""
    if not find.complete(request):
        return error_page(request, 400)
    return form_page(
        request, Skabelonform(posted(request)), make_template, titel="Ny skabelon", knap="Opret skabelon",
        tilbage=ALLE, besked="Skabelonen er oprettet.", skabelon="indsatser/skabelon_ny.html",
        effekter=["Alle, der skriver i en plan, kan bruge skabelonen i et tema."],
    )  # fmt: skip


@rule("indsats.ret_raekke", find.finder(Tema))
@BEGGE
def anvend(request, tema):
    """First the choice of a template, then its rows on the calendar, each to be left out or edited."""
    if not find.complete(request, "version"):
        return error_page(request, 400)
    if request.method == "GET":
        require_applicable(tema)
    if tema.start is None:
        raise NotNow(UDEN_START)
    find.noted(request, tema.plan)
    chosen = _chosen(request)
    return _choice(request, tema) if chosen is None else _apply(request, tema, chosen)


def _chosen(request):
    """Return the template named in the address or the form, None without one."""
    uuid = request.POST.get("skabelon") or request.GET.get("skabelon", "")
    if not uuid:
        return None
    found = [one for one in Temaskabelon.objects.order_by("navn") if str(one.uuid) == uuid]
    if not found:
        raise Http404
    return found[0]


def _choice(request, tema):
    if request.method == "POST":
        return error_page(request, 400)
    found = Temaskabelon.objects.order_by("navn")
    rows = [[{"tekst": one.navn, "url": f"?skabelon={one.uuid}"}] for one in found]
    section = table(f"Vælg en skabelon til »{tema.titel}«", ["Skabelon"], rows, TOM)
    return _room(request, "Anvend skabelon", _back(tema), section, [])


def _back(tema):
    return find.adresse(tema.plan, "temaer/"), "Temaer"


def _apply(request, tema, chosen):
    form = Anvendform(posted(request), trin=dated(chosen, tema.start), given={"version": tema.version,
                      "skabelon": chosen.uuid})  # fmt: skip
    return form_page(
        request, form, lambda by, raekker: apply(tema, raekker, by=by), titel="Anvend skabelon",
        knap="Opret rækkerne", tilbage=_back(tema), besked="Rækkerne er oprettet i temaet.",
        skabelon="indsatser/skabelon_anvend.html", manchet=f"{chosen.navn} i »{tema.titel}«",
        effekter=["Milepæle og aktiviteter med flueben bliver oprettet i temaet. Du kan rette dem bagefter."],
    )  # fmt: skip


SKABELONER = "indsatsplaner/skabeloner"
urlpatterns = [
    path(f"{SKABELONER}/", liste, name="skabelon_liste"),
    path(f"{SKABELONER}/ny/", ny, name="skabelon_ny"),
    path(f"{SKABELONER}/<uuid:uuid>/", vis, name="skabelon"),
    path("indsatsplaner/<str:nr>/temaer/<uuid:uuid>/skabelon/", anvend, name="tema_skabelon"),
]

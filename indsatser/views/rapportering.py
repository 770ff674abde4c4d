"""In which rhythms a plan reports: shown to whoever reads it, and kept by who writes it (21 §2)."""

from functools import partial

from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.views.decorators.http import require_GET, require_http_methods

from indsatser.forms.raekker import Bekraeft
from indsatser.forms.statuspligt import Formvalg, Pligtform
from indsatser.views import find, handlinger, tabeller
from indsatser.workflow import statuspligt as verb
from indsatser.workflow.raekker import require_open
from mso_portal.motor.access import rule
from mso_portal.motor.fejl import error_page
from mso_portal.organisation.views.side import form_page, posted
from mso_portal.vaerdier.datoer import dato_kort

BEGGE = require_http_methods(["GET", "POST"])
TOM = "Planen rapporterer ikke til noget forum endnu."
FOERSTE = "Planens første rapportering er den primære."
AABNE_RUNDER = "En aktiv plan får straks sin status i de runder, der er åbne."
BYGGES = "Formen gælder for de statusser, der ikke er godkendt eller låst endnu."
SLETTES = (
    "En status, der er ved at blive skrevet, bliver slettet, hvis dens statusdato er i dag eller senere.",
    "Det, der er låst, bliver stående.",
)  # fmt: skip


def pligt(user, nr, uuid):
    """Return the running duty of that uuid in a plan the user may read, else 404."""
    plan = find.plan(user, nr)
    found = get_object_or_404(plan.statuspligter.filter(til=None).select_related("rytme__forum"), uuid=uuid)
    found.plan = plan
    return found


@rule("indsats.laes", find.plan)
@require_GET
def liste(request, plan):
    """What runs, the primary one first, then what has ended."""
    find.noted(request, plan)
    found = list(plan.statuspligter.select_related("rytme__forum").order_by("-primaer", "-til", "-fra", "pk"))
    skriver = handlinger.skriver(request.user, plan)
    return render(request, "indsatser/rum.html", {
        "titel": "Rapportering", "tilbage_url": find.adresse(plan), "tilbage_tekst": f"Plan {plan.nummer}",
        "maerker": tabeller.maerker(plan), "fakta": [plan.egentlig_titel], "graf": None,
        "advarsler": [] if plan.endt_den else list(filter(None, map(verb.ends, _running(found)))),
        **_sections(plan, found, {"label": "Ny rapportering", "url": _sted(plan, "ny/")} if skriver else None),
    })  # fmt: skip


def _running(found):
    return [one for one in found if one.til is None]


def _sections(plan, found, new):
    """Return the tables and the way to a new duty, which stands in the first table while it is empty."""
    running = _running(found)
    rows = [[*_row(one), "Ja" if one.primaer else "Nej", dato_kort(one.fra), _acts(plan, one) if new else []]
            for one in running]  # fmt: skip
    empty = {"tom_knap": new} if new and not running else {}
    first = tabeller.table("Rapportering", ["Rytme", "Form", "Primær", "Fra", "Du kan"], rows, TOM, **empty)
    ended = [[*_row(one), dato_kort(one.fra), dato_kort(one.til)] for one in found if one.til]
    second = tabeller.table("Afsluttet", ["Rytme", "Form", "Fra", "Til"], ended, "", foldet=True)
    return {"afsnit": [first, *[second] * bool(ended)], "links": [new] if new and running else []}


def _row(one):
    url = reverse("rytme", args=[one.rytme.uuid])
    return [{"tekst": str(one.rytme), "url": url}, one.get_form_display()]


def _acts(plan, one):
    acts = [("Ret", "ret"), *[("Gør primær", "primaer")] * (not one.primaer and not one.rytme.er_slut)]
    if plan.er_kladde or not one.primaer:
        acts.append(("Afslut", "afslut"))
    return [{"label": label, "url": _sted(plan, f"{one.uuid}/{name}/")} for label, name in acts]


def _sted(plan, rest=""):
    return find.adresse(plan, f"rapportering/{rest}")


def _page(request, plan, form, act, **page):
    """409 for a plan that has ended."""
    if request.method == "GET":
        require_open(plan)
    find.noted(request, plan)
    back = (_sted(plan), "Rapportering")
    return form_page(request, form, act, tilbage=back, manchet=plan.egentlig_titel, **page)


@rule("indsats.ret", find.plan)
@BEGGE
def ny(request, plan):
    """Let the plan report in one more rhythm."""
    if not find.complete(request):
        return error_page(request, 400)
    first = [FOERSTE] if verb.primary_of(plan) is None else []
    return _page(
        request, plan, Pligtform(posted(request), plan=plan), partial(verb.add_duty, plan), titel="Ny rapportering",
        knap="Opret rapportering", besked="Rapporteringen er oprettet.", effekter=[*first, AABNE_RUNDER],
    )  # fmt: skip


@rule("indsats.ret_raekke", pligt)
@BEGGE
def ret(request, pligt):
    """Its form."""
    if not find.complete(request, "version"):
        return error_page(request, 400)
    return _page(
        request, pligt.plan, Formvalg(posted(request), row=pligt), partial(verb.edit_duty, pligt),
        titel=f"Ret rapportering: {pligt.rytme}", besked="Rapporteringen er ændret.", effekter=[BYGGES],
    )  # fmt: skip


@rule("indsats.ret_raekke", pligt)
@BEGGE
def primaer(request, pligt):
    """Make it the primary one."""
    if not find.complete(request):
        return error_page(request, 400)
    if request.method == "GET":
        verb.require_promotable(pligt)
    return _page(
        request, pligt.plan, Bekraeft(posted(request)), partial(verb.make_primary, pligt),
        titel=f"Gør primær: {pligt.rytme}", knap="Gør primær", besked="Rapporteringen er nu den primære.",
        effekter=[f"Lister viser den seneste status, som er låst til {pligt.rytme.forum}.",
                  "Planens øvrige rapporteringer fortsætter ved siden af."],
    )  # fmt: skip


@rule("indsats.ret_raekke", pligt)
@BEGGE
def afslut(request, pligt):
    """End it, at once."""
    if not find.complete(request):
        return error_page(request, 400)
    if request.method == "GET":
        verb.require_endable(pligt)
    return _page(
        request, pligt.plan, Bekraeft(posted(request)), partial(verb.end_duty, pligt),
        titel=f"Afslut rapportering: {pligt.rytme}", knap="Afslut", fare=True, besked="Rapporteringen er afsluttet.",
        effekter=[f"Planen rapporterer ikke længere til {pligt.rytme.forum} i den rytme.", *SLETTES],
    )  # fmt: skip


PLAN = "indsatsplaner/<str:nr>/rapportering"
urlpatterns = [
    path(f"{PLAN}/", liste, name="plan_rapportering"),
    path(f"{PLAN}/ny/", ny, name="statuspligt_ny"),
    path(f"{PLAN}/<uuid:uuid>/ret/", ret, name="statuspligt_ret"),
    path(f"{PLAN}/<uuid:uuid>/primaer/", primaer, name="statuspligt_primaer"),
    path(f"{PLAN}/<uuid:uuid>/afslut/", afslut, name="statuspligt_afslut"),
]

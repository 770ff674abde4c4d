"""Checklists: everybody reads them; leaders and Back Office write them, take them into use and copy them."""

from functools import partial

from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.views.decorators.http import require_GET, require_http_methods

from indsatser.enums import Tjeklistetilstand
from indsatser.forms.raekker import Bekraeft
from indsatser.forms.tjekliste import Tjeklisteform
from indsatser.models import Tjekliste
from indsatser.views.find import complete
from indsatser.views.tabeller import table
from indsatser.workflow import tilsyn as verb
from mso_portal.motor.access import rule, signed_in
from mso_portal.motor.fejl import error_page
from mso_portal.motor.rules import NotNow, ask
from mso_portal.organisation.views.side import form_page, overview, posted
from mso_portal.vaerdier.datoer import DANSK_TID, dato_lang

BEGGE = require_http_methods(["GET", "POST"])
HER = "/indsatsplaner/tjeklister/"
SLAGS = {Tjeklistetilstand.KLADDE: "neutral", Tjeklistetilstand.I_BRUG: "ok", Tjeklistetilstand.UDGAAET: "neutral"}


def tjekliste_af(user, uuid):
    """Return the checklist; everybody may read every one."""
    return get_object_or_404(Tjekliste.objects.select_related("i_brug_af"), uuid=uuid)


def _address(row, rest=""):
    return f"{HER}{row.uuid}/{rest}"


def _mark(row):
    return {"tekst": row.get_tilstand_display(), "slags": SLAGS[row.tilstand]}


@signed_in
@require_GET
def liste(request):
    """Every checklist, the newest number of a name first."""
    found = Tjekliste.objects.annotate(antal=Count("punkter")).order_by("navn", "-nr")
    rows = [[{"tekst": str(row), "url": _address(row)}, str(row.antal), {"maerke": _mark(row)}] for row in found]
    links = [{"label": "Opret tjekliste", "url": f"{HER}ny/"}] if ask(request.user, "skabelon.ret") else []
    part = table("Tjeklister", ["Tjekliste", "#Spørgsmål", "Tilstand"], rows, "Ingen tjeklister endnu.")
    return overview(request, "Tjeklister", ("/indsatsplaner/", "Indsatsplaner"), links=links, afsnit=[part])


@signed_in
@require_GET
def vis(request, uuid):
    """The questions, and what the person may do to the checklist."""
    row = tjekliste_af(request.user, uuid)
    punkter = [
        [f"{punkt.nr}. {punkt.spoergsmaal}", punkt.vejledning, "Ja" if punkt.ikke_relevant_tilladt else "Nej"]
        for punkt in row.punkter.order_by("nr")
    ]
    heads = ["Spørgsmål", "Vejledning", "»Ikke relevant« kan vælges"]
    return overview(
        request, str(row), (HER, "Tjeklister"), maerker=[_mark(row)], fakta=_facts(row),
        links=_acts(request.user, row), afsnit=[table("Spørgsmål", heads, punkter, "Ingen spørgsmål endnu.")],
    )  # fmt: skip


def _facts(row):
    return [f"Taget i brug {dato_lang(row.i_brug_den.astimezone(DANSK_TID))}"] if row.i_brug_den else []


def _acts(user, row):
    if not ask(user, "skabelon.ret"):
        return []
    if row.tilstand != Tjeklistetilstand.KLADDE:
        return [{"label": "Lav en kopi", "url": _address(row, "kopi/")}]
    return [{"label": "Ret", "url": _address(row, "ret/")},
            {"label": "Tag i brug", "url": _address(row, "tag-i-brug/")}]  # fmt: skip


def _form(request, form, act, **page):
    """400 without a key. A row button draws the page again; what was typed stays."""
    if not complete(request):
        return error_page(request, 400)
    return form_page(
        request, form, act, skabelon="indsatser/tjekliste_form.html", url=request.path, raekker=form.drawn(),
        status=form.status, gem={"tekst": "Gem"}, **page,
    )  # fmt: skip


@rule("skabelon.ret")
@BEGGE
def ny(request):
    """A new checklist in kladde."""
    made = []

    def act(by, version, **given):
        made.append(verb.make_checklist(by=by, **given))

    response = _form(request, Tjeklisteform(posted(request)), act, titel="Opret tjekliste",
                     tilbage=(HER, "Tjeklister"), besked="Tjeklisten er oprettet som kladde.")  # fmt: skip
    return redirect(_address(made[0])) if made else response


@rule("skabelon.ret", tjekliste_af)
@BEGGE
def ret(request, row):
    """Write a kladde's questions."""
    if request.method == "GET":
        verb.require_draft(row)
    form = Tjeklisteform(posted(request), tjekliste=row, punkter=list(row.punkter.order_by("nr")))
    return _form(request, form, partial(verb.edit_checklist, row), titel="Ret tjekliste",
                 tilbage=(_address(row), str(row)))  # fmt: skip


def _confirm(request, row, act, **page):
    if not complete(request):
        return error_page(request, 400)
    return form_page(request, Bekraeft(posted(request)), act, tilbage=(_address(row), str(row)), **page)


@rule("skabelon.ret", tjekliste_af)
@BEGGE
def tag_i_brug(request, row):
    """Freeze a kladde."""
    if request.method == "GET":
        verb.require_draft(row)
    return _confirm(
        request, row, partial(verb.take_into_use, row), titel="Tag tjeklisten i brug", knap="Tag i brug",
        manchet=str(row), besked="Tjeklisten er i brug.",
        effekter=["Spørgsmålene kan ikke rettes mere. En ændring er en kopi med det næste nummer.",
                  "Den tjekliste af samme navn, der er i brug nu, udgår."],
    )  # fmt: skip


@rule("skabelon.ret", tjekliste_af)
@BEGGE
def kopi(request, row):
    """A kladde with the same questions and the next number."""
    if row.tilstand == Tjeklistetilstand.KLADDE:
        raise NotNow("Tjeklisten er en kladde. Ret den i stedet for at lave en kopi.")
    made = []

    def act(by):
        made.append(verb.copy_checklist(row, by=by))

    response = _confirm(
        request, row, act, titel="Lav en kopi af tjeklisten", knap="Lav en kopi", manchet=str(row),
        besked="Kopien er oprettet som kladde.",
        effekter=["Kopien får det næste nummer og er en kladde, til den bliver taget i brug."],
    )  # fmt: skip
    return redirect(_address(made[0])) if made else response


urlpatterns = [
    path("indsatsplaner/tjeklister/", liste, name="tjekliste_liste"),
    path("indsatsplaner/tjeklister/ny/", ny, name="tjekliste_ny"),
    path("indsatsplaner/tjeklister/<uuid:uuid>/", vis, name="tjekliste"),
    path("indsatsplaner/tjeklister/<uuid:uuid>/ret/", ret, name="tjekliste_ret"),
    path("indsatsplaner/tjeklister/<uuid:uuid>/tag-i-brug/", tag_i_brug, name="tjekliste_i_brug"),
    path("indsatsplaner/tjeklister/<uuid:uuid>/kopi/", kopi, name="tjekliste_kopi"),
]

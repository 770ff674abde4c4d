"""Where a status is written or, once it is sent, read as it will be printed: the page, its autosave, its preview."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import path
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from indsatser.document.statusdata import BIDRAG
from indsatser.document.statuspapir import KLADDE, TIL_GODKENDELSE, status_document
from indsatser.enums import Aendringstilstand, Lys, Statustilstand
from indsatser.forms.status import TEKSTER, Statusform, bases
from indsatser.models import Indsatsplan
from indsatser.views import find, statuskladde
from indsatser.views.statusfind import draft, skrivested, sted
from indsatser.workflow.status import current_data, why_closed
from indsatser.workflow.statusfelter import add_question, remove_question, save_fields, stored
from mso_portal.motor import ur
from mso_portal.motor.access import rule
from mso_portal.motor.enkeltvis import one_at_a_time
from mso_portal.motor.history.diff import compare_text
from mso_portal.motor.imports.skrivning import note_export
from mso_portal.motor.lock import fingerprint
from mso_portal.motor.pdf import render_pdf
from mso_portal.motor.rules import NotNow, ask, require
from mso_portal.vaerdier.datoer import klokken

BEGGE = require_http_methods(["GET", "POST"])
T = Statustilstand
MAERKE = {T.AABEN: KLADDE, T.TIL_GODKENDELSE: TIL_GODKENDELSE, T.GODKENDT: "GODKENDT, IKKE LÅST"}
FROSNE = (T.GODKENDT, T.LAAST)
UAFGJORTE = (Aendringstilstand.KLADDE, Aendringstilstand.FORELAGT)
VIST = {"ens": "ens", "tilfoejet": "ind", "fjernet": "ud"}
MANGLEDE = "Noget manglede i det, siden sendte. Genindlæs siden."


@dataclass
class Tastet:
    """What was typed and isn't stored: texts and the fingerprints they were typed over, and who else wrote the same."""

    tekster: dict = field(default_factory=dict)
    baser: dict = field(default_factory=dict)
    konflikter: list = field(default_factory=list)
    grund: str = ""


@rule("status.laes", draft)
@BEGGE
def rediger(request, status):
    """Write it, or read what was sent. A post saves every field, then does what its button asked for."""
    if request.method == "POST":
        return save(request, status)
    if status.laast_den:
        raise NotNow(why_closed(status))
    if status.nr > 1:
        return redirect(skrivested(status))
    return draw(request, status)


def save(request, status, draw_page=None):
    """Save what can be saved; the rest comes back on the page as it was typed. Denied for who may only read."""
    require(request.user, "status.skriv", status)
    texts = stored(status)
    form = Statusform(request.POST, texts, aendringer=_changes(status, texts))
    form.is_valid()
    try:
        require_open(status)
        udfald = save_fields(status, form.changes(), by=request.user)
        if not (form.errors or udfald.konflikter):
            return redirect(_go_on(request, status))
        kept = _typed(form, form.errors, udfald.konflikter)
    except NotNow as reason:
        kept = _typed(form, [name for name in form.fields if name in request.POST], grund=str(reason))
    fresh = draft(request.user, status.plan.nummer, status.noegle)
    return (draw_page or draw)(request, fresh, kept)


def require_open(status):
    """NotNow when nothing can be written in it, also for who has typed nothing new."""
    if status.er_forbi or status.tilstand != T.AABEN:
        raise NotNow(why_closed(status))


def _typed(form, names, konflikter=(), grund=""):
    """Keep the fields as typed; those in conflict are compared from now on with what is stored."""
    texts = {name: form.data.get(name, "") for name in [*names, *konflikter]}
    return Tastet(texts, {name: form.data.get(f"base:{name}", "") for name in names}, list(konflikter), grund)


def _changes(status, texts):
    """The Ændringer that an option can carry, those nobody has decided; no query when nothing is asked."""
    if not any(name.startswith("mulighed-") for name in texts):
        return []
    return sorted((one for one in status.plan.aendringer.all() if one.tilstand in UAFGJORTE), key=lambda one: one.nr)


def _go_on(request, status):
    """Do what the button asked for; return the address to go on at."""
    verb, _, target = request.POST.get("handling", "").partition(":")
    if verb == "indsend":
        return sted(status, "indsend/")
    if verb == "tilfoej":
        add_question(status, by=request.user)
    elif verb == "fjern" and target.isdecimal():
        remove_question(status, int(target), by=request.user)
    else:
        messages.success(request, "Gemt.")
        return request.path
    return f"{request.path}#beslutninger"


def draw(request, status, kept=None, skabelon="indsatser/status_rediger.html", **more):
    """Show the page: the form for who may write now, and for who has typed what isn't stored; else the paper."""
    find.noted(request, status.plan)
    prefetch_related_objects([status], "vurderinger", "beslutninger", BIDRAG, "plan__aendringer")
    data = data_of(status)
    writes = kept is not None or may_write(request.user, status)
    left = _writing(status, data, kept or Tastet()) if writes else _reading(data)
    context = {**statuskladde.page(request.user, status, data, writes), **left, **more}
    if "mangler" in request.GET:  # it was to be sent
        context |= {"fejl": context["mangler"], "fejltitel": f"Ret {len(context['mangler'])} fejl, før du sender til "
                    "godkendelse"}  # fmt: skip
    context["fejlantal"] = len(context["fejl"])
    kode = 200 if kept is None else 409 if kept.konflikter or kept.grund else 422
    return render(request, skabelon, context, status=kode)


def may_write(user, status):
    """Say whether the person has the form before him, and not the paper."""
    return status.tilstand == T.AABEN and not status.er_forbi and bool(ask(user, "status.skriv", status))


def data_of(status):
    """Return what was approved, else the data as it is now."""
    return status.data if status.tilstand in FROSNE else current_data(status)


def _writing(status, data, kept):
    texts = stored(status)
    form = Statusform(texts | kept.tekster, texts, baser=bases(texts) | kept.baser, aendringer=_changes(status, texts))
    for name in kept.konflikter:
        box = conflict_box(status, form[name].label, name, kept.tekster[name], texts[name])
        form.fields[name].konflikt = box
        form.add_error(name, f"{box['af']} har ændret {box['felt']} {box['kl']}. Vælg tekst.")
    return {
        "form": form, "lys": statuskladde.lights(form, data), "url": skrivested(status), "afsnit": [],
        "felt_url": sted(status, "felt/"), "kan_spoerge": status.nr == 1, "fejltitel": "Ikke alt er gemt. Ret dette:",
        "fejl": [{"id": "indhold", "tekst": kept.grund}] * bool(kept.grund) + form.error_list(),
    }  # fmt: skip


def _reading(data):
    document, _ = status_document(data)
    return {"form": None, "lys": [], "afsnit": document.sections, "fejl": [], "fejltitel": ""}


def conflict_box(status, label, name, mine, gemt):
    """Return the inputs of the conflict component; the last who wrote the status is named."""
    last = status.history.select_related("history_user").order_by("-history_date", "-history_id").first()
    parts = compare_text(_words(name, gemt), _words(name, mine))
    return {
        "felt": label, "navn": name, "af": str(last.history_user or "En anden"), "kl": klokken(last.history_date),
        "min_dele": [{"slags": VIST[one.kind], "tekst": one.text} for one in parts if one.kind != "fjernet"],
        "gemt_dele": [{"slags": VIST[one.kind], "tekst": one.text} for one in parts if one.kind != "tilfoejet"],
        "gemt": gemt, "gemt_base": fingerprint(gemt), "begge": name in TEKSTER,
    }  # fmt: skip


def _words(name, text):
    return Lys(text.partition("|")[0]).label if text and name.startswith("lys-") else text


@rule("status.skriv", draft)
@require_POST
def felt(request, status):
    """Save one field: 200 with its new base, 409 with both texts, 422 with its message."""
    name, given = request.POST.get("felt", ""), {"vaerdi", "base"} <= set(request.POST)
    if not given or name not in stored(status):
        return JsonResponse({"fejl": MANGLEDE}, status=400)
    require_open(status)
    base = _remembered(request, status, name)
    typed = {name: request.POST["vaerdi"], f"base:{name}": base}
    form = Statusform(typed, [name], aendringer=_changes(status, [name]))
    if not form.is_valid():
        return JsonResponse({"fejl": " ".join(form.errors[name])}, status=422)
    udfald = save_fields(status, form.changes(), by=request.user)
    if udfald.konflikter:
        return _conflict(request, status, form[name].label, name, udfald.tekster[name])
    return JsonResponse({"base": fingerprint(udfald.tekster[name]), "gemt": klokken(ur.nu())})


def _remembered(request, status, name):
    """Save the text that wasn't chosen before the one that was: the history has it then. Return what to go on from."""
    text, base = request.POST.get("fravalgt", ""), request.POST["base"]
    form = Statusform({name: text, f"base:{name}": base}, [name])
    if name not in TEKSTER or not text or not form.is_valid():
        return base
    return fingerprint(save_fields(status, form.changes(), by=request.user).tekster[name])


def _conflict(request, status, label, name, gemt):
    find.noted(request, status.plan)
    box = conflict_box(status, label, name, request.POST["vaerdi"], gemt)
    html = render_to_string("komponenter/_konflikt.html", box)
    return JsonResponse(
        {"html": html, "besked": f"{box['af']} har ændret {label} {box['kl']}. Vælg tekst."}, status=409
    )


@rule("status.laes", draft)
@require_GET
@one_at_a_time
def kladde(request, status):
    """The paper as it would be locked now, marked with how far it has come; nothing of it is filed."""
    if status.laast_den:
        return redirect(sted(status, f"v{status.nr}/status.pdf"))
    note_export(request, Indsatsplan, [status.plan] if status.plan.er_lukket else [])
    document, images = status_document(data_of(status), maerke=MAERKE[status.tilstand])
    response = HttpResponse(render_pdf(document, images=images), content_type="application/pdf")
    name = f"{status.plan.nummer}-{status.noegle}-status-{status.nr}-kladde.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


STATUS = "indsatsplaner/<str:nr>/status/<str:k>"
urlpatterns = [
    path(f"{STATUS}/rediger/", rediger, name="status_rediger"),
    path(f"{STATUS}/felt/", felt, name="status_felt"),
    path(f"{STATUS}/kladde.pdf", kladde, name="status_kladde"),
]

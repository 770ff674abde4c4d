"""Correct a locked status: begin a new version with the reason, then its texts and lights, and values one by one."""

from functools import partial
from uuid import uuid4

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST

from indsatser.document.statuspapir_ord import kort
from indsatser.document.statusretteligt import named, rows_of, values_of
from indsatser.document.statusrettet import value_at, words
from indsatser.enums import Statustilstand
from indsatser.forms.statusret import Rettelsesform, Vaerdiform
from indsatser.views import find
from indsatser.views.statusfind import draft, skrivested, sted
from indsatser.views.statusskriv import draw, save
from indsatser.views.tabeller import table
from indsatser.workflow.status import why_closed
from indsatser.workflow.statusrettelse import add_correction, correct, printed_newer, remove_correction
from indsatser.workflow.statusudgave import edition
from mso_portal.motor.access import rule
from mso_portal.motor.fejl import error_page
from mso_portal.motor.rules import NotNow, ask, require
from mso_portal.organisation.views.side import form_page, posted

BEGGE = require_http_methods(["GET", "POST"])
SKABELON = "indsatser/status_ret.html"
EFFEKTER = (
    "Der oprettes en ny version med de låste data. Den gamle kan stadig læses.",
    "Den nye version skal sendes, godkendes og låses som den første.",
    "Rettelsen ændrer ikke planen. Ret også planen, hvis den er forkert.",
)


def correction(user, nr, k):
    """Return the correction that is written under the key. NotNow without one."""
    status = draft(user, nr, k)
    if status.laast_den:
        raise NotNow(why_closed(status))
    if status.nr == 1:
        raise NotNow("Status er ikke låst. Ret den direkte.")
    return status


@rule("status.laes", draft)
@BEGGE
def ret(request, status):
    """Begin a correction with its reason, or go on with the one that is there."""
    if status.laast_den:
        return _begin(request, status)
    if status.nr == 1:
        return redirect(skrivested(status))
    return save(request, status, _draw) if request.method == "POST" else _draw(request, status)


def _begin(request, status):
    require(request.user, "status.ret", status)
    if not find.complete(request):
        return error_page(request, 400)
    find.noted(request, status.plan)
    return form_page(
        request, Rettelsesform(posted(request)), partial(correct, status), titel="Ret status", knap="Opret rettelse",
        tilbage=(sted(status), status.runde.betegnelse), videre=sted(status, "ret/"),
        manchet=status.plan.egentlig_titel,
        besked=f"Version {status.nr + 1} er oprettet. Ret tekster og lys her, og vælg de værdier, der er forkerte.",
        effekter=EFFEKTER,
    )  # fmt: skip


def _draw(request, status, kept=None):
    data = edition(status.erstatter).data
    writes = status.tilstand == Statustilstand.AABEN and bool(ask(request.user, "status.ret", status))
    return draw(
        request, status, kept, SKABELON, begrundelse=status.rettelse_begrundelse,
        rettelser=_corrected(status, data, writes), nyere=_newer(status) if writes else [],
        vaerdi_url=sted(status, "ret/vaerdi/") if writes else "",
    )  # fmt: skip


def _corrected(status, data, writes):
    rows = status.rettelser.order_by("pk")
    return [
        {"hvad": named(data, one.sti), "foer": words(data, one.sti, one.foer), "efter": words(data, one.sti, one.efter),
         "begrundelse": one.begrundelse, "url": sted(status, f"ret/{one.pk}/fjern/") if writes else "",
         "noegle": uuid4()}
        for one in rows
    ]  # fmt: skip


def _newer(status):
    """The printed numbers that have been corrected since and aren't taken in yet."""
    taken = set(status.rettelser.order_by("pk").values_list("sti", flat=True))
    return [
        {"navn": one.navn, "periode": kort(one.periode_slut), "var": one.var, "er": one.er, "nr": nr, "noegle": uuid4(),
         "url": sted(status, "ret/medtag/")}
        for nr, one in enumerate(printed_newer(status.erstatter))
        if not {each["sti"] for each in one.rettelser} <= taken
    ]  # fmt: skip


@rule("status.ret", correction)
@BEGGE
def vaerdi(request, status):
    """First the row, then its value, then what it shall be: `?raekke=` and `?sti=` say how far it is chosen."""
    if request.method == "GET" and status.tilstand != Statustilstand.AABEN:
        raise NotNow(why_closed(status))
    find.noted(request, status.plan)
    data, sti = edition(status.erstatter).data, request.GET.get("sti", "")
    if request.method == "POST" and not sti:
        return error_page(request, 400)
    try:
        if sti:
            return _value(request, status, data, sti)
        if row := request.GET.get("raekke", ""):
            return _choice(request, status, [_values(data, row)])
    except (KeyError, ValueError):
        raise Http404 from None
    return _choice(request, status, [_rows(label, rows) for label, rows in rows_of(data)])


def _choice(request, status, sections):
    context = {
        "titel": "Vælg, hvad der skal rettes", "tilbage_url": sted(status, "ret/"), "tilbage_tekst": "Rettelse",
        "maerker": [], "fakta": [status.plan.egentlig_titel], "links": [], "advarsler": [], "graf": None,
        "afsnit": sections,
    }  # fmt: skip
    return render(request, "indsatser/rum.html", context)


def _rows(label, rows):
    named = [{"tekst": name, "url": f"?raekke={path}"} for path, name, _ in rows]
    if not any(apart for *_, apart in rows):
        return table(label, ["Navn"], [[one] for one in named], "")
    cells = [[one, apart] for one, (*_, apart) in zip(named, rows, strict=True)]
    return table(label, ["Navn", "Tema og godkendt dato"], cells, "")


def _values(data, row):
    cells = [[{"tekst": label, "url": f"?sti={sti}"}, value] for sti, label, value in values_of(data, row)]
    return table("Værdier, der kan rettes", ["Værdi", "I den låste version"], cells, "")


def _value(request, status, data, sti):
    if not find.complete(request):
        return error_page(request, 400)
    foer = value_at(data, sti)
    form = Vaerdiform(posted(request), sti=sti, foer=foer, dato=status.runde.statusdato)
    return form_page(
        request, form, partial(add_correction, status, sti=sti), titel="Ret en værdi", knap="Gem rettelsen",
        tilbage=(sted(status, "ret/"), "Rettelse"), besked="Rettelsen er gemt.",
        manchet=f"{named(data, sti)}. I den låste version: {words(data, sti, foer)}.",
    )  # fmt: skip


@rule("status.ret", correction)
@require_POST
def medtag(request, status):
    """Take in a number that was corrected after the lock, with the reason it was corrected for."""
    if not find.complete(request, "nr") or not request.POST["nr"].isdecimal():
        return error_page(request, 400)
    found = printed_newer(status.erstatter)
    nr = int(request.POST["nr"])
    for one in found[nr].rettelser if nr < len(found) else ():
        add_correction(status, by=request.user, **one)
    messages.success(request, "Målingen er taget med.")
    return redirect(sted(status, "ret/"))


@rule("status.ret", correction)
@require_POST
def fjern(request, status, pk):
    """Let the value of the locked version stand; a second press finds it done."""
    for row in status.rettelser.filter(pk=pk).order_by("pk"):
        remove_correction(row, by=request.user)
    messages.success(request, "Rettelsen er fjernet.")
    return redirect(sted(status, "ret/"))


STATUS = "indsatsplaner/<str:nr>/status/<str:k>/ret"
urlpatterns = [
    path(f"{STATUS}/", ret, name="status_ret"),
    path(f"{STATUS}/vaerdi/", vaerdi, name="status_ret_vaerdi"),
    path(f"{STATUS}/medtag/", medtag, name="status_ret_medtag"),
    path(f"{STATUS}/<int:pk>/fjern/", fjern, name="status_ret_fjern"),
]

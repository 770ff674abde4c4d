"""Remarks on the minutes: members write them item by item until the frist, the sekretær answers."""

from uuid import uuid4

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from indstillinger.enums_moede import Kommentarsvar, Referattilstand
from indstillinger.forms.referat import Kommentarform, Svarform
from indstillinger.models import Referatkommentar
from indstillinger.views.referat import address, closed_items, head, own_minutes_of
from indstillinger.views.referatvisning import agenda_lines
from indstillinger.workflow.referat import answer_comment, comment, is_open_for_comments, items_of
from mso_portal.motor.access import rule
from mso_portal.motor.fejl import error_page
from mso_portal.motor.log import seen
from mso_portal.motor.rules import NotNow, ask, require
from mso_portal.vaerdier.datoer import DANSK_TID, dato_lang, klokken

SVAR_MAERKE = {Kommentarsvar.RETTET: "ok", Kommentarsvar.IKKE_RETTET: "neutral", "": "obs"}


def comment_of(user, referat, kommentar):
    """Return a remark on an item that the person reads, else 404."""
    rows = Referatkommentar.objects.filter(referat=referat, punkt__in=items_of(referat, user).order_by().values("pk"))
    row = get_object_or_404(rows, pk=kommentar)
    row.referat = referat
    return row


@rule("referat.laes", own_minutes_of)
@require_http_methods(["GET", "POST"])
def kommentarer(request, referat):
    """Every remark by item; a post adds one."""
    if request.method == "GET":
        return _page(request, referat)
    require(request.user, "referat.kommenter", referat)
    lines = agenda_lines(request.user, referat.moede)
    form = Kommentarform(request.POST, punkter=_choices(request.user, referat, lines))

    def act(noegle, punkt, tekst):
        found = next(line.punkt for line in lines if line.punkt.nummer == punkt)
        comment(referat, found, tekst, by=request.user, noegle=noegle)

    return _act(request, referat, form, act, "Bemærkningen er gemt.", None)


@rule("referat.laes", own_minutes_of)
@require_POST
def svar(request, referat, kommentar):
    """The sekretær's answer, which may be revised until the minutes are godkendt."""
    row = comment_of(request.user, referat, kommentar)
    require(request.user, "referat.besvar", referat)
    form = Svarform(request.POST, prefix=f"svar-{row.pk}")

    def act(noegle, svar, svar_tekst):
        answer_comment(row, svar, svar_tekst, by=request.user, noegle=noegle)

    return _act(request, referat, form, act, "Svaret er gemt.", row.pk)


def _act(request, referat, form, act, besked, key):
    """Run a verb with what its form holds; the page comes back with the text when it cannot be done."""
    if not request.POST.get("noegle"):
        return error_page(request, 400)
    status = 422
    try:
        if form.is_valid():
            act(request.POST["noegle"], **form.cleaned_data)
            messages.success(request, besked)
            return redirect(f"{address(referat)}kommentarer/")
    except NotNow as reason:
        form.add_error(None, str(reason))
        status = 409
    return _page(request, referat, {key: form}, status)


def _choices(user, referat, lines):
    """The items the person may remark on: those he follows as one of the forum's own."""
    own = set(items_of(referat, user).values_list("pk", flat=True))
    return [(line.punkt.nummer, f"{line.nummer}. {line.titel}") for line in lines if line.punkt.pk in own]


def _page(request, referat, forms=None, status=200):
    forms = forms or {}
    lines = agenda_lines(request.user, referat.moede)
    seen(request, "vis", *closed_items(lines))
    writes = ask(request.user, "referat.kommenter", referat) and is_open_for_comments(referat)
    form = forms.get(None) or (Kommentarform(punkter=_choices(request.user, referat, lines)) if writes else None)
    fejl = [one for shown in forms.values() for one in shown.error_list()]
    context = {
        **head(referat), "tilbage_url": address(referat), "tilbage_tekst": f"Referat version {referat.nr}",
        "punkter": _items(request.user, referat, lines, forms), "form": form, "noegle": uuid4(), "fejl": fejl,
        "fejlantal": len(fejl), "lukket": "" if form else _why_closed(request.user, referat),
        "fejltitel": "Det kan ikke lade sig gøre nu" if status == 409 else "Ret dette, før du gemmer",
    }  # fmt: skip
    context["titel"] = f"Bemærkninger til referatet: {referat.moede}"
    return render(request, "indstillinger/referat_kommentarer.html", context, status=status)


def _why_closed(user, referat):
    """Say why a member cannot write now."""
    return is_open_for_comments(referat).reason if ask(user, "referat.kommenter", referat) else ""


def _items(user, referat, lines, forms):
    """Return the items with remarks, each remark with its answer, and the form for who answers."""
    answers = referat.tilstand != Referattilstand.GODKENDT and bool(ask(user, "referat.besvar", referat))
    own = items_of(referat, user).order_by().values("pk")
    rows = Referatkommentar.objects.filter(referat=referat, punkt__in=own).select_related("oprettet_af", "besvaret_af")
    found = {}
    for row in rows.order_by("pk"):
        found.setdefault(row.punkt_id, []).append(_shown(row, referat, answers, forms.get(row.pk)))
    return [
        {"id": f"punkt-{line.punkt.nummer}", "titel": f"{line.nummer}. {line.titel}",
         "kommentarer": found[line.punkt.pk]}
        for line in lines if line.laesbar and line.punkt.pk in found
    ]  # fmt: skip


def _shown(row, referat, answers, form):
    moment = row.oprettet_den.astimezone(DANSK_TID)
    given = {"svar": row.svar, "svar_tekst": row.svar_tekst}
    answer = row.get_svar_display() if row.svar else "Ikke besvaret"
    return {
        "id": f"kommentar-{row.pk}", "navn": str(row.oprettet_af), "tid": f"{dato_lang(moment)} {klokken(moment)}",
        "tekst": row.tekst, "maerke": {"tekst": answer, "slags": SVAR_MAERKE[row.svar]}, "svar_tekst": row.svar_tekst,
        "form": (form or Svarform(prefix=f"svar-{row.pk}", initial=given)) if answers else None, "noegle": uuid4(),
        "url": f"{address(referat)}kommentarer/{row.pk}/svar/", "aaben": bool(form) or not row.svar,
    }  # fmt: skip

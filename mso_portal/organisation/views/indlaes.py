"""Opsætning: persons and units from a file: uploaded and tried, then confirmed; and the tables of today."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from mso_portal.motor.access import rule
from mso_portal.motor.imports.laesning import Afvist
from mso_portal.motor.imports.skrivning import TYPES, WRITERS, note_export
from mso_portal.motor.imports.trin import confirm, stage
from mso_portal.motor.models import Indlaesning
from mso_portal.motor.rules import NotNow
from mso_portal.organisation.forms.indlaes import BekraeftFilForm, FilForm
from mso_portal.organisation.resources import RESSOURCER
from mso_portal.vaerdier.datoer import antal

RULE = "opsaetning.ret"
VIST = 200
TABELLER = ("skabelon", "i-dag")


def _slags(user, slags):
    if slags not in RESSOURCER:
        raise Http404
    return slags


def _egen(user, uuid):
    return get_object_or_404(Indlaesning.objects.visible_to(user).filter(slags__in=RESSOURCER), uuid=uuid)


@rule(RULE, fetch=_slags)
@require_http_methods(["GET", "POST"])
def indlaes(request, slags):
    """Take a file, try it and go on to its outcome; nothing else is written."""
    form = FilForm(request.POST, request.FILES) if request.method == "POST" else FilForm()
    if form.is_bound and form.is_valid():
        fil = form.cleaned_data["fil"]
        try:
            return redirect(_url(stage(RESSOURCER[slags], slags, fil.name, fil.read(), by=request.user)))
        except Afvist as reason:
            form.add_error("fil", str(reason))
    return _upload_page(request, slags, form)


def _upload_page(request, slags, form):
    ressource, errors = RESSOURCER[slags], form.error_list() if form.is_bound else []
    columns = [
        {"navn": column, "kraevet": column in ressource.kraevet, "tekst": ressource.forklaring.get(column, "")}
        for column in ressource.columns().values()
    ]
    tables = [
        {"label": f"{label} ({kind})", "url": reverse("opsaetning_indlaes_hent", args=[slags, f"{name}.{end}"])}
        for name, label in zip(TABELLER, ("Hent skabelon", f"Hent {ressource.titel.lower()} i dag"), strict=True)
        for end, kind in (("xlsx", "Excel"), ("csv", "CSV"))
    ]
    page = {"form": form, "fejl": errors, "fejlantal": len(errors), "kolonner": columns, "tabeller": tables}
    page |= _place(slags)
    return render(request, "organisation/indlaesning_fil.html", page, status=422 if errors else 200)


def _place(slags):
    name = RESSOURCER[slags].titel
    return {"titel": f"Indlæs {name.lower()}", "hjem_url": reverse(f"opsaetning_{slags}"), "hjem": name}


def _url(row):
    return reverse("opsaetning_indlaesning", args=[row.uuid])


@rule(RULE, fetch=_egen)
@require_http_methods(["GET", "POST"])
def indlaesning(request, row):
    """Show what a file would do; confirmed by the same person, do it."""
    form = BekraeftFilForm(request.POST) if request.method == "POST" else None
    if form is None or not form.is_valid():
        return _outcome_page(request, row, form.errors["sha256"][0] if form else "", 422 if form else 200)
    try:
        done = confirm(row, RESSOURCER[row.slags], form.cleaned_data["sha256"], by=request.user)
    except NotNow as reason:
        return _outcome_page(request, _egen(request.user, row.uuid), str(reason), 409)
    messages.success(request, f"{_rows(done.antal_klar)} indlæst.")
    return redirect(_url(done))


def _outcome_page(request, row, grund, status):
    counts = [("Nye", row.antal_nye), ("Ændrede", row.antal_aendrede), ("Uændrede", row.antal_uaendrede),
              ("Med fejl", row.antal_fejl)]  # fmt: skip
    page = _place(row.slags) | {
        "grund": grund,
        "resultat": _result(row),
        "tal": [{"navn": name, "vaerdi": antal(count)} for name, count in counts],
        "filnavn": row.filnavn,
        "linjer": [_line(*fault) for fault in row.fejl[:VIST]],
        "flere": antal(len(row.fejl) - VIST) if len(row.fejl) > VIST else "",
        "oversete": ", ".join(f"»{name}«" for name in row.oversete),
        "sha256": "" if row.bekraeftet_den or not row.antal_klar else row.sha256,
        "faerdig": bool(row.bekraeftet_den),
        "igen_url": reverse("opsaetning_indlaes", args=[row.slags]),
    }
    return render(request, "organisation/indlaesning_resultat.html", page, status=status)


def _result(row):
    left = f" {antal(row.antal_fejl)} har fejl og indlæses ikke."
    if row.bekraeftet_den:
        left = f" {antal(row.antal_fejl)} havde fejl og blev ikke indlæst."
    return f"{_rows(row.antal_klar)} {'indlæst' if row.bekraeftet_den else 'klar'}.{left if row.antal_fejl else ''}"


def _rows(count):
    return "1 række er" if count == 1 else f"{antal(count)} rækker er"


def _line(nr, kolonne, fejl):
    """Return a fault in the words of 40 §15."""
    return f"Række {nr}, kolonne »{kolonne}«: {fejl}" if kolonne else f"Række {nr}: {fejl}"


@rule(RULE, fetch=_slags)
@require_GET
def hent(request, slags, fil):
    """Send the headings alone, or the table of today; the latter is noted in the access log."""
    name, _, kind = fil.partition(".")
    if name not in TABELLER or kind not in WRITERS:
        raise Http404
    ressource = RESSOURCER[slags]()
    columns, rows = ressource.table() if name == "i-dag" else (list(ressource.columns().values()), [])
    if name == "i-dag":
        note_export(request, ressource._meta.model)
    response = HttpResponse(WRITERS[kind](columns, rows), content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{slags}-{fil}"'
    return response

"""Opsætning: staged import of people and units: upload, rehearsal with errors, confirm."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from mso_portal.motor.access import rule
from mso_portal.motor.log import log_event
from mso_portal.organisation.forms.indlaesning import (
    BekraeftIndlaesningForm,
    FilForm,
    fetch,
    forget,
    keep,
    table,
)
from mso_portal.organisation.resources import AfdelingResource, PersonResource, load, rehearse
from mso_portal.vaerdier.datoer import antal

RULE = "opsaetning.ret"
KINDS = {"personer": (PersonResource, "Personer"), "afdelinger": (AfdelingResource, "Afdelinger")}
SHOWN = 100


def _kind(user, slags):
    resource, name = KINDS[slags]
    return {"slags": slags, "resource": resource, "navn": name, "hjem": reverse(f"opsaetning_{slags}")}


@rule(RULE, fetch=_kind)
@require_http_methods(["GET", "POST"])
def indlaes(request, kind):
    """Take a file and show what importing it would do: nothing is written but the file itself."""
    resource = kind["resource"]
    files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = FilForm(*files, columns=resource.columns, required=resource.required)
    if form.is_bound and form.is_valid():
        return _rehearsal(request, kind, form)
    errors = form.error_list() if form.is_bound else []
    context = {"kind": _shown(kind), "form": form, "fejl": errors, "fejlantal": len(errors)}
    return render(request, "organisation/indlaes.html", context, status=422 if errors else 200)


def _shown(kind):
    resource = kind["resource"]
    optional = [name for name in resource.columns if name not in resource.required]
    return {"navn": kind["navn"], "hjem": kind["hjem"], "skal": resource.required, "kan": optional}


def _rehearsal(request, kind, form):
    outcome = rehearse(kind["resource"](), form.table, by=request.user)
    confirm = BekraeftIndlaesningForm(initial={"sha256": keep(form.cleaned_data["fil"])})
    context = {
        "kind": _shown(kind),
        "form": confirm,
        "url": reverse(f"opsaetning_{kind['slags']}_import_bekraeft"),
        "resultat": f"{_rows(outcome.klar)} klar. {antal(outcome.fejlraekker)} har fejl og indlæses ikke.",
        "linjer": outcome.fejl[:SHOWN],
        "flere": max(0, len(outcome.fejl) - SHOWN),
        "klar": outcome.klar,
    }
    return render(request, "organisation/indlaes_proeve.html", context)


def _rows(count):
    return "1 række er" if count == 1 else f"{antal(count)} rækker er"


@rule(RULE, fetch=_kind)
@require_POST
def indlaes_bekraeft(request, kind):
    """Import the rehearsed file's good rows; the file is used up, so a second press finds nothing to do."""
    form = BekraeftIndlaesningForm(request.POST)
    if not form.is_valid():
        raise Http404
    digest = form.cleaned_data["sha256"]
    count = load(kind["resource"](), table(fetch(digest)), by=request.user)
    log_event("indlaesning.bekraeft", request.user, request.user, slags=kind["slags"], antal=count, sha256=digest)
    forget(digest)
    messages.success(request, f"{_rows(count)} indlæst.")
    return redirect(kind["hjem"])

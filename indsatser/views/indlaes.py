"""Goals and milestones from a file into a kladde: uploaded and tried, seen beside its readings, then read in."""

from uuid import uuid4

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_GET, require_http_methods

from indsatser.forms.indlaes import Importform
from indsatser.resources import RESSOURCER
from indsatser.rules import kladder
from indsatser.views import find, laesning
from mso_portal.motor.access import rule, signed_in
from mso_portal.motor.fejl import error_page
from mso_portal.motor.imports.laesning import Afvist, read_table
from mso_portal.motor.imports.skrivning import TYPES, WRITERS
from mso_portal.motor.imports.trin import confirm, stage
from mso_portal.motor.log import seen
from mso_portal.motor.models import Indlaesning
from mso_portal.motor.rules import NotNow
from mso_portal.motor.workflow import claim
from mso_portal.vaerdier.datoer import antal

BEGGE = require_http_methods(["GET", "POST"])
VIST = 200
HJEM = {"hjem_url": "/indsatsplaner/", "hjem": "Indsatsplaner"}
FEJL = "Ret fejlene i filen, og hent den igen. Filen bliver læst ind helt eller slet ikke."


@rule("indsats.indlaes")
@BEGGE
def importer(request):
    """Take a file for one of the person's kladder, try it and go on to its outcome; nothing else is written."""
    if not find.complete(request):
        return error_page(request, 400)
    plans = kladder(request.user)
    seen(request, "liste", *(plan for plan in plans if plan.er_lukket))
    form = _form(request, plans)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            return redirect("plan_import_vis", _staged(form.cleaned_data, plans, request.user).uuid)
        except Afvist as reason:
            form.add_error("fil", str(reason))
        except NotNow as reason:
            form.add_error(None, str(reason))
            status = 409
    return _upload_page(request, form, status)


def _form(request, plans):
    choices = [(plan.nummer, f"{plan.nummer} {plan.egentlig_titel}") for plan in plans]
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    first = {"plan": request.GET.get("plan"), "slags": request.GET.get("slags"), "noegle": uuid4()}
    return Importform(*given, planer=choices, initial=first)


@transaction.atomic
def _staged(data, plans, by):
    """Return the file as it was tried; of a second press the one the first press kept."""
    if not claim(data["noegle"], by, "plan_import"):
        return Indlaesning.objects.visible_to(by).filter(slags__startswith="plan-").first()
    plan = next(plan for plan in plans if plan.nummer == data["plan"])
    fil, slags = data["fil"], f"plan-{data['slags']}:{plan.nummer}"
    return stage(RESSOURCER[data["slags"]].for_plan(plan), slags, fil.name, fil.read(), by=by)


def _upload_page(request, form, status):
    kinds = [{"navn": ressource.navn, "kolonner": _columns(ressource), "tabeller": _templates(key, ressource)}
             for key, ressource in RESSOURCER.items()]  # fmt: skip
    errors = form.error_list() if form.is_bound else []
    page = {"form": form, "fejl": errors, "fejlantal": len(errors), "slags": kinds, **HJEM}
    return render(request, "indsatser/import.html", page, status=status)


def _columns(ressource):
    return [{"navn": column, "kraevet": column in ressource.kraevet, "tekst": ressource.forklaring.get(column, "")}
            for column in ressource.columns().values()]  # fmt: skip


def _templates(key, ressource):
    return [{"label": f"Hent skabelon til {ressource.navn.lower()} ({word})",
             "url": reverse("plan_import_skabelon", args=[key, kind])}
            for kind, word in (("xlsx", "Excel"), ("csv", "CSV"))]  # fmt: skip


@signed_in
@require_GET
def skabelon(request, slags, kind):
    """Send the headings alone."""
    if slags not in RESSOURCER or kind not in WRITERS:
        raise Http404
    headings = list(RESSOURCER[slags].columns().values())
    response = HttpResponse(WRITERS[kind](headings, []), content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="skabelon-{slags}.{kind}"'
    return response


def _egen(user, uuid):
    """Return the person's own file with the kladde it is for, which he must still see."""
    row = get_object_or_404(Indlaesning.objects.visible_to(user).filter(slags__startswith="plan-"), uuid=uuid)
    row.art, _, nummer = row.slags.removeprefix("plan-").partition(":")
    row.plan = find.plan(user, nummer)
    return row


@rule("indsats.ret_raekke", _egen)
@BEGGE
def vis(request, row):
    """Show how each row is read and what is wrong with it; confirmed by the same person, read it in."""
    find.noted(request, row.plan)
    if request.method == "GET":
        return _outcome_page(request, row, "", 200)
    if not request.POST.get("sha256"):
        return error_page(request, 400)
    try:
        if row.antal_fejl:
            raise NotNow(FEJL)
        done = confirm(row, RESSOURCER[row.art].for_plan(row.plan), request.POST["sha256"], by=request.user)
    except NotNow as reason:
        return _outcome_page(request, _egen(request.user, row.uuid), str(reason), 409)
    messages.success(request, f"{_rows(done.antal_nye)} læst ind.")
    return redirect("plan_import_vis", row.uuid)


def _outcome_page(request, row, grund, status):
    ressource = RESSOURCER[row.art].for_plan(row.plan)
    counts = [("Nye", row.antal_nye), ("Allerede i planen", row.antal_uaendrede), ("Med fejl", row.antal_fejl)]
    page = HJEM | {
        "titel": f"Indlæs {ressource.navn.lower()} i {row.plan.nummer}", "grund": grund, "resultat": _result(row),
        "tal": [{"navn": name, "vaerdi": antal(count)} for name, count in counts], "filnavn": row.filnavn,
        "linjer": [_line(*fault) for fault in row.fejl[:VIST]],
        "flere": antal(len(row.fejl) - VIST) if len(row.fejl) > VIST else "",
        "oversete": ", ".join(f"»{name}«" for name in row.oversete), "tabel": _readings(row, ressource),
        "sha256": "" if row.bekraeftet_den or row.antal_fejl or not row.antal_nye else row.sha256,
        "faerdig_url": find.adresse(row.plan, f"{row.art}/") if row.bekraeftet_den else "",
        "igen_url": f"{reverse('plan_import')}?plan={row.plan.nummer}&slags={row.art}",
    }  # fmt: skip
    return render(request, "indsatser/import_vis.html", page, status=status)


def _readings(row, ressource):
    """Return the table of source and reading, read from the stored file again."""
    tabel, _ = ressource.fit(read_table(row.filnavn, bytes(row.indhold)))
    names = {column: name for name, column in ressource.columns().items()}
    texts = [dict.fromkeys(names.values(), "") | dict(zip(map(names.get, tabel.kolonner), cells, strict=True))
             for cells in tabel.raekker]  # fmt: skip
    return laesning.TABELLER[row.art](row.plan, tabel.numre, texts)


def _result(row):
    if row.bekraeftet_den:
        return f"{_rows(row.antal_nye)} læst ind."
    if row.antal_fejl:
        return f"{_rows(row.antal_fejl, 'har', 'har')} fejl, så intet kan læses ind."
    return f"{_rows(row.antal_nye)} klar." if row.antal_nye else "Der er intet nyt at læse ind."


def _rows(count, one="er", many="er"):
    return f"1 række {one}" if count == 1 else f"{antal(count)} rækker {many}"


def _line(nr, kolonne, fejl):
    return f"Række {nr}, kolonne »{kolonne}«: {fejl}" if kolonne else f"Række {nr}: {fejl}"


urlpatterns = [
    path("indsatsplaner/import/", importer, name="plan_import"),
    path("indsatsplaner/import/<uuid:uuid>/", vis, name="plan_import_vis"),
    path("indsatsplaner/import/<str:slags>/skabelon.<str:kind>", skabelon, name="plan_import_skabelon"),
]

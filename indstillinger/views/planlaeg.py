"""Planning a series: the form is answered by a list of dates, and the ticked ones become meetings (11 §9)."""

from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from indstillinger.beregning.aarshjul import marks, weeks
from indstillinger.forms.moede import Datoform, Serieform
from indstillinger.workflow.moede import plan_series, taken
from mso_portal.motor.access import signed_in
from mso_portal.motor.fejl import error_page
from mso_portal.motor.rules import Denied, NotNow
from mso_portal.motor.workflow import claim
from mso_portal.organisation.enums import Medlemsrolle
from mso_portal.organisation.models import Lukkedag
from mso_portal.vaerdier.datoer import ugedag_dato

KUN_SEKRETAER = "Kun forummets sekretær kan planlægge møder."
TAGET = "Forummet har allerede et møde den dag"


@signed_in
@require_http_methods(["GET", "POST"])
def planlaeg(request):
    """Choose a series, then its dates; sekretærer only, each for his own fora."""
    fora = [one.forum for one in request.user.rettigheder.medlemskaber if one.rolle == Medlemsrolle.SEKRETAER]
    if not fora:
        raise Denied(KUN_SEKRETAER)
    if request.method == "POST" and not request.POST.get("noegle"):
        return error_page(request, 400)
    data = request.GET if request.method == "GET" else request.POST
    form = Serieform(data if "forum" in data else None, fora=fora, initial={"hver": 2})
    if not form.is_bound or not form.is_valid():
        return _page(request, form, status=422 if request.method == "POST" else 200)
    datoer = form.dates(form.cleaned_data["fra"], form.cleaned_data["til"])
    return _plan(request, form, datoer) if request.method == "POST" else _page(request, form, datoer)


def _plan(request, form, datoer):
    """The key is taken first: the dates of a press that was done are taken by itself."""
    chosen, made, status = Datoform(request.POST, forum=form.cleaned_data["forum"], datoer=datoer), None, 422
    try:
        with transaction.atomic():
            if not claim(request.POST["noegle"], request.user, "moede_planlaeg"):
                return redirect("moede_liste")
            if chosen.is_valid():
                made = _meetings(request.user, form.cleaned_data, chosen.cleaned_data)
            transaction.set_rollback(made is None)
    except NotNow as reason:
        chosen.add_error(None, str(reason))
        status = 409
    if made is None:
        return _page(request, form, datoer, chosen, status=status)
    messages.success(request, f"{len(made)} {'møde' if len(made) == 1 else 'møder'} er planlagt.")
    return redirect("moede_liste")


def _meetings(user, given, chosen):
    where = {"sted": given["sted"], "link": given["link"], "endnu_et": chosen["endnu_et"]}
    return plan_series(given["forum"], chosen["datoer"], given["start"], given["slut"], by=user, **where)


def _page(request, form, datoer=(), chosen=None, status=200):
    errors = chosen.errors.get("__all__", []) if chosen else []
    fejl = [{"id": "datoer", "tekst": text} for text in errors] or (form.error_list() if form.is_bound else [])
    return render(request, "indstillinger/moede_planlaeg.html", {
        "form": form, "fejl": fejl, "fejlantal": len(fejl), "noegle": uuid4(),
        "valg": _dates(form.cleaned_data["forum"], datoer, request.POST) if datoer else [],
        "skjulte": [(name, request.POST.get(name, request.GET.get(name, ""))) for name in form.fields],
        "links": [{"label": f"Standardpunkter i {one}", "url": reverse("forum_moeder", args=[one.kode])}
                  for one in form.fields["forum"].queryset],
        "spoerg": bool(chosen) and any("endnu et" in text for text in errors),
    }, status=status)  # fmt: skip


def _dates(forum, datoer, posted):
    """Return the dates to tick: those with nothing against them are ticked, or as they were posted."""
    closed = dict(Lukkedag.objects.filter(dato__in=datoer).order_by("dato").values_list("dato", "navn"))
    holidays = weeks(settings.MSO_FERIEUGER)
    used = taken(forum, datoer)
    ticked = set(posted.getlist("datoer")) if posted else None
    rows = []
    for dato in datoer:
        against = [*marks(dato, closed, holidays), *([TAGET] if dato in used else [])]
        chosen = not against if ticked is None else dato.isoformat() in ticked
        rows.append({"vaerdi": dato.isoformat(), "tekst": ugedag_dato(dato), "hjaelp": " · ".join(against),
                     "valgt": chosen})  # fmt: skip
    return rows

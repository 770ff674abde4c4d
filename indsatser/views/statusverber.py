"""What moves a status: send, approve, send back, reopen, lock, give up a correction. GET is the confirm page."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from indsatser.document.statuspapir import status_document
from indsatser.document.statustal import tal_advarsler
from indsatser.forms.status import Grundform
from indsatser.forms.verber import Verbumform
from indsatser.views import find, statuskladde
from indsatser.views.statusfind import draft, skrivested, sted
from indsatser.views.statusskriv import data_of
from indsatser.workflow import status as verbs
from indsatser.workflow import statuslaas as laas
from indsatser.workflow.statusbidrag import completeness
from indsatser.workflow.statusrettelse import ABANDON, abandon
from mso_portal.motor.access import rule
from mso_portal.motor.fejl import error_page
from mso_portal.motor.models import Handlingsnoegle
from mso_portal.motor.rules import NotNow
from mso_portal.motor.workflow import fits
from mso_portal.organisation.views.side import posted

BEGGE = require_http_methods(["GET", "POST"])
FOR_TOVHOLDER, FOR_PROGRAMEJER = (verbs.SUBMIT, ABANDON), (verbs.APPROVE, verbs.SEND_BACK, verbs.REOPEN)
FRYSER = (verbs.APPROVE, laas.LOCK, laas.LOCK_UNAPPROVED)  # what they freeze is read on the page
VIDERE = {laas.LOCK: sted, laas.LOCK_UNAPPROVED: sted, ABANDON: sted}  # else back to where it is written
NU_IKKE = "Det kan ikke lade sig gøre nu"
LAESES = ("hoved", "stilling", "kort", "aendret")


def _verb(transition, act, make=Verbumform):
    """Return the view of a verb. It runs in its own transaction: what it freezes is read at one moment."""

    @rule(transition.rule, draft)
    @BEGGE
    def view(request, status):
        if not find.complete(request, "version"):
            return error_page(request, 400)
        form = make(posted(request), row=status)
        if request.method == "POST" and _is_done(request, form, act, status):
            messages.success(request, transition.done)
            return redirect(VIDERE.get(transition, skrivested)(status))
        if request.method == "GET" and not (answer := fits(transition, status)):
            raise NotNow(verbs.why_closed(status) if status.laast_den else answer.reason)
        return _confirm(request, transition, form, status)

    return view


def _is_done(request, form, act, status):
    """Run the verb, unless this press has done it already; what hinders it is noted in the form, with its answer."""
    form.kode = 422
    if _is_repeated(request.POST["noegle"]):
        return True
    if not form.is_valid():
        return False
    try:
        act(status, by=request.user, noegle=request.POST["noegle"], **form.cleaned_data)
    except ValidationError as error:
        form.blame(error)
    except NotNow as reason:
        form.kode = 409
        form.refuse(str(reason))
    return form.is_valid()


def _is_repeated(noegle):
    try:
        return Handlingsnoegle.objects.filter(noegle=UUID(noegle)).exists()
    except ValueError:
        return False


def _confirm(request, transition, form, status):
    """Show what happens, what is missing and, before it is frozen, the paper itself."""
    data = data_of(status)
    if transition is verbs.SUBMIT and request.method == "GET" and statuskladde.lacks(status, data):
        return redirect(f"{skrivested(status)}?mangler")
    find.noted(request, status.plan)
    sections = status_document(data)[0].sections if transition in FRYSER else ()
    errors, kode = (form.error_list(), form.kode) if form.is_bound else ([], 200)
    context = {
        **statuskladde.head(status), "manchet": status.runde.betegnelse, "handlinger": [], "titel": transition.label,
        "tilbage_url": skrivested(status), "tilbage_tekst": "Status", "form": form, "noegle": uuid4(),
        "fejl": errors, "fejlantal": len(errors), "knap": _button(request.user, transition, status),
        "fejltitel": NU_IKKE if kode == 409 else f"Ret {len(errors)} fejl, før du går videre",
        "fare": transition.destructive, "effekter": transition.effects_text,
        "advarsler": _warnings(status, data),
        "sections": [one for one in sections if one.id in LAESES],
    }  # fmt: skip
    return render(request, "indsatser/status_verbum.html", context, status=kode)


def _button(user, transition, status):
    """A deputy is told for whom he acts."""
    plan = status.plan
    person = plan.tovholder if transition in FOR_TOVHOLDER else plan.programejer
    acts_himself = transition not in (*FOR_TOVHOLDER, *FOR_PROGRAMEJER) or verbs.stands_for(user, person) is None
    return transition.label if acts_himself else f"{transition.label} på vegne af {person}"


def _warnings(status, data):
    texts = [one["tekst"] for one in statuskladde.notices(status, completeness(status).mangler)]
    return [*texts, *tal_advarsler(data)]


STATUS = "indsatsplaner/<str:nr>/status/<str:k>"
VERBER = (
    (verbs.SUBMIT, verbs.submit), (verbs.APPROVE, verbs.approve), (verbs.SEND_BACK, verbs.send_back, Grundform),
    (verbs.REOPEN, verbs.reopen, Grundform), (ABANDON, abandon), (laas.LOCK, laas.lock),
    (laas.LOCK_UNAPPROVED, laas.lock),
)  # fmt: skip
urlpatterns = [
    path(f"{STATUS}/{one.name.replace('_', '-')}/", _verb(one, *rest), name=f"status_{one.name}")
    for one, *rest in VERBER
]

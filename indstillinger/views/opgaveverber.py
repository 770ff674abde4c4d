"""Verbs of a task over HTTP, made from the table of transitions: GET is the confirm page, POST the act."""

from django.views.decorators.http import require_http_methods

from indstillinger.enums_moede import Opgavetype
from indstillinger.forms.opgave import (
    Flytform,
    Fristform,
    Hvorforform,
    Kommentarform,
    Meldform,
    Oenskeform,
    Opgaveform,
    Tilbagemeldform,
)
from indstillinger.views.modtag import take_in
from indstillinger.views.opgaver import opgave_af
from indstillinger.workflow import opgave as verb
from mso_portal.motor.access import rule
from mso_portal.motor.fejl import error_page
from mso_portal.motor.log import seen
from mso_portal.motor.rules import NotNow
from mso_portal.motor.workflow import fits
from mso_portal.organisation.views.side import form_page, posted


def _plain(form):
    return lambda request, opgave: form(posted(request), opgave=opgave)


def page(act, *transitions, form=None):
    """Return the view of a verb: the first of the transitions that fits the task's state is the one shown."""

    @rule(transitions[0].rule, opgave_af)
    @require_http_methods(["GET", "POST"])
    def view(request, opgave):
        transition = next((one for one in transitions if fits(one, opgave)), transitions[-1])
        if not (answer := fits(transition, opgave)):
            raise NotNow(answer.reason)
        if request.method == "POST" and not _complete(request):
            return error_page(request, 400)
        if opgave.punkt.er_lukket:
            seen(request, "vis", opgave)
        shown = (form or _plain(Opgaveform))(request, opgave)
        return _answer(request, transition, act, shown, opgave)

    return view


def _complete(request):
    return request.POST.get("noegle") and request.POST.get("version", "").isdecimal()


def _answer(request, transition, act, form, opgave, **page):
    defaults = {
        "titel": transition.label, "tilbage": (f"/opgaver/{opgave.nummer}/", f"Opgave {opgave.nummer}"),
        "besked": transition.done.format(sag=opgave), "knap": transition.label, "manchet": opgave.tekst,
        "effekter": [text.format(sag=opgave) for text in transition.effects_text],
        "fare": transition.name == "lapse",
    }  # fmt: skip
    return form_page(request, form, lambda **data: act(opgave, **data), **(defaults | page))


def _report_form(request, opgave):
    sent = posted(request), request.FILES or None
    if opgave.type == Opgavetype.VEND_TILBAGE:
        form = Tilbagemeldform(*sent, opgave=opgave, user=request.user)
    else:
        form = Meldform(*sent, opgave=opgave)
    take_in(form)
    return form


afvis = page(verb.decline, verb.DECLINE, form=_plain(Hvorforform))
flyt = page(verb.reassign, verb.REASSIGN, form=_plain(Flytform))
udskyd = page(verb.postpone, verb.POSTPONE, form=_plain(Fristform))
bed_om_frist = page(verb.ask_deadline, verb.ASK_DEADLINE, form=_plain(Oenskeform))
meld = page(verb.report, verb.REPORT, form=_report_form)
luk = page(verb.close, verb.NOTE_SEEN, verb.CLOSE)
genaabn = page(verb.reopen, verb.REOPEN, form=_plain(Kommentarform))
bortfald = page(verb.lapse, verb.LAPSE, form=_plain(Hvorforform))
tildel = page(verb.assign, verb.ASSIGN)


@rule("opgave.meld", opgave_af)
@require_http_methods(["GET", "POST"])
def kladde(request, opgave):
    """Create the kladde a task asks its doer to come back with."""
    verb.require_paper_wanted(opgave)
    if request.method == "POST" and not _complete(request):
        return error_page(request, 400)
    if opgave.punkt.er_lukket:
        seen(request, "vis", opgave)
    return _answer(
        request, verb.REPORT, _start, Opgaveform(posted(request), opgave=opgave), opgave, titel="Opret kladde",
        knap="Opret kladde", besked="Kladden er oprettet. Du finder den her på opgaven og under Indstillinger.",
        effekter=["Du får en kladde, der følger op på beslutningen.",
                  "Opgaven afsluttes, når indstillingen er behandlet."],
    )  # fmt: skip


def _start(opgave, by, version):
    return verb.start_paper(opgave, by=by)

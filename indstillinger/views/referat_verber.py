"""The verbs of the minutes over HTTP: GET is the confirm page, POST the act."""

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from indstillinger.forms.referat import Godkendform, Retform
from indstillinger.forms.verber import Verbumform
from indstillinger.views.referat import address, closed_items, head, minutes_of, missing_lines
from indstillinger.views.referatvisning import agenda_lines, sections
from indstillinger.workflow.referat import CIRCULATE, TAKE_BACK, circulate, take_back
from indstillinger.workflow.referat_godkend import APPROVE, CORRECT, approve_minutes, correct, shown_sha256
from mso_portal.motor.access import rule
from mso_portal.motor.fejl import error_page
from mso_portal.motor.log import seen
from mso_portal.motor.rules import NotNow
from mso_portal.motor.workflow import fits
from mso_portal.organisation.views.side import form_page, posted

SKABELON = "indstillinger/referat_verbum.html"


def page(transition, act, form=Verbumform, more=None):
    """Return the view of a verb. `more(request, referat)` adds to the page, or answers in its place."""

    @rule(transition.rule, minutes_of)
    @require_http_methods(["GET", "POST"])
    def view(request, referat):
        if not (answer := fits(transition, referat)):
            raise NotNow(answer.reason)
        if request.method == "POST" and not _complete(request):
            return error_page(request, 400)
        extra = more(request, referat) if more else {}
        return _answer(request, transition, act, form, referat, extra) if isinstance(extra, dict) else extra

    return view


def _complete(request):
    return request.POST.get("noegle") and request.POST.get("version", "").isdecimal()


def _answer(request, transition, act, form, referat, extra):
    shown = form(posted(request), initial={"version": referat.version, **extra.pop("initial", {})})
    page = {**head(referat), "punkter": [], **extra}
    page.pop("tilbage_url"), page.pop("tilbage_tekst"), page.pop("titel")
    return form_page(
        request, shown, lambda **data: act(referat, **data), titel=transition.label,
        tilbage=(address(referat), f"Referat version {referat.nr}"), besked=transition.done, knap=transition.label,
        videre=f"/moeder/{referat.moede.noegle}/referat/", effekter=transition.effects_text, skabelon=SKABELON, **page,
    )  # fmt: skip


def _check(request, referat):
    """What is missing is shown in place of the button."""
    lines = missing_lines(request.user, referat)
    if not lines:
        return {}
    context = {**head(referat), "tilbage_url": address(referat), "tilbage_tekst": f"Referat version {referat.nr}",
               "mangler": lines}  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return render(request, "indstillinger/referat_stop.html", context, status=status)


def _whole(request, referat):
    """The minutes stand above the button: what is approved is what was shown, named by its sha256."""
    found = _check(request, referat)
    if not isinstance(found, dict):
        return found
    lines = agenda_lines(request.user, referat.moede)
    seen(request, "vis", *closed_items(lines))
    return {"initial": {"sha256": shown_sha256(referat)}, "punkter": sections(request.user, referat, lines)}


send = page(CIRCULATE, circulate, more=_check)
tag_tilbage = page(TAKE_BACK, take_back)
godkend = page(APPROVE, approve_minutes, Godkendform, _whole)
ret = page(CORRECT, correct, Retform)

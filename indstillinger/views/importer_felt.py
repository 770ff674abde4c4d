"""One act on one field of an import: looked at, corrected, moved, left out, or searched in without script."""

from urllib.parse import urlencode

from csp.decorators import csp_update
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from indstillinger.forms.importer import posted_name
from indstillinger.forms.rediger import posted_text
from indstillinger.models.importmaal import AABENT, label
from indstillinger.views.importer import draw, find
from indstillinger.workflow.importer import Andet, drop, keep, move
from mso_portal.motor.access import rule
from mso_portal.motor.editor import EDITOR_CSP
from mso_portal.motor.fejl import error_page
from mso_portal.motor.rules import NotNow


@rule("import.laes", find)
@csp_update(EDITOR_CSP)
@require_POST
def import_felt(request, forsoeg, plads):
    """Do the act of the button; a refusal or a conflict draws the review again with what was typed."""
    felt = forsoeg.importfelter.filter(plads=plads).first()
    if felt is None:
        raise Http404
    if not request.POST.get("noegle") or request.POST.get("handling") is None:
        return error_page(request, 400)
    verb, _, target = request.POST["handling"].partition(":")
    if verb == "find":
        return _on(forsoeg, plads, soeg=request.POST.get(f"soeg:{target}", ""))
    typed = _typed(request.POST, felt)
    try:
        done = _act(request, forsoeg, plads, verb, typed, request.POST.get(f"base:{posted_name(felt.felt)}", ""))
    except ValidationError as error:
        text = " ".join(error.messages)
        return draw(request, forsoeg, plads, tastet=(typed, text), fejl=[_line(plads, text)], status=422)
    except Andet as other:
        kept = None if typed is None else (typed, str(other))
        return draw(request, forsoeg, plads, tastet=kept, fejl=[_line(plads, str(other))], anden=other.felt.vaerdi,
                    status=409)  # fmt: skip
    except NotNow as refusal:
        return draw(request, forsoeg, plads, fejl=[_line(plads, str(refusal))], status=409)
    return _next(request, forsoeg, done, verb)


def _typed(post, felt):
    """Return the text of the field's control; None when the page had none."""
    name = posted_name(felt.felt)
    return posted_text(post.getlist(name), name) if f"base:{name}" in post else None


def _act(request, forsoeg, plads, verb, typed, base):
    common = {"by": request.user, "noegle": request.POST["noegle"]}
    if verb == "flyt":
        return move(forsoeg, plads, request.POST.get("til", ""), vaerdi=typed, base=base, **common)
    if verb in ("udelad", "medtag"):
        return drop(forsoeg, plads, udeladt=verb == "udelad", **common)
    if verb != "tjek":
        raise NotNow("Vælg, hvad der skal ske med feltet.")
    return keep(forsoeg, plads, vaerdi=typed, base=base, **common)


def _line(plads, text):
    return {"id": f"felt-{plads}", "tekst": text}


DONE = {"tjek": "er tjekket", "flyt": "er flyttet", "udelad": "er udeladt", "medtag": "er med igen"}


def _next(request, forsoeg, felt, verb):
    """Go on to the next field nobody has looked at; after leaving out stay, so that it can be undone."""
    messages.success(request, f"»{label(felt.felt, felt.raekke)}« {DONE[verb]}.")
    if verb in ("udelad", "medtag"):
        return _on(forsoeg, felt.plads)
    left = forsoeg.importfelter.filter(**AABENT).order_by("plads")
    after = left.filter(plads__gt=felt.plads).first() or left.first()
    return _on(forsoeg, after.plads if after else felt.plads)


def _on(forsoeg, plads, **query):
    words = urlencode({"felt": plads, **query})
    return redirect(f"{reverse('import_vis', args=[forsoeg.uuid])}?{words}#felt-{plads}")

"""Verbs of a paper over HTTP, made from the table of transitions: GET is the confirm page, POST the act."""

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from indstillinger.forms.verber import Godkendform, Grundform, Lukform, Returnerform, Verbumform
from indstillinger.models.indhold import content
from indstillinger.views.find import paper as find_paper
from indstillinger.views.importer import remaining
from indstillinger.views.laes import head, readable_parts
from indstillinger.views.laesere import laesere
from indstillinger.views.tjek import shown_findings
from indstillinger.views.vis_diff import shown_diff
from indstillinger.workflow import tilstande as verb
from mso_portal.motor.access import rule
from mso_portal.motor.fejl import error_page
from mso_portal.motor.history.diff import compare
from mso_portal.motor.log import seen
from mso_portal.motor.rules import NotNow
from mso_portal.motor.workflow import fits
from mso_portal.organisation.views.side import form_page, posted


def page(transition, act, form=Verbumform, more=None):
    """Return the view of a verb. `more(request, paper)` adds to the page, or answers in its place."""

    @rule(transition.rule, find_paper)
    @require_http_methods(["GET", "POST"])
    def view(request, paper):
        if not (answer := fits(transition, paper)):
            raise NotNow(answer.reason)
        if request.method == "POST" and not _complete(request):
            return error_page(request, 400)
        if paper.er_lukket:
            seen(request, "vis", paper)
        extra = more(request, paper) if more else {}
        return _answer(request, transition, act, form, paper, extra) if isinstance(extra, dict) else extra

    return view


def _complete(request):
    return request.POST.get("noegle") and request.POST.get("version", "").isdecimal()


def _answer(request, transition, act, form, paper, extra):
    own = f"/indstillinger/{paper.nummer}/"
    shown = form(posted(request), initial={"version": paper.version, **extra.pop("initial", {})})
    return form_page(
        request, shown, lambda **data: act(paper, **data), titel=transition.label,
        tilbage=(own, paper.neutral_titel), besked=transition.done.format(sag=paper), knap=transition.label,
        videre="/indstillinger/" if transition.destructive else own, fare=transition.destructive,
        effekter=[text.format(sag=paper) for text in transition.effects_text],
        skabelon="indstillinger/indstilling_verbum.html", **{**head(paper), **extra},
    )  # fmt: skip


def _check(request, paper):
    """What stops the paper is shown in place of the button; what doesn't goes with it."""
    stops, warnings = shown_findings(paper, f"/indstillinger/{paper.nummer}/rediger/")
    if not stops:
        return {"opmaerksomheder": warnings}
    count = f"{len(stops)} {'mangel' if len(stops) == 1 else 'mangler'}"
    context = {
        **head(paper), "indstilling": paper, "tilbage_url": f"/indstillinger/{paper.nummer}/", "mangler": stops,
        "utjekkede": remaining(paper, request.user),
        "opmaerksomheder": warnings, "fejltitel": f"Ret {count}, før du sender til godkendelse",
        "primaer": {"tekst": "Skriv videre", "url": f"/indstillinger/{paper.nummer}/rediger/"},
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return render(request, "indstillinger/indstilling_tjek.html", context, status=status)


def _read_again(request, paper):
    """What changed since the last approval, and the warnings the paper was sent with."""
    version = paper.indsendt_version
    last = paper.godkendelser.filter(udfald="godkendt").select_related("version").last()
    changes = shown_diff(compare(last.version.indhold, version.indhold)) if last else {}
    warnings = [{"tekst": one["tekst"], "afsnit": "", "url": ""} for one in version.advarsler]
    return {"initial": {"sha256": version.sha256}, "opmaerksomheder": warnings, "diff": changes,
            "foerste": not last, "laes_url": f"/indstillinger/{paper.nummer}/versioner/{version.nr}/"}  # fmt: skip


def _who_read(request, paper):
    """Who has had what is about to be closed."""
    return {"laesere": laesere(paper)}


def _what_opens(request, paper):
    return {"aabner": readable_parts(content(paper))}


indsend = page(verb.SUBMIT, verb.submit, more=_check)
tilbagekald = page(verb.RECALL, verb.recall)
godkend = page(verb.APPROVE, verb.approve, Godkendform, _read_again)
returner = page(verb.SEND_BACK, verb.send_back, Returnerform)
traek = page(verb.WITHDRAW, verb.withdraw, Grundform)
genoptag = page(verb.RESTORE, verb.restore)
luk = page(verb.CLOSE, verb.close, Lukform, _who_read)
aabn = page(verb.OPEN, verb.open_up, Grundform, _what_opens)
slet = page(verb.DELETE, verb.delete)

"""Frozen versions of a paper: the list, one of them, and its print."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from indstillinger.views.find import laesbar
from indstillinger.views.find import paper as find_paper
from indstillinger.views.laes import head, printed_pdf, printed_version, show_version
from mso_portal.motor.access import rule
from mso_portal.motor.enkeltvis import one_at_a_time
from mso_portal.motor.log import seen
from mso_portal.vaerdier.datoer import DANSK_TID, dato_lang, klokken


@rule("indstilling.laes", find_paper)
@require_GET
def liste(request, paper):
    """What was sent and when, newest first, with what the leader answered."""
    if paper.er_lukket:
        seen(request, "historik", paper)
    versions = (
        paper.versioner.visible_to(request.user).select_related("oprettet_af").prefetch_related("godkendelser__af")
    )
    context = {
        **head(paper), "indstilling": paper, "tilbage_url": f"/indstillinger/{paper.nummer}/",
        "kolonner": [{"tekst": text} for text in ("Version", "Hvorfor", "Hvornår", "Af", "Lederens svar")],
        "raekker": [{"celler": _cells(paper, one)} for one in versions.order_by("-nr")],
    }  # fmt: skip
    return render(request, "indstillinger/indstilling_versioner.html", context)


def _cells(paper, version):
    answers = "; ".join(_answer(one) for one in version.godkendelser.all())
    return [
        {"tekst": f"Version {version.nr}", "url": f"/indstillinger/{paper.nummer}/versioner/{version.nr}/"},
        {"label": "Hvorfor", "tekst": version.get_anledning_display()},
        {"label": "Hvornår", "tekst": _when(version.oprettet_den)},
        {"label": "Af", "tekst": version.oprettet_af},
        {"label": "Lederens svar", "tekst": answers or "–"},
    ]


def _answer(answer):
    note = f": {answer.bemaerkning}" if answer.bemaerkning else ""
    return f"{answer.get_udfald_display()} {_when(answer.den)} af {answer.af}{note}"


def _when(moment):
    return f"{dato_lang(moment.astimezone(DANSK_TID))} {klokken(moment)}"


def _version(user, nr, version):
    """Return the version with its paper, 404 alike for one that is missing and one the person may not read."""
    paper = laesbar(user, nr)
    found = paper.versioner.visible_to(user).filter(nr=version).first()
    if found is None:
        raise Http404
    found.indstilling = paper
    return found


@rule("version.laes", _version)
@require_GET
def vis(request, version):
    """One version as it was frozen."""
    return show_version(request, version.indstilling, version)


@rule("version.laes", _version)
@require_GET
@one_at_a_time
def pdf(request, version):
    """The print of one version."""
    paper = version.indstilling
    return printed_pdf(request, paper, printed_version(request.user, paper, version))

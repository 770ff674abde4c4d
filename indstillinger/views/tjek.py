"""Indstillingstjek on a page of its own: what is missing, and what deserves a second look."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from indstillinger.forms.rediger import anchor_of
from indstillinger.forms.skema import RAEKKESLAGS, SKEMA
from indstillinger.models.fund import findings
from indstillinger.rules import kan_redigeres
from indstillinger.tjek import STOP
from indstillinger.views.find import paper as find_paper
from indstillinger.views.importer import remaining
from indstillinger.views.laes import head
from mso_portal.motor.access import rule
from mso_portal.motor.log import seen
from mso_portal.motor.rules import ask


@rule("indstilling.laes", find_paper)
@require_GET
def tjek(request, paper):
    """Stops first, then opmaerksomheder; each is a link to its field for those who may mend it."""
    if paper.er_lukket:
        seen(request, "vis", paper)
    own = f"/indstillinger/{paper.nummer}/"
    writes = kan_redigeres(paper) and bool(ask(request.user, "indstilling.rediger", paper))
    stops, warnings = shown_findings(paper, f"{own}rediger/" if writes else "")
    context = {
        **head(paper), "indstilling": paper, "tilbage_url": own, "mangler": stops, "opmaerksomheder": warnings,
        "utjekkede": remaining(paper, request.user),
        "primaer": {"tekst": "Skriv videre", "url": f"{own}rediger/"} if writes else None,
    }  # fmt: skip
    return render(request, "indstillinger/indstilling_tjek.html", context)


def shown_findings(paper, edit_url):
    """Return (stops, warnings) as the inputs of _tjek_fund.html, each with a link to its field on the edit page."""
    stops, warnings = [], []
    for one in findings(paper):
        (stops if one.niveau == STOP else warnings).append(_shown(one, edit_url))
    return stops, warnings


def _shown(fund, edit_url):
    anchor = address_of(fund.felt)
    url = f"{edit_url}{anchor}" if edit_url and anchor else ""
    return {"tekst": fund.tekst, "afsnit": SECTION_OF.get(fund.felt.partition(":")[0], ""), "url": url}


def address_of(felt):
    """Return the fragment of a Fund's field on the edit page: a field, a row, a kind of row, or "" for none."""
    if felt in RAEKKESLAGS:
        return f"#{anchor_of(felt)}"
    if felt.count(":") == 1:
        return f"#raekke-{felt.partition(':')[2]}"
    return f"#felt-{felt}" if felt else ""


SECTION_OF = {name: afsnit.titel for afsnit in SKEMA for name in (*afsnit.felter, *afsnit.raekker)}

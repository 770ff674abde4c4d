"""Indstillingstjek on a page of its own: what is missing, and what deserves a second look."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from indstillinger.forms.rediger import anchor_of
from indstillinger.forms.skema import RAEKKESLAGS, SKEMA
from indstillinger.models.fund import findings
from indstillinger.rules import kan_redigeres
from indstillinger.tjek import STOP
from indstillinger.views.find import paper as find_paper
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
    found = findings(paper)
    own = f"/indstillinger/{paper.nummer}/"
    writes = kan_redigeres(paper) and bool(ask(request.user, "indstilling.rediger", paper))
    shown = [(one.niveau, _shown(one, f"{own}rediger/" if writes else "")) for one in found]
    context = {
        **head(paper), "indstilling": paper, "tilbage_url": own,
        "mangler": [one for niveau, one in shown if niveau == STOP],
        "opmaerksomheder": [one for niveau, one in shown if niveau != STOP],
        "primaer": {"tekst": "Skriv videre", "url": f"{own}rediger/"} if writes else None,
    }  # fmt: skip
    return render(request, "indstillinger/indstilling_tjek.html", context)


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

"""Reading a paper: the page, its PDF, its history and the comparison of two entries."""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from indstillinger.document import document, sections
from indstillinger.enums import BADGE
from indstillinger.models.fund import findings, load_rows
from indstillinger.models.historik import content_at, udgaver
from indstillinger.models.indhold import content
from indstillinger.rules import kan_redigeres, synlige_udgaver
from indstillinger.tjek import summary
from indstillinger.views.find import paper as find_paper
from indstillinger.views.vis_diff import shown_diff
from indstillinger.workflow import TRANSITIONS
from mso_portal.motor import ur
from mso_portal.motor.access import rule
from mso_portal.motor.documents import filename
from mso_portal.motor.history.diff import compare
from mso_portal.motor.log import seen
from mso_portal.motor.pdf import render_pdf
from mso_portal.motor.rules import ask
from mso_portal.motor.workflow import available
from mso_portal.vaerdier.datoer import DANSK_TID, dato_lang, klokken


def badges(paper):
    """Return the openness and state badges of a paper."""
    return [
        {"tekst": paper.get_aabenhed_display() if paper.aabenhed != "ikke_angivet" else "Åbenhed ikke angivet",
         "slags": BADGE[paper.aabenhed], "laas": paper.aabenhed == "lukket"},
        {"tekst": paper.get_tilstand_display(), "slags": BADGE[paper.tilstand]},
    ]  # fmt: skip


def head(paper):
    """Return the inputs of the page head that all pages of a paper share."""
    changed = f"Ændret {dato_lang(paper.redigeret_den.astimezone(DANSK_TID))} {klokken(paper.redigeret_den)}"
    return {"maerker": badges(paper), "fakta": [paper.nummer, paper.get_sagstype_display(), str(paper.forum), changed]}


@rule("indstilling.laes", find_paper)
@require_GET
def vis(request, paper):
    """The paper as it is read: sections in the order of the form, facts and next step beside."""
    if paper.er_lukket:
        seen(request, "vis", paper)
    rows = load_rows(paper)
    data = content(paper, rows)
    found = for_screen(sections(data))
    own = f"/indstillinger/{paper.nummer}/"
    writes = kan_redigeres(paper) and bool(ask(request.user, "indstilling.rediger", paper))
    context = {
        **head(paper), "indstilling": paper, "sections": found, "tilbage_url": "/indstillinger/",
        "links": [{"label": "Hent PDF", "url": f"{own}pdf/"}, {"label": "Historik", "url": f"{own}historik/"}],
        "primaer": {"tekst": "Skriv videre", "url": f"{own}rediger/"} if writes else None,
        "naeste": _next_step(paper, writes),
        "tjek": {"tekst": summary(findings(paper, rows, data)), "url": f"{own}tjek/"} if writes else None,
        "indhold": [section for section in found if section.titel],
        "handlinger": [{"label": "Kopiér som ny", "url": f"/indstillinger/ny/?kopi={paper.nummer}"}]
        + [{"label": one.label, "url": f"/indstillinger/{paper.nummer}/{one.rule.partition('.')[2]}/",
                        "fare": one.destructive} for one in available(TRANSITIONS, paper, request.user)],
    }  # fmt: skip
    return render(request, "indstillinger/indstilling_laes.html", context)


def for_screen(found):
    """Put resumé and points first, so that what is asked is seen without scrolling; the head becomes "Om sagen"."""
    first = {"resume": 0, "beslutningspunkter": 1, "om": 2}
    named = [replace(section, titel="Om sagen") if section.id == "om" else section for section in found]
    return sorted(named, key=lambda section: first.get(section.id, 3))


def _next_step(paper, writes):
    """Say what happens next and who does it."""
    if paper.tilstand == "kladde":
        return "Skriv færdig." if writes else f"{paper.sagsbehandler} skriver på sagen."
    if paper.tilstand == "til_godkendelse":
        return f"{paper.ansvarlig_leder} læser og godkender."
    return {"godkendt": "Sagen kan sættes på en dagsorden.", "behandlet": "Sagen er behandlet."}.get(
        paper.tilstand, "Sagen er trukket."
    )


@rule("indstilling.laes", find_paper)
@require_GET
def pdf(request, paper):
    """The working print; rendered on request, never filed, noted in the access log."""
    printed = document(paper, ur.nu().astimezone(DANSK_TID))
    seen(request, "pdf", paper)
    response = HttpResponse(render_pdf(printed), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{filename(printed)}"'
    return response


@rule("indstilling.laes", find_paper)
@require_GET
def historik(request, paper):
    """Who saved what when, newest first; two entries can be chosen and compared."""
    entries = synlige_udgaver(request.user, paper, udgaver(paper))
    chosen = [request.GET.get(name, "") for name in ("fra", "til")]
    if all(part.isdecimal() for part in chosen):
        return redirect("indstilling_sammenlign", nr=paper.nummer, fra=int(chosen[0]), til=int(chosen[1]))
    if paper.er_lukket:
        seen(request, "historik", paper)
    rows = [
        {"udgave": one, "dato": dato_lang(one.tid.astimezone(DANSK_TID)), "kl": klokken(one.tid)} for one in entries
    ]
    context = {**head(paper), "indstilling": paper, "raekker": rows[::-1], "sidste": len(entries),
               "tilbage_url": f"/indstillinger/{paper.nummer}/"}  # fmt: skip
    return render(request, "indstillinger/indstilling_historik.html", context)


@rule("indstilling.laes", find_paper)
@require_GET
def sammenlign(request, paper, fra, til):
    """The words that changed between two entries of the history; 404 for an entry that does not exist."""
    entries = {one.nr: one for one in synlige_udgaver(request.user, paper, udgaver(paper))}
    if fra == til or not {fra, til} <= set(entries):
        raise Http404
    fra, til = entries[min(fra, til)], entries[max(fra, til)]
    if paper.er_lukket or fra.aabenhed != "aaben" or til.aabenhed != "aaben":
        seen(request, "historik", paper)
    changes = compare(content_at(paper, fra), content_at(paper, til))
    context = {
        **head(paper), **shown_diff(changes), "indstilling": paper, "fra": fra, "til": til,
        "overskrift": f"Udgave {fra.nr} og {til.nr}", "tilbage_url": f"/indstillinger/{paper.nummer}/historik/",
    }  # fmt: skip
    return render(request, "indstillinger/indstilling_sammenlign.html", context)

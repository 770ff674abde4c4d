"""Verbs of a paper over HTTP: GET is the confirm page, POST the act."""

from uuid import uuid4

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from indstillinger.views.find import paper as find_paper
from indstillinger.workflow import DELETE, delete
from mso_portal.motor.access import rule
from mso_portal.motor.fejl import error_page
from mso_portal.motor.log import seen
from mso_portal.motor.rules import NotNow


@rule("indstilling.slet", find_paper)
@require_http_methods(["GET", "POST"])
def slet(request, paper):
    """Delete a never-submitted kladde."""
    if paper.tilstand not in DELETE.sources:
        raise NotNow(f"Indstillingen er {paper.get_tilstand_display().lower()} og kan derfor ikke slettes.")
    if request.method == "POST":
        if not request.POST.get("noegle") or not request.POST.get("version", "").isdecimal():
            return error_page(request, 400)
        delete(paper, by=request.user, version=request.POST["version"], noegle=request.POST["noegle"])
        messages.success(request, DELETE.done)
        return redirect("indstilling_liste")
    if paper.er_lukket:
        seen(request, "vis", paper)
    context = {"indstilling": paper, "overgang": DELETE, "noegle": uuid4(),
               "tilbage_url": f"/indstillinger/{paper.nummer}/"}  # fmt: skip
    return render(request, "indstillinger/indstilling_bekraeft.html", context)

"""Registering what an earlier meeting decided about a paper that was read from an old form."""

from django.views.decorators.http import require_http_methods

from indstillinger.forms.registrer import Registrerform
from indstillinger.views.find import paper as find_paper
from indstillinger.views.laes import head
from indstillinger.workflow.tidligere import REGISTER, register_earlier
from mso_portal.motor.access import rule
from mso_portal.motor.fejl import error_page
from mso_portal.motor.log import seen
from mso_portal.motor.rules import NotNow
from mso_portal.motor.workflow import fits
from mso_portal.organisation.views.side import form_page, posted


@rule(REGISTER.rule, find_paper)
@require_http_methods(["GET", "POST"])
def registrer(request, paper):
    """The confirm page and the act: a day, and an outcome for each point."""
    if not (answer := fits(REGISTER, paper)):
        raise NotNow(answer.reason)
    if request.method == "POST" and not (request.POST.get("noegle") and request.POST.get("version", "").isdecimal()):
        return error_page(request, 400)
    if paper.er_lukket:
        seen(request, "vis", paper)
    points = [one for one in paper.beslutningspunkt_raekker.all() if one.tekst.strip()]
    form = Registrerform(posted(request), initial={"version": paper.version}, punkter=points)
    own = f"/indstillinger/{paper.nummer}/"
    return form_page(
        request, form, lambda by, version, dato, **rest: register_earlier(paper, dato, form.udfald(), by=by,
                                                                          version=version),
        titel=REGISTER.label, tilbage=(own, paper.neutral_titel), besked=REGISTER.done, knap="Registrér beslutningen",
        videre=own, effekter=REGISTER.effects_text, skabelon="indstillinger/indstilling_verbum.html", **head(paper),
    )  # fmt: skip

"""How the pages where an agenda is built find an item that has no number yet, and run its verbs."""

from django.shortcuts import get_object_or_404

from indstillinger.models import Dagsordenspunkt
from indstillinger.models.dagsordenslinjer import med_udsendt
from indstillinger.views.find_moede import PAPER, adresse, noted, titel
from mso_portal.motor.fejl import error_page
from mso_portal.organisation.views.side import form_page

SIDE = "Tilrettelæg dagsorden"


def punkt(user, noegle, uuid):
    """Return an item that the person reads, with what was sent of it, else 404."""
    rows = med_udsendt(Dagsordenspunkt.objects.visible_to(user)).select_related(
        "moede__forum", "moede__moedeleder", "moede__sekretaer", *PAPER
    )
    return get_object_or_404(rows, moede__noegle=noegle, uuid=uuid)


def byg_url(moede, rest=""):
    """Return an address under the page where the agenda is built."""
    return f"{adresse(moede)}byg/{rest}"


def neutral(punkt):
    """Return an item's name that may stand in a browser's history."""
    return f"punkt {punkt.nummer}" if punkt.nummer else "punktet"


def verb_page(request, form, act, *, punkt=None, versioned=False, **page):
    """Show and run a verb: 400 without key or version, and a lukket item's page is noted in the access log."""
    if request.method == "POST":
        version = request.POST.get("version", "")
        if not request.POST.get("noegle") or (versioned and not version.isdecimal()):
            return error_page(request, 400)
    if punkt is not None:
        noted(request, punkt)
        page.setdefault("manchet", titel(punkt))
    return form_page(request, form, act, **page)

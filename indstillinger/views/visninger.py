"""Saved views: keep the list's filter under a name, and forget it again."""

from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from indstillinger.forms.liste import TABS, Filterform, kept
from indstillinger.forms.listevalg import LISTE
from indstillinger.forms.visning import VisningForm
from indstillinger.models import Indstilling
from indstillinger.workflow.visninger import remove_view, save_view
from mso_portal.motor.access import rule
from mso_portal.motor.fejl import error_page


@rule("visning.gem")
@require_http_methods(["GET", "POST"])
def visninger(request):
    """Name the filter the address holds; below it what is saved already."""
    if request.method == "GET":
        return _page(request, VisningForm(initial={"forespoergsel": request.GET.urlencode()}))
    if not request.POST.get("noegle"):
        return error_page(request, 400)
    form = VisningForm(request.POST, bruger=request.user)
    if not form.is_valid():
        return _page(request, form, 422)
    saved = urlencode(kept(QueryDict(form.cleaned_data["forespoergsel"])))
    save_view(LISTE, form.cleaned_data["navn"], saved, by=request.user, noegle=request.POST["noegle"])
    messages.success(request, f"Visningen »{form.cleaned_data['navn']}« er gemt.")
    return redirect(f"{reverse('indstilling_liste')}?{saved}")


def _page(request, form, status=200):
    query = QueryDict(form["forespoergsel"].value() or "")
    saved = request.user.gemte_visninger.filter(liste=LISTE)
    context = {
        "form": form, "fejl": form.error_list(), "fejlantal": len(form.errors), "noegle": uuid4(),
        "gemmes": _words(query, request.user), "liste_url": reverse("indstilling_liste"),
        "visninger": [{"navn": one.navn, "url": f"{reverse('indstilling_liste')}?{one.forespoergsel}",
                       "fjern_url": reverse("indstilling_visning_fjern", args=[one.uuid]), "noegle": uuid4()}
                      for one in saved],
    }  # fmt: skip
    return render(request, "indstillinger/indstilling_visninger.html", context, status=status)


def _words(query, user):
    """Return what the view will hold, as the list's chips say it."""
    visible = Indstilling.objects.visible_to(user)
    form = Filterform(query, visible, user)
    form.filter(visible)
    return [dict(TABS).get(query.get("fane"), "Undervejs"), *(text for _, text in form.chips())]


def _own(user, uuid):
    return get_object_or_404(user.gemte_visninger, uuid=uuid)


@rule("visning.fjern", _own)
@require_POST
def fjern(request, visning):
    """Forget one's own saved view."""
    if not request.POST.get("noegle"):
        return error_page(request, 400)
    remove_view(visning, by=request.user, noegle=request.POST["noegle"])
    messages.success(request, f"Visningen »{visning.navn}« er fjernet.")
    return redirect("indstilling_visninger")

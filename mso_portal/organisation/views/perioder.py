"""Opsætning: the days of a membership, attachment, role or placement."""

from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from mso_portal.motor import ur
from mso_portal.motor.access import rule
from mso_portal.organisation import workflow
from mso_portal.organisation.forms.bekraeft import BekraeftForm
from mso_portal.organisation.forms.enheder import period_form
from mso_portal.organisation.models import Afdelingsplacering, Medlemskab, Rolletildeling, Tilknytning
from mso_portal.organisation.views.side import form_page, posted

RULE = "opsaetning.ret"
KINDS = {kind._meta.model_name: kind for kind in (Medlemskab, Tilknytning, Rolletildeling, Afdelingsplacering)}


def _row(user, slags, pk):
    if slags not in KINDS:
        raise Http404
    return get_object_or_404(KINDS[slags], pk=pk)


@rule(RULE, fetch=_row)
@require_http_methods(["GET", "POST"])
def periode(request, row):
    """Move the first or last day; what has not begun can also be deleted."""
    delete = {
        "label": "Slet",
        "url": reverse("opsaetning_periode_slet", args=[row._meta.model_name, row.pk]),
        "fare": True,
    }
    form = period_form(row, posted(request))
    return form_page(
        request,
        form,
        partial(workflow.change_period, row),
        titel=f"Ret perioden: {row}",
        tilbage=_home(row),
        handlinger=[delete] if row.fra > ur.i_dag() else [],
        effekter=["Begge dage er med. Rettigheder følger datoerne fra næste klik."],
    )


@rule(RULE, fetch=_row)
@require_http_methods(["GET", "POST"])
def periode_slet(request, row):
    """Delete what has not begun."""
    return form_page(
        request,
        BekraeftForm(posted(request)),
        partial(workflow.drop_period, row),
        titel=f"Slet: {row}",
        tilbage=_home(row),
        knap="Slet",
        fare=True,
        besked="Rækken er slettet.",
        effekter=["Kun en periode, der ikke er begyndt, kan slettes. Andre får en sidste dag."],
    )


def _home(row):
    """Return the page the row is shown on: the forum's, the unit's or the person's."""
    if isinstance(row, Medlemskab):
        return reverse("opsaetning_forum", args=[row.forum.kode]), row.forum.navn
    if isinstance(row, Rolletildeling):
        return reverse("opsaetning_person", args=[row.bruger.uuid]), row.bruger.navn
    return reverse("opsaetning_afdeling", args=[row.afdeling.kode]), row.afdeling.navn

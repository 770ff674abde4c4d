"""Fragments of the search fields: at most eight radios, active persons and units of today only."""

import re

from django.http import HttpResponseBadRequest
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mso_portal.motor.access import signed_in
from mso_portal.organisation.forms.valg import persons, units
from mso_portal.organisation.models import Afdeling, Bruger

# A field of a form, or of a row of the paper: "deltager:<uuid>:bruger".
FIELD = re.compile(r"[a-zA-Z0-9_:-]{1,80}")


@signed_in
@require_GET
def find_person(request):
    """Find by name or initials."""
    return _answer(request, Bruger.objects, persons)


@signed_in
@require_GET
def find_enhed(request):
    """Find by name or code."""
    return _answer(request, Afdeling.objects, units)


def _answer(request, rows, shown):
    """The field's name comes as `felt`, what was typed as `soeg:<felt>` (komponenter/_vaelg.html)."""
    field = request.GET.get("felt", "")
    if not FIELD.fullmatch(field):
        return HttpResponseBadRequest()
    sought = request.GET.get(f"soeg:{field}", "").strip()[:100]
    hits = shown(rows.find(sought)) if sought else []
    return render(request, "organisation/find_fund.html", {"navn": field, "fundne": hits, "soegt": sought})

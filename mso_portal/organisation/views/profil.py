"""Min profil: own roles and settings, deputies, logins."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_GET, require_POST

from mso_portal.motor import ur
from mso_portal.motor.access import rule, signed_in
from mso_portal.organisation import sessioner, workflow
from mso_portal.organisation.forms.personer import ProfilForm, SidsteDagForm, StedfortraedelseForm
from mso_portal.organisation.models import Stedfortraedelse
from mso_portal.organisation.rules import er_administrator
from mso_portal.organisation.views.side import days, form_page, overview, section
from mso_portal.vaerdier.datoer import dato_kort, klokken


@signed_in
@require_GET
def profil(request):
    """Show who one is today: units, fora and roles with their days."""
    person = request.user
    return overview(
        request, "Min profil", (reverse("forside"), "Forsiden"),
        stamdata=_settings(person), afsnit=[_roles(person)],
        links=[
            {"label": "Ret indstillinger for mig", "url": reverse("profil_ret")},
            {"label": "Stedfortrædere", "url": reverse("stedfortraedere")},
            {"label": "Mine logins", "url": reverse("sessioner")},
        ],
    )  # fmt: skip


@signed_in
def profil_ret(request):
    form = ProfilForm(request.POST or None, instance=_fresh(request.user))
    act = lambda data: workflow.edit_profile(by=request.user, **data)  # noqa: E731
    return form_page(request, form, act, titel="Ret min profil", tilbage=_home())

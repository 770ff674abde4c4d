"""Notifikationer: what a person was told the last 90 days, by day; opening a line marks it read."""

from itertools import groupby

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_GET, require_POST

from mso_portal.motor import ur
from mso_portal.motor.access import signed_in
from mso_portal.motor.beskedslags import object_of, objects_of, slags, url_of
from mso_portal.motor.models import Notifikation
from mso_portal.motor.post import KEPT
from mso_portal.vaerdier.datoer import DANSK_TID, antal, klokken, ugedag_dato

PER_SIDE = 50
GONE = "Du kan ikke længere åbne den sag. Beskeden er markeret som læst."


class Filter(forms.Form):
    """The list's filter: a bound GET form; an unknown kind narrows nothing."""

    slags = forms.ChoiceField(label="Slags", required=False)

    def __init__(self, data, kinds):
        super().__init__(data)
        known = {kind: slags[kind].emne for kind in kinds if kind in slags}
        self.fields["slags"].choices = [("", "Alle slags"), *sorted(known.items(), key=lambda pair: pair[1])]

    def filter(self, lines):
        wanted = self.cleaned_data["slags"] if self.is_valid() else ""
        return lines.filter(slags=wanted) if wanted else lines


def own(user):
    """Narrow to the person's own lines of the last 90 days."""
    return Notifikation.objects.filter(modtager=user, tid__gte=ur.nu() - KEPT)


@signed_in
@require_GET
def notifikationer(request):
    """Show the lines by day; the list itself holds no title, so nothing closed is seen here."""
    mine = own(request.user)
    form = Filter(request.GET, mine.order_by("slags").values_list("slags", flat=True).distinct())
    pages = Paginator(form.filter(mine).order_by("-tid", "-pk"), PER_SIDE)
    page = pages.get_page(request.GET.get("side"))
    context = {
        "form": form,
        "resultat": f"{antal(pages.count)} {'notifikation' if pages.count == 1 else 'notifikationer'}",
        "dage": _days(request.user, list(page)),
        "nye": request.user.notifikationer.filter(laest_den=None).exists(),
        "sidetekst": f"Side {page.number} af {pages.num_pages}" if pages.num_pages > 1 else "",
        "forrige_url": _side(form, page.number - 1) if page.has_previous() else "",
        "naeste_url": _side(form, page.number + 1) if page.has_next() else "",
    }
    return render(request, "notifikationer.html", context)


def _side(form, number):
    kind = form.cleaned_data.get("slags", "") if form.is_valid() else ""
    return f"{reverse('notifikationer')}?slags={kind}&side={number}"


def _days(user, lines):
    there = objects_of(user, lines)
    rows = [_row(line, (line.genstand_type, line.genstand_id) in there) for line in lines]
    return [{"dag": day, "linjer": list(of_day)} for day, of_day in groupby(rows, key=lambda row: row["dag"])]


def _row(line, may_open):
    kind = slags.get(line.slags)
    day = line.tid.astimezone(DANSK_TID)
    return {
        "dag": ugedag_dato(day).capitalize(),
        "tid": klokken(day),
        "ny": line.laest_den is None,
        "emne": kind.emne if kind else "Besked",
        "saetning": kind.saetning if kind else "Beskeden er af en slags, der ikke bruges mere.",
        "url": reverse("notifikation_aabn", args=[line.pk]) if may_open else "",
    }


@signed_in
@require_POST
def notifikation_aabn(request, pk):
    """Mark one's own line read and go to its object, if it may still be seen. A second press changes nothing."""
    with transaction.atomic():
        line = own(request.user).select_for_update().filter(pk=pk).first()
        if line is None:
            raise Http404
        if line.laest_den is None:
            line.laest_den = ur.nu()
            line.save(update_fields=["laest_den"])
    obj = object_of(request.user, line)
    if obj is None:
        messages.info(request, GONE)
        return redirect("notifikationer")
    return redirect(url_of(obj))


@signed_in
@require_POST
def notifikationer_laest(request):
    """Mark all one's own lines read; those that come meanwhile stay new."""
    Notifikation.objects.filter(modtager=request.user, laest_den=None).update(laest_den=ur.nu())
    messages.success(request, "Alle notifikationer er markeret som læst.")
    return redirect("notifikationer")


urlpatterns = [
    path("notifikationer/", notifikationer, name="notifikationer"),
    path("notifikationer/laest/", notifikationer_laest, name="notifikationer_laest"),
    path("notifikationer/<int:pk>/", notifikation_aabn, name="notifikation_aabn"),
]

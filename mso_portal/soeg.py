"""Composition root: /soeg/ over everything a person may read. No suggestions while typing: one exit less."""

import logging
import re
from urllib.parse import urlencode

from django import forms
from django.db import DatabaseError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from indsatser.views.soegbar import INDSATSPLAN
from indstillinger.views.soegbar import INDSTILLING
from indstillinger.views.soegbar_beslutning import BESLUTNING
from mso_portal.motor import search
from mso_portal.motor.access import signed_in
from mso_portal.motor.log import seen
from mso_portal.vaerdier.datoer import antal

SOEGBARE = (INDSTILLING, BESLUTNING, INDSATSPLAN)
PAGE_SIZE = 25
LONGEST = 200
NUMBER = re.compile(r"([A-Z]{2,6}-|P)?\d{4}-\d{3,}")
DOWN = "Søgning er ikke tilgængelig lige nu."


class Soegeform(forms.Form):
    """Reads the address; what cannot be read narrows nothing."""

    q = forms.CharField(label="Søg efter", required=False, widget=forms.TextInput(attrs={"type": "search"}))
    slags = forms.ChoiceField(label="Slags", required=False)
    aar = forms.IntegerField(
        label="Mødets eller sagens år", required=False, min_value=1900, max_value=2200,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    side = forms.IntegerField(required=False, min_value=1, max_value=10_000, widget=forms.HiddenInput)

    def __init__(self, data):
        super().__init__(data)
        self.fields["slags"].choices = [("", "Alt"), *((one.slags, one.flertal) for one in SOEGBARE)]
        self.is_valid()
        if not self.words:
            self.fields["q"].widget.attrs["autofocus"] = True

    @property
    def words(self):
        return self.cleaned_data.get("q", "")[:LONGEST]

    @property
    def kinds(self):
        chosen = self.cleaned_data.get("slags")
        return [one for one in SOEGBARE if chosen in ("", None, one.slags)]

    def address(self, side=None):
        """Return the address of this search, or of one of its pages."""
        given = {"q": self.words, "slags": self.cleaned_data.get("slags"), "aar": self.cleaned_data.get("aar")}
        return "?" + urlencode({name: value for name, value in {**given, "side": side}.items() if value})


@signed_in
@require_GET
def soeg(request):
    """What the person may read and the words fit; the exact number of an object leads straight to it."""
    form = Soegeform(request.GET)
    if not form.words:
        return _page(request, form)
    side = form.cleaned_data.get("side") or 1
    try:
        if NUMBER.fullmatch(form.words) and (url := search.exact(SOEGBARE, request.user, form.words)):
            return redirect(url)
        found, total = search.find(form.kinds, request.user, form.words, aar=form.cleaned_data.get("aar"),
                                   fra=(side - 1) * PAGE_SIZE, antal=PAGE_SIZE)  # fmt: skip
    except DatabaseError:
        logging.getLogger("mso.soeg").error("søgning fejlede")
        return _page(request, form, nede=True)
    if side > 1 and not total:
        return redirect(request.path + form.address())
    return _page(request, form, found, total, side)


def _page(request, form, found=(), total=0, side=1, *, nede=False):
    shown = [{**hit.vis(), "slags": hit.soegbar.label, "uddrag": hit.uddrag} for hit in found]
    closed = [hit.obj for hit, row in zip(found, shown, strict=True) if row["lukket"]]
    seen(request, "soeg", *closed, soegeord=form.words)
    pages = -(-total // PAGE_SIZE)
    context = {
        "form": form, "ord": form.words, "fundne": shown, "nede": DOWN if nede else "",
        "resultat": f"{antal(total)} {'resultat' if total == 1 else 'resultater'}",
        "tom": f"Ingen resultater for »{form.words}«. Prøv færre ord eller et nummer.",
        "sider": pages, "sidetekst": f"Side {side} af {antal(pages)}",
        "forrige_url": form.address(side - 1) if side > 1 else "",
        "naeste_url": form.address(side + 1) if side < pages else "",
        "soeg_url": "",  # the page has its own field, so the one in the top is left out
    }  # fmt: skip
    return render(request, "soeg.html", context, status=503 if nede else 200)

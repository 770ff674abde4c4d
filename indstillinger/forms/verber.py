"""What each verb of a paper asks for on its confirm page."""

from django import forms

from indstillinger.enums import Hjemmel
from mso_portal.organisation.forms.skema import Skema


class Verbumform(Skema, forms.Form):
    """Nothing but to be confirmed; `version` is the paper as it was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class Godkendform(Verbumform):
    """`sha256` names the text that was shown."""

    sha256 = forms.CharField(widget=forms.HiddenInput)


class Returnerform(Verbumform):
    bemaerkning = forms.CharField(
        label="Hvad skal rettes?", min_length=10, max_length=2000, widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "own": "Skriv, hvad der skal rettes.",
            "min_length": "Skriv lidt mere om, hvad der skal rettes (mindst 10 tegn).",
        },
    )  # fmt: skip


class Grundform(Verbumform):
    grund = forms.CharField(
        label="Hvorfor?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"own": "Skriv hvorfor."},
    )


class Lukform(Verbumform):
    titel_lukket = forms.CharField(
        label="Lukket titel", max_length=255, help_text="Ses kun af dem, der må læse den lukkede sag."
    )
    hjemmel = forms.ChoiceField(label="Hjemmel", choices=[("", "Vælg"), *Hjemmel.choices])
    lukket_begrundelse = forms.CharField(label="Begrundelse", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

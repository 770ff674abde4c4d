"""What the verbs of the minutes ask for, and the remarks on them."""

from django import forms

from indstillinger.enums_moede import Kommentarsvar
from indstillinger.forms.verber import Verbumform
from indstillinger.workflow.referat import MAKS_KOMMENTAR, MAKS_SVAR
from indstillinger.workflow.referat_godkend import MAKS, MINDST
from mso_portal.organisation.forms.skema import Skema

TOO_LONG = "Teksten er for lang: højst %(limit_value)d tegn. Intet er slettet."


class Godkendform(Verbumform):
    """`sha256` names the content that was shown."""

    sha256 = forms.CharField(widget=forms.HiddenInput)


class Retform(Verbumform):
    aarsag = forms.CharField(
        label="Hvad er forkert i referatet?", min_length=MINDST, max_length=MAKS, widget=forms.Textarea({"rows": 3}),
        help_text="Teksten bliver trykt i rettelsen.",
        error_messages={
            "own": "Skriv, hvad der er forkert.", "max_length": TOO_LONG,
            "min_length": f"Skriv lidt mere om, hvad der er forkert (mindst {MINDST} tegn).",
        },
    )  # fmt: skip


class Kommentarform(Skema, forms.Form):
    """A remark on one of the items the person reads: `punkter` are [(number, label)]."""

    punkt = forms.ChoiceField(label="Punkt", error_messages={"own": "Vælg et punkt."})
    tekst = forms.CharField(
        label="Bemærkning", max_length=MAKS_KOMMENTAR, widget=forms.Textarea({"rows": 4}),
        help_text="Ses af forummets medlemmer, sekretær og mødeleder, hvis de må se punktet.",
        error_messages={"own": "Skriv din bemærkning.", "max_length": TOO_LONG},
    )  # fmt: skip

    def __init__(self, *args, punkter, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["punkt"].widget = forms.Select()
        self.fields["punkt"].choices = [("", "Vælg"), *punkter]

    def refuse(self, reason):
        """Note why the verb said no."""
        self.add_error(None, reason)


class Svarform(Skema, forms.Form):
    """The sekretær's answer to a remark; a revised answer starts from the one before."""

    svar = forms.ChoiceField(label="Svar", choices=Kommentarsvar.choices, error_messages={"own": "Vælg et svar."})
    svar_tekst = forms.CharField(
        label="Hvorfor ikke?", required=False, max_length=MAKS_SVAR,
        help_text="Skal skrives, når der ikke er rettet.", error_messages={"max_length": TOO_LONG},
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["svar_tekst"].frivillig = False  # its help says when it must be written

    def clean(self):
        given = super().clean()
        if given.get("svar") == Kommentarsvar.IKKE_RETTET and not given.get("svar_tekst"):
            self.add_error("svar_tekst", "Skriv, hvorfor der ikke er rettet.")
        return given

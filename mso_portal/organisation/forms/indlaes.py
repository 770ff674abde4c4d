"""The two forms of an import: a file, and the word that it is the file one has seen the outcome of."""

from django import forms

from mso_portal.motor.imports.laesning import STOERSTE, too_large
from mso_portal.organisation.forms.skema import Skema


class FilForm(Skema, forms.Form):
    """The size is judged before a byte is read; the rest is for the reading to say."""

    fil = forms.FileField(
        label="Fil",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        help_text="CSV eller Excel (.xlsx), højst 10 MB og 5.000 rækker. Kun det første ark bliver læst.",
        error_messages={"own": "Vælg en fil.", "empty": "Filen er tom. Vælg en anden."},
    )

    def clean_fil(self):
        fil = self.cleaned_data["fil"]
        if fil.size > STOERSTE:
            raise forms.ValidationError(too_large(fil.size))
        return fil


class BekraeftFilForm(Skema, forms.Form):
    sha256 = forms.CharField(widget=forms.HiddenInput, error_messages={"own": "Genindlæs siden, og bekræft igen."})

"""A name for the list as it is filtered now."""

from django import forms

from indstillinger.forms.listevalg import LISTE


class VisningForm(forms.Form):
    """Bound with the person, whose names are each used once."""

    use_required_attribute = False
    navn = forms.CharField(
        label="Navn", max_length=60,
        error_messages={"required": "Skriv et navn.", "max_length": "Navnet er for langt. Skriv højst 60 tegn."},
    )  # fmt: skip
    forespoergsel = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)

    def __init__(self, data=None, *, bruger=None, initial=None):
        super().__init__(data, initial=initial)
        self.bruger = bruger

    def clean_navn(self):
        navn = self.cleaned_data["navn"]
        if self.bruger.gemte_visninger.filter(liste=LISTE, navn=navn).exists():
            raise forms.ValidationError("Du har allerede en visning med det navn. Vælg et andet.")
        return navn

    def error_list(self):
        """Return the summary's lines."""
        return [{"id": self["navn"].auto_id, "tekst": text} for texts in self.errors.values() for text in texts]

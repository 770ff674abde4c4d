"""The file of an import, and the kladde it is read into."""

from django import forms

from indsatser.resources import MEST, RESSOURCER
from mso_portal.organisation.forms.indlaes import FilForm

HJAELP = f"CSV eller Excel (.xlsx), højst 10 MB og {MEST} rækker. Kun det første ark bliver læst."
SLAGS = [(key, ressource.navn) for key, ressource in RESSOURCER.items()]


class Importform(FilForm):
    """`planer` are (nummer, words) of the kladder the person writes in: few, so they are all shown."""

    noegle = forms.UUIDField(widget=forms.HiddenInput)
    plan = forms.ChoiceField(label="Plan", help_text="Kun kladder, du skriver i.")
    slags = forms.ChoiceField(label="Indhold", choices=SLAGS)
    field_order = ("noegle", "plan", "slags", "fil")

    def __init__(self, *args, planer, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["plan"].choices = planer
        self.fields["fil"].help_text = HJAELP

"""Writing, answering and changing a comment; several of these stand on one page, each under its own prefix."""

from django import forms

from indstillinger.models.anker import AFSNIT
from indstillinger.workflow.kommentar import MAKS, checked
from mso_portal.organisation.forms.skema import Skema

SET_AF = "Ses af forfattere, leder, sekretær og mødeleder."


class Tekstform(Skema, forms.Form):
    tekst = forms.CharField(
        label="Kommentar", widget=forms.Textarea(attrs={"rows": 3, "data-maks": MAKS}), help_text=SET_AF,
        error_messages={"own": "Skriv en kommentar."},
    )  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        if "tekst" in cleaned:
            cleaned["tekst"] = checked(cleaned["tekst"])
        return cleaned


class Startform(Tekstform):
    """`steder` are the anchors offered beside the sections: [(felt, label)]."""

    felt = forms.ChoiceField(
        label="Afsnit", choices=[("", "Vælg afsnit"), *AFSNIT.items()], error_messages={"own": "Vælg et afsnit."}
    )
    field_order = ["felt", "tekst"]

    def __init__(self, data=None, *, steder=(), **kwargs):
        super().__init__(data, **kwargs)
        self.fields["felt"].choices += steder

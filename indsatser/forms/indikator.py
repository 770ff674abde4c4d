"""What the verbs of an indicator ask for on their pages."""

from django import forms

from indsatser.forms.definition import Baselinefelter
from indsatser.forms.raekker import reference
from indsatser.forms.verber import HJAELP, Verbumform, text
from indsatser.models import Indikator
from mso_portal.organisation.forms.skema import Skema
from mso_portal.organisation.forms.valg import person_field
from mso_portal.vaerdier.forms import TidspunktFormField, VaerdiForm


class Nyindikatorform(Skema, VaerdiForm):
    """A new indicator of a goal; in an aktiv plan somebody clarifies it by a date."""

    afklares_senest = TidspunktFormField(label="Afklares senest", help_text=HJAELP)
    afklares_af = person_field("Afklares af", required=False)
    ejer = person_field("Ejer", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Indikator
        fields = ["navn", "art", "tekst"]
        help_texts = {"navn": "Det, der viser, om målet er på vej.", "tekst": "Som den står i planens grundlag."}

    def __init__(self, data=None, *, maal):
        super().__init__(data, reference=reference(maal.plan), initial={"version": maal.version})
        self.order_fields(["navn", "art", "ejer", "tekst", "afklares_senest", "afklares_af"])

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | {"maal"}


class Afklarform(Verbumform):
    """Moving the date of an aktiv plan needs a reason, which the verb asks for."""

    afklares_senest = TidspunktFormField(label="Afklares senest", help_text=HJAELP)
    afklares_af = person_field("Afklares af", required=False)
    begrundelse = forms.CharField(
        label="Hvorfor flyttes datoen?", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Når planen er aktiv, og datoen flyttes (mindst 10 tegn).",
    )  # fmt: skip

    def __init__(self, data=None, *, row):
        super().__init__(data, row=row)
        self.fields["afklares_senest"].reference = reference(row.maal.plan)
        self.initial |= {"afklares_senest": row.afklares_senest, "afklares_af": row.afklares_af_id}


class Udgaarform(Verbumform):
    grund = text("Hvorfor udgår indikatoren?", 500, "Skriv, hvorfor indikatoren udgår.")


class Baselineform(Baselinefelter, Verbumform):
    """A baseline that was missing; `cleaned_data` is what `give_baseline` takes."""

    field_order = ["baseline_kvalitet"]

    def __init__(self, data=None, *, row):
        super().__init__(data, row=row)
        del self.fields["baseline_senest"]
        kind = self.fields["baseline_kvalitet"]
        kind.choices = [one for one in kind.choices if one[0] != "mangler"]
        kind.widget.choices = kind.choices

    def clean(self):
        cleaned = super().clean()
        columns, maalt = self.baseline(cleaned)
        return {
            "kvalitet": columns["baseline_kvalitet"], "skoen": columns["baseline_vaerdi"], "maalt": maalt,
            "begrundelse": columns["baseline_begrundelse"], "version": cleaned.get("version"),
        }  # fmt: skip

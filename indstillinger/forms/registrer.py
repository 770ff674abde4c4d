"""Registering an earlier decision: the day of the meeting and an outcome for each point."""

from django import forms

from indstillinger.enums_moede import Udfald
from indstillinger.forms.verber import Verbumform

EKSTRA = {
    "ordlyd": ("Ordlyd, hvis den blev ændret", 4000),
    "udestaar": ("Udestår", 500),
    "oversendt_tekst": ("Sendes til", 120),
    "begrundelse": ("Begrundelse", 500),
}


class Registrerform(Verbumform):
    """Built for one paper: five fields for each of its points, named <field>_<number>."""

    dato = forms.DateField(
        label="Mødets dato", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"own": "Skriv datoen for det møde, der er holdt.",
                        "invalid": "Datoen kan ikke læses. Skriv den som 2020-05-29."},
    )  # fmt: skip

    def __init__(self, *args, punkter, **kwargs):
        super().__init__(*args, **kwargs)
        self.punkter = punkter
        for nr, punkt in enumerate(punkter, 1):
            self.fields[f"udfald_{nr}"] = forms.ChoiceField(
                label=f"Punkt {nr}: {punkt.tekst}", choices=[("", "Vælg udfald"), *Udfald.choices],
                error_messages={"own": f"Vælg et udfald for punkt {nr}."},
            )  # fmt: skip
            for name, (label, most) in EKSTRA.items():
                self.fields[f"{name}_{nr}"] = forms.CharField(
                    label=f"{label} (punkt {nr})", required=False, max_length=most,
                    widget=forms.Textarea(attrs={"rows": 2}),
                )  # fmt: skip

    def udfald(self):
        """Return {uuid of the point: what was answered}."""
        return {
            str(punkt.uuid): {
                **{name: self.cleaned_data[f"{name}_{nr}"] for name in ("udfald", *EKSTRA)},
                "uden_dato": self.cleaned_data[f"udfald_{nr}"] == Udfald.UDSAT,
            }
            for nr, punkt in enumerate(self.punkter, 1)
        }

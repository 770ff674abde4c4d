"""What is asked before a sending is prepared, and before it is sent."""

from django import forms

from indstillinger.enums_moede import Udsendelsesslags
from indstillinger.forms.verber import Verbumform
from mso_portal.organisation.forms.skema import Skema
from mso_portal.organisation.models import Bruger


class Klargoerform(Skema, forms.Form):
    """The kind of sending; of a tillæg why each item is corrected or comes late, `spurgte` [(pk, label)]."""

    slags = forms.ChoiceField(label="Hvad vil du sende?")
    modtagere = forms.ModelMultipleChoiceField(
        label="Hvem skal læse igennem?", queryset=Bruger.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args, slags=(), spurgte=(), laesere=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slags"].choices = [(one.value, one.label) for one in slags]
        self.fields["slags"].widget = forms.RadioSelect(choices=self.fields["slags"].choices)
        if laesere is None or Udsendelsesslags.GENNEMLAESNING not in slags:
            del self.fields["modtagere"]
        else:
            self.fields["modtagere"].queryset = laesere
        for pk, label in spurgte:
            self.fields[f"aarsag_{pk}"] = forms.CharField(label=label, max_length=300)
            self.fields[f"aarsag_{pk}"].error_messages["required"] = f"Udfyld »{label}«."

    def clean(self):
        data = super().clean()
        chosen = data.get("slags") == Udsendelsesslags.GENNEMLAESNING
        if chosen and "modtagere" in self.fields and not data.get("modtagere"):
            self.add_error("modtagere", "Vælg mindst én, der skal læse igennem.")
        return data

    def valg(self):
        """Return the kind, the readers and {item's pk: why}."""
        data = self.cleaned_data
        prefix = "aarsag_"
        why = {int(name.removeprefix(prefix)): text for name, text in data.items() if name.startswith(prefix)}
        return data["slags"], list(data.get("modtagere") or ()), why


class Sendform(Verbumform):
    """Reasons are asked for only where a guard needs one."""

    mangler_grund = forms.CharField(
        label="Hvorfor sendes den uden de bilag, der nævnes?", max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    alligevel = forms.BooleanField(label="Send alligevel", required=False)
    alligevel_grund = forms.CharField(
        label="Hvorfor sendes den, selv om noget ikke kan vises?", max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args, mangler=False, pladsholder=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not mangler:
            del self.fields["mangler_grund"]
        if not pladsholder:
            del self.fields["alligevel"], self.fields["alligevel_grund"]

    def clean(self):
        data = super().clean()
        if "mangler_grund" in self.fields and not data.get("mangler_grund", "").strip():
            self.add_error("mangler_grund", "Skriv, hvorfor dagsordenen sendes uden de bilag, der nævnes.")
        if "alligevel" in self.fields and not (data.get("alligevel") and data.get("alligevel_grund", "").strip()):
            self.add_error("alligevel_grund", "Vælg »Send alligevel«, og skriv hvorfor.")
        return data

"""Forms of theme templates: a new one with its steps, and the rows it comes to in a theme."""

from django import forms

from indsatser.enums import Trinart
from indsatser.workflow.skabelon import Trindatoer
from mso_portal.organisation.forms.skema import Skema

TRIN = 12
FELTER = ("titel", "art", "start_uge", "slut_uge", "rolle")
MANGLER = "Skriv mindst ét trin."
KRAEVES = {"titel": "Skriv trinnets titel.", "start": "Skriv datoen.", "slut": "Skriv datoen."}
UGER = "Skriv, hvilke uger trinnet varer: fra 1, og den sidste tidligst den første."


class Skabelonform(Skema, forms.Form):
    """A name and up to twelve steps; a step without a title is left out."""

    navn = forms.CharField(label="Navn", max_length=120)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for nr in range(1, TRIN + 1):
            for name, field in _step_fields().items():
                self.fields[f"{name}_{nr}"] = field
                field.frivillig = False

    @property
    def trin(self):
        """Return each step's number with its bound fields, as the page draws them."""
        return [(nr, [self[f"{name}_{nr}"] for name in FELTER]) for nr in range(1, TRIN + 1)]

    def clean(self):
        cleaned = super().clean()
        steps = []
        for nr in range(1, TRIN + 1):
            step = {name: cleaned.pop(f"{name}_{nr}", None) for name in FELTER}
            if step["titel"]:
                self._check_weeks(nr, step)
                steps.append(step)
        if not steps and not self.errors:
            self.add_error("titel_1", MANGLER)
        return {**cleaned, "trin": steps}

    def _check_weeks(self, nr, step):
        first, last = step["start_uge"], step["slut_uge"]
        if not (first and last and first <= last):
            self.add_error(f"slut_uge_{nr}", UGER)


def _step_fields():
    weeks = {"min_value": 1, "max_value": 104, "required": False}
    return {
        "titel": forms.CharField(label="Titel", max_length=200, required=False),
        "art": forms.ChoiceField(label="Art", choices=Trinart.choices, initial=Trinart.MILEPAEL, required=False),
        "start_uge": forms.IntegerField(label="Fra uge", **weeks),
        "slut_uge": forms.IntegerField(label="Til uge", **weeks),
        "rolle": forms.CharField(label="Rolle", max_length=80, required=False),
    }


class Anvendform(Skema, forms.Form):
    """The computed steps of a template in a theme, each to be left out or edited."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    skabelon = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, trin, given):
        self.raekker = list(enumerate(trin, 1))
        super().__init__(data, initial=given)
        for nr, one in self.raekker:
            for name, field in _row_fields(one).items():
                self.fields[f"{name}_{nr}"] = field

    @property
    def trin(self):
        """Return each row as the page draws it: number, the computed step, its box, and its fields."""
        return [
            (nr, one, self[f"med_{nr}"], [self[f"{name}_{nr}"] for name in ("titel", "start", "slut", "rolle")])
            for nr, one in self.raekker
        ]  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        return {"raekker": [found for nr, one in self.raekker if (found := self._row(nr, one, cleaned))]}

    def _row(self, nr, one, cleaned):
        if not cleaned.get(f"med_{nr}"):
            return None
        for name, message in KRAEVES.items():
            if f"{name}_{nr}" not in self.errors and not cleaned.get(f"{name}_{nr}"):
                self.add_error(f"{name}_{nr}", message)
        start, slut = cleaned.get(f"start_{nr}"), cleaned.get(f"slut_{nr}")
        if start and slut and slut < start:
            self.add_error(f"slut_{nr}", "Slutdatoen ligger før startdatoen. Ret en af dem.")
        return Trindatoer(cleaned.get(f"titel_{nr}", ""), one.art, start, slut, cleaned.get(f"rolle_{nr}", ""), False)


def _row_fields(one):
    """A row's dates may be typed over: the template only proposes. What is missing is asked of ticked rows alone."""
    day = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), "required": False}
    unread = {"invalid": "Datoen kan ikke læses. Skriv den som 2020-05-29."}
    fields = {
        "med": forms.BooleanField(label="Med i planen", initial=True, required=False),
        "titel": forms.CharField(label="Titel", max_length=200, initial=one.titel, required=False),
        "start": forms.DateField(label="Fra", initial=one.start, error_messages=unread, **day),
        "slut": forms.DateField(label="Til", initial=one.slut, error_messages=unread, **day),
        "rolle": forms.CharField(label="Rolle", max_length=80, initial=one.rolle, required=False),
    }  # fmt: skip
    for field in fields.values():
        field.frivillig = False
    return fields

"""What every form of the portal's organisation shares: dates, radios, words for what is missing, errors."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.utils import ErrorDict

from mso_portal.organisation.forms.valg import Valg
from mso_portal.organisation.workflow import stand_of

FEW = 6


class JaNej(forms.TypedChoiceField):
    """Yes or no that must be answered: neither is chosen for you."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.RadioSelect)
        super().__init__(choices=[("ja", "Ja"), ("nej", "Nej")], coerce=lambda value: value == "ja", **kwargs)

    def prepare_value(self, value):
        return {True: "ja", False: "nej"}.get(value, value)


class Skema:
    """Mixin of forms. `handling=find:<field>` asks for a search without script: then nothing is judged."""

    use_required_attribute = False
    given = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _dress(field)
        instance = getattr(self, "instance", None)
        if instance is not None and instance.pk:
            self.names = [name for name in self.fields if name in {f.name for f in instance._meta.fields}]
            stand = forms.CharField(widget=forms.HiddenInput, initial=stand_of(instance, self.names))
            self.fields["stand"] = stand

    @property
    def searching(self):
        return self.data.get("handling", "").startswith("find:")

    def full_clean(self):
        if not self.searching:
            return super().full_clean()
        self._errors, self.cleaned_data = ErrorDict(renderer=self.renderer), {}

    def is_valid(self):
        return super().is_valid() and not self.searching

    def _get_validation_exclusions(self):
        """Also judge by what the page itself has set on the row, such as its forum."""
        return super()._get_validation_exclusions() - set(self.given)

    def refuse(self, reason):
        """Note why the verb said no; renew what the form is compared with, so that it can be sent again."""
        self.add_error(None, reason)
        if "stand" in self.fields:
            fresh = type(self.instance)._base_manager.get(pk=self.instance.pk)
            self.data = self.data.copy()
            self.data[self.add_prefix("stand")] = stand_of(fresh, self.names)

    def blame(self, error):
        """Note what the verb found wrong at the field it names; what has no field here stands on top."""
        found = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
        for name, errors in found.items():
            self.add_error(name if name in self.fields else None, errors)

    def error_list(self):
        """Return the summary's lines: exactly the fields' messages, each with where it leads."""
        return [
            {"id": "formular" if name == NON_FIELD_ERRORS else _target(self[name]), "tekst": message}
            for name, messages in self.errors.items()
            for message in messages
        ]


def _dress(field):
    field.frivillig = not field.required
    label = (field.label or "").lower()
    if isinstance(field, forms.DateField):
        field.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        field.error_messages["invalid"] = "Datoen kan ikke læses. Skriv den som 2020-05-29."
    if isinstance(field, forms.ModelChoiceField):
        field.error_messages["invalid_choice"] = "Vælg en af dem, der kan findes her."
    elif isinstance(field, forms.ChoiceField) and isinstance(field.widget, forms.Select):
        _as_radios(field)
    word = "Vælg" if isinstance(field, forms.ChoiceField) else "Udfyld"
    field.error_messages["required"] = field.error_messages.get("own") or f"{word} »{label}«."


def _as_radios(field):
    choices = [choice for choice in field.choices if choice[0] != ""]
    if len(choices) <= FEW:
        field.widget = forms.RadioSelect(choices=choices)
        field.choices = choices


def _target(bound):
    if isinstance(bound.field, Valg):
        return f"soeg_{bound.html_name}"
    return f"{bound.auto_id}_0" if isinstance(bound.field.widget, forms.RadioSelect) else bound.auto_id

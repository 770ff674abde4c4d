"""The form that takes a failed job off the list."""

from django import forms

from mso_portal.motor.enums import Lukningsgrund
from mso_portal.organisation.forms.skema import Skema


class LukJobForm(Skema, forms.Form):
    grund = forms.ChoiceField(label="Begrundelse", choices=Lukningsgrund.choices, widget=forms.RadioSelect)

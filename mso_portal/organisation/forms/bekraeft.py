"""The form of a verb that asks nothing but to be confirmed."""

from django import forms

from mso_portal.organisation.forms.skema import Skema


class BekraeftForm(Skema, forms.Form):
    """Empty: pressing the button is the answer."""

"""A number as people type it: 1.769 and 2,5; what can't be read stays in the field."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from mso_portal.vaerdier.datoer import antal

TUSINDER = re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?")
TAL = re.compile(r"[+-]?\d+(,\d+)?")
HELE = 12
ULAESELIGT = "Tallet kan ikke læses. Skriv det som 1.769 eller 2,5."


def read(tekst):
    """Return the Decimal of a typed number, or None for what isn't one."""
    tight = re.sub(r"\s", "", tekst).replace("−", "-")
    if not (TAL.fullmatch(tight) or TUSINDER.fullmatch(tight)):
        return None
    return Decimal(tight.replace(".", "").replace(",", "."))


def written(tal):
    """Return a number as it would be typed, every decimal that is there."""
    whole, _, rest = f"{abs(tal):f}".partition(".")
    sign, rest = "-" if tal < 0 else "", rest.rstrip("0")
    return f"{sign}{antal(int(whole))}" + (f",{rest}" if rest else "")


class Talfelt(forms.CharField):
    """Read into a Decimal, None when empty; at most `decimaler` behind the comma."""

    def __init__(self, decimaler=4, **kwargs):
        super().__init__(**kwargs)
        self.decimaler = decimaler

    def widget_attrs(self, widget):
        return {"inputmode": "decimal"}

    def prepare_value(self, value):
        return value if value is None or isinstance(value, str) else written(value)

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return None
        found = read(text)
        if found is None or abs(found) >= 10**HELE:
            raise ValidationError(ULAESELIGT)
        if -found.as_tuple().exponent > self.decimaler:
            raise ValidationError(f"Skriv højst {self.decimaler} decimaler.")
        return found

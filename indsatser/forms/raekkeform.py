"""Rows of one form, added and removed by buttons that post the page: nothing is judged then, and nothing is lost."""

from django import forms

from mso_portal.organisation.forms.skema import Skema

TEGNER = ("find:", "tilfoej:", "fjern:")


class Raekkeform(Skema, forms.Form):
    """A form whose page is also posted to get one row more or less."""

    @property
    def searching(self):
        return self.data.get("handling", "").startswith(TEGNER)

    @property
    def nr(self):
        """What the row is called among its kind, in the hidden list of rows."""
        return self.prefix.rpartition("-")[2]


def rows(form, name, data, initial, most, **kwargs):
    """Return the forms of one kind of row: those posted, else one for each of `initial`, and always one.

    The hidden fields `name` list the rows; `handling` »tilfoej:<name>« and »fjern:<name>:<nr>« change the list.
    """
    if data is None:
        numbers = range(max(len(initial), 1))
        starts = [*initial, {}][: len(numbers)]
        return [form(None, prefix=f"{name}-{nr}", initial=start, **kwargs)
                for nr, start in zip(numbers, starts, strict=True)]  # fmt: skip
    return [form(data, prefix=f"{name}-{nr}", **kwargs) for nr in _posted(name, data, most)]


def _posted(name, data, most):
    numbers = [int(nr) for nr in dict.fromkeys(data.getlist(name)) if nr.isdecimal() and len(nr) < 4][:most] or [0]
    kind, _, rest = data.get("handling", "").partition(":")
    asked, _, nr = rest.partition(":")
    if asked != name:
        return numbers
    if kind == "fjern" and nr.isdecimal() and len(numbers) > 1:
        return [one for one in numbers if one != int(nr)]
    return [*numbers, max(numbers) + 1] if kind == "tilfoej" and len(numbers) < most else numbers

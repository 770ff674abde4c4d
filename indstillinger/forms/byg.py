"""Places and minutes of a whole agenda in one form. Only what the person changed is written."""

from django import forms

from indstillinger.forms.dagsorden import minutes_field
from indstillinger.workflow import dagsorden as verb
from mso_portal.organisation.forms.skema import Skema


class Pladsform(Skema, forms.Form):
    """A place and minutes for each item that can be changed; `foer` is both as the page showed them, so that what
    somebody else did meanwhile is left alone."""

    def __init__(self, data, *, rows):
        self.rows = {str(row.punkt.uuid): row for row in rows if row.laesbar and row.aaben}
        super().__init__(data)
        for uuid, row in self.rows.items():
            who = f"{row.nummer} {row.titel}".strip()
            self.fields[f"plads:{uuid}"] = forms.IntegerField(
                label="Plads", min_value=1, max_value=len(rows), initial=row.plads, required=False
            )
            self.fields[f"minutter:{uuid}"] = minutes_field(initial=row.punkt.minutter, required=False)
            self.fields[f"foer:{uuid}"] = forms.RegexField(
                r"^\d{1,3}/\d{1,3}$", initial=f"{row.plads}/{row.punkt.minutter}", required=False,
                widget=forms.HiddenInput,
            )  # fmt: skip
            for name in ("plads", "minutter"):
                self.fields[f"{name}:{uuid}"].widget.attrs["aria-label"] = f"{name.capitalize()}, {who}"
                self.fields[f"{name}:{uuid}"].frivillig = False

    def punkt(self, uuid):
        """Return the item of a row that can be changed, or None."""
        return self.rows[uuid].punkt if uuid in self.rows else None

    def save(self, *, by):
        """Write the minutes, then the places from the top down."""
        places = []
        for uuid, row in self.rows.items():
            plads, minutter = (self.cleaned_data.get(f"{name}:{uuid}") for name in ("plads", "minutter"))
            shown = (self.cleaned_data.get(f"foer:{uuid}") or "/").split("/")
            if minutter is not None and str(minutter) != shown[1]:
                verb.set_minutes(row.punkt, minutter, by=by)
            if plads is not None and str(plads) != shown[0]:
                places.append((plads, row.punkt))
        for plads, punkt in sorted(places, key=lambda one: one[0]):
            verb.move(punkt, plads, by=by)

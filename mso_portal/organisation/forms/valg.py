"""Choosing a person or a unit among many: a search field and at most eight radios (40 §6.5)."""

from django import forms
from django.db.models import Prefetch
from django.urls import reverse

from mso_portal.organisation.models import Afdeling, Bruger, Tilknytning

HITS = 8


def persons(rows):
    """Return up to eight persons as the component's choices: name, title and unit of today."""
    attached = Tilknytning.objects.gaeldende().select_related("afdeling")
    rows = rows.prefetch_related(Prefetch("tilknytninger", attached, to_attr="tilknytninger_i_dag"))
    return [
        {"id": row.pk, "navn": row.navn, "detalje": _joined(row.stilling, *_units(row))}
        for row in rows.order_by("sortering", "pk")[:HITS]
    ]


def units(rows):
    """Return up to eight units as the component's choices: name, code and kind."""
    return [
        {"id": row.pk, "navn": row.navn, "detalje": _joined(row.kode, row.get_slags_display())}
        for row in rows.order_by("sortering", "pk")[:HITS]
    ]


def _units(person):
    return dict.fromkeys(row.afdeling.navn for row in person.tilknytninger_i_dag)


def _joined(*words):
    return ", ".join(word for word in words if word)


class Valg(forms.ModelChoiceField):
    """A choice shown as text with "Skift"; found by name with script, or by a round trip without it."""

    template_name = "komponenter/_vaelg.html"

    def __init__(self, queryset, *, find, shown, **kwargs):
        kwargs.setdefault("widget", forms.TextInput)
        kwargs.setdefault("template_name", self.template_name)
        super().__init__(queryset, **kwargs)
        self.find, self.shown = find, shown

    def get_bound_field(self, form, field_name):
        return ValgtFelt(form, self, field_name)


class ValgtFelt(forms.BoundField):
    def get_context(self):
        """Return the component's inputs. Queries: the chosen row, and hits when something was searched."""
        chosen = self._chosen()
        sought = "" if chosen and not self._asked_for() else self.form.data.get(f"soeg:{self.html_name}", "")
        hits = self.field.shown(self.field.queryset.find(sought)) if sought else []
        return {
            "navn": self.html_name,
            "legend": self._legend(),
            "hjaelp": self.help_text,
            "fejl": list(self.errors),
            "find_url": reverse(self.field.find),
            "valgt": chosen,
            "fundne": hits,
            "soegt": sought,
            "base": "",
            "knap": "",
        }

    def _legend(self):
        return f"{self.label} (frivilligt)" if not self.field.required else self.label

    def _asked_for(self):
        return self.form.data.get("handling") == f"find:{self.html_name}"

    def _chosen(self):
        value = self.field.prepare_value(self.value())
        if not str(value or "").isdecimal():
            return None
        rows = self.field.shown(self.field.queryset.filter(pk=value))
        return rows[0] if rows else None


def person_field(label, **kwargs):
    """Return the field that chooses an active person."""
    missing = {"own": f"Vælg {label.lower()}."}
    rows = Bruger.objects.aktive()
    return Valg(rows, find="find_person", shown=persons, label=label, error_messages=missing, **kwargs)


def unit_field(label, **kwargs):
    """Return the field that chooses a unit."""
    missing = {"own": f"Vælg {label.lower()}."}
    rows = Afdeling.objects.all()
    return Valg(rows, find="find_enhed", shown=units, label=label, error_messages=missing, **kwargs)

"""The form of a checklist: its questions are rows that are added, moved and removed without a script."""

import re
from dataclasses import dataclass

from django import forms

from mso_portal.organisation.forms.skema import Skema

NOEGLE = re.compile("[0-9]{1,4}")
FLEST_RAEKKER = 80  # removed ones included
RAEKKEVERBER = ("tilfoej", "op", "ned", "fjern", "fortryd")
KOLONNER = ("spoergsmaal", "vejledning", "ikke_relevant_tilladt")


@dataclass
class Raekke:
    """A question of the form; `noegle` names its fields, and one that is removed keeps what was typed."""

    noegle: str
    fjernet: bool = False
    fokus: str = ""


def _fields(raekke):
    if raekke.fjernet:
        return {f"{name}-{raekke.noegle}": forms.CharField(required=False, widget=forms.HiddenInput)
                for name in KOLONNER}  # fmt: skip
    texts = (
        forms.CharField(label="Spørgsmål", max_length=300, error_messages={"own": "Skriv spørgsmålet."}),
        forms.CharField(
            label="Vejledning", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
        ),
        forms.BooleanField(label="»Ikke relevant« kan vælges", required=False),
    )  # fmt: skip
    return {f"{name}-{raekke.noegle}": field for name, field in zip(KOLONNER, texts, strict=True)}


class Tjeklisteform(Skema, forms.Form):
    """A row button (`handling`) draws the form again with its rows changed, and judges nothing."""

    navn = forms.CharField(label="Navn", max_length=120, error_messages={"own": "Skriv et navn til tjeklisten."})
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, tjekliste=None, punkter=()):
        initial = {"navn": tjekliste.navn, "version": tjekliste.version} if tjekliste else {}
        for nr, punkt in enumerate(punkter, 1):
            initial |= {f"{name}-{nr}": getattr(punkt, name) for name in KOLONNER}
        self.status = ""
        if data is None:
            self.raekker = [Raekke(str(nr)) for nr in range(1, len(punkter) + 1)] or [Raekke("1")]
            initial = {"ikke_relevant_tilladt-1": True} | initial
        else:
            data = data.copy()
            self.raekker = _rows(data)
            self.status = _act(self.raekker, data)
        own = {name: field for row in self.raekker for name, field in _fields(row).items()}
        self.base_fields = {**type(self).base_fields, **own}
        super().__init__(data, initial=initial)

    @property
    def searching(self):
        return self.data.get("handling", "").partition(":")[0] in RAEKKEVERBER

    def clean(self):
        """Return what the verb takes: the name, the version and the questions in their order."""
        given = super().clean()
        rows = [row.noegle for row in self.raekker if not row.fjernet]
        punkter = [{name: given.get(f"{name}-{key}") for name in KOLONNER} for key in rows]
        return {"navn": given.get("navn"), "version": given.get("version"), "punkter": punkter}

    def drawn(self):
        """Return the rows as the template draws them: those that are there have a number, and know the ends."""
        there = [row for row in self.raekker if not row.fjernet]
        return [self._drawn(row, there, place) for place, row in enumerate(self.raekker)]

    def _drawn(self, row, there, place):
        fields = [self[f"{name}-{row.noegle}"] for name in KOLONNER]
        nr = sum(not one.fjernet for one in self.raekker[:place]) + 1
        return {"noegle": row.noegle, "fjernet": row.fjernet, "fokus": row.fokus, "felter": fields, "nr": nr,
                "foerste": nr == 1, "sidste": nr == len(there)}  # fmt: skip


def _rows(data):
    """Return the posted rows in their order, each once."""
    removed = set(data.getlist("fjernet"))
    keys = dict.fromkeys(key for key in data.getlist("raekke") if NOEGLE.fullmatch(key))
    return [Raekke(key, key in removed) for key in list(keys)[:FLEST_RAEKKER]]


def _act(raekker, data):
    """Do what a row button asks for; returns what it did, for who can't see it."""
    verb, _, key = data.get("handling", "").partition(":")
    if verb == "tilfoej" and len(raekker) < FLEST_RAEKKER:
        new = str(max((int(row.noegle) for row in raekker), default=0) + 1)
        raekker.append(Raekke(new, fokus="ny"))
        data[f"ikke_relevant_tilladt-{new}"] = "on"
        return "Spørgsmålet er tilføjet"
    row = next((one for one in raekker if one.noegle == key), None)
    if row is None:
        return ""
    return {"op": _move, "ned": _move, "fjern": _remove, "fortryd": _undo}.get(verb, _nothing)(raekker, row, verb)


def _nothing(raekker, row, verb):
    return ""


def _move(raekker, row, verb):
    """Change places with the next row that is there, so that a removed one between them never swallows a press."""
    there = [one for one in raekker if not one.fjernet]
    place = there.index(row) + (-1 if verb == "op" else 1) if row in there else -1
    if not 0 <= place < len(there):
        return ""
    mine, other = raekker.index(row), raekker.index(there[place])
    raekker[mine], raekker[other] = raekker[other], raekker[mine]
    row.fokus = verb
    return f"Spørgsmålet er flyttet til plads {place + 1}"


def _remove(raekker, row, verb):
    row.fjernet, row.fokus = True, "fortryd"
    return "Spørgsmålet er fjernet"


def _undo(raekker, row, verb):
    row.fjernet, row.fokus = False, "ny"
    return "Spørgsmålet er tilbage"

"""What the verbs of a running meeting ask for on their pages."""

from django import forms

from indstillinger.enums import Aabenhed, Hjemmel
from indstillinger.enums_moede import Fravaersgrund, Fremmoedestatus
from indstillinger.models import Moede
from mso_portal.motor import ur
from mso_portal.organisation.forms.skema import Skema
from mso_portal.organisation.models import Bruger, Stedfortraedelse

MAKS_NAVN = 120


class AlleForm(Skema, forms.Form):
    """Nothing but to be confirmed."""


class Verbumform(Skema, forms.Form):
    """Nothing but to be confirmed; `version` is the meeting or item as it was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class StartForm(Verbumform):
    """A reason is asked for only on another day than the meeting's."""

    grund = forms.CharField(
        label="Hvorfor starter mødet en anden dag?", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"own": "Skriv, hvorfor det starter i dag."},
    )  # fmt: skip

    def __init__(self, *args, moede, **kwargs):
        super().__init__(*args, **kwargs)
        if moede.dato == ur.i_dag():
            del self.fields["grund"]


class GenaabnForm(Verbumform):
    grund = forms.CharField(
        label="Hvorfor?", max_length=80, widget=forms.TextInput, error_messages={"own": "Skriv hvorfor."}
    )


class UdsaetForm(Verbumform):
    """To a meeting of the forum, or without a day."""

    moede = forms.ModelChoiceField(
        Moede.objects.none(), required=False, label="Udsæt til", empty_label="Uden dato",
        help_text="Sagen kan senere sættes på et hvilket som helst kommende møde.",
    )  # fmt: skip

    def __init__(self, *args, punkt, **kwargs):
        super().__init__(*args, **kwargs)
        later = Moede.objects.filter(forum=punkt.moede.forum_id, tilstand=Moede.Tilstand.PLANLAGT)
        self.fields["moede"].queryset = later.exclude(pk=punkt.moede_id).kommende(ur.i_dag()).select_related("forum")
        self.fields["moede"].frivillig = False


class UddelForm(Skema, forms.Form):
    """A paper handed out: the file, its name, and whether it is open."""

    titel = forms.CharField(label="Titel", max_length=200, error_messages={"own": "Skriv en titel."})
    fil = forms.FileField(
        label="Fil", widget=forms.FileInput, allow_empty_file=True,
        error_messages={"own": "Vælg en fil.", "max_length": "Filens navn er for langt. Giv den et kortere navn."},
    )  # fmt: skip
    aabenhed = forms.ChoiceField(
        label="Åben eller lukket", widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in (Aabenhed.AABEN, Aabenhed.LUKKET)],
        error_messages={"own": "Vælg, om bilaget er åbent eller lukket."},
    )  # fmt: skip
    hjemmel = forms.ChoiceField(
        label="Hjemmel", choices=[("", "Ikke valgt"), *Hjemmel.choices], required=False, widget=forms.Select,
        help_text="Kun når bilaget er lukket.",
    )  # fmt: skip
    begrundelse = forms.CharField(
        label="Begrundelse for at lukke", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean(self):
        said = self.cleaned_data
        if said.get("aabenhed") == Aabenhed.LUKKET:
            if not said.get("hjemmel"):
                self.add_error("hjemmel", "Vælg hjemmel for at lukke bilaget.")
            if not said.get("begrundelse", "").strip():
                self.add_error("begrundelse", "Skriv, hvorfor bilaget er lukket.")
        return said


class FravaerForm(Skema, forms.Form):
    """Who was away under one item: a reason for each of those on the attendance list, or none."""

    def __init__(self, *args, rows, stored, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {f"p{row.bruger_id}": row.bruger for row in rows}
        for name, person in self.people.items():
            choices = [("", "Til stede under punktet"), *Fravaersgrund.choices]
            self.fields[name] = forms.ChoiceField(
                label=str(person), choices=choices, required=False, initial=stored.get(person.pk, ""),
                widget=forms.Select,
            )  # fmt: skip
            self.fields[name].frivillig = False


class FremmoedeForm(Skema, forms.Form):
    """A status for each on the list, a deputy where one is named today, and one more guest."""

    def __init__(self, *args, rows, moede, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {f"p{row.bruger_id}": row.bruger for row in rows}
        deputies = _deputies(moede, [row.bruger_id for row in rows])
        for row in rows:
            name = f"p{row.bruger_id}"
            self.fields[name] = forms.ChoiceField(
                label=str(row.bruger), choices=Fremmoedestatus.choices, initial=row.status, widget=forms.RadioSelect
            )
            self.fields[name].frivillig = False
            if found := deputies.get(row.bruger_id):
                self.fields[f"{name}_for"] = forms.ModelChoiceField(
                    Bruger.objects.filter(pk__in=[one.pk for one in found]), required=False,
                    label=f"Stedfortræder for {row.bruger}", initial=row.stedfortraeder_id, empty_label="Ingen",
                )  # fmt: skip
                self.fields[f"{name}_for"].frivillig = True
        self.fields["gaest"] = forms.CharField(
            label="Gæst under hele mødet", max_length=MAKS_NAVN, required=False, help_text="Navn og titel."
        )
        self.fields["gaest"].frivillig = True

    def statuses(self):
        """Return ({person: status}, {person: deputy})."""
        said = self.cleaned_data
        deputies = {person: said.get(f"{name}_for") for name, person in self.people.items()
                    if f"{name}_for" in self.fields}  # fmt: skip
        return {person: said[name] for name, person in self.people.items()}, deputies


def _deputies(moede, people):
    """Return {person's pk: deputies of the day}; one query."""
    found = {}
    rows = Stedfortraedelse.objects.gaeldende(moede.dato).filter(for_bruger__in=people)
    for row in rows.select_related("stedfortraeder").order_by("pk"):
        if row.forum_id in (None, moede.forum_id):
            found.setdefault(row.for_bruger_id, []).append(row.stedfortraeder)
    return found

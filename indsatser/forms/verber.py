"""What each verb of a plan and its rows asks for on its page."""

from django import forms

from indsatser.enums import Aktivitetstilstand, Naerhed
from indsatser.models import Milepael
from indsatser.workflow.statusbidrag import stated_on
from mso_portal.motor import ur
from mso_portal.organisation.forms.skema import JaNej, Skema
from mso_portal.vaerdier.forms import KronerFormField, TidspunktFormField

HJAELP = "Fx »15. juni 2020«, »uge 43-45« eller »efteråret«."


def text(label, most, missing, rows=3):
    """Return a long text that must be written; how short it may be is the verb's to say."""
    return forms.CharField(
        label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), error_messages={"own": missing}
    )


class Verbumform(Skema, forms.Form):
    """Nothing but to be confirmed; `version` is the row as it was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, row, **kwargs):
        self.row = row
        super().__init__(data, initial={"version": row.version}, **kwargs)
        for field in self.fields.values():
            if isinstance(field, TidspunktFormField):
                field.reference = ur.i_dag()


class Begrundelsesform(Verbumform):
    begrundelse = text("Hvorfor?", 500, "Skriv hvorfor.")


class Tidspunktform(Verbumform):
    tidspunkt = TidspunktFormField(label="Nyt tidspunkt", required=True, help_text=HJAELP)


class Flytteform(Tidspunktform):
    begrundelse = text("Hvorfor?", 500, "Skriv hvorfor.")


class Prognoseform(Verbumform):
    """A forecast within what was agreed needs no reason."""

    tidspunkt = TidspunktFormField(label="Forventet", required=True, help_text=HJAELP)
    begrundelse = forms.CharField(
        label="Hvorfor?", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class Gennemfoertform(Verbumform):
    dato = forms.DateField(label="Gennemført den", initial=ur.i_dag, error_messages={"own": "Skriv datoen."})


class Afslutform(Verbumform):
    slutvurdering = text("Slutvurdering", 2000, "Skriv en slutvurdering.", rows=8)


class Risikolukform(Verbumform):
    begrundelse = text("Hvorfor er risikoen forbi?", 300, "Skriv, hvorfor risikoen lukkes.")


class Aktivitetstilstandform(Verbumform):
    tilstand = forms.ChoiceField(label="Tilstand", choices=Aktivitetstilstand.choices, widget=forms.RadioSelect)

    def __init__(self, data=None, *, row):
        super().__init__(data, row=row)
        self.fields["tilstand"].initial = row.tilstand


class Afhaengerform(Verbumform):
    """The milestones that must come first: any of the plan's others that hasn't fallen away."""

    paa = forms.ModelMultipleChoiceField(
        Milepael.objects.none(), label="Afhænger af", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Vælg de milepæle, der skal være nået først. Det flytter ingen datoer.",
        error_messages={"invalid_choice": "Vælg blandt planens milepæle."},
    )  # fmt: skip

    def __init__(self, data=None, *, row):
        super().__init__(data, row=row)
        others = row.plan.milepaele.exclude(pk=row.pk).filter(bortfaldet_den=None)
        self.fields["paa"].queryset = others.order_by("raekkefoelge", "pk")
        self.fields["paa"].initial = [one.pk for one in row.afhaenger_af.order_by("pk")]


class Punktlukform(Verbumform):
    tekst = text("Hvad skete der?", 500, "Skriv kort, hvad der skete.")
    bortfaldet = JaNej(label="Bortfaldet uden at blive udført", initial=False)


class Vurderingsform(Verbumform):
    sandsynlighed = forms.TypedChoiceField(
        label="Sandsynlighed", coerce=int, choices=[(nr, str(nr)) for nr in range(1, 6)], widget=forms.RadioSelect,
        help_text="1 er meget usandsynligt, 5 er næsten sikkert.",
    )  # fmt: skip
    konsekvens = forms.TypedChoiceField(
        label="Konsekvens", coerce=int, choices=[(nr, str(nr)) for nr in range(1, 6)], widget=forms.RadioSelect,
        help_text="1 er ubetydelig, 5 er ødelæggende for planen.",
    )  # fmt: skip
    naerhed = forms.ChoiceField(label="Hvor tæt på", choices=Naerhed.choices, widget=forms.RadioSelect)
    note = forms.CharField(label="Note", max_length=300, required=False)


class Beloebsform(Verbumform):
    """An amount typed in kroner, as the portal always echoes it."""

    aar = forms.IntegerField(label="År", min_value=2000, max_value=2100, error_messages={"own": "Skriv året."})
    kroner = KronerFormField(enhed="kr", label="Beløb (kr.)", required=True)
    pr_dato = forms.DateField(label="Kendt pr.")
    note = forms.CharField(label="Note", max_length=200, required=False)

    def __init__(self, data=None, *, row, slags=()):
        super().__init__(data, row=row)
        self.fields["pr_dato"].initial = stated_on(row.plan)
        self.fields["slags"] = forms.ChoiceField(label="Slags", choices=slags, widget=forms.RadioSelect)
        self.fields["slags"].frivillig = False
        self.order_fields(["slags", "aar", "kroner"])

    def clean_kroner(self):
        return self.cleaned_data["kroner"].kroner

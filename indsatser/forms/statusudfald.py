"""What the sekretær writes of a question at the meeting; nothing is chosen beforehand (21 §10)."""

from django import forms

from indsatser.enums import Beslutningsniveau, Dimension, Statusudfaldsart
from indsatser.forms.raekkeform import Raekkeform, rows
from indsatser.forms.verber import HJAELP
from indsatser.models import Statusrunde
from indsatser.workflow.rundeslut import without_status
from indsatser.workflow.statusudfald import VEDTAGET, later_rounds, stand
from mso_portal.motor import ur
from mso_portal.organisation.forms.skema import Skema
from mso_portal.organisation.forms.valg import person_field
from mso_portal.vaerdier.forms import TidspunktFormField

A = Statusudfaldsart
PUNKTER = 10
INGEN = "ingen"


class Punktraekke(Raekkeform):
    """One new point of the plan; an empty row is none."""

    tekst = forms.CharField(
        label="Hvad skal gøres?", max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"own": "Skriv, hvad der skal gøres, eller fjern punktet."},
    )  # fmt: skip
    ansvarlig = person_field("Ansvarlig", required=False)
    frist = TidspunktFormField(label="Frist", help_text=HJAELP)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["frist"].reference = ur.i_dag()


class Udfaldsform(Raekkeform):
    """`cleaned_data` is what `workflow.statusudfald.decide` takes; an option is adopted by its letter."""

    art = forms.ChoiceField(label="Udfald", widget=forms.RadioSelect, error_messages={"own": "Vælg et udfald."})
    tekst = forms.CharField(
        label="Ordlyd", max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Skal skrives, når styregruppen vedtog noget andet end mulighederne.",
    )  # fmt: skip
    udsat_til = forms.ModelChoiceField(
        Statusrunde.objects.none(), label="Udsat til", required=False, empty_label="Vælg",
        help_text="Kun når beslutningen er udsat.",
    )  # fmt: skip
    accepteret = forms.TypedChoiceField(
        label="Accepteret afvigelse", required=False, choices=[(INGEN, "Ingen"), *Dimension.choices],
        coerce=lambda value: "" if value == INGEN else value, empty_value="",
        help_text="Lyset skifter ikke farve. Den næste status skriver, at afvigelsen er accepteret.",
    )  # fmt: skip
    accepteret_til = forms.DateField(label="Accepteret til", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, beslutning, udfald):
        super().__init__(data, initial=_initial(udfald))
        self.options = {one.bogstav: one for one in beslutning.valgmuligheder.order_by("bogstav")}
        self.fields["art"].choices = _choices(beslutning, self.options)
        if beslutning.niveau == Beslutningsniveau.CHEFTEAM:
            self.fields["tekst"].help_text = "Kun når der er noget at huske. Chefteamet beslutter selv ordlyden."
        self.fields["udsat_til"].queryset = later_rounds(beslutning.status.runde)
        self.fields["tekst"].frivillig = self.fields["udsat_til"].frivillig = False  # the outcome says whether
        self.fields["udsat_til"].label_from_instance = lambda runde: runde.betegnelse
        self.punkter = rows(Punktraekke, "punkt", data, [], PUNKTER, empty_permitted=True)

    @property
    def kan_faa_punkt(self):
        return len(self.punkter) < PUNKTER

    def is_valid(self):
        """Also judge the rows, so that everything wrong is said at once."""
        right = [one.is_valid() for one in self.punkter]
        return super().is_valid() and all(right)

    def error_list(self):
        return super().error_list() + [line for one in self.punkter if one.is_bound for line in one.error_list()]

    def clean(self):
        cleaned = super().clean()
        if (letter := cleaned.get("art")) in self.options:
            cleaned |= {"art": A.VEDTAGET, "valgt": self.options[letter]}
        return cleaned | {"punkter": [one.cleaned_data for one in self.punkter if getattr(one, "cleaned_data", None)]}


def _initial(udfald):
    if udfald is None:
        return {"version": stand(None)}
    names = ("tekst", "udsat_til", "accepteret", "accepteret_til")
    return {
        **{name: getattr(udfald, name) for name in names}, "version": stand(udfald),
        "art": udfald.valgt.bogstav if udfald.valgt else udfald.art,
    }  # fmt: skip


def _choices(beslutning, options):
    """The chefteam's questions are not adopted here."""
    if beslutning.niveau == Beslutningsniveau.CHEFTEAM:
        return [one for one in A.choices if one[0] not in VEDTAGET]
    return [*((letter, f"Vedtaget, {one}") for letter, one in options.items()),
            *(one for one in A.choices if one[0] != A.VEDTAGET)]  # fmt: skip


class Afslutform(Skema, forms.Form):
    """`uden` are the plans without a locked status; they are named where the reason is written."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    uden_status_grund = forms.CharField(
        label="Hvorfor er der ikke en låst status?", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data=None, *, runde, uden):
        super().__init__(data, initial={"version": runde.version})
        if uden:
            field = self.fields["uden_status_grund"]
            field.help_text = f"Det gælder {', '.join(map(str, uden))}."
            field.error_messages["required"] = without_status(uden)
        else:
            del self.fields["uden_status_grund"]

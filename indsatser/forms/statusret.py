"""What a correction of a locked status asks for: why, and each value with its own field."""

from django import forms

from indsatser.document.statusord import dag, laest, tid_data
from indsatser.enums import Leverancetilstand
from indsatser.forms.tal import Talfelt
from indsatser.forms.verber import HJAELP, text
from mso_portal.organisation.forms.skema import Skema
from mso_portal.vaerdier.forms import KronerFormField, TidspunktFormField

KORT = "Skriv, hvorfor status rettes (mindst 20 tegn)."
HVORFOR = "Skriv, hvorfor værdien rettes (mindst 20 tegn)."
IKKE_OPGJORT = "ikke_opgjort"  # has no value but that it is so
SCORER = [(nr, str(nr)) for nr in range(1, 6)]


class Rettelsesform(Skema, forms.Form):
    """The reason a new version is made: it stands in it, and on the page of the old one."""

    begrundelse = text("Hvorfor skal status rettes?", 500, KORT)


class Vaerdiform(Skema, forms.Form):
    """A value and why it is corrected. `efter` of the cleaned data is plain, as the frozen data holds it; `foer` is the
    value that was shown."""

    foer = forms.JSONField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, sti, foer, dato):
        super().__init__(data, initial={"foer": foer})
        kind, *_, felt = sti.split("/")
        self.felt = "forbrug" if kind == "budget" else felt
        if self.felt != IKKE_OPGJORT:
            self.fields["efter"] = FELTER[self.felt](foer, dato)
            self.fields["efter"].frivillig = False
        self.fields["begrundelse"] = text("Hvorfor?", 300, HVORFOR)
        self.fields["begrundelse"].frivillig = False
        self.fields["begrundelse"].error_messages["required"] = HVORFOR

    def clean(self):
        cleaned = super().clean()
        if self.felt == IKKE_OPGJORT:
            cleaned["efter"] = True
        elif "efter" in cleaned:
            cleaned["efter"] = PLAIN.get(self.felt, str)(cleaned["efter"])
        return cleaned


def _time(foer, dato):
    return TidspunktFormField(reference=dato, label="Ny værdi", required=False, initial=laest(foer), help_text=HJAELP)


def _day(foer, dato):
    return forms.DateField(
        label="Gennemført den", required=False, initial=dag(foer),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Tom, når milepælen ikke var gennemført på statusdatoen.",
        error_messages={"invalid": "Datoen kan ikke læses. Skriv den som 2020-05-29."},
    )  # fmt: skip


def _text(foer, dato):
    return forms.CharField(
        label="Ny værdi", max_length=200, initial=foer, error_messages={"required": "Skriv et navn."}
    )


def _number(foer, dato):
    return Talfelt(6, label="Nyt tal", error_messages={"required": "Skriv tallet."})


def _amount(foer, dato):
    return KronerFormField(enhed="kr", label="Nyt beløb (kr.)", error_messages={"required": "Skriv beløbet."})


def _state(foer, dato):
    return forms.ChoiceField(label="Ny tilstand", choices=Leverancetilstand.choices, initial=foer)


def _score(foer, dato):
    return forms.TypedChoiceField(
        label="Ny værdi", choices=SCORER, coerce=int, widget=forms.RadioSelect, initial=foer,
        error_messages={"required": "Vælg et tal."},
    )  # fmt: skip


FELTER = {
    "prognose": _time, "faktisk": _day, "ansvarlig": _text, "taeller": _number, "naevner": _number,
    "forbrug": _amount, "tilstand": _state, "s": _score, "k": _score,
}  # fmt: skip
PLAIN = {
    "prognose": tid_data, "faktisk": lambda value: value and value.isoformat(), "s": int, "k": int,
    "taeller": lambda value: f"{value:f}", "naevner": lambda value: f"{value:f}",
    "forbrug": lambda value: value.kroner,
}  # fmt: skip

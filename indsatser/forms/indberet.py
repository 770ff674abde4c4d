"""The form a value is reported with: tæller and nævner of a period, or why there is no number (20 §5.2, §12)."""

from datetime import date
from decimal import Decimal

from django import forms

from indsatser.beregning.perioder import er_usaedvanlig
from indsatser.beregning.periodetekst import periodetekst
from indsatser.enums import Maaltype
from indsatser.forms.tal import Talfelt
from maalinger.models import Observation
from maalinger.statistik.perioder import naeste, periode_for
from maalinger.statistik.vaerdi import vaerdi
from maalinger.workflow.observation import check
from mso_portal.motor import ur
from mso_portal.organisation.forms.skema import Skema

PERIODER = 12  # the newest that can be reported; older ones are read in from a file
IKKE_ENDNU = "Målingen er ikke gemt endnu"
RIGTIGT = "Er det rigtigt? Tallet ligger langt fra de seneste. Sæt kryds, hvis det er, og gem igen."


def periods(frekvens, today, antal=PERIODER):
    """Return the newest (start, slut) of the rhythm, the running one first; empty without a rhythm."""
    found, day = [], today
    while naeste(frekvens, today) and len(found) < antal:
        start, slut = periode_for(frekvens, day)
        found.append((start, slut))
        day = date.fromordinal(start.toordinal() - 1)
    return found


class Indberetform(Skema, forms.Form):
    """`cleaned_data` is what `workflow.maaling.report` takes. `foer` are the values shown beside the form."""

    metode = forms.CharField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    periode = forms.ChoiceField(label="Periode", error_messages={"own": "Vælg perioden."})
    fra = forms.DateField(label="Første dag", error_messages={"own": "Skriv den første dag."})
    til = forms.DateField(label="Sidste dag", error_messages={"own": "Skriv den sidste dag."})
    ikke_opgjort = forms.BooleanField(label="Kan ikke opgøres", required=False)
    taeller = Talfelt(6, label="Tæller", required=False)
    naevner = Talfelt(6, label="Nævner", required=False)
    population = forms.IntegerField(label="I alt", min_value=0, required=False, help_text="Hvor mange der er i alt.")
    kilde = forms.CharField(
        label="Kilde", max_length=200, help_text="Fx udtrækket og dagen.",
        error_messages={"own": "Skriv, hvor tallet kommer fra."},
    )  # fmt: skip
    foreloebig = forms.BooleanField(label="Foreløbigt tal", required=False)
    begrundelse = forms.CharField(
        label="Begrundelse", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Når tallet ikke kan opgøres (mindst 10 tegn), eller når et tal rettes.",
    )  # fmt: skip
    rigtigt = forms.BooleanField(label="Tallet er rigtigt", required=False)

    def __init__(self, data=None, *, metode, foer):
        self.metode_raekke, self.foer = metode, foer
        self.figur, self.frekvens = metode.noegletalversion, metode.serie.noegletal.frekvens
        start = {"metode": metode.uuid, "version": metode.version, "kilde": metode.datakilde or self.figur.datakilde}
        super().__init__(data, initial=start)
        self._fit_period()
        self._fit_figure()
        self.fejltitel = ""
        if not self.is_bound:
            del self.fields["rigtigt"]

    def _fit_period(self):
        choices = periods(self.frekvens, ur.i_dag())
        if not choices:
            del self.fields["periode"]
            return
        del self.fields["fra"], self.fields["til"]
        field = self.fields["periode"]
        field.widget = forms.Select()  # the base made radios of it while it had no choices
        field.choices = [(start.isoformat(), periodetekst(self.frekvens, start, slut)) for start, slut in choices]
        self.initial["periode"] = self._expected(choices).isoformat()

    def _expected(self, choices):
        """The first ended period after the newest value; of a new series the newest that has ended."""
        newest = max((one.periode_start for one in self.foer), default=None)
        ended = [start for start, slut in choices if slut < ur.i_dag() and (newest is None or start > newest)]
        if not ended:
            return choices[0][0]
        return ended[0] if newest is None else ended[-1]

    def _fit_figure(self):
        fields, figure = self.fields, self.figur
        fields["taeller"].help_text, fields["naevner"].help_text = figure.taeller_tekst, figure.naevner_tekst
        fields["taeller"].frivillig = fields["naevner"].frivillig = False  # demanded unless it can't be counted
        if not figure.har_naevner:
            del fields["naevner"]
            fields["taeller"].label = "Tal"
        if figure.art != "andel" or self.metode_raekke.omfang == "alle":
            del fields["population"]
        if figure.art == "trin":
            steps = [(str(nr), f"{nr}: {text}") for nr, text in enumerate(figure.trin_tekster, 1)]
            self._choose(steps)
        elif self.metode_raekke.definition.maaltype == Maaltype.JA_NEJ:
            self._choose([("1", "Ja"), ("0", "Nej")])

    def _choose(self, choices):
        """Instead of a number: one of the few that it can be."""
        old = self.fields["taeller"]
        self.fields["taeller"] = forms.TypedChoiceField(
            label=old.label, help_text=old.help_text, choices=choices, coerce=Decimal, empty_value=None, required=False,
            widget=forms.RadioSelect,
        )  # fmt: skip
        self.fields["taeller"].frivillig = False

    def clean(self):
        cleaned = super().clean()
        period = self._period(cleaned)
        numbers = {name: cleaned.get(name) for name in ("taeller", "naevner", "population")}
        if cleaned.get("ikke_opgjort"):
            numbers = dict.fromkeys(numbers)
            for name in ("taeller", "naevner", "population"):
                self.errors.pop(name, None)
        elif numbers["taeller"] is None and "taeller" not in self.errors:
            self.add_error("taeller", "Skriv tallet, eller vælg Kan ikke opgøres.")
        values = {
            **numbers, "kilde": cleaned.get("kilde", ""), "foreloebig": cleaned.get("foreloebig", False),
            "begrundelse": cleaned.get("begrundelse", ""), **period,
        }  # fmt: skip
        if not self.errors:
            self._judge(values)
        if not self.errors and not cleaned.get("rigtigt") and self._is_strange(values):
            self.fejltitel = IKKE_ENDNU
            self.add_error("rigtigt", RIGTIGT)
        return values

    def _period(self, cleaned):
        if "periode" in self.fields:
            if not cleaned.get("periode"):
                return {}
            start, slut = periode_for(self.frekvens, date.fromisoformat(cleaned["periode"]))
            return {"periode_start": start, "periode_slut": slut}
        fra, til = cleaned.get("fra"), cleaned.get("til")
        if fra and til and til < fra:
            self.add_error("til", "Perioden slutter, før den begynder. Ret en af datoerne.")
        if til and til > ur.i_dag():
            self.add_error("til", "Perioden er ikke slut endnu. Ret datoen.")
        return {"periode_start": fra, "periode_slut": til}

    def _judge(self, values):
        """What the store would refuse is said here, so that nothing is asked twice."""
        try:
            check(Observation(noegletalversion=self.figur, **values))
        except forms.ValidationError as error:
            self.blame(error)

    def _is_strange(self, values):
        new = vaerdi(values["taeller"], values["naevner"], self.figur.multiplikator)
        before = [
            one for row in self.foer if row.noegletalversion_id == self.figur.pk
            and row.periode_start != values["periode_start"]
            and (one := vaerdi(row.taeller, row.naevner, self.figur.multiplikator)) is not None
        ]  # fmt: skip
        return new is not None and er_usaedvanlig(new, before)

    @property
    def visible(self):
        """The fields of the page: the question is a field once it was asked."""
        return [one for one in self.visible_fields() if one.name != "rigtigt" or self.errors.get("rigtigt")
                or self.data.get("rigtigt")]  # fmt: skip

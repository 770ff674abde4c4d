"""The form of one measuring method: the plan's own new figure or one that is measured already, and who does it how."""

from datetime import date

from django import forms
from django.db.models import Q

from indsatser.enums import MED_TJEKLISTE, Metodeslags, Omfang, Tjeklistetilstand
from indsatser.forms.raekkeform import Raekkeform
from indsatser.models import Maalemetode, Tjekliste, Tjeklistepunkt
from maalinger.enums import MED_NAEVNER, Art, Frekvens, Retning
from maalinger.models import Dataserie, Noegletal
from mso_portal.motor import ur
from mso_portal.organisation.forms.valg import person_field
from mso_portal.organisation.models import Afdeling

NYT, FINDES = "nyt", "findes"
TILBAGE = 10  # years before the plan a figure of its own may be measured in, for baselines that are found in archives
FIGUR = ("retning", "art", "enhed", "taeller_tekst", "naevner_tekst", "population_tekst", "datakilde")
KRAEVET = ("navn", "frekvens", "retning", "art", "taeller_tekst")  # of a new figure
METODE = ("slags", "datakilde", "udfoeres_af", "omfang", "tjekliste", "forsinkelse_hverdage", "vejledning",
          "personoplysninger")  # fmt: skip


class Metodeform(Raekkeform):
    """`cleaned_data` is one of the methods that `workflow.definition.define` takes."""

    tal = forms.ChoiceField(
        label="Hvilket tal", widget=forms.RadioSelect, initial=NYT,
        choices=[(NYT, "Et nyt tal, som kun planen bruger"), (FINDES, "Et tal, der måles i forvejen")],
    )  # fmt: skip
    serie = forms.ModelChoiceField(Dataserie.objects.none(), label="Tallet og enheden", required=False)
    navn = forms.CharField(label="Tallets navn", max_length=80, required=False)
    frekvens = forms.ChoiceField(label="Måles", choices=Frekvens.choices, required=False)
    retning = forms.ChoiceField(
        label="Retning", choices=[one for one in Retning.choices if one[0] != Retning.INGEN], required=False
    )
    art = forms.ChoiceField(label="Art", choices=Art.choices, required=False)
    enhed = forms.CharField(
        label="Enhed", max_length=20, required=False, help_text="Fx »sager« eller »dage«. En andel vises i %."
    )
    decimaler = forms.TypedChoiceField(
        label="Decimaler", choices=[(0, "0"), (1, "1"), (2, "2")], coerce=int, empty_value=0, required=False
    )
    taeller_tekst = forms.CharField(label="Tæller", max_length=300, required=False, help_text="Det, der tælles.")
    naevner_tekst = forms.CharField(
        label="Nævner", max_length=300, required=False, help_text="Kun for andel, rate og gennemsnit."
    )
    population_tekst = forms.CharField(
        label="Population", max_length=300, required=False, help_text="Fx »nye sager« eller »alle sager«."
    )
    trin = forms.CharField(
        label="Trin", required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Kun for en skala: to til fem linjer, den laveste først.",
    )  # fmt: skip
    slags = forms.ChoiceField(label="Målemetode", choices=Metodeslags.choices, initial=Metodeslags.REGISTERUDTRAEK)
    datakilde = forms.CharField(label="Datakilde", max_length=120, required=False)
    udfoeres_af = person_field("Udføres af", required=False)
    omfang = forms.ChoiceField(label="Omfang", choices=Omfang.choices, initial=Omfang.ALLE)
    tjekliste = forms.ModelChoiceField(
        Tjekliste.objects.none(), label="Tjekliste", required=False,
        help_text="Ved ledelsestilsyn, sagsgennemgang og interview.",
    )  # fmt: skip
    punkter = forms.ModelMultipleChoiceField(
        Tjeklistepunkt.objects.none(), label="Punkter, der tæller med", required=False,
        widget=forms.CheckboxSelectMultiple, help_text="Uden kryds tæller alle punkter med.",
    )  # fmt: skip
    forsinkelse_hverdage = forms.IntegerField(
        label="Hverdage til indberetning", min_value=0, max_value=60, initial=5,
        error_messages={"own": "Skriv et antal hverdage fra 0 til 60."},
    )  # fmt: skip
    vejledning = forms.CharField(
        label="Vejledning", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    personoplysninger = forms.BooleanField(label="Målingen rummer personoplysninger", required=False)

    def __init__(self, data=None, *, plan, user, navn, initial=None, **kwargs):
        self.plan = plan
        start = {"navn": navn[:80], "datakilde": ""} | (initial or {})
        super().__init__(data, initial=start, **kwargs)
        self.fields["serie"].queryset = series_for(plan, user)
        lists = Tjekliste.objects.filter(tilstand=Tjeklistetilstand.I_BRUG)
        self.fields["tjekliste"].queryset = lists.order_by("navn", "nr")
        for name in KRAEVET:
            self.fields[name].frivillig = False
        self._points()

    def _points(self):
        """The questions can be chosen once it is known of which checklist."""
        chosen = self["tjekliste"].value()
        key = getattr(chosen, "pk", chosen)
        if str(key or "").isdecimal():
            self.fields["punkter"].queryset = Tjeklistepunkt.objects.filter(tjekliste=key).order_by("nr")
        else:
            del self.fields["punkter"]

    @classmethod
    def initial_of(cls, metode):
        """Return what the form of a method that is there begins with: its series is one that is measured already."""
        start = {name: getattr(metode, name) for name in METODE}
        return start | {"tal": FINDES, "serie": metode.serie_id, "punkter": [one.pk for one in metode.punkter.all()]}

    def clean(self):
        cleaned = super().clean()
        method = {name: cleaned.get(name) for name in METODE}
        if cleaned.get("slags") in MED_TJEKLISTE:
            if not cleaned.get("tjekliste") and "tjekliste" not in self.errors:
                self.add_error("tjekliste", "Vælg den tjekliste, der svares på.")
            method["punkter"] = list(cleaned.get("punkter") or _all_points(cleaned.get("tjekliste")))
        else:
            method["tjekliste"] = None
        if cleaned.get("tal") == FINDES:
            if not cleaned.get("serie") and "serie" not in self.errors:
                self.add_error("serie", "Vælg det tal, der måles i forvejen.")
            return method | {"serie": cleaned.get("serie")}
        return method | {"figur": self._figure(cleaned)}

    def _figure(self, cleaned):
        """Return what `make_figure` takes; note what is missing at its field."""
        art = cleaned.get("art")
        needed = {"navn": "Skriv tallets navn.", "frekvens": "Vælg, hvor tit der måles.", "art": "Vælg tallets art.",
                  "retning": "Vælg, hvilken vej der er bedre.", "taeller_tekst": "Skriv, hvad der tælles."}  # fmt: skip
        if art in MED_NAEVNER:
            needed["naevner_tekst"] = "Skriv, hvad der tælles af: nævneren."
        for name, message in needed.items():
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, message)
        definition = {name: cleaned.get(name) or "" for name in FIGUR} | {"decimaler": cleaned.get("decimaler") or 0}
        definition["gyldig_fra"] = _first_day(self.plan)
        if art == Art.ANDEL:
            definition |= {"enhed": "%", "multiplikator": 100}
        if art not in MED_NAEVNER:
            definition["naevner_tekst"] = ""
        if art == Art.TRIN:
            definition["trin_tekster"] = self._steps(cleaned)
        return {"navn": cleaned.get("navn"), "frekvens": cleaned.get("frekvens"), "definition": definition}

    def _steps(self, cleaned):
        lines = [line.strip() for line in (cleaned.get("trin") or "").splitlines() if line.strip()]
        if not 2 <= len(lines) <= 5 or any(len(line) > 200 for line in lines):
            self.add_error("trin", "Skriv to til fem trin, et på hver linje (højst 200 tegn).")
        return lines


def _all_points(tjekliste):
    return tjekliste.punkter.order_by("nr") if tjekliste else []


def _first_day(plan):
    day = plan.periode_start or ur.i_dag()
    return date(day.year - TILBAGE, 1, 1)


def series_for(plan, user):
    """Return the series a method of the plan may read: the plan's own, and those of the catalogue in its ejerenhed and
    the units below. Another plan's own figures carry that plan's words and are never among them."""
    own = Maalemetode.objects.filter(definition__indikator__maal__plan=plan).order_by().values("serie")
    found = Q(pk__in=own)
    if plan.ejerenhed:
        figures = Noegletal.objects.visible_to(user).filter(lokal=False, aktiv=True).exclude(versioner__retning="ingen")
        units = Afdeling.objects.under(plan.ejerenhed)
        found |= Q(noegletal__in=figures.order_by().values("pk"), afdeling__in=units, aktiv_til=None)
    return Dataserie.objects.filter(found).select_related("noegletal", "afdeling").order_by("noegletal__navn", "pk")

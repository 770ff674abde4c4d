"""The form of a definition: the target, its baseline, and delmål and methods as rows added without script."""

from django import forms

from indsatser.enums import Baselinekvalitet, Maaltype
from indsatser.forms.metode import Metodeform
from indsatser.forms.raekkeform import Raekkeform, rows
from indsatser.forms.tal import Talfelt
from mso_portal.motor import ur

KONTROL = 2
TOLERANCE = 2
DELMAALSRAEKKER = 24
BASELINE = (
    "baseline_kvalitet", "baseline_dag", "baseline_taeller", "baseline_naevner", "baseline_vaerdi",
    "baseline_begrundelse", "baseline_senest",
)  # fmt: skip
MAALT = {"baseline_dag": "Skriv en dag i den periode, baseline er målt i.", "baseline_taeller": "Skriv tælleren."}
KRAEVER = {
    Baselinekvalitet.MAALT: MAALT,
    Baselinekvalitet.SKOENNET: {
        "baseline_vaerdi": "En skønnet baseline er et tal. Skriv det.",
        "baseline_begrundelse": "Skriv, hvordan baseline er skønnet.",
    },
    Baselinekvalitet.IKKE_MULIGT: {"baseline_begrundelse": "Skriv, hvorfor baseline ikke kan opgøres."},
    Baselinekvalitet.MANGLER: {"baseline_senest": "Skriv, hvornår baseline senest er målt."},
}
# What belongs to each kind of baseline; what was typed for another kind is left out.
HOERER_TIL = {
    Baselinekvalitet.MAALT: ("baseline_begrundelse",),
    Baselinekvalitet.SKOENNET: ("baseline_vaerdi", "baseline_begrundelse"),
    Baselinekvalitet.IKKE_MULIGT: ("baseline_begrundelse",),
    Baselinekvalitet.MANGLER: ("baseline_senest",),
}
TOM = {"baseline_vaerdi": None, "baseline_begrundelse": "", "baseline_senest": None}


class Baselinefelter(forms.Form):
    """What is said of a baseline, whatever page asks for it."""

    baseline_kvalitet = forms.ChoiceField(
        label="Baseline", choices=Baselinekvalitet.choices, widget=forms.RadioSelect,
        error_messages={"own": "Vælg, om baseline er målt, skønnet eller ikke kan opgøres."},
    )  # fmt: skip
    baseline_dag = forms.DateField(
        label="Målt: en dag i perioden", required=False, help_text="Fx den sidste dag i kvartalet."
    )
    baseline_taeller = Talfelt(6, label="Målt: tæller", required=False)
    baseline_naevner = Talfelt(6, label="Målt: nævner", required=False, help_text="Tom, når tallet ikke har en nævner.")
    baseline_vaerdi = Talfelt(label="Skønnet: tal", required=False, help_text="I den enhed, tallet vises i.")
    baseline_begrundelse = forms.CharField(
        label="Begrundelse for baseline", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Hvordan den er skønnet, eller hvorfor den ikke kan opgøres.",
    )  # fmt: skip
    baseline_senest = forms.DateField(label="Mangler: måles senest", required=False)

    def baseline(self, cleaned):
        """Return (columns of the definition, measured value or None); note what is missing at its field."""
        kind = cleaned.get("baseline_kvalitet")
        for name, message in KRAEVER.get(kind, {}).items():
            if name not in self.errors and cleaned.get(name) in (None, ""):
                self.add_error(name, message)
        columns = {
            name: cleaned.get(name) if name in HOERER_TIL.get(kind, ()) else empty for name, empty in TOM.items()
        }
        maalt = {name: cleaned.get(f"baseline_{name}") for name in ("dag", "taeller", "naevner")}
        return {"baseline_kvalitet": kind, **columns}, maalt if kind == Baselinekvalitet.MAALT else None


class Delmaalsform(Raekkeform):
    """One delmål; an empty row is none."""

    senest = forms.DateField(label="Senest", error_messages={"own": "Skriv, hvornår delmålet senest er nået."})
    vaerdi = Talfelt(label="Delmål", error_messages={"own": "Skriv delmålets tal."})
    begrundelse = forms.CharField(
        label="Begrundelse", max_length=300, required=False,
        help_text="Kun når delmålet ligger længere fra målet end det før.",
    )  # fmt: skip


class Definitionsform(Raekkeform, Baselinefelter):
    """`cleaned_data` is what `workflow.definition.define` takes."""

    gyldig_fra = forms.DateField(label="Gælder fra", error_messages={"own": "Skriv, hvornår definitionen gælder fra."})
    begrundelse = forms.CharField(
        label="Hvorfor defineres indikatoren om?", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        min_length=20, error_messages={
            "own": "Skriv, hvorfor indikatoren defineres om (mindst 20 tegn).",
            "min_length": "Skriv, hvorfor indikatoren defineres om (mindst 20 tegn).",
        },
    )  # fmt: skip
    maaltype = forms.ChoiceField(label="Måltype", choices=Maaltype.choices, widget=forms.RadioSelect)
    maalvaerdi = Talfelt(
        label="Mål", required=False,
        help_text="I den enhed, tallet vises i. Et trin skrives som 1 til 5. Ja eller nej har intet tal.",
    )  # fmt: skip
    maal_frist = forms.DateField(label="Målet nås senest", required=False)
    fastholdelse_tolerance = Talfelt(
        label="Tolerance", required=False, help_text=f"Kun ved fastholdelse. Uden tal gælder {TOLERANCE}."
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ["gyldig_fra", "begrundelse", "maaltype", "maalvaerdi", "maal_frist", "fastholdelse_tolerance"]

    def __init__(self, data=None, *, indikator, user, nu=None, om=False):
        """`nu` is the definition the form begins with; `om` says that one is in force already."""
        start = _initial(nu) if nu else {"gyldig_fra": indikator.maal.plan.periode_start or ur.i_dag()}
        if nu and nu.planversion_id:
            start |= {"gyldig_fra": ur.i_dag(), "begrundelse": ""}
        super().__init__(data, initial={**start, "version": indikator.version})
        self.fields["maalvaerdi"].frivillig = False
        if not om:
            del self.fields["begrundelse"]
        steps = [{name: getattr(one, name) for name in Delmaalsform.base_fields} for one in _steps(nu)]
        self.delmaal = rows(Delmaalsform, "delmaal", data, steps, DELMAALSRAEKKER, empty_permitted=True)
        self.metoder = rows(
            Metodeform, "metode", data, [*_methods(nu)], 1 + KONTROL, plan=indikator.maal.plan, user=user,
            navn=indikator.navn,
        )  # fmt: skip

    @property
    def kan_faa_delmaal(self):
        return len(self.delmaal) < DELMAALSRAEKKER

    @property
    def kan_faa_metode(self):
        return len(self.metoder) <= KONTROL

    def _every(self):
        return [*self.delmaal, *self.metoder]

    def is_valid(self):
        """Also judge the rows, so that everything wrong is said at once."""
        right = [one.is_valid() for one in self._every()]
        return super().is_valid() and all(right)

    def error_list(self):
        return super().error_list() + [line for one in self._every() if one.is_bound for line in one.error_list()]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("maaltype") == Maaltype.JA_NEJ:
            cleaned["maalvaerdi"] = 1
        elif cleaned.get("maalvaerdi") is None and "maalvaerdi" not in self.errors:
            self.add_error("maalvaerdi", "Skriv målets tal.")
        keeps = cleaned.get("maaltype") == Maaltype.FASTHOLDELSE
        given = cleaned.get("fastholdelse_tolerance")
        felter = {name: cleaned.get(name) for name in ("gyldig_fra", "maaltype", "maalvaerdi", "maal_frist")}
        felter["begrundelse"] = cleaned.get("begrundelse", "")
        felter["fastholdelse_tolerance"] = (TOLERANCE if given is None else given) if keeps else None
        baseline, maalt = self.baseline(cleaned)
        return {
            "felter": felter | baseline, "maalt": maalt, "version": cleaned.get("version"),
            "delmaal": [row for one in self.delmaal if (row := _clean(one)).get("senest")],
            "metoder": [_clean(one) | {"rolle": role} for one, role in zip(self.metoder, self.roller, strict=True)],
        }  # fmt: skip

    @property
    def roller(self):
        """The first method is the primary one."""
        return ["primaer", *["kontrol"] * (len(self.metoder) - 1)]

    def blame(self, error):
        """What is wrong with the rows as a whole stands at the last delmål, or at the primary method."""
        found = dict(error.error_dict) if hasattr(error, "error_dict") else {}
        for name, row, field in (("delmaal", self.delmaal[-1:], "vaerdi"), ("metoder", self.metoder[:1], "tal")):
            if name in found and row:
                row[0].add_error(field, found.pop(name))
        if found or not hasattr(error, "error_dict"):
            super().blame(forms.ValidationError(found) if found else error)


def _clean(form):
    return getattr(form, "cleaned_data", {})


def _steps(definition):
    return definition.delmaal.order_by("senest") if definition else []


def _methods(definition):
    rows = definition.maalemetoder.prefetch_related("punkter").order_by("-rolle", "pk") if definition else []
    return [Metodeform.initial_of(one) for one in rows]


def _initial(definition):
    names = ("gyldig_fra", "begrundelse", "maaltype", "maalvaerdi", "maal_frist", "fastholdelse_tolerance")
    start = {name: getattr(definition, name) for name in (*names, *TOM, "baseline_kvalitet")}
    if found := definition.baseline_observation:
        start |= {"baseline_dag": found.periode_slut, "baseline_taeller": found.taeller,
                  "baseline_naevner": found.naevner}  # fmt: skip
    return start

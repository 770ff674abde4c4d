"""The register's filters, and what the verbs of a decision ask for."""

from django import forms
from django.db.models import Exists, F, OuterRef, Q, TextField, Value
from django.db.models.functions import Cast, ExtractYear

from indstillinger.enums import Aabenhed
from indstillinger.enums_moede import UDEN_BESLUTNING, Beslutningsstatus, Udfald, Vedroererart
from indstillinger.forms.liste import JA
from indstillinger.forms.verber import Verbumform
from indstillinger.models import Moede, Opgave
from indstillinger.workflow.beslutning import MAKS, MINDST_GRUND, MINDST_NOTE
from mso_portal.motor import ur
from mso_portal.organisation.forms.skema import Skema
from mso_portal.organisation.models import Afdeling, Bruger, Forum

SORT = {
    "nummer": ("nummer", "Beslutning"),
    "dato": ("punkt__moede__dato", "Dato"),
    "udfald": ("referatpunkt__udfald", "Udfald"),
    "opfoelgning": ("opfoelgning_slut", "Opfølgning"),
    "status": ("status", "Status"),
}
DEFAULT_SORT = "-dato"
SHAPE = ("slags_", "pk_", "noegle_", "navn_", "orden_")
TOO_LONG = "Teksten er for lang: højst %(limit_value)d tegn. Intet er slettet."


def _choice(label, choices=(), tom="Alle"):
    return forms.ChoiceField(label=label, required=False, choices=[("", tom), *choices])


class Registerform(forms.Form):
    """Reads its own part of the address; unknown words are ignored, never an error. `ubesvaret` asks for the rows that
    gave no decision, so it is asked of rows and not of decisions."""

    q = forms.CharField(label="Nummer eller ord", required=False, max_length=100)
    forum = _choice("Forum")
    aar = _choice("År")
    udfald = _choice("Udfald", Udfald.choices)
    status = _choice("Status", Beslutningsstatus.choices)
    ansvarlig = forms.CharField(label="Ansvarlig", required=False, max_length=100)
    afdeling = _choice("Afdeling og dem under den")
    aabenhed = _choice("Åben eller lukket", [one for one in Aabenhed.choices if one[0] != Aabenhed.IKKE_ANGIVET])
    frist = _choice("Frist passeret", JA)
    aendret = _choice("Har ændret ordlyd", JA)
    ubesvaret = _choice("Ubesvarede punkter", JA)

    def __init__(self, data, rows):
        """`rows` are the reader's own rows: the choices come from them alone. One statement."""
        super().__init__(data)
        self.found = {"forum": [], "aar": [], "afdeling": []}
        for slags, pk, noegle, navn, _orden in sorted(_choices(rows), key=lambda row: (row[0], row[4], row[2])):
            self.found[slags].append((pk, noegle, navn))
        for name, rows in self.found.items():
            self.fields[name].choices = [("", "Alle"), *((noegle, navn) for _, noegle, navn in rows)]
        for one in self.fields.values():
            one.widget.is_required = False
        self.is_valid()

    @property
    def unanswered(self):
        """True when rows without a decision are asked for."""
        return bool(self.cleaned_data.get("ubesvaret"))

    def filter(self, found):
        """Narrow decisions, or rows when `unanswered`, by what is filled and valid."""
        self.row = "" if self.unanswered else "referatpunkt__"
        for name, value in self.chosen():
            found = getattr(self, f"_{name}")(found, value)
        return found

    def chosen(self):
        """Return [(name, value)] of the filters in use; a row without a decision has no status and no frist."""
        idle = ("status", "frist") if self.unanswered else ()
        found = {name: self.cleaned_data.get(name) for name in self.fields if name not in idle}
        return [(name, value) for name, value in found.items() if value]

    def chips(self):
        """Return [(name, label, words)] of the filters in use."""
        return [(name, self.fields[name].label, self._words(name, value)) for name, value in self.chosen()]

    def _words(self, name, value):
        return "" if value == "ja" else dict(getattr(self.fields[name], "choices", ())).get(value, value)

    def _q(self, found, words):
        places = (f"{self.row}ordlyd", f"{self.row}foreslaaet", "punkt__indstilling__titel", "punkt__titel",
                  "punkt__indstilling__titel_lukket", "punkt__titel_lukket")  # fmt: skip
        condition = Q() if self.unanswered else Q(nummer__icontains=words)
        for place in places:
            condition |= Q(**{f"{place}__icontains": words})
        return found.filter(condition)

    def _forum(self, found, kode):
        return found.filter(punkt__moede__forum__kode=kode)

    def _aar(self, found, aar):
        return found.filter(punkt__moede__dato__year=int(aar))

    def _udfald(self, found, udfald):
        return found.filter(**{f"{self.row}udfald": udfald})

    def _status(self, found, status):
        return found.filter(status=status)

    def _ansvarlig(self, found, words):
        return found.filter(ansvarlig__in=Bruger.objects.search(words).order_by().values("pk"))

    def _afdeling(self, found, kode):
        pk = next(pk for pk, noegle, _ in self.found["afdeling"] if noegle == kode)
        return found.filter(punkt__indstilling__afdeling__in=Afdeling.objects.under(Afdeling(pk=pk)))

    def _aabenhed(self, found, aabenhed):
        """What is not said to be åben is lukket (D12)."""
        is_open = Q(punkt__indstilling__aabenhed=Aabenhed.AABEN)
        is_open |= Q(punkt__indstilling=None, punkt__aabenhed=Aabenhed.AABEN)
        return found.filter(is_open if aabenhed == Aabenhed.AABEN else ~is_open)

    def _frist(self, found, value):
        """In force with its opfølgning passed, or with an open task whose frist is."""
        late = Opgave.objects.aabne().filter(beslutning=OuterRef("pk"), frist_slut__lt=ur.i_dag()).order_by()
        own = Q(status=Beslutningsstatus.GAELDENDE, opfoelgning_slut__lt=ur.i_dag())
        return found.filter(own | Q(Exists(late)))

    def _aendret(self, found, value):
        same = Q(**{f"{self.row}ordlyd": F(f"{self.row}foreslaaet")})
        return found.exclude(same | Q(**{f"{self.row}ordlyd": ""}) | Q(**{f"{self.row}foreslaaet": ""}))

    def _ubesvaret(self, found, value):
        return found.filter(udfald__in=UDEN_BESLUTNING)


def _choices(rows):
    fora = Forum.objects.filter(_of(rows, "punkt__moede__forum"))
    units = Afdeling.objects.filter(_of(rows, "punkt__indstilling__afdeling"))
    years = Moede.objects.filter(_of(rows, "punkt__moede")).annotate(aar=ExtractYear("dato"))
    none = Value(0)
    return _shape(fora, "forum", F("pk"), F("kode"), F("navn"), F("sortering")).union(
        _shape(units, "afdeling", F("pk"), F("kode"), F("navn"), F("sortering")),
        _shape(years, "aar", none, F("aar"), F("aar"), 9999 - F("aar")),
    )


def _of(rows, name):
    return Exists(rows.order_by().filter(**{name: OuterRef("pk")}))


def _shape(rows, slags, pk, noegle, navn, orden):
    """Return a queryset's rows in the one shape of the union."""
    texts = {"slags_": Value(slags), "noegle_": noegle, "navn_": navn, "orden_": orden}
    cast = {name: Cast(value, TextField()) for name, value in texts.items()}
    return rows.order_by().annotate(pk_=pk, **cast).values_list(*SHAPE)


def ordered(found, key, *, rows=False):
    """Order by an allowed key, "-" first for falling; ties by number, or by place in the minutes."""
    column = {} if rows else SORT
    name, falling = key.lstrip("-"), "-" if key.startswith("-") else ""
    path = column.get(name, SORT["dato"])[0]
    falling = falling if name in column else "-"
    ties = ("punkt__moede", "punkt__raekkefoelge", "raekkefoelge", "pk") if rows else ("nummer",)
    return found.order_by(f"{falling}{path}", *ties)


class Udfoertform(Verbumform):
    note = forms.CharField(
        label="Hvad er gjort?", min_length=MINDST_NOTE, max_length=MAKS, widget=forms.Textarea({"rows": 3}),
        error_messages={"own": "Skriv, hvad der er gjort.", "max_length": TOO_LONG,
                        "min_length": f"Skriv lidt mere om, hvad der er gjort (mindst {MINDST_NOTE} tegn)."},
    )  # fmt: skip


class Bortfaldform(Verbumform):
    grund = forms.CharField(
        label="Hvorfor bortfalder beslutningen?", min_length=MINDST_GRUND, max_length=MAKS,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"own": "Skriv, hvorfor beslutningen bortfalder.", "max_length": TOO_LONG,
                        "min_length": f"Skriv lidt mere om hvorfor (mindst {MINDST_GRUND} tegn)."},
    )  # fmt: skip


class Nysagform(Skema, forms.Form):
    """A new paper about a decision; it begins in the same forum, and the title is the one all may see."""

    art = forms.ChoiceField(
        label="Hvad skal den nye indstilling?", choices=Vedroererart.choices,
        help_text="En sag, der genoptager eller ændrer, erstatter beslutningen, når den bliver vedtaget.",
        error_messages={"own": "Vælg, hvad den nye indstilling skal."},
    )  # fmt: skip
    titel = forms.CharField(
        label="Titel", max_length=255, help_text="Titlen må vises for alle, også når sagen er lukket.",
        error_messages={"own": "Skriv en titel.", "max_length": TOO_LONG},
    )  # fmt: skip

"""What is written of a status, a field for each of its texts, lights and questions; and which two are compared."""

from django import forms

from indsatser.document.statusord import DIMENSION
from indsatser.enums import Beslutningsniveau, Lys
from indsatser.forms.verber import Verbumform, text
from indsatser.models import Kvartalsstatus, Statusbeslutning, Statusvurdering, Valgmulighed
from indsatser.workflow.statusfelter import BOGSTAVER, TOM_BESLUTNING, TOM_MULIGHED
from mso_portal.motor.lock import Change, fingerprint
from mso_portal.organisation.forms.skema import Skema

# Label, rows and what it is for.
TEKSTER = {
    "resume": ("Kort fortalt", 3, "En til tre linjer. Hver linje bliver et punkt på side 1."),
    "siden_sidst": ("Siden sidst", 6, "Hvad er der sket, som tallene ikke selv siger?"),
    "naeste": ("Næste periode", 4, "Hvad skal ske inden næste status?"),
    "offentlig_tekst": ("Offentlig tekst", 4, "Kun til det offentlige uddrag. Skriv ingen navne."),
}  # fmt: skip
LYSTEKSTER = {"begrundelse": "Begrundelse, når du vælger noget andet end forslaget", "aarsag_tiltag": "Årsag og tiltag"}
MULIGHED = {"tekst": "Mulighed {}", "konsekvens": "Konsekvens af {}", "aendring": "Ændring, der følger med {}"}
FOR_LANG = "Teksten er {} tegn for lang. Der er plads til {} på den trykte side."


class Sidetekst(forms.CharField):
    """A text with its room on the printed page; it may always be empty."""

    def __init__(self, model, name, label, rows=0, **kwargs):
        self.plads = model._meta.get_field(name).max_length
        attrs = {"data-maks": self.plads}
        widget = forms.Textarea({"rows": rows, **attrs}) if rows else forms.TextInput(attrs)
        super().__init__(label=label, required=False, widget=widget, **kwargs)

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")

    def validate(self, value):
        super().validate(value)
        if (over := len(value) - self.plads) > 0:
            raise forms.ValidationError(FOR_LANG.format(over, self.plads))


class Lysvalg(forms.CharField):
    """A light and the suggestion it was chosen beside: "gul|groen". The page draws its own radios."""

    def __init__(self, label):
        super().__init__(label=label, required=False)

    def validate(self, value):
        parts = value.split("|")
        if value and not (len(parts) == 2 and set(parts) <= set(Lys.values)):
            raise forms.ValidationError("Vælg et lys.")


class Statusform(Skema, forms.Form):
    """A field for each name in `workflow.statusfelter.stored`, always bound: to what is stored, or to what was typed.

    `baser` are the fingerprints of what the page opened with; `aendringer` can be tied to an option.
    """

    def __init__(self, data, navne, *, baser=None, aendringer=()):
        super().__init__(data)
        self.aendringer = [("", "Ingen"), *((str(one.uuid), f"{one.nr}. {one.titel}") for one in aendringer)]
        for name in navne:
            if field := self._field(name):
                field.frivillig, field.konflikt = False, None
                field.base = (baser or {}).get(name, "")
                if not isinstance(field.widget, forms.RadioSelect):
                    field.widget.attrs["data-base"] = field.base
                self.fields[name] = field

    def _field(self, name):
        kind, _, rest = name.partition("-")
        if kind in TEKSTER:
            label, rows, hjaelp = TEKSTER[kind]
            return Sidetekst(Kvartalsstatus, kind, label, rows, help_text=hjaelp)
        if kind == "lys":
            return Lysvalg(DIMENSION[rest])
        if kind in LYSTEKSTER:
            return Sidetekst(Statusvurdering, kind, LYSTEKSTER[kind], 2)
        return self._option(*rest.split("-")) if kind == "mulighed" else QUESTION[rest.partition("-")[2]]()

    def _option(self, _, letter, name):
        label = MULIGHED[name].format(letter)
        if name != "aendring":
            return Sidetekst(Valgmulighed, name, label)
        return forms.ChoiceField(label=label, choices=self.aendringer, required=False) if self.aendringer[1:] else None

    def changes(self):
        """Return {name: Change} of what was posted and can be stored."""
        return {name: Change(text, self.data.get(f"base:{name}", "")) for name, text in self.cleaned_data.items()
                if name in self.data}  # fmt: skip

    @property
    def tekster(self):
        """The bound texts of the status, as the page draws them."""
        return [self[name] for name in TEKSTER]

    def lys(self, dimension):
        """Return the three bound fields of a dimension."""
        return [self[f"{name}-{dimension}"] for name in ("lys", *LYSTEKSTER)]

    @property
    def beslutninger(self):
        """Return each question as the page draws it: number, its own fields, and the fields of each option."""
        numbers = [nr for nr in range(1, 4) if f"beslutning-{nr}-spoergsmaal" in self.fields]
        return [(nr, [self[f"beslutning-{nr}-{name}"] for name in TOM_BESLUTNING], self._options(nr))
                for nr in numbers]  # fmt: skip

    def _options(self, nr):
        names = [[f"mulighed-{nr}-{letter}-{name}" for name in TOM_MULIGHED] for letter in BOGSTAVER]
        return [[self[name] for name in row if name in self.fields] for row in names]


def _asked():
    return Sidetekst(Statusbeslutning, "spoergsmaal", "Spørgsmål", 2)


def _level():
    return forms.ChoiceField(
        label="Besluttes af", choices=Beslutningsniveau.choices, widget=forms.RadioSelect, required=False
    )


def _proposed():
    return forms.ChoiceField(
        label="Indstillet", choices=[(one, one) for one in BOGSTAVER], widget=forms.RadioSelect, required=False
    )


QUESTION = {"spoergsmaal": _asked, "niveau": _level, "indstillet": _proposed}


def bases(texts):
    """Return {name: fingerprint} of what a page opens with."""
    return {name: fingerprint(text) for name, text in texts.items()}


class Grundform(Verbumform):
    """Why a status is given back, or an approval taken back."""

    grund = text("Bemærkning", 500, "Skriv en bemærkning (mindst 10 tegn).")


class Sammenlignform(forms.Form):
    """Two of a plan's locked statuses, in order of time."""

    def __init__(self, data, statusser):
        super().__init__(data)
        choices = [(one.noegle, one.runde.betegnelse) for one in statusser]
        for name, label in (("fra", "Fra"), ("til", "Til")):
            self.fields[name] = forms.ChoiceField(label=label, choices=choices)
            self.fields[name].frivillig = False

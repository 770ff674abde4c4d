"""What the pages of a tilsyn ask for: the plan of it, the list to draw from, and the answers about one sag."""

from django import forms

from indsatser.beregning.tilsyn import kan_vise
from indsatser.enums import Svar, Tilsynsart, Tjeklistetilstand, Udvaelgelse
from indsatser.forms.raekker import Planform
from indsatser.forms.verber import Verbumform
from indsatser.models import Tilsyn, Tjekliste
from indsatser.workflow.tilsyn import JA_ELLER_NEJ
from maalinger.statistik.wilson import wilson
from mso_portal.organisation.forms.skema import Skema
from mso_portal.organisation.forms.valg import person_field

STANDARD, STOERRE = 15, 50
ADVARSEL = "Skriv ikke navne, CPR-nummer eller andet, der kan kende en person."
FLEST = 200


def can_show(antal, population=None):
    """Say what a drawn sample of the size can show at best (20 §6)."""
    if not antal:
        return ""
    population = max(antal, population) if population else None
    return f"{kan_vise(antal, wilson(antal, antal, population)).rstrip('.')}."


class Tilsynform(Planform):
    """A tilsyn in kladde: what is asked, of which time, by whom and of how many."""

    tilsynsfoerende = person_field("Tilsynsførende")

    class Meta:
        model = Tilsyn
        fields = ["titel", "tjekliste", "art", "periode_start", "periode_slut", "udvaelgelse", "antal", "population",
                  "tilsynsfoerende"]  # fmt: skip
        help_texts = {
            "udvaelgelse": "Kun et tilfældigt udvalg siger noget sikkert om de sager, der ikke er set.",
            "population": "Til interview. Når du indsætter en liste, tæller portalen selv.",
        }

    def __init__(self, data=None, *, plan, by):
        super().__init__(data, plan=plan)
        self.initial.setdefault("tilsynsfoerende", by.pk)
        self.fields["tjekliste"].queryset = Tjekliste.objects.filter(tilstand=Tjeklistetilstand.I_BRUG).order_by("navn")
        self.fields["tjekliste"].empty_label = "Vælg"
        self.fields["antal"].help_text = f"{can_show(STANDARD)} {can_show(STOERRE)}"


class Udtraekform(Verbumform):
    """The list to draw from. It stays in a refused form, so that it can be mended, and is stored nowhere."""

    udvaelgelse = forms.ChoiceField(label="Udvælgelse", choices=Udvaelgelse.choices, widget=forms.RadioSelect)
    antal = forms.IntegerField(label="Antal", min_value=1, max_value=FLEST)
    liste = forms.CharField(
        label="Listen med sagsnumre", widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text="Ét sagsnummer på hver linje. Brug ikke navne eller CPR-numre.",
        error_messages={"own": "Indsæt listen med ét sagsnummer på hver linje."},
    )  # fmt: skip

    def __init__(self, data=None, *, row):
        super().__init__(data, row=row)
        self.initial |= {"udvaelgelse": row.udvaelgelse, "antal": row.antal}
        for name in ("udvaelgelse", "liste") if row.art == Tilsynsart.INTERVIEW else ():
            del self.fields[name]


class Kontrolform(Skema, forms.Form):
    liste = forms.CharField(
        label="Listen med sagsnumre", widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text="Den samme liste, som sagerne blev udtrukket af. Rækkefølgen er ligegyldig.",
        error_messages={"own": "Indsæt listen med ét sagsnummer på hver linje."},
    )  # fmt: skip


class Sagform(Skema, forms.Form):
    """The answers about one sag: a question not answered yet may wait."""

    def __init__(self, data=None, *, sag, punkter):
        self.punkter = punkter
        self.base_fields = {name: field for punkt in punkter for name, field in _answer_fields(punkt)}
        self.base_fields["grund"] = forms.CharField(
            label="Sagen kan ikke bedømmes, fordi", max_length=300, required=False,
            help_text=f"Skriv kun her, hvis sagen skal udgå. {ADVARSEL}",
        )  # fmt: skip
        initial = {"grund": sag.udgaaet_grund}
        for row in sag.svar.select_related("punkt").order_by("punkt__nr"):
            initial |= {f"svar_{row.punkt.nr}": row.svar, f"bemaerkning_{row.punkt.nr}": row.bemaerkning}
        super().__init__(data, initial=initial)
        for punkt in punkter:
            self.fields[f"svar_{punkt.nr}"].frivillig = False

    def clean(self):
        """Return what the verb takes, {question: (answer, remark)}; a remark alone is no answer."""
        given = super().clean()
        for punkt in self.punkter:
            if given.get(f"bemaerkning_{punkt.nr}") and not given.get(f"svar_{punkt.nr}"):
                self.add_error(f"svar_{punkt.nr}", f"Svar på spørgsmål {punkt.nr}, eller slet bemærkningen.")
        svar = {
            punkt: (given[f"svar_{punkt.nr}"], given.get(f"bemaerkning_{punkt.nr}", ""))
            for punkt in self.punkter if given.get(f"svar_{punkt.nr}")
        }  # fmt: skip
        return {"svar": svar, "grund": given.get("grund", "")}

    @property
    def missing(self):
        """How many questions have no answer in what was posted."""
        return len(self.punkter) - len(self.cleaned_data["svar"])


def _answer_fields(punkt):
    choices = [one for one in Svar.choices if punkt.ikke_relevant_tilladt or one[0] != Svar.IKKE_RELEVANT]
    yield f"svar_{punkt.nr}", forms.ChoiceField(
        label=str(punkt), choices=choices, required=False, widget=forms.RadioSelect, help_text=punkt.vejledning,
        error_messages={"invalid_choice": JA_ELLER_NEJ},
    )  # fmt: skip
    yield (
        f"bemaerkning_{punkt.nr}",
        forms.CharField(
            label=f"Bemærkning til spørgsmål {punkt.nr}", max_length=200, required=False, help_text=ADVARSEL
        ),
    )

"""One small form for each thing a change may change: `poster()` gives what is proposed, as plain data."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from indsatser.beregning.tal import vis
from indsatser.enums import Baselinekvalitet, Maalniveau, Metoderolle, Milepaelsart
from indsatser.forms.tal import Talfelt, written
from indsatser.forms.verber import HJAELP, text
from indsatser.models import Indikatordefinition, Indsatsplan
from indsatser.models.planindhold import TOLERANCER, tidspunkt_data
from indsatser.workflow.aendringsposter import frame
from indsatser.workflow.plan import reference
from maalinger.models import Observation
from maalinger.statistik.vaerdi import vaerdi
from mso_portal.organisation.forms.skema import Skema
from mso_portal.organisation.forms.valg import person_field
from mso_portal.vaerdier.datoer import periode
from mso_portal.vaerdier.forms import KronerFormField, TidspunktFormField

MEST = 120  # characters of a row's name in a list of choices


class Postform(Skema, forms.Form):
    """`plan` narrows the choices; `raekke` is chosen at first, and `post` is one of the change's to write anew."""

    navn, tom = "", ""

    def __init__(self, data=None, *, plan, raekke="", post=None):
        self.plan, self.post = plan, post
        super().__init__(data, initial=self.start(raekke, post and post.til))
        if "raekke" in self.fields:
            self.fields["raekke"].choices = [("", "Vælg"), *self.raekker()]
        if "tema" in self.fields:
            rows = plan.temaer.order_by("raekkefoelge", "pk").values_list("uuid", "titel")
            self.fields["tema"].choices = [("", "Generelt"), *((str(key), name) for key, name in rows)]
        for field in self.fields.values():
            if isinstance(field, TidspunktFormField):
                field.reference = reference(plan)

    def start(self, raekke, foer):
        """Return what the fields hold at first."""
        return {"raekke": raekke}

    def raekker(self):
        """Return the rows to choose among as (uuid, name)."""
        return []

    @property
    def uden_valg(self):
        """True when there is nothing to choose."""
        return "raekke" in self.fields and len(self.fields["raekke"].choices) == 1


def _row_field(label):
    return forms.ChoiceField(label=label, widget=forms.Select, error_messages={"own": f"Vælg {label.lower()}."})


def _short(name):
    return name if len(name) <= MEST else f"{name[: MEST - 1].rstrip()}…"


class _Milepaelspost(Postform):
    tom = "Alle milepæle er gennemført eller bortfaldet."
    raekke = _row_field("Milepæl")

    def raekker(self):
        rows = self.plan.milepaele.aabne().order_by("raekkefoelge", "pk")
        return [(str(row.uuid), f"{_short(row.titel)} ({row.godkendt.tekst or 'uden dato'})") for row in rows]


class Datoform(_Milepaelspost):
    navn = "Flyt en godkendt dato"
    tidspunkt = TidspunktFormField(label="Ny godkendt dato", required=True, help_text=HJAELP)

    def start(self, raekke, foer):
        return {"raekke": raekke, "tidspunkt": foer["tekst"] if foer else ""}

    def poster(self):
        data = self.cleaned_data
        yield {"genstand": "milepael", "objekt": data["raekke"], "felt": "godkendt",
               "til": tidspunkt_data(data["tidspunkt"])}  # fmt: skip


class Bortfaldsform(_Milepaelspost):
    navn = "Lad en milepæl bortfalde"
    begrundelse = text("Hvorfor bortfalder den?", 500, "Skriv, hvorfor milepælen bortfalder.")

    def start(self, raekke, foer):
        return {"raekke": raekke, "begrundelse": foer or ""}

    def poster(self):
        data = self.cleaned_data
        yield {"genstand": "milepael", "objekt": data["raekke"], "felt": "bortfald", "til": data["begrundelse"]}


class NyMilepaelform(Postform):
    navn = "Tilføj en milepæl"
    titel = forms.CharField(label="Titel", max_length=200)
    godkendt = TidspunktFormField(label="Dato", required=True, help_text=HJAELP)
    opfyldelseskriterium = forms.CharField(label="Opfyldt, når", max_length=500, required=False)
    art = forms.ChoiceField(label="Art", choices=Milepaelsart.choices, initial=Milepaelsart.ANDET)
    tema = forms.ChoiceField(label="Tema", required=False, widget=forms.Select)
    ansvarlig = person_field("Ansvarlig", required=False)
    ansvarlig_rolle = forms.CharField(
        label="Ansvarlig rolle", max_length=80, required=False,
        help_text="Når ingen i portalen har ansvaret, fx »Task Force«.",
    )  # fmt: skip
    kritisk = forms.BooleanField(label="Kritisk: planen står og falder med den", required=False)

    def start(self, raekke, foer):
        return {"art": Milepaelsart.ANDET}

    def clean(self):
        cleaned = super().clean()
        if not (cleaned.get("ansvarlig") or cleaned.get("ansvarlig_rolle")):
            self.add_error("ansvarlig", "Vælg en ansvarlig, eller skriv en rolle.")
        return cleaned

    def poster(self):
        data = dict(self.cleaned_data)
        data["godkendt"] = tidspunkt_data(data["godkendt"])
        data["ansvarlig"] = data["ansvarlig"] and str(data["ansvarlig"].uuid)
        yield {"genstand": "milepael", "felt": "ny", "til": data}


class Opgivform(Postform):
    navn, tom = "Opgiv et mål", "Planen har ingen mål, der kan opgives."
    raekke = _row_field("Mål")
    begrundelse = text("Hvorfor opgives målet?", 500, "Skriv, hvorfor målet opgives.")

    def start(self, raekke, foer):
        return {"raekke": raekke, "begrundelse": foer or ""}

    def raekker(self):
        rows = self.plan.maal.filter(opgivet_den=None).order_by("raekkefoelge", "pk")
        return [(str(row.uuid), _short(row.tekst)) for row in rows]

    def poster(self):
        data = self.cleaned_data
        yield {"genstand": "maal", "objekt": data["raekke"], "felt": "opgives", "til": data["begrundelse"]}


class NytMaalform(Postform):
    navn = "Tilføj et mål"
    tekst = text("Mål", 500, "Skriv målet.")
    niveau = forms.ChoiceField(label="Niveau", choices=Maalniveau.choices)
    tema = forms.ChoiceField(label="Tema", required=False, widget=forms.Select)
    ejer = person_field("Ansvarlig")

    def start(self, raekke, foer):
        return {"niveau": Maalniveau.KONKRET}

    def poster(self):
        data = self.cleaned_data
        yield {"genstand": "maal", "felt": "ny", "til": {**data, "ejer": str(data["ejer"].uuid)}}


class Definitionsform(Postform):
    navn = "Sæt en indikators definition i kraft"
    tom = "Ingen definition venter. Skriv den først på indikatorens side."
    raekke = _row_field("Definition")

    def raekker(self):
        rows = _definitions(self.plan).filter(planversion=None)
        return [(str(row.uuid), _short(f"{row.indikator.navn} (definition {row.nr})")) for row in rows]

    def poster(self):
        yield {"genstand": "definition", "objekt": self.cleaned_data["raekke"], "felt": "i_kraft", "til": True}


def _definitions(plan):
    rows = Indikatordefinition.objects.filter(indikator__maal__plan=plan, indikator__maal__opgivet_den=None)
    return rows.select_related("indikator").order_by("indikator__maal__raekkefoelge", "indikator", "nr")


class Baselineform(Postform):
    """A baseline that is missing, set once: a registered measurement, an estimate, or why there is none."""

    navn, tom = "Sæt en baseline, der mangler", "Ingen indikator mangler sin baseline."
    raekke = _row_field("Indikator")
    kvalitet = forms.ChoiceField(
        label="Baseline er", choices=[one for one in Baselinekvalitet.choices if one[0] != "mangler"]
    )
    observation = forms.ModelChoiceField(
        Observation.objects.none(), label="Målingen", required=False, empty_label="Vælg, når baseline er målt"
    )
    skoen = Talfelt(
        label="Skønnet baseline", required=False, help_text="Skriv tallet, når baseline er skønnet, fx »67,5«."
    )
    begrundelse = forms.CharField(
        label="Begrundelse", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Hvordan er baseline skønnet, eller hvorfor kan den ikke opgøres?",
    )  # fmt: skip

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        found = Observation.objects.gaeldende().filter(
            serie__in=[key for row in self.definitions() for key in self._series(row)], taeller__isnull=False
        )
        field = self.fields["observation"]
        field.queryset = found.select_related("serie__noegletal", "noegletalversion").order_by("serie", "periode_start")
        field.label_from_instance = _measured

    def definitions(self):
        rows = _definitions(self.plan).exclude(planversion=None)
        return list(rows.filter(baseline_kvalitet=Baselinekvalitet.MANGLER).prefetch_related("maalemetoder"))

    @staticmethod
    def _series(definition):
        return [one.serie_id for one in definition.maalemetoder.all() if one.rolle == Metoderolle.PRIMAER]

    def raekker(self):
        return [(str(row.uuid), _short(row.indikator.navn)) for row in self.definitions()]

    def clean(self):
        cleaned = super().clean()
        kind, found = cleaned.get("kvalitet"), cleaned.get("observation")
        if kind == Baselinekvalitet.MAALT and not self._belongs(found, cleaned.get("raekke")):
            self.add_error("observation", "Vælg en af indikatorens målinger.")
        if kind == Baselinekvalitet.SKOENNET and cleaned.get("skoen") is None:
            self.add_error("skoen", "Skriv den skønnede baseline som et tal.")
        if kind != Baselinekvalitet.MAALT and not cleaned.get("begrundelse"):
            self.add_error("begrundelse", "Skriv, hvordan baseline er skønnet, eller hvorfor den ikke kan opgøres.")
        return cleaned

    def _belongs(self, observation, key):
        rows = [row for row in self.definitions() if str(row.uuid) == key]
        return bool(observation and rows) and observation.serie_id in self._series(rows[0])

    def poster(self):
        data = self.cleaned_data
        kind = Baselinekvalitet(data["kvalitet"])
        found = data["observation"] if kind == Baselinekvalitet.MAALT else None
        number = data["skoen"] if kind == Baselinekvalitet.SKOENNET else None
        value = _measured(found) if found else "" if number is None else written(number)
        words = ": ".join(part for part in (kind.label, value) if part)
        yield {"genstand": "definition", "objekt": data["raekke"], "felt": "baseline", "til": {
            "kvalitet": str(kind), "observation": found and found.pk, "skoen": None if number is None else str(number),
            "begrundelse": data["begrundelse"], "tekst": words,
        }}  # fmt: skip


def _measured(observation):
    figure = observation.noegletalversion
    value = vaerdi(observation.taeller, observation.naevner, figure.multiplikator)
    days = periode(observation.periode_start, observation.periode_slut)
    return f"{vis(value, figure.decimaler)} {figure.enhed} ({observation.serie.noegletal.navn}, {days})"


class Budgetform(Postform):
    navn, tom = "Ændr budgettet", "Planen har ingen budgetposter."
    raekke = _row_field("Budgetpost")
    aar = forms.IntegerField(label="År", min_value=2000, max_value=2100, error_messages={"own": "Skriv året."})
    kroner = KronerFormField(enhed="kr", label="Nyt budget for året (kr.)", required=True)

    def raekker(self):
        rows = self.plan.budgetposter.prefetch_related("beloeb").order_by("pk")
        self.poststykker = {str(row.uuid): row for row in rows}
        return [(key, _short(row.titel)) for key, row in self.poststykker.items()]

    def poster(self):
        """The whole frame of the post as it stands, with what other years the change already moves."""
        data = self.cleaned_data
        fra, til = (self.post.fra or {}, self.post.til) if self.post else ({}, {})
        moved = {aar: kroner for aar, kroner in til.items() if fra.get(aar) != kroner}
        now = frame(self.poststykker[data["raekke"]]) | moved
        yield {"genstand": "budget", "objekt": data["raekke"], "felt": "ramme",
               "til": {**now, str(data["aar"]): data["kroner"].kroner}}  # fmt: skip


class Slutform(Postform):
    navn = "Ændr planens slutdato"
    dato = forms.DateField(label="Ny slutdato", error_messages={"own": "Skriv datoen."})

    def start(self, raekke, foer):
        return {"dato": date.fromisoformat(foer) if foer else self.plan.periode_slut}

    def clean_dato(self):
        found = self.cleaned_data["dato"]
        if self.plan.periode_start and found < self.plan.periode_start:
            raise ValidationError("Planen slutter, før den begynder. Ret datoen.")
        return found

    def poster(self):
        yield _of_plan(self.plan, "periode_slut", self.cleaned_data["dato"].isoformat())


class Formaalsform(Postform):
    navn = "Ændr planens formål"
    formaal = text("Nyt formål", 2000, "Skriv planens formål.", rows=8)

    def start(self, raekke, foer):
        return {"formaal": foer or self.plan.formaal}

    def poster(self):
        yield _of_plan(self.plan, "formaal", self.cleaned_data["formaal"])


def _limit(name):
    label = str(Indsatsplan._meta.get_field(name).verbose_name)
    return forms.IntegerField(
        label=label[0].upper() + label[1:], min_value=0, max_value=1000, error_messages={"own": "Skriv et tal."}
    )


class Toleranceform(Postform):
    """All six, since the limit of red may not lie below that of yellow; the changed ones become posts."""

    navn = "Ændr planens tolerancer"

    tid_gul, tid_roed, oekonomi_roed, risiko_gul, risiko_roed, leverance_roed = map(_limit, TOLERANCER)

    def start(self, raekke, foer):
        return {name: getattr(self.plan, name) for name in TOLERANCER}

    def clean(self):
        cleaned = super().clean()
        for yellow, red in (("tid_gul", "tid_roed"), ("risiko_gul", "risiko_roed")):
            if yellow in cleaned and red in cleaned and cleaned[red] < cleaned[yellow]:
                self.add_error(red, "Grænsen for rød kan ikke ligge under grænsen for gul.")
        if not self.errors and not self._changed():
            self.add_error(None, "Det står allerede sådan i planen. Skriv, hvad det skal ændres til.")
        return cleaned

    def _changed(self):
        return [name for name in TOLERANCER if self.cleaned_data[name] != getattr(self.plan, name)]

    def poster(self):
        for name in self._changed():
            yield _of_plan(self.plan, name, self.cleaned_data[name])


def _of_plan(plan, felt, til):
    return {"genstand": "plan", "objekt": plan.uuid, "felt": felt, "til": til}


SLAGS = {
    "dato": Datoform, "bortfald": Bortfaldsform, "ny-milepael": NyMilepaelform, "opgiv": Opgivform,
    "nyt-maal": NytMaalform, "definition": Definitionsform, "baseline": Baselineform, "budget": Budgetform,
    "slut": Slutform, "formaal": Formaalsform, "tolerance": Toleranceform,
}  # fmt: skip
# Which form writes a post anew; a new row is taken out and added again.
IGEN = {
    ("milepael", "godkendt"): "dato", ("milepael", "bortfald"): "bortfald", ("maal", "opgives"): "opgiv",
    ("definition", "i_kraft"): "definition", ("definition", "baseline"): "baseline", ("budget", "ramme"): "budget",
    ("plan", "periode_slut"): "slut", ("plan", "formaal"): "formaal",
    **{("plan", name): "tolerance" for name in TOLERANCER},
}  # fmt: skip

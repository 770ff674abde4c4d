"""What the sekretær writes of a round and of its rhythm."""

from datetime import timedelta

from django import forms
from django.db.models import Q

from indsatser.enums import Rytmeart
from indsatser.forms.verber import Verbumform, text
from indsatser.models import Rapporteringsrytme
from indsatser.workflow.runder import FASTE
from indstillinger.enums_moede import Moedetilstand
from indstillinger.models import Moede
from mso_portal.motor import ur
from mso_portal.organisation.forms.skema import Skema
from mso_portal.organisation.models import Forum
from mso_portal.vaerdier.datoer import ugedag_dato

REGN, TIDLIGERE, SELV = "regn", "tidligere", "selv"
VEJE = (
    (REGN, "Regn fristerne ud fra statusdatoen og mødet"),
    (TIDLIGERE, "Brug en tidligere statusdato, hvis mødet ligger for tæt på"),
    (SELV, "Brug de datoer, der står herunder"),
)
ET_AAR, TI_AAR = timedelta(days=366), timedelta(days=3653)
LANGT_VAEK = "Datoen skal ligge inden for et år fra den planlagte statusdato."
LANGT_FRA_NU = "Datoen skal ligge inden for ti år fra i dag."
KUN_ET = "Vælg et møde i portalen, eller skriv en mødedato. Ikke begge dele."
HVERDAGE = {
    "aabn_foer": "før statusdatoen", "bidrag": "efter statusdatoen", "tekst": "efter statusdatoen",
    "godkend": "efter statusdatoen", "laas_foer": "før mødet",
}  # fmt: skip
HVOR_TIT = {Rytmeart.MAANED: "Med et antal måneder imellem", Rytmeart.UGER: "Med et antal uger imellem"}
ET_TIL_TRES = "Skriv et tal fra 1 til 60."
MANGLER = {
    "interval": "Skriv, hvor mange måneder eller uger der er mellem runderne.", "anker": "Skriv den første dato.",
}  # fmt: skip


class Rundeform(Verbumform):
    """The meeting and the dates. `vej` says whether the frister are counted or typed; a meeting that comes too early
    draws the page again with the earlier status date chosen."""

    moede = forms.ModelChoiceField(
        Moede.objects.none(), label="Møde i portalen", required=False, empty_label="Intet møde i portalen"
    )
    moededato = forms.DateField(label="Mødedato", required=False, help_text="Kun når forummet mødes uden for portalen.")
    statusdato = forms.DateField(label="Statusdato", help_text="Den dag, tallene bliver gjort op til.")
    vej = forms.ChoiceField(label="Fristerne", choices=VEJE, initial=REGN)
    aabnes = forms.DateField(label="Runden åbner")
    bidragsfrist = forms.DateField(label="Frist for bidrag")
    tekstfrist = forms.DateField(label="Frist for tekst")
    godkendelsesfrist = forms.DateField(label="Frist for godkendelse")
    laasefrist = forms.DateField(label="Låses senest")
    grund = text("Hvorfor?", 100, "Skriv, hvorfor fristerne flyttes (mindst 10 tegn).")

    def __init__(self, data=None, *, row):
        super().__init__(data, row=row)
        coming = Q(dato__gte=ur.i_dag()) & ~Q(tilstand=Moedetilstand.AFLYST) | Q(pk=row.moede_id)
        self.fields["moede"].queryset = Moede.objects.filter(coming, forum=row.forum_id).order_by("dato", "start")
        self.fields["moede"].label_from_instance = lambda moede: ugedag_dato(moede.dato)
        if row.tilstand == row.Tilstand.PLANLAGT:
            del self.fields["grund"]
        self.initial |= {name: getattr(row, name) for name in self.fields if hasattr(row, name)}
        self.initial["moededato"] = None if row.moede_id else row.moededato

    def clean(self):
        """Return the dates as the verb takes them: a meeting in the portal has its own."""
        given = super().clean()
        for name, field in self.fields.items():
            self._check(name, field, given.get(name))
        if moede := given.get("moede"):
            if given.get("moededato"):
                self.add_error("moededato", KUN_ET)
            given["moededato"] = moede.dato
        return given

    def _check(self, name, field, day):
        if isinstance(field, forms.DateField) and day and abs(day - self.row.planlagt_dato) > ET_AAR:
            self.add_error(name, LANGT_VAEK)

    def blame(self, error):
        super().blame(error)
        if "moededato" in self.errors and self.data.get("vej") == REGN:
            self.data = self.data.copy()
            self.data["vej"] = TIDLIGERE


class Aflysform(Verbumform):
    grund = text("Hvorfor?", 500, "Skriv, hvorfor runden aflyses (mindst 10 tegn).")


def _near(day):
    if abs(day - ur.i_dag()) > TI_AAR:
        raise forms.ValidationError(LANGT_FRA_NU)


class Datoform(Skema, forms.Form):
    """The status date of a round that is agreed on its own."""

    statusdato = forms.DateField(
        label="Statusdato", validators=[_near], help_text="Den dag, tallene bliver gjort op til."
    )


def _workdays(label, name):
    words, told = {"min_value": ET_TIL_TRES, "max_value": ET_TIL_TRES}, f"Hverdage {HVERDAGE[name]}."
    return forms.IntegerField(label=label, help_text=told, min_value=1, max_value=60, error_messages=words)


class Rytmeform(Skema, forms.ModelForm):
    """A new rhythm of one of `fora`, or one that is there: then what its rounds follow from can't be changed."""

    anker = forms.DateField(
        label="Første dato", required=False, validators=[_near],
        help_text="Ved uger: den første statusdato. Ved måneder: en dag i den første måned.",
    )  # fmt: skip
    aabn_foer = _workdays("Runden åbner", "aabn_foer")
    bidrag = _workdays("Frist for bidrag", "bidrag")
    tekst = _workdays("Frist for tekst", "tekst")
    godkend = _workdays("Frist for godkendelse", "godkend")
    laas_foer = _workdays("Status låses", "laas_foer")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Rapporteringsrytme
        fields = [*FASTE, "navn", *HVERDAGE, "aktiv_til"]
        labels = {"art": "Hvor tit", "interval": "Antal måneder eller uger", "aktiv_til": "Sidste dag"}
        help_texts = {
            "navn": "Fx »Hvert kvartal«. Et forum kan have flere rytmer.",
            "interval": "Fx 6, når der er en runde hver 6. uge. Kun ved måneder og uger.",
            "aktiv_til": "Runder, der er planlagt til senere, bliver aflyst.",
        }

    def __init__(self, data=None, *, instance, fora=()):
        super().__init__(data, instance=instance, initial={"version": instance.version})
        self.fields.pop("stand", None)
        for name in FASTE if instance.pk else ("aktiv_til", "version"):
            del self.fields[name]
        if not instance.pk:
            self.fields["forum"].queryset = Forum.objects.filter(pk__in=[one.pk for one in fora]).order_by("sortering")
            self.fields["forum"].empty_label = "Vælg"
            self.fields["art"].choices = [(one.value, HVOR_TIT.get(one, one.label)) for one in Rytmeart]
            self.fields["interval"].frivillig = self.fields["anker"].frivillig = False  # the kind says whether
        self.order_fields([*FASTE[:1], "navn", *FASTE[1:]])

    def clean(self):
        """Months and weeks have an interval and a first date, the others neither."""
        given = super().clean()
        if given.get("art") in (Rytmeart.KVARTAL, Rytmeart.DATOER):
            return given | {"interval": None, "anker": None}
        for name, message in MANGLER.items() if "art" in given else ():
            if given.get(name) is None and name not in self.errors:
                self.add_error(name, message)
        return given

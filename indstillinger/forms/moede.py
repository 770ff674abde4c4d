"""Planning a series of meetings, changing one, and cancelling it."""

from datetime import date

from django import forms

from indstillinger.beregning.aarshjul import meeting_dates
from indstillinger.workflow.moede import (
    FRIST_GRUND,
    FRISTER,
    PASSERET,
    SLUT_FOER_START,
    TID_OG_STED,
    USIKKERT_LINK,
    taken,
)
from mso_portal.motor import ur
from mso_portal.organisation.forms.skema import Skema
from mso_portal.organisation.forms.valg import person_field
from mso_portal.organisation.models import Forum
from mso_portal.vaerdier.datoer import UGEDAGE

MAKS_MOEDER = 60
STED = {"label": "Sted", "max_length": 200, "required": False}
LINK = {"label": "Link til onlinemøde", "max_length": 300, "required": False}


class Klokkeslaet(forms.TimeField):
    """A time of day as a control of the browser."""

    def __init__(self, **kwargs):
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        super().__init__(widget=widget, **kwargs)
        self.error_messages["invalid"] = "Klokkeslættet kan ikke læses. Skriv det som 09:00."


class Tid(Skema, forms.Form):
    """What every form of a meeting's time asks of it."""

    def clean(self):
        cleaned = super().clean()
        start, slut, link = (cleaned.get(name) for name in ("start", "slut", "link"))
        if start and slut and slut <= start:
            self.add_error("slut", SLUT_FOER_START)
        if link and not link.startswith("https://"):
            self.add_error("link", USIKKERT_LINK)
        return cleaned


class Serieform(Tid):
    """Which dates a series falls on; answered by a list to tick, so it is a GET."""

    forum = forms.ModelChoiceField(Forum.objects.none(), label="Forum", to_field_name="kode", empty_label="Vælg forum")
    fra = forms.DateField(label="Første dag")
    til = forms.DateField(label="Sidste dag")
    ugedag = forms.ChoiceField(
        label="Ugedag", choices=[("", "Samme ugedag som første dag"), *((str(nr), name) for nr, name in
                                                                       enumerate(UGEDAGE))], required=False,
    )  # fmt: skip
    hver = forms.IntegerField(label="Uger mellem møderne", min_value=1, max_value=52, initial=2)
    start = Klokkeslaet(label="Begynder")
    slut = Klokkeslaet(label="Slutter")
    sted = forms.CharField(**STED)
    link = forms.CharField(**LINK)

    def __init__(self, data=None, *, fora, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["forum"].queryset = Forum.objects.filter(pk__in=fora).order_by("sortering")

    def clean(self):
        cleaned = super().clean()
        fra, til = cleaned.get("fra"), cleaned.get("til")
        if fra and fra < ur.i_dag():
            self.add_error("fra", PASSERET)
        if fra and til and til < fra:
            self.add_error("til", "Sidste dag ligger før første dag.")
        elif fra and til and len(self.dates(fra, til)) > MAKS_MOEDER:
            self.add_error("til", f"Planlæg højst {MAKS_MOEDER} møder ad gangen. Vælg en tidligere sidste dag.")
        elif fra and til and not self.dates(fra, til):
            self.add_error("til", "Der er ingen af den ugedag mellem de to dage.")
        return cleaned

    def dates(self, fra, til):
        """Return the dates of the series."""
        weekday = self.cleaned_data.get("ugedag") or fra.weekday()
        return meeting_dates(fra, til, int(weekday), self.cleaned_data.get("hver") or 1)


class Datoform(forms.Form):
    """The ticked dates of a series; those that are taken take a tick of their own."""

    datoer = forms.MultipleChoiceField(required=False)
    endnu_et = forms.BooleanField(required=False)

    def __init__(self, data, *, forum, datoer):
        super().__init__(data)
        self.forum = forum
        self.fields["datoer"].choices = [(one.isoformat(), one) for one in datoer]

    def clean(self):
        cleaned = super().clean()
        chosen = {date.fromisoformat(one) for one in cleaned.get("datoer", [])}
        if not chosen:
            raise forms.ValidationError("Sæt kryds ved mindst én dato.")
        if taken(self.forum, chosen) and not cleaned.get("endnu_et"):
            raise forms.ValidationError("Forummet har allerede et møde på en af dagene. Skal der være endnu et?")
        cleaned["datoer"] = chosen
        return cleaned


class Frist(forms.DateTimeField):
    """A frist in Danish time, as a control of the browser."""

    def __init__(self, label):
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(label=label, widget=widget, input_formats=["%Y-%m-%dT%H:%M"])
        self.error_messages["invalid"] = "Fristen kan ikke læses. Skriv den som 2020-05-20T12:00."


class Moedeform(Tid):
    """A planned meeting; `version` is the meeting as it was shown. `endnu_et` is asked only when the date is taken."""

    dato = forms.DateField(label="Dato")
    start = Klokkeslaet(label="Begynder")
    slut = Klokkeslaet(label="Slutter")
    sted = forms.CharField(**STED)
    link = forms.CharField(**LINK)
    moedeleder = person_field("Mødeleder", required=False)
    sekretaer = person_field("Sekretær", required=False)
    frist_indmelding = Frist("Frist for indmelding")
    frist_godkendelse = Frist("Frist for godkendelse")
    frist_udsendelse = Frist("Frist for udsendelse")
    frist_referat = Frist("Frist for referat")
    frist_kommentar = Frist("Frist for kommentarer")
    grund = forms.CharField(
        label="Hvorfor er en frist ændret?", required=False, max_length=300,
        help_text="Skal udfyldes, når du ændrer en frist.",
    )  # fmt: skip
    endnu_et = forms.BooleanField(label="Ja, der skal være endnu et møde den dag", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, moede):
        self.moede = moede
        shown = {name: getattr(moede, name) for name in (*TID_OG_STED, *FRISTER, "version")}
        people = {"moedeleder": moede.moedeleder_id, "sekretaer": moede.sekretaer_id}
        super().__init__(data, initial=shown | people)
        self.fields["grund"].frivillig = False  # its help says when it must be written
        if not self._asks_again():
            del self.fields["endnu_et"]

    def _asks_again(self):
        try:
            dato = date.fromisoformat(self.data.get("dato", ""))
        except ValueError:
            return False
        return dato != self.moede.dato and bool(taken(self.moede.forum, [dato]))

    def clean(self):
        cleaned = super().clean()
        dato = cleaned.get("dato")
        if dato and dato != self.moede.dato and dato < ur.i_dag():
            self.add_error("dato", PASSERET)
        changed = [name for name in FRISTER if name in cleaned and cleaned[name] != getattr(self.moede, name)]
        if changed and not cleaned.get("grund", "").strip():
            self.add_error("grund", FRIST_GRUND)
        if "endnu_et" in self.fields and not cleaned.get("endnu_et"):
            self.add_error("endnu_et", f"{self.moede.forum} har allerede et møde den dag. Skal der være endnu et?")
        return cleaned


class Aflysform(Skema, forms.Form):
    grund = forms.CharField(
        label="Hvorfor bliver mødet aflyst?", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kan læses af alle, der er inviteret.",
        error_messages={"own": "Skriv, hvorfor mødet bliver aflyst."},
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

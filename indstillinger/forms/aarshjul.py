"""An item of the årshjul, and what a forum starts its agendas from."""

from django import forms

from indstillinger.models import Aarshjulspunkt, Standardpunkt
from mso_portal.motor import ur
from mso_portal.organisation.forms.skema import Skema
from mso_portal.organisation.forms.valg import person_field
from mso_portal.vaerdier.datoer import MAANEDER

MAANED = [(str(nr), name.capitalize()) for nr, name in enumerate(MAANEDER, start=1)]


class Aarshjulsform(Skema, forms.ModelForm):
    """An item of the forum whose page it is."""

    maaned = forms.TypedChoiceField(label="Måned", choices=[("", "Vælg måned"), *MAANED], coerce=int)
    uge = forms.IntegerField(label="Uge", min_value=1, max_value=53, required=False)
    varsel_uger = forms.IntegerField(label="Varsel, uger før", min_value=0, max_value=52, initial=8)
    foerste_aar = forms.IntegerField(label="Første år", min_value=2000, max_value=2100)
    ansvarlig = person_field("Ansvarlig")

    class Meta:
        model = Aarshjulspunkt
        fields = ["titel", "maaned", "uge", "hvert_aar", "foerste_aar", "formular", "ansvarlig",
                  "varsel_uger", "note"]  # fmt: skip

    def __init__(self, data=None, *, instance=None):
        super().__init__(data, instance=instance or Aarshjulspunkt(formular=""))
        self.fields["hvert_aar"].label = "Hvor tit"
        self.fields["foerste_aar"].initial = ur.i_dag().year
        self.fields["note"].widget = forms.Textarea(attrs={"rows": 2})


class Standardpunktform(Skema, forms.ModelForm):
    given = ("forum",)

    class Meta:
        model = Standardpunkt
        fields = ["titel", "placering", "raekkefoelge", "sagstype", "minutter"]


class Standardtekstform(Skema, forms.Form):
    tekst = forms.CharField(label="Tekst", max_length=60, required=False, help_text="Tom: portalens egen tekst.")

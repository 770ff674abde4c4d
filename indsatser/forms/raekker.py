"""Forms of the plan and of its rows; `version` is the row as it was shown."""

from django import forms

from indsatser.enums import Leverancetilstand
from indsatser.forms.verber import HJAELP
from indsatser.models import (
    Aktivitet,
    Budgetpost,
    Leverance,
    Maal,
    Milepael,
    Opfoelgningspunkt,
    Planrisiko,
    Tema,
)
from indsatser.workflow.plan import reference
from mso_portal.organisation.forms.skema import Skema
from mso_portal.organisation.forms.valg import person_field, unit_field
from mso_portal.vaerdier.forms import TidspunktFormField, VaerdiForm


class Planform(Skema, VaerdiForm):
    """Base: the row belongs to `plan`, and what it is compared with is its version."""

    given = ("plan",)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, plan, instance=None):
        row = instance or self._meta.model(plan=plan)
        super().__init__(data, instance=row, reference=reference(plan), initial={"version": row.version})
        self.fields.pop("stand", None)
        if "tema" in self.fields:
            self.fields["tema"].queryset = plan.temaer.order_by("raekkefoelge", "pk")
            self.fields["tema"].empty_label = "Generelt"


class Temaform(Planform):
    ansvarlig = person_field("Ansvarlig", required=False)

    class Meta:
        model = Tema
        fields = ["titel", "ansvarlig", "start", "slut"]


class Milepaelform(Planform):
    godkendt = TidspunktFormField(label="Dato", help_text=HJAELP)
    ansvarlig = person_field("Ansvarlig", required=False)

    class Meta:
        model = Milepael
        fields = ["titel", "opfyldelseskriterium", "art", "tema", "ansvarlig", "ansvarlig_rolle", "kritisk",
                  "raekkefoelge"]  # fmt: skip
        labels = {"raekkefoelge": "Plads i rækken"}
        help_texts = {
            "ansvarlig_rolle": "Når ingen i portalen har ansvaret, fx »Task Force«.",
            "raekkefoelge": "Milepælen med det laveste tal står først.",
        }

    def __init__(self, data=None, *, plan, instance=None):
        super().__init__(data, plan=plan, instance=instance)
        self.fields["raekkefoelge"].required = False
        if instance is None:
            self.initial["raekkefoelge"] = plan.milepaele.count()
        if not plan.er_kladde:  # the verb refuses it: the field stays, so that whoever looks for it learns how
            self.fields["godkendt"].label = "Godkendt dato"
            self.fields["godkendt"].help_text = "Planen er aktiv, så datoen flyttes med en ændring."

    def clean_raekkefoelge(self):
        """Left empty, a row keeps its place, and a new one goes last."""
        given = self.cleaned_data["raekkefoelge"]
        return self.initial["raekkefoelge"] if given is None else given


class Aktivitetform(Planform):
    ansvarlig = person_field("Ansvarlig", required=False)

    class Meta:
        model = Aktivitet
        fields = ["titel", "tema", "milepael", "start", "slut", "ansvarlig", "tilstand"]

    def __init__(self, data=None, *, plan, instance=None):
        super().__init__(data, plan=plan, instance=instance)
        self.fields["milepael"].queryset = plan.milepaele.order_by("raekkefoelge", "pk")
        self.fields["milepael"].empty_label = "Ingen"


class Maalform(Planform):
    ejer = person_field("Ansvarlig", required=False)

    class Meta:
        model = Maal
        fields = ["tekst", "niveau", "tema", "ejer"]


class Leveranceform(Planform):
    oensket = TidspunktFormField(label="Ønsket", required=True, help_text=HJAELP)
    leverandoer = unit_field("Leverandør")
    kontaktperson = person_field("Kontaktperson", required=False)

    class Meta:
        model = Leverance
        fields = ["titel", "acceptkriterium", "leverandoer", "kontaktperson", "maanedsvaerk"]

    def __init__(self, data=None, *, plan, instance=None):
        super().__init__(data, plan=plan, instance=instance)
        if instance and instance.tilstand != Leverancetilstand.FORESLAAET:
            del self.fields["leverandoer"], self.fields["oensket"]  # the supplier has answered


class Risikoform(Planform):
    ejer = person_field("Ejer", required=False)

    class Meta:
        model = Planrisiko
        fields = ["aarsag", "haendelse", "konsekvens", "ejer", "tiltag"]


class Budgetpostform(Planform):
    class Meta:
        model = Budgetpost
        fields = ["titel", "art", "finansiering", "finansiering_note", "enhedstekst"]


class Punktform(Planform):
    ansvarlig = person_field("Ansvarlig", required=False)
    frist = TidspunktFormField(label="Frist", help_text=HJAELP)

    class Meta:
        model = Opfoelgningspunkt
        fields = ["art", "tekst", "ansvarlig"]


class Bekraeft(Skema, forms.Form):
    """Nothing but to be confirmed."""

"""Forms of fora, units, periods and days."""

from django import forms
from django.core.validators import RegexValidator

from mso_portal.organisation.forms.skema import JaNej, Skema
from mso_portal.organisation.forms.valg import person_field, unit_field
from mso_portal.organisation.models import (
    Afdeling,
    Afdelingsplacering,
    Budgetperiode,
    Forum,
    Lukkedag,
    Medlemskab,
    Tilknytning,
)

DAYS = {"fra": "Første dag", "til": "Sidste dag"}
UNIT_CODE = RegexValidator(r"^[A-ZÆØÅ0-9]+(-[A-ZÆØÅ0-9]+)*$", "Koden er store bogstaver, tal og bindestreger.")


class ForumForm(Skema, forms.ModelForm):
    afdeling = unit_field("Afdeling", required=False)
    vis_offentlig_titel = JaNej(label="Vis lukkede sagers offentlige titel")
    egen_godkendelse = JaNej(label="En leder må godkende det, han selv har sendt")
    opfoelgningspunkt = JaNej(label="Punkt om opfølgning på beslutninger")
    afvigende_mening = JaNej(label="Afvigende mening kan føres til referat")

    class Meta:
        model = Forum
        fields = [
            "navn",
            "kode",
            "moedenavn",
            "slags",
            "afdeling",
            "aktiv_fra",
            "aktiv_til",
            "laesekreds",
            "vis_offentlig_titel",
            "egen_godkendelse",
            "frist_indmelding",
            "frist_godkendelse",
            "frist_udsendelse",
            "frist_referat",
            "frist_kommentar",
            "standardminutter",
            "opfoelgningspunkt",
            "afvigende_mening",
        ]
        help_texts = {"kode": "2–6 store bogstaver. Koden står i numre og adresser."}
        error_messages = {
            "kode": {"unique": "Koden er brugt af et andet forum. Vælg en anden."},
            "navn": {"unique": "Et andet forum har det navn. Vælg et andet."},
        }


class MedlemskabForm(Skema, forms.ModelForm):
    given = ("forum",)
    bruger = person_field("Person")

    class Meta:
        model = Medlemskab
        fields = ["bruger", "rolle", "fra", "til"]
        labels = DAYS


class AfdelingForm(Skema, forms.ModelForm):
    class Meta:
        model = Afdeling
        fields = ["navn", "kode", "slags", "ekstern_uuid"]
        error_messages = {
            "kode": {"unique": "Koden er brugt af en anden afdeling. Vælg en anden."},
            "ekstern_uuid": {"unique": "En anden afdeling har dette uuid."},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kode"].validators.append(UNIT_CODE)


class NyAfdelingForm(AfdelingForm):
    """With the first place in the tree."""

    overordnet = unit_field("Hører under", required=False)
    fra = forms.DateField(label="Første dag")


class PlaceringForm(Skema, forms.ModelForm):
    given = ("afdeling",)
    overordnet = unit_field("Hører under", required=False, help_text="Vælger du ingen, står afdelingen øverst.")

    class Meta:
        model = Afdelingsplacering
        fields = ["overordnet", "fra", "til"]
        labels = DAYS


class EnhedspersonForm(Skema, forms.ModelForm):
    """A person's place in a unit, seen from the unit."""

    given = ("afdeling",)
    bruger = person_field("Person")

    class Meta:
        model = Tilknytning
        fields = ["bruger", "rolle", "fra", "til"]
        labels = DAYS


class LukkedagForm(Skema, forms.ModelForm):
    class Meta:
        model = Lukkedag
        fields = ["dato", "navn"]
        error_messages = {"dato": {"unique": "Dagen er allerede en lukkedag."}}


class BudgetperiodeForm(Skema, forms.ModelForm):
    startaar = forms.IntegerField(
        label="Budgetår",
        min_value=2015,
        max_value=2100,
        help_text="Perioden er året og de tre overslagsår efter det.",
    )

    class Meta:
        model = Budgetperiode
        fields = ["startaar", "aktiv_fra"]
        error_messages = {"startaar": {"unique": "Budgetåret er der allerede."}}


def period_form(row, data=None):
    """Return the form for the days of a membership, attachment, role or placement."""
    kind = forms.modelform_factory(type(row), form=PeriodeForm, fields=["fra", "til"], labels=DAYS)
    return kind(data, instance=row)


class PeriodeForm(Skema, forms.ModelForm):
    """Built for each kind of row by `period_form`."""

    given = ("bruger", "forum", "afdeling", "overordnet", "rolle")

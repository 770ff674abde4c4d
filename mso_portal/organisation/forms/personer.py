"""Forms about one person: in Opsætning and on the profile."""

from django import forms
from django.db.models import Q

from mso_portal.motor.beskedslags import choosable
from mso_portal.organisation.enums import Rolle
from mso_portal.organisation.forms.skema import JaNej, Skema
from mso_portal.organisation.forms.valg import person_field, unit_field
from mso_portal.organisation.models import (
    Bruger,
    Forum,
    Personalias,
    Rolletildeling,
    Stedfortraedelse,
    Tilknytning,
)
from mso_portal.organisation.querysets import led_by
from mso_portal.vaerdier.sortering import fold


class PersonFilter(forms.Form):
    """The list's filter: a bound GET form."""

    q = forms.CharField(label="Navn eller initialer", required=False, max_length=100, strip=True)
    vis = forms.ChoiceField(
        label="Adgang",
        required=False,
        choices=[("", "Åben adgang"), ("lukket", "Lukket adgang"), ("alle", "Alle")],
    )

    def filter(self, queryset):
        """Narrow the list; an unreadable filter narrows nothing."""
        data = self.cleaned_data if self.is_valid() else {}
        if data.get("vis") != "alle":
            queryset = queryset.filter(aktiv=data.get("vis") != "lukket")
        return queryset.search(data.get("q", ""))


class PersonForm(Skema, forms.ModelForm):
    class Meta:
        model = Bruger
        fields = ["navn", "brugernavn", "stilling", "initialer", "email", "ekstern_id"]
        error_messages = {
            "brugernavn": {"unique": "Brugernavnet er taget. Vælg et andet."},
            "ekstern_id": {"unique": "En anden person har dette id i kommunens katalog."},
        }


class AliasForm(Skema, forms.ModelForm):
    class Meta:
        model = Personalias
        fields = ["alias"]
        error_messages = {"alias": {"unique": "Stavemåden hører allerede til en person."}}

    def clean_alias(self):
        return fold(self.cleaned_data["alias"])


class RolleForm(Skema, forms.ModelForm):
    given = ("bruger",)

    class Meta:
        model = Rolletildeling
        fields = ["rolle", "fra", "til"]
        labels = {"fra": "Første dag", "til": "Sidste dag"}
        help_texts = {"til": f"En {Rolle.REVISOR.label} skal have en sidste dag. Begge dage er med."}


class TilknytningForm(Skema, forms.ModelForm):
    """A person's place in a unit, seen from the person."""

    given = ("bruger",)
    afdeling = unit_field("Afdeling")

    class Meta:
        model = Tilknytning
        fields = ["afdeling", "rolle", "fra", "til"]
        labels = {"fra": "Første dag", "til": "Sidste dag"}


class ProfilForm(Skema, forms.ModelForm):
    fravalgte_beskeder = forms.MultipleChoiceField(
        label="Beskeder, du ikke vil have",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(kind.noegle, kind.emne) for kind in choosable()],
        help_text="Beskeder om det, kun du kan gøre, kan ikke vælges fra.",
    )

    class Meta:
        model = Bruger
        fields = ["mailhyppighed", "fravalgte_beskeder", "tema", "tekststoerrelse", "piletaster"]
        labels = {"mailhyppighed": "Mail fra portalen"}
        help_texts = {"mailhyppighed": "Det, der venter på dig, kommer altid straks. Resten samles i én mail kl. 7.00."}


class StedfortraedelseForm(Skema, forms.ModelForm):
    """Narrowed to whom `user` may name a deputy for: himself, those he leads, or anybody."""

    stedfortraeder = person_field("Stedfortræder")
    ogsaa_lukkede = JaNej(
        label="Også lukkede sager",
        help_text="Svarer du nej, ser stedfortræderen kun de åbne sager.",
    )

    class Meta:
        model = Stedfortraedelse
        fields = ["for_bruger", "stedfortraeder", "forum", "fra", "til", "ogsaa_lukkede"]
        labels = {"for_bruger": "For", "forum": "Kun i forum", "fra": "Første dag", "til": "Sidste dag"}
        help_texts = {"forum": "Vælger du intet, gælder det i alle fora.", "til": "Højst 12 måneder senere."}

    def __init__(self, data=None, *, user, all_persons):
        super().__init__(data, instance=Stedfortraedelse(for_bruger=user))
        if all_persons:
            self.fields["for_bruger"] = person_field("For")
        else:
            mine = Q(pk=user.pk) | Q(aktiv=True, pk__in=led_by(user))
            self.fields["for_bruger"].queryset = Bruger.objects.filter(mine)
            self.fields["for_bruger"].empty_label = None
        self.fields["forum"].queryset = Forum.objects.aktive()
        self.fields["forum"].empty_label = "Alle fora"


class SidsteDagForm(Skema, forms.Form):
    sidste_dag = forms.DateField(label="Sidste dag", help_text="Dagen er med. I går er den tidligste.")

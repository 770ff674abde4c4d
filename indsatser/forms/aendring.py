"""What a change of a plan asks for, and what deciding it asks for."""

from django import forms

from indsatser.enums import Aendringsniveau
from indsatser.forms.verber import Verbumform, text
from indsatser.models import Aendring
from indstillinger.enums_moede import Beslutningsstatus
from indstillinger.models import Beslutning
from mso_portal.motor import ur
from mso_portal.organisation.forms.skema import Skema

KORT = "Skriv, hvorfor planen skal ændres (mindst 20 tegn)."
GAELDER = (Beslutningsstatus.GAELDENDE, Beslutningsstatus.UDFOERT)
TEGN = 70  # of a decision's wording in the list it is chosen from


class Aendringsform(Skema, forms.ModelForm):
    """Why the plan must change; `version` is the draft as it was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    begrundelse = forms.CharField(
        label="Begrundelse", min_length=20, max_length=1000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Hvad er sket, og hvorfor kan planen ikke holdes? Mindst 20 tegn.",
        error_messages={"own": KORT, "min_length": KORT},
    )  # fmt: skip
    konsekvens = forms.CharField(
        label="Konsekvens", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Hvad betyder ændringen for mål, økonomi og leverancer?",
    )  # fmt: skip

    class Meta:
        model = Aendring
        fields = ["titel", "aarsag", "begrundelse", "konsekvens"]

    def __init__(self, data=None, *, instance=None):
        super().__init__(data, instance=instance, initial={"version": instance.version} if instance else None)
        self.fields.pop("stand", None)

    def validate_constraints(self):
        """The row is the verb's to make; its plan and number are not known here."""


class Godkendform(Verbumform):
    """The level asks for a date of the styregruppe, or a decision of the chefteam that the person may read."""

    def __init__(self, data=None, *, row, niveau, user):
        super().__init__(data, row=row)
        if niveau == Aendringsniveau.STYREGRUPPE:
            self.fields["besluttet_dato"] = forms.DateField(
                label="Besluttet i styregruppen den", initial=ur.i_dag,
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                error_messages={"required": "Skriv, hvornår styregruppen besluttede ændringen."},
            )  # fmt: skip
        elif niveau == Aendringsniveau.CHEFTEAM:
            self.fields["beslutning"] = Beslutningsfelt(user)
        for field in self.fields.values():
            field.frivillig = False


class Beslutningsfelt(forms.ModelChoiceField):
    """Decisions in force among those the person may read, newest first."""

    def __init__(self, user):
        rows = (
            Beslutning.objects.visible_to(user)
            .filter(status__in=GAELDER)
            .select_related("referatpunkt", "punkt__indstilling")
        )
        super().__init__(
            rows.order_by("-oprettet_den", "-pk"), label="Chefteamets beslutning", empty_label="Vælg",
            to_field_name="nummer",
            error_messages={"required": "Vælg chefteamets beslutning om ændringen.",
                            "invalid_choice": "Vælg en beslutning, der gælder."},
        )  # fmt: skip

    def label_from_instance(self, decision):
        if decision.punkt.er_lukket:  # the list would show the wording without a row in the access log
            return f"{decision.nummer} (lukket)"
        wording = decision.ordlyd
        return f"{decision.nummer} {wording if len(wording) <= TEGN else wording[: TEGN - 1].rstrip() + '…'}"


class Afvisform(Verbumform):
    afgoerelse = text("Hvorfor?", 500, "Skriv, hvorfor ændringen afvises (mindst 10 tegn).")

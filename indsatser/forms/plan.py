"""Forms of the plan itself: a new one, its own fields, who takes part, and what its verbs ask for."""

from django import forms

from indsatser.enums import Deltagerrolle
from indsatser.forms.raekker import Planform
from indsatser.forms.verber import Afslutform, Verbumform, text
from indsatser.models import Indsatsplan, Rapporteringsrytme
from indsatser.models.planindhold import TOLERANCER
from indsatser.workflow.plan import KVARTAL
from indstillinger.enums import Aabenhed, Hjemmel
from indstillinger.models import Beslutning
from mso_portal.organisation.enums import Forumslags
from mso_portal.organisation.forms.skema import Skema
from mso_portal.organisation.forms.valg import person_field, unit_field
from mso_portal.organisation.models import Forum

__all__ = ["Afslutform", "Deltagerform", "Nyform", "Stamdataform", "Stopform", "Verbumform"]
LUKKET = ("titel_lukket", "hjemmel", "lukket_begrundelse")
AABENHEDER = [one for one in Aabenhed.choices if one[0] != Aabenhed.IKKE_ANGIVET]
TITEL_LUKKET = "Ses kun af dem, der må læse den lukkede plan."
MANGLER = "En lukket plan skal også have lukket titel, hjemmel og begrundelse."
OVERFLOEDIG = "Hører kun til en lukket plan. Slet teksten, eller vælg Lukket."


class _Aabenhedsform(Skema):
    """Mixin: a lukket plan also needs its closed title, hjemmel and reason, an åben one has none of them."""

    def clean(self):
        cleaned = super().clean()
        for name in LUKKET:
            filled = bool(cleaned.get(name))
            if cleaned.get("aabenhed") == Aabenhed.LUKKET and not filled:
                self.add_error(name, MANGLER)
            elif cleaned.get("aabenhed") == Aabenhed.AABEN and filled:
                self.add_error(name, OVERFLOEDIG)
        return cleaned


def _openness():
    return forms.ChoiceField(
        label="Åben eller lukket", choices=AABENHEDER, widget=forms.RadioSelect,
        error_messages={"own": "Vælg, om planen er åben eller lukket."},
    )  # fmt: skip


def _grounds():
    return forms.ChoiceField(label="Hjemmel", choices=[("", "Vælg"), *Hjemmel.choices], required=False)


class Nyform(_Aabenhedsform, forms.ModelForm):
    """A udviklingsplan: what it needs to be begun."""

    aabenhed, hjemmel = _openness(), _grounds()

    class Meta:
        model = Indsatsplan
        fields = ["titel", "aabenhed", *LUKKET, "grundlag"]
        help_texts = {
            "titel_lukket": TITEL_LUKKET, "grundlag": "Fx en rapport eller en analyse, planen bygger på.",
        }  # fmt: skip

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | {"plantype", "nummer"}


class Stamdataform(_Aabenhedsform, Planform):
    """The plan's own fields. Openness and rhythm are chosen in the kladde; in an aktiv plan what only an Ændring moves
    is gone too."""

    given = ()
    aabenhed, hjemmel = _openness(), _grounds()
    ejerenhed = unit_field("Ejerenhed", required=False)
    programejer = person_field("Programejer", required=False)
    tovholder = person_field("Tovholder", required=False)
    oekonomiansvarlig = person_field("Økonomiansvarlig", required=False)
    FASTE = ("formaal", "periode_slut", "aabenhed", *LUKKET, *TOLERANCER)
    VED_BESLUTNING = ("grundlag", "vedtaget_hvor", "vedtaget_dato")

    class Meta:
        model = Indsatsplan
        fields = ["titel", "aabenhed", *LUKKET, "formaal", "effekt_tekst", "grundlag", "vedtaget_hvor",
                  "vedtaget_dato", "ejerenhed", "styregruppe", "programejer", "tovholder", "oekonomiansvarlig",
                  "periode_start", "periode_slut", *TOLERANCER]  # fmt: skip
        help_texts = {
            "titel_lukket": TITEL_LUKKET,
            "styregruppe": "Skifter planen styregruppe, rapporterer den fra i dag til den nye.",
        }

    def __init__(self, data=None, *, plan):
        super().__init__(data, plan=plan, instance=plan)
        fora = Forum.objects.aktive().filter(slags=Forumslags.STYREGRUPPE)
        self.fields["styregruppe"].queryset = fora.order_by("navn")
        for name in self.FASTE if not plan.er_kladde else ():
            del self.fields[name]
        for name in self.VED_BESLUTNING if plan.beslutning_id else ():
            del self.fields[name]
        if plan.er_kladde and not plan.statuspligter.filter(primaer=True, til=None).exists():
            self.fields["rytme"] = _rhythm(plan)


def _rhythm(plan):
    """The forum's own rhythms, and the quarter, which every forum can have."""
    own = Rapporteringsrytme.objects.filter(forum=plan.styregruppe_id, aktiv_til=None).exclude(art=KVARTAL)
    others = [(str(one.pk), one.navn) for one in own.order_by("navn")]
    choices = [("", "Ikke valgt"), (KVARTAL, "Hvert kvartal"), *others]
    field = forms.ChoiceField(label="Rapporterer til styregruppen", choices=choices, widget=forms.RadioSelect,
                              required=False)  # fmt: skip
    field.frivillig = True
    return field


class Deltagerform(Skema, forms.Form):
    """A person and what he may do in the plan."""

    bruger = person_field("Person")
    rolle = forms.ChoiceField(
        label="Rolle", choices=Deltagerrolle.choices, widget=forms.RadioSelect,
        help_text="En redaktør skriver i planen. En læser kan læse den, også når den er lukket.",
        error_messages={"own": "Vælg en rolle."},
    )  # fmt: skip


class Stopform(Verbumform):
    """`user` names the decision among those he may read himself."""

    begrundelse = text("Hvorfor stopper planen?", 2000, "Skriv, hvorfor planen stopper.", rows=5)
    nummer = forms.CharField(
        label="Beslutning", max_length=20, help_text="Nummeret på den beslutning, planen er stoppet ved.",
        error_messages={"own": "Skriv nummeret på beslutningen."},
    )  # fmt: skip

    def __init__(self, data=None, *, row, user):
        self.user = user
        super().__init__(data, row=row)

    def clean(self):
        cleaned = super().clean()
        found = Beslutning.objects.visible_to(self.user).filter(nummer=cleaned.pop("nummer", "").strip()).first()
        if found is None and "nummer" not in self.errors:
            self.add_error("nummer", "Der er ingen beslutning med det nummer, som du kan læse.")
        cleaned["beslutning"] = found
        return cleaned

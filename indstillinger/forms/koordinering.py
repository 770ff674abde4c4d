"""Asking about a paper, answering, and going on without an answer."""

from django import forms
from django.core.exceptions import ValidationError

from indstillinger.enums import Svar
from indstillinger.workflow.koordinering import MAKS_GRUND, check_ask, checked_answer, stand_of
from mso_portal.motor import ur
from mso_portal.organisation.forms.skema import Skema
from mso_portal.organisation.forms.valg import persons, units
from mso_portal.organisation.models import Afdeling, Bruger, Lukkedag
from mso_portal.vaerdier.hverdage import laeg_hverdage

HVERDAGE = 5
NOBODY = "Vælg mindst én person eller afdeling."


class Parter(forms.Field):
    """Persons and units found by name, several at a time: "bruger:<id>" and "afdeling:<id>"."""

    widget = forms.SelectMultiple
    template_name = "indstillinger/_parter.html"
    KILDER = {"bruger": (Bruger, persons), "afdeling": (Afdeling, units)}

    def __init__(self, **kwargs):
        super().__init__(template_name=self.template_name, error_messages={"own": NOBODY}, **kwargs)

    def to_python(self, value):
        found = [row for kind in self.KILDER for row in self.rows(kind, value or [])]
        if len(found) != len(set(value or [])):
            raise ValidationError("Vælg en af dem, der kan findes her.")
        return found

    def rows(self, kind, values):
        """Return the rows of a kind that the posted values name."""
        ids = [one.partition(":")[2] for one in values if one.startswith(f"{kind}:")]
        return self.KILDER[kind][0].objects.filter(pk__in=[one for one in ids if one.isdecimal()]).order_by("pk")

    def get_bound_field(self, form, field_name):
        return ValgteParter(form, self, field_name)


class ValgteParter(forms.BoundField):
    def get_context(self):
        """Return the inputs of indstillinger/_parter.html: those chosen, then those found. Queries for both."""
        chosen = self.form.data.getlist(self.html_name) if self.form.is_bound else []
        sought = self.form.data.get(f"soeg:{self.html_name}", "").strip()[:100]
        shown = [entry for kind in self.field.KILDER for entry in self._entries(kind, chosen, sought)]
        return {
            "navn": self.html_name,
            "legend": self.label,
            "hjaelp": self.help_text,
            "fejl": list(self.errors),
            "valg": sorted(shown, key=lambda one: not one["valgt"]),
            "soegt": sought,
            "ingen": bool(sought) and all(one["valgt"] for one in shown),
        }

    def _entries(self, kind, chosen, sought):
        model, shown = self.field.KILDER[kind]
        rows = self.field.rows(kind, chosen)
        taken = [(row.pk, shown(model.objects.filter(pk=row.pk))[0], True) for row in rows]
        found = [(one["id"], one, False) for one in shown(model.objects.find(sought))] if sought else []
        keys = {key for key, *_ in taken}
        return [
            {"vaerdi": f"{kind}:{key}", "tekst": one["navn"], "hjaelp": one["detalje"], "valgt": is_chosen}
            for key, one, is_chosen in [*taken, *(entry for entry in found if entry[0] not in keys)]
        ]


class Spoergform(Skema, forms.Form):
    parter = Parter(label="Hvem skal spørges?", help_text="En afdeling svarer ved sin leder.")
    frist = forms.DateField(label="Svarfrist", error_messages={"own": "Vælg en svarfrist."})
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, paper):
        closed = Lukkedag.dage()
        self.paper = paper
        super().__init__(data, initial={"frist": laeg_hverdage(ur.i_dag(), HVERDAGE, closed), "version": paper.version})

    def clean(self):
        cleaned = super().clean()
        try:
            check_ask(self.paper, cleaned.get("parter", []), cleaned.get("frist"))
        except ValidationError as error:
            for name in set(error.error_dict) - set(self.errors):
                self.add_error(name, error.error_dict[name])
        return cleaned

    def refuse(self, reason):
        super().refuse(reason)
        self.data = self.data.copy()
        self.data["version"] = self.paper.version


class Svarform(Skema, forms.Form):
    """`sidst` is the answer as the page showed it."""

    svar = forms.ChoiceField(label="Svar", choices=Svar.choices, error_messages={"own": "Vælg et svar."})
    tekst = forms.CharField(
        label="Bemærkninger", required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Skal udfyldes, når du har bemærkninger eller er uenig.",
    )  # fmt: skip
    sidst = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, koordinering):
        self.koordinering = koordinering
        kept = {"svar": koordinering.svar, "tekst": koordinering.svar_tekst, "sidst": stand_of(koordinering)}
        super().__init__(data, initial=kept)
        self.fields["tekst"].frivillig = False

    def clean(self):
        cleaned = super().clean()
        if "svar" in cleaned:
            checked_answer(cleaned["svar"], cleaned.get("tekst", ""))
        return cleaned

    def refuse(self, reason):
        """The page now shows what was answered meanwhile; sent again, the text goes over it knowingly."""
        super().refuse(reason)
        self.data = self.data.copy()
        self.data["sidst"] = stand_of(self.koordinering)


class Frafaldsform(Skema, forms.Form):
    grund = forms.CharField(
        label="Hvorfor går sagen videre uden svar?", max_length=MAKS_GRUND, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"own": "Skriv, hvorfor sagen går videre uden svar."},
    )  # fmt: skip

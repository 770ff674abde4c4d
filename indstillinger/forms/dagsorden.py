"""What the verbs of the agenda ask for on their pages."""

from django import forms

from indstillinger.enums import Aabenhed, Hjemmel, Sagstype
from indstillinger.enums_moede import Udelukkelsesgrund
from indstillinger.models import Moede
from indstillinger.workflow.dagsorden import SEN, is_late
from indstillinger.workflow.fritpunkt import refusals
from indstillinger.workflow.punktdeltagere import EN_AF_DEM
from indstillinger.workflow.punktlaas import MAKS_MINUTTER
from indstillinger.workflow.udelukkelse import MAKS_BEGRUNDELSE, SKRIV_HVORFOR
from mso_portal.motor import ur
from mso_portal.organisation.forms.skema import Skema
from mso_portal.organisation.forms.valg import person_field
from mso_portal.organisation.models import Bruger
from mso_portal.vaerdier import rigtekst

AABENHED = [(one.value, one.label) for one in (Aabenhed.AABEN, Aabenhed.LUKKET)]


def minutes_field(**kwargs):
    """Return the field of an item's minutes."""
    return forms.IntegerField(label="Minutter", min_value=0, max_value=MAKS_MINUTTER, **kwargs)


class Optagform(Skema, forms.Form):
    """The reason is asked for only after the frist, and begins as the paper's own."""

    minutter = minutes_field()
    sen_begrundelse = forms.CharField(
        label="Hvorfor kommer sagen sent?", max_length=300, error_messages={"own": SEN},
        help_text="Står på dagsordenen ved sagen.",
    )  # fmt: skip

    def __init__(self, data=None, *, moede, paper):
        known = {"minutter": moede.forum.standardminutter, "sen_begrundelse": paper.sen_begrundelse}
        super().__init__(data, initial=known)
        if not is_late(moede):
            del self.fields["sen_begrundelse"]


class Fritform(Skema, forms.Form):
    """A tekst item. Openness is never chosen for anybody."""

    titel = forms.CharField(label="Offentlig titel", max_length=255, help_text="Må vises for alle.")
    sagstype = forms.ChoiceField(label="Sagstype", choices=Sagstype.choices)
    aabenhed = forms.ChoiceField(label="Åben eller lukket", choices=AABENHED)
    titel_lukket = forms.CharField(label="Lukket titel", max_length=255, required=False,
                                   help_text="Kun for et lukket punkt.")  # fmt: skip
    hjemmel = forms.ChoiceField(label="Hjemmel", choices=[("", "Ikke valgt"), *Hjemmel.choices], required=False)
    begrundelse = forms.CharField(label="Begrundelse for at lukke", max_length=1000, required=False,
                                  widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip
    tekst = forms.CharField(label="Tekst", required=False, widget=forms.Textarea(attrs={"rows": 8}),
                            help_text="En tom linje giver et nyt afsnit.")  # fmt: skip
    sti = forms.CharField(label="Side i portalen", max_length=300, required=False,
                          help_text="Fx /indstillinger/2020-014/")  # fmt: skip
    minutter = minutes_field()
    bilag = forms.BooleanField(label="Vedlæg bilag, når punktet er oprettet", required=False)

    def __init__(self, data=None, *, punkt=None, minutter=15):
        self.punkt = punkt
        shown = {"minutter": minutter}
        if punkt:
            names = ("titel", "sagstype", "aabenhed", "titel_lukket", "hjemmel", "begrundelse", "sti")
            shown = {name: getattr(punkt, name) for name in names} | {"tekst": rigtekst.plain(punkt.tekst)}
            shown |= {"version": punkt.version}
        super().__init__(data, initial=shown)
        if punkt:
            del self.fields["minutter"], self.fields["bilag"]
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self):
        cleaned = super().clean()
        given = {name: value.strip() for name, value in cleaned.items() if isinstance(value, str)}
        missing = set(self.fields) - set(cleaned)
        if not missing & {"titel", "sagstype", "aabenhed"}:
            whole = {name: given.get(name, "") for name in self.fields}
            for name, reason in refusals(whole):
                self.add_error(name, reason)
        if wrong := rigtekst.check(given.get("tekst", "")):
            self.add_error("tekst", wrong)
        return cleaned | {"tekst": self._text(given.get("tekst", ""))}

    def _text(self, posted):
        """Lists and bold of a text that nobody touched stay."""
        stored = self.punkt.tekst if self.punkt else ""
        same = self.punkt and posted.replace("\r\n", "\n") == rigtekst.plain(stored).strip()
        return stored if same else posted


class Pauseform(Skema, forms.Form):
    minutter = minutes_field(initial=15)


class Inviterform(Skema, forms.Form):
    bruger = person_field("Person", required=False)
    navn = forms.CharField(label="Navn, hvis personen ikke er i portalen", max_length=120, required=False)
    fremlaegger = forms.BooleanField(label="Fremlægger sagen", required=False)

    def clean(self):
        cleaned = super().clean()
        if bool(cleaned.get("bruger")) == bool(cleaned.get("navn", "").strip()) and "bruger" not in self.errors:
            self.add_error("navn", EN_AF_DEM)
        return cleaned


class Udelukform(Skema, forms.Form):
    """`alle` says whether others than the person himself can be chosen."""

    bruger = person_field("Person")
    grund = forms.ChoiceField(label="Grund", choices=Udelukkelsesgrund.choices)
    begrundelse = forms.CharField(
        label="Begrundelse", max_length=MAKS_BEGRUNDELSE, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Læses kun af personen, mødelederen, sekretæren og revisor.",
    )  # fmt: skip

    def __init__(self, data=None, *, user, alle):
        self.user = None if alle else Bruger.objects.get(pk=user.pk)
        super().__init__(data)
        if not alle:
            del self.fields["bruger"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("grund") == Udelukkelsesgrund.ANDET and not cleaned.get("begrundelse", "").strip():
            self.add_error("begrundelse", SKRIV_HVORFOR)
        return cleaned | ({"bruger": self.user} if self.user else {})


class Flytform(Skema, forms.Form):
    """Only planned meetings of the forum to come can be chosen."""

    moede = forms.ModelChoiceField(Moede.objects.none(), label="Møde", to_field_name="noegle", empty_label="Vælg møde")
    sen_begrundelse = forms.CharField(
        label="Hvorfor kommer punktet sent?", max_length=300, required=False,
        help_text="Skal udfyldes, når fristen for indmelding til mødet er passeret.",
    )  # fmt: skip

    def __init__(self, data=None, *, punkt):
        super().__init__(data, initial={"sen_begrundelse": punkt.sen_begrundelse})
        self.fields["sen_begrundelse"].frivillig = False  # its help says when it must be written
        rows = Moede.objects.kommende(ur.i_dag()).filter(forum=punkt.moede.forum_id, tilstand="planlagt")
        self.fields["moede"].queryset = rows.exclude(pk=punkt.moede_id).select_related("forum").order_by("dato")

    def clean(self):
        cleaned = super().clean()
        moede = cleaned.get("moede")
        if moede and is_late(moede) and not cleaned.get("sen_begrundelse", "").strip():
            self.add_error("sen_begrundelse", SEN)
        return cleaned


class Bekraeft(Skema, forms.Form):
    """Nothing but to be confirmed."""


class Grund(Skema, forms.Form):
    grund = forms.CharField(
        label="Hvorfor?", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"own": "Skriv hvorfor."},
    )  # fmt: skip


class Grundversion(Grund):
    version = forms.IntegerField(widget=forms.HiddenInput)

"""A new paper: form, forum, meeting; begin empty or as a copy of one the person may read."""

from django import forms

from indstillinger.enums import Formular
from indstillinger.models import Indstilling, Moede
from indstillinger.workflow.opret import create
from mso_portal.motor import ur
from mso_portal.organisation.models import Forum


class NyForm(forms.Form):
    titel = forms.CharField(
        label="Titel",
        max_length=255,
        help_text="Titlen må vises for alle, også når sagen er lukket.",
        error_messages={"required": "Skriv en titel."},
    )
    formular = forms.ChoiceField(label="Formular", choices=Formular.choices, initial=Formular.ALMINDELIG)
    forum = forms.ModelChoiceField(Forum.objects.none(), label="Forum", empty_label="Vælg forum",
                                   error_messages={"required": "Vælg det forum, der skal behandle sagen."})  # fmt: skip
    oensket_moede = forms.ModelChoiceField(Moede.objects.none(), label="Ønsket møde", required=False,
                                           empty_label="Ikke valgt endnu")  # fmt: skip
    kopi_af = forms.ModelChoiceField(Indstilling.objects.none(), label="Kopiér tekst fra", required=False,
                                     empty_label="Begynd tomt", to_field_name="nummer",
                                     help_text="Åben/lukket, bilag og møde bliver ikke kopieret.")  # fmt: skip

    def __init__(self, data=None, *, user, initial=None):
        super().__init__(data, initial=initial)
        self.fields["forum"].queryset = Forum.objects.aktive()
        self.fields["oensket_moede"].queryset = Moede.objects.kommende(ur.i_dag()).select_related("forum")
        self.fields["kopi_af"].queryset = Indstilling.objects.visible_to(user).mine(user).order_by("-nummer")
        self.fields["kopi_af"].label_from_instance = lambda paper: f"{paper.nummer} {paper.egentlig_titel}"
        for name in ("oensket_moede", "kopi_af"):
            self.fields[name].frivillig = True

    def clean(self):
        cleaned = super().clean()
        moede, forum = cleaned.get("oensket_moede"), cleaned.get("forum")
        if moede and forum and moede.forum_id != forum.pk:
            self.add_error("oensket_moede", f"Mødet er ikke et møde i {forum}. Vælg et andet.")
        return cleaned

    def save(self, by, noegle):
        """Create the paper; None when the page was sent twice."""
        chosen = self.cleaned_data
        return create(chosen["forum"], chosen["titel"], by=by, formular=chosen["formular"], noegle=noegle,
                      oensket_moede=chosen["oensket_moede"], kopi_af=chosen["kopi_af"])  # fmt: skip

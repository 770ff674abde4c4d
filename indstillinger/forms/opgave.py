"""What each verb of a task asks for on its confirm page."""

from django import forms
from django.core.exceptions import ValidationError

from indstillinger.forms.punktbilag import optional_file
from indstillinger.forms.verber import Verbumform
from indstillinger.workflow.opgave import MAKS_GRUND, MAKS_OENSKE, MAKS_RESULTAT, MINDST, papers_to_report
from indstillinger.workflow.opgavefrist import checked_frist
from mso_portal.motor import ur
from mso_portal.organisation.forms.skema import Skema
from mso_portal.organisation.forms.valg import person_field


def _long(label, most, missing, rows=3, least=MINDST, **kwargs):
    short = f"Skriv lidt mere (mindst {least} tegn)."
    return forms.CharField(
        label=label, min_length=least, max_length=most, widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"own": missing, "min_length": short}, **kwargs,
    )  # fmt: skip


class Opgaveform(Verbumform):
    """Base of the forms: they know the task they are about."""

    def __init__(self, data=None, files=None, *, opgave, initial=None):
        self.opgave = opgave
        super().__init__(data, files, initial={"version": opgave.version, **(initial or {})})


class Hvorforform(Opgaveform):
    grund = _long("Hvorfor?", MAKS_GRUND, "Skriv hvorfor.")


class Fristform(Opgaveform):
    frist = forms.CharField(
        label="Ny frist", max_length=80, help_text="Fx »15. juni«, »uge 23« eller »næste møde«.",
        error_messages={"own": "Skriv den nye frist."},
    )  # fmt: skip
    grund = _long("Hvorfor?", MAKS_GRUND, "Skriv hvorfor.")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("frist"):
            self._judge(cleaned["frist"])
        return cleaned

    def _judge(self, text):
        try:
            read = checked_frist(text, self.opgave.punkt.moede, ur.i_dag())
        except ValidationError as error:
            self.add_error("frist", error.messages)
        else:
            if read.slut < ur.i_dag():
                self.add_error("frist", "Fristen er passeret. Skriv en senere dato.")


class Oenskeform(Opgaveform):
    oensket_frist = forms.CharField(
        label="Ønsket frist", max_length=MAKS_OENSKE, error_messages={"own": "Skriv den frist, du ønsker."}
    )
    grund = _long("Hvorfor?", MAKS_GRUND, "Skriv hvorfor.")


class Flytform(Opgaveform):
    ansvarlig = person_field("Ny ansvarlig")


class Meldform(Opgaveform):
    """A report that is sent anew begins with what was said the last time; its file is chosen anew."""

    resultat = _long("Hvad er der gjort?", MAKS_RESULTAT, "Skriv, hvad der er gjort.", rows=5)

    def __init__(self, data=None, files=None, *, opgave, initial=None):
        super().__init__(data, files, opgave=opgave, initial={"resultat": opgave.resultat, **(initial or {})})
        self.fields["fil"] = optional_file("Fil")
        self.fields["fil"].frivillig = True
        if opgave.fil_id:
            self.fields["fil"].help_text += f" »{opgave.filnavn}« fra sidst følger ikke med."


class Tilbagemeldform(Meldform):
    """A task to come back with a paper is reported with one of the doer's own."""

    indstilling = forms.ModelChoiceField(
        None, label="Indstilling", empty_label="Vælg", error_messages={"own": "Vælg den indstilling, du kommer med."}
    )

    def __init__(self, data=None, files=None, *, opgave, user):
        super().__init__(data, files, opgave=opgave, initial={"indstilling": opgave.indstilling_id})
        self.fields["indstilling"].queryset = papers_to_report(opgave, user)
        self.fields["indstilling"].label_from_instance = lambda paper: f"{paper.nummer} {paper.egentlig_titel}"


class Kommentarform(Opgaveform):
    kommentar = _long("Hvad mangler?", MAKS_GRUND, "Skriv, hvad der mangler.", least=1)


class Adresseform(Skema, forms.Form):
    """Nothing but to be confirmed."""

"""What is chosen of a plan's reports: in which rhythm, in which form, from when."""

from django import forms

from indsatser.enums import Statusform
from indsatser.forms.verber import Verbumform
from indsatser.models import Rapporteringsrytme
from indsatser.workflow.statuspligt import running_rhythms
from mso_portal.motor import ur
from mso_portal.organisation.forms.skema import Skema
from mso_portal.organisation.models import Forum


def _form():
    return forms.ChoiceField(
        label="Form", choices=Statusform.choices, widget=forms.RadioSelect, initial=Statusform.AUTO,
        help_text="Den korte form fylder to sider. Små planer får den, når planens størrelse afgør det.",
        error_messages={"own": "Vælg en form."},
    )  # fmt: skip


class Pligtform(Skema, forms.Form):
    """A running rhythm that the plan doesn't report in; of a lukket plan its styregruppe's alone."""

    rytme = forms.ModelChoiceField(
        Rapporteringsrytme.objects.none(), label="Rytme", empty_label="Vælg",
        help_text="Et forums sekretær opretter forummets rytmer.", error_messages={"own": "Vælg en rytme."},
    )  # fmt: skip
    form = _form()
    fra = forms.DateField(label="Fra", initial=ur.i_dag, error_messages={"own": "Skriv datoen."})

    def __init__(self, data=None, *, plan):
        super().__init__(data)
        used = plan.statuspligter.filter(til=None).order_by().values("rytme")
        free = running_rhythms().filter(forum__in=Forum.objects.aktive()).exclude(pk__in=used)
        free = free.filter(forum=plan.styregruppe_id) if plan.er_lukket else free
        self.fields["rytme"].queryset = free.select_related("forum").order_by("forum__sortering", "navn")


class Formvalg(Verbumform):
    """Another form for a duty that runs."""

    form = _form()

    def __init__(self, data=None, *, row):
        super().__init__(data, row=row)
        self.initial["form"] = row.form

"""Staged import of people and units: every row goes through the page's own form and verb."""

from dataclasses import dataclass

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.models import model_to_dict
from import_export.resources import ModelResource

from mso_portal.motor.rules import NotNow
from mso_portal.organisation import workflow
from mso_portal.organisation.forms.enheder import AfdelingForm, NyAfdelingForm
from mso_portal.organisation.forms.personer import PersonForm
from mso_portal.organisation.models import Afdeling, Bruger


class Rejected(ValidationError):
    """What is wrong with a row, by column."""


class RowResource(ModelResource):
    """Rows are validated by a form and written by a verb, so an import can do nothing that the pages can't."""

    def import_instance(self, instance, row, **kwargs):
        """Set nothing here: the form does."""

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        """Judge the row kept by `after_init_instance`; what the file leaves out stays as it is."""
        form = self.form_for(instance, self.row)
        form.fields.pop("stand", None)
        if not form.is_valid():
            raise Rejected({name: list(errors) for name, errors in form.errors.items()})
        self.values = form.cleaned_data

    def after_init_instance(self, instance, new, row, **kwargs):
        self.row = row

    def save_instance(self, instance, is_create, row, **kwargs):
        """Run the verb; its refusal belongs to the row."""
        try:
            self.write(instance, is_create, kwargs["by"])
        except NotNow as reason:
            raise Rejected(str(reason)) from None

    def after_import(self, dataset, result, **kwargs):
        """Leave the sequences alone: rows come by their verbs, and the portal's role may not set sequences."""


class PersonResource(RowResource):
    columns = PersonForm.Meta.fields
    required = ("brugernavn", "navn")

    class Meta:
        model = Bruger
        import_id_fields = ("brugernavn",)
        fields = ("brugernavn",)
        skip_diff = True

    def form_for(self, person, row):
        return PersonForm({**_stored(person, self.columns), **row}, instance=person)

    def write(self, person, is_create, by):
        if is_create:
            workflow.create_person(by=by, **self.values)
        else:
            workflow.edit_person(person, by=by, **self.values)


class AfdelingResource(RowResource):
    """A known unit keeps its place; moving it is done on its own page, with dates."""

    columns = (*AfdelingForm.Meta.fields, "overordnet", "fra")
    required = ("kode", "navn", "slags", "overordnet", "fra")

    class Meta:
        model = Afdeling
        import_id_fields = ("kode",)
        fields = ("kode",)
        skip_diff = True

    def form_for(self, unit, row):
        if unit.pk:
            return AfdelingForm({**_stored(unit, AfdelingForm.Meta.fields), **row}, instance=unit)
        return NyAfdelingForm({**row, "overordnet": _parent(row["overordnet"])}, instance=unit)

    def write(self, unit, is_create, by):
        if is_create:
            workflow.create_afdeling(by=by, **self.values)
        else:
            workflow.edit_afdeling(unit, by=by, **self.values)


def _stored(obj, names):
    return model_to_dict(obj, names) if obj.pk else {}


def _parent(kode):
    """Return the key of the unit with the code: rows above in the same file count."""
    if not kode:
        return ""
    unit = Afdeling.objects.filter(kode=kode).first()
    if unit is None:
        raise Rejected({"overordnet": f"Ingen afdeling har koden »{kode}«."})
    return unit.pk


@dataclass(frozen=True)
class Proeve:
    """What an import would do: how many rows are ready, and what is wrong with the others, in Danish."""

    klar: int
    fejl: list
    fejlraekker: int


def rehearse(resource, dataset, *, by):
    """Run the whole import and roll it back; nothing is written, no event either."""
    result = resource.import_data(dataset, dry_run=True, by=by)
    _reraise(result)
    lines = [line for row in result.invalid_rows for line in _lines(row)]
    wrong = len(result.invalid_rows)
    return Proeve(len(dataset) - wrong, lines, wrong)


def load(resource, dataset, *, by):
    """Import the rows that are ready and return how many; the others are left out, as the rehearsal said."""
    result = resource.import_data(dataset, dry_run=False, by=by)
    _reraise(result)
    return len(dataset) - len(result.invalid_rows)


def _reraise(result):
    """Let what isn't about a row's content be seen: a refused rule, or a fault of ours."""
    for error in (*result.base_errors, *(one for _, errors in result.row_errors() for one in errors)):
        raise error.error


def _lines(row):
    """Name the row as a spreadsheet does: the headings are row 1."""
    number = row.number + 1
    for column, messages in row.error_dict.items():
        for message in messages:
            where = "" if column == NON_FIELD_ERRORS else f", kolonne »{column}«"
            yield f"Række {number}{where}: {message}"

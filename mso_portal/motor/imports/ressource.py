"""What a row of a table is and does: django-import-export's resource, with our words and our verbs.

The library gives columns, widgets, the row loop and the results by row, and the way out. Ours is that a row is
written by verbs of its app, that a refused row is undone whole, and that every fault is in Danish.
"""

from copy import copy
from itertools import islice

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.forms import DateField
from import_export.resources import ModelResource
from import_export.widgets import Widget

from mso_portal.motor.imports.celler import one_line
from mso_portal.motor.imports.laesning import Afvist, Tabel
from mso_portal.motor.imports.skrivning import MEST
from mso_portal.motor.rules import NotNow

GENTAGET = "En anden række siger noget andet om det samme. Ret den ene."


class Tekst(Widget):
    """One line of text; `tom` is what an empty cell means."""

    def __init__(self, tom=""):
        super().__init__()
        self.tom = tom

    def clean(self, value, row=None, **kwargs):
        return one_line(value) or self.tom

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else str(value)


class Valgt(Tekst):
    """One of a TextChoices, by its label or its value, whatever the case."""

    def __init__(self, choices, tom=None):
        super().__init__(tom)
        self.choices = choices

    def clean(self, value, row=None, **kwargs):
        word = one_line(value).casefold()
        for choice in self.choices:
            if word in (choice.value.casefold(), choice.label.casefold()):
                return choice.value
        if word:
            raise ValueError(f"»{one_line(value)}« kendes ikke. Skriv {_listed(self.choices.labels)}.")
        return self.tom

    def render(self, value, obj=None, **kwargs):
        return self.choices(value).label if value else ""


class Dag(Tekst):
    """A day as Danes and spreadsheets write it; written as 2020-05-29, which both understand."""

    FIELD = DateField(input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y"])

    def clean(self, value, row=None, **kwargs):
        try:
            return self.FIELD.to_python(one_line(value).replace(". ", "."))
        except ValidationError:
            raise ValueError("Datoen kan ikke læses. Skriv den som 2020-05-29.") from None

    def render(self, value, obj=None, **kwargs):
        return value.isoformat() if value else ""


class Nummereret(Tekst):
    """A row of another table by its code; the resource fills `found` ({casefolded code: row}) before the rows."""

    def __init__(self, attribut, ukendt):
        super().__init__(None)
        self.attribut, self.ukendt, self.found = attribut, ukendt, {}

    def clean(self, value, row=None, **kwargs):
        code = one_line(value)
        if code and code.casefold() not in self.found:
            raise ValueError(self.ukendt.format(code))
        return self.found[code.casefold()] if code else None

    def render(self, value, obj=None, **kwargs):
        return getattr(value, self.attribut) if value else ""


def _listed(words):
    return ", ".join(f"»{word}«" for word in words[:-1]) + f" eller »{words[-1]}«"


class Ressource(ModelResource):
    """One kind of row. A subclass gives columns and answers `load`, `said`, `differs`, `judge`, `write`, `current`."""

    titel = ""
    rule = ""
    genstand = None  # what the rule is asked of
    kraevet = ()  # columns the file must have
    forklaring = {}  # {column: sentence} for the upload page
    verbets_kolonne = NON_FIELD_ERRORS  # the attribute that a verb's refusal is shown at

    class Meta:
        skip_diff = True

    def load(self):
        """Return {casefolded key: object} of all there are; fetch here what rows are compared with, once a file."""
        raise NotImplementedError

    def said(self, instance):
        """Return what the row says about its object; a second row about the same must say the same."""
        raise NotImplementedError

    def differs(self, instance):
        """Say whether the row would change anything."""
        raise NotImplementedError

    def judge(self, instance, faulty):
        """Return {attribute: [faults]} as the page's own form sees them; the `faulty` attributes were unreadable."""
        raise NotImplementedError

    def write(self, instance, is_create, by):
        """Run the verbs and return the fresh object."""
        raise NotImplementedError

    def current(self):
        """Yield the rows of today, carrying the columns' attributes."""
        raise NotImplementedError

    @classmethod
    def arranged(cls, rows):
        """Return the rows (dicts by column) in the order they must be written in."""
        return rows

    @classmethod
    def columns(cls):
        """Return {attribute: column} in the order of the template."""
        return {name: cls.fields[name].column_name for name in cls._meta.fields}

    @classmethod
    def fit(cls, tabel):
        """Return the Tabel with our columns under our names, and the headings that are not read."""
        known = {name.casefold(): column for pair in cls.columns().items() for name, column in (pair, pair[1:] * 2)}
        names = [known.get(heading.casefold()) for heading in tabel.kolonner]
        for column in cls.kraevet:
            if column not in names:
                raise Afvist(f"Filen mangler kolonnen »{column}«. Brug skabelonens overskrifter.")
        kept = [nr for nr, name in enumerate(names) if name]
        if len({names[nr] for nr in kept}) < len(kept):
            raise Afvist("To kolonner i filen er den samme oplysning. Fjern den ene.")
        rows = tuple(tuple(row[nr] for nr in kept) for row in tabel.raekker)
        unread = [heading for heading, name in zip(tabel.kolonner, names, strict=True) if not name]
        return Tabel(tuple(names[nr] for nr in kept), rows, tabel.numre), unread

    def before_import(self, dataset, **kwargs):
        self.known, self.heard, self.contradicts = self.load(), {}, False

    def after_import(self, dataset, result, **kwargs):
        """Not the library's reset of sequences: we give no keys, and the portal's role may not."""

    @property
    def key(self):
        """The field that says which object a row is about."""
        return self.fields[self.get_import_id_fields()[0]]

    def key_of(self, instance):
        return getattr(instance, self.key.attribute).casefold()

    def get_instance(self, instance_loader, row):
        """Return a copy of the object, found whatever the case of its key, which stays as it is."""
        found = self.known.get(one_line(row[self.key.column_name]).casefold())
        if found is None:
            return None
        row[self.key.column_name] = getattr(found, self.key.attribute)
        return copy(found)

    def skip_row(self, instance, original, row, import_validation_errors=None):
        self.contradicts = False
        if import_validation_errors:
            return False
        said = self.said(instance)
        self.contradicts = self.heard.setdefault(self.key_of(instance), said) != said
        return not self.contradicts and not self.differs(instance)

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        unreadable = import_validation_errors or {}
        faults = {**self.judge(instance, set(unreadable)), **unreadable}
        if self.contradicts:
            faults[self.key.attribute] = [GENTAGET]
        if faults:
            raise ValidationError(faults)

    def save_instance(self, instance, is_create, row, **kwargs):
        """Write through the verbs; a refusal undoes the whole row, which the library would have kept in part."""
        try:
            with transaction.atomic():
                fresh = self.write(instance, is_create, kwargs["by"])
        except NotNow as reason:
            raise ValidationError({self.verbets_kolonne: [str(reason)]})
        self.known[self.key_of(fresh)] = fresh

    def table(self):
        """Return (columns, rows) of today as text, ready to be written and read again."""
        dataset = self.export(queryset=islice(self.current(), MEST))
        return list(dataset.headers), [list(row) for row in dataset]


def form_faults(form):
    """Return the faults of a page's form; the row brings no fingerprint of what a page was opened with."""
    form.fields.pop("stand", None)
    return {name: list(texts) for name, texts in form.errors.items()}

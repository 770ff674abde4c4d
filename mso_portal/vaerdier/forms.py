"""Form fields of the value types: the refused text stays in the field, and unchanged text changes nothing."""

from django import forms
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django_prose_editor.fields import ProseEditorFormField

from . import kroner as kronelaesning
from . import rigtekst
from . import tidspunkt as tidslaesning
from .datoer import antal
from .kroner import Kronelaesning
from .tidspunkt import Tidspunkt

# Points, steps, amounts and goals are rows of their own, so the editor has no headings and no tables.
EDITOR = {
    "extensions": {
        "Bold": True,
        "Italic": True,
        "BulletList": True,
        "OrderedList": True,
        "ListItem": True,
        "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
        "HardBreak": True,
        "History": True,
        # Its default switches the browser's Danish spell checker off.
        "NoSpellCheck": False,
    }
}


class _Laesefelt(forms.CharField):
    """A text that is read into a value of the class `type`; subclasses say how.

    No maxlength attribute: the browser would cut a pasted text without a word."""

    def __init__(self, **kwargs):
        super().__init__(**{"required": False, **kwargs})

    def has_changed(self, initial, data):
        return not self.disabled and _samme(self.prepare_value(initial)) != _samme(data)

    def clean(self, value):
        """A value of `type` is the stored reading of an untouched field and passes as it is."""
        if isinstance(value, self.type):
            self.validate("" if value == self.type() else value)
            return value
        tekst = super().clean(value)
        for_mange = len(tekst) - self.maks_tegn
        if for_mange > 0:
            raise ValidationError(f"Teksten er {antal(for_mange)} tegn for lang. Intet er slettet.", "for_lang")
        return self.laes(tekst)

    def _clean_bound_field(self, bound_field):
        """Django's hook with both the stored and the posted value at hand."""
        gemt = bound_field.initial
        if isinstance(gemt, self.type) and self.keeps(gemt) and not self.has_changed(gemt, bound_field.data):
            return self.clean(gemt)
        return super()._clean_bound_field(bound_field)

    def keeps(self, gemt):
        return True


def _samme(tekst):
    return " ".join((tekst or "").split())


class KronerFormField(_Laesefelt):
    """`enhed` ("tkr" or "kr") is what a bare number means and belongs in the label."""

    type = Kronelaesning
    maks_tegn = kronelaesning.MAKS_TEGN

    def __init__(self, enhed="tkr", **kwargs):
        self.enhed = enhed
        super().__init__(**kwargs)

    def widget_attrs(self, widget):
        return {"inputmode": "decimal"}

    def prepare_value(self, value):
        return value.tekst if isinstance(value, Kronelaesning) else value

    def laes(self, tekst):
        laest = kronelaesning.laes(tekst, self.enhed)
        if not laest.godtaget:
            raise ValidationError(kronelaesning.ekko(laest), laest.raad)
        return laest

    def keeps(self, gemt):
        """A text that was saved although refused is refused again, until somebody mends it."""
        return gemt.godtaget


class TidspunktFormField(_Laesefelt):
    """`reference` is the meeting's date, else the day of creation; a form may set it after construction."""

    type = Tidspunkt
    maks_tegn = tidslaesning.MAKS_TEGN

    def __init__(self, reference=None, **kwargs):
        self.reference = reference
        super().__init__(**kwargs)

    def prepare_value(self, value):
        return value.tekst if isinstance(value, Tidspunkt) else value

    def laes(self, tekst):
        if self.reference is None:
            raise ImproperlyConfigured("TidspunktFormField mangler reference: mødets dato, ellers oprettelsesdagen.")
        return tidslaesning.laes(tekst, self.reference)


class RigTekstFormField(ProseEditorFormField):
    """The editor's field. Without script its textarea takes plain text, whose lines become paragraphs."""

    def __init__(self, *args, **kwargs):
        # A model field hands its own max_length and editor set-up over; both are decided here.
        for egen in ("config", "preset", "sanitize", "max_length"):
            kwargs.pop(egen, None)
        super().__init__(*args, config=EDITOR, sanitize=rigtekst.clean, **kwargs)

    def to_python(self, value):
        """Checked as posted: cleaning flattens what is nested too deep."""
        if fejl := rigtekst.check(value):
            raise ValidationError(fejl, "rigtekst")
        return rigtekst.clean(super().to_python(value))

    def has_changed(self, initial, data):
        return not self.disabled and rigtekst.clean(initial) != rigtekst.clean(data)


class VaerdiForm(forms.ModelForm):
    """Base of model forms with composites: Django fills and saves columns only, so they are carried here.

    `reference` is given to every TidspunktFormField that has none. Declare the field under the composite's
    name and leave the columns out of Meta.fields."""

    def __init__(self, *args, reference=None, **kwargs):
        super().__init__(*args, **kwargs)
        for navn, felt in self.composites():
            self.initial.setdefault(navn, getattr(self.instance, navn))
            if isinstance(felt, TidspunktFormField):
                felt.reference = felt.reference or reference

    def composites(self):
        return [(navn, felt) for navn, felt in self.fields.items() if isinstance(felt, _Laesefelt)]

    def _post_clean(self):
        for navn, _ in self.composites():
            if navn in self.cleaned_data and navn in self.changed_data:
                setattr(self.instance, navn, self.cleaned_data[navn])
        super()._post_clean()

"""Form fields of the value types, in a plain form; the instance is a stand-in, so no database is touched."""

import json
from datetime import date

import pytest
from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.test.utils import isolate_apps

from mso_portal.vaerdier.fields import KronerField, TidspunktField
from mso_portal.vaerdier.forms import KronerFormField, RigTekstFormField, TidspunktFormField, VaerdiForm
from mso_portal.vaerdier.kroner import Kronelaesning, laes
from mso_portal.vaerdier.tidspunkt import Tidspunkt
from mso_portal.vaerdier.tidspunkt import laes as laes_tid

MOEDE, SENERE = date(2020, 5, 29), date(2024, 1, 10)


class Blanket(forms.Form):
    beloeb = KronerFormField("tkr")
    frist = TidspunktFormField(SENERE)
    tekst = RigTekstFormField(required=False)


def bind(initial=None, **data):
    return Blanket({"beloeb": "", "frist": "", "tekst": "", **data}, initial=initial or {})


def test_texts_are_read():
    form = bind(beloeb="160", frist="5. maj", tekst="<h2>x</h2>")

    assert form.is_valid()
    assert form.cleaned_data["beloeb"].kroner == 160_000
    assert form.cleaned_data["frist"].start == date(2024, 5, 5)
    assert form.cleaned_data["tekst"] == "<p><strong>x</strong></p>"


@pytest.mark.parametrize(
    ("felt", "tekst", "besked"),
    [
        ("beloeb", "10,50 kr.", "Skriv hele kroner."),
        ("beloeb", "9 kr. pr. modul", "Skriv kun beløbet her; »pr. modul« hører til i Pr. enhed."),
        ("beloeb", "1" * 62, "Teksten er 2 tegn for lang. Intet er slettet."),
        ("frist", "x" * 81, "Teksten er 1 tegn for lang. Intet er slettet."),
        (
            "tekst",
            f"<p>{'a' * 30_001}</p>",
            "Teksten er 1 tegn for lang. Intet er slettet; forkort den, eller læg resten i et bilag.",
        ),
    ],
)
def test_refused_text_stays_in_the_field_with_its_message(felt, tekst, besked):
    form = bind(**{felt: tekst})

    assert form.errors == {felt: [besked]}
    assert form[felt].value() == tekst


def test_unread_time_blocks_nothing():
    form = bind(frist="når vi kan")

    assert form.is_valid()
    assert form.cleaned_data["frist"] == Tidspunkt("når vi kan", praecision="fritekst", raad="ulaeselig")


@pytest.mark.parametrize(
    "initial",
    [
        {
            "beloeb": laes("ca. 160", "tkr"),
            "frist": laes_tid("5. maj", MOEDE),
            "tekst": "<p>a <em>b</em></p>",
        },
        {
            "beloeb": Kronelaesning(159_750),
            "frist": laes_tid("uge 43-45", MOEDE),
            "tekst": "<ul><li>a</li></ul>",
        },
        {"beloeb": Kronelaesning(80_000, "80.000 til en kampagne", status="laest"), "frist": Tidspunkt()},
        {},
    ],
)
def test_form_saved_unchanged_changes_nothing(initial):
    opened = Blanket(initial=initial)
    form = bind(initial, **{navn: opened[navn].value() or "" for navn in opened.fields})

    assert form.is_valid()
    assert form.changed_data == []
    for navn in {"beloeb", "frist"} & set(initial):
        assert form.cleaned_data[navn] == initial[navn]


def test_changed_time_is_read_by_the_new_reference():
    form = bind({"frist": laes_tid("5. maj", MOEDE)}, frist="6. maj")

    assert form.is_valid()
    assert form.changed_data == ["frist"]
    assert form.cleaned_data["frist"].start == date(2024, 5, 6)


def test_text_saved_although_refused_is_refused_again():
    form = bind({"beloeb": laes("160.000", "tkr")}, beloeb="160.000")

    assert not form.is_valid()
    assert form.errors.as_data()["beloeb"][0].code == "tvetydig"


def test_editor_markup_differences_are_no_change():
    form = bind({"tekst": "<ul><li>a</li></ul>"}, tekst="<ul><li><p>a</p></li></ul>")

    assert form.changed_data == []


@pytest.mark.parametrize("felt", [KronerFormField("kr"), TidspunktFormField(MOEDE), RigTekstFormField()])
@pytest.mark.parametrize("tomt", ["", " ", "<p></p>"])
def test_required_field_may_not_be_empty(felt, tomt):
    felt.required = True
    if tomt == "<p></p>" and not isinstance(felt, RigTekstFormField):
        tomt = ""

    with pytest.raises(forms.ValidationError) as fejl:
        felt.clean(tomt)

    assert fejl.value.code == "required"


def test_time_without_reference_is_a_fault_of_the_program():
    with pytest.raises(ImproperlyConfigured, match="reference"):
        TidspunktFormField().clean("5. maj")


def test_controls_have_what_the_page_needs():
    attrs = {navn: felt.widget.attrs for navn, felt in Blanket().fields.items()}

    assert (attrs["beloeb"], attrs["frist"]) == ({"inputmode": "decimal"}, {})
    assert "maxlength" not in attrs["tekst"]


def test_editor_has_exactly_the_chosen_extensions():
    attrs = Blanket()["tekst"].subwidgets[0].data["attrs"]
    extensions = json.loads(attrs["data-django-prose-editor-configurable"])["extensions"]

    always = {"Document", "Dropcursor", "Gapcursor", "Paragraph", "Text", "Menu"}
    chosen = {"Bold", "Italic", "BulletList", "OrderedList", "ListItem", "Link", "HardBreak", "History"}
    assert set(extensions) == always | chosen
    assert extensions["Link"] == {"enableTarget": False, "protocols": ["http", "https", "mailto"]}


@pytest.fixture
def modelform():
    with isolate_apps("mso_portal.vaerdier"):

        class Post(models.Model):
            navn = models.CharField(max_length=5)
            beloeb = KronerField()
            frist = TidspunktField()

            class Meta:
                app_label = "django_prose_editor"

        class PostForm(VaerdiForm):
            beloeb = KronerFormField("tkr")
            frist = TidspunktFormField()

            class Meta:
                model = Post
                fields = ["navn", "beloeb", "frist"]

        yield PostForm


def test_model_form_fills_and_writes_composites(modelform):
    post = modelform._meta.model(navn="x", beloeb="160", frist=laes_tid("5. maj", MOEDE))
    opened = modelform(instance=post, reference=SENERE)
    data = {navn: opened[navn].value() for navn in opened.fields}

    form = modelform({**data, "beloeb": "170"}, instance=post, reference=SENERE)

    assert form.is_valid()
    assert form.changed_data == ["beloeb"]
    assert (post.kroner, post.frist.start) == (170_000, date(2020, 5, 5))

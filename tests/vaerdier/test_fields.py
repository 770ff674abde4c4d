"""Composite model fields, on models that have no table: nothing here touches the database."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.state import ModelState, ProjectState
from django.test.utils import isolate_apps
from simple_history.models import HistoricalRecords

from mso_portal.vaerdier.fields import (
    KronerField,
    RigTekstField,
    TidspunktField,
    kroner_constraints,
    tidspunkt_constraints,
)
from mso_portal.vaerdier.forms import RigTekstFormField
from mso_portal.vaerdier.kroner import Kronelaesning
from mso_portal.vaerdier.tidspunkt import Tidspunkt, laes

# simple-history looks for an installed app; isolate_apps keeps the models out of it.
APP = "django_prose_editor"
REFERENCE = date(2020, 5, 29)
KRONER = ["kroner", "indtastet", "cirka"]
LOEN = ["loen_kroner", "loen_indtastet", "loen_cirka"]
TID = ["frist_tekst", "frist_start", "frist_slut", "frist_praecision", "frist_aar_udledt"]


def make_model():
    class Grundlag(models.Model):
        beloeb = KronerField("beløb")

        class Meta:
            abstract = True
            app_label = APP

    class Raekke(Grundlag):
        frist = TidspunktField("frist")
        loen = KronerField("løn", praefiks="loen_", enhed="kr")
        tekst = RigTekstField("tekst")
        history = HistoricalRecords(history_user_id_field=models.IntegerField(null=True))

        class Meta:
            app_label = APP
            constraints = [*kroner_constraints("beloeb", "raekke"), *tidspunkt_constraints("frist", "raekke")]

    return Raekke


@pytest.fixture
def raekke():
    with isolate_apps("mso_portal.vaerdier"):
        yield make_model()


def columns(model):
    return [field.name for field in model._meta.fields if field.name != "id"]


def test_columns_stand_in_the_order_of_declaration(raekke):
    assert columns(raekke) == [*KRONER, *TID, *LOEN, "tekst"]
    assert (raekke.beloeb.columns, raekke.frist.columns) == (KRONER, TID)
    assert (raekke.beloeb.verbose_name, raekke.frist.verbose_name) == ("beløb", "frist")


@pytest.mark.parametrize(
    ("vaerdi", "kroner", "indtastet", "cirka"),
    [
        ("ca. 160", 160_000, "ca. 160", True),
        ("160.000", None, "160.000", False),
        ("80 kr. til kager", None, "80 kr. til kager", False),
        (160_000, 160_000, "160.000 kr.", False),
        (None, None, "", False),
    ],
)
def test_amount_is_stored_in_three_columns(raekke, vaerdi, kroner, indtastet, cirka):
    obj = raekke(beloeb=vaerdi)

    assert (obj.kroner, obj.indtastet, obj.cirka) == (kroner, indtastet, cirka)


def test_amount_comes_back_as_it_was_read(raekke):
    obj = raekke(beloeb="159.750 kr.", loen="5")

    assert obj.beloeb == Kronelaesning(159_750, "159.750 kr.", False, "laest", "afrundes")
    assert obj.loen == Kronelaesning(5, "5", False, "laest", "afrundes")
    assert raekke().beloeb == Kronelaesning()


def test_refused_amount_comes_back_with_its_reason(raekke):
    assert raekke(beloeb="160.000").beloeb == Kronelaesning(None, "160.000", False, "afvist", "tvetydig")


def test_stored_amount_wins_over_a_text_that_reads_otherwise(raekke):
    obj = raekke(kroner=80_000, indtastet="80.000 til en kampagne", cirka=True)

    assert obj.beloeb == Kronelaesning(80_000, "80.000 til en kampagne", True, "laest")


@pytest.mark.parametrize(
    "tekst", ["5. maj", "inden uge 48", "torsdag den 29. maj 2020", "31. juni", "hver uge", "", "uge 53 2021"]
)
def test_tidspunkt_comes_back_as_it_was_read(raekke, tekst):
    laest = laes(tekst, REFERENCE)

    assert raekke(frist=laest).frist == laest


def test_reason_does_not_depend_on_the_year_it_is_read_again(raekke):
    laest = laes("29. februar", date(2022, 6, 1))

    assert laest.raad == "findes_ikke"
    assert raekke(frist=laest).frist == laest


def test_tidspunkt_can_be_emptied_but_takes_no_bare_text(raekke):
    obj = raekke(frist=laes("5. maj", REFERENCE))

    obj.frist = None

    assert obj.frist == Tidspunkt()
    with pytest.raises(TypeError, match="laes"):
        obj.frist = "5. maj"


def test_history_copies_columns_and_properties(raekke):
    gammel = raekke.history.model(beloeb="160", frist=laes("juni 2020", REFERENCE))

    assert columns(raekke.history.model)[: len(columns(raekke))] == columns(raekke)
    assert gammel.beloeb.kroner == 160_000
    assert gammel.frist.slut == date(2020, 6, 30)


def test_migrations_see_plain_columns_and_stay_quiet(raekke):
    stater = []
    for _ in range(2):
        stat = ProjectState()
        stat.add_model(ModelState.from_model(raekke))
        stater.append(stat)

    assert MigrationAutodetector(*stater)._detect_changes() == {}
    stier = {felt.deconstruct()[1] for felt in stater[0].models[APP, "raekke"].fields.values()}
    assert {sti.rpartition(".")[0] for sti in stier} == {"django.db.models"}


@isolate_apps("mso_portal.vaerdier")
def test_field_may_not_be_called_as_its_column():
    with pytest.raises(ValueError, match="Giv feltet et andet navn"):
        type("Fejl", (models.Model,), {"__module__": __name__, "kroner": KronerField(), "Meta": META})


META = type("Meta", (), {"app_label": APP})


def violated(obj):
    """The names of the broken constraints; each is put to the database as an expression, no table is read."""
    return [regel.name.removeprefix("raekke_") for regel in obj._meta.constraints if is_violated(regel, obj)]


def is_violated(regel, obj):
    try:
        regel.validate(type(obj), obj)
    except ValidationError as fejl:
        assert fejl.messages == [regel.violation_error_message]
        return True
    return False


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("start", "slut", "praecision", "brudt"),
    [
        (date(2020, 5, 1), date(2020, 5, 31), "maaned", []),
        (date(2020, 5, 31), date(2020, 5, 1), "interval", ["frist_raekkefoelge"]),
        (None, date(2020, 5, 1), "senest", []),
        (date(2020, 5, 1), date(2020, 5, 1), "senest", ["frist_senest"]),
        (None, date(2020, 5, 1), "dag", ["frist_senest"]),
        (date(2020, 5, 1), None, "tidligst", []),
        (date(2020, 5, 1), None, "aar", ["frist_tidligst"]),
        (None, None, "fritekst", []),
        (None, None, "", []),
        (None, None, "uge", ["frist_uden_dato"]),
        (date(2020, 5, 1), date(2020, 5, 1), "fritekst", ["frist_uden_dato"]),
    ],
)
def test_constraints_tie_precision_to_ends(raekke, start, slut, praecision, brudt):
    obj = raekke(frist_tekst="x", frist_start=start, frist_slut=slut, frist_praecision=praecision)

    assert violated(obj) == brudt


@pytest.mark.django_db
@pytest.mark.parametrize(("kroner", "brudt"), [(-9_999_999_999, []), (10_000_000_000, ["beloeb_graense"]), (None, [])])
def test_constraint_limits_the_amount(raekke, kroner, brudt):
    assert violated(raekke(kroner=kroner)) == brudt


def test_rich_text_is_cleaned_before_it_is_stored(raekke):
    obj = raekke(tekst="<h2 onclick=x>Mål</h2><script>x</script>")

    gemt = raekke._meta.get_field("tekst").pre_save(obj, add=True)

    assert gemt == obj.tekst == "<p><strong>Mål</strong></p>"


def test_rich_text_has_the_editor_in_forms(raekke):
    felt = raekke._meta.get_field("tekst").formfield()

    assert (type(felt), felt.required, felt.label) == (RigTekstFormField, False, "Tekst")

"""Theme templates (20 §4.3): weeks become days, and days become rows of a kladde."""

from datetime import date

import pytest

from indsatser.models import Milepael, Tema
from indsatser.workflow.raekker import add
from indsatser.workflow.skabelon import apply, dated, make_template
from mso_portal.motor.rules import NotNow
from tests import builders

TRIN = [
    {"titel": "Udkast", "start_uge": 1, "slut_uge": 2, "rolle": "Task Force"},
    {"titel": "Fokus", "art": "aktivitet", "start_uge": 3, "slut_uge": 4},
]


@pytest.fixture
def skabelon(tina):
    builders.tilknytning(tina, builders.afdeling("TT"), "leder")
    return make_template("Pakke", by=tina, trin=TRIN)


@pytest.fixture
def tema(kladde, tina):
    return add(Tema, kladde, by=tina, titel="Underretninger")


def test_weeks_are_counted_from_the_first_day_and_holidays_are_marked(skabelon):
    steps = dated(skabelon, date(2020, 6, 22))

    assert [(one.start, one.slut, one.i_ferien) for one in steps] == [
        (date(2020, 6, 22), date(2020, 7, 5), False), (date(2020, 7, 6), date(2020, 7, 19), True),
    ]  # fmt: skip


def test_steps_become_milestones_and_activities_of_the_theme(skabelon, tema, tina):
    milestone, activity = apply(tema, dated(skabelon, date(2020, 6, 22)), by=tina)

    assert (milestone.godkendt.slut, milestone.ansvarlig_rolle, milestone.tema) == (
        date(2020, 7, 5), "Task Force", tema,
    )  # fmt: skip
    assert (activity.titel, activity.slut) == ("Fokus", date(2020, 7, 19))


def test_active_plan_takes_no_steps(skabelon, tina, aktiv, tema):
    tema.plan.refresh_from_db()

    with pytest.raises(NotNow, match="Planen er aktiv"):
        apply(tema, dated(skabelon, date(2020, 6, 22)), by=tina)
    assert Milepael.objects.filter(tema=tema).count() == 0

"""The four dates of a milestone (20 §4.2): who moves which, with what reason."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from indsatser.models import Milepael
from indsatser.workflow.milepael import complete, depend, edit_milestone, forecast, reopen
from mso_portal.motor.rules import Denied, NotNow
from tests import builders_indsats
from tests.builders_indsats import tid


@pytest.fixture
def milepael(aktiv):
    return aktiv.milepaele.get()


def test_forecast_that_moves_needs_a_reason(milepael, tina):
    with pytest.raises(ValidationError, match="mindst 10 tegn"):
        forecast(milepael, by=tina, tidspunkt=tid("15. september 2020"))

    new = forecast(milepael, by=tina, tidspunkt=tid("15. september 2020"), begrundelse="Lokalet er optaget.")
    assert (new.flyttet, milepael.prognose.tekst, milepael.godkendt.tekst) == (
        True, "15. september 2020", "30. juni 2020",
    )  # fmt: skip


def test_forecast_within_what_was_agreed_is_no_move(milepael, tina):
    new = forecast(milepael, by=tina, tidspunkt=tid("30. juni 2020"))

    assert new.flyttet is False


def test_newest_forecast_is_read_with_the_list(milepael, tina, django_assert_num_queries):
    for text in ("1. juli 2020", "2. juli 2020"):
        forecast(milepael, by=tina, tidspunkt=tid(text), begrundelse="Lokalet er optaget.")

    with django_assert_num_queries(1):
        found = [row.prognose for row in Milepael.objects.med_prognose().order_by("pk")]
    assert found == [tid("2. juli 2020")]


def test_forecast_by_a_stranger_is_denied(milepael, ada):
    with pytest.raises(Denied):
        forecast(milepael, by=ada, tidspunkt=tid("1. juli 2020"), begrundelse="Lokalet er optaget.")


def test_kladde_has_no_forecast(kladde, tina):
    row = builders_indsats.milepael(kladde)

    with pytest.raises(NotNow, match="Planen er en kladde"):
        forecast(row, by=tina, tidspunkt=tid("1. juli 2020"))


def test_approved_date_moves_freely_in_kladde_only(kladde, milepael, tina):
    own = builders_indsats.milepael(
        builders_indsats.plan(tina, kladde.programejer, kladde.styregruppe, ejerenhed=kladde.ejerenhed)
    )

    edit_milestone(own, by=tina, godkendt=tid("1. juli 2020"))
    with pytest.raises(ValidationError, match="kun ændres med en ændring"):
        edit_milestone(milepael, by=tina, godkendt=tid("1. juli 2020"))


def test_done_lies_not_in_the_future(milepael, tina):
    with pytest.raises(ValidationError, match="Datoen ligger i fremtiden"):
        complete(milepael, by=tina, dato=date(2020, 6, 16))

    assert complete(milepael, by=tina, dato=date(2020, 6, 15)).faktisk_dato == date(2020, 6, 15)


def test_done_is_taken_back_with_a_reason(milepael, tina):
    complete(milepael, by=tina, dato=date(2020, 6, 15))

    with pytest.raises(ValidationError, match="mindst 10 tegn"):
        reopen(milepael, by=tina, begrundelse="Nej")
    row = reopen(milepael, by=tina, begrundelse="Kurset blev afbrudt.")
    assert (row.faktisk_dato, row.history.first().history_change_reason) == (None, "Kurset blev afbrudt.")


def test_ring_of_milestones_is_refused_by_name(kladde, tina):
    a, b = (builders_indsats.milepael(kladde, titel) for titel in ("A", "B"))
    depend(a, [b], by=tina)

    with pytest.raises(ValidationError) as error:
        depend(b, [a], by=tina)

    assert error.value.messages == ["Milepælen kan ikke afhænge af sig selv: A → B → A. Fjern en af dem."]
    assert list(b.afhaenger_af.all()) == []


def test_milestone_of_another_plan_is_no_dependency(kladde, aktiv, tina, per, styregruppe):
    other = builders_indsats.plan(tina, per, styregruppe, ejerenhed=kladde.ejerenhed)
    row = builders_indsats.milepael(other)

    with pytest.raises(ValidationError, match="hører til en anden plan"):
        depend(row, [aktiv.milepaele.get()], by=tina)

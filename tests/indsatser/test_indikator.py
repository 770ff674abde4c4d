"""Indicators and their definitions (20 §5): what may be promised, and how a date is moved."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from indsatser.models import Indikatordefinition
from indsatser.workflow.indikator import add_indicator, clarify, retire, set_baseline
from indsatser.workflow.maaling import last_values, report
from indsatser.workflow.tilstande import activate
from mso_portal.motor.rules import NotNow
from tests import builders_indsats
from tests.builders_indsats import tid


@pytest.fixture
def indikator(kladde):
    return builders_indsats.indikator(builders_indsats.maal(kladde))


def refusal(indikator, **felter):
    with pytest.raises(ValidationError) as error:
        builders_indsats.definition(indikator, **felter)
    assert Indikatordefinition.objects.count() == 0
    return error.value.messages


def test_complete_draft_makes_a_kladdes_indicator_defined(indikator):
    definition = builders_indsats.definition(indikator)

    indikator.refresh_from_db()
    assert (indikator.tilstand, definition.nr, definition.maalemetoder.get().rolle) == ("defineret", 1, "primaer")


def test_new_draft_takes_the_place_of_the_old(indikator):
    builders_indsats.definition(indikator)
    again = builders_indsats.definition(indikator, maalvaerdi=80)

    assert (Indikatordefinition.objects.get(), again.nr) == (again, 1)


def test_baseline_that_is_the_target_is_refused(indikator):
    assert refusal(indikator, baseline_vaerdi=75) == [
        "Baseline og mål er ens. Vælg typen Fastholdelse, eller ret målet."
    ]


def test_last_delmaal_leads_to_the_target(indikator):
    assert refusal(indikator, maal_frist=None, delmaal=[{"senest": date(2020, 9, 30), "vaerdi": 70}]) == [
        "Sidste delmål (70 %) er ikke målet (75 %). Ret det, eller giv målet en senere frist."
    ]


def test_delmaal_that_goes_back_says_why(indikator):
    steps = [{"senest": date(2020, 8, 31), "vaerdi": 72}, {"senest": date(2020, 9, 30), "vaerdi": 70}]

    assert refusal(indikator, delmaal=steps) == [
        "Delmålet den 30.9.2020 ligger længere fra målet end det før. Ret det, eller skriv hvorfor."
    ]


def test_development_needs_a_day(indikator):
    assert refusal(indikator, maal_frist=None) == ["Skriv, hvornår målet skal nås, eller skriv et delmål."]


def test_figure_without_direction_carries_no_target(indikator):
    assert refusal(indikator, figur={"retning": "ingen"}) == [
        "Tallet har ingen retning og kan ikke bære et mål. Vælg et andet."
    ]


def test_overordnet_goal_has_no_indicator(kladde, tina):
    goal = builders_indsats.maal(kladde, niveau="overordnet")

    with pytest.raises(NotNow, match="Et overordnet mål har ingen indikator"):
        add_indicator(goal, by=tina, navn="Andel")


def test_fourth_indicator_is_refused(kladde):
    goal = builders_indsats.maal(kladde)
    for nr in range(3):
        builders_indsats.indikator(goal, f"Nr. {nr}")

    with pytest.raises(NotNow, match="højst 3 indikatorer"):
        builders_indsats.indikator(goal, "Nr. 4")


def test_clarifying_date_of_an_active_plan_moves_with_a_reason_and_is_counted(indikator, kladde, tina):
    builders_indsats.milepael(kladde)
    activate(kladde, by=kladde.programejer)
    later = {"afklares_senest": tid("1. oktober 2020"), "afklares_af": tina}
    with pytest.raises(ValidationError, match="mindst 10 tegn"):
        clarify(indikator, by=tina, **later)

    row = clarify(indikator, by=tina, **later, begrundelse="Udtrækket er ikke klar.")

    assert (row.afklares_foerst, row.afklares_flyttet) == ("1. september 2020", 1)


def test_retired_indicator_says_why(indikator, tina):
    with pytest.raises(ValidationError, match="hvorfor indikatoren udgår"):
        retire(indikator, by=tina, grund="")

    assert retire(indikator, by=tina, grund="Tallet findes ikke.").tilstand == "udgaaet"


def test_missing_baseline_is_set_once(indikator, kladde, tina):
    definition = builders_indsats.definition(
        indikator, baseline_kvalitet="mangler", baseline_vaerdi=None, baseline_senest=date(2020, 7, 1)
    )
    builders_indsats.milepael(kladde)
    activate(kladde, by=kladde.programejer)

    row = set_baseline(definition, by=tina, kvalitet="skoennet", skoen=60, begrundelse="Talt i hånden.")

    with pytest.raises(NotNow, match="Baseline er allerede sat"):
        set_baseline(row, by=tina, kvalitet="skoennet", skoen=61, begrundelse="Talt igen.")


def test_value_reported_in_the_plan_is_the_series_own(indikator, kladde, tina):
    metode = builders_indsats.definition(indikator).maalemetoder.get()
    periode = {"periode_start": date(2020, 4, 1), "periode_slut": date(2020, 6, 30)}

    row, new = report(metode, by=tina, **periode, taeller=55, naevner=61, kilde="fagsystemet")

    assert (new, last_values(metode), row.serie) == (True, [row], metode.serie)

"""A plan on a day (20 §7): what is read, what it is judged to be, and how many queries that takes."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial

import pytest

from indsatser.models import Budgetpost, Planrisiko, planstatus
from indsatser.models.planstatus import plan_status, statuses
from indsatser.workflow.leverance import confirm
from indsatser.workflow.maaling import report
from indsatser.workflow.milepael import complete, forecast
from indsatser.workflow.raekker import add
from indsatser.workflow.risiko import assess, set_amount
from tests import builders, builders_indsats
from tests.builders_indsats import tid

S = date(2020, 6, 30)


def lys(plan, dato=S):
    return {name: one.lys for name, one in plan_status(plan, dato).lys.items()}


def measured(kladde, tina, taeller, **felter):
    """A goal whose share is reported for the second quarter, from a baseline of 67 towards 75."""
    definition = builders_indsats.definition(builders_indsats.indikator(builders_indsats.maal(kladde)), **felter)
    metode = definition.maalemetoder.get()
    periode = {"periode_start": date(2020, 4, 1), "periode_slut": S}
    report(metode, by=tina, **periode, taeller=taeller, naevner=100, kilde="fagsystemet")
    return definition


def test_empty_plan_says_nothing(aktiv):
    status = plan_status(aktiv, date(2020, 6, 15))

    assert {name: one.lys for name, one in status.lys.items()} == {
        "tid": "groen", "maal": "graa", "oekonomi": "graa", "risiko": "graa", "leverancer": "graa", "samlet": "groen",
    }  # fmt: skip
    assert (status.fase, status.maalte) == ("i_gang", (0, 1))


def test_value_is_judged_against_the_delmaal_that_is_due(kladde, tina):
    step = {"senest": date(2020, 6, 30), "vaerdi": 70}
    measured(kladde, tina, 73, delmaal=[step])
    plan = builders_indsats.aktiv(kladde)

    one = plan_status(plan, S).maal[0].indikatorer[0]

    assert (one.vaerdi, one.delmaal, one.fremdrift.kategori, one.tekst, one.lys.lys) == (
        73, 70, "undervejs", "75 %", "groen",
    )  # fmt: skip


def test_value_of_a_later_period_is_not_known_yet(kladde, tina):
    measured(kladde, tina, 73)
    plan = builders_indsats.aktiv(kladde)

    assert plan_status(plan, date(2020, 6, 29)).maal[0].indikatorer[0].vaerdi is None


def test_milestone_slips_against_both_dates(aktiv, tina):
    row = aktiv.milepaele.get()
    forecast(row, by=tina, tidspunkt=tid("15. september 2020"), begrundelse="Lokalet er optaget.")
    moved = plan_status(aktiv, S).milepaele[0]
    complete(row, by=tina, dato=date(2020, 6, 10))
    done = plan_status(aktiv, S).milepaele[0]

    assert (moved.skred, moved.skred_oprindelig, moved.tilstand) == (77, 77, "planlagt")
    assert (done.skred, done.tilstand) == (-20, "gennemfoert")


def test_money_risk_and_deliverables_have_their_lights(kladde, tina, hr, kim):
    post = add(Budgetpost, kladde, by=tina, titel="Kurser")
    for slags, kroner in (("budget", 160_000), ("prognose", 176_001)):
        set_amount(post, by=tina, aar=2020, slags=slags, kroner=kroner)
    risk = add(Planrisiko, kladde, by=tina, haendelse="Sygdom", ejer=tina)
    assess(risk, by=tina, sandsynlighed=2, konsekvens=4, naerhed="nu")
    row = builders_indsats.leverance(kladde, hr)
    plan = builders_indsats.aktiv(kladde)
    asked = lys(plan)
    row.refresh_from_db()
    confirm(row, by=kim)

    assert (asked["oekonomi"], asked["risiko"], asked["leverancer"]) == ("roed", "gul", "gul")
    assert (lys(plan)["leverancer"], lys(plan)["samlet"]) == ("groen", "roed")


@pytest.fixture
def grow(tina, hr):
    """Return a function that gives a kladde so many rows of each kind and puts it in force."""

    def make(plan, rows):
        for nr in range(rows):
            builders_indsats.milepael(plan, f"Milepæl {nr}")
            builders_indsats.definition(builders_indsats.indikator(builders_indsats.maal(plan, f"Mål {nr}")))
            post = add(Budgetpost, plan, by=tina, titel=f"Post {nr}")
            set_amount(post, by=tina, aar=2020, slags="budget", kroner=1_000)
            assess(add(Planrisiko, plan, by=tina, haendelse=f"Risiko {nr}", ejer=tina), by=tina, sandsynlighed=2,
                   konsekvens=2, naerhed="nu")  # fmt: skip
            builders_indsats.leverance(plan, hr, f"Leverance {nr}")
        return builders_indsats.aktiv(plan)

    return make


@pytest.fixture
def planer(tina, per, styregruppe, grow):
    """Three running plans, with one, two and three rows of each kind."""
    unit = builders.afdeling("E", navn="Enheden")
    return [grow(builders_indsats.plan(tina, per, styregruppe, ejerenhed=unit), rows) for rows in (1, 2, 3)]


def test_two_queries_whatever_the_number_of_plans_and_rows(planer, count_queries):
    counts = [count_queries(partial(statuses, plans, S)) for plans in (planer[:1], planer[2:], planer)]

    assert counts == [2, 2, 2]


def test_many_plans_are_judged_as_each_alone(planer, tina):
    report(planer[1].maal.first().indikatorer.get().definitioner.get().maalemetoder.get(), by=tina, taeller=73,
           naevner=100, kilde="fagsystemet", periode_start=date(2020, 4, 1), periode_slut=S)  # fmt: skip

    together = {key: one.lys for key, one in statuses(planer, S, 1).items()}

    assert together == {plan.pk: plan_status(plan, S).lys for plan in planer}


def test_rows_are_known_whole_without_asking_again(planer, hr, count_queries):
    status = plan_status(planer[0], S)

    def look():
        one = status.maal[0].indikatorer[0]
        shown = [one.definition.delmaal.all(), one.definition.maalemetoder.all(), status.maal[0].maal.ejer.navn,
                 one.indikator.maal.plan.nummer, status.leverancer[0][0].leverandoer.navn,
                 status.milepaele[0].milepael.plan.titel]  # fmt: skip
        assert shown[-2:] == [hr.navn, planer[0].titel]

    assert count_queries(look) == 0


def test_decimals_are_read_exactly(kladde, tina):
    step = {"senest": date(2020, 6, 30), "vaerdi": Decimal("70.1234")}
    measured(kladde, tina, Decimal("73.333333"), delmaal=[step])

    one = plan_status(builders_indsats.aktiv(kladde), S).maal[0].indikatorer[0]

    assert (one.delmaal, one.vaerdi) == (Decimal("70.1234"), Fraction("73.333333"))


@pytest.mark.parametrize("part", [planstatus.milestones, planstatus.money, planstatus.risks])
def test_each_part_is_one_query(planer, count_queries, part):
    assert count_queries(lambda: part(planer[2], S)) == 1


def test_goals_are_two_queries(planer, count_queries):
    assert count_queries(lambda: planstatus.goals(planer[2], S)) == 2

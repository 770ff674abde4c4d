"""20 §10 Excel: the plan as sheets, a row per thing, uuid first, dates as written and as read, numbers as numbers."""

from datetime import date
from decimal import Decimal

import pytest

from indsatser.document.regneark import sheets
from indsatser.models import Indikator, Indsatsplan, Maal, Milepael
from mso_portal.motor.imports.laesning import read_table
from mso_portal.motor.models import Opslag
from tests import builders_indsats
from tests.indsatser.planside import som
from tests.indsatser.rigplan import rig

DAG = date(2020, 6, 15)
UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"


@pytest.fixture
def plan(kladde, hr):
    return rig(kladde, hr)


def ark(plan, navn, dato=DAG):
    """Return the rows of a sheet as dicts by heading."""
    found = {name: (heads, rows) for name, heads, rows in sheets(plan, dato)}
    heads, rows = found[navn]
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_seven_sheets_each_with_uuid_first(plan):
    found = sheets(plan, DAG)

    assert [name for name, _, _ in found] == [
        "Milepæle", "Mål og indikatorer", "Målinger", "Leverancer", "Risici", "Økonomi", "Opfølgning",
    ]  # fmt: skip
    assert {heads[0] for _, heads, _ in found} == {"uuid"}
    assert [len(rows) for _, _, rows in found] == [3, 4, 1, 1, 1, 3, 1]
    assert all(len(str(row[0])) == 36 for _, _, rows in found for row in rows)


def test_milestone_has_its_dates_as_written_and_as_read(plan):
    row = next(one for one in ark(plan, "Milepæle") if one["Titel"] == "Kursus er holdt")

    assert row["uuid"] == str(Milepael.objects.get(titel="Kursus er holdt").uuid)
    assert [row[f"Godkendt dato{part}"] for part in ("", ", start", ", slut", ", præcision")] == [
        "uge 43-45 2020", "2020-10-19", "2020-11-08", "uge",
    ]  # fmt: skip
    assert (row["Forventet"], row["Tilstand"], row["Dage fra godkendt"], row["Kritisk"]) == (
        "30. november 2020", "Planlagt", 22, "Ja",
    )  # fmt: skip


def test_finished_milestone_has_its_day(plan):
    row = next(one for one in ark(plan, "Milepæle") if one["Titel"] == "Plan er lagt")

    assert (row["Gennemført"], row["Tilstand"], row["Dage fra godkendt"]) == ("2020-06-08", "Gennemført", -2)


def test_goal_is_followed_by_its_indicator_and_the_definition_in_force(plan):
    goal, indikator = ark(plan, "Mål og indikatorer")[:2]

    assert (goal["Slags"], goal["uuid"], goal["Tilstand"]) == (
        "Mål", str(Maal.objects.get(tekst="Alle sager har en plan").uuid), "Måles",
    )  # fmt: skip
    assert indikator["Målets uuid"] == goal["uuid"]
    assert {name: indikator[name] for name in ("Definition", "Mål, værdi", "Enhed", "Baseline, værdi",
                                              "Målet nås senest", "Målemetoder")} == {
        "Definition": "Nr. 1", "Mål, værdi": 75, "Enhed": "%", "Baseline, værdi": 67,
        "Målet nås senest": "2020-12-31", "Målemetoder": "Registerudtræk",
    }  # fmt: skip


def test_undefined_indicator_says_who_clarifies_and_by_when(plan):
    row = ark(plan, "Mål og indikatorer")[-1]

    assert (row["Tilstand"], row["Som skrevet i kilden"], row["Afklares senest, slut"], row["Afklares af"]) == (
        "Ikke defineret", "udarbejdes", "2020-09-01", "Tina Tovholder",
    )  # fmt: skip
    assert (row["Definition"], row["Mål, værdi"]) == ("", "")


def test_value_stands_beside_its_numerator_and_denominator(plan):
    (row,) = ark(plan, "Målinger")

    assert row["uuid"] == str(Indikator.objects.get(navn="Andel sager med en plan").uuid)
    assert (row["Tæller"], row["Nævner"], row["Værdi"], row["Enhed"], row["Periode til"], row["Rolle"]) == (
        55, 61, Decimal("90.1639"), "%", "2020-03-31", "Primær",
    )  # fmt: skip


def test_value_of_too_few_is_hidden(plan):
    figure = Indikator.objects.get(navn="Andel sager med en plan").definitioner.get().maalemetoder.get().serie.noegletal
    type(figure).objects.filter(pk=figure.pk).update(personfoelsom=True, mindste_naevner=62)

    (row,) = ark(plan, "Målinger")

    assert (row["Tæller"], row["Nævner"], row["Værdi"], row["Bemærkning"]) == ("", "", "", "Skjult (for få svar)")


def test_value_of_a_period_that_has_not_ended_is_left_out(plan):
    assert ark(plan, "Målinger", date(2020, 3, 30)) == []


def test_money_is_whole_kroner_a_row_for_each_amount(plan):
    assert [(row["Post"], row["År"], row["Slags"], row["Kroner"]) for row in ark(plan, "Økonomi")] == [
        ("Undervisning", 2020, "Budget", 160_000), ("Undervisning", 2020, "Forbrug", 40_000),
        ("Undervisning", 2020, "Prognose", 176_001),
    ]  # fmt: skip


def test_delivery_risk_and_point_are_whole(plan):
    (delivery,), (risk,), (point,) = (ark(plan, name) for name in ("Leverancer", "Risici", "Opfølgning"))

    assert (delivery["Leverandør"], delivery["Ønsket, slut"], delivery["Aftalt"], delivery["Tilstand"]) == (
        "HR og udvikling", "2020-09-15", "", "Ikke bekræftet",
    )  # fmt: skip
    assert (risk["Sandsynlighed"], risk["Konsekvens, tal"], risk["Score"], risk["Nærhed"]) == (3, 4, 12, "nu")
    assert (point["Art"], point["Frist, slut"], point["Tilstand"]) == ("Vilkår", "2020-09-01", "Ikke afsluttet")


def test_file_is_named_by_number_and_day_alone(plan, ada):
    response = som(ada).get(f"/indsatsplaner/{plan.nummer}/plan.xlsx")

    assert response["Content-Disposition"] == f'attachment; filename="{plan.nummer}-2020-06-15.xlsx"'
    assert read_table("a.xlsx", response.content).kolonner[:3] == ("uuid", "Tema", "Titel")


def test_text_that_could_be_a_formula_stays_text(kladde, tina, ada):
    builders_indsats.milepael(kladde, "=HYPERLINK(A1)")
    plan = builders_indsats.aktiv(kladde)

    content = som(tina).get(f"/indsatsplaner/{plan.nummer}/plan.xlsx").content

    assert read_table("a.xlsx", content).raekker[0][2] == "=HYPERLINK(A1)"
    assert b"<f>" not in content


def test_fetch_of_a_lukket_plan_is_noted(tina, per, styregruppe):
    plan = builders_indsats.plan(tina, per, styregruppe, **builders_indsats.LUKKET)
    for name in ("plan.xlsx", "milepaele.ics", "plan.pdf"):
        som(tina).get(f"/indsatsplaner/{plan.nummer}/{name}")

    assert (
        list(Opslag.objects.order_by("pk").values_list("slags", "genstande"))
        == [("eksport", [["indsatser.indsatsplan", str(plan.uuid)]])] * 3
    )


@pytest.mark.parametrize("name", ["plan.xlsx", "milepaele.ics", "plan.pdf"])
def test_lukket_plan_is_404_for_who_may_not_see_it(tina, per, styregruppe, ada, name):
    plan = builders_indsats.plan(tina, per, styregruppe, **builders_indsats.LUKKET)

    assert som(ada).get(f"/indsatsplaner/{plan.nummer}/{name}").status_code == 404
    assert Indsatsplan.objects.visible_to(tina).count() == 1


def test_whole_plan_takes_14_queries(kladde, hr, django_assert_num_queries):
    plan = rig(kladde, hr)

    with django_assert_num_queries(14):
        sheets(plan, DAG)

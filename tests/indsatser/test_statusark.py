"""21 §11 export: a locked status as sheets, from its data alone; those of a live plan, and what status it is."""

from datetime import date
from decimal import Decimal

import pytest

from indsatser.document import regneark
from indsatser.document.statusark import sheets
from indsatser.models import Milepael
from indsatser.workflow import statuslaas
from indsatser.workflow.milepael import forecast
from indsatser.workflow.status import current_data
from mso_portal.motor.imports.laesning import read_table
from mso_portal.motor.models import Opslag
from tests import builders_indsats, builders_status
from tests.builders_indsats import LUKKET, tid
from tests.indsatser import faelles, statusverden
from tests.indsatser.planside import som, sti

FIL = "status/2020-K2/v1/status.xlsx"
FAELLES = faelles.aaben


@pytest.fixture(autouse=True)
def uden_pdf(monkeypatch):
    monkeypatch.setattr(statuslaas, "render_in_child", statusverden.rendered)


def ark(status, navn):
    """Return the rows of a sheet as dicts by heading."""
    found = {name: (heads, rows) for name, heads, rows in sheets(current_data(status))}
    heads, rows = found[navn]
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_sheets_are_the_status_and_those_of_a_live_plan(status):
    live = regneark.sheets(status.plan, date(2020, 6, 15))

    found = sheets(current_data(status))

    assert [name for name, _, _ in found] == ["Status", "Vurdering", *(name for name, _, _ in live)]
    assert {heads[0] for _, heads, _ in found[2:]} == {"uuid"}
    assert [len(rows) for _, _, rows in found] == [12, 6, *(len(rows) for _, _, rows in live)]
    assert all(len(row) == len(heads) for _, heads, rows in found for row in rows)


@pytest.mark.parametrize(
    ("navn", "andet", "antal"), [("Milepæle", "Ansvarlig", 22), ("Målinger", "Datakilde", 15), ("Opfølgning", "", 11)]
)
def test_what_a_live_plan_tells_too_is_told_alike(status, navn, andet, antal):
    live = {name: (heads, rows) for name, heads, rows in regneark.sheets(status.plan, date(2020, 6, 15))}
    heads, rows = live[navn]
    told = [dict(zip(heads, row, strict=True)) for row in rows]

    found = ark(status, navn)

    both = set(heads) & set(found[0]) - {andet}
    assert len(both) == antal
    assert [{name: row[name] for name in both} for row in found] == [{name: row[name] for name in both} for row in told]


def test_status_says_what_it_is(status):
    found = {row["Felt"]: row["Indhold"] for row in ark(status, "Status")}

    assert {name: found[name] for name in ("Plan", "Status", "Version", "Data pr.", "Godkendt af")} == {
        "Plan": status.plan.nummer, "Status": "2. kvartal 2020", "Version": 1, "Data pr.": "2020-06-15",
        "Godkendt af": "Ikke godkendt",
    }  # fmt: skip


def test_lights_stand_with_suggestion_and_reason(status, tina):
    statusverden.skrevet(status)

    found = {row["Dimension"]: row for row in ark(status, "Vurdering")}

    assert found["Økonomi"] == {
        "Dimension": "Økonomi", "Valgt": "Kræver handling", "Forslag": "Kræver handling", "Sidst": "–",
        "Begrundelse": "", "Årsag og tiltag": "Lokalet er bestilt.",
    }  # fmt: skip


def test_milestone_tells_how_its_forecast_has_moved(status, tina):
    row = Milepael.objects.get(titel="Kursus er holdt")
    forecast(row, by=tina, tidspunkt=tid("15. december 2020"), begrundelse="Lokalet er optaget.")

    found = next(one for one in ark(status, "Milepæle") if one["uuid"] == str(row.uuid))

    assert (found["Forventet, slut"], found["Gange flyttet"], found["Begrundelse"], found["Bekræftet"]) == (
        "2020-12-15", 2, "Lokalet er optaget.", "2020-06-15",
    )  # fmt: skip


def test_goal_is_followed_by_its_indicator_with_the_value_now(status):
    goal, one, _, undefined = ark(status, "Mål og indikatorer")

    assert (goal["Slags"], goal["Tilstand"], one["Målets uuid"]) == ("Mål", "Måles", goal["uuid"])
    names = ("Definition", "Nu", "Vurdering", "Mål, værdi", "Enhed", "Baseline", "Målemetode")
    assert [one[name] for name in names] == [
        "Nr. 1", "55 af 61 (90 %)", "På plan", 75, "%", "67 %", "Registerudtræk (fagsystem)",
    ]  # fmt: skip
    assert (undefined["Tilstand"], undefined["Som skrevet i kilden"], undefined["Definition"]) == (
        "Ikke defineret", "udarbejdes", "",
    )  # fmt: skip


def test_hidden_value_is_no_number(status):
    data = current_data(status)
    point = data["maal"][0]["indikatorer"][0]["punkter"][0]
    point |= {"skjult": True, "taeller": None, "naevner": None}

    ((*_, last),) = [row for name, _, row in sheets(data) if name == "Målinger"]

    assert (last[8:11], last[-1]) == ([""] * 3, "Skjult (for få svar)")


def test_value_is_told_to_four_decimals(status):
    assert ark(status, "Målinger")[0]["Værdi"] == Decimal("90.1639")


def test_delivery_and_risk_are_whole(status):
    (delivery,), (risk,) = ark(status, "Leverancer"), ark(status, "Risici")

    assert [delivery[name] for name in ("Leverandør", "Tilstand", "Spurgt", "Ønsket, slut", "Aftalt", "Leveret")] == [
        "HR og udvikling", "Ikke bekræftet", "2020-06-15", "2020-09-15", "", "",
    ]  # fmt: skip
    assert [risk[name] for name in ("Sandsynlighed", "Konsekvens, tal", "Score", "Score sidst", "Vurderet")] == [
        3, 4, 12, "", "2020-06-15",
    ]  # fmt: skip


def test_money_is_whole_kroner_a_row_for_each_amount(status):
    assert [(row["Post"], row["År"], row["Slags"], row["Kroner"]) for row in ark(status, "Økonomi")] == [
        ("Undervisning", 2020, "Budget", 160_000), ("Undervisning", 2020, "Forbrug", 40_000),
        ("Undervisning", 2020, "Prognose", 176_001),
    ]  # fmt: skip


# The file


def test_file_is_of_what_was_locked(status, sofie, tina, ada):
    plan = statusverden.laast(status, sofie).plan
    before = som(ada).get(sti(plan, FIL))
    forecast(plan.milepaele.get(titel="Afslutning"), by=tina, tidspunkt=tid("1. marts 2021"), begrundelse="Vi venter.")

    after = som(ada).get(sti(plan, FIL))

    name = f'attachment; filename="{plan.nummer}-2020-K2-status-1.xlsx"'
    assert (after.status_code, after["Content-Disposition"], after.content) == (200, name, before.content)
    assert read_table("a.xlsx", after.content).kolonner == ("Felt", "Indhold")


def test_fetch_of_a_lukket_status_is_noted_and_others_get_404(tina, per, styregruppe, ejerenhed, sofie, ada):
    plan = builders_indsats.plan(tina, per, styregruppe, ejerenhed=ejerenhed, **LUKKET)
    statusverden.laast(builders_status.status(plan), sofie)

    statuses = [som(person).get(sti(plan, FIL)).status_code for person in (tina, ada)]

    assert statuses == [200, 404]
    assert list(Opslag.objects.values_list("slags", "genstande")) == [
        ("eksport", [["indsatser.indsatsplan", str(plan.uuid)]])
    ]


def test_status_that_is_not_locked_has_no_file(status, tina):
    assert som(tina).get(sti(status.plan, FIL)).status_code == 404


def test_risk_that_was_only_half_assessed_last_time_has_no_score_of_then(status):
    data = current_data(status)
    data["risici"][0]["foer"] = [3, None]

    ((heads, (row,)),) = [(heads, rows) for name, heads, rows in sheets(data) if name == "Risici"]

    assert dict(zip(heads, row, strict=True))["Score sidst"] == regneark.number(None)

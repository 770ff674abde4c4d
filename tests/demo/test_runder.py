"""The demo's rounds: two frozen quarters of both worked plans, one corrected, one round of the Task Force open."""

from collections import Counter
from datetime import date, datetime

import pytest

from indsatser.models import Kvartalsstatus, Rundeudgave, Statusbidrag, Statusrunde, Statusudgave
from indsatser.workflow.statusudgave import unproven
from mso_portal.motor import ur
from mso_portal.vaerdier.datoer import DANSK_TID
from tests.demo.planer import DAGEN, K2, K3, plan


@pytest.fixture(autouse=True)
def world(verden, db):
    """Every test here reads the one played world, on the demo's day."""
    with ur.stil(DAGEN):
        yield


def data(key, noegle, nr=1):
    return Statusudgave.objects.get(status__plan=plan(key), status__noegle=noegle, status__nr=nr).data


def lys(found, column="forslag"):
    return {row["dimension"]: row[column] for row in found["lys"]}


def changes(found):
    """[(group, name, text)] of what changed since the status before."""
    return [(row[0], row[2], row[6]) for row in found["forskelle"]]


def test_these_statuses_are_frozen():
    rows = Kvartalsstatus.objects.filter(laast_den__isnull=False).order_by("laast_den", "plan__nummer")

    assert [(one.plan.titel, one.runde.forum.kode, one.noegle, one.nr, one.udgave.form) for one in rows] == [
        (plan("takt").titel, "BES", "2020-K2", 1, "kort"), (plan("udvikling").titel, "KIS", "2020-K2", 1, "fuld"),
        (plan("udvikling").titel, "KIS", "2020-K2", 2, "fuld"), (plan("teams").titel, "BES", "2020-K3", 1, "kort"),
        (plan("takt").titel, "BES", "2020-K3", 1, "kort"), (plan("udvikling").titel, "KIS", "2020-K3", 1, "fuld"),
        (plan("udvikling").titel, "TF", "2020-10-19", 1, "kort"),
    ]  # fmt: skip
    assert not any(one.uden_godkendelse for one in rows)


def test_quarters_were_locked_between_their_day_and_their_meeting():
    rounds = Statusrunde.objects.filter(forum__kode="BES", tilstand="afsluttet").order_by("statusdato")

    assert [(one.noegle, one.statusdato, one.moededato) for one in rounds] == [
        ("2020-K2", K2, date(2020, 7, 6)), ("2020-K3", K3, date(2020, 10, 12)),
    ]  # fmt: skip
    locked = [one.statusser.get(plan=plan("takt")).laast_den for one in rounds]
    assert locked == [datetime(2020, 7, 2, 13, tzinfo=DANSK_TID), datetime(2020, 10, 8, 10, tzinfo=DANSK_TID)]


def test_takt_og_tone_of_the_second_quarter():
    found = data("takt", "2020-K2")

    assert lys(found) == {
        "samlet": "roed", "tid": "roed", "maal": "graa", "oekonomi": "groen", "risiko": "graa", "leverancer": "gul",
    }  # fmt: skip
    assert lys(found, "valgt") == {**lys(found), "samlet": "gul"}
    assert [row["begrundelse"] != "" for row in found["lys"]] == [True, False, False, False, False, False]
    assert found["beregnet"]["lys"]["tid"]["boks"] == "3 af 5 milepæle gennemført, værste skred 84 dage"
    assert [row["muligheder"][0]["indstillet"] for row in found["beslutninger"]] == [True]


def test_takt_og_tone_of_the_third_quarter():
    found = data("takt", "2020-K3")

    assert lys(found) == lys(found, "valgt") == {
        "samlet": "roed", "tid": "groen", "maal": "graa", "oekonomi": "roed", "risiko": "graa", "leverancer": "gul",
    }  # fmt: skip
    assert found["beregnet"]["lys"]["oekonomi"]["boks"] == "Prognose 176.001 kr. af 160.000 kr."
    assert [row["valgt"] for row in found["tidligere_beslutninger"]] == ["A: Pårørendes tilfredshed, 67 % i 2019"]
    assert [row["art"] for row in found["opfoelgning"] if row["art"] == "vilkaar" and not row["lukket"]] == ["vilkaar"]


def test_takt_og_tone_changed_in_exactly_this():
    found = changes(data("takt", "2020-K3"))

    assert Counter(group for group, _, _ in found) == {
        "lys": 3, "milepaele": 2, "maal": 1, "oekonomi": 3, "leverancer": 5, "opfoelgning": 6,
    }  # fmt: skip
    assert [text for group, _, text in found if group == "lys"] == [
        "Afvigelse → Kræver handling", "Kræver handling → På plan", "På plan → Kræver handling",
    ]  # fmt: skip
    assert [text for group, _, text in found if group == "maal"] == ["Ikke defineret → Defineret"]
    assert [text for group, _, text in found if group == "oekonomi"] == [
        "Forbrug 2020: 0 kr. → 52.000 kr.", "Prognose 2020: 80.000 kr. → 96.001 kr.",
        "Forbrug 2020: 0 kr. → 28.000 kr.",
    ]  # fmt: skip
    states = [text for group, _, text in found if group == "leverancer" and text.startswith("Ikke bekræftet")]
    assert Counter(states) == {"Ikke bekræftet → Aftalt": 2, "Ikke bekræftet → Andet tidspunkt": 1}


def test_extra_cost_was_accepted_to_the_end_of_the_year():
    asked = Kvartalsstatus.objects.get(plan=plan("takt"), noegle="2020-K3").beslutninger.get()

    assert (asked.udfald.art, asked.udfald.valgt.bogstav) == ("vedtaget", "A")
    assert (asked.udfald.accepteret, asked.udfald.accepteret_til) == ("oekonomi", date(2020, 12, 31))
    assert asked.udfald.laast_den is not None


def test_deliverables_nobody_answered_are_printed_as_not_reported():
    missing = [row for row in data("takt", "2020-K2")["bidrag"] if row["svar"] == "mangler"]

    assert [row["slags"] for row in missing] == ["leverance"] * 3
    assert all(row["hvem"].startswith("Kontorchef: ") for row in missing)


def test_corrected_measurement_stands_in_version_two_alone():
    first, second = data("udvikling", "2020-K2"), data("udvikling", "2020-K2", 2)

    def counted(found):
        name = "I nye sager foreligger handleplanen inden fristen"
        (one,) = [each for goal in found["maal"] for each in goal["indikatorer"] if goal["tekst"] == name]
        return one["punkter"][-1]["taeller"], found["beregnet"]["indikatorer"][one["uuid"]]["nu"]

    assert (counted(first), counted(second)) == (("27", "27 af 31 (87 %)"), ("28", "28 af 31 (90 %)"))
    assert [(row["foer"], row["efter"]) for row in second["rettelser"]] == [("27", "28")]
    assert data("udvikling", "2020-K3")["forrige"]["nr"] == 2


def test_udviklingsplan_changed_in_exactly_this():
    found = changes(data("udvikling", "2020-K3"))
    measured = [text for group, _, text in found if group == "maalinger"]

    assert Counter(group for group, _, _ in found) == {
        "lys": 2, "milepaele": 4, "maal": 3, "maalinger": 13, "risici": 2,
    }  # fmt: skip
    assert ("47 af 53 → 46 af 54" in measured, "66 af 79 → ikke opgjort" in measured) == (True, True)
    assert ("milepaele", "Sidste tema introduceret",
            "Godkendt: 31. august 2020 → 30. september 2020 (Ændring 1)") in found  # fmt: skip
    assert [text for group, _, text in found if group == "risici"] == ["Score 12 → 16", "Ny risiko, score 8"]


def test_open_round_of_the_task_force_has_two_answers_and_lacks_three():
    rows = Statusbidrag.objects.filter(status__noegle="2020-11-30").select_related("ansvarlig")
    open_ones = {one.ansvarlig.navn for one in rows if one.svar == "mangler"}

    assert {one.ansvarlig.navn for one in rows} - open_ones == {"Tim Tovholder", "Pernille Programejer"}
    assert open_ones == {"Mads Myndighedsleder", "Stella Stabskonsulent", "Sara Sagsbehandler"}


def test_portfolio_of_a_round_is_of_all_and_open_to_all():
    rows = Rundeudgave.objects.order_by("runde__forum", "runde__noegle", "nr")

    assert {one.variant for one in rows} == {"alle"}
    newest = rows.filter(runde__noegle="2020-K3", runde__forum__kode="BES").last()
    assert [row["nummer"] for row in newest.data["planer"]] == [plan("takt").nummer, plan("teams").nummer]


def test_every_edition_says_today_what_was_locked():
    assert list(unproven()) == []

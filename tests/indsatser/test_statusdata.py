"""21 §6: what a status says of its plan on its day, as plain data."""

import json
from datetime import date, datetime
from fractions import Fraction

import pytest

from indsatser.document.statusdata import build_data
from indsatser.document.statusmaal import point_data
from indsatser.models import Indikatordefinition, Kvartalsstatus, Milepael, Opfoelgningspunkt, Planrisiko
from indsatser.models.planstatus import plan_status
from indsatser.workflow import status as statusverber
from indsatser.workflow import statuslaas
from indsatser.workflow.leverance import confirm, deliver, drop
from indsatser.workflow.maaling import report
from indsatser.workflow.milepael import complete, forecast
from indsatser.workflow.plan import edit_plan
from indsatser.workflow.risiko import assess, close_point, close_risk
from indstillinger.models.indhold import digest
from maalinger.statistik.punkt import Punkt
from mso_portal.motor import ur
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders_status
from tests.builders_indsats import LUKKET, tid
from tests.indsatser import mange, statusverden
from tests.indsatser.rigplan import rig

S = date(2020, 6, 15)
SENERE = datetime(2020, 7, 1, 9, 0, tzinfo=DANSK_TID)
EFTERAAR = datetime(2020, 10, 2, 9, 0, tzinfo=DANSK_TID)


@pytest.fixture
def status(kladde, hr):
    """The status of a plan with something in every room, on 15 June 2020."""
    return builders_status.status(rig(kladde, hr))


def fresh(status):
    return Kvartalsstatus.objects.select_related("plan", "runde").get(pk=status.pk)


def row(data, kind, name, **known):
    """The only row of a kind that has the values."""
    (found,) = [one for one in data[kind] if one.items() >= known.items()]
    return found[name]


def _floats(value):
    if isinstance(value, dict):
        return [found for one in value.values() for found in _floats(one)]
    if isinstance(value, list):
        return [found for one in value for found in _floats(one)]
    return [value] if isinstance(value, float) else []


def test_data_is_plain(status):
    data = build_data(status)

    assert json.loads(json.dumps(data)) == data
    assert _floats(data) == []
    assert (data["skema"], data["form"], data["forrige"]) == (1, "kort", None)


def test_same_plan_has_the_same_digest(status):
    assert digest(build_data(status)) == digest(build_data(fresh(status)))


def test_suggestions_are_the_lights_of_the_plan(status):
    data = build_data(status)
    live = plan_status(status.plan, S).lys

    found = {name: (one["lys"], one["usikker"], one["tekst"]) for name, one in data["beregnet"]["lys"].items()}
    assert found == {name: (one.lys, one.usikker, one.tekst) for name, one in live.items()}
    assert {row["dimension"]: row["forslag"] for row in data["lys"]} == {name: one.lys for name, one in live.items()}


def test_persons_have_their_titles(status, tina):
    tina.stilling = "specialkonsulent"
    tina.save()

    data = build_data(fresh(status))

    assert data["plan"]["tovholder"] == "Tina Tovholder, specialkonsulent"
    assert row(data, "milepaele", "ansvarlig", titel="Afslutning") == "Tina Tovholder, specialkonsulent"
    assert row(data, "milepaele", "ansvarlig", titel="Kursus er holdt") == "kursusleder"


def test_milestone_done_after_the_day_is_open_on_it(status, tina):
    last = Milepael.objects.get(titel="Afslutning")
    with ur.stil(SENERE):
        complete(last, by=tina, dato=date(2020, 6, 18))

    data = build_data(status)

    assert row(data, "milepaele", "faktisk", titel="Afslutning") is None
    assert row(data, "milepaele", "faktisk_efter", titel="Afslutning") == "2020-06-18"
    assert row(data, "milepaele", "prognose", titel="Afslutning") == {
        "tekst": "18. juni 2020", "start": "2020-06-18", "slut": "2020-06-18", "praecision": "dag",
    }  # fmt: skip
    assert row(data, "milepaele", "faktisk", titel="Plan er lagt") == "2020-06-08"


def test_forecast_is_told_with_moves_and_newest_reason(status, tina):
    first = Milepael.objects.get(titel="Kursus er holdt")
    forecast(first, by=tina, tidspunkt=tid("15. december 2020"), begrundelse="Lokalet er optaget.")

    (found,) = [one for one in build_data(status)["milepaele"] if one["titel"] == "Kursus er holdt"]

    assert (found["prognose"]["slut"], found["flytninger"], found["begrundelse"]) == (
        "2020-12-15", 2, "Lokalet er optaget.",
    )  # fmt: skip
    assert (found["godkendt"]["slut"], found["oprindelig"]["slut"]) == ("2020-11-08", "2020-11-08")


def test_forecast_that_is_confirmed_is_told_with_the_day_it_was_given(status, tina):
    asked = status.bidrag.filter(milepael__titel="Kursus er holdt")
    asked.update(svar="uaendret", besvaret_den=SENERE, besvaret_af=tina)

    data = build_data(fresh(status))

    assert row(data, "milepaele", "bekraeftet", titel="Kursus er holdt") == "2020-07-01"
    assert row(data, "milepaele", "uaendret_siden", titel="Kursus er holdt") == "2020-06-15"


def test_definition_and_values_are_told_exactly(status):
    (one,) = [each for goal in build_data(status)["maal"] for each in goal["indikatorer"] if each["definition"]]
    definition, (punkt,) = one["definition"], one["punkter"]

    assert (definition["maal"], definition["baseline"], definition["delmaal"]) == (
        "75 %", "67 %", "70 % den 31. marts 2020",
    )  # fmt: skip
    assert (definition["maalvaerdi"], definition["baseline_vaerdi"], definition["trin"]) == (
        "75", "67", [["2020-03-31", "70"]],
    )  # fmt: skip
    assert (punkt["taeller"], punkt["naevner"], punkt["periode_slut"]) == ("55", "61", "2020-03-31")


def test_value_that_may_not_be_shown_is_not_frozen():
    hidden = Punkt(date(2020, 1, 1), date(2020, 3, 31), Fraction(2), Fraction(3), population=4, skjult=True)

    found = point_data(hidden)

    assert (found["skjult"], found["taeller"], found["naevner"], found["population"]) == (True, None, None, None)


def test_value_of_a_later_period_is_not_told(status, tina):
    metode = Indikatordefinition.objects.get().maalemetoder.get()
    period = {"periode_start": date(2020, 4, 1), "periode_slut": date(2020, 6, 30)}
    with ur.stil(SENERE):
        report(metode, by=tina, **period, taeller=60, naevner=61, kilde="fagsystemet")

    (one,) = [each for goal in build_data(status)["maal"] for each in goal["indikatorer"] if each["definition"]]

    assert [each["periode_slut"] for each in one["punkter"]] == ["2020-03-31"]


def test_contributions_say_who_what_and_what_was_known(status):
    found = {(one["slags"], one["hvem"], one["seneste"]) for one in build_data(status)["bidrag"]}

    assert found >= {
        ("leverance", "Kontorchef: Kim Kontorchef", "Ikke bekræftet"),
        ("risiko", "Ejer: Tina Tovholder", "Score 12"),
        ("oekonomi", "Tovholder: Tina Tovholder", "Prognose 176.001 kr."),
    }


def test_risk_is_told_as_it_is_judged_now(status, tina):
    assess(Planrisiko.objects.get(), by=tina, sandsynlighed=5, konsekvens=4, naerhed="nu")

    (risk,) = build_data(status)["risici"]

    assert (risk["s"], risk["k"], risk["foer"], risk["lukket"]) == (5, 4, None, None)


def test_point_closed_since_the_last_status_is_told_once_more(status, tina):
    close_point(Opfoelgningspunkt.objects.get(), by=tina, tekst="Kurset følges af en øvelse.")

    (point,) = build_data(status)["opfoelgning"]

    assert (point["lukket"], point["lukket_tekst"]) == ("2020-06-15", "Kurset følges af en øvelse.")


def test_what_was_delivered_before_the_last_status_stays_and_keeps_its_light_green(kladde, hr, kim, sofie, monkeypatch):
    monkeypatch.setattr(statuslaas, "render_in_child", statusverden.rendered)
    plan = rig(kladde, hr)
    deliver(confirm(plan.leverancer.get(), by=kim), by=kim)
    statusverden.laast(builders_status.status(plan), sofie)
    with ur.stil(EFTERAAR):
        runde = builders_status.runde(plan.styregruppe, sofie, date(2020, 9, 30), None)
        data = build_data(builders_status.status(plan, runde))

    assert [(one["titel"], one["tilstand"]) for one in data["leverancer"]] == [("Kommunikationsplan", "leveret")]
    assert data["beregnet"]["lys"]["leverancer"]["lys"] == plan_status(plan, runde.statusdato).lys["leverancer"].lys
    assert data["beregnet"]["lys"]["leverancer"]["lys"] == "groen"
    assert [row for row in data["forskelle"] if row[0] == "leverancer"] == []


def test_what_was_dropped_is_told_in_one_status(kladde, hr, tina, sofie, monkeypatch):
    monkeypatch.setattr(statuslaas, "render_in_child", statusverden.rendered)
    plan = rig(kladde, hr)
    drop(plan.leverancer.get(), by=tina, begrundelse="Planen er skrevet af andre.")
    first = builders_status.status(plan)
    told = [one["tilstand"] for one in build_data(fresh(first))["leverancer"]]
    statusverden.laast(first, sofie)
    with ur.stil(EFTERAAR):
        runde = builders_status.runde(plan.styregruppe, sofie, date(2020, 9, 30), None)
        data = build_data(builders_status.status(plan, runde))

    assert (told, data["leverancer"]) == (["bortfaldet"], [])


def test_what_ended_after_the_approval_is_told_in_the_next_status(kladde, hr, tina, sofie, monkeypatch):
    monkeypatch.setattr(statuslaas, "render_in_child", statusverden.rendered)
    plan = rig(kladde, hr)
    statusverden.laast(builders_status.status(plan), sofie)
    close_risk(Planrisiko.objects.get(), by=tina, begrundelse="Kurset er holdt.")
    close_point(Opfoelgningspunkt.objects.get(), by=tina, tekst="Kurset følges af en øvelse.")
    drop(plan.leverancer.get(), by=tina, begrundelse="Planen er skrevet af andre.")
    with ur.stil(EFTERAAR):
        runde = builders_status.runde(plan.styregruppe, sofie, date(2020, 9, 30), None)
        data = build_data(builders_status.status(plan, runde))

    assert [(row[0], row[3]) for row in data["forskelle"] if row[0] in ("risici", "leverancer", "opfoelgning")] == [
        ("risici", "lukket"), ("leverancer", "tilstand"), ("opfoelgning", "lukket"),
    ]  # fmt: skip


def test_light_chosen_beside_another_suggestion_counts_as_not_chosen(status):
    statusverden.skrevet(status)
    statusverden.moved(status)

    (found,) = [row for row in build_data(statusverber.read(status))["lys"] if row["dimension"] == "tid"]

    assert (found["valgt"], found["forslag"], found["begrundelse"]) == (None, "roed", "")
    assert found["aarsag_tiltag"] == "Lokalet er bestilt."


def test_what_was_lukket_then_is_not_told_when_the_plan_is_opened(kladde, hr, sofie, monkeypatch):
    monkeypatch.setattr(statuslaas, "render_in_child", statusverden.rendered)
    monkeypatch.setattr(statuslaas, "_openness", lambda status, data: "lukket")
    laast = statusverden.laast(builders_status.status(rig(kladde, hr)), sofie, beslutninger=statusverden.asked())
    after = builders_status.status(
        laast.plan, builders_status.runde(laast.plan.styregruppe, sofie, date(2020, 9, 30), None)
    )

    found = build_data(after)

    assert (found["forrige"], found["tidligere_beslutninger"]) == (None, [])
    edit_plan(after.plan, by=after.plan.tovholder, **LUKKET)
    again = build_data(Kvartalsstatus.objects.get(pk=after.pk))
    assert again["forrige"]["uuid"] == str(laast.uuid)
    assert [row["spoergsmaal"] for row in again["tidligere_beslutninger"]] == ["Hvornår holdes kurset?"]


def test_data_takes_the_same_queries_with_3_and_60_milestones(status, count_queries):
    before = count_queries(lambda: build_data(statusverber.read(status)))

    mange.fill(status, 57)

    assert count_queries(lambda: build_data(statusverber.read(status))) == before
    assert before <= 25

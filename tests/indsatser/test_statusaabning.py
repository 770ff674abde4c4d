"""A round opens on its day: one status a plan, with its lights to choose and what each person owes it (21 §3, §4)."""

from datetime import date, datetime, time

import pytest

from indsatser.models import Kvartalsstatus, Opfoelgningspunkt, Planrisiko, Statusrunde
from indsatser.workflow.daglig import aabn_runder
from indsatser.workflow.leverance import offer
from indsatser.workflow.milepael import complete
from indsatser.workflow.raekker import add, edit
from indsatser.workflow.risiko import close_risk
from indsatser.workflow.runde import quarter_rhythm, set_primary
from indsatser.workflow.statusaabning import open_rounds
from mso_portal.motor import ur
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders, builders_indsats, builders_status
from tests.builders_indsats import tid
from tests.indsatser.maalinger import maal as report

I_DAG = date(2020, 6, 15)


def at(day, hour=6):
    return ur.stil(datetime.combine(day, time(hour), DANSK_TID))


def owed(status):
    """Return (kind, row, who owes it) of each bidrag."""
    return [(one.slags, str(one.genstand or ""), str(one.ansvarlig)) for one in status.bidrag.order_by("pk")]


@pytest.fixture
def runde(styregruppe, sofie):
    """A round planned for the second quarter, that opens on 29 May; the meeting is held before the holidays."""
    made = builders_status.runde(styregruppe, sofie, aaben=False)
    made.moededato = date(2020, 7, 3)
    made.save()
    return made


# Opening


def test_round_opens_once_however_often_the_job_runs(aktiv, runde):
    for _ in range(10):
        aabn_runder.func(0)

    runde.refresh_from_db()
    status = Kvartalsstatus.objects.get()
    assert (runde.tilstand, runde.aabnet_den, runde.aabnet_af) == ("aaben", ur.nu(), None)
    assert (status.plan, status.runde, status.noegle, status.nr, status.tilstand) == (
        aktiv, runde, "2020-K2", 1, "aaben"
    )  # fmt: skip


def test_status_has_six_lights_to_choose(aktiv, runde):
    open_rounds(I_DAG)

    rows = Kvartalsstatus.objects.get().vurderinger.order_by("pk").values_list("dimension", "valgt")
    assert list(rows) == [(one, None) for one in ("samlet", "tid", "maal", "oekonomi", "risiko", "leverancer")]


@pytest.mark.parametrize(("day", "opens"), [(date(2020, 5, 28), False), (date(2020, 5, 29), True)])
def test_round_waits_for_its_day(kladde, runde, day, opens):
    open_rounds(day)

    runde.refresh_from_db()
    assert (runde.tilstand == "aaben") is opens


def test_cancelled_round_does_not_open(aktiv, runde, sofie):
    Statusrunde.objects.update(tilstand="aflyst", aflyst_den=ur.nu(), aflyst_af=sofie)

    open_rounds(I_DAG)

    assert Kvartalsstatus.objects.count() == 0


def test_round_in_the_holidays_waits_until_it_is_confirmed(aktiv, runde, sofie):
    Statusrunde.objects.update(moededato=date(2020, 7, 6))  # a day of week 28
    open_rounds(I_DAG)
    before = Kvartalsstatus.objects.count()
    Statusrunde.objects.update(ferie_bekraeftet_den=ur.nu(), ferie_bekraeftet_af=sofie)

    open_rounds(I_DAG)

    assert (before, Kvartalsstatus.objects.count()) == (0, 1)


@pytest.mark.parametrize(
    ("felter", "antal"),
    [
        ({}, 1),
        ({"fra": date(2020, 6, 16)}, 0),
        ({"til": I_DAG}, 1),
        ({"fra": date(2020, 6, 1), "til": date(2020, 6, 14)}, 0),
    ],
)
def test_plan_reports_while_its_duty_runs(aktiv, runde, felter, antal):
    aktiv.statuspligter.update(**felter)

    open_rounds(I_DAG)

    assert Kvartalsstatus.objects.count() == antal


def test_kladde_and_other_rhythms_get_no_status(kladde, runde, tina, per):
    other = builders_indsats.plan(tina, per, builders.forum("TF"), ejerenhed=kladde.ejerenhed)
    builders_indsats.aktiv(other)

    open_rounds(I_DAG)

    assert Kvartalsstatus.objects.count() == 0


def test_key_that_another_forums_round_has_taken_gets_a_number(aktiv, runde, tina, sofie):
    builders_status.status(aktiv, runde)
    task_force = builders.forum("TF")
    aktiv.statuspligter.update(primaer=False)
    set_primary(aktiv, quarter_rhythm(task_force, tina), tina, I_DAG)

    builders_status.runde(task_force, sofie)

    assert list(aktiv.statusser.order_by("pk").values_list("noegle", flat=True)) == ["2020-K2", "2020-K2-2"]


@pytest.mark.parametrize(("day", "antal"), [(date(2020, 6, 22), 1), (date(2020, 6, 23), 0)])
def test_plan_activated_later_reports_at_once_until_the_frist_for_bidrag(kladde, runde, day, antal):
    open_rounds(I_DAG)

    with at(day):
        builders_indsats.aktiv(kladde)
        open_rounds(day)

    assert kladde.statusser.count() == antal


# What is owed


@pytest.fixture
def takt_og_tone(kladde, hr, tina, ada):
    """The plan of the rule test of 21 §13: one milestone done, one due in June, one without a date."""
    for title, when, person in (("A", "5. maj 2020", None), ("B", "30. juni 2020", ada), ("C", "", None)):
        builders_indsats.milepael(kladde, title, when, ansvarlig=person)
    complete(kladde.milepaele.get(titel="A"), by=tina, dato=date(2020, 5, 5))
    for title in ("Kommunikationsplan", "MUS", "Forløbsmodel"):
        builders_indsats.leverance(kladde, hr, title)
    for art in ("vilkaar", "bemaerkning"):
        add(Opfoelgningspunkt, kladde, by=tina, art=art, tekst=f"Et {art}")
    return kladde


def test_plan_owes_what_is_open(takt_og_tone):
    status = builders_status.status(takt_og_tone)

    assert owed(status) == [
        ("milepael", "B", "Ada Andetsteds"), ("milepael", "C", "Tina Tovholder"),
        ("leverance", "Kommunikationsplan", "Kim Kontorchef"), ("leverance", "MUS", "Kim Kontorchef"),
        ("leverance", "Forløbsmodel", "Kim Kontorchef"), ("opfoelgning", "Et vilkaar", "Tina Tovholder"),
        ("oekonomi", "", "Tina Tovholder"),
    ]  # fmt: skip
    assert {(one.frist, one.svar) for one in status.bidrag.order_by("pk")} == {(date(2020, 6, 22), "mangler")}


@pytest.mark.parametrize(
    ("tidspunkt", "owes"),
    [("1. maj 2020", 1), ("snarest", 1), ("15. december 2020", 1), ("16. december 2020", 0)],
)
def test_milestone_is_confirmed_half_a_year_ahead(kladde, tidspunkt, owes):
    builders_indsats.milepael(kladde, "Den anden", "1. januar 2022")
    builders_indsats.milepael(kladde, tidspunkt=tidspunkt)

    status = builders_status.status(kladde)

    assert status.bidrag.filter(slags="milepael").count() == owes


def test_money_and_risk_have_their_own_person(kladde, ada, kim, tina):
    edit(kladde, by=tina, oekonomiansvarlig=ada)
    add(Planrisiko, kladde, by=tina, haendelse="Underviseren bliver syg", ejer=kim)

    status = builders_status.status(kladde)

    assert owed(status)[1:] == [
        ("risiko", "Underviseren bliver syg", "Kim Kontorchef"),
        ("oekonomi", "", "Ada Andetsteds"),
    ]


@pytest.fixture
def metode(kladde, tina, kim):
    """A figure of each quarter that Kim counts, within five hverdage."""
    definition = builders_indsats.definition(builders_indsats.indikator(builders_indsats.maal(kladde)))
    return edit(definition.maalemetoder.get(), by=tina, udfoeres_af=kim)


@pytest.mark.parametrize(
    ("moede", "reported", "expected"),
    [
        (None, [], [("mangler", None)]),  # the second quarter ends on the status date
        (None, ["2020-1"], [("mangler", None)]),
        (date(2020, 7, 6), ["2020-1"], []),  # on 15 June the next period hasn't ended
        (date(2020, 7, 6), ["2019-4"], [("mangler", None)]),  # the first quarter was never counted
    ],
)
def test_value_is_owed_when_its_period_has_ended_by_the_status_date(
    kladde, metode, tina, styregruppe, moede, reported, expected
):
    for period in reported:
        report(metode, tina, period, 55, 61)
    plan, runde = builders_indsats.aktiv(kladde), builders_status.runde(styregruppe, tina, moededato=moede)

    rows = builders_status.status(plan, runde).bidrag.filter(slags="maaling").order_by("pk")

    assert [(one.svar, one.besvaret_af) for one in rows] == expected


def test_value_that_is_there_when_the_round_opens_is_answered(kladde, metode, tina, styregruppe):
    plan, runde = builders_indsats.aktiv(kladde), builders_status.runde(styregruppe, tina, moededato=None, aaben=False)
    report(metode, tina, "2020-2", 55, 61)

    row = builders_status.status(plan, runde).bidrag.get(slags="maaling")

    assert (row.svar, row.besvaret_af, row.paa_vegne_af) == ("opdateret", tina, metode.udfoeres_af)


def test_offer_is_the_tovholders_to_answer(kladde, hr, kim, tina):
    row = builders_indsats.leverance(kladde, hr)
    plan = builders_indsats.aktiv(kladde)
    row.refresh_from_db()
    offer(row, by=kim, tidspunkt=tid("1. oktober 2020"), begrundelse="Vi mangler en mand.")

    status = builders_status.status(plan)

    assert owed(status)[1:2] == [("leverance", "Kommunikationsplan", "Tina Tovholder")]


def test_supplier_without_a_leader_is_the_tovholders_to_answer_for(kladde):
    builders_indsats.leverance(kladde, builders.afdeling("IT"))

    assert owed(builders_status.status(kladde))[1:2] == [("leverance", "Kommunikationsplan", "Tina Tovholder")]


# The morning after


def test_row_that_comes_later_is_owed_until_the_frist(aktiv, tina):
    status = builders_status.status(aktiv)
    found = []
    for day in (date(2020, 6, 22), date(2020, 6, 23)):
        add(Opfoelgningspunkt, aktiv, by=tina, art="opgave", tekst=f"Opgave den {day.day}.")
        with at(day):
            open_rounds(day)
        found.append([row for slags, row, _ in owed(status) if slags == "opfoelgning"])

    assert found == [["Opgave den 22."], ["Opgave den 22."]]


def test_unanswered_one_goes_when_its_row_is_finished(aktiv, tina):
    risiko = add(Planrisiko, aktiv, by=tina, haendelse="Underviseren bliver syg")
    status = builders_status.status(aktiv)
    before = status.bidrag.filter(slags="risiko").count()
    close_risk(risiko, by=tina, begrundelse="Kurset er holdt.")

    open_rounds(I_DAG)

    assert (before, status.bidrag.filter(slags="risiko").count()) == (1, 0)


def test_unanswered_one_follows_who_answers_for_the_row_and_the_frist(aktiv, tina, ada):
    status = builders_status.status(aktiv)
    edit(aktiv.milepaele.get(), by=tina, ansvarlig=ada)
    Statusrunde.objects.update(bidragsfrist=date(2020, 6, 24))

    open_rounds(I_DAG)

    row = status.bidrag.get(slags="milepael")
    assert (row.ansvarlig, row.frist) == (ada, date(2020, 6, 24))


def test_what_is_approved_is_left_as_it_is(aktiv, tina, per):
    status = builders_status.status(aktiv)
    Kvartalsstatus.objects.update(tilstand="godkendt", indsendt_den=ur.nu(), indsendt_af=tina, godkendt_den=ur.nu(),
                                  godkendt_af=per, data={})  # fmt: skip
    add(Planrisiko, aktiv, by=tina, haendelse="Underviseren bliver syg")

    open_rounds(I_DAG)

    assert status.bidrag.filter(slags="risiko").count() == 0

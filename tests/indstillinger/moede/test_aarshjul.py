"""The årshjul: what comes round, who is told, what becomes of it, and the pages (11 §9)."""

from datetime import date, datetime
from uuid import uuid4

import pytest

from indstillinger.beregning import aarshjul as beregning
from indstillinger.models import Aarshjulsvalg, Indstilling
from indstillinger.varsler_aarshjul import aarshjul_reminder
from indstillinger.workflow import aarshjul as verb
from mso_portal.motor import ur
from mso_portal.motor.models import Notifikation
from mso_portal.motor.rules import Denied, NotNow
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders

FELTER = {"titel": "Trivselsmåling", "maaned": 6, "uge": None, "hvert_aar": 1, "foerste_aar": 2019,
          "formular": "almindelig", "varsel_uger": 4, "note": "Ramme for efteråret"}  # fmt: skip
SIDE = "/moeder/aarshjul/"


@pytest.fixture
def punkt(klokken, chefteam, kirsten, anders, periode):
    """Comes round each June; announced four weeks before, so on 4 May."""
    return verb.add(chefteam, by=kirsten, ansvarlig=anders, **FELTER)


@pytest.mark.parametrize(("aar", "uge", "dag"), [
    (2020, None, date(2020, 6, 1)), (2020, 43, date(2020, 10, 19)), (2019, 53, date(2019, 12, 23)),
    (2020, 53, date(2020, 12, 28)),
])  # fmt: skip
def test_item_falls_on_the_first_of_its_month_or_the_monday_of_its_week(aar, uge, dag):
    assert beregning.first_day(aar, 6, uge) == dag


def test_every_third_year_falls_from_its_first():
    assert [aar for aar in range(2018, 2027) if beregning.falls_in(aar, 2019, 3)] == [2019, 2022, 2025]


def test_series_begins_on_the_first_such_weekday():
    dates = beregning.meeting_dates(date(2020, 6, 1), date(2020, 7, 31), 4, 3)

    assert [str(one) for one in dates] == ["2020-06-05", "2020-06-26", "2020-07-17"]


def test_weeks_of_the_setting_are_read():
    assert beregning.weeks("28-31, 42") == {28, 29, 30, 31, 42}


def test_item_is_due_from_its_notice_until_it_is_taken_or_dropped(punkt, kirsten):
    assert verb.due([punkt], date(2020, 5, 3)) == [(punkt, 2019, date(2019, 6, 1))]
    verb.skip(punkt, 2019, "Ingen måling", by=kirsten)

    assert verb.due([punkt], date(2020, 5, 3)) == []
    assert verb.due([punkt], date(2020, 5, 4)) == [(punkt, 2020, date(2020, 6, 1))]


def test_ansvarlig_is_told_once_a_year(punkt, kirsten, anders):
    verb.skip(punkt, 2019, "Ingen måling", by=kirsten)
    for dag in (date(2020, 5, 14), date(2020, 5, 15)):
        aarshjul_reminder(dag)

    assert [(one.slags, one.modtager) for one in Notifikation.objects.all()] == [("aarshjul.varsel", anders)]


def test_kladde_is_made_once_with_the_ansvarlig_as_medforfatter(punkt, kirsten, anders):
    paper = verb.draft(punkt, 2020, by=kirsten)

    assert (paper.titel, paper.sagsbehandler, paper.forum) == ("Trivselsmåling", kirsten, punkt.forum)
    assert list(Indstilling.objects.get().medforfattere.all()) == [anders]
    with pytest.raises(NotNow, match="allerede taget"):
        verb.draft(punkt, 2020, by=anders)


def test_ansvarlig_may_take_his_item_and_others_not(punkt, anders, mette):
    with pytest.raises(Denied):
        verb.skip(punkt, 2020, "Ingen måling", by=mette)

    assert verb.draft(punkt, 2020, by=anders).sagsbehandler == anders


def test_item_passes_with_a_reason_only(punkt, kirsten):
    with pytest.raises(NotNow, match="Skriv, hvorfor"):
        verb.skip(punkt, 2020, " ", by=kirsten)


def test_item_does_not_fall_before_its_first_year(punkt, kirsten):
    with pytest.raises(NotNow, match="falder ikke i 2018"):
        verb.draft(punkt, 2018, by=kirsten)


@pytest.mark.parametrize("act", [
    lambda punkt, by: verb.add(punkt.forum, by=by, ansvarlig=by, **FELTER),
    lambda punkt, by: verb.edit(punkt, by=by, titel="Andet"), lambda punkt, by: verb.delete(punkt, by=by),
])  # fmt: skip
def test_only_the_sekretaer_keeps_the_aarshjul(act, punkt, mette, anders):
    for person in (mette, anders):
        with pytest.raises(Denied):
            act(punkt, person)


def test_used_item_is_not_deleted(punkt, kirsten):
    verb.skip(punkt, 2020, "Ingen måling", by=kirsten)

    with pytest.raises(NotNow, match="kan ikke slettes"):
        verb.delete(punkt, by=kirsten)


def month(page, nr):
    return [[cell["maerke"]["tekst"] if "maerke" in cell else cell["tekst"] for cell in row["celler"]]
            for row in page.context["maaneder"][nr - 1]["raekker"]]  # fmt: skip


def test_year_shows_meetings_frister_and_items_by_month(punkt, moede, mette, logget_ind):
    page = logget_ind(mette).get(SIDE, {"aar": 2020})

    assert month(page, 5) == [
        ["Frist for indmelding, møde 29.5.2020", "20.5.2020", ""],
        ["Frist for udsendelse, møde 29.5.2020", "25.5.2020", ""],
        ["Chefmøde fredag den 29. maj 2020", "29.5.2020", "Planlagt"],
    ]
    assert ["Trivselsmåling", "1.6.2020", "Mangler"] in month(page, 6)


@pytest.mark.parametrize(("aar", "status"), [(2019, "Mangler"), (2020, "Mangler"), (2021, "Kommer")])
def test_announced_item_stays_red_until_it_is_taken(aar, status, punkt, kirsten, logget_ind):
    page = logget_ind(kirsten).get(SIDE, {"aar": aar})

    assert month(page, 6) == [["Trivselsmåling", f"1.6.{aar}", status]]


def test_stranger_has_no_aarshjul_and_sees_no_item(punkt, chefteam, logget_ind):
    client = logget_ind(builders.bruger("Sofie Stranger"))

    assert client.get(SIDE).status_code == 403
    assert client.get(f"{SIDE}{punkt.uuid}/2020/").status_code == 404


def test_builder_offers_the_item_and_the_page_makes_its_kladde(punkt, moede, kirsten, logget_ind):
    verb.skip(punkt, 2019, "Ingen måling", by=kirsten)
    client = logget_ind(kirsten)
    offered = client.get("/moeder/ct-2020-05-29/byg/").context["aarshjul"]

    client.post(offered[0]["url"], {"noegle": uuid4()})

    assert [one["tekst"] for one in offered] == ["Trivselsmåling (1.6.2020)"]
    assert Indstilling.objects.get().oensket_moede == moede
    assert client.get("/moeder/ct-2020-05-29/byg/").context["aarshjul"] == []


def test_item_is_written_changed_and_let_pass_on_its_pages(klokken, chefteam, kirsten, anders, logget_ind):
    client = logget_ind(kirsten)
    body = {**FELTER, "uge": "", "ansvarlig": anders.pk}
    client.post(f"{SIDE}ny/CT/", {**body, "noegle": uuid4()})
    row = chefteam.aarshjul.get()
    stand = client.get(f"{SIDE}{row.uuid}/ret/").context["form"]["stand"].value()

    client.post(f"{SIDE}{row.uuid}/ret/", {**body, "uge": 24, "stand": stand, "noegle": uuid4()})
    client.post(f"{SIDE}{row.uuid}/2020/spring-over/", {"noegle": uuid4(), "grund": "Ingen måling"})

    row.refresh_from_db()
    assert (row.uge, row.ansvarlig, Aarshjulsvalg.objects.get().grund) == (24, anders, "Ingen måling")


def test_notice_leads_to_the_year_that_waits(punkt, kirsten, logget_ind):
    client = logget_ind(kirsten)
    first = client.get(f"{SIDE}{punkt.uuid}/").headers["Location"]
    with ur.stil(datetime(2019, 2, 1, 10, tzinfo=DANSK_TID)):
        second = logget_ind(kirsten).get(f"{SIDE}{punkt.uuid}/").headers["Location"]

    assert (first, second) == (f"{SIDE}{punkt.uuid}/2019/", f"{SIDE}{punkt.uuid}/2019/")

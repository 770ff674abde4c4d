"""What statuses and rounds put under "Kræver din handling" of each person (40 §3, 21 §4)."""

from datetime import date, datetime

import pytest

from indsatser.views.statuspligter import status_rows
from indsatser.workflow import runder, statuslaas
from mso_portal.motor import ur
from mso_portal.motor.log import genstand
from mso_portal.motor.models import Opslag
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders, builders_indsats, builders_status
from tests.indsatser import statusverden
from tests.indsatser.planside import som
from tests.indsatser.statusverden import godkendt, sendt

EFTER_MOEDET = datetime(2020, 7, 7, 9, tzinfo=DANSK_TID)


@pytest.fixture(autouse=True)
def uden_pdf(monkeypatch):
    monkeypatch.setattr(statuslaas, "render_in_child", statusverden.rendered)


@pytest.fixture
def lukket(tina, per, styregruppe):
    return builders_indsats.aktiv(builders_indsats.plan(tina, per, styregruppe, **builders_indsats.LUKKET))


@pytest.fixture
def status(aktiv):
    return builders_status.status(aktiv)


def cards(person):
    """Return {verb: (what, address)} as the person would be told now."""
    return {one["verbum"]: (one["titel"], one["url"]) for one in status_rows(type(person).objects.get(pk=person.pk))[0]}


def test_tovholder_writes_what_is_open(status, tina, per, ada):
    address = f"/indsatsplaner/{status.plan.nummer}/status/{status.noegle}/rediger/"

    assert cards(tina)["Skriv status"] == (status.plan.titel, address)
    assert (cards(per), cards(ada)) == ({}, {})


def test_card_says_when_the_text_is_due(status, tina):
    *_, card = status_rows(tina)[0]

    assert card["hvorfor"] == f"Plan {status.plan.nummer}. 2. kvartal 2020. Frist 25. juni 2020"


def test_what_one_owes_is_one_card_with_the_first_frist(status, tina, ada):
    card, *_ = status_rows(tina)[0]

    assert (card["titel"], card["url"]) == ("2 bidrag til kvartalsstatus", "/indsatsplaner/mine-bidrag/")
    assert card["hvorfor"] == "Frist 22. juni 2020"
    assert cards(ada) == {}


def test_who_owes_a_bidrag_is_told_nothing_of_the_draft(status, ada):
    status.bidrag.update(ansvarlig=ada)

    assert list(cards(ada)) == ["Svar"]


def test_programejer_approves_what_is_sent(status, tina, per):
    sendt(status)

    assert list(cards(per)) == ["Godkend status"]
    assert "Skriv status" not in cards(tina)


def test_who_sent_it_is_not_asked_to_approve_it(status, tina, per):
    builders.stedfortraedelse(tina, per, date(2020, 6, 1), date(2020, 7, 1))
    sendt(status)

    assert "Godkend status" not in cards(tina)


def test_sekretaer_locks_what_is_approved(status, sofie):
    assert cards(sofie) == {}

    godkendt(status)

    address = f"/kvartalsstatus/SG/{status.runde.noegle}/"
    assert cards(sofie) == {"Lås status": ("1 kan låses", address)}


def test_sekretaer_locks_without_approval_from_the_locking_date(status, sofie):
    with ur.stil(EFTER_MOEDET):
        assert cards(sofie)["Lås status"][0] == "1 kan låses"


def test_sekretaer_ends_the_round_after_its_meeting(status, sofie):
    with ur.stil(EFTER_MOEDET):
        titel, address = cards(sofie)["Afslut runden"]

    assert (titel, address) == ("2. kvartal 2020", f"/kvartalsstatus/SG/{status.runde.noegle}/moede/")


def test_round_in_the_holidays_waits_for_the_sekretaer(styregruppe, sofie, tina):
    runde = builders_status.runde(styregruppe, sofie, moededato=date(2020, 7, 17), aaben=False)

    assert cards(sofie) == {"Bekræft eller flyt runden": (runde.betegnelse, f"/kvartalsstatus/SG/{runde.noegle}/")}
    assert cards(tina) == {}

    runder.confirm_holiday(runde, by=sofie)
    assert cards(sofie) == {}


def test_card_of_a_lukket_plan_is_noted_on_the_start_page(lukket, tina):
    builders_status.status(lukket)

    page = som(tina).get("/").content.decode()

    assert "Skriv status: Flytning af en medarbejder" in page
    assert Opslag.objects.latest("pk").genstande == [list(genstand(lukket))]


def test_queries_are_the_same_at_1_and_3_plans(tina, per, styregruppe, sofie, queries_at):
    runde, enhed = [], builders.afdeling("E", navn="Enheden")

    def make(nr):
        plan = builders_indsats.aktiv(builders_indsats.plan(tina, per, styregruppe, ejerenhed=enhed))
        runde.append(builders_status.status(plan, *runde[:1]).runde)

    assert queries_at(make, lambda: status_rows(type(tina).objects.get(pk=tina.pk))) == [3, 3]

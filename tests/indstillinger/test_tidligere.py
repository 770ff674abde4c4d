"""Registering what was decided before the portal: an imported paper, an outcome per point, nobody told (10 §3.2)."""

from datetime import date

import pytest

from indstillinger.models import Beslutning, Indstilling, Moede
from indstillinger.workflow.tidligere import register_earlier
from mso_portal.motor.models import Notifikation
from mso_portal.motor.rules import Denied, NotNow
from tests import builders, builders_indstilling
from tests.adgang.verden import log_in
from tests.builders_import import importforsoeg

DATO, NOEGLE = date(2019, 10, 9), "6f1b0e1e-0000-4000-8000-000000000000"


@pytest.fixture
def kirsten(chefteam):
    person = builders.bruger("Kirsten Sekretær")
    builders.medlemskab(person, chefteam, "sekretaer")
    return person


@pytest.fixture
def hentet(klokken, kirsten, lars, chefteam):
    """An imported kladde with one point, written by the sekretær."""
    paper = builders_indstilling.indstilling(kirsten, forum=chefteam, leder=lars, afdeling=builders.afdeling("STAB"))
    importforsoeg(kirsten, chefteam, status="bekraeftet", indstilling=paper)
    return paper


def udfald(paper, **felter):
    return {str(one.uuid): {"udfald": "vedtaget", **felter} for one in paper.beslutningspunkt_raekker.all()}


def test_registered_paper_is_behandlet_at_a_historisk_meeting(hentet, kirsten):
    paper = register_earlier(hentet, DATO, udfald(hentet), by=kirsten)

    moede = Moede.objects.get()
    assert (paper.tilstand, paper.godkendt_version.anledning) == ("behandlet", "tidligere")
    assert (moede.noegle, moede.historisk, moede.tilstand, moede.frist_indmelding) == (
        "ct-2019-10-09", True, "afholdt", None,
    )  # fmt: skip
    assert moede.referater.get().tilstand == "godkendt"


def test_each_point_becomes_a_decision_of_that_year(hentet, kirsten):
    register_earlier(hentet, DATO, udfald(hentet), by=kirsten)

    decision = Beslutning.objects.get()
    assert (decision.nummer, decision.ordlyd) == ("CT-2019-001", hentet.beslutningspunkt_raekker.get().tekst)


def test_nobody_is_told(hentet, kirsten):
    register_earlier(hentet, DATO, udfald(hentet), by=kirsten)

    assert Notifikation.objects.count() == 0


def test_members_read_what_was_registered(hentet, kirsten, chefteam):
    hentet.refresh_from_db()
    register_earlier(hentet, DATO, udfald(hentet), by=kirsten)
    carla = builders.bruger("Carla Chefteam")
    builders.medlemskab(carla, chefteam)

    assert list(Indstilling.objects.laesbare(carla)) == [hentet]


@pytest.mark.parametrize(
    ("dato", "felter", "message"),
    [
        (date(2020, 5, 14), {}, "Skriv datoen for det møde, der er holdt."),
        (DATO, {"udfald": "udsat"}, "Vælg et møde, eller vælg »uden dato«."),
        (DATO, {"udfald": ""}, "Vælg et udfald for punkt 1, eller vælg »Ikke behandlet«."),
    ],
)
def test_what_is_missing_is_refused(hentet, kirsten, dato, felter, message):
    with pytest.raises(NotNow) as refusal:
        register_earlier(hentet, dato, udfald(hentet, **felter), by=kirsten)

    assert (str(refusal.value), Moede.objects.count()) == (message, 0)


def test_paper_that_was_typed_is_not_registered(hentet, kirsten):
    hentet.importforsoeg.delete()

    with pytest.raises(NotNow, match="hentet ind fra et gammelt skema"):
        register_earlier(Indstilling.objects.get(), DATO, udfald(hentet), by=kirsten)


def test_only_a_sekretaer_registers(klokken, signe, lars, chefteam):
    paper = builders_indstilling.indstilling(signe, forum=chefteam, leder=lars)

    with pytest.raises(Denied):
        register_earlier(paper, DATO, {}, by=signe)


def test_page_registers_and_leads_back(hentet, kirsten, client):
    body = {"version": hentet.version, "noegle": NOEGLE, "dato": "2019-10-09",
            "udfald_1": "vedtaget"}  # fmt: skip

    answer = log_in(client, kirsten).post(f"/indstillinger/{hentet.nummer}/registrer/", body)

    assert (answer.status_code, answer.url) == (302, f"/indstillinger/{hentet.nummer}/")
    assert Beslutning.objects.count() == 1


def test_page_shows_what_is_missing(hentet, kirsten, client):
    log_in(client, kirsten)

    page = client.post(f"/indstillinger/{hentet.nummer}/registrer/", {"version": 0, "noegle": NOEGLE, "dato": "i går"})

    assert page.status_code == 422
    assert "Datoen kan ikke læses. Skriv den som 2020-05-29." in page.content.decode()

"""21 §10: statuses on the agenda of the round's meeting, and the end of the round."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from indsatser.models import Statusudfald
from indsatser.workflow.plan import edit_plan
from indsatser.workflow.rundeslut import close_round, fill_agenda, set_on_agenda
from indsatser.workflow.statusindstilling import make_paper
from indsatser.workflow.statusudfald import decide
from indstillinger.workflow.tilstande import withdraw
from mso_portal.motor import ur
from mso_portal.motor.rules import Denied, NotNow, ask
from tests import builders, builders_indsats, builders_moede, builders_status, builders_udfald
from tests.builders_indsats import LUKKET

HVORFOR = "Planen begyndte først i juni."


@pytest.fixture
def beslutning(aktiv, sofie):
    return builders_udfald.laast(aktiv, sofie)


@pytest.fixture
def moede(styregruppe, beslutning):
    """The meeting of the round."""
    runde = beslutning.status.runde
    runde.moede = builders_moede.moede(styregruppe, date(2020, 7, 6))
    runde.save()
    return runde.moede


@pytest.fixture
def runde(beslutning):
    return beslutning.status.runde


def anden(beslutning, sofie, **spoergsmaal):
    """Return the question of another plan's locked status in the round."""
    plan = beslutning.status.plan
    other = builders_indsats.plan(plan.tovholder, plan.programejer, plan.styregruppe, ejerenhed=plan.ejerenhed,
                                  titel="Færre skift")  # fmt: skip
    return builders_udfald.laast(builders_indsats.aktiv(other), sofie, beslutning.status.runde, **spoergsmaal)


def test_status_comes_on_the_agenda_with_its_pdf(beslutning, moede, sofie):
    status = beslutning.status

    punkt = set_on_agenda(status, by=sofie)

    status.refresh_from_db()
    (bilag,) = punkt.punktbilag.all()
    assert (punkt.titel, punkt.sagstype, punkt.aabenhed) == (
        "Kvartalsstatus, 2. kvartal 2020: Bedre overblik", "beslutning", "aaben",
    )  # fmt: skip
    assert (punkt.sti, bilag.fil) == (f"/indsatsplaner/{status.plan}/status/2020-K2/", status.udgave.pdf)
    assert (bilag.filnavn, status.dagsordenspunkt) == (f"kvartalsstatus-{status.plan}-2020-K2.pdf", punkt)


def test_status_without_questions_is_for_information(aktiv, sofie, styregruppe):
    runde = builders_status.runde(styregruppe, sofie)
    runde.moede = builders_moede.moede(styregruppe, date(2020, 7, 6))
    runde.save()
    status = builders_udfald.laas(builders_status.status(aktiv, runde), sofie)

    assert set_on_agenda(status, by=sofie).sagstype == "orientering"


def test_lukket_status_makes_a_lukket_item(kladde, sofie, styregruppe):
    for name, value in LUKKET.items():
        setattr(kladde, name, value)
    kladde.save()
    status = builders_udfald.laast(kladde, sofie).status
    status.runde.moede = builders_moede.moede(styregruppe, date(2020, 7, 6))
    status.runde.save()

    punkt = set_on_agenda(status, by=sofie)

    (bilag,) = punkt.punktbilag.all()
    assert (punkt.aabenhed, punkt.titel, punkt.titel_lukket) == (
        "lukket", "Kvartalsstatus, 2. kvartal 2020: Bedre overblik",
        "Kvartalsstatus, 2. kvartal 2020: Flytning af en medarbejder",
    )  # fmt: skip
    assert (bilag.aabenhed, bilag.hjemmel) == ("lukket", "private_forhold")


def test_next_version_is_one_more_file_on_the_same_item(beslutning, moede, sofie):
    punkt = set_on_agenda(beslutning.status, by=sofie)
    second = builders_udfald.rettet(beslutning.status, sofie)

    assert set_on_agenda(second, by=sofie) == punkt
    assert [one.titel for one in punkt.punktbilag.all()] == [
        "Kvartalsstatus, 2. kvartal 2020", "Kvartalsstatus, 2. kvartal 2020 version 2",
    ]  # fmt: skip
    with pytest.raises(NotNow, match="Kun den nyeste låste status kan sættes på dagsordenen."):
        set_on_agenda(beslutning.status, by=sofie)


def test_status_comes_on_the_agenda_once(beslutning, moede, sofie):
    set_on_agenda(beslutning.status, by=sofie)

    with pytest.raises(NotNow, match="Status står allerede på dagsordenen."):
        set_on_agenda(beslutning.status, by=sofie)


def test_agenda_is_filled_with_what_is_not_there(beslutning, moede, sofie):
    set_on_agenda(beslutning.status, by=sofie)
    anden(beslutning, sofie)

    assert fill_agenda(beslutning.status.runde, by=sofie) == 1
    assert [one.titel.partition(": ")[2] for one in moede.punkter.order_by("raekkefoelge")] == [
        "Bedre overblik", "Færre skift",
    ]  # fmt: skip
    with pytest.raises(NotNow, match="Ingen låst status mangler på dagsordenen."):
        fill_agenda(beslutning.status.runde, by=sofie)


def test_agenda_is_the_sekretaers(beslutning, moede, tina):
    with pytest.raises(Denied):
        set_on_agenda(beslutning.status, by=tina)
    with pytest.raises(Denied):
        fill_agenda(beslutning.status.runde, by=tina)


def test_round_without_a_meeting_has_no_agenda(beslutning, sofie):
    with pytest.raises(NotNow, match="Runden har intet møde i portalen."):
        set_on_agenda(beslutning.status, by=sofie)


def test_round_is_not_closed_with_an_unanswered_question(beslutning, runde, sofie):
    other = anden(beslutning, sofie)
    decide(beslutning, by=sofie, art="afvist")

    with pytest.raises(NotNow, match=f"1 beslutning mangler udfald: {other.status.plan} beslutning 1."):
        close_round(runde, by=sofie, uden_status_grund=HVORFOR)

    runde.refresh_from_db()
    assert (runde.tilstand, Statusudfald.objects.get().laast_den) == ("aaben", None)


def test_closed_round_makes_its_outcomes_final(beslutning, runde, sofie, klokken):
    decide(beslutning, by=sofie, art="afvist")

    closed = close_round(runde, by=sofie)

    row = Statusudfald.objects.get()
    assert (closed.tilstand, closed.afsluttet_den, closed.afsluttet_af) == ("afsluttet", klokken, sofie)
    assert (row.laast_den, row.laast_af) == (klokken, sofie)
    with pytest.raises(NotNow, match="Runden er afsluttet, og udfaldene ligger fast."):
        decide(beslutning, by=sofie, art="ikke_behandlet")


def test_closed_round_orders_its_portfolio(beslutning, runde, sofie):
    decide(beslutning, by=sofie, art="afvist")

    close_round(runde, by=sofie)

    jobs = ProcrastinateJob.objects.filter(task_name__endswith="dan_portefoelje")
    assert [job.args for job in jobs] == [{"runde": runde.pk, "person": sofie.pk}]


@pytest.mark.parametrize("change", [{"art": "udsat"}, {"laast_den": None}, None])
def test_database_keeps_final_outcomes(beslutning, runde, sofie, change):
    decide(beslutning, by=sofie, art="afvist")
    close_round(runde, by=sofie)
    rows = Statusudfald.objects.filter(beslutning=beslutning)

    with pytest.raises(DatabaseError, match="låst"), transaction.atomic():
        rows.update(**change) if change else rows.delete()

    assert rows.get().art == "afvist"


def test_question_at_the_chefteam_is_answered(aktiv, sofie, tina):
    builders.forum("CT", navn="Chefteamet")
    asked = builders_udfald.laast(aktiv, sofie, niveau="chefteam")
    make_paper(asked, by=tina)

    assert close_round(asked.status.runde, by=sofie).tilstand == "afsluttet"


def test_question_whose_paper_is_withdrawn_is_not_answered(aktiv, sofie, tina):
    builders.forum("CT", navn="Chefteamet")
    asked = builders_udfald.laast(aktiv, sofie, niveau="chefteam")
    withdraw(make_paper(asked, by=tina), "Chefteamet skal ikke spørges.", by=tina)

    with pytest.raises(NotNow, match="1 beslutning mangler udfald"):
        close_round(asked.status.runde, by=sofie)


def test_deputy_for_what_is_aabent_ends_no_round_with_a_lukket_plan(beslutning, runde, sofie):
    vikar = builders.bruger("vikar")
    builders.stedfortraedelse(sofie, vikar, date(2020, 6, 1), date(2020, 7, 1))
    decide(beslutning, by=sofie, art="afvist")
    assert ask(vikar, "runde.afslut", runde)

    edit_plan(beslutning.status.plan, by=beslutning.status.plan.tovholder, **LUKKET)

    with pytest.raises(Denied, match="Kun forummets sekretær kan gøre det."):
        close_round(runde, by=vikar)
    assert close_round(runde, by=sofie).tilstand == "afsluttet"


def test_plan_that_came_after_the_bidragsfrist_is_not_asked(beslutning, runde, sofie, klokken):
    with ur.stil(klokken + timedelta(days=10)):
        plan = beslutning.status.plan
        late = builders_indsats.plan(plan.tovholder, plan.programejer, plan.styregruppe, ejerenhed=plan.ejerenhed)
        builders_indsats.aktiv(late)
        decide(beslutning, by=sofie, art="afvist")

        assert close_round(runde, by=sofie).uden_status_grund == ""


def test_plan_without_a_locked_status_needs_a_reason(aktiv, sofie):
    runde = builders_status.status(aktiv).runde

    with pytest.raises(ValidationError, match=f"Skriv, hvorfor der ikke er en låst status .*: {aktiv}."):
        close_round(runde, by=sofie, uden_status_grund="Ukendt")

    assert close_round(runde, by=sofie, uden_status_grund=HVORFOR).uden_status_grund == HVORFOR


def test_reason_is_not_kept_when_every_plan_has_its_status(beslutning, runde, sofie):
    decide(beslutning, by=sofie, art="afvist")

    assert close_round(runde, by=sofie, uden_status_grund=HVORFOR).uden_status_grund == ""


def test_round_is_closed_by_the_sekretaer_and_once(beslutning, runde, sofie, tina):
    decide(beslutning, by=sofie, art="afvist")
    with pytest.raises(Denied):
        close_round(runde, by=tina)
    close_round(runde, by=sofie)

    with pytest.raises(NotNow, match="tilstanden er »Afsluttet«"):
        close_round(runde, by=sofie)

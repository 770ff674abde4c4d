"""The command finds each fault it looks for, and the database refuses those it guards itself (11 §14.27)."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from indstillinger.models import Beslutning, Indstilling
from mso_portal.motor import ur
from tests import builders, builders_indstilling, builders_moede
from tests.builders_opgave import beslutning, opgave, referat

pytestmark = pytest.mark.django_db


@pytest.fixture
def carla():
    return builders.bruger("Carla Chef")


@pytest.fixture
def forum():
    return builders.forum("CT")


@pytest.fixture
def moede(forum, carla):
    return builders_moede.moede(forum, tilstand="afholdt", afholdt_den=ur.nu(), afholdt_af=carla)


@pytest.fixture
def sag(forum, carla):
    """A treated paper, its item, minutes and decision, all as the verbs leave them."""
    return builders_indstilling.indstilling(carla, forum=forum, tilstand="behandlet", raekker=False)


@pytest.fixture
def helt(moede, sag, carla):
    item = builders_moede.punkt(moede, sag, nummer="1", tilstand="behandlet", afgjort_den=ur.nu(), afgjort_af=carla)
    minutes = referat(moede, carla)
    found = beslutning(item, carla, referat=minutes)
    opgave(item, carla, carla)
    minutes.tilstand, minutes.godkendt_den, minutes.godkendt_af = "godkendt", ur.nu(), carla
    minutes.save()
    return found


def said():
    out = StringIO()
    try:
        call_command("kontroller_data", stdout=out)
    except CommandError as error:
        return str(error).splitlines()[1:]
    return [out.getvalue().strip()]


def test_data_of_the_verbs_has_no_fault(helt):
    assert said() == ["Intet at bemærke."]


def test_treated_paper_without_minutes_is_found(sag):
    assert said() == [f"Behandlet indstilling uden godkendt referat: {sag.nummer}"]


def test_sent_item_without_number_is_found(forum, carla):
    later = builders_moede.moede(forum, date(2020, 6, 26))
    item = builders_moede.punkt(later)
    sending = builders_moede.sendt(later, carla)
    with connection.cursor() as cursor:  # the database keeps a number that is given, so one is planted without
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE indstillinger_dagsordenspunkt DISABLE TRIGGER mso_frozen_when")
        cursor.execute("UPDATE indstillinger_dagsordenspunkt SET nummer = NULL WHERE id = %s", [item.pk])

    assert (said(), sending.slags) == (["Udsendt punkt uden nummer: ct-2020-06-26 punkt (1)"], "dagsorden")


@pytest.mark.parametrize("tilstand", ["aaben", "meldt_udfoert", "lukket", "afvist", "bortfaldet"])
def test_database_refuses_a_given_task_without_deadline(helt, carla, tilstand):
    with pytest.raises(IntegrityError, match="opgave_ansvarlig_og_frist"), transaction.atomic():
        opgave(helt.punkt, carla, carla, tilstand=tilstand, dag=None, uden_frist=False)


def test_given_task_without_deadline_is_found_where_the_database_was_bypassed(helt, carla):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE indstillinger_opgave DROP CONSTRAINT opgave_ansvarlig_og_frist")
    task = opgave(helt.punkt, carla, carla, dag=None, uden_frist=False)

    assert said() == [f"Opgave uden frist og uden valget »uden frist«: {task.nummer}"]


def test_database_refuses_a_decision_without_any_row(helt):
    with pytest.raises(IntegrityError, match="null value"), transaction.atomic():
        Beslutning.objects.filter(pk=helt.pk).update(referatpunkt=None)


def test_decision_of_minutes_in_work_is_found(moede, carla):
    found = beslutning(builders_moede.punkt(moede, nummer="1"), carla)

    assert said() == [f"Beslutning uden sin række i et godkendt referat: {found.nummer}"]


def test_open_paper_on_an_ended_meeting_is_found(moede, forum, carla):
    paper = builders_indstilling.indstilling(carla, forum=forum, tilstand="godkendt", raekker=False)
    builders_moede.punkt(moede, paper)
    builders_moede.punkt(moede, titel="Eventuelt")

    assert (said(), Indstilling.objects.count()) == (["Åben sag på et møde, der er slut: ct-2020-05-29 punkt (1)"], 1)

"""Reminders of meetings and tasks (11 §10): counted in hverdage, once each, in one mail (checks 19, 21)."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core import mail as outbox
from procrastinate.contrib.django.models import ProcrastinateJob

from indstillinger import varsler_moede
from mso_portal.motor import post, ur
from mso_portal.motor.models import Mail, Notifikation
from mso_portal.organisation.workflow.morgen import morgen
from mso_portal.vaerdier.datoer import DANSK_TID
from mso_portal.vaerdier.hverdage import er_hverdag
from tests import builders, builders_indstilling, builders_moede
from tests.builders_opgave import frist, opgave, referat

pytestmark = pytest.mark.django_db
# Maundy Thursday 9 April to Easter Monday 13 April 2020 are days off.
ONSDAG_FOER_PAASKE, TIRSDAG_EFTER = date(2020, 4, 8), date(2020, 4, 14)


def klokken(day, hour=7, minute=5):
    return ur.stil(datetime.combine(day, time(hour, minute), DANSK_TID))


def run(day, hour=7):
    with klokken(day, hour):
        morgen.func(0)


def each_day(first, last):
    """Run every morning of the days, days off too; return {day: [(kind, person)]} of what was told."""
    found, day = {}, first
    while day <= last:
        before = set(Notifikation.objects.values_list("pk", flat=True))
        run(day)
        rows = Notifikation.objects.exclude(pk__in=before).order_by("slags", "modtager__navn")
        if told := list(rows.values_list("slags", "modtager__navn")):
            found[day.isoformat()] = told
        day += timedelta(days=1)
    return found


@pytest.fixture
def forum():
    return builders.forum("CT")


@pytest.fixture
def anders():
    return builders.bruger("Anders Andetsteds", email="anders@demo.example")


@pytest.fixture
def carla(forum):
    person = builders.bruger("Carla Chef", email="carla@demo.example")
    builders.medlemskab(person, forum, "moedeleder")
    return person


@pytest.fixture
def sofie(forum):
    person = builders.bruger("Sofie Sekretær", email="sofie@demo.example")
    builders.medlemskab(person, forum, "sekretaer")
    return person


@pytest.fixture
def berit(anders):
    unit = builders.afdeling()
    person = builders.bruger("Berit Boss", email="berit@demo.example")
    builders.tilknytning(anders, unit)
    builders.tilknytning(person, unit, "leder")
    return person


@pytest.fixture
def moede(forum, carla):
    with klokken(date(2020, 1, 6)):
        return builders_moede.moede(forum, date(2020, 1, 31), historisk=True)


@pytest.fixture
def punkt(moede):
    return builders_moede.punkt(moede, nummer="1")


def due(punkt, anders, carla, day, **felter):
    with klokken(date(2020, 2, 3)):
        return opgave(punkt, anders, carla, dag=day, **felter)


OPGAVE = [("opgave.frist", "Anders Andetsteds")]


def test_task_over_easter_is_reminded_on_hverdage_and_its_leader_told(punkt, anders, carla, berit):
    due(punkt, anders, carla, ONSDAG_FOER_PAASKE)

    found = each_day(date(2020, 3, 16), date(2020, 5, 8))

    assert found == {
        "2020-03-25": OPGAVE, "2020-04-06": OPGAVE,  # ten and two hverdage before
        "2020-04-14": OPGAVE,  # one after: the Tuesday after Easter
        "2020-04-20": [*OPGAVE, ("opgave.frist", "Berit Boss")],  # Monday, and five hverdage after
        "2020-04-27": OPGAVE, "2020-05-04": OPGAVE,
    }  # fmt: skip
    assert all(er_hverdag(date.fromisoformat(day)) for day in found)


def test_week_whose_monday_is_a_holiday_is_reminded_on_its_first_hverdag(punkt, anders, carla):
    due(punkt, anders, carla, date(2020, 3, 27))

    assert [*each_day(date(2020, 4, 6), date(2020, 4, 20))] == ["2020-04-06", "2020-04-14", "2020-04-20"]


def test_rerun_sends_nothing_again(punkt, anders, carla, sofie, berit):
    due(punkt, anders, carla, ONSDAG_FOER_PAASKE)
    for hour in (7, 8, 15):
        run(date(2020, 4, 20), hour)

    kept = list(Mail.objects.order_by("modtager__navn").values_list("slags", "modtager__navn"))
    assert kept == [("overblik", "Anders Andetsteds"), ("overblik", "Berit Boss")]


def test_one_mail_a_hverdag_whatever_is_due(punkt, anders, carla):
    for days in (0, 1, 2):
        due(punkt, anders, carla, ONSDAG_FOER_PAASKE - timedelta(days=days))

    run(ONSDAG_FOER_PAASKE)

    assert [Notifikation.objects.filter(modtager=anders).count(), Mail.objects.filter(modtager=anders).count()] == [
        3,
        1,
    ]


@pytest.mark.parametrize("tilstand", ["udkast", "meldt_udfoert", "lukket", "afvist", "bortfaldet"])
def test_only_open_tasks_are_reminded(punkt, anders, carla, tilstand):
    due(punkt, anders, carla, ONSDAG_FOER_PAASKE, tilstand=tilstand)

    assert list(varsler_moede.opgaver_at_minde_om(TIRSDAG_EFTER)) == []


def test_leader_is_not_told_of_a_closed_item_nor_of_his_own(moede, anders, carla, berit):
    closed = builders_moede.punkt(moede, aabenhed="lukket", nummer="2")
    due(closed, anders, carla, ONSDAG_FOER_PAASKE)
    due(builders_moede.punkt(moede, nummer="3"), berit, carla, ONSDAG_FOER_PAASKE)

    run(date(2020, 4, 20))

    assert sorted(Notifikation.objects.values_list("noegle", flat=True).filter(noegle__contains="+leder")) == []
    assert Notifikation.objects.count() == 2


def test_new_deadline_is_a_new_reminder(punkt, anders, carla):
    task = due(punkt, anders, carla, ONSDAG_FOER_PAASKE)
    run(date(2020, 4, 6))
    task.frist = frist(date(2020, 4, 22))
    task.save()

    assert [*each_day(date(2020, 4, 7), date(2020, 4, 23))] == ["2020-04-07", "2020-04-20", "2020-04-23"]


def test_members_are_reminded_the_hverdag_before_comments_close(moede, forum, carla, sofie):
    mads = builders.bruger("Mads Medlem")
    builders.medlemskab(mads, forum)
    with klokken(date(2020, 4, 2)):
        deadline = datetime.combine(TIRSDAG_EFTER, time(16), DANSK_TID)
        referat(moede, sofie, tilstand="til_kommentering", kommentarfrist=deadline, til_kommentering_den=ur.nu(),
                til_kommentering_af=sofie)  # fmt: skip

    told = [("referat.kommentering", "Carla Chef"), ("referat.kommentering", "Mads Medlem")]
    assert each_day(date(2020, 4, 3), date(2020, 4, 16)) == {"2020-04-08": told}


@pytest.fixture
def udsat(moede, forum, carla, sofie):
    signe = builders.bruger("Signe Sagsbehandler", email="signe@demo.example")
    with klokken(date(2020, 3, 2), 12):
        paper = builders_indstilling.indstilling(signe, forum=forum, tilstand="godkendt", raekker=False)
        builders_moede.punkt(moede, paper, nummer="7", tilstand="udsat", afgjort_den=ur.nu(), afgjort_af=carla)
    return paper


def test_paper_without_a_meeting_is_told_after_twenty_hverdage_once(udsat):
    told = [("sag.uden_moede", "Signe Sagsbehandler"), ("sag.uden_moede", "Sofie Sekretær")]

    assert each_day(date(2020, 3, 27), date(2020, 4, 3)) == {"2020-03-30": told}


def test_paper_with_a_new_meeting_is_not_told_of(udsat, forum):
    with klokken(date(2020, 3, 20)):
        builders_moede.punkt(builders_moede.moede(forum, date(2020, 8, 14)), udsat)

    assert list(varsler_moede.uden_moede(date(2020, 4, 3))) == []


def test_secretariat_is_told_of_its_own_deadlines_once_each(forum, carla, sofie):
    with klokken(date(2020, 3, 2)):
        later = builders_moede.moede(forum, date(2020, 4, 17))
        held = {"tilstand": "afholdt", "afholdt_den": ur.nu(), "afholdt_af": sofie}
        builders_moede.moede(forum, date(2020, 3, 6), **held)
    told = [("moede.frist", "Carla Chef"), ("moede.frist", "Sofie Sekretær")]

    found = each_day(date(2020, 3, 9), date(2020, 4, 17))

    assert later.frist_udsendelse.astimezone(DANSK_TID).date() == ONSDAG_FOER_PAASKE
    assert found == {"2020-03-11": told, "2020-04-14": told}


def test_sent_agenda_and_circulated_minutes_are_not_late(forum, carla, sofie):
    with klokken(date(2020, 3, 2)):
        later = builders_moede.moede(forum, date(2020, 4, 17))
        builders_moede.sendt(later, sofie)
        held = {"tilstand": "afholdt", "afholdt_den": ur.nu(), "afholdt_af": sofie}
        referat(builders_moede.moede(forum, date(2020, 3, 6), **held), sofie, tilstand="til_kommentering")

    assert list(varsler_moede.over_moedefrist(date(2020, 4, 16))) == []


def test_mails_are_neutral_and_go_only_to_who_still_sees(moede, anders, carla, sofie):
    secret = builders_moede.punkt(moede, titel="Kanariefugl", aabenhed="lukket", nummer="2")
    task = due(secret, anders, carla, ONSDAG_FOER_PAASKE, tekst="Kanariefugl i buret")
    gone = due(secret, sofie, carla, ONSDAG_FOER_PAASKE, tekst="Kanariefugl i skoven")
    run(ONSDAG_FOER_PAASKE)
    builders_moede.udelukkelse(secret, sofie, carla)
    gone.ansvarlig = anders
    gone.save()

    for job in ProcrastinateJob.objects.filter(task_name=post.send_mail.name).order_by("pk"):
        post.send_mail.func(**job.args)

    [letter] = outbox.outbox
    assert (letter.to, letter.subject) == (["anders@demo.example"], "Frist for opgave")
    assert ["/notifikationer/" in letter.body, "Kanariefugl" in letter.body, task.nummer in letter.body] == [
        True, False, False,
    ]  # fmt: skip

"""Reminders (11 §10): counted in hverdage, once per deadline, in the morning's one overview."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core import mail as outbox
from procrastinate.contrib.django.models import ProcrastinateJob

from indstillinger import varsler
from indstillinger.models import Koordinering, Moede
from mso_portal.motor import besked, post, ur
from mso_portal.motor.models import Mail, Notifikation
from mso_portal.organisation.models import Lukkedag
from mso_portal.organisation.workflow.morgen import morgen
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders
from tests.builders_indstilling import indstilling, version

pytestmark = pytest.mark.django_db
# A Friday; its forum takes papers until six hverdage before, which is Thursday the 18th.
MOEDE, INDMELDING = date(2020, 6, 26), date(2020, 6, 18)


def klokken(day, hour=7, minute=0):
    return ur.stil(datetime.combine(day, time(hour, minute), DANSK_TID))


@pytest.fixture
def signe():
    return builders.bruger("Signe Sagsbehandler", email="signe@demo.example")


@pytest.fixture
def lars():
    return builders.bruger("Lars Leder", email="lars@demo.example")


@pytest.fixture
def forum():
    return builders.forum()


@pytest.fixture
def kladde(signe, lars, forum):
    with klokken(date(2020, 6, 1)):
        moede = Moede.objects.create(noegle="ct-1", forum=forum, dato=MOEDE, start=time(9), slut=time(12))
        return indstilling(signe, leder=lars, forum=forum, oensket_moede=moede, raekker=False)


def ask(paper, person, frist, asked):
    with klokken(asked, 12):
        return Koordinering.objects.create(
            indstilling=paper, bruger=person, status="sendt", version=version(paper, paper.sagsbehandler),
            frist=frist, spurgt_den=ur.nu(), spurgt_af=paper.sagsbehandler,
        )  # fmt: skip


def run(day, hour=7, minute=5):
    with klokken(day, hour, minute):
        morgen.func(0)


def told():
    return list(Notifikation.objects.order_by("pk").values_list("slags", "modtager__navn"))


@pytest.mark.parametrize(
    ("day", "near"),
    [("2020-06-12", []), ("2020-06-15", [3]), ("2020-06-16", [3]), ("2020-06-17", [1]), ("2020-06-18", [1]),
     ("2020-06-19", [])],
)  # fmt: skip
def test_deadline_of_the_wished_meeting_is_near_three_and_one_hverdag_before(kladde, day, near):
    found = list(varsler.naer_indmelding(date.fromisoformat(day)))

    assert found == [(kladde, INDMELDING, days) for days in near]


def test_closing_days_of_the_house_are_no_hverdage(kladde):
    Lukkedag.objects.create(dato=date(2020, 6, 17), navn="Lukket")

    found = [days for _, _, days in varsler.naer_indmelding(date(2020, 6, 12))]

    assert found == [3]


@pytest.mark.parametrize("tilstand", ["til_godkendelse", "godkendt", "trukket"])
def test_only_a_kladde_is_reminded_of_its_deadline(signe, kladde, tilstand):
    indstilling(signe, forum=kladde.forum, tilstand=tilstand, oensket_moede=kladde.oensket_moede, raekker=False)

    assert [paper for paper, *_ in varsler.naer_indmelding(date(2020, 6, 15))] == [kladde]


@pytest.mark.parametrize(("day", "waits"), [("2020-06-05", 0), ("2020-06-08", 1), ("2020-06-30", 1)])
def test_leader_is_reminded_after_two_hverdage(signe, lars, day, waits):
    with klokken(date(2020, 6, 4), 23, 30):  # Thursday, also where the clock is behind the Danish one
        indstilling(signe, leder=lars, tilstand="til_godkendelse", raekker=False)

    found = list(varsler.venter_paa_leder(date.fromisoformat(day)))

    assert len(found) == waits


@pytest.mark.parametrize(("day", "near"), [("2020-06-15", 0), ("2020-06-16", 1), ("2020-06-18", 1), ("2020-06-19", 0)])
def test_part_is_reminded_two_hverdage_before_the_deadline(kladde, lars, day, near):
    ask(kladde, lars, frist=date(2020, 6, 18), asked=date(2020, 6, 8))

    assert len(list(varsler.naer_svarfrist(date.fromisoformat(day)))) == near


def test_part_asked_so_late_is_not_reminded(kladde, lars):
    ask(kladde, lars, frist=date(2020, 6, 18), asked=date(2020, 6, 16))

    assert list(varsler.naer_svarfrist(date(2020, 6, 17))) == []


def test_passed_deadline_is_told_to_the_authors_only_while_unanswered(kladde, lars):
    asked = ask(kladde, lars, frist=date(2020, 6, 12), asked=date(2020, 6, 8))
    before, after = (list(varsler.over_svarfrist(day)) for day in (date(2020, 6, 12), date(2020, 6, 15)))
    asked.status, asked.svar, asked.besvaret_den, asked.besvaret_af = "besvaret", "enig", ur.nu(), lars
    asked.save()

    assert [before, after, list(varsler.over_svarfrist(date(2020, 6, 15)))] == [[], [asked], []]


@pytest.fixture
def travl(kladde, signe, lars):
    """Everything is due on Tuesday the 16th: for Signe kinds 1 and 6, for Lars kinds 2 and 5."""
    with klokken(date(2020, 6, 10)):
        indstilling(signe, leder=lars, forum=kladde.forum, tilstand="til_godkendelse", raekker=False)
    ask(kladde, lars, frist=date(2020, 6, 18), asked=date(2020, 6, 8))
    ask(kladde, builders.bruger("Berit Borte"), frist=date(2020, 6, 12), asked=date(2020, 6, 8))
    return date(2020, 6, 16)


DUE = [
    ("indstilling.frist", "Signe Sagsbehandler"), ("indstilling.indsendt", "Lars Leder"),
    ("koordinering.spurgt", "Lars Leder"), ("koordinering.svar", "Signe Sagsbehandler"),
]  # fmt: skip


def test_everything_due_is_told_in_one_mail_to_each(travl):
    run(travl)

    assert told() == DUE
    assert sorted(Mail.objects.values_list("slags", "modtager__navn")) == [
        ("overblik", "Lars Leder"), ("overblik", "Signe Sagsbehandler"),
    ]  # fmt: skip


def test_a_second_run_and_the_next_morning_tell_nothing_again(travl):
    for day, hour in ((travl, 7), (travl, 7), (travl, 16), (travl + timedelta(days=1), 7)):
        run(day, hour)

    # the day after is one hverdag before the deadline: kind 1 for the second and last time
    assert told() == [*DUE, ("indstilling.frist", "Signe Sagsbehandler")]


@pytest.mark.parametrize(("day", "hour", "minute"), [("2020-06-16", 6, 59), ("2020-06-14", 9, 0), ("2020-06-01", 9, 0)])
def test_nothing_is_told_before_seven_or_on_a_day_off(travl, day, hour, minute):
    run(date.fromisoformat(day), hour, minute)

    assert [told(), Mail.objects.count()] == [[], 0]


def test_a_worker_that_was_away_at_seven_catches_up(travl):
    run(travl, 15, 40)

    assert [told(), Mail.objects.filter(slags="overblik").count()] == [DUE, 2]


def test_what_happens_during_the_day_waits_for_the_next_morning(travl, kladde, signe):
    run(travl)
    with klokken(travl, 11):
        besked.notify("indstilling.godkendt", kladde, [signe])
        morgen.func(0)
    here = Mail.objects.filter(modtager=signe).count()

    run(travl + timedelta(days=1))

    assert [here, Mail.objects.filter(modtager=signe).count()] == [1, 2]


def test_person_who_is_asked_no_more_gets_no_mail(kladde):
    berit = builders.bruger("Berit Bedt", email="berit@demo.example")
    asked = ask(kladde, berit, frist=date(2020, 6, 12), asked=date(2020, 6, 1))
    run(date(2020, 6, 10))
    asked.bruger = builders.bruger("Nina Ny")
    asked.save()

    for job in ProcrastinateJob.objects.filter(task_name=post.send_mail.name).order_by("pk"):
        post.send_mail.func(**job.args)

    assert [list(Mail.objects.values_list("tilstand", flat=True)), outbox.outbox] == [["annulleret"], []]

"""A decision carried out or lapsed (11 §7)."""

import pytest

from indstillinger.models import Beslutning
from indstillinger.workflow.beslutning import complete, lapse
from mso_portal.motor.rules import Denied, NotNow
from tests.indstillinger.referat import verden
from tests.indstillinger.referat.verden import EFTER, opgave, ret

NOTE, GRUND = "Planen er sat i gang i alle enheder.", "Området er lagt om, så planen passer ikke længere."


@pytest.fixture
def beslutning(kladde, folk):
    row = ret(kladde, 1, ansvarlig=folk.mikkel)
    opgave(kladde, folk.kirsten, row, ansvarlig=folk.lars)
    verden.godkendt(kladde, folk)
    return Beslutning.objects.get(nummer="CT-2020-001")


@pytest.fixture
def uden_opgave(beslutning):
    return Beslutning.objects.get(nummer="CT-2020-002")


@pytest.mark.parametrize("name", ["kirsten", "lars"])
def test_complete_stamps_with_the_note(uden_opgave, folk, name):
    person = getattr(folk, name)

    done = complete(uden_opgave, NOTE, by=person)

    assert (done.status, done.status_grund, done.status_af, done.status_den) == ("udfoert", NOTE, person, EFTER)
    assert done.gaelder


def test_ansvarlig_completes_his_own(beslutning, folk):
    beslutning.opgaver.update(tilstand="lukket", lukket_den=EFTER, lukket_af=folk.carla)

    assert complete(beslutning, NOTE, by=folk.mikkel).status == "udfoert"


@pytest.mark.parametrize("name", ["carla", "mona", "signe", "anders", "mikkel"])
def test_others_do_not_complete(uden_opgave, folk, name):
    with pytest.raises(Denied):
        complete(uden_opgave, NOTE, by=getattr(folk, name))


def test_open_task_stops_the_completion(beslutning, folk):
    with pytest.raises(NotNow, match="1 opgave er ikke afsluttet. Afslut dem først."):
        complete(beslutning, NOTE, by=folk.kirsten)


@pytest.mark.parametrize("note", ["", "Gjort nu  ", "x" * 501])
def test_completion_says_what_was_done(uden_opgave, folk, note):
    with pytest.raises(NotNow, match="Skriv, hvad der er gjort"):
        complete(uden_opgave, note, by=folk.kirsten)


def test_lapse_takes_the_open_tasks_along(beslutning, folk):
    gone = lapse(beslutning, GRUND, by=folk.lars)

    assert (gone.status, gone.status_grund, gone.gaelder) == ("bortfaldet", GRUND, False)
    assert [one.tilstand for one in beslutning.opgaver.order_by("pk")] == ["bortfaldet"]


@pytest.mark.parametrize("name", ["carla", "mona", "mikkel", "signe", "anders"])
def test_others_do_not_lapse(beslutning, folk, name):
    with pytest.raises(Denied):
        lapse(beslutning, GRUND, by=getattr(folk, name))


@pytest.mark.parametrize("grund", ["", "Passer ikke mere", "x" * 501])
def test_lapse_says_why(beslutning, folk, grund):
    with pytest.raises(NotNow, match="Skriv, hvorfor beslutningen bortfalder"):
        lapse(beslutning, grund, by=folk.kirsten)


def test_only_what_is_in_force_moves(uden_opgave, folk):
    lapse(uden_opgave, GRUND, by=folk.kirsten)

    for act in (lambda: complete(uden_opgave, NOTE, by=folk.kirsten), lambda: lapse(uden_opgave, GRUND, by=folk.lars)):
        with pytest.raises(NotNow, match="kan ikke bruges nu"):
            act()


def test_double_press_lapses_once(uden_opgave, folk):
    noegle = "8f14e45f-ceea-467f-a83c-6f3e8a5d3333"

    results = [lapse(uden_opgave, GRUND, by=folk.kirsten, noegle=noegle) for _ in range(2)]

    assert [bool(one) for one in results] == [True, False]

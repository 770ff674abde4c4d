"""Two sekretærer at once: nothing lost, one winner where there can be only one (50 §6, 11 §14 checks 3 and 4)."""

from collections import Counter
from datetime import date, time
from uuid import uuid4

import pytest

from indstillinger.models import Moede
from indstillinger.workflow import dagsorden as verb
from indstillinger.workflow.moede import change, plan
from mso_portal.motor.rules import NotNow
from tests import builders
from tests.builders_indstilling import indstilling
from tests.builders_moede import moede as make_moede
from tests.builders_moede import punkt
from tests.indstillinger.moede.conftest import order
from tests.indstillinger.samtidig import at_once

DATO = date(2027, 5, 28)


@pytest.fixture
def verden(virkelig):
    """A forum with two sekretærer and a meeting of six items far ahead."""
    forum = builders.forum(navn="Chefteamet")
    people = [builders.bruger(navn) for navn in ("Kirsten Sekretariat", "Kaj Sekretariat")]
    for one in people:
        builders.medlemskab(one, forum, "sekretaer")
    moede = make_moede(forum, DATO, moedeleder=people[0], sekretaer=people[0])
    return forum, people, moede, [punkt(moede, titel=titel) for titel in "ABCDEF"]


def attempt(act):
    try:
        return act() is not None
    except NotNow:
        return False


def test_two_who_reorder_and_write_at_once_lose_nothing(verden):
    _, (one, two), moede, items = verden
    raised = [lambda nr=nr: verb.add_frit_punkt(moede, f"Nyt {nr}", by=two, sagstype="droeftelse", aabenhed="aaben")
              for nr in range(4)]  # fmt: skip
    moved = [lambda: verb.move(items[5], 1, by=one), lambda: verb.move(items[0], 4, by=two)]
    written = [lambda nr=nr: verb.set_minutes(items[nr], 20 + nr, by=one) for nr in range(3)]
    texts = [lambda nr=nr: verb.edit_frit_punkt(items[nr], by=two, tekst=f"Tekst {nr}") for nr in (3, 4)]

    at_once([*raised, *moved, *written, *texts])

    rows = {row.titel: row for row in moede.punkter.all()}
    assert sorted(rows) == ["A", "B", "C", "D", "E", "F", *(f"Nyt {nr}" for nr in range(4))]
    assert [rows[name].minutter for name in "ABC"] == [20, 21, 22]
    assert [rows[name].tekst for name in "DE"] == ["<p>Tekst 3</p>", "<p>Tekst 4</p>"]
    # A stands fourth, or one further down when F went past it afterwards.
    assert order(moede)[0] == "F" and order(moede).index("A") in (3, 4)


def test_every_place_is_taken_once_after_a_storm_of_moves(verden):
    _, people, moede, items = verden
    moves = [lambda nr=nr: verb.move(items[nr % 6], 1 + nr * 5 % 6, by=people[nr % 2]) for nr in range(12)]

    at_once(moves)

    assert sorted(moede.punkter.values_list("raekkefoelge", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_paper_placed_on_two_meetings_at_once_stands_on_one(verden):
    forum, people, moede, _ = verden
    other = make_moede(forum, date(2027, 6, 25), moedeleder=people[0])
    paper = indstilling(people[0], forum=forum, tilstand="godkendt", raekker=False)

    done = at_once([lambda one=one: attempt(lambda: verb.place(one, paper, by=people[1])) for one in (moede, other)])

    assert sorted(done) == [False, True]
    assert paper.dagsordenspunkter.filter(tilstand="optaget").count() == 1


def test_items_that_change_places_between_meetings_do_not_lock_each_other(verden):
    forum, people, moede, items = verden
    other = make_moede(forum, date(2027, 6, 25), moedeleder=people[0])
    theirs = [punkt(other, titel=titel) for titel in "XYZ"]

    at_once([
        *(lambda one=one: verb.move_meeting(one, other, by=people[0]) for one in items[:3]),
        *(lambda one=one: verb.move_meeting(one, moede, by=people[1]) for one in theirs),
    ])  # fmt: skip

    assert sorted(order(moede)) == ["D", "E", "F", "X", "Y", "Z"]
    assert sorted(order(other)) == ["A", "B", "C"]


def test_item_moved_and_removed_at_once_is_one_of_them(verden):
    forum, people, moede, items = verden
    other = make_moede(forum, date(2027, 6, 25), moedeleder=people[0])

    done = at_once([
        lambda: attempt(lambda: verb.move_meeting(items[0], other, by=people[0])),
        lambda: attempt(lambda: verb.remove(items[0], by=people[1]) or True),
    ])  # fmt: skip

    assert Counter(done) == {True: 1, False: 1}


def test_twenty_presses_plan_one_meeting(verden):
    forum, people, *_ = verden
    noegle = uuid4()
    act = lambda: plan(forum, date(2027, 8, 27), time(9), time(12), by=people[0], noegle=noegle)  # noqa: E731

    made = at_once([act] * 20)

    assert len([one for one in made if one]) == 1
    assert Moede.objects.filter(dato=date(2027, 8, 27)).count() == 1


def test_two_who_change_the_meeting_at_once_get_one_conflict(verden):
    _, people, moede, _ = verden

    done = at_once([
        lambda nr=nr: attempt(lambda: change(moede, by=people[nr], version=0, sted=f"Lokale {nr}")) for nr in (0, 1)
    ])  # fmt: skip

    assert sorted(done) == [False, True]

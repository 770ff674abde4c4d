"""What a person is on a day: both end days count; what ended is gone at midnight (10 §1.2, §11 item 16)."""

from datetime import date

import pytest

from mso_portal.organisation.models import Adgang, Bruger, Medlemskab
from tests import builders

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2020, 3, 1), date(2020, 5, 29)


@pytest.fixture
def signe():
    return builders.bruger()


@pytest.fixture
def kirsten():
    return builders.bruger("Kirsten Sekretær")


def rights(person):
    """Return the rights as the next request sees them."""
    return Bruger.objects.get(pk=person.pk).rettigheder


@pytest.mark.parametrize(
    ("tid", "gaelder"),
    [
        ("2020-02-29 23:59:59", False),
        ("2020-03-01 00:00:00", True),
        ("2020-05-29 23:59:59", True),
        ("2020-05-30 00:00:00", False),
    ],
)
def test_membership_counts_from_its_first_to_its_last_day(dag, signe, tid, gaelder):
    forum = builders.forum()
    builders.medlemskab(signe, forum, fra=FIRST, til=LAST)

    with dag(tid):
        held = rights(signe).medlemskaber

    assert held == ((Adgang(forum.pk, signe.pk, "medlem", True),) if gaelder else ())


def test_membership_without_end_counts_for_ever(dag, signe):
    forum = builders.forum()
    builders.medlemskab(signe, forum, fra=FIRST)

    with dag("2099-12-31 12:00"):
        held = rights(signe).medlemskaber

    assert held == (Adgang(forum.pk, signe.pk, "medlem", True),)


def test_gaeldende_takes_another_day(signe):
    row = builders.medlemskab(signe, builders.forum(), fra=FIRST, til=LAST)

    assert list(Medlemskab.objects.gaeldende(LAST)) == [row]
    assert list(Medlemskab.objects.gaeldende(date(2020, 5, 30))) == []


def test_role_ended_yesterday_gives_nothing(dag, signe):
    builders.rolle(signe, "administrator", FIRST, LAST)

    with dag("2020-05-29 12:00"):
        before = rights(signe).roller
    with dag("2020-05-30 00:00"):
        after = rights(signe).roller

    assert (before, after) == ({"administrator"}, frozenset())


def test_deputy_has_the_membership_of_the_one_replaced(dag, signe, kirsten):
    forum = builders.forum()
    builders.medlemskab(kirsten, forum, "sekretaer")
    builders.stedfortraedelse(kirsten, signe, FIRST, LAST, ogsaa_lukkede=True)

    with dag("2020-05-29 23:59"):
        held = rights(signe)

    assert held.medlemskaber == (Adgang(forum.pk, kirsten.pk, "sekretaer", True),)
    assert held.stedfor == (Adgang(None, kirsten.pk, "", True),)


def test_deputy_has_nothing_the_day_after(dag, signe, kirsten):
    builders.medlemskab(kirsten, builders.forum(), "sekretaer")
    builders.stedfortraedelse(kirsten, signe, FIRST, LAST, ogsaa_lukkede=True)

    with dag("2020-05-30 00:00"):
        held = rights(signe)

    assert (held.medlemskaber, held.stedfor) == ((), ())


def test_deputy_without_ogsaa_lukkede_borrows_no_closed_papers(dag, signe, kirsten):
    forum = builders.forum()
    builders.medlemskab(kirsten, forum)
    builders.stedfortraedelse(kirsten, signe, FIRST, LAST, ogsaa_lukkede=False)

    with dag("2020-04-01 12:00"):
        held = rights(signe).medlemskaber

    assert held == (Adgang(forum.pk, kirsten.pk, "medlem", False),)


def test_deputy_in_one_forum_borrows_only_that_one(dag, signe, kirsten):
    ct, hmu = builders.forum(), builders.forum("HMU")
    builders.medlemskab(kirsten, ct)
    builders.medlemskab(kirsten, hmu)
    builders.stedfortraedelse(kirsten, signe, FIRST, LAST, forum=hmu)

    with dag("2020-04-01 12:00"):
        held = rights(signe).medlemskaber

    assert held == (Adgang(hmu.pk, kirsten.pk, "medlem", False),)


def test_borrowed_rights_are_not_lent_on(dag, signe, kirsten):
    carla = builders.bruger("Carla Chefteam")
    builders.medlemskab(carla, builders.forum())
    builders.stedfortraedelse(carla, kirsten, FIRST, LAST, ogsaa_lukkede=True)
    builders.stedfortraedelse(kirsten, signe, FIRST, LAST, ogsaa_lukkede=True)

    with dag("2020-04-01 12:00"):
        held = rights(signe)

    assert held.medlemskaber == ()
    assert held.stedfor == (Adgang(None, kirsten.pk, "", True),)


def test_membership_ended_in_the_portal_is_gone_at_the_next_request(dag, signe, klient):
    builders.rolle(signe)
    client = klient(signe)
    before = client.get("/opsaetning/").status_code

    row = signe.rolletildelinger.get()
    row.til = date(2020, 5, 29)
    row.save()

    assert (before, client.get("/opsaetning/").status_code) == (200, 403)


def test_rights_take_one_query(signe, kirsten, django_assert_num_queries):
    builders.medlemskab(signe, builders.forum())
    person = Bruger.objects.get(pk=signe.pk)

    with django_assert_num_queries(1):
        _ = person.rettigheder.roller
        _ = person.rettigheder.medlemskaber


def test_two_deputyships_for_one_person_keep_apart_what_each_lends(dag, signe, kirsten):
    ct, hmu = builders.forum(), builders.forum("HMU")
    builders.medlemskab(kirsten, ct)
    builders.medlemskab(kirsten, hmu)
    builders.stedfortraedelse(kirsten, signe, FIRST, LAST, forum=ct, ogsaa_lukkede=True)
    builders.stedfortraedelse(kirsten, signe, FIRST, LAST, forum=hmu)

    with dag("2020-04-01 12:00"):
        held = rights(signe).medlemskaber

    assert set(held) == {
        Adgang(ct.pk, kirsten.pk, "medlem", True),
        Adgang(hmu.pk, kirsten.pk, "medlem", False),
    }

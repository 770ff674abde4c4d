"""The event log with its chain, and the access log: written before the response leaves, or not answered at all."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from indstillinger.models import Indstilling
from mso_portal.motor import sessions, ur
from mso_portal.motor.log import check_chain, genstand, log_event, seen
from mso_portal.motor.models import Haendelse, Logled, Opslag
from tests import builders, builders_indstilling


@pytest.fixture
def signe(db):
    return builders.bruger()


@pytest.fixture
def paper(signe):
    return builders_indstilling.indstilling(signe, aabenhed="lukket", raekker=False)


@pytest.fixture
def logget_ind(client):
    """Return a function that logs a person in and returns the client."""

    def log_in(person):
        client.force_login(person)
        session = client.session
        sessions.start(session)
        session.save()
        return client

    return log_in


def seal():
    """Let the deferred trigger run, as it does at commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@pytest.fixture
def events(paper, signe):
    """Five sealed events."""
    made = [log_event(f"t.{nr}", paper, signe, fra="a", til="b", antal=nr, navn="æøå") for nr in range(5)]
    seal()
    return made


def tamper(*statements):
    """Change the log as its owner can: with the triggers out of the way."""
    with connection.cursor() as cursor:
        for state in ("DISABLE", "ENABLE"):
            for table in ("motor_haendelse", "motor_logled"):
                cursor.execute(f"ALTER TABLE {table} {state} TRIGGER USER")
            for sql in statements if state == "DISABLE" else ():
                cursor.execute(sql)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_event_names_the_object_by_kind_and_uuid(paper, signe):
    event = log_event("t.gem", paper, signe, fra="kladde", til="kladde", felter=["titel"])

    assert (event.genstand_type, event.genstand) == genstand(paper) == ("indstillinger.indstilling", str(paper.uuid))
    assert (event.handling, event.aktoer, event.data) == ("t.gem", signe, {"felter": ["titel"]})
    assert (event.sessionshash, event.ip) == ("", None)


def test_object_without_uuid_is_named_by_its_key(signe):
    forum = builders.forum("HMU")

    assert genstand(forum) == ("organisation.forum", str(forum.pk))


def test_event_of_a_request_holds_its_address_and_the_sessions_hash(signe, logget_ind):
    forum = builders.forum()
    data = {
        "titel": "Ny",
        "formular": "almindelig",
        "forum": forum.pk,
        "noegle": "00000000-0000-4000-8000-000000000001",
    }

    logget_ind(signe).post("/indstillinger/ny/", data)

    event = Haendelse.objects.get(handling="indstilling.opret")
    assert (event.ip, len(event.sessionshash)) == ("127.0.0.1", 16)


def test_event_of_a_transaction_that_failed_is_gone(paper, signe):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        log_event("t.gem", paper, signe)
        raise ZeroDivisionError

    assert Haendelse.objects.count() == 0


# The chain


def test_each_event_is_sealed_in_order(events):
    links = list(Logled.objects.all())

    assert [(link.nr, link.haendelse_id) for link in links] == [(nr, one.pk) for nr, one in enumerate(events, 1)]
    assert len({link.hash for link in links}) == 5


def test_untouched_chain_is_clean(events):
    assert check_chain() == []


@pytest.mark.parametrize(
    "column",
    [
        "tid = tid + interval '1 second'",
        "handling = 'x'",
        "genstand = 'x'",
        "genstand_type = 'x'",
        "fra = 'x'",
        "til = 'x'",
        "data = '{}'",
        "aktoer_id = NULL",
        "paa_vegne_af_id = aktoer_id",
        "sessionshash = 'x'",
        "ip = '10.0.0.1'",
    ],
)
def test_changed_event_is_found(events, column):
    tamper(f"UPDATE motor_haendelse SET {column} WHERE id = {events[2].pk}")

    assert check_chain() == [3]


def test_removed_event_is_found(events):
    tamper("DELETE FROM motor_logled WHERE nr = 3", f"DELETE FROM motor_haendelse WHERE id = {events[2].pk}")

    assert check_chain() == [4, 5]


def test_unsealed_event_is_found(events):
    tamper("DELETE FROM motor_logled WHERE nr = 5")

    assert check_chain() == ["ulåst"]


def test_exchanged_events_are_found(events):
    swap = f"{events[1].pk} + {events[2].pk} + haendelse_id"
    tamper("UPDATE motor_logled SET haendelse_id = -haendelse_id WHERE nr IN (2, 3)",
           f"UPDATE motor_logled SET haendelse_id = {swap} WHERE nr IN (2, 3)")  # fmt: skip

    assert check_chain() == [2, 3]


def test_forged_hash_is_found(events):
    tamper("UPDATE motor_logled SET hash = repeat('0', 64) WHERE nr = 3")

    assert check_chain() == [3, 4]


# The access log


class Request:
    """What `seen` needs of a request."""


def test_seen_notes_the_objects_of_a_response(paper):
    request = Request()
    seen(request, "liste", paper, paper, soegeord="x" * 300)
    seen(request, "liste")

    assert request.opslag == [("liste", [genstand(paper)] * 2, "x" * 200)]


def test_access_row_is_written_with_the_response(paper, signe, logget_ind):
    logget_ind(signe).get(f"/indstillinger/{paper.nummer}/")

    (row,) = Opslag.objects.all()
    assert (row.slags, row.aktoer, row.genstande) == ("vis", signe, [["indstillinger.indstilling", str(paper.uuid)]])
    assert timedelta() <= ur.nu() - row.tid < timedelta(seconds=30)


def test_refused_page_writes_none(paper, logget_ind):
    logget_ind(builders.bruger("Anders Andetsteds")).get(f"/indstillinger/{paper.nummer}/")

    assert Opslag.objects.count() == 0


def test_page_is_not_shown_when_its_row_cannot_be_written(paper, signe, logget_ind, monkeypatch):
    def fail(*args, **kwargs):
        raise DatabaseError

    client = logget_ind(signe)
    monkeypatch.setattr(Opslag.objects, "bulk_create", fail)

    response = client.get(f"/indstillinger/{paper.nummer}/")

    assert (response.status_code, Indstilling.objects.get().titel_lukket in response.content.decode()) == (503, False)

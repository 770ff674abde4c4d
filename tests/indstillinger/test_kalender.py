"""The calendar page, and the file another calendar fetches by a secret address (11 §11, check 22)."""

import re
import uuid
from datetime import date, timedelta

import pytest

from indstillinger.models import Kalendernoegle
from indstillinger.workflow import kalender
from mso_portal.motor import ur
from tests import builders, builders_moede
from tests.builders_opgave import opgave

MAJ, JUNI = date(2020, 5, 29), date(2020, 6, 26)


@pytest.fixture
def mads(chefteam):
    person = builders.bruger("Mads Medlem")
    builders.medlemskab(person, chefteam)
    return person


@pytest.fixture
def moede(klokken, chefteam):
    return builders_moede.moede(chefteam, MAJ)


def body(response):
    return response.content.decode()


def fetch(client, secret):
    return client.get(f"/kalender/{secret}.ics")


def events(text):
    """Return the events of a calendar as dicts; folded lines are joined first."""
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    lines = text.replace("\r\n ", "").split("\r\n")
    found, now = [], None
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            now = {}
        elif line == "END:VEVENT":
            found, now = [*found, now], None
        elif now is not None:
            now[name] = value
    return found


def calendar(client, person):
    return events(body(fetch(client, kalender.renew(person, by=person))))


def test_meeting_stands_with_zone_sequence_and_link(client, mads, moede):
    [one] = calendar(client, mads)

    assert re.fullmatch(r"[0-9a-f-]{36}@[\w.]+", one.pop("UID"))
    assert one == {
        "DTSTAMP": "20200514T083000Z", "SEQUENCE": "0", "DTSTART;TZID=Europe/Copenhagen": "20200529T090000",
        "DTEND;TZID=Europe/Copenhagen": "20200529T120000", "SUMMARY": "Chefteamet møde",
        "DESCRIPTION": one["URL"], "URL": one["URL"], "STATUS": "CONFIRMED",
    }  # fmt: skip
    assert one["URL"].endswith("/moeder/ct-2020-05-29/")


def test_zone_is_in_the_file(client, mads, moede):
    text = body(fetch(client, kalender.renew(mads, by=mads)))

    assert [text.count(line) for line in ("BEGIN:VTIMEZONE", "TZID:Europe/Copenhagen", "END:VCALENDAR")] == [1, 1, 1]


def test_fetched_again_it_is_the_same_event_with_a_higher_sequence(client, mads, moede):
    before = calendar(client, mads)
    with ur.stil(ur.nu() + timedelta(hours=1)):
        moede.dato, moede.aendringsnr = JUNI, 1
        moede.save()

    after = calendar(client, mads)

    assert [before[0]["UID"]] == [one["UID"] for one in after]
    assert [(one["SEQUENCE"], one["DTSTAMP"]) for one in (*before, *after)] == [
        ("0", "20200514T083000Z"), ("1", "20200514T093000Z"),
    ]  # fmt: skip


@pytest.mark.parametrize(("days", "shown"), [(0, ["CANCELLED"]), (60, ["CANCELLED"]), (61, [])])
def test_cancelled_meeting_is_shown_as_cancelled_for_sixty_days(client, mads, moede, days, shown):
    moede.tilstand, moede.aflyst_den, moede.aflyst_af, moede.aflyst_grund = "aflyst", ur.nu(), mads, "Sygdom"
    moede.save()

    with ur.stil(ur.nu() + timedelta(days=days)):
        assert [one["STATUS"] for one in calendar(client, mads)] == shown


def test_own_slot_of_another_forums_meeting(client, anders, moede):
    first, second = (builders_moede.punkt(moede, titel=titel, minutter=20) for titel in ("Kanariefugl", "Papegøje"))
    builders_moede.deltager(second, anders)

    [one] = calendar(client, anders)

    assert (one["SUMMARY"], one["DTSTART;TZID=Europe/Copenhagen"][9:]) == ("Punkt på møde", "092000")
    assert (one["DTEND;TZID=Europe/Copenhagen"][9:], first.minutter) == ("094000", 20)


def test_own_deadlines_stand_as_whole_days(client, anders, mads, moede):
    item = builders_moede.punkt(moede, nummer="1")
    task = opgave(item, anders, mads, dag=JUNI)
    opgave(item, mads, mads, dag=JUNI)
    opgave(item, anders, mads, dag=JUNI, tilstand="lukket")

    [one] = calendar(client, anders)

    assert (one["SUMMARY"], one["DTSTART;VALUE=DATE"], one["DTEND;VALUE=DATE"]) == (
        "Frist i MSO-portalen", "20200626", "20200627",
    )  # fmt: skip
    assert one["URL"].endswith(f"/opgaver/{task.nummer}/")


def test_no_word_of_any_case_is_in_the_file(client, mads, moede, anders):
    item = builders_moede.punkt(moede, titel="Kanariefugl", nummer="1", aabenhed="lukket")
    builders_moede.deltager(item, anders)
    opgave(item, mads, anders, tekst="Kanariefugl i bur")

    for person in (mads, anders):
        text = body(fetch(client, kalender.renew(person, by=person)))
        assert [text.count("VEVENT") > 0, "anariefugl" in text, "Lukket titel" in text] == [True, False, False]


def test_meetings_one_only_deputises_in_are_not_ones_own(client, mads, anders, moede):
    builders.stedfortraedelse(mads, anders, date(2020, 5, 1), date(2020, 6, 1))

    assert [calendar(client, anders), len(calendar(client, mads))] == [[], 1]


def test_wrong_renewed_and_inactive_addresses_do_not_exist(client, mads, moede):
    old = kalender.renew(mads, by=mads)
    before = fetch(client, old).status_code
    new = kalender.renew(mads, by=mads)
    codes = [fetch(client, one).status_code for one in (old, "forkert", new)]
    mads.aktiv = False
    mads.save()

    assert [before, *codes, fetch(client, new).status_code] == [200, 404, 404, 200, 404]


def test_secret_is_stored_as_its_hash_alone(mads):
    secret = kalender.renew(mads, by=mads)

    row = Kalendernoegle.objects.get()

    assert (len(row.sha256), secret in row.sha256, len(secret) >= 43) == (64, False, True)


def test_address_is_shown_once(logget_ind, mads, moede):
    client, press = logget_ind(mads), {"noegle": uuid.uuid4()}
    page = body(client.post("/kalender/adresse/", press))
    secret = re.search(r"/kalender/([\w-]{43})\.ics", page)[1]

    again = client.post("/kalender/adresse/", press)

    assert (fetch(client, secret).status_code, again.status_code) == (200, 302)
    assert secret not in body(client.get("/kalender/adresse/"))
    assert client.post("/kalender/adresse/").status_code == 400


def test_page_lists_three_months(logget_ind, mads, moede, chefteam):
    builders_moede.moede(chefteam, date(2020, 9, 4))
    client = logget_ind(mads)

    months = client.get("/kalender/").context["afsnit"]

    assert [(one["titel"], len(one["raekker"])) for one in months] == [
        ("Maj 2020", 3),
        ("Juni 2020", 2),
        ("Juli 2020", 0),
    ]
    assert months[2]["tom"] == "Ingen datoer i juli."
    later = client.get("/kalender/?maaned=2020-08").context["afsnit"]
    assert [one["titel"] for one in later] == ["August 2020", "September 2020", "Oktober 2020"]


@pytest.mark.parametrize("month", ["", "2020-13", "0001-01", "9999-12", "x"])
def test_page_bears_any_month(logget_ind, mads, klokken, month):
    assert logget_ind(mads).get("/kalender/", {"maaned": month}).status_code == 200


def test_page_shows_what_the_person_may_see(logget_ind, mads, anders, moede):
    item = builders_moede.punkt(moede, titel="Kanariefugl", nummer="1", aabenhed="lukket")
    task = opgave(item, anders, mads, dag=MAJ, tekst="Kanariefugl i bur")

    rows = {person: logget_ind(person).get("/kalender/").context["afsnit"][0]["raekker"] for person in (mads, anders)}

    cells = {person: [row["celler"][0]["tekst"] for row in found] for person, found in rows.items()}
    assert cells[anders] == [f"Frist for opgave {task.nummer}"]
    assert cells[mads] == ["Frist for indmelding, Chefteamet", "Frist for udsendelse, Chefteamet", "Chefteamet møde"]

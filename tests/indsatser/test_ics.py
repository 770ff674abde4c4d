"""20 §10 ICS: open milestones as all-day entries, of one plan and in a person's own calendar."""

from datetime import date, datetime

import pytest

from indsatser.models import Milepael
from indsatser.workflow.kalender import of_plan, own
from indsatser.workflow.milepael import complete, forecast
from indsatser.workflow.plan import add_participant
from indstillinger.workflow.kalender import renew
from mso_portal.motor import ur
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders, builders_indsats
from tests.builders_indsats import tid
from tests.indsatser.planside import som


def begivenheder(content):
    """Return the events of a calendar file as dicts; folded lines are put together again."""
    text = content.decode().replace("\r\n ", "")
    blocks = [block.partition("END:VEVENT")[0] for block in text.split("BEGIN:VEVENT")[1:]]
    return [dict(line.partition(":")[::2] for line in block.strip().splitlines()) for block in blocks]


def hent(person, plan):
    return begivenheder(som(person).get(f"/indsatsplaner/{plan.nummer}/milepaele.ics").content)


def kalender(person):
    """Return the names and days of a person's milestones."""
    return [(one.resume, one.dato) for one in own(person)]


def test_milestone_is_an_all_day_event_at_its_end(aktiv, ada):
    row = aktiv.milepaele.get()

    (event,) = hent(ada, aktiv)

    url = f"/indsatsplaner/{aktiv.nummer}/milepaele/{row.uuid}/"
    assert (event["UID"], event["SEQUENCE"], event["SUMMARY"]) == (str(row.uuid), str(row.version), "Kursus er holdt")
    assert (event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"]) == ("20200630", "20200701")
    assert (event["STATUS"], event["URL"].endswith(url)) == ("CONFIRMED", True)


def test_file_is_a_calendar_named_by_number_and_day(aktiv, ada):
    response = som(ada).get(f"/indsatsplaner/{aktiv.nummer}/milepaele.ics")

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="{aktiv.nummer}-2020-06-15.ics"'
    assert response.content.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")


@pytest.mark.parametrize(
    ("tidspunkt", "navn", "dag"),
    [
        ("24. juni 2020", "Møde", "20200624"), ("uge 26 2020", "Møde", "20200628"),
        ("juni 2020", "Møde (senest)", "20200630"), ("uge 43-45 2020", "Møde (senest)", "20201108"),
        ("inden 30. oktober 2020", "Møde (senest)", "20201030"), ("4. kvartal 2020", "Møde (senest)", "20201231"),
    ],
)  # fmt: skip
def test_time_coarser_than_a_week_is_senest_its_last_day(kladde, tina, tidspunkt, navn, dag):
    builders_indsats.milepael(kladde, "Møde", tidspunkt)

    (event,) = hent(tina, kladde)

    assert event["DTSTART;VALUE=DATE"] == dag
    # a kladde that is åben is read by its own people, and says its titles to them
    assert event["SUMMARY"] == navn


def test_milestone_without_a_date_or_done_is_left_out(kladde, tina):
    builders_indsats.milepael(kladde, "Uden dato", "snarest")
    builders_indsats.milepael(kladde, "Gjort", "1. juni 2020")
    builders_indsats.milepael(kladde, "Åben")
    plan = builders_indsats.aktiv(kladde)
    complete(plan.milepaele.get(titel="Gjort"), by=tina, dato=date(2020, 6, 1))

    assert [one.resume for one in of_plan(plan)] == ["Åben"]


def test_forecast_moves_the_event_and_raises_the_sequence(aktiv, tina):
    (before,) = hent(tina, aktiv)
    later = datetime(2020, 6, 16, 9, tzinfo=DANSK_TID)
    with ur.stil(later):
        forecast(aktiv.milepaele.get(), by=tina, tidspunkt=tid("7. juli 2020"), begrundelse="Lokalet er optaget.")

    (after,) = hent(tina, aktiv)

    assert (after["UID"], after["DTSTART;VALUE=DATE"], after["DTSTAMP"]) == (
        before["UID"],
        "20200707",
        "20200616T070000Z",
    )
    assert int(after["SEQUENCE"]) == int(before["SEQUENCE"]) + 1


def test_lukket_plan_says_its_number_alone(tina, per, styregruppe):
    plan = builders_indsats.aktiv(builders_indsats.plan(tina, per, styregruppe, **builders_indsats.LUKKET))

    (event,) = hent(tina, plan)

    assert event["SUMMARY"] == f"Milepæl i plan {plan.nummer}"
    assert plan.titel_lukket not in str(event)


def test_own_calendar_holds_what_one_answers_for(kladde, tina, per, ada, kim):
    builders_indsats.milepael(kladde, "Adas", ansvarlig=ada)
    builders_indsats.milepael(kladde, "Ingens")
    builders_indsats.aktiv(kladde)

    assert kalender(ada) == [("Adas", date(2020, 6, 30))]
    assert sorted(kalender(tina)) == sorted(kalender(per)) == [
        ("Adas", date(2020, 6, 30)), ("Ingens", date(2020, 6, 30)),
    ]  # fmt: skip
    assert kalender(kim) == []


def test_own_calendar_holds_no_kladde(kladde, tina):
    builders_indsats.milepael(kladde)

    assert kalender(tina) == []


def test_own_milestone_of_a_lukket_plan_says_its_number(tina, per, styregruppe, ada):
    plan = builders_indsats.plan(tina, per, styregruppe, **builders_indsats.LUKKET)
    add_participant(plan, by=tina, bruger=ada, rolle="laeser")
    builders_indsats.milepael(plan, ansvarlig=ada)
    builders_indsats.aktiv(plan)

    assert kalender(ada) == [(f"Milepæl i plan {plan.nummer}", date(2020, 6, 30))]


def test_own_milestone_is_gone_with_the_right_to_see_the_plan(aktiv, ada):
    Milepael.objects.filter(plan=aktiv).update(ansvarlig=ada)
    before = kalender(ada)
    type(aktiv).objects.filter(pk=aktiv.pk).update(**builders_indsats.LUKKET)

    assert (before, kalender(ada)) == ([("Kursus er holdt", date(2020, 6, 30))], [])


def test_calendar_page_shows_own_milestones_in_their_month(aktiv, tina):
    response = som(tina).get("/kalender/?maaned=2020-06")

    june = response.context["afsnit"][0]
    assert [[cell["tekst"] for cell in row["celler"]] for row in june["raekker"]] == [
        ["Kursus er holdt", "Tirsdag 30.", "–"]
    ]
    assert june["raekker"][0]["celler"][0]["url"] == (
        f"/indsatsplaner/{aktiv.nummer}/milepaele/{aktiv.milepaele.get().uuid}/"
    )


def test_subscription_holds_own_milestones(aktiv, tina, client):
    secret = renew(tina, by=tina)

    (event,) = begivenheder(client.get(f"/kalender/{secret}.ics").content)

    assert (event["UID"], event["SUMMARY"]) == (str(aktiv.milepaele.get().uuid), "Kursus er holdt")


def test_own_calendar_takes_two_queries_for_one_milestone_and_for_three(kladde, tina, django_assert_num_queries):
    for nr in range(3):
        builders_indsats.milepael(kladde, f"Milepæl {nr}")
    builders_indsats.aktiv(kladde)
    person = type(tina).objects.get(pk=tina.pk)
    assert person.rettigheder.medlemskaber is not None

    with django_assert_num_queries(2):
        assert len(own(person)) == 3


def test_deputy_has_no_milestones_of_another(aktiv, per, ada):
    builders.stedfortraedelse(per, ada, date(2020, 1, 1), date(2020, 12, 31))

    assert kalender(ada) == []

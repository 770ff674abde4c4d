"""21 §3: rounds are made a year ahead, given a meeting, moved and cancelled."""

from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError

from indsatser.models import Rapporteringsrytme, Statusrunde
from indsatser.workflow.runde import new_round, quarter_rhythm
from indsatser.workflow.runder import (
    add_round,
    cancel,
    confirm_holiday,
    create_rhythm,
    edit_rhythm,
    make_all_rounds,
    make_rounds,
    move,
    set_meeting,
)
from indsatser.workflow.statusaabning import in_holidays, may_open, open_round
from mso_portal.motor import ur
from mso_portal.motor.models import Notifikation
from mso_portal.motor.rules import Denied, NotNow
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders, builders_moede, builders_status, builders_udfald

SENERE = "Mødet er flyttet, så fristerne følger med."
SENT = ("bidragsfrist", "tekstfrist", "godkendelsesfrist", "laasefrist")


@pytest.fixture
def rytme(styregruppe, sofie):
    return quarter_rhythm(styregruppe, sofie)


@pytest.fixture
def runde(rytme):
    return make_rounds(rytme)[0]


def moved(runde, sofie, **datoer):
    with pytest.raises(ValidationError) as refusal:
        move(runde, by=sofie, **datoer)
    return refusal.value.message_dict


# Made


def test_a_year_of_rounds_is_made_once(rytme):
    for _ in range(10):
        make_all_rounds(date(2020, 6, 15))

    rows = Statusrunde.objects.order_by("statusdato")
    assert [(one.noegle, one.betegnelse, one.periode_start) for one in rows] == [
        ("2020-K2", "2. kvartal 2020", date(2020, 4, 1)), ("2020-K3", "3. kvartal 2020", date(2020, 7, 1)),
        ("2020-K4", "4. kvartal 2020", date(2020, 10, 1)), ("2021-K1", "1. kvartal 2021", date(2021, 1, 1)),
    ]  # fmt: skip


def test_rounds_of_weeks_are_named_by_their_day(styregruppe, sofie):
    tf = create_rhythm(styregruppe, by=sofie, navn="Task Force", art="uger", interval=6, anker=date(2016, 9, 5))

    with ur.stil(datetime(2016, 9, 1, 9, tzinfo=DANSK_TID)):
        rounds = make_rounds(tf)

    assert [one.noegle for one in rounds] == [
        "2016-09-05", "2016-10-17", "2016-11-28", "2017-01-09", "2017-02-20", "2017-04-03", "2017-05-15", "2017-06-26",
        "2017-08-07",
    ]  # fmt: skip
    assert (rounds[1].betegnelse, rounds[1].periode_start) == ("Status pr. 17. oktober 2016", date(2016, 9, 6))


def test_meeting_in_week_29_marks_the_round(styregruppe, sofie):
    tf = create_rhythm(styregruppe, by=sofie, navn="Task Force", art="uger", interval=6, anker=date(2016, 9, 5))
    with ur.stil(datetime(2017, 6, 1, 9, tzinfo=DANSK_TID)):
        runde = make_rounds(tf)[0]
        made = set_meeting(runde, by=sofie, moededato=date(2017, 7, 17))

    assert [made.statusdato, made.bidragsfrist, made.tekstfrist, made.godkendelsesfrist, made.laasefrist] == [
        date(2017, 6, 26), date(2017, 7, 3), date(2017, 7, 6), date(2017, 7, 10), date(2017, 7, 10),
    ]  # fmt: skip
    assert in_holidays(made)


def test_first_round_of_months_has_their_whole_period(styregruppe, sofie):
    rytme = create_rhythm(
        styregruppe, by=sofie, navn="Hver anden måned", art="maaned", interval=2, anker=date(2020, 6, 1)
    )

    first = rytme.runder.order_by("statusdato").first()
    assert (first.statusdato, first.periode_start) == (date(2020, 6, 30), date(2020, 5, 1))


def test_second_rhythm_of_the_forum_gets_keys_of_its_own(rytme, sofie):
    make_rounds(rytme)

    other = create_rhythm(rytme.forum, by=sofie, navn="Kort", aabn_foer=5)

    assert [one.noegle for one in other.runder.order_by("statusdato")] == [
        "2020-K2-2", "2020-K3-2", "2020-K4-2", "2021-K1-2",
    ]  # fmt: skip


def test_date_that_the_round_before_was_moved_past_has_none(rytme, sofie):
    last = make_rounds(rytme)[-1]
    late = {name: date(2021, 7, 2) for name in SENT}
    move(last, by=sofie, statusdato=date(2021, 7, 1), **late)

    assert make_rounds(rytme, date(2020, 9, 1)) == []


def test_round_made_before_others_gives_the_next_its_period(rytme, sofie):
    third = new_round(rytme, date(2020, 9, 30), sofie)
    new_round(rytme, date(2020, 6, 30), sofie, moededato=date(2020, 7, 6))

    third.refresh_from_db()
    assert third.periode_start == date(2020, 6, 16)


def test_ended_rhythm_has_no_more_rounds(rytme, sofie):
    edit_rhythm(rytme, by=sofie, aktiv_til=date(2020, 9, 30))

    make_all_rounds(date(2020, 6, 15))

    assert list(Statusrunde.objects.order_by("statusdato").values_list("noegle", flat=True)) == ["2020-K2", "2020-K3"]


def test_rounds_after_the_last_day_are_cancelled(rytme, sofie):
    make_rounds(rytme)

    edit_rhythm(rytme, by=builders.administrator(), aktiv_til=date(2020, 9, 30))

    rows = Statusrunde.objects.order_by("statusdato").values_list("tilstand", "aflyst_grund")
    ended = ("aflyst", "Rytmen slutter 30. september 2020.")
    assert list(rows) == [("planlagt", ""), ("planlagt", ""), ended, ended]


def test_rounds_come_back_when_the_last_day_is_taken_away(rytme, sofie):
    second, third = make_rounds(rytme)[1:3]
    cancel(second, by=sofie, grund="Styregruppen mødes ikke i år.")
    ended = edit_rhythm(rytme, by=sofie, aktiv_til=date(2020, 9, 30))

    edit_rhythm(ended, by=sofie, aktiv_til=None)

    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.tilstand, second.aflyst_grund) == ("aflyst", "Styregruppen mødes ikke i år.")
    assert (third.tilstand, third.aflyst_grund, third.periode_start) == ("planlagt", "", date(2020, 7, 1))


def test_what_rounds_follow_from_cannot_be_changed(rytme, sofie):
    with pytest.raises(NotNow, match="Afslut rytmen, og opret en ny"):
        edit_rhythm(rytme, by=sofie, art="datoer")
    with pytest.raises(NotNow, match="Rytmen er ændret"):
        edit_rhythm(rytme, by=sofie, version=rytme.version + 1, navn="Ny")


def test_typed_dates_come_one_after_the_other(styregruppe, sofie):
    rytme = create_rhythm(styregruppe, by=sofie, navn="Aftalt", art="datoer")
    first = add_round(rytme, date(2020, 8, 20), by=sofie)

    with pytest.raises(ValidationError, match="Vælg en senere dag"):
        add_round(rytme, date(2020, 8, 20), by=sofie)
    assert (first.noegle, first.periode_start) == ("2020-08-20", date(2020, 5, 22))


def test_only_a_rhythm_of_typed_dates_takes_them(rytme, sofie):
    with pytest.raises(NotNow, match="Portalen laver selv rytmens runder"):
        add_round(rytme, date(2020, 8, 20), by=sofie)


def test_rhythm_is_kept_by_the_sekretaer_alone(rytme, tina):
    with pytest.raises(Denied):
        edit_rhythm(rytme, by=tina, navn="Min")
    with pytest.raises(Denied):
        create_rhythm(rytme.forum, by=tina, navn="Min")


# Their dates


def test_meeting_that_leaves_no_time_shows_three_ways(runde, sofie):
    with pytest.raises(ValidationError) as refusal:
        set_meeting(runde, by=sofie, moededato=date(2020, 7, 6))

    assert refusal.value.message_dict == {
        "moededato": [
            "Mødet ligger kun 4 hverdage efter statusdatoen 30. juni 2020. Brug statusdatoen 15. juni 2020, forkort "
            "fristerne, eller vælg et møde fra den 21. juli."
        ]
    }


def test_earlier_status_date_leaves_time(runde, sofie):
    made = set_meeting(runde, by=sofie, moededato=date(2020, 7, 6), tidligere=True)

    assert (made.statusdato, made.bidragsfrist, made.tekstfrist, made.laasefrist, made.moededato) == (
        date(2020, 6, 15), date(2020, 6, 22), date(2020, 6, 25), date(2020, 6, 29), date(2020, 7, 6),
    )  # fmt: skip


def test_frister_are_counted_from_another_status_date(runde, sofie):
    made = set_meeting(runde, by=sofie, moededato=None, statusdato=date(2020, 6, 26))

    assert (made.aabnes, made.bidragsfrist, made.laasefrist) == (date(2020, 6, 12), date(2020, 7, 3), date(2020, 7, 10))


def test_meeting_is_one_of_the_forums_own(runde, sofie, styregruppe):
    other = builders_moede.moede(builders.forum("AND"), date(2020, 8, 10))
    own = builders_moede.moede(styregruppe, date(2020, 8, 10))

    with pytest.raises(ValidationError, match="Vælg et af forummets møder"):
        set_meeting(runde, by=sofie, moede=other, moededato=other.dato)
    with pytest.raises(ValidationError, match="Vælg et af forummets møder"):
        set_meeting(runde, by=sofie, moede=own, moededato=date(2020, 8, 11))
    assert set_meeting(runde, by=sofie, moede=own, moededato=own.dato).moede == own


def test_next_period_begins_after_the_moved_status_date(rytme, sofie):
    runde, following, *_ = make_rounds(rytme)

    set_meeting(runde, by=sofie, moededato=date(2020, 7, 6), tidligere=True)

    following.refresh_from_db()
    assert following.periode_start == date(2020, 6, 16)


def test_status_date_of_what_is_approved_stays(aktiv, sofie):
    runde = builders_udfald.laast(aktiv, sofie).status.runde
    earlier = {"statusdato": date(2020, 6, 12), "aabnes": date(2020, 6, 1), "grund": SENERE}

    assert moved(runde, sofie, **earlier) == {
        "statusdato": ["En status i runden er godkendt, så statusdatoen kan ikke flyttes."]
    }


def test_shorter_frister_leave_time_too(runde, sofie):
    made = move(
        runde, by=sofie, moededato=date(2020, 7, 6), bidragsfrist=date(2020, 7, 1), tekstfrist=date(2020, 7, 2),
        godkendelsesfrist=date(2020, 7, 2), laasefrist=date(2020, 7, 2),
    )  # fmt: skip

    assert (made.statusdato, made.laasefrist) == (date(2020, 6, 30), date(2020, 7, 2))


def test_dates_out_of_order_are_named(runde, sofie):
    assert moved(runde, sofie, tekstfrist=date(2020, 7, 6)) == {
        "tekstfrist": ["Fristerne skal ligge i rækkefølge. Tekstfristen 6. juli ligger før bidragsfristen 7. juli."]
    }
    assert moved(runde, sofie, aabnes=date(2020, 6, 30)) == {"aabnes": ["Runden skal åbne før statusdatoen."]}


def test_status_date_stays_between_those_beside_it(rytme, sofie):
    _, second, third, _ = make_rounds(rytme)
    late = {name: date(2021, 3, 1) for name in SENT}

    early = moved(second, sofie, statusdato=date(2020, 6, 30), aabnes=date(2020, 6, 1))
    assert early == {"statusdato": ["Statusdatoen skal ligge efter den forrige, 30. juni 2020."]}
    assert moved(second, sofie, statusdato=third.statusdato, **late) == {
        "statusdato": ["Statusdatoen skal ligge før den næste, 31. december 2020."]
    }


def test_open_round_moves_with_a_reason_and_tells_who_owes_something(aktiv, sofie):
    status = builders_status.status(aktiv)
    assert moved(status.runde, sofie, bidragsfrist=date(2020, 6, 23)) == {
        "grund": ["Skriv, hvorfor fristerne flyttes (mindst 10 tegn)."]
    }

    move(status.runde, by=sofie, bidragsfrist=date(2020, 6, 23), grund=SENERE)

    assert set(status.bidrag.values_list("frist", flat=True)) == {date(2020, 6, 23)}
    assert status.runde.history.latest().history_change_reason == SENERE
    told = Notifikation.objects.filter(slags="runde.flyttet").values_list("modtager__navn", flat=True)
    assert list(told) == ["Tina Tovholder"]


def test_open_round_moves_though_a_status_in_it_is_locked(aktiv, sofie):
    runde = builders_udfald.laast(aktiv, sofie).status.runde

    moved = move(runde, by=sofie, bidragsfrist=date(2020, 6, 23), grund=SENERE)

    assert moved.bidragsfrist == date(2020, 6, 23)
    assert not Notifikation.objects.filter(slags="runde.flyttet").exists()


def test_round_moved_to_have_begun_opens_at_once(aktiv, rytme, sofie):
    runde = make_rounds(rytme)[1]

    opened = move(runde, by=sofie, aabnes=date(2020, 6, 15))

    assert (opened.tilstand, opened.aabnet_af, list(opened.statusser.values_list("plan", flat=True))) == (
        "aaben", sofie, [aktiv.pk],
    )  # fmt: skip


def test_dates_are_the_sekretaers(runde, tina):
    with pytest.raises(Denied):
        move(runde, by=tina, aabnes=date(2020, 6, 12))


def test_other_version_is_refused(runde, sofie):
    with pytest.raises(NotNow, match="Runden er ændret"):
        move(runde, by=sofie, version=runde.version + 1, aabnes=date(2020, 6, 12))


# Held in the holidays, or not at all


def test_round_in_the_holidays_waits_for_the_sekretaer(runde, sofie):
    waits = may_open(runde)

    confirmed = confirm_holiday(runde, by=sofie)

    assert (waits, may_open(confirmed)) == (False, True)
    with pytest.raises(NotNow, match="allerede bekræftet"):
        confirm_holiday(confirmed, by=sofie)


def test_round_confirmed_after_its_day_opens_at_once(runde, sofie):
    with ur.stil(datetime(2020, 6, 17, 9, 0, tzinfo=DANSK_TID)):
        assert confirm_holiday(runde, by=sofie).tilstand == "aaben"


def test_round_outside_the_holidays_needs_nobody(rytme, sofie):
    third = make_rounds(rytme)[2]

    assert may_open(third)
    with pytest.raises(NotNow, match="ligger ikke i ferien"):
        confirm_holiday(third, by=sofie)


def test_cancelled_round_says_why_and_opens_no_more(runde, sofie):
    with pytest.raises(ValidationError, match="Skriv, hvorfor runden aflyses"):
        cancel(runde, by=sofie, grund="Nej")

    cancelled = cancel(runde, by=sofie, grund="Styregruppen mødes ikke i år.")

    assert (cancelled.tilstand, cancelled.aflyst_grund) == ("aflyst", "Styregruppen mødes ikke i år.")
    assert open_round(cancelled).tilstand == "aflyst"
    with pytest.raises(NotNow):
        move(cancelled, by=sofie, aabnes=date(2020, 6, 12))


def test_cancelled_rounds_period_goes_to_the_next(rytme, sofie):
    _, second, third, _ = make_rounds(rytme)

    cancel(second, by=sofie, grund="Styregruppen mødes ikke i år.")

    third.refresh_from_db()
    assert third.periode_start == date(2020, 7, 1)


def test_who_owes_something_is_told_that_it_is_cancelled(aktiv, sofie):
    runde = builders_status.status(aktiv).runde

    cancel(runde, by=sofie, grund="Styregruppen mødes ikke i år.")

    told = Notifikation.objects.filter(slags="runde.aflyst").values_list("modtager__navn", flat=True)
    assert list(told) == ["Tina Tovholder"]


def test_round_with_a_locked_status_is_not_cancelled(aktiv, sofie):
    runde = builders_udfald.laast(aktiv, sofie).status.runde

    with pytest.raises(NotNow, match="En status i runden er låst"):
        cancel(runde, by=sofie, grund="Styregruppen mødes ikke i år.")


def test_rhythm_of_another_forum_is_not_his(rytme, sofie):
    other = builders.forum("AND", navn="Andre", slags="styregruppe")

    with pytest.raises(Denied):
        create_rhythm(other, by=sofie, navn="Min")
    assert Rapporteringsrytme.objects.count() == 1

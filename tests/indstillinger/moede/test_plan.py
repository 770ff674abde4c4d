"""Planning, moving and cancelling a meeting (11 §2, §9)."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest

from indstillinger.models import Moede, Standardpunkt
from indstillinger.workflow import moede as verb
from indstillinger.workflow.dagsorden import place
from mso_portal.motor import ur
from mso_portal.motor.models import Notifikation
from mso_portal.motor.rules import Denied, NotNow
from mso_portal.organisation.models import Lukkedag
from mso_portal.vaerdier.datoer import DANSK_TID
from tests.builders_moede import deltager, punkt
from tests.indstillinger.moede.conftest import order

NI, TOLV = time(9), time(12)
TABEL = {
    date(2019, 10, 9): ("2019-10-01", "2019-10-02", "2019-10-03", "2019-10-11", "2019-10-16"),
    date(2020, 5, 29): ("2020-05-20", "2020-05-22", "2020-05-25", "2020-06-03", "2020-06-09"),
    date(2020, 6, 26): ("2020-06-18", "2020-06-19", "2020-06-22", "2020-06-30", "2020-07-03"),
}


def frister(moede):
    return tuple(str(getattr(moede, name).astimezone(DANSK_TID).date()) for name in verb.FRISTER)


def klokkeslaet(moede):
    return [getattr(moede, name).astimezone(DANSK_TID).time() for name in verb.FRISTER]


@pytest.mark.parametrize("dato", TABEL)
def test_frister_are_those_of_the_table(dato, chefteam, kirsten):
    Lukkedag.objects.create(dato=date(2020, 6, 5), navn="Grundlovsdag")
    with ur.stil(datetime(2019, 6, 3, 10, tzinfo=DANSK_TID)):
        moede = verb.plan(chefteam, dato, NI, TOLV, by=kirsten)

    assert frister(moede) == TABEL[dato]
    assert klokkeslaet(moede) == [TOLV, TOLV, TOLV, time(16), time(16)]


def test_plan_names_who_leads_and_prepares(klokken, chefteam, kirsten, carla):
    moede = verb.plan(chefteam, date(2020, 6, 26), NI, TOLV, "Lokale 2", by=kirsten)

    assert (moede.noegle, moede.moedeleder, moede.sekretaer) == ("ct-2020-06-26", carla, kirsten)


def test_plan_makes_the_standard_items_around_the_follow_up(klokken, chefteam, kirsten):
    Standardpunkt.objects.create(forum=chefteam, titel="Eventuelt", placering="sidst")
    Standardpunkt.objects.create(forum=chefteam, titel="Velkomst", placering="foerst")

    moede = verb.plan(chefteam, date(2020, 6, 26), NI, TOLV, by=kirsten)

    assert order(moede) == ["Velkomst", "Opfølgning på beslutninger", "Eventuelt"]


def test_forum_without_follow_up_gets_none(klokken, chefteam, kirsten):
    chefteam.opfoelgningspunkt = False
    chefteam.save()

    assert order(verb.plan(chefteam, date(2020, 6, 26), NI, TOLV, by=kirsten)) == []


def test_second_meeting_the_same_day_is_asked_about_once(moede, chefteam, kirsten):
    with pytest.raises(verb.Optaget):
        verb.plan(chefteam, moede.dato, time(13), time(14), by=kirsten)

    again = verb.plan(chefteam, moede.dato, time(13), time(14), by=kirsten, endnu_et=True)

    assert again.noegle == "ct-2020-05-29-2"


def test_key_of_a_moved_meeting_is_not_given_again(moede, chefteam, kirsten):
    verb.change(moede, by=kirsten, version=0, dato=date(2020, 6, 12))

    assert verb.plan(chefteam, date(2020, 5, 29), NI, TOLV, by=kirsten).noegle == "ct-2020-05-29-2"


def test_plan_twice_with_one_key_is_one_meeting(klokken, chefteam, kirsten):
    noegle = uuid4()

    made = [verb.plan(chefteam, date(2020, 6, 26), NI, TOLV, by=kirsten, noegle=noegle) for _ in range(2)]

    assert made[1] is None and Moede.objects.count() == 1


@pytest.mark.parametrize(("felter", "besked"), [
    ({"dato": date(2020, 5, 13)}, verb.PASSERET), ({"slut": time(9)}, verb.SLUT_FOER_START),
    ({"link": "http://moede.example"}, verb.USIKKERT_LINK),
])  # fmt: skip
def test_impossible_meeting_is_refused(felter, besked, klokken, chefteam, kirsten):
    whole = {"dato": date(2020, 6, 26), "start": NI, "slut": TOLV, **felter}

    with pytest.raises(NotNow, match=besked.split(".")[0]):
        verb.plan(chefteam, by=kirsten, **whole)


def test_member_cannot_plan(klokken, chefteam, mette):
    with pytest.raises(Denied):
        verb.plan(chefteam, date(2020, 6, 26), NI, TOLV, by=mette)


def test_members_are_told_of_a_new_meeting_and_the_sekretaer_is_not(klokken, chefteam, kirsten, mette):
    verb.plan(chefteam, date(2020, 6, 26), NI, TOLV, by=kirsten)

    assert [(one.slags, one.modtager) for one in Notifikation.objects.order_by("pk")] == [("moede.aendret", mette)]


def test_series_is_told_in_the_overview(klokken, chefteam, kirsten, mette):
    verb.plan_series(chefteam, [date(2020, 6, 26), date(2020, 6, 12)], NI, TOLV, by=kirsten)

    assert [str(one.dato) for one in Moede.objects.order_by("dato")] == ["2020-06-12", "2020-06-26"]
    assert [one.mail for one in Notifikation.objects.filter(modtager=mette).order_by("pk")] == [None, None]


def test_series_is_planned_whole_or_not_at_all(moede, chefteam, kirsten):
    with pytest.raises(NotNow):
        verb.plan_series(chefteam, [date(2020, 5, 15), moede.dato], NI, TOLV, by=kirsten)

    assert Moede.objects.count() == 1


def test_moved_meeting_recomputes_only_the_frister_ahead(moede, kirsten):
    before = frister(moede)
    with ur.stil(datetime(2020, 5, 22, 13, tzinfo=DANSK_TID)):
        moved = verb.change(moede, by=kirsten, version=0, dato=date(2020, 6, 26))

    assert frister(moved) == (*before[:2], "2020-06-22", "2020-06-30", "2020-07-03")


def test_frist_takes_a_reason_which_stays_in_history(moede, kirsten):
    later = moede.frist_udsendelse + timedelta(days=1)
    with pytest.raises(NotNow, match="Skriv, hvorfor fristen"):
        verb.change(moede, by=kirsten, version=0, frist_udsendelse=later)

    changed = verb.change(moede, by=kirsten, version=0, frist_udsendelse=later, grund="Pinse")

    kept = [(one.frist_udsendelse, one.history_change_reason) for one in changed.history.order_by("history_id")]
    assert kept == [(moede.frist_udsendelse, None), (later, "Pinse")]


def test_everybody_invited_is_told_of_a_new_time(moede, kirsten, carla, mette, anders):
    deltager(punkt(moede), anders)

    changed = verb.change(moede, by=kirsten, version=0, start=time(10))

    told = Notifikation.objects.filter(slags="moede.aendret").order_by("modtager__navn")
    assert [one.modtager for one in told] == [anders, carla, mette]
    assert (changed.aendringsnr, changed.version) == (1, 1)


def test_change_of_what_is_so_already_does_nothing(moede, kirsten):
    assert verb.change(moede, by=kirsten, version=0, sted="Mødelokale 1").aendringsnr == 0


def test_old_version_is_refused(moede, kirsten):
    verb.change(moede, by=kirsten, version=0, sted="Lokale 3")

    with pytest.raises(NotNow, match="ændret, siden du åbnede"):
        verb.change(moede, by=kirsten, version=0, sted="Lokale 4")


@pytest.mark.parametrize("tilstand", ["i_gang", "afholdt", "aflyst"])
@pytest.mark.parametrize("act", [
    lambda moede, by: verb.change(moede, by=by, version=None, sted="Lokale 3"),
    lambda moede, by: verb.cancel(moede, "Ingen sager", by=by),
])  # fmt: skip
def test_only_a_planned_meeting_is_changed_or_cancelled(act, tilstand, moede, kirsten):
    _put(moede, tilstand, kirsten)

    with pytest.raises(NotNow):
        act(moede, kirsten)


def _put(moede, tilstand, by):
    stamps = {} if tilstand == "i_gang" else {f"{tilstand}_den": ur.nu(), f"{tilstand}_af": by}
    for name, value in {"tilstand": tilstand, **stamps}.items():
        setattr(moede, name, value)
    moede.aflyst_grund = "Ingen sager" if tilstand == "aflyst" else ""
    moede._history_user = by
    moede.save()


def test_cancelled_meeting_frees_its_papers_and_tells_everybody(moede, sag, kirsten, mette, signe, lars):
    paper = sag()
    place(moede, paper, by=kirsten)

    cancelled = verb.cancel(moede, "For få sager", by=kirsten)

    item = moede.punkter.get()
    assert (item.tilstand, item.grund, item.afgjort_af) == ("trukket", "Mødet er aflyst.", kirsten)
    assert (cancelled.tilstand, cancelled.aflyst_grund, cancelled.aendringsnr) == ("aflyst", "For få sager", 1)
    told = Notifikation.objects.filter(slags="moede.aendret").order_by("modtager__navn")
    assert [one.modtager.navn for one in told] == ["Carla Chefteam", "Mette Medlem"]


def test_cancel_takes_a_reason_and_the_sekretaer(moede, kirsten, carla):
    with pytest.raises(NotNow, match="Skriv, hvorfor"):
        verb.cancel(moede, " ", by=kirsten)
    with pytest.raises(Denied):
        verb.cancel(moede, "For få sager", by=carla)

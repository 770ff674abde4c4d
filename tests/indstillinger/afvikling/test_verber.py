"""Starting, ending and reopening a meeting; what becomes of its items; who came."""

from datetime import timedelta
from uuid import uuid4

import pytest

from indstillinger.models import Dagsordenspunkt, Fremmoede, Moede, Referat, Referatpunkt
from indstillinger.workflow import afvikling
from mso_portal.motor.models import Haendelse, Notifikation
from mso_portal.motor.rules import Denied, NotNow
from tests import builders_moede
from tests.builders_moede import DATO
from tests.indstillinger.afvikling.conftest import PUNKTER, item, sag


def refusal(act, *args, **kwargs):
    with pytest.raises(NotNow) as said:
        act(*args, **kwargs)
    return str(said.value)


# start


def test_start_makes_a_row_for_each_point_of_the_sent_version(i_gang):
    rows = Referatpunkt.objects.filter(referat__moede=i_gang).order_by("raekkefoelge")

    assert [(row.foreslaaet, row.punktslags, row.udfald) for row in rows] == [(*one, "") for one in PUNKTER]


def test_start_marks_the_point_that_cannot_be_adopted_as_it_stands(i_gang):
    rows = Referatpunkt.objects.filter(referat__moede=i_gang).order_by("raekkefoelge")

    assert [row.er_spoergsmaal for row in rows] == [False, True, False]


def test_start_keeps_the_point_it_answers(i_gang, paper):
    points = paper.beslutningspunkt_raekker.order_by("raekkefoelge").values_list("uuid", flat=True)
    rows = Referatpunkt.objects.filter(referat__moede=i_gang).order_by("raekkefoelge")

    assert [row.beslutningspunkt_uuid for row in rows] == list(points)


def test_start_makes_one_referat_for_the_moedeleder_to_approve(i_gang, mads):
    assert [(one.nr, one.tilstand, one.godkender) for one in i_gang.referater.order_by("nr")] == [(1, "kladde", mads)]


def test_start_lists_members_and_moedeleder_with_attendance_unknown(i_gang, carla, mads):
    rows = i_gang.fremmoeder.order_by("pk")

    assert [(row.bruger, row.status) for row in rows] == [(carla, "ikke_oplyst"), (mads, "ikke_oplyst")]


def test_start_stamps_the_meeting_and_logs_it(i_gang, kirsten):
    events = Haendelse.objects.filter(handling="moede.start").order_by("pk")

    assert (i_gang.tilstand, i_gang.startet_af, [(one.fra, one.til) for one in events]) == (
        "i_gang", kirsten, [("planlagt", "i_gang")],
    )  # fmt: skip


def test_excluded_moedeleder_leaves_the_approval_to_a_member(udsendt, kirsten, mads, carla):
    builders_moede.udelukkelse(item(udsendt, "1"), mads, kirsten)

    assert afvikling.start(udsendt, by=kirsten).referater.get().godkender == carla


def test_start_before_the_agenda_is_sent_is_refused(moede, kirsten):
    builders_moede.punkt(moede)

    assert refusal(afvikling.start, moede, by=kirsten) == (
        "Dagsordenen er ikke udsendt endnu. Send den, før mødet starter."
    )


@pytest.fixture
def i_morgen(udsendt):
    udsendt.dato = DATO + timedelta(days=1)
    udsendt.save()
    return udsendt


def test_start_on_another_day_demands_a_reason(i_morgen, kirsten):
    assert refusal(afvikling.start, i_morgen, by=kirsten) == (
        "Mødet er planlagt til en anden dag. Skriv, hvorfor det starter i dag."
    )


def test_start_on_another_day_keeps_the_reason(i_morgen, kirsten):
    assert afvikling.start(i_morgen, by=kirsten, grund="Lokalet er optaget i morgen.").startet_grund == (
        "Lokalet er optaget i morgen."
    )


def test_start_pressed_twice_makes_one_referat(udsendt, kirsten):
    noegle = uuid4()
    results = [afvikling.start(udsendt, by=kirsten, noegle=noegle) for _ in range(2)]

    assert (results[1], Referat.objects.count(), Referatpunkt.objects.count()) == (None, 1, 3)


@pytest.mark.parametrize("who", ["carla", "mads", "signe", "anders"])
def test_only_the_sekretaer_starts(who, udsendt, request):
    with pytest.raises(Denied):
        afvikling.start(udsendt, by=request.getfixturevalue(who))


# items


FATES = [("treat", "behandlet"), ("not_reached", "ikke_naaet"), ("postpone", "udsat")]


@pytest.mark.parametrize(("act", "state"), FATES)
def test_item_gets_its_fate_and_a_stamp(act, state, foerste, kirsten):
    punkt = getattr(afvikling, act)(foerste, by=kirsten)

    assert (punkt.tilstand, punkt.afgjort_af) == (state, kirsten)


@pytest.mark.parametrize("act", ["treat", "not_reached", "postpone"])
def test_item_decided_on_is_not_decided_on_again(act, foerste, kirsten):
    afvikling.treat(foerste, by=kirsten)

    with pytest.raises(NotNow):
        getattr(afvikling, act)(foerste, by=kirsten)


@pytest.mark.parametrize("act", ["treat", "not_reached"])
def test_item_is_not_treated_before_the_meeting(act, udsendt, kirsten):
    with pytest.raises(NotNow):
        getattr(afvikling, act)(item(udsendt, "1"), by=kirsten)


def test_sent_item_is_put_off_before_the_meeting(udsendt, kirsten):
    assert afvikling.postpone(item(udsendt, "1"), by=kirsten).tilstand == "udsat"


@pytest.mark.parametrize("act", ["not_reached", "postpone"])
def test_paper_is_free_for_another_meeting(act, foerste, kirsten, chefteam, paper):
    getattr(afvikling, act)(foerste, by=kirsten)
    later = builders_moede.moede(chefteam, DATO + timedelta(days=28))

    assert builders_moede.punkt(later, paper).tilstand == "optaget"


def test_put_off_item_names_the_meeting(foerste, kirsten, chefteam):
    later = builders_moede.moede(chefteam, DATO + timedelta(days=28))

    assert afvikling.postpone(foerste, later, by=kirsten).udsat_til == later


def test_item_is_not_put_off_to_its_own_meeting(foerste, kirsten, i_gang):
    with pytest.raises(NotNow):
        afvikling.postpone(foerste, Moede.objects.get(pk=i_gang.pk), by=kirsten)


@pytest.mark.parametrize("act", ["not_reached", "postpone"])
def test_author_and_leader_are_told(act, foerste, kirsten, signe, lars):
    Notifikation.objects.all().delete()
    getattr(afvikling, act)(foerste, by=kirsten)
    lines = Notifikation.objects.order_by("modtager__navn")

    assert [(one.slags, one.modtager) for one in lines] == [("punkt.dagsorden", lars), ("punkt.dagsorden", signe)]


def test_excluded_sekretaer_decides_nothing_of_the_item(foerste, kirsten, mads):
    builders_moede.udelukkelse(foerste, kirsten, mads)

    with pytest.raises(Denied):
        afvikling.treat(foerste, by=kirsten)


# attendance


def test_attendance_is_set_for_each(i_gang, kirsten, carla, mads):
    afvikling.set_fremmoede(i_gang, {carla: "til_stede", mads.pk: "afbud"}, by=kirsten)

    assert dict(i_gang.fremmoeder.order_by("pk").values_list("bruger__navn", "status")) == {
        "Carla Chefteam": "til_stede", "Mads Mødeleder": "afbud",
    }  # fmt: skip


def test_deputy_is_kept_beside_the_absent(i_gang, kirsten, mads, lars):
    afvikling.set_fremmoede(i_gang, {mads: "afbud"}, by=kirsten, stedfortraedere={mads: lars})

    assert i_gang.fremmoeder.get(bruger=mads).stedfortraeder == lars


def test_guest_is_present_by_name(i_gang, kirsten):
    row = afvikling.add_gaest(i_gang, by=kirsten, navn="Gitte Gæst, konsulent")

    assert (str(row), row.status) == ("Gitte Gæst, konsulent", "til_stede")


def test_attendance_before_the_meeting_is_refused(udsendt, kirsten, carla):
    assert refusal(afvikling.set_fremmoede, udsendt, {carla: "til_stede"}, by=kirsten) == "Mødet er ikke i gang."


def test_absence_under_one_item_is_set_and_taken_off(foerste, kirsten, carla):
    afvikling.set_fravaer(foerste, carla, "gik_foer", by=kirsten)
    before = list(foerste.fravaer.order_by("pk").values_list("bruger__navn", "grund"))
    afvikling.set_fravaer(foerste, carla, "", by=kirsten)

    assert (before, foerste.fravaer.count()) == ([("Carla Chefteam", "gik_foer")], 0)


# finish and reopen


def everybody_is_here(moede, by):
    people = moede.fremmoeder.order_by("pk").values_list("bruger", flat=True)
    afvikling.set_fremmoede(moede, dict.fromkeys(people, "til_stede"), by=by)


def all_treated(moede, by):
    for nummer in ("1", "2"):
        afvikling.treat(item(moede, nummer), by=by)


def test_finish_names_the_items_left(i_gang, kirsten):
    everybody_is_here(i_gang, kirsten)

    assert refusal(afvikling.finish, i_gang, by=kirsten) == (
        "Afslut først punkt 1 og 2: behandlet, udsat eller ikke nået."
    )


def test_finish_names_those_whose_attendance_is_unknown(i_gang, kirsten):
    all_treated(i_gang, kirsten)

    assert refusal(afvikling.finish, i_gang, by=kirsten) == "Skriv fremmøde for Carla Chefteam og Mads Mødeleder."


@pytest.fixture
def afholdt(i_gang, kirsten):
    builders_moede.pause(i_gang)
    everybody_is_here(i_gang, kirsten)
    all_treated(i_gang, kirsten)
    return afvikling.finish(i_gang, by=kirsten)


def test_finish_holds_the_meeting_and_ends_its_pauses(afholdt, kirsten):
    pause = Dagsordenspunkt.objects.get(moede=afholdt, art="pause")

    assert (afholdt.tilstand, afholdt.afholdt_af, pause.tilstand) == ("afholdt", kirsten, "behandlet")


def test_attendance_of_a_held_meeting_is_fixed(afholdt, kirsten, carla):
    assert refusal(afvikling.set_fremmoede, afholdt, {carla: "afbud"}, by=kirsten) == "Mødet er ikke i gang."


def test_reopened_meeting_goes_on_and_keeps_the_reason(afholdt, kirsten):
    moede = afvikling.reopen(afholdt, "Et punkt manglede.", by=kirsten)

    assert (moede.tilstand, moede.afholdt_den, moede.history.first().history_change_reason) == (
        "i_gang", None, "genåbnet: Et punkt manglede.",
    )  # fmt: skip


def test_reopen_after_the_minutes_went_out_is_refused(afholdt, kirsten):
    Referat.objects.filter(moede=afholdt).update(tilstand="til_kommentering")

    assert refusal(afvikling.reopen, afholdt, "Et punkt manglede.", by=kirsten) == (
        "Referatet er sendt ud. Tag det tilbage, før mødet genåbnes."
    )


def test_reopen_without_reason_is_refused(afholdt, kirsten):
    assert refusal(afvikling.reopen, afholdt, " ", by=kirsten) == "Skriv, hvorfor mødet skal genåbnes."


def test_paper_without_points_gets_no_row(moede, chefteam, signe, lars, kirsten):
    builders_moede.punkt(moede, sag(chefteam, signe, lars, punkter=()))
    builders_moede.sendt(moede, kirsten)
    afvikling.start(moede, by=kirsten)

    assert (Referatpunkt.objects.count(), Fremmoede.objects.count()) == (0, 2)

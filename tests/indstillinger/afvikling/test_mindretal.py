"""Minority views on a decision: who may be named, written and taken away as a field, gone and back with their row."""

import pytest

from indstillinger.models import Fremmoede, Mindretal, Punktfravaer, Referat
from indstillinger.workflow.mindretal import felt_of, people
from indstillinger.workflow.referatfelter import save_fields
from indstillinger.workflow.referatraekker import add_raekke, remove_raekke, undo_remove
from mso_portal.motor.lock import Change, fingerprint
from mso_portal.motor.models import Haendelse
from mso_portal.motor.rules import Denied, NotNow
from tests import builders, builders_moede


@pytest.fixture(autouse=True)
def med_mindretal(chefteam):
    """The forum takes minority views to its minutes."""
    chefteam.afvigende_mening = True
    chefteam.save()


def write(row, person, tekst, by, base="", **extra):
    """Save a person's view as the page would that opened it with `base`; returns the Gemt."""
    navn = f"{row.uuid}:{felt_of(person.pk)}"
    return save_fields(row.punkt, {navn: Change(tekst, fingerprint(base))}, by=by, **extra)


def views():
    return [(one.person.navn, one.tekst) for one in Mindretal.objects.order_by("pk")]


# who may be named


def test_those_who_came_may_be_named(foerste, carla, mads):
    assert people(foerste) == [carla, mads]


@pytest.mark.parametrize("status", ["afbud", "fravaerende"])
def test_who_stayed_away_is_not_named_but_the_one_who_came_instead(status, foerste, carla, mads):
    instead = builders.bruger("Vera Vikar")
    Fremmoede.objects.filter(bruger=carla).update(status=status, stedfortraeder=instead)
    Fremmoede.objects.filter(bruger=mads).update(status=status)

    assert people(foerste) == [instead]


def test_who_was_away_under_the_item_is_not_named(foerste, carla, mads):
    Punktfravaer.objects.create(punkt=foerste, bruger=carla, grund="gik_foer")

    assert people(foerste) == [mads]


def test_excluded_person_is_not_named_nor_who_came_instead(foerste, carla, mads, kirsten):
    instead = builders.bruger("Vera Vikar")
    Fremmoede.objects.filter(bruger=carla).update(status="afbud", stedfortraeder=instead)
    builders_moede.udelukkelse(foerste, carla, kirsten)

    assert people(foerste) == [mads]


def test_guest_on_the_attendance_list_is_not_named(foerste, carla, mads):
    Fremmoede.objects.create(moede=foerste.moede, bruger=builders.bruger("Gitte Gæst"), status="til_stede")

    assert people(foerste) == [carla, mads]


def test_without_a_list_of_who_came_all_who_sat_there_may_be_named(foerste, carla, mads):
    Fremmoede.objects.all().delete()

    assert people(foerste) == [carla, mads]


# writing


def test_view_is_saved_on_its_row(raekker, carla, kirsten):
    gemt = write(raekker[0], carla, "Ordningen bør vente til nytår.", kirsten)
    view = Mindretal.objects.get()

    assert (view.referatpunkt, view.referat, views(), list(gemt.baser.values())) == (
        raekker[0], raekker[0].referat, [("Carla Chefteam", "Ordningen bør vente til nytår.")],
        [fingerprint("Ordningen bør vente til nytår.")],
    )  # fmt: skip


def test_same_post_twice_makes_one_view(raekker, carla, kirsten):
    for _ in range(2):
        write(raekker[0], carla, "Vent.", kirsten)

    assert (views(), Mindretal.history.count()) == ([("Carla Chefteam", "Vent.")], 1)


def test_view_left_empty_is_not_made(raekker, carla, kirsten):
    write(raekker[0], carla, "", kirsten)

    assert Mindretal.history.count() == 0


def test_emptied_view_is_taken_away_and_stays_in_the_history(raekker, carla, kirsten):
    write(raekker[0], carla, "Vent.", kirsten)
    write(raekker[0], carla, "", kirsten, base="Vent.")
    last = Mindretal.history.latest()

    assert (views(), last.history_type, last.history_user) == ([], "-", kirsten)


def test_several_views_stand_on_one_row(raekker, carla, mads, kirsten):
    write(raekker[0], carla, "Vent.", kirsten)
    write(raekker[0], mads, "For dyrt.", kirsten)

    assert views() == [("Carla Chefteam", "Vent."), ("Mads Mødeleder", "For dyrt.")]


def test_log_has_the_name_of_the_field_and_no_text(raekker, carla, kirsten):
    write(raekker[0], carla, "Hemmelig mening", kirsten)

    assert Haendelse.objects.get(handling="referat.skriv").data == {
        "felter": [f"{raekker[0].uuid}:mindretal-{carla.pk}"]
    }


# refused


def refused(gemt):
    return (list(gemt.fejl.values()), views())


def test_too_long_view_says_by_how_much(raekker, carla, kirsten):
    gemt = write(raekker[0], carla, "x" * 502, kirsten)

    assert refused(gemt) == (["Teksten er 2 tegn for lang. Intet er slettet."], [])


def test_forum_without_them_takes_none(raekker, carla, kirsten, chefteam):
    chefteam.afvigende_mening = False
    chefteam.save()
    raekker[0].punkt.moede.forum.refresh_from_db()
    gemt = write(raekker[0], carla, "Vent.", kirsten)

    assert refused(gemt) == (["Forummet fører ikke afvigende meninger til referat."], [])


def test_person_who_was_not_there_has_none(raekker, signe, kirsten):
    gemt = write(raekker[0], signe, "Vent.", kirsten)

    assert refused(gemt) == (["Vælg en af dem, der deltog i punktet."], [])


def test_discussion_has_none(raekker, foerste, carla, kirsten):
    row = add_raekke(raekker[0].referat, foerste, "droeftet", by=kirsten)
    gemt = write(row, carla, "Vent.", kirsten)

    assert refused(gemt) == (["Feltet kan ikke ændres her."], [])


@pytest.mark.parametrize("felt", ["mindretal-", "mindretal-x", "mindretal-12345678901"])
def test_name_of_no_person_is_refused(felt, raekker, foerste, kirsten):
    navn = f"{raekker[0].uuid}:{felt}"

    assert save_fields(foerste, {navn: Change("x", fingerprint(""))}, by=kirsten).fejl == {
        navn: "Feltet kan ikke ændres her."
    }


@pytest.mark.parametrize("who", ["carla", "mads", "signe", "anders"])
def test_only_the_sekretaer_writes(who, raekker, carla, request):
    with pytest.raises(Denied):
        write(raekker[0], carla, "Vent.", request.getfixturevalue(who))


def test_minutes_sent_out_are_closed(raekker, carla, kirsten):
    Referat.objects.update(tilstand="til_kommentering")

    with pytest.raises(NotNow):
        write(raekker[0], carla, "Vent.", kirsten)


def test_view_that_stands_is_mended_whoever_was_there(raekker, foerste, carla, kirsten):
    write(raekker[0], carla, "Vent.", kirsten)
    Punktfravaer.objects.create(punkt=foerste, bruger=carla, grund="gik_foer")
    write(raekker[0], carla, "Vent til nytår.", kirsten, base="Vent.")

    assert views() == [("Carla Chefteam", "Vent til nytår.")]


# two who write


@pytest.fixture
def karl(chefteam):
    person = builders.bruger("Karl Kontor")
    builders.medlemskab(person, chefteam, "sekretaer")
    return person


def test_two_in_one_view_meet_in_a_conflict(raekker, carla, kirsten, karl):
    write(raekker[0], carla, "Kirstens", kirsten)
    gemt = write(raekker[0], carla, "Karls", karl)

    assert (views(), list(gemt.konflikter.values())) == ([("Carla Chefteam", "Kirstens")], [{
        "min": "Karls", "gemt": "Kirstens", "base": fingerprint("Kirstens"), "af": "Kirsten Sekretariat",
        "kl": "kl. 9.05"}])  # fmt: skip


def test_view_taken_away_by_another_is_a_conflict_too(raekker, carla, kirsten, karl):
    write(raekker[0], carla, "Vent.", kirsten)
    write(raekker[0], carla, "", kirsten, base="Vent.")
    found = write(raekker[0], carla, "Vent lidt.", karl, base="Vent.").konflikter.values()

    assert [(one["gemt"], one["af"]) for one in found] == [("", "Kirsten Sekretariat")]


def test_text_not_chosen_stays_in_the_history(raekker, carla, kirsten):
    navn = f"{raekker[0].uuid}:{felt_of(carla.pk)}"
    write(raekker[0], carla, "Den gamle", kirsten)
    write(raekker[0], carla, "Den valgte", kirsten, base="Den gamle", fravalgt={navn: "Den fravalgte"})

    assert (Mindretal.history.get(history_change_reason="fravalgt").tekst, views()) == (
        "Den fravalgte", [("Carla Chefteam", "Den valgte")],
    )  # fmt: skip


# with their row


@pytest.fixture
def rejst(raekker, foerste, carla, mads, kirsten):
    """A decision raised in the room with two views, one of them taken away again."""
    row = add_raekke(raekker[0].referat, foerste, "besluttet", by=kirsten, tekst="HMU hører om sagen.")
    write(row, carla, "Vent.", kirsten)
    write(row, mads, "For dyrt.", kirsten)
    write(row, mads, "", kirsten, base="For dyrt.")
    return row


def test_views_leave_with_their_row(rejst, kirsten):
    remove_raekke(rejst, by=kirsten)

    assert (views(), Mindretal.history.latest().history_user) == ([], kirsten)


def test_views_come_back_with_their_row_but_not_those_taken_away_before(rejst, foerste, kirsten):
    remove_raekke(rejst, by=kirsten)
    undo_remove(foerste, str(rejst.uuid), by=kirsten)

    assert views() == [("Carla Chefteam", "Vent.")]


def test_view_taken_away_after_it_came_back_stays_away(rejst, foerste, carla, kirsten):
    remove_raekke(rejst, by=kirsten)
    row = undo_remove(foerste, str(rejst.uuid), by=kirsten)
    write(row, carla, "", kirsten, base="Vent.")
    remove_raekke(row, by=kirsten)
    undo_remove(foerste, str(rejst.uuid), by=kirsten)

    assert views() == []

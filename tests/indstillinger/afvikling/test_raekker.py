"""Rows of the minutes: saved field by field, added in the room, removed and brought back, adopted as proposed."""

import pytest

from indstillinger.models import Referat, Referatpunkt
from indstillinger.workflow import referatraekker
from indstillinger.workflow.referatraekker import add_raekke, adopt_all, remove_raekke, save_field, undo_remove
from mso_portal.motor.lock import fingerprint
from mso_portal.motor.models import Haendelse
from mso_portal.motor.rules import Denied, NotNow
from tests import builders


def fresh(row):
    return Referatpunkt.objects.get(pk=row.pk)


# fields


@pytest.mark.parametrize(
    ("felt", "tekst"),
    [("udfald", "vedtaget"), ("ordlyd", "Ordningen fortsætter i et år."), ("udestaar", "Prisen."),
     ("begrundelse", "Tiden slap op."), ("oversendt_tekst", "HMU")],
)  # fmt: skip
def test_field_is_saved(felt, tekst, raekker, kirsten):
    gemt = save_field(raekker[0], felt, tekst, by=kirsten)

    assert (getattr(fresh(raekker[0]), felt), gemt.baser) == (tekst, {f"{raekker[0].uuid}:{felt}": fingerprint(tekst)})


def test_uden_dato_is_a_choice_among_the_meetings(raekker, kirsten):
    save_field(raekker[0], "udsat_til", "uden_dato", by=kirsten)
    row = fresh(raekker[0])

    assert (row.uden_dato, row.udsat_til, referatraekker.row_text(row, "udsat_til")) == (True, None, "uden_dato")


def test_time_is_read_against_the_day_of_the_meeting(raekker, kirsten):
    save_field(raekker[0], "opfoelgning", "uge 23", by=kirsten)

    assert (fresh(raekker[0]).opfoelgning.tekst, fresh(raekker[0]).opfoelgning.slut.isoformat()) == (
        "uge 23", "2020-06-07",
    )  # fmt: skip


@pytest.mark.parametrize("felt", ["foreslaaet", "er_spoergsmaal", "tekst", "referat", "punkt"])
def test_field_no_control_has_is_refused(felt, raekker, kirsten):
    gemt = save_field(raekker[0], felt, "x", fingerprint(""), by=kirsten)

    assert gemt.fejl == {f"{raekker[0].uuid}:{felt}": "Feltet kan ikke ændres her."}


def test_unknown_outcome_is_refused_and_nothing_is_stored(raekker, kirsten):
    gemt = save_field(raekker[0], "udfald", "måske", by=kirsten)

    assert (list(gemt.fejl.values()), fresh(raekker[0]).udfald) == (["Vælg en af mulighederne."], "")


def test_too_long_text_says_by_how_much(raekker, kirsten):
    gemt = save_field(raekker[0], "udestaar", "x" * 503, by=kirsten)

    assert list(gemt.fejl.values()) == ["Teksten er 3 tegn for lang. Intet er slettet."]


def test_each_save_has_its_name_in_the_history_and_no_text_in_the_log(raekker, kirsten):
    save_field(raekker[0], "ordlyd", "Hemmelig ordlyd", by=kirsten)
    event = Haendelse.objects.filter(handling="referat.skriv").get()

    assert (event.data, raekker[0].history.first().history_user) == (
        {"felter": [f"{raekker[0].uuid}:ordlyd"]}, kirsten,
    )  # fmt: skip


@pytest.mark.parametrize("who", ["carla", "mads", "signe", "anders"])
def test_only_the_sekretaer_writes(who, raekker, request):
    with pytest.raises(Denied):
        save_field(raekker[0], "ordlyd", "x", by=request.getfixturevalue(who))


@pytest.mark.parametrize("tilstand", ["til_kommentering"])
def test_row_of_minutes_sent_out_is_closed(tilstand, raekker, kirsten):
    Referat.objects.update(tilstand=tilstand)

    with pytest.raises(NotNow):
        save_field(raekker[0], "ordlyd", "x", by=kirsten)


# two who write


@pytest.fixture
def karl(chefteam):
    person = builders.bruger("Karl Kontor")
    builders.medlemskab(person, chefteam, "sekretaer")
    return person


def test_two_in_two_fields_lose_nothing(raekker, kirsten, karl):
    base = fingerprint("")
    save_field(raekker[0], "ordlyd", "Kirstens ordlyd", base, by=kirsten)
    save_field(raekker[0], "begrundelse", "Karls begrundelse", base, by=karl)

    assert (fresh(raekker[0]).ordlyd, fresh(raekker[0]).begrundelse) == ("Kirstens ordlyd", "Karls begrundelse")


def test_two_in_one_field_meet_in_a_conflict(raekker, kirsten, karl):
    base = fingerprint("")
    save_field(raekker[0], "ordlyd", "Kirstens", base, by=kirsten)
    gemt = save_field(raekker[0], "ordlyd", "Karls", base, by=karl)

    assert (fresh(raekker[0]).ordlyd, gemt.konflikter) == ("Kirstens", {f"{raekker[0].uuid}:ordlyd": {
        "min": "Karls", "gemt": "Kirstens", "base": fingerprint("Kirstens"), "af": "Kirsten Sekretariat",
        "kl": "kl. 9.05"}})  # fmt: skip


def test_text_not_chosen_stays_in_the_history(raekker, kirsten):
    save_field(raekker[0], "ordlyd", "Den valgte", by=kirsten, fravalgt="Den fravalgte")
    kept = raekker[0].history.filter(history_change_reason="fravalgt").get()

    assert (kept.ordlyd, fresh(raekker[0]).ordlyd) == ("Den fravalgte", "Den valgte")


# rows of the room


@pytest.mark.parametrize("slags", ["besluttet", "droeftet", "efterskrift"])
def test_row_is_added_last_of_its_kind(slags, foerste, raekker, kirsten):
    rows = [add_raekke(raekker[0].referat, foerste, slags, by=kirsten) for _ in range(2)]
    first = 4 if slags == "besluttet" else 1

    assert [(row.slags, row.raekkefoelge, row.beslutningspunkt_uuid) for row in rows] == [
        (slags, first, None), (slags, first + 1, None),
    ]  # fmt: skip


def test_added_decision_has_its_text_as_wording(foerste, raekker, kirsten):
    row = add_raekke(raekker[0].referat, foerste, "besluttet", by=kirsten, tekst="HMU hører om sagen.")

    assert fresh(row).vedtaget_ordlyd == "HMU hører om sagen."


def test_row_of_the_room_is_removed_and_comes_back_with_its_uuid(foerste, raekker, kirsten):
    row = add_raekke(raekker[0].referat, foerste, "droeftet", by=kirsten, overskrift="Økonomi", tekst="<p>Dyrt.</p>")
    remove_raekke(row, by=kirsten)
    gone = Referatpunkt.objects.filter(uuid=row.uuid).count()
    back = undo_remove(foerste, str(row.uuid), by=kirsten)

    assert (gone, back.uuid, back.overskrift, back.tekst) == (0, row.uuid, "Økonomi", "<p>Dyrt.</p>")


def test_answer_to_a_point_is_never_removed(raekker, kirsten):
    with pytest.raises(NotNow):
        remove_raekke(raekker[0], by=kirsten)


def test_row_of_a_correction_is_never_removed(foerste, raekker, kirsten):
    row = add_raekke(raekker[0].referat, foerste, "droeftet", by=kirsten)
    Referat.objects.update(nr=2)

    with pytest.raises(NotNow):
        remove_raekke(row, by=kirsten)


# as proposed


def test_all_as_proposed_skips_the_question(foerste, raekker, kirsten):
    count = adopt_all(foerste, by=kirsten)

    assert (count, [fresh(row).udfald for row in raekker]) == (2, ["vedtaget", "", "taget_til_efterretning"])


def test_all_as_proposed_leaves_what_was_answered(foerste, raekker, kirsten):
    save_field(raekker[0], "udfald", "afvist", by=kirsten)

    assert (adopt_all(foerste, by=kirsten), fresh(raekker[0]).udfald) == (1, "afvist")

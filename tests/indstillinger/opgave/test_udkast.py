"""Drafts in the minutes: numbers, deadlines as typed, and when they can be written."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from indstillinger.models import Opgave
from indstillinger.workflow import opgave as verb
from indstillinger.workflow.opgavefrist import shown_frist
from mso_portal.motor.rules import Denied, NotNow
from tests import builders_moede
from tests.builders_opgave import opgave as make
from tests.builders_opgave import referat


@pytest.fixture
def kladde(moede, sofie):
    return referat(moede, sofie)


def test_draft_gets_the_next_number_and_the_leader_as_giver(kladde, aabent, sofie, carla):
    first, second = (verb.draft(aabent, "  Ring  til HMU ", by=sofie) for _ in range(2))

    assert [first.nummer, second.nummer] == ["O-2020-001", "O-2020-002"]
    assert (first.tekst, first.stiller, first.tilstand, first.ansvarlig) == ("Ring til HMU", carla, "udkast", None)


def test_next_meeting_becomes_its_date(kladde, aabent, sofie, chefteam):
    builders_moede.moede(chefteam, date(2020, 6, 26))
    builders_moede.moede(chefteam, date(2020, 6, 10))

    draft = verb.draft(aabent, "Ring", by=sofie, frist="Næste møde")

    assert (draft.frist.tekst, draft.frist.slut) == ("10. juni 2020", date(2020, 6, 10))


def test_deadline_without_a_year_is_read_from_the_meetings_date(kladde, aabent, sofie):
    draft = verb.draft(aabent, "Ring", by=sofie, frist="senest uge 23")

    assert (draft.frist.slut, shown_frist(draft)) == (date(2020, 6, 7), "senest uge 23 (7. juni 2020)")


def test_unreadable_deadline_stays_as_typed(kladde, aabent, sofie):
    draft = verb.draft(aabent, "Ring", by=sofie, frist="snarest")

    assert (draft.frist.tekst, draft.frist.slut) == ("snarest", None)
    assert "Fristen »snarest« kan ikke læses som en dato. Skriv fx »uge 23«." in verb.mangler(draft)


def test_without_deadline_is_a_choice_that_empties_the_deadline(kladde, aabent, sofie, anders):
    draft = verb.draft(aabent, "Ring", by=sofie, frist="uge 23", ansvarlig=anders)

    chosen = verb.edit_draft(draft, by=sofie, uden_frist=True)
    back = verb.edit_draft(draft, by=sofie, frist="uge 24")

    assert (chosen.frist.tekst, chosen.uden_frist, verb.mangler(chosen)) == ("", True, [])
    assert (back.frist.tekst, back.uden_frist) == ("uge 24", False)


@pytest.mark.parametrize(("felter", "felt"), [({"tekst": " "}, "tekst"), ({"tekst": "x" * 501}, "tekst"),
                                              ({"type": "andet"}, "type"), ({"frist": "x" * 81}, "frist")])  # fmt: skip
def test_wrong_fields_are_named_and_nothing_is_written(kladde, aabent, sofie, felter, felt):
    with pytest.raises(ValidationError) as refused:
        verb.draft(aabent, **{"tekst": "Ring", "by": sofie, **felter})

    assert ([*refused.value.message_dict], Opgave.objects.count()) == ([felt], 0)


def test_only_who_writes_the_minutes_writes_tasks(kladde, aabent, carla):
    with pytest.raises(Denied, match="Kun mødets sekretær"):
        verb.draft(aabent, "Ring", by=carla)


def test_sekretaer_kept_out_of_the_item_writes_none(kladde, aabent, sofie, carla):
    builders_moede.udelukkelse(aabent, sofie, carla)

    with pytest.raises(Denied, match="Du deltager ikke i punktet"):
        verb.draft(aabent, "Ring", by=sofie)


def test_nothing_is_written_without_minutes_in_work(aabent, sofie):
    with pytest.raises(NotNow, match="intet referat i arbejde"):
        verb.draft(aabent, "Ring", by=sofie)


def test_stale_or_given_draft_is_not_changed(kladde, aabent, sofie, anders, carla):
    draft = verb.draft(aabent, "Ring", by=sofie)
    verb.edit_draft(draft, by=sofie, tekst="Ring i dag", version=0)

    with pytest.raises(NotNow, match="ændret, siden"):
        verb.edit_draft(draft, by=sofie, tekst="Ring i morgen", version=0)
    with pytest.raises(NotNow, match="Opgaven er givet"):
        verb.edit_draft(make(aabent, anders, carla), by=sofie, tekst="Ring")


def test_draft_is_deleted_and_its_number_not_used_again(kladde, aabent, sofie):
    verb.delete_draft(verb.draft(aabent, "Ring", by=sofie), by=sofie)

    assert verb.draft(aabent, "Skriv", by=sofie).nummer == "O-2020-002"


def test_item_has_at_most_fifty_tasks(kladde, aabent, sofie, anders, carla):
    for _ in range(50):
        make(aabent, anders, carla)

    with pytest.raises(NotNow, match="højst have 50 opgaver"):
        verb.draft(aabent, "Ring", by=sofie)

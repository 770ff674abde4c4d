"""What the database refuses about people, units and fora, whoever asks (10 §1.1, §11 item 17)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from mso_portal.organisation.models import Afdelingsplacering, Bruger, Lukkedag, Medlemskab, Tilknytning
from tests import builders

pytestmark = pytest.mark.django_db
JAN, JUNE_30, JULY_1, DEC = date(2020, 1, 1), date(2020, 6, 30), date(2020, 7, 1), date(2020, 12, 31)


@pytest.fixture
def signe():
    return builders.bruger()


@pytest.fixture
def anders():
    return builders.bruger("Anders Andenafdeling")


def constraint_of(act):
    """Return the name of the constraint that refuses `act` in the database."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        act()
    return refusal.value.__cause__.diag.constraint_name


def test_membership_overlapping_in_the_same_role_is_refused(signe):
    forum = builders.forum()
    builders.medlemskab(signe, forum, fra=JAN, til=JUNE_30)

    name = constraint_of(lambda: builders.medlemskab(signe, forum, fra=JUNE_30))

    assert name == "medlemskab_uden_overlap"


def test_membership_beginning_the_day_after_is_allowed(signe):
    forum = builders.forum()
    builders.medlemskab(signe, forum, fra=JAN, til=JUNE_30)

    builders.medlemskab(signe, forum, fra=JULY_1)

    assert Medlemskab.objects.count() == 2


def test_membership_in_another_role_or_forum_may_overlap(signe):
    forum = builders.forum()
    builders.medlemskab(signe, forum)

    builders.medlemskab(signe, forum, rolle="sekretaer")
    builders.medlemskab(signe, builders.forum("HMU"))

    assert Medlemskab.objects.count() == 3


def test_two_moedeledere_at_once_are_refused(signe, anders):
    forum = builders.forum()
    builders.medlemskab(signe, forum, "moedeleder", til=JUNE_30)

    name = constraint_of(lambda: builders.medlemskab(anders, forum, "moedeleder", fra=JUNE_30))

    assert name == "medlemskab_en_moedeleder"


def test_two_leaders_at_once_are_refused(signe, anders):
    unit = builders.afdeling()
    builders.tilknytning(signe, unit, "leder", til=JUNE_30)

    name = constraint_of(lambda: builders.tilknytning(anders, unit, "leder", fra=JUNE_30))

    assert name == "tilknytning_en_leder"


def test_leader_following_another_is_allowed(signe, anders):
    unit = builders.afdeling()
    builders.tilknytning(signe, unit, "leder", til=JUNE_30)

    builders.tilknytning(anders, unit, "leder", fra=JULY_1)

    assert Tilknytning.objects.count() == 2


def test_placements_overlapping_are_refused():
    unit, parent = builders.afdeling("STAB", til=JUNE_30), builders.afdeling("MSO")

    name = constraint_of(lambda: Afdelingsplacering.objects.create(afdeling=unit, overordnet=parent, fra=JUNE_30))

    assert name == "afdelingsplacering_uden_overlap"


@pytest.mark.parametrize(
    ("fra", "til", "name"),
    [
        (JULY_1, JUNE_30, "stedfortraedelse_fremad"),
        (JAN, date(2021, 1, 2), "stedfortraedelse_hoejst_et_aar"),
    ],
)
def test_deputy_of_an_impossible_period_is_refused(signe, anders, fra, til, name):
    refused = constraint_of(lambda: builders.stedfortraedelse(signe, anders, fra, til))

    assert refused == name


def test_deputy_for_oneself_is_refused(signe):
    name = constraint_of(lambda: builders.stedfortraedelse(signe, signe, JAN, DEC))

    assert name == "stedfortraedelse_to_personer"


def test_revisor_without_end_is_refused(signe):
    name = constraint_of(lambda: builders.rolle(signe, "revisor", JAN))

    assert name == "rolletildeling_revisor_slutter"


@pytest.mark.parametrize("kode", ["C", "ct", "CHEFTEA", "C1"])
def test_forum_code_other_than_capitals_is_refused(kode):
    with pytest.raises(DatabaseError) as refusal, transaction.atomic():
        builders.forum(kode)

    too_long, not_capitals = "22001", "23514"
    assert refusal.value.__cause__.diag.sqlstate == (too_long if len(kode) > 6 else not_capitals)


def test_issuer_without_subject_is_refused(signe):
    signe.udsteder = "https://login.example"

    assert constraint_of(signe.save) == "bruger_udsteder_og_emne"


def test_deactivated_person_needs_date_and_name(signe):
    signe.aktiv, signe.deaktiveret_af = False, signe

    assert constraint_of(signe.save) == "bruger_deaktiveret_stempel"


def test_person_only_named_in_old_papers_is_inactive_without_stamp():
    named = builders.bruger("Gudmund Gammel", aktiv=False)

    assert list(Bruger.objects.aktive()) == []
    assert named.deaktiveret_den is None


def test_the_same_closing_day_twice_is_refused():
    Lukkedag.objects.create(dato=JAN, navn="Lukket")

    with pytest.raises(IntegrityError), transaction.atomic():
        Lukkedag.objects.create(dato=JAN, navn="Lukket igen")

    assert Lukkedag.objects.count() == 1


def test_what_the_database_refuses_is_said_in_danish_before(signe):
    forum = builders.forum()
    builders.medlemskab(signe, forum)

    with pytest.raises(ValidationError) as refusal:
        Medlemskab(bruger=signe, forum=forum, rolle="medlem", fra=JAN).validate_constraints()

    assert refusal.value.messages == ["Personen har allerede rollen i forummet i perioden."]


def test_another_persons_membership_validates_beside_it(signe, anders):
    forum = builders.forum()
    builders.medlemskab(signe, forum, "moedeleder")

    Medlemskab(bruger=anders, forum=forum, rolle="medlem", fra=JAN).validate_constraints()

    assert Medlemskab.objects.count() == 1

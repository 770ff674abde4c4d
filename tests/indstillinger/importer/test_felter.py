"""The acts of the review: look, correct, move, leave out, throw away; who may, and what is refused."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from procrastinate.contrib.django.models import ProcrastinateJob

from indstillinger.workflow import importer
from mso_portal.motor.lock import fingerprint
from mso_portal.motor.models import Haendelse
from mso_portal.motor.rules import Denied, NotNow
from tests.indstillinger.conftest import NU
from tests.indstillinger.importer.verden import LINJER, felt, hent_ind, laes, ret


def test_kept_field_says_who_looked_when(forsoeg, signe):
    one = felt(forsoeg, "aabenhed")

    importer.keep(forsoeg, one.plads, by=signe, noegle=uuid4())

    one.refresh_from_db()
    assert (one.tjekket_af, one.tjekket_den, one.vaerdi) == (signe, NU, "ikke_angivet")


def test_correction_is_stored_and_counts_as_looked_at(forsoeg, signe):
    done = ret(forsoeg, "titel", "Ny titel", signe)

    assert (done.vaerdi, done.tjekket_af, felt(forsoeg, "titel").vaerdi) == ("Ny titel", signe, "Ny titel")


@pytest.mark.parametrize(("navn", "raekke", "vaerdi"), [
    ("titel", 0, "x" * 256), ("sagsbehandler", 0, "999999"), ("moede", 0, "29. maj"), ("bilag.nr", 1, "to"),
    ("beslutningspunkt.slags", 1, "andet"), ("koordinering_part.navn", 1, "x" * 121),
])  # fmt: skip
def test_value_that_cannot_be_stored_is_refused(forsoeg, signe, navn, raekke, vaerdi):
    before = felt(forsoeg, navn, raekke).vaerdi

    with pytest.raises(ValidationError):
        ret(forsoeg, navn, vaerdi, signe, raekke)

    assert felt(forsoeg, navn, raekke).vaerdi == before


def test_openness_cannot_be_typed_in(forsoeg, signe):
    done = ret(forsoeg, "aabenhed", "aaben", signe)

    assert (done.vaerdi, done.tjekket_af) == ("ikke_angivet", signe)


def test_field_that_somebody_else_changed_is_a_conflict(forsoeg, signe):
    one = felt(forsoeg, "titel")
    ret(forsoeg, "titel", "Kirstens", signe)

    with pytest.raises(importer.Andet) as other:
        importer.keep(forsoeg, one.plads, vaerdi="Signes", base=fingerprint(one.vaerdi), by=signe, noegle=uuid4())

    assert (other.value.felt.vaerdi, felt(forsoeg, "titel").vaerdi) == ("Kirstens", "Kirstens")


def test_text_moves_to_a_section_as_rich_text(forsoeg, signe):
    one = felt(forsoeg, "beslutningspunkt.tekst", 2)

    importer.move(forsoeg, one.plads, "opfoelgning", by=signe, noegle=uuid4(), base=fingerprint(one.vaerdi))

    one.refresh_from_db()
    assert (one.felt, one.raekke, one.vaerdi) == ("opfoelgning", 0, "<p>Hvem betaler?</p>")
    assert (one.raatekst, one.tjekket_af) == ("Hvem betaler?", signe)


def test_text_moves_to_a_new_row_at_the_end(forsoeg, signe):
    one = felt(forsoeg, "baggrund")

    importer.move(forsoeg, one.plads, "beslutningspunkt.tekst", by=signe, noegle=uuid4(), base="")

    one.refresh_from_db()
    assert (one.raekke, one.vaerdi) == (3, "Ordningen har kørt i to år på tre plejehjem, og den virker.")


def test_choice_that_is_moved_becomes_its_words(forsoeg, signe):
    one = felt(forsoeg, "beslutningspunkt.slags", 1)

    importer.move(forsoeg, one.plads, "resume", by=signe, noegle=uuid4(), base="")

    one.refresh_from_db()
    assert (one.felt, one.vaerdi) == ("resume", "At ordningen fortsætter")


@pytest.mark.parametrize("target", ["aabenhed", "sagsbehandler", "moede", "bilag.nr", "pk", ""])
def test_nothing_moves_where_words_do_not_belong(forsoeg, signe, target):
    one = felt(forsoeg, "baggrund")

    with pytest.raises(NotNow):
        importer.move(forsoeg, one.plads, target, by=signe, noegle=uuid4(), base="")

    assert felt(forsoeg, "baggrund").pk == one.pk


def test_field_is_left_out_and_taken_in_again(forsoeg, signe):
    plads = felt(forsoeg, "titel").plads

    seen = [importer.drop(forsoeg, plads, udeladt=out, by=signe, noegle=uuid4()).udeladt for out in (True, False)]

    assert (seen, felt(forsoeg, "titel").udeladt) == ([True, False], False)


def test_sekretaer_of_the_forum_reviews_too(forsoeg, kirsten):
    assert ret(forsoeg, "titel", "Kirstens titel", kirsten).tjekket_af == kirsten


def test_others_may_not_touch_it(forsoeg, anders):
    with pytest.raises(Denied):
        ret(forsoeg, "titel", "Anders' titel", anders)

    assert felt(forsoeg, "titel").vaerdi == "Følgevenner på plejehjem"


def test_act_on_a_field_is_an_event_without_words(forsoeg, signe):
    ret(forsoeg, "titel", "Ny titel", signe)

    event = Haendelse.objects.get(handling="import.tjek")
    assert (event.genstand, event.data) == (str(forsoeg.uuid), {"plads": 1})


def test_discarded_import_comes_back_as_it_was(forsoeg, signe):
    importer.discard(forsoeg, by=signe, noegle=uuid4())
    forsoeg.refresh_from_db()
    between = forsoeg.status
    importer.undo_discard(forsoeg, by=signe, noegle=uuid4())
    forsoeg.refresh_from_db()

    assert (between, forsoeg.status, forsoeg.importfelter.count()) == ("kasseret", "indlaest", len(LINJER))


def test_discarded_import_does_not_come_back_beside_a_new_one(forsoeg, chefteam, signe):
    importer.discard(forsoeg, by=signe, noegle=uuid4())
    hent_ind(chefteam, signe)

    with pytest.raises(NotNow, match="hentet ind igen"):
        importer.undo_discard(forsoeg, by=signe, noegle=uuid4())


def test_import_that_waits_for_ever_can_be_given_up_and_begun_again(chefteam, signe, klokken):
    first = hent_ind(chefteam, signe)
    importer.discard(first, by=signe, noegle=uuid4())

    again = hent_ind(chefteam, signe)

    assert (again.pk != first.pk, again.status, ProcrastinateJob.objects.count()) == (True, "venter", 2)
    assert laes(first).status == "kasseret"


def test_import_that_was_never_read_is_read_when_it_comes_back(chefteam, signe, klokken):
    forsoeg = hent_ind(chefteam, signe)
    importer.discard(forsoeg, by=signe, noegle=uuid4())

    back = importer.undo_discard(forsoeg, by=signe, noegle=uuid4())

    assert (back.status, ProcrastinateJob.objects.count(), laes(forsoeg).status) == ("venter", 2, "indlaest")


def test_discarded_import_is_not_changed(forsoeg, signe):
    importer.discard(forsoeg, by=signe, noegle=uuid4())

    with pytest.raises(NotNow, match="kasseret"):
        ret(forsoeg, "titel", "Ny", signe)

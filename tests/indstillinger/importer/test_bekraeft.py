"""From a reviewed import to a kladde: what is written, in whose name, what is refused, and what is left to look at."""

from datetime import time
from uuid import uuid4

import pytest

from indstillinger.models import Indstilling, Koordinering, Moede
from indstillinger.models.fund import findings
from indstillinger.models.historik import udgaver
from indstillinger.workflow import delete, importer
from indstillinger.workflow.importpapir import Ufuldstaendig
from mso_portal.motor.rules import Denied, NotNow
from mso_portal.organisation.models import Personalias
from tests import builders
from tests.indstillinger.importer.verden import LINJER, bekraeft, felt, hent_ind, laes, laesning, ret, udelad


@pytest.fixture
def moede(chefteam, klokken):
    return Moede.objects.create(noegle="ct-1", forum=chefteam, dato="2020-05-29", start=time(9), slut=time(11))


@pytest.fixture
def sanne(db):
    return builders.bruger("Sanne Skriver")


def test_nothing_is_a_paper_before_it_is_confirmed(forsoeg):
    assert (Indstilling.objects.count(), forsoeg.indstilling) == (0, None)


def test_confirmed_import_is_a_kladde_with_the_texts(forsoeg, signe, moede):
    paper = bekraeft(forsoeg, signe)

    texts = (paper.titel, paper.baggrund, paper.oensket_moede, paper.forum, paper.tilstand)
    assert texts == ("Følgevenner på plejehjem",
                     "<p>Ordningen har kørt i to år på tre plejehjem, og den virker.</p>", moede, forsoeg.forum,
                     "kladde")  # fmt: skip


def test_rows_are_written_in_order(forsoeg, signe, moede):
    paper = bekraeft(forsoeg, signe)

    points = list(paper.beslutningspunkt_raekker.values_list("tekst", "slags"))
    step = paper.procestrin_raekker.get()
    assert points == [("At ordningen fortsætter i 2021", "tag_stilling"), ("Hvem betaler?", "godkend")]
    assert (step.tekst, step.tidspunkt.start.isoformat()) == ("Drøftelse i styregruppen", "2020-05-05")


def test_amount_goes_to_its_year_and_the_others_stay_empty(forsoeg, signe, moede):
    paper = bekraeft(forsoeg, signe)

    years = {row.aar: row.beloeb.kroner for row in paper.direkteudgift_raekker.all()}
    assert years == {2019: None, 2020: 160_000, 2021: None, 2022: None}


def test_year_outside_the_period_gets_a_row_of_its_own(chefteam, signe, klokken, periode):
    lines = (("direkteudgift.aar", 1, "2024"), ("direkteudgift.beloeb", 1, "50 tkr."))
    paper = bekraeft(laes(hent_ind(chefteam, signe), laesning(lines)), signe)

    years = {row.aar: row.beloeb.kroner for row in paper.direkteudgift_raekker.all()}
    assert years == {2019: None, 2020: None, 2021: None, 2022: None, 2024: 50_000}


def test_budget_years_follow_the_form(chefteam, signe, klokken, periode):
    paper = bekraeft(laes(hent_ind(chefteam, signe), laesning((("budgetstart", 0, "2021"),))), signe)

    assert [row.aar for row in paper.direkteudgift_raekker.all()] == [2021, 2022, 2023, 2024]


def test_cited_bilag_keeps_its_number_without_a_file(forsoeg, signe, moede):
    row = bekraeft(forsoeg, signe).bilag_raekker.get()

    assert (row.nr, row.fil, row.aabenhed) == (2, None, "ikke_angivet")


def test_part_that_is_only_named_was_never_asked(forsoeg, signe, moede):
    part = Koordinering.objects.get(indstilling=bekraeft(forsoeg, signe))

    assert (part.navn_tekst, part.status, part.version) == ("Staben for Økonomi", "naevnt", None)


@pytest.mark.parametrize("vaerdi", ["aaben", "lukket", "ikke_angivet"])
def test_openness_is_never_taken_over(chefteam, signe, klokken, periode, vaerdi):
    forsoeg = laes(hent_ind(chefteam, signe), laesning(aabenhed=vaerdi))

    assert bekraeft(forsoeg, signe).aabenhed == "ikke_angivet"


def test_day_without_a_meeting_leaves_the_meeting_open_but_dates_the_steps(forsoeg, signe):
    paper = bekraeft(forsoeg, signe)

    step = paper.procestrin_raekker.get()
    assert (paper.oensket_moede, step.tidspunkt.start.isoformat()) == (None, "2020-05-05")


def test_meeting_of_another_forum_is_not_taken(forsoeg, signe):
    other = builders.forum("HMU")
    Moede.objects.create(noegle="hmu-1", forum=other, dato="2020-05-29", start=time(9), slut=time(11))

    assert bekraeft(forsoeg, signe).oensket_moede is None


def test_importer_is_sagsbehandler_of_a_form_that_names_nobody(forsoeg, signe):
    paper = bekraeft(forsoeg, signe)

    assert (paper.sagsbehandler, list(paper.medforfattere.all())) == (signe, [])


def test_chosen_sagsbehandler_gets_the_paper_and_the_importer_goes_on_writing(forsoeg, signe, sanne):
    ret(forsoeg, "sagsbehandler", str(sanne.pk), signe)

    paper = bekraeft(forsoeg, signe)

    assert (paper.sagsbehandler, list(paper.medforfattere.all()), paper.oprettet_af) == (sanne, [signe], signe)
    assert {one.af for one in udgaver(paper)} == {"Signe Sagsbehandler"}


def test_spelling_of_a_chosen_person_is_learnt(forsoeg, signe, sanne):
    ret(forsoeg, "sagsbehandler", str(sanne.pk), signe)

    bekraeft(forsoeg, signe)

    assert list(Personalias.objects.values_list("alias", "bruger")) == [("sanne sagsbehandler", sanne.pk)]


def test_spelling_that_is_somebodys_is_left_alone(forsoeg, signe, sanne):
    Personalias.objects.create(bruger=signe, alias="Sanne Sagsbehandler")
    ret(forsoeg, "sagsbehandler", str(sanne.pk), signe)

    bekraeft(forsoeg, signe)

    assert list(Personalias.objects.values_list("bruger", flat=True)) == [signe.pk]


def test_left_out_fields_stay_out_of_the_paper(forsoeg, signe):
    udelad(forsoeg, signe, "beslutningspunkt.tekst", "baggrund", "bilag.nr", "koordinering_part.navn")

    paper = bekraeft(forsoeg, signe)

    assert (paper.baggrund, paper.beslutningspunkt_raekker.count(), paper.bilag_raekker.count()) == ("", 0, 0)
    assert paper.koordineringer.count() == 0


def test_last_history_entry_shows_texts_and_rows(forsoeg, signe):
    paper = bekraeft(forsoeg, signe)

    newest = paper.history.first()
    assert (newest.history_user, newest.titel, newest.version) == (signe, "Følgevenner på plejehjem", paper.version)


def test_text_typed_too_long_for_its_field_is_refused_as_a_whole(chefteam, signe, klokken, periode):
    lines = (("procestrin.tekst", 1, "x" * 301), ("titel", 0, "Titel"))
    forsoeg = laes(hent_ind(chefteam, signe), laesning(lines))

    with pytest.raises(Ufuldstaendig) as refusal:
        bekraeft(forsoeg, signe)

    assert refusal.value.fejl == {1: "Teksten er 1 tegn for lang. Intet er slettet."}
    assert Indstilling.objects.count() == 0


def test_field_that_stands_twice_must_be_settled(chefteam, signe, klokken, periode):
    lines = (("titel", 0, "Den ene"), ("titel", 0, "Den anden"))

    with pytest.raises(Ufuldstaendig) as refusal:
        bekraeft(laes(hent_ind(chefteam, signe), laesning(lines)), signe)

    assert list(refusal.value.fejl) == [2]


def test_sections_that_stand_twice_follow_each_other(chefteam, signe, klokken, periode):
    lines = (("baggrund", 0, "Den ene"), ("baggrund", 0, "Den anden"))

    paper = bekraeft(laes(hent_ind(chefteam, signe), laesning(lines)), signe)

    assert paper.baggrund == "<p>Den ene</p><p>Den anden</p>"


def test_row_the_database_refuses_is_led_back_to_its_field(chefteam, signe, klokken, periode):
    lines = (("finansieringskilde.kilde", 1, "opsparing"), ("finansieringskilde.kilde", 2, "opsparing"))

    with pytest.raises(Ufuldstaendig) as refusal:
        bekraeft(laes(hent_ind(chefteam, signe), laesning(lines)), signe)

    assert refusal.value.fejl == {2: "Kilden står der allerede. Ret beløbet ud for den."}


def test_more_rows_than_a_paper_holds_are_refused(chefteam, signe, klokken, periode):
    lines = tuple(("beslutningspunkt.tekst", nr, f"At punkt {nr}") for nr in range(1, 32))

    with pytest.raises(NotNow, match="højst 30"):
        bekraeft(laes(hent_ind(chefteam, signe), laesning(lines)), signe)

    assert Indstilling.objects.count() == 0


def test_confirming_again_gives_the_same_paper(forsoeg, signe):
    papers = [bekraeft(forsoeg, signe) for _ in range(2)]

    assert (papers[0], Indstilling.objects.count()) == (papers[1], 1)


def test_only_the_importer_confirms(forsoeg, kirsten):
    with pytest.raises(Denied, match="Kontakt Signe Sagsbehandler"):
        bekraeft(forsoeg, kirsten)


def test_import_of_a_deleted_paper_can_be_thrown_away(forsoeg, signe):
    delete(bekraeft(forsoeg, signe), by=signe)
    forsoeg.refresh_from_db()

    assert importer.discard(forsoeg, by=signe, noegle=uuid4()).status == "kasseret"


def test_import_of_a_paper_is_not_thrown_away(forsoeg, signe):
    bekraeft(forsoeg, signe)

    with pytest.raises(NotNow):
        importer.discard(forsoeg, by=signe, noegle=uuid4())


def stop(paper):
    return [one.tekst for one in findings(Indstilling.objects.get(pk=paper.pk)) if one.kode == "S9"]


def test_open_marks_stop_the_paper(chefteam, signe, klokken, periode):
    lines = tuple(("procestrin.tidspunkt", nr, "5. maj") for nr in range(1, 13))

    paper = bekraeft(laes(hent_ind(chefteam, signe), laesning(lines)), signe)

    assert stop(paper) == ["12 felter fra importen er ikke tjekket."]


def test_marks_are_ticked_off_after_the_confirmation_too(chefteam, signe, klokken, periode):
    forsoeg = laes(hent_ind(chefteam, signe), laesning(LINJER[8:10]))
    paper = bekraeft(forsoeg, signe)
    before = stop(paper)

    importer.keep(forsoeg, 2, by=signe, noegle=uuid4(), vaerdi="noget andet")

    assert (before, stop(paper)) == (["1 felt fra importen er ikke tjekket."], [])
    assert felt(forsoeg, "procestrin.tidspunkt", 1).vaerdi == "5. maj"


def test_value_is_corrected_in_the_paper_once_it_is_one(forsoeg, signe):
    bekraeft(forsoeg, signe)

    with pytest.raises(NotNow, match="Ret teksten i indstillingen"):
        importer.drop(forsoeg, 1, by=signe, noegle=uuid4())

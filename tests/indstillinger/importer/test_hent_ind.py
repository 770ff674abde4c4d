"""Taking a file in, and the job that reads it: once, whole, and never twice."""

from datetime import timedelta
from uuid import uuid4

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from indstillinger.indlaesning import Afvist, Felt, Laesning
from indstillinger.models import Importforsoeg
from indstillinger.workflow import importer, laes_formular
from mso_portal.motor import ur
from mso_portal.motor.models import Fil, Haendelse
from tests.indstillinger.conftest import NU
from tests.indstillinger.importer.verden import LINJER, felt, hent_ind, laes, laesning


def test_upload_waits_with_its_file_and_its_job(chefteam, signe, klokken):
    forsoeg = hent_ind(chefteam, signe, b"indhold", "../mappe/skema.docx")

    job = ProcrastinateJob.objects.get(task_name__endswith="laes_formular")
    assert (forsoeg.status, forsoeg.filnavn, forsoeg.af, forsoeg.forum) == ("venter", "skema.docx", signe, chefteam)
    assert (forsoeg.fil.stoerrelse, forsoeg.fil.type) == (7, "docx")
    assert (job.queue_name, job.args) == ("import", {"import_id": forsoeg.pk})


def test_same_file_again_opens_the_same_import(chefteam, signe, klokken):
    first, again = hent_ind(chefteam, signe), hent_ind(chefteam, signe, navn="andet-navn.docx")

    assert (first.pk, Importforsoeg.objects.count(), ProcrastinateJob.objects.count()) == (again.pk, 1, 1)


def test_same_file_of_another_person_is_another_import(chefteam, signe, anders, klokken):
    made = [hent_ind(chefteam, person) for person in (signe, anders)]

    assert (made[0].pk == made[1].pk, Fil.objects.count()) == (False, 1)


@pytest.mark.parametrize("status", ["kasseret", "afvist"])
def test_file_of_an_import_that_is_over_can_be_taken_in_again(chefteam, signe, klokken, status):
    first = hent_ind(chefteam, signe)
    Importforsoeg.objects.filter(pk=first.pk).update(status=status)

    assert hent_ind(chefteam, signe).pk != first.pk


def test_double_press_is_one_import(chefteam, signe, klokken):
    key = uuid4()

    made = [importer.upload(chefteam, "a.txt", b"a", by=signe, noegle=key) for _ in range(2)]

    assert (made[0].pk, Importforsoeg.objects.count()) == (made[1].pk, 1)


def test_used_key_with_another_file_takes_nothing_in(chefteam, signe, klokken):
    key = uuid4()
    importer.upload(chefteam, "a.txt", b"a", by=signe, noegle=key)

    assert importer.upload(chefteam, "b.txt", b"b", by=signe, noegle=key) is None
    assert Importforsoeg.objects.count() == 1


def test_job_writes_the_fields_in_order_and_the_text(forsoeg):
    stored = [(one.felt, one.raekke, one.raatekst) for one in forsoeg.importfelter.order_by("plads")]

    assert (forsoeg.status, forsoeg.layout, forsoeg.tekst) == ("indlaest", "skema_2020", laesning().tekst)
    assert stored == list(LINJER)


def test_spans_cut_the_source_out(forsoeg):
    assert [forsoeg.tekst[one.fra : one.til] for one in forsoeg.importfelter.order_by("plads")] == [
        words for _, _, words in LINJER
    ]


def test_job_that_runs_again_changes_nothing(forsoeg):
    before = list(forsoeg.importfelter.order_by("pk").values())

    laes(forsoeg, laesning(LINJER[:1]))

    assert list(forsoeg.importfelter.order_by("pk").values()) == before


def test_job_killed_halfway_leaves_nothing_and_is_run_again(chefteam, signe, klokken, monkeypatch):
    forsoeg = hent_ind(chefteam, signe)
    with monkeypatch.context() as broken:
        broken.setattr(laes_formular, "log_event", lambda *args, **kw: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            laes(forsoeg)
    half = forsoeg.importfelter.count()

    laes(forsoeg)

    assert (half, forsoeg.importfelter.count(), forsoeg.status) == (0, len(LINJER), "indlaest")


def test_file_that_cannot_be_read_is_afvist_with_the_reason(chefteam, signe, klokken):
    forsoeg = laes(hent_ind(chefteam, signe), Afvist("Filen er tom. Vælg en anden."))

    assert (forsoeg.status, forsoeg.besked) == ("afvist", "Filen er tom. Vælg en anden.")


def test_unknown_layout_keeps_all_text_as_baggrund_to_be_looked_at(chefteam, signe, klokken):
    forsoeg = laes(hent_ind(chefteam, signe), Laesning("ukendt", "Kære alle\nTekst"))

    one = forsoeg.importfelter.get()
    assert (one.felt, one.vaerdi, one.fra, one.til, one.tjek) == ("baggrund", "Kære alle\nTekst", 0, 15, True)


def test_character_no_database_stores_is_a_blank(chefteam, signe, klokken):
    forsoeg = laes(hent_ind(chefteam, signe), Laesning("ukendt", "a\0b", (Felt("baggrund", 0, "a\0b", 0, 3, "a\0b"),)))

    assert (forsoeg.tekst, forsoeg.importfelter.get().raatekst) == ("a b", "a b")


def test_job_of_an_import_that_is_gone_does_nothing(db):
    laes_formular.laes_formular.func(999)

    assert Haendelse.objects.filter(handling="import.laes").count() == 0


def test_real_reader_reads_a_small_form(chefteam, signe, lars, klokken):
    source = ("Chefteamindstilling: Følgevenner\nSagsbehandler: Signe Sagsbehandler\nAnsvarlig leder: Lars Leder\n"
              "Chefmøde: 29. maj 2020\nBaggrund:\nDet går godt.\nKoordinering:\nIngen.\n")  # fmt: skip
    forsoeg = hent_ind(chefteam, signe, source.encode(), "skema.txt")

    laes_formular.laes_formular.func(forsoeg.pk)

    forsoeg.refresh_from_db()
    values = [felt(forsoeg, name).vaerdi for name in ("titel", "sagsbehandler", "ansvarlig_leder", "moede")]
    assert (forsoeg.status, values) == ("indlaest", ["Følgevenner", str(signe.pk), str(lars.pk), "2020-05-29"])


def test_what_was_thrown_away_is_forgotten_after_a_week(chefteam, signe, klokken):
    for nr, (status, days) in enumerate([("kasseret", 8), ("afvist", 8), ("indlaest", 8), ("kasseret", 6)]):
        made = hent_ind(chefteam, signe, b"%d" % nr)
        Importforsoeg.objects.filter(pk=made.pk).update(status=status, den=NU - timedelta(days=days))

    laes_formular.ryd_importer.func(0)

    kept = Importforsoeg.objects.order_by("den").values_list("status", flat=True)
    assert list(kept) == ["indlaest", "kasseret"]


def test_clock_is_the_portals(forsoeg):
    assert forsoeg.den == ur.nu() == NU

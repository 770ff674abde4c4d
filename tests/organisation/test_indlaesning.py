"""Staged import: upload, rehearsal by row and column, confirm bound to the file (50 §10)."""

import os

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from mso_portal.motor.models import Haendelse
from mso_portal.organisation.models import Afdeling, Bruger
from tests import builders
from tests.organisation.svar import messages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("juni")]
PEOPLE = "brugernavn;navn;stilling\nnora;Nora Ny;Konsulent\nsoeren;Søren Ny;Rådgiver\n"


@pytest.fixture
def client(klient, admin):
    return klient(admin)


def upload(client, text, name="personer.csv", slags="personer"):
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(f"/opsaetning/{slags}/import/", {"fil": SimpleUploadedFile(name, content)})


def confirm(client, rehearsal, slags="personer"):
    digest = rehearsal.context["form"]["sha256"].value()
    return client.post(f"/opsaetning/{slags}/import/bekraeft/", {"sha256": digest})


def names():
    return list(Bruger.objects.exclude(brugernavn="adam-administrator").values_list("navn", flat=True))


def test_rehearsal_counts_and_writes_nothing(client):
    response = upload(client, PEOPLE)

    assert (response.status_code, response.context["resultat"]) == (
        200,
        "2 rækker er klar. 0 har fejl og indlæses ikke.",
    )
    assert (names(), Haendelse.objects.count(), Bruger.history.count()) == ([], 0, 1)


def test_confirmed_rows_are_written_by_the_verb(client, spor):
    response = confirm(client, upload(client, PEOPLE))

    assert (response.status_code, response.url, names()) == (302, "/opsaetning/personer/", ["Nora Ny", "Søren Ny"])
    assert [event for event, _, _ in spor()] == ["bruger.opret", "bruger.opret", "indlaesning.bekraeft"]
    assert Bruger.history.filter(history_user=None, brugernavn="nora").count() == 0


def test_known_person_is_updated_and_columns_left_out_stand(client):
    builders.bruger("Nora Gammel", brugernavn="nora", email="nora@demo.example", stilling="Elev")

    confirm(client, upload(client, "brugernavn;navn;stilling\nnora;Nora Ny;\n"))

    assert Bruger.objects.values_list("navn", "email", "stilling").get(brugernavn="nora") == (
        "Nora Ny",
        "nora@demo.example",
        "",
    )


def test_rows_with_errors_are_named_by_row_and_column_and_left_out(client):
    text = "brugernavn;navn;email\nnora;;\nsoeren;Søren Ny;ikke en mail\nlars;Lars Ny;\n"

    response = upload(client, text)
    confirm(client, response)

    assert response.context["resultat"] == "1 række er klar. 2 har fejl og indlæses ikke."
    assert response.context["linjer"] == [
        "Række 2, kolonne »navn«: Udfyld »navn«.",
        "Række 3, kolonne »email«: Indtast en gyldig e-mail-adresse.",
    ]
    assert names() == ["Lars Ny"]


def test_confirming_twice_imports_once(client, spor):
    rehearsal = upload(client, PEOPLE)

    first, second = confirm(client, rehearsal), confirm(client, rehearsal)

    assert (first.status_code, second.status_code, len(names()), len(spor())) == (302, 409, 2, 3)


def test_another_file_than_the_rehearsed_is_refused(client):
    rehearsal = upload(client, PEOPLE)
    digest = rehearsal.context["form"]["sha256"].value()
    with default_storage.open(f"indlaesning/{digest}.csv", "wb") as file:
        file.write(b"brugernavn;navn\nond;Ond Person\n")

    response = confirm(client, rehearsal)

    assert (response.status_code, names()) == (409, [])
    default_storage.delete(f"indlaesning/{digest}.csv")


@pytest.mark.parametrize("digest", ["", "x", "../../etc/passwd", "0" * 63])
def test_hash_that_is_none_is_not_found(client, digest):
    assert client.post("/opsaetning/personer/import/bekraeft/", {"sha256": digest}).status_code == 404


def test_file_of_last_week_is_deleted_at_the_next_upload(client):
    old = upload(client, PEOPLE)
    path = default_storage.path(f"indlaesning/{old.context['form']['sha256'].value()}.csv")
    os.utime(path, (0, 0))

    upload(client, PEOPLE + "lars;Lars Ny;\n")

    assert confirm(client, old).status_code == 409


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Filen er tom. Vælg en anden."),
        ("brugernavn;navn\n", "Filen har ingen rækker under overskrifterne."),
        ("brugernavn\nnora\n", "Filen mangler kolonnen »navn«."),
        ("brugernavn;navn;cpr\nnora;Nora;1\n", "Kolonnen »cpr« kendes ikke. Ret eller slet den. Intet er indlæst."),
        ("brugernavn;navn;navn\nnora;Nora;N\n", "To kolonner har den samme overskrift. Slet den ene."),
        ("brugernavn;navn\nnora\n", "Række 2 har 1 felter, men der er 2 overskrifter."),
        ('brugernavn;navn\nnora;"Nora\n', "Filen kan ikke læses som CSV. Gem regnearket som CSV, og prøv igen."),
        (b"PK\x03\x04\0\0", "Filen er ikke tekst. Gem regnearket som CSV, og prøv igen."),
        ("brugernavn;navn\n" + "x;y\n" * 5001, "Filen må højst have 5.000 rækker. Del den i flere."),
    ],
)
def test_file_that_is_no_table_of_ours_is_422(client, text, message):
    response = upload(client, text)

    assert (response.status_code, messages(response)) == (422, [message])


def test_other_file_types_are_refused(client):
    response = upload(client, PEOPLE, name="personer.xlsx")

    assert messages(response) == ["Filen skal være en CSV-fil. Gem regnearket som CSV, og prøv igen."]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_danish_letters_survive_what_spreadsheets_write(client, encoding, delimiter):
    upload_text = f"Brugernavn{delimiter}Navn\r\naase{delimiter}Åse Sørensen\r\n".encode(encoding)

    confirm(client, upload(client, upload_text))

    assert names() == ["Åse Sørensen"]


def test_quote_mark_of_an_export_is_taken_away(client):
    confirm(client, upload(client, "brugernavn;navn;stilling\nnora;Nora Ny;'=1+1\n"))

    assert Bruger.objects.get(brugernavn="nora").stilling == "=1+1"


def test_units_find_parents_higher_up_in_the_file(client):
    text = "kode;navn;slags;overordnet;fra\nMSO;Sundhed;stab;;2020-01-01\nNORD;Område Nord;omraade;MSO;1.1.2020\n"

    confirm(client, upload(client, text, slags="afdelinger"), "afdelinger")

    assert Afdeling.objects.get(kode="NORD").placeringer.get().overordnet.kode == "MSO"


def test_unit_under_an_unknown_code_is_an_error_of_that_column(client):
    text = "kode;navn;slags;overordnet;fra\nNORD;Område Nord;omraade;MSO;2020-01-01\n"

    response = upload(client, text, slags="afdelinger")

    assert response.context["linjer"] == ["Række 2, kolonne »overordnet«: Ingen afdeling har koden »MSO«."]


def test_import_is_for_administrators(klient, signe):
    assert upload(klient(signe), PEOPLE).status_code == 403

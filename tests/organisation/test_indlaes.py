"""Persons and units from a file: tried, shown, confirmed, by the portal's own verbs (50 §10)."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mso_portal.motor import ur
from mso_portal.motor.imports.laesning import read_table
from mso_portal.motor.imports.trin import ANDET
from mso_portal.motor.jobs import ryd_op
from mso_portal.motor.models import Haendelse, Indlaesning, Opslag
from mso_portal.organisation.models import Afdeling, Afdelingsplacering, Bruger, Tilknytning
from tests import builders
from tests.organisation.svar import messages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("juni")]
PERSONER = "/opsaetning/indlaes/personer/"
AFDELINGER = "/opsaetning/indlaes/afdelinger/"
HOVED = "Brugernavn;Navn;Stilling;Afdeling;Rolle\n"
ENHEDER = "Kode;Navn;Slags;Hører under;Fra\n"


@pytest.fixture
def client(klient, admin):
    return klient(admin)


def upload(client, url, tekst, navn="fil.csv"):
    return client.post(url, {"fil": SimpleUploadedFile(navn, tekst.encode())})


def load(client, url, tekst):
    """Upload and confirm; return the page with the outcome of the trial, and the answer to the confirmation."""
    tried = client.get(upload(client, url, tekst).url)
    return tried, client.post(tried.request["PATH_INFO"], {"sha256": tried.context["sha256"]})


def counts():
    row = Indlaesning.objects.get()
    return row.antal_nye, row.antal_aendrede, row.antal_uaendrede, row.antal_fejl


def test_trial_writes_nothing_but_the_file(client):
    response = upload(client, PERSONER, HOVED + "nora;Nora Ny;Konsulent;;\n", "C:\\kopi\\personer.csv")

    row = Indlaesning.objects.get()
    assert (response.status_code, response.url) == (302, f"/opsaetning/indlaes/{row.uuid}/")
    assert (counts(), Bruger.objects.filter(brugernavn="nora").count()) == ((1, 0, 0, 0), 0)
    assert list(Haendelse.objects.values_list("handling", flat=True)) == ["indlaesning.opret"]
    assert (row.filnavn, row.oprettet_af.navn, row.bekraeftet_den) == ("personer.csv", "Adam Administrator", None)


def test_confirmed_rows_are_written_by_the_verbs_in_ones_own_name(client, spor):
    builders.afdeling("STAB")

    _, response = load(client, PERSONER, HOVED + "nora;Nora Ny;Konsulent;stab;Leder\n")

    assert (response.status_code, Indlaesning.objects.get().bekraeftet_af.navn) == (302, "Adam Administrator")
    assert [event for event in spor() if event[0] != "indlaesning.opret"] == [
        ("bruger.opret", "Adam Administrator", "organisation.bruger"),
        ("tilknytning.opret", "Adam Administrator", "organisation.tilknytning"),
        ("indlaesning.bekraeft", "Adam Administrator", "motor.indlaesning"),
    ]
    assert Tilknytning.objects.values_list("bruger__navn", "afdeling__kode", "rolle", "fra").get() == (
        "Nora Ny", "STAB", "leder", date(2020, 6, 1),
    )  # fmt: skip
    assert Bruger.history.get(brugernavn="nora").history_user.navn == "Adam Administrator"


def test_confirmation_leaves_sequences_to_the_database(client):
    with CaptureQueriesContext(connection) as queries:
        load(client, PERSONER, HOVED + "nora;Nora Ny;;;\n")

    assert [row["sql"] for row in queries if "setval" in row["sql"]] == []


def test_event_names_counts_and_hash_but_no_text(client):
    load(client, PERSONER, HOVED + "nora;Nora Ny;;;\n")

    event = Haendelse.objects.get(handling="indlaesning.bekraeft")
    assert event.data == {
        "slags": "personer", "sha256": Indlaesning.objects.get().sha256,
        "antal_nye": 1, "antal_aendrede": 0, "antal_uaendrede": 0, "antal_fejl": 0,
    }  # fmt: skip


def test_result_says_what_is_ready_and_each_fault(client, signe):
    text = HOVED + f"nora;Nora Ny;;;\n;Uden Navn;;;\n{signe.brugernavn};{signe.navn};;INTET;\nbo;Bo;;;chef\n"

    page = client.get(upload(client, PERSONER, text).url)

    assert page.context["resultat"] == "1 række er klar. 3 har fejl og indlæses ikke."
    assert page.context["linjer"] == [
        "Række 3, kolonne »Brugernavn«: Udfyld »brugernavn«.",
        "Række 4, kolonne »Afdeling«: Ingen afdeling har koden »INTET«. Ret koden, eller indlæs afdelingen først.",
        "Række 5, kolonne »Rolle«: »chef« kendes ikke. "
        "Skriv »medarbejder«, »leder«, »teamets rapporter«, »coach« eller »Back Office«.",
    ]


def test_rows_with_faults_are_never_imported(client):
    load(client, PERSONER, HOVED + "nora;Nora Ny;;;\nbo;;;;\n")

    assert list(Bruger.objects.exclude(navn__startswith="Adam").values_list("navn", flat=True)) == ["Nora Ny"]


def test_row_refused_by_a_verb_is_undone_whole(client):
    unit = builders.afdeling("STAB")
    builders.tilknytning(builders.bruger("Lars Leder"), unit, "leder")

    tried, answer = load(client, PERSONER, HOVED + "nora;Nora Ny;;STAB;leder\nbo;Bo Ny;;STAB;\n")

    assert tried.context["linjer"] == [
        "Række 2, kolonne »Afdeling«: Afdelingen har allerede en leder i perioden. Afslut den første."
    ]
    assert (answer.status_code, Bruger.objects.filter(brugernavn="nora").count()) == (302, 0)
    assert Bruger.objects.filter(brugernavn="bo").count() == 1


def test_confirming_twice_has_one_effect(client, spor):
    tried, _ = load(client, PERSONER, HOVED + "nora;Nora Ny;;;\n")
    before = spor()

    again = client.post(tried.request["PATH_INFO"], {"sha256": tried.context["sha256"]})

    assert (again.status_code, spor()) == (302, before)


def test_confirmed_file_says_what_it_did(client):
    tried, _ = load(client, PERSONER, HOVED + "nora;Nora Ny;;;\nbo;Bo Ny;;;\n;;Uden navn;;\n")

    page = client.get(tried.request["PATH_INFO"])

    assert (page.context["resultat"], page.context["sha256"]) == (
        "2 rækker er indlæst. 1 havde fejl og blev ikke indlæst.", "",
    )  # fmt: skip


def test_same_file_again_changes_nothing(client):
    builders.afdeling("STAB")
    text = HOVED + "nora;Nora Ny;Konsulent;STAB;\nbo;Bo Ny;;STAB;coach\n"
    load(client, PERSONER, text)

    page = client.get(upload(client, PERSONER, text).url)

    assert [row["vaerdi"] for row in page.context["tal"]] == ["0", "0", "2", "0"]
    assert (page.context["sha256"], page.content.decode().count("Der er intet at indlæse.")) == ("", 1)


def test_file_that_changes_nothing_cannot_be_confirmed(client, signe):
    url = upload(client, PERSONER, f"Brugernavn;Navn\n{signe.brugernavn};{signe.navn}\n").url

    response = client.post(url, {"sha256": Indlaesning.objects.get().sha256})

    assert (response.status_code, response.context["grund"]) == (
        409,
        "Filen indeholder ingen rækker, der ændrer noget.",
    )


@pytest.mark.parametrize(("sha256", "status"), [("", 422), ("0" * 64, 409)])
def test_confirmation_of_another_file_is_refused(client, sha256, status):
    url = upload(client, PERSONER, HOVED + "nora;Nora Ny;;;\n").url

    response = client.post(url, {"sha256": sha256})

    assert (response.status_code, Bruger.objects.filter(brugernavn="nora").count()) == (status, 0)


def test_world_that_moved_since_the_trial_is_shown_anew(client, admin):
    tried = client.get(upload(client, PERSONER, HOVED + "nora;Nora Ny;;;\nbo;Bo;;;\n").url)
    builders.bruger("Bo Gammel", brugernavn="bo")

    response = client.post(tried.request["PATH_INFO"], {"sha256": tried.context["sha256"]})

    assert (response.status_code, response.context["grund"], counts()) == (409, ANDET, (1, 1, 0, 0))
    assert (Bruger.objects.get(brugernavn="bo").navn, Bruger.objects.filter(brugernavn="nora").count()) == (
        "Bo Gammel",
        0,
    )


def test_another_administrator_does_not_see_the_file(client, klient):
    url = upload(client, PERSONER, HOVED + "nora;Nora Ny;;;\n").url

    other = klient(builders.administrator("Asta Administrator"))

    assert (client.get(url).status_code, other.get(url).status_code, other.post(url, {}).status_code) == (200, 404, 404)


@pytest.mark.parametrize("path", ["personer/", "afdelinger/", "personer/i-dag.csv/", "personer/skabelon.xlsx/"])
def test_import_is_for_administrators(klient, signe, path):
    assert klient(signe).get(f"/opsaetning/indlaes/{path}").status_code == 403


@pytest.mark.parametrize("path", ["fora/", "personer/i-dag.pdf/", "personer/alt.csv/"])
def test_other_tables_are_not_found(client, path):
    assert client.get(f"/opsaetning/indlaes/{path}").status_code == 404


@pytest.mark.parametrize(
    ("navn", "tekst", "besked"),
    [
        ("a.csv", "", "Filen er tom. Vælg en anden."),
        ("a.xlsx", "Brugernavn", "Filen hedder .xlsx, men indholdet er noget andet. Åbn den, og gem den på ny."),
        ("a.csv", "Navn\nNora\n", "Filen mangler kolonnen »Brugernavn«. Brug skabelonens overskrifter."),
        ("a.csv", "Brugernavn;Navn;email;E-mail\na;b;c;d\n",
         "To kolonner i filen er den samme oplysning. Fjern den ene."),
    ],
)  # fmt: skip
def test_refused_file_is_422_and_kept_nowhere(client, navn, tekst, besked):
    response = upload(client, PERSONER, tekst, navn)

    assert (response.status_code, messages(response), Indlaesning.objects.count()) == (422, [besked], 0)


def test_post_without_a_file_asks_for_one(client):
    response = client.post(PERSONER, {})

    assert (response.status_code, messages(response)) == (422, ["Vælg en fil."])


def test_column_left_out_stands_and_an_empty_cell_empties(client):
    builders.bruger("Nora Ny", brugernavn="nora", stilling="Elev", email="nora@demo.example")

    load(client, PERSONER, "Brugernavn;Navn;Stilling\nnora;Nora Ny;\n")

    person = Bruger.objects.get(brugernavn="nora")
    assert (person.stilling, person.email) == ("", "nora@demo.example")


def test_brugernavn_is_found_whatever_its_case_and_kept(client):
    builders.bruger("Nora Ny", brugernavn="nora")

    load(client, PERSONER, "Brugernavn;Navn\nNORA;Nora Holm\n")

    assert list(Bruger.objects.filter(navn__startswith="Nora").values_list("brugernavn", "navn")) == [
        ("nora", "Nora Holm")
    ]


def test_person_stands_once_for_each_unit_but_never_differently(client):
    builders.afdeling("STAB")
    builders.afdeling("NORD")
    rows = "nora;Nora Ny;;STAB;\nnora;Nora Ny;;NORD;leder\nnora;Nora Nu;;;\n"

    tried, _ = load(client, PERSONER, HOVED + rows)

    assert tried.context["linjer"] == [
        "Række 4, kolonne »Brugernavn«: En anden række siger noget andet om det samme. Ret den ene."
    ]
    assert list(Tilknytning.objects.order_by("pk").values_list("bruger__navn", "afdeling__kode", "rolle")) == [
        ("Nora Ny", "STAB", "medarbejder"), ("Nora Ny", "NORD", "leder"),
    ]  # fmt: skip


def test_unread_columns_are_named(client):
    page = client.get(upload(client, PERSONER, "Brugernavn;Navn;Løn\nnora;Nora;1\n").url)

    assert page.context["oversete"] == "»Løn«"


def test_units_may_stand_before_their_parent(client):
    load(client, AFDELINGER, ENHEDER + "T1;Team 1;team;NORD;2020-01-01\nNORD;Område Nord;område;;1.1.2020\n")

    rows = Afdelingsplacering.objects.order_by("afdeling__kode")
    assert list(rows.values_list("afdeling__navn", "overordnet__kode", "fra")) == [
        ("Område Nord", None, date(2020, 1, 1)), ("Team 1", "NORD", date(2020, 1, 1)),
    ]  # fmt: skip


def test_unit_is_moved_from_a_day_on(client):
    nord, syd = builders.afdeling("NORD"), builders.afdeling("SYD")
    builders.afdeling("T1", nord, til=date(2020, 12, 31))

    load(client, AFDELINGER, ENHEDER + "T1;Team Et;team;syd;2020-07-01\n")

    rows = Afdelingsplacering.objects.filter(afdeling__kode="T1").order_by("fra")
    assert list(rows.values_list("overordnet", "fra", "til")) == [
        (nord.pk, builders.ALTID, date(2020, 6, 30)), (syd.pk, date(2020, 7, 1), date(2020, 12, 31)),
    ]  # fmt: skip
    assert Afdeling.objects.get(kode="T1").navn == "Team Et"


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ("T9;Team 9;team;NORD;", "Række 2, kolonne »Fra«: Skriv den første dag på pladsen."),
        ("T1;Afdeling T1;stab;SYD;", "Række 2, kolonne »Fra«: Skriv den første dag på pladsen."),
        ("T1;Afdeling T1;stab;SYD;31.6.2020",
         "Række 2, kolonne »Fra«: Datoen kan ikke læses. Skriv den som 2020-05-29."),
        ("T1;Afdeling T1;stab;SYD;2019-01-01", "Række 2, kolonne »Hører under«: "
         "Afdelingen har allerede en anden plads fra den dag. Ret den på afdelingens egen side."),
        ("NORD;Afdeling NORD;stab;T1;2020-07-01", "Række 2, kolonne »Hører under«: "
         "Så ville en afdeling høre under sig selv. Vælg en anden overordnet afdeling eller en anden periode."),
        ("t x;Team;team;;2020-01-01", "Række 2, kolonne »Kode«: Koden er store bogstaver, tal og bindestreger."),
        ("T9;Team 9;hold;;2020-01-01", "Række 2, kolonne »Slags«: »hold« kendes ikke. "
         "Skriv »magistratsafdeling«, »stab«, »område«, »team« eller »andet«."),
    ],
)  # fmt: skip
def test_unit_that_cannot_be_placed_is_a_fault(client, row, line):
    builders.afdeling("T1", builders.afdeling("NORD"))
    builders.afdeling("SYD")

    page = client.get(upload(client, AFDELINGER, f"{ENHEDER}{row}\n").url)

    assert (page.context["linjer"], counts()) == ([line], (0, 0, 0, 1))


@pytest.mark.parametrize(("slags", "kind"), [("personer", "csv"), ("personer", "xlsx"), ("afdelinger", "xlsx")])
def test_table_of_today_read_again_changes_nothing(client, slags, kind):
    unit = builders.afdeling("T1", builders.afdeling("NORD", navn="=Nord"))
    builders.tilknytning(builders.bruger("+Nora Ny", initialer="-NN"), unit, "leder")

    content = client.get(f"/opsaetning/indlaes/{slags}/i-dag.{kind}/").content
    response = client.post(f"/opsaetning/indlaes/{slags}/", {"fil": SimpleUploadedFile(f"a.{kind}", content)})

    assert (response.status_code, counts()) == (302, (0, 0, 2, 0))


def test_table_of_today_is_noted_in_the_access_log(client):
    response = client.get("/opsaetning/indlaes/personer/i-dag.csv/")

    assert response["Content-Disposition"] == 'attachment; filename="personer-i-dag.csv"'
    assert list(Opslag.objects.values_list("aktoer__navn", "slags", "genstande")) == [
        ("Adam Administrator", "eksport", [["organisation.bruger", "alle"]])
    ]


def test_template_has_the_headings_alone(client):
    content = client.get("/opsaetning/indlaes/afdelinger/skabelon.xlsx/").content

    with pytest.raises(Exception, match="Filen har kun overskrifter"):
        read_table("a.xlsx", content)
    assert client.get("/opsaetning/indlaes/personer/skabelon.csv/").content.decode() == (
        "\ufeffBrugernavn;Navn;Stilling;Initialer;E-mail;Afdeling;Rolle;Ekstern id\r\n"
    )
    assert Opslag.objects.count() == 0


def test_staged_file_is_forgotten_after_seven_days(client, dag):
    upload(client, PERSONER, HOVED + "nora;Nora Ny;;;\n")
    made = Indlaesning.objects.get().oprettet_den

    left = []
    for age in (timedelta(days=7), timedelta(days=7, seconds=1)):
        with ur.stil(made + age):
            ryd_op(0)
            left.append(Indlaesning.objects.count())

    assert left == [1, 0]


def test_unchanged_rows_cost_no_queries(client, queries_at):
    def again():
        known = Bruger.objects.filter(brugernavn__startswith="p").values_list("brugernavn", "navn")
        upload(client, PERSONER, HOVED + "".join(f"{key};{name};;;\n" for key, name in known) + "ny;Ny;;;\n")

    def make(nr):
        builders.bruger(f"Person {nr}", brugernavn=f"p{nr}")

    first, last = queries_at(make, again, (1, 3))

    assert last == first

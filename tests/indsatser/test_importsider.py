"""20 §10, D6: a file of goals or milestones is tried, seen row by row, and then read in whole or not at all."""

import uuid
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indsatser.models import Indikator, Maal, Milepael
from mso_portal.motor.imports.laesning import read_table
from mso_portal.motor.models import Indlaesning, Opslag
from tests import builders, builders_indsats
from tests.indsatser.planside import said, som

URL = "/indsatsplaner/import/"
HOVED = "tema;maal;indikator;maalemetode;ansvarlig;frist\n"
MILEPAELE = "Tema;Titel;Tidspunkt;Ansvarlig\n"


@pytest.fixture
def client(tina):
    return som(tina)


def upload(client, tekst, plan, slags="maal", navn="maal.csv", **felter):
    content = tekst if isinstance(tekst, bytes) else tekst.encode()
    return client.post(URL, {
        "noegle": str(uuid.uuid4()), "plan": plan.nummer, "slags": slags, "fil": SimpleUploadedFile(navn, content),
        **felter,
    })  # fmt: skip


def tried(client, *args, **kwargs):
    return client.get(upload(client, *args, **kwargs).url)


def confirmed(client, side):
    return client.post(side.request["PATH_INFO"], {"sha256": side.context["sha256"]})


def read_in(side):
    """Return the cells of the table of readings: {column: (source, readings)} for each row."""
    return [{cell["label"]: (cell["kilde"], cell["laest"]) for cell in row} for row in side.context["tabel"]["raekker"]]


def counts():
    row = Indlaesning.objects.get()
    return row.antal_nye, row.antal_uaendrede, row.antal_fejl


def test_upload_offers_the_kladder_one_writes_in(client, kladde, tina, per, styregruppe, ada):
    builders_indsats.aktiv(builders_indsats.plan(tina, per, styregruppe, ejerenhed=kladde.ejerenhed))

    choices = [value for value, _ in client.get(URL).context["form"].fields["plan"].choices]

    assert choices == [kladde.nummer]
    assert som(ada).get(URL).status_code == 403


def test_trial_saves_nothing_but_the_file(client, kladde):
    side = tried(client, HOVED + "Kurser;Alle er klar;90 %;Liste;Per Programejer;\n", kladde)

    assert (side.status_code, counts(), Maal.objects.count()) == (200, (1, 0, 0), 0)
    assert kladde.temaer.count() == 0
    assert side.context["resultat"] == "1 række er klar."


def test_demos_25_goals_are_read_in_by_two_presses(client, kladde):
    builders.bruger("Stella Stabskonsulent")
    builders.bruger("Mads Myndighedsleder")

    side = tried(client, Path("fixtures/planer/maal.csv").read_bytes(), kladde)
    response = confirmed(client, side)

    assert (response.status_code, said(response), counts()) == (302, ["25 rækker er læst ind."], (25, 0, 0))
    assert (Maal.objects.count(), Indikator.objects.count()) == (25, 26)


def test_review_shows_each_reading_beside_its_source(client, kladde):
    given = "Kurser;I nye sager er planen klar inden fristen;100 % + egen brug;Liste i SB-SYS + tilsyn;tina-tovholder;"

    (row,) = read_in(tried(client, f"{HOVED}{given}30. september 2020\n", kladde))

    assert row == {
        "Række": ("2", []), "Tema": ("Kurser", ["Nyt tema"]),
        "Mål": ("I nye sager er planen klar inden fristen", ["Gælder nye sager"]),
        "Indikator": ("100 % + egen brug", [
            "Under udarbejdelse: mål 100 %, højere er bedre. Norm: skal gælde for alle", "Ikke defineret"]),
        "Målemetode": ("Liste i SB-SYS + tilsyn", ["Registerudtræk, SB-SYS", "Ledelsestilsyn (kontrol)"]),
        "Ansvarlig": ("tina-tovholder", ["Tina Tovholder"]),
        "Frist": ("30. september 2020", ["Læst som 30. september 2020 (dag)."]),
    }  # fmt: skip


def test_review_warns_in_the_column(client, kladde):
    (row,) = read_in(tried(client, HOVED + ";Overblik;;Vi spørger;Ukendt Udenfor;snarest\n", kladde))

    assert row["Indikator"][1][-1] == "Bemærk: Der er ingen indikator. Den bliver oprettet som ikke defineret."
    assert row["Målemetode"][1] == [
        "Ikke genkendt", "Bemærk: Målemetoden er ikke genkendt. Vælg den, når indikatoren bliver defineret.",
    ]  # fmt: skip
    assert row["Ansvarlig"][1] == [
        "Bemærk: »Ukendt Udenfor« er ikke én bestemt person i portalen. Målet får ingen ansvarlig."
    ]


PLANTET = (
    ("Kurser;;90 %;;;", "Række 3, kolonne »Mål«: Udfyld »Mål«."),
    (f"{'t' * 121};b;;;;", "Række 3, kolonne »Tema«: "),
    (f"Kurser;{'m' * 501};;;;", "Række 3, kolonne »Mål«: "),
    (f"Kurser;c;{'i' * 501};;;", "Række 3, kolonne »Indikator«: "),
    (f"Kurser;d;;{'m' * 600};;", "Række 3, kolonne »Indikator«: "),
    ("Kurser;Alle er klar;80 %;;;", "Række 3, kolonne »Mål«: En anden række siger noget andet om det samme."),
)


@pytest.mark.parametrize(("raekke", "fejl"), PLANTET, ids=range(len(PLANTET)))
def test_planted_fault_is_told_at_row_and_column_and_nothing_can_be_read_in(client, kladde, raekke, fejl):
    side = tried(client, f"{HOVED}Kurser;Alle er klar;90 %;;;\n{raekke}\n", kladde)

    assert [line[: len(fejl)] for line in side.context["linjer"]] == [fejl]
    assert (side.context["sha256"], side.context["resultat"]) == ("", "1 række har fejl, så intet kan læses ind.")


def test_file_with_a_fault_is_not_read_in_though_it_is_confirmed(client, kladde):
    side = tried(client, HOVED + "Kurser;Alle er klar;90 %;;;\nKurser;;;;;\n", kladde)

    response = client.post(side.request["PATH_INFO"], {"sha256": Indlaesning.objects.get().sha256})

    assert (response.status_code, Maal.objects.count()) == (409, 0)
    assert response.context["grund"].startswith("Ret fejlene i filen")


def test_milestones_are_read_in(client, kladde):
    given = "Kurser;Kursus er holdt;24. juni 2020;Per Programejer\n;Plan er lagt;snarest;Konsulenten\n"

    side = tried(client, MILEPAELE + given, kladde, slags="milepaele")
    confirmed(client, side)

    assert list(Milepael.objects.values_list("titel", "godkendt_tekst", "ansvarlig__navn", "ansvarlig_rolle")) == [
        ("Kursus er holdt", "24. juni 2020", "Per Programejer", ""), ("Plan er lagt", "snarest", None, "Konsulenten"),
    ]  # fmt: skip


def test_same_file_twice_changes_nothing(client, kladde):
    text = MILEPAELE + "Kurser;Kursus er holdt;24. juni 2020;Per Programejer\n"
    confirmed(client, tried(client, text, kladde, slags="milepaele"))
    Indlaesning.objects.all().delete()

    side = tried(client, text, kladde, slags="milepaele")

    assert (counts(), side.context["resultat"]) == ((0, 1, 0), "Der er intet nyt at læse ind.")


def test_person_of_a_lukket_plan_who_cannot_see_it_is_a_fault(client, tina, per, styregruppe, ada):
    plan = builders_indsats.plan(tina, per, styregruppe, **builders_indsats.LUKKET)

    side = tried(client, HOVED + "Kurser;Alle er klar;90 %;;Ada Andetsteds;\n", plan)

    assert side.context["linjer"] == [
        "Række 2, kolonne »Ansvarlig«: Ejeren kan ikke se den lukkede plan. Tilføj personen som deltager først."
    ]
    assert Opslag.objects.filter(genstande__contains=[["indsatser.indsatsplan", str(plan.uuid)]]).count() == 1


@pytest.mark.parametrize(
    ("tekst", "navn", "besked"),
    [
        ("", "maal.csv", "Filen er tom. Vælg en anden."),
        ("tema;indikator\na;b\n", "maal.csv", "Filen mangler kolonnen »Mål«. Brug skabelonens overskrifter."),
        (HOVED + "a\n" * 501, "maal.csv", "Filen har 501 rækker. Grænsen er 500. Del den i flere."),
        (HOVED + ";Sag 010190-1234;;;;\n", "maal.csv",
         "Række 2, kolonne »maal« ligner et CPR-nummer. Fjern det, og hent filen igen. Intet er gemt."),
        (HOVED, "maal.xlsm", "Filen indeholder makroer eller hentede dele. Gem den uden, eller som CSV."),
        (HOVED, "maal.xlsx", "Filen hedder .xlsx, men indholdet er noget andet. Åbn den, og gem den på ny."),
        (HOVED, "maal.pdf", "Filtypen .pdf kan ikke bruges. Gem tabellen som CSV eller Excel (.xlsx)."),
    ],
)  # fmt: skip
def test_file_that_is_no_table_is_refused(client, kladde, tekst, navn, besked):
    response = upload(client, tekst, kladde, navn=navn)

    assert (response.status_code, [line["tekst"] for line in response.context["fejl"]]) == (422, [besked])
    assert Indlaesning.objects.count() == 0


def test_danish_spreadsheets_encoding_is_read(client, kladde):
    (row,) = read_in(tried(client, (HOVED + ";Børn høres;90 %;;;\n").encode("cp1252"), kladde))

    assert row["Mål"] == ("Børn høres", [])


def test_mark_against_formulas_comes_off(client, kladde):
    confirmed(client, tried(client, HOVED + ";'=1+1;90 %;;;\n", kladde))

    assert Maal.objects.get().tekst == "=1+1"


@pytest.mark.parametrize(("slags", "kolonner"), [
    ("maal", ("Tema", "Mål", "Indikator", "Målemetode", "Ansvarlig", "Frist")),
    ("milepaele", ("Tema", "Titel", "Tidspunkt", "Ansvarlig")),
])  # fmt: skip
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_template_holds_the_columns(client, slags, kolonner, kind):
    response = client.get(f"{URL}{slags}/skabelon.{kind}")

    content = response.content.replace(b"\r\n", b"\r\n" + b";" * (len(kolonner) - 1) + b"x") if kind == "csv" else None
    assert response["Content-Disposition"] == f'attachment; filename="skabelon-{slags}.{kind}"'
    assert content is None or read_table("a.csv", content).kolonner == kolonner


@pytest.mark.parametrize("path", ["maal/skabelon.pdf", "andet/skabelon.csv"])
def test_unknown_template_is_404(client, path):
    assert client.get(URL + path).status_code == 404


def test_second_press_keeps_one_file(client, kladde):
    key = str(uuid.uuid4())

    answers = [upload(client, HOVED + ";a;;;;\n", kladde, noegle=key) for _ in range(2)]

    assert [answer.url for answer in answers] == [f"{URL}{Indlaesning.objects.get().uuid}/"] * 2


def test_plan_of_somebody_else_is_no_choice(kladde, ada, per, styregruppe):
    own = builders_indsats.plan(ada, per, styregruppe, ejerenhed=kladde.ejerenhed)

    response = upload(som(ada), HOVED + ";a;;;;\n", kladde)

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["plan"])
    assert own.nummer != kladde.nummer


def test_plan_without_ejerenhed_is_409_and_says_what_to_do(client, kladde):
    type(kladde).objects.filter(pk=kladde.pk).update(ejerenhed=None)

    response = upload(client, HOVED + ";a;;;;\n", kladde)

    assert (response.status_code, [line["tekst"] for line in response.context["fejl"]]) == (
        409, ["Vælg planens ejerenhed først. Målingerne skal høre til en afdeling."]
    )  # fmt: skip


def test_milestones_need_no_ejerenhed(client, kladde):
    type(kladde).objects.filter(pk=kladde.pk).update(ejerenhed=None)

    side = tried(client, MILEPAELE + ";Plan er lagt;;\n", kladde, slags="milepaele")

    assert (side.status_code, counts()) == (200, (1, 0, 0))


def test_plan_activated_in_between_takes_nothing(client, kladde):
    side = tried(client, HOVED + ";Overblik;;;;\n", kladde)
    builders_indsats.aktiv(kladde)

    response = confirmed(client, side)

    assert (response.status_code, Maal.objects.filter(tekst="Overblik").count()) == (409, 0)


def test_outcome_is_shown_to_nobody_else(client, kladde, per):
    side = tried(client, HOVED + ";a;;;;\n", kladde)

    assert som(per).get(side.request["PATH_INFO"]).status_code == 404


def test_outcome_is_no_page_of_the_settings(client, kladde, tina):
    builders.rolle(tina)
    side = tried(client, HOVED + ";a;;;;\n", kladde)

    assert client.get(f"/opsaetning/indlaes/{Indlaesning.objects.get().uuid}/").status_code == 404
    assert side.status_code == 200


def test_review_takes_the_same_queries_for_one_row_and_for_three(client, kladde):
    def number(rows):
        side = upload(client, HOVED + "".join(f";Mål {nr};90 %;;;\n" for nr in range(rows)), kladde)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(side.url)
        return len(queries)

    assert number(1) == number(3)

"""/indstillinger/eksport/: the list as CSV and Excel, of what the reader may see, and nothing a spreadsheet runs."""

import csv
import io
import re
import zipfile
from uuid import uuid4

import pytest
from django.db import connection

from indstillinger.models import DirekteUdgift, Indstilling, Moede
from indstillinger.views import eksport as view
from mso_portal.motor.enkeltvis import LOCK
from mso_portal.motor.imports.laesning import read_table
from mso_portal.motor.models import Opslag
from tests import builders, builders_indstilling

URL = "/indstillinger/eksport/"
FORMATS = ("csv", "xlsx")
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'=", "''=")
RESTS = ("1+1", 'HYPERLINK("http://x";"y")', "cmd|' /C calc'!A0")
PAYLOADS = [start + rest for start in STARTS for rest in RESTS] + ["'", 'O\'Hara; "citat"\nog linje']


@pytest.fixture
def make(klokken, chefteam, signe):
    """Return a function that makes one more paper of Signe's."""

    def indstilling(forfatter=None, titel="Følgevenner", **kw):
        def words(felt):
            return titel if felt == "titel" else f"Tekst om {felt}"

        return builders_indstilling.indstilling(
            forfatter or signe, tekst=words, **{"forum": chefteam, "raekker": False, **kw}
        )

    return indstilling


@pytest.fixture
def hent(logget_ind, signe):
    """Return a function that fetches the list in a format as a person (Signe)."""

    def fetch(kind="csv", query="fane=alle&sort=nummer", person=None):
        return logget_ind(person or signe).get(f"{URL}{kind}/?{query}")

    return fetch


def rows(response, kind="csv"):
    """Return the table as the portal's own import reads it: a dict for each row."""
    table = read_table(f"a.{kind}", response.content)
    return [dict(zip(table.kolonner, row, strict=True)) for row in table.raekker]


@pytest.mark.parametrize("kind", FORMATS)
def test_table_holds_what_the_list_knows(make, hent, lars, chefteam, kind):
    moede = Moede.objects.create(noegle="m", forum=chefteam, dato="2020-05-29", start="9:00", slut="10:00")
    paper = make(aabenhed="lukket", titel_lukket="Den lukkede titel", leder=lars, oensket_moede=moede, sagsnummer="S-1",
                 afdeling=builders.afdeling("X", navn="Staben"))  # fmt: skip
    for aar, kroner in ((2020, 160_000), (2021, -25_000), (2022, None)):
        DirekteUdgift.objects.create(indstilling=paper, aar=aar, kroner=kroner, raekkefoelge=aar)

    assert rows(hent(kind), kind) == [{
        "Nummer": "2020-001", "Titel": "Den lukkede titel", "Åben/lukket": "Lukket", "Fase": "Kladde",
        "Sagstype": "Beslutning", "Formular": "Almindelig", "Forum": "Chefteamet", "Møde": "2020-05-29",
        "Afdeling": "Staben", "Sagsbehandler": "Signe Sagsbehandler", "Ansvarlig leder": "Lars Leder",
        "Direkte udgift i kr.": "135000", "Sagsnummer": "S-1", "Oprettet": "2020-05-14", "Ændret": "2020-05-14",
        "Sendt til godkendelse": "", "Journaliseret": "",
    }]  # fmt: skip


@pytest.mark.parametrize("kind", FORMATS)
def test_every_payload_comes_back_as_it_was_written(make, hent, kind):
    for text in PAYLOADS:
        make(titel=text)

    assert len(PAYLOADS) >= 40
    assert [row["Titel"] for row in rows(hent(kind), kind)] == PAYLOADS


def test_no_cell_of_csv_begins_a_formula(make, hent):
    for text in PAYLOADS:
        make(titel=text)

    cells = [cell for row in csv.reader(io.StringIO(hent().content.decode("utf-8-sig")), delimiter=";") for cell in row]

    assert [cell for cell in cells if re.match("[=+\\-@\t\r\n＝＋－＠]", cell)] == []


def test_no_cell_of_excel_is_a_formula_and_numbers_are_numbers(make, hent):
    paper = make(titel="=1+1")
    DirekteUdgift.objects.create(indstilling=paper, aar=2020, kroner=-25_000, raekkefoelge=1)

    sheet = zipfile.ZipFile(io.BytesIO(hent("xlsx").content)).read("xl/worksheets/sheet1.xml").decode()

    assert ("<f" in sheet, "<v>-25000</v>" in sheet) == (False, True)
    assert {kind for kind, text in re.findall(r'<c t="(\w+)"><is><t[^>]*>([^<]*)', sheet)} == {"inlineStr"}


def test_negative_number_stays_a_number_in_csv(make, hent):
    paper = make()
    DirekteUdgift.objects.create(indstilling=paper, aar=2020, kroner=-25_000, raekkefoelge=1)

    assert b";-25000;" in hent().content


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("fane=alle&sort=nummer", ["2020-001", "2020-002", "2020-003"]), ("fane=alle&fase=godkendt", ["2020-002"]),
        ("fane=alle&sort=-nummer&antal=25&side=7", ["2020-003", "2020-002", "2020-001"]),
        ("fane=undervejs&sort=nummer", ["2020-001", "2020-002"]), ("fane=alle&q=findes-ikke", []),
    ],
)  # fmt: skip
def test_rows_are_those_of_the_list_on_all_its_pages(make, hent, query, found):
    make(), make(tilstand="godkendt"), make(tilstand="trukket")

    assert re.findall(r"^\d{4}-\d{3}", hent(query=query).content.decode("utf-8-sig"), re.MULTILINE) == found


def test_list_links_to_its_own_rows(make, logget_ind, signe):
    make(), make(tilstand="godkendt")

    html = logget_ind(signe).get("/indstillinger/?fane=alle&fase=godkendt&antal=25").content.decode()

    links = re.findall(r'href="(/indstillinger/eksport/[^"]+)">([^<]+)<', html)
    assert [label for _, label in links] == ["Hent 1 række (CSV)", "Hent 1 række (Excel)"]
    assert all("fase=godkendt" in url and "antal" not in url for url, _ in links)


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("aabenhed", ["aaben", "lukket", "ikke_angivet"])
def test_stranger_gets_nothing_of_it(make, hent, anders, kind, aabenhed):
    own = make(anders)
    before = hent(kind, person=anders).content
    make(titel="Hemmelig sag", aabenhed=aabenhed, forum=builders.forum("HMU"))

    assert hent(kind, person=anders).content == before
    assert [row["Nummer"] for row in rows(hent(kind, person=anders), kind)] == [own.nummer]


def test_each_fetch_is_one_row_naming_the_closed(make, hent, signe):
    make()
    paper = make(aabenhed="lukket")

    hent(), hent("xlsx")

    assert [(row.slags, row.aktoer, row.genstande) for row in Opslag.objects.order_by("pk")] == [
        ("eksport", signe, [["indstillinger.indstilling", str(paper.uuid)]])
    ] * 2


def test_fetch_of_open_papers_is_noted_too(make, hent):
    make()

    hent()

    assert [row.genstande for row in Opslag.objects.order_by("pk")] == [[]]


def test_too_many_rows_are_refused_with_what_to_do(make, hent, monkeypatch):
    monkeypatch.setattr(view, "MEST", 2)
    for _ in range(3):
        make()

    response = hent()

    assert response.status_code == 422
    assert "Listen har 3 rækker, og et udtræk kan højst have 2. Vælg flere filtre." in response.content.decode()


def test_other_formats_do_not_exist(hent, klokken):
    assert [hent(kind).status_code for kind in ("pdf", "xls", "CSV")] == [404] * 3


def test_next_export_waits_for_the_one_before(make, hent, signe):
    make()
    other = connection.copy()
    other.set_autocommit(False)
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, signe.pk])
    response = hent()
    other.close()

    assert (response.status_code, "Vent, til den forrige er færdig." in response.content.decode()) == (429, True)
    assert Opslag.objects.count() == 0


def test_file_is_named_by_kind_and_day(make, hent):
    make(titel="Hemmelig")

    assert [hent(kind)["Content-Disposition"] for kind in FORMATS] == [
        f'attachment; filename="indstillinger-2020-05-14.{kind}"' for kind in FORMATS
    ]


def test_queries_are_the_same_at_1_3_and_300_rows(make, signe, logget_ind, queries_at):
    client, first = logget_ind(signe), []

    def grow(nr):
        """The first is made with its rights, the rest like it."""
        if not first:
            return first.append(make())
        fields = {one.attname: getattr(first[0], one.attname) for one in Indstilling._meta.concrete_fields[1:]}
        return Indstilling.objects.create(**{**fields, "uuid": uuid4(), "nummer": f"2020-{nr + 1:03d}"})

    counts = queries_at(grow, lambda: client.get(f"{URL}csv/?fane=alle"), (1, 3, 300))

    assert len(set(counts)) == 1, counts

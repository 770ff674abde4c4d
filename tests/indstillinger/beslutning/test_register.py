"""/beslutninger/: the register, its filters and what can be taken home (11 §7)."""

import csv
import io
import re
from html import unescape

import pytest

from indstillinger.models import Beslutning
from indstillinger.workflow.beslutning import lapse
from mso_portal.motor import ur
from mso_portal.motor.imports.laesning import read_table
from mso_portal.motor.models import Opslag
from mso_portal.vaerdier import tidspunkt
from tests import builders, builders_moede
from tests.indstillinger.referat import verden
from tests.indstillinger.referat.verden import opgave, raekke, ret

URL = "/beslutninger/"
GRUND = "Området er lagt om, så planen passer ikke længere."


@pytest.fixture
def register(kladde, folk, moede):
    """Six decisions and an unanswered point: changed, rejected, lapsed, late, one of a lukket item."""
    ret(kladde, 1, udfald="vedtaget_med_aendring", ordlyd="At planen sættes i gang i august", ansvarlig=folk.mikkel)
    ret(kladde, 2, udfald="afvist", opfoelgning=tidspunkt.laes("1. juni 2020", moede.dato))
    ret(kladde, 3, udfald="udsat", uden_dato=True)
    raekke(kladde, moede.punkter.get(nummer="3"), 2, ordlyd="Anna ansættes", udfald="vedtaget")
    verden.godkendt(kladde, folk)
    lapse(Beslutning.objects.get(nummer="CT-2020-003"), GRUND, by=folk.kirsten)


def names(response):
    """Return the first words of each line."""
    cells = re.findall(r'<th role="rowheader" scope="row">(?:<a [^>]*>)?(.*?)<', response.content.decode())
    return [unescape(cell).split()[0] for cell in cells]


def status(response):
    return re.search(r'<p role="status">(.*?)</p>', response.content.decode())[1]


def test_register_holds_what_the_page_asks_for(register, logget_ind, folk):
    page = logget_ind(folk.mona).get(URL)

    cells = re.findall(r'<td role="cell"[^>]*>(.*?)</td>', page.content.decode(), re.DOTALL)
    first = [unescape(re.sub(r"<[^>]*>|\s+", " ", cell)).strip() for cell in cells][:6]
    assert (names(page), status(page)) == (
        ["CT-2020-001", "CT-2020-002", "CT-2020-003", "CT-2020-004"],
        "4 beslutninger",
    )
    assert first == ["CT 29.5.2020", "At planen sættes i gang i august", "Tiltrådt med ændringer", "Mikkel Medlem", "–",
                     "Gældende"]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("forum=CT", [1, 2, 3, 4]),
        ("forum=XX", [1, 2, 3, 4]),
        ("aar=2020", [1, 2, 3, 4]),
        ("udfald=afvist", [2]),
        ("status=bortfaldet", [3]),
        ("status=gaeldende", [1, 2, 4]),
        ("ansvarlig=mikkel", [1]),
        ("afdeling=STAB", [1, 2]),
        ("aabenhed=aaben", [1, 2, 3]),
        ("aabenhed=lukket", [4]),
        ("frist=ja", [2]),
        ("aendret=ja", [1]),
        ("q=CT-2020-004", [4]),
        ("q=august", [1]),
        ("udfald=afvist&aabenhed=lukket", []),
        ("sort=-nummer", [4, 3, 2, 1]),
        ("sort=hemmelig", [1, 2, 3, 4]),
    ],
)
def test_filters_choose(register, logget_ind, folk, query, found):
    page = logget_ind(folk.mona).get(f"{URL}?{query}")

    assert names(page) == [f"CT-2020-00{nr}" for nr in found]


def test_late_task_counts_as_late(kladde, folk, logget_ind):
    opgave(kladde, folk.kirsten, ret(kladde, 3), ansvarlig=folk.lars)
    verden.godkendt(kladde, folk)
    with ur.stil(verden.EFTER.replace(day=13)):
        page = logget_ind(folk.mona).get(f"{URL}?frist=ja")

    assert names(page) == ["CT-2020-003"]


def test_unanswered_points_are_rows_without_a_number(register, logget_ind, folk):
    page = logget_ind(folk.mona).get(f"{URL}?ubesvaret=ja&status=gaeldende")

    assert (names(page), status(page)) == (["Punkt"], "1 ubesvaret punkt")
    assert 'href="/moeder/ct-2020-05-29/referat/#punkt-1"' in page.content.decode()


def test_empty_register_says_so(logget_ind, folk):
    page = logget_ind(folk.mona).get(f"{URL}?udfald=afvist")

    assert "Ingen beslutninger passer til filtrene." in page.content.decode()


@pytest.mark.parametrize(("name", "found"), [("mona", 4), ("signe", 2), ("lars", 2), ("anders", 0)])
def test_reader_has_the_decisions_of_items_he_reads(register, logget_ind, folk, name, found):
    page = logget_ind(getattr(folk, name)).get(URL)

    assert len(names(page)) == found
    assert ("Anna" in page.content.decode()) == (name == "mona")


def test_excluded_member_has_no_trace_of_it(register, logget_ind, folk, moede):
    builders_moede.udelukkelse(moede.punkter.get(nummer="3"), folk.mona, folk.kirsten)
    client = logget_ind(folk.mona)

    assert names(client.get(URL)) == ["CT-2020-001", "CT-2020-002", "CT-2020-003"]
    assert [client.get(f"{URL}?{query}").content.count(b"rowheader") for query in ("aabenhed=lukket", "q=Anna")] == [
        0,
        0,
    ]
    assert client.get(f"{URL}CT-2020-004/").status_code == 404


def test_choices_come_from_the_readers_own(register, logget_ind, folk):
    builders.forum("XX", navn="Et andet forum")

    pages = [logget_ind(person).get(URL).content.decode() for person in (folk.mona, folk.anders)]

    assert ["Chefteamet</option>" in page for page in pages] == [True, False]
    assert ["Et andet forum" in page for page in pages] == [False, False]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_table_has_the_same_rows_and_nothing_that_runs(kladde, logget_ind, folk, kind):
    ret(kladde, 1, udfald="vedtaget_med_aendring", ordlyd='=HYPERLINK("http://x";"y")')
    verden.godkendt(kladde, folk)

    answer = logget_ind(folk.mona).get(f"{URL}eksport/{kind}/?udfald=vedtaget_med_aendring")

    table = read_table(f"a.{kind}", answer.content)
    row = dict(zip(table.kolonner, table.raekker[0], strict=True))
    assert (len(table.raekker), row["Nummer"], row["Udfald"]) == (1, "CT-2020-001", "Tiltrådt med ændringer")
    assert '"y"' in row["Vedtaget"] and b'"=HYPER' not in answer.content


def test_csv_protects_formulas(kladde, logget_ind, folk):
    ret(kladde, 1, udfald="vedtaget_med_aendring", ordlyd="=1+1")
    verden.godkendt(kladde, folk)

    raw = logget_ind(folk.mona).get(f"{URL}eksport/csv/").content.decode("utf-8-sig")

    assert next(csv.DictReader(io.StringIO(raw), delimiter=";"))["Vedtaget"] == "'=1+1"


def test_unanswered_points_are_exported_too(register, logget_ind, folk):
    table = read_table("a.csv", logget_ind(folk.mona).get(f"{URL}eksport/csv/?ubesvaret=ja").content)

    row = dict(zip(table.kolonner, table.raekker[0], strict=True))
    assert (row["Nummer"], row["Indstillet"], row["Status"]) == ("", verden.FORSLAG[2], "Ubesvaret")


def test_pdf_is_a_pdf_of_the_chosen(register, logget_ind, folk):
    answer = logget_ind(folk.mona).get(f"{URL}eksport/pdf/?udfald=afvist")

    assert (answer.status_code, answer["Content-Type"], answer.content[:5]) == (200, "application/pdf", b"%PDF-")


def test_unknown_format_is_not_found(logget_ind, folk):
    assert logget_ind(folk.mona).get(f"{URL}eksport/exe/").status_code == 404


def test_lukkede_are_noted_in_list_and_export(register, logget_ind, folk, moede):
    logget_ind(folk.mona).get(URL)
    logget_ind(folk.mona).get(f"{URL}eksport/csv/")

    closed = [["indstillinger.dagsordenspunkt", str(moede.punkter.get(nummer="3").uuid)]]
    noted = Opslag.objects.order_by("pk").values_list("slags", "genstande")
    assert list(noted) == [("liste", closed), ("eksport", closed)]


def test_pages_hold_fifty(kladde, logget_ind, folk, moede):
    for nr in range(60):
        raekke(kladde, moede.punkter.get(nummer="2"), nr + 2, ordlyd=f"Beslutning {nr}", udfald="vedtaget")
    verden.godkendt(kladde, folk)
    client = logget_ind(folk.mona)

    assert [len(names(client.get(f"{URL}?side={nr}"))) for nr in (1, 2, 9)] == [50, 14, 14]


@pytest.mark.parametrize("query", ["", "?ubesvaret=ja", "?q=Beslutning&forum=CT&aabenhed=aaben&frist=ja"])
def test_queries_are_few_and_the_same(kladde, logget_ind, folk, chefteam, queries_at, query):
    client = logget_ind(folk.mona)

    def more(nr):
        minutes = verden.afholdt(folk, chefteam, dato=verden.EFTER.date().replace(month=7, day=nr + 1))
        ret(minutes, 1, udfald="udsat", uden_dato=True)
        verden.godkendt(minutes, folk)

    counts = queries_at(more, lambda: client.get(f"{URL}{query}"), (1, 3))

    assert (counts[0] == counts[1], counts[0] <= 10) == (True, True), counts

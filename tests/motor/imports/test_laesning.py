"""What an uploaded file may be, and what is said of all others."""

import zipfile
from decimal import Decimal
from io import BytesIO
from os import times

import pytest

from mso_portal.motor.imports.laesning import Afvist, file_name, read_table
from mso_portal.motor.imports.skrivning import MAIN, OFFICE, write_csv, write_workbook, write_xlsx
from tests.motor.imports.filer import PARTS, SHEET, pack, sheet, text_row, workbook

ANDET_CSV = "Filen hedder .csv, men indholdet er noget andet. Gem tabellen som CSV på ny."
ANDET_XLSX = "Filen hedder .xlsx, men indholdet er noget andet. Åbn den, og gem den på ny."
BESKADIGET = "Filen er beskadiget eller ikke en Excel-fil. Åbn den, og gem den på ny."
AKTIV = "Filen indeholder makroer eller hentede dele. Gem den uden, eller som CSV."
FAR_APART = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
DATES = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
BOMBE = "Filen fylder for meget, når den pakkes ud. Gem kun de kolonner og rækker, der skal indlæses."
RAEKKER = "Filen har mere end 5.000 rækker. Del den i flere."
KOLONNER = "Filen har mere end 60 kolonner. Gem kun dem, der skal indlæses."


def refusal(navn, indhold):
    with pytest.raises(Afvist) as caught:
        read_table(navn, indhold)
    return str(caught.value)


def lying_header():
    """A part that says it is 10 bytes and unpacks to many."""
    packed = bytearray(workbook(text_row("Kode") + text_row("A" * 5_000)))
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        size = archive.getinfo(SHEET).file_size.to_bytes(4, "little")
    return bytes(packed).replace(size, (10).to_bytes(4, "little"))


@pytest.mark.parametrize(
    "indhold",
    [
        "Kode;Navn\r\nA;Åse Møl\r\n".encode("utf-8-sig"),
        "Kode,Navn\nA,Åse Møl\n".encode(),
        'Kode;Navn\nA;"Åse Møl"'.encode("latin-1"),
        write_csv(["Kode", "Navn"], [["A", "Åse Møl"]]),
    ],
)
def test_csv_of_danish_programs_is_read(indhold):
    table = read_table("a.CSV", indhold)

    assert (table.kolonner, table.raekker, table.numre) == (("Kode", "Navn"), (("A", "Åse Møl"),), (2,))


def test_dash_of_windows_is_read():
    assert read_table("a.csv", b"Navn\nNord \x96 Syd\n").raekker == (("Nord – Syd",),)


def test_empty_rows_are_left_out_and_counted():
    table = read_table("a.csv", b"\n;\nKode;Navn;\nA;Ann;\n;;\nB;Bo\n")

    assert (table.kolonner, table.raekker, table.numre) == (("Kode", "Navn"), (("A", "Ann"), ("B", "Bo")), (4, 6))


def test_xlsx_is_read_as_text():
    body = text_row("Kode", "Fra", "Aktiv") + '<row><c><v>12</v></c><c><v>1.5</v></c><c t="b"><v>1</v></c></row>'

    assert read_table("a.xlsx", workbook(body)).raekker == (("12", "1.5", "ja"),)


def test_days_of_a_workbook_are_read_as_days():
    parts = {"xl/styles.xml": DATES, "xl/_rels/workbook.xml.rels": PARTS["xl/_rels/workbook.xml.rels"].replace(
        "</Rel", f'<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/></Rel')}  # fmt: skip
    body = text_row("Fra", "Til") + '<row><c s="1"><v>43980</v></c><c s="1"><v>43980.5</v></c></row>'

    assert read_table("a.xlsx", workbook(body, **parts)).raekker == (("2020-05-29", "2020-05-29 12:00:00"),)


def test_written_tables_are_read_as_they_were():
    cells = ["=1+1", "'=1", "+45", "-", "@x", "\tx", "\rx", "\nx", "＝1", "'", "a;b", '"', "<&>", "Åse"]
    columns = [f"K{nr}" for nr in range(len(cells))]

    for name, write in (("a.csv", write_csv), ("a.xlsx", write_xlsx)):
        assert read_table(name, write(columns, [cells])).raekker == (tuple(cells),)


def test_written_workbook_has_no_formula_and_the_same_bytes():
    packed = write_xlsx(["Kode"], [["=1+1"], ["2"]])

    with zipfile.ZipFile(BytesIO(packed)) as archive:
        xml = archive.read(SHEET).decode()
    assert (xml.count("<f"), xml.count("<c "), xml.count('t="inlineStr"')) == (0, 3, 3)
    assert write_xlsx(["Kode"], [["=1+1"], ["2"]]) == packed


def test_written_csv_is_what_danish_excel_opens():
    assert write_csv(["Kode", "Navn"], [["=1", "Åse"]]) == "\ufeffKode;Navn\r\n'=1;Åse\r\n".encode()


@pytest.mark.parametrize(
    ("navn", "indhold", "text"),
    [
        ("a.csv", b"", "Filen er tom. Vælg en anden."),
        ("a.xlsx", b" \n", "Filen er tom. Vælg en anden."),
        ("a.csv", b";;\n;\n", "Filen er tom. Vælg en anden."),
        ("a.csv", b"Kode\n", "Filen har kun overskrifter. Skriv mindst én række."),
        ("a.csv", b"x" * (10 * 1024**2 + 1), "Filen er 11 MB. Grænsen er 10 MB. Del den i flere."),
        ("a.pdf", b"%PDF", "Filtypen .pdf kan ikke bruges. Gem tabellen som CSV eller Excel (.xlsx)."),
        ("a", b"x", "Filtypen .(ingen) kan ikke bruges. Gem tabellen som CSV eller Excel (.xlsx)."),
        ("a.csv", workbook(), ANDET_CSV),
        ("a.csv", "Kode\nA".encode("utf-16"), ANDET_CSV),
        ("a.csv", b'Kode\nA\n"B"x\n', "Række 3 kan ikke læses: et anførselstegn er for meget eller mangler."),
        ("a.csv", b"Kode\nA;B\n", "Række 2 har flere felter end overskrifterne. Ret den, og hent filen igen."),
        ("a.csv", b"Kode;;Navn\nA;;B\n", "Kolonne 2 har ingen overskrift. Skriv en, eller fjern kolonnen."),
        ("a.csv", b"Kode;kode\nA;B\n", "To kolonner hedder »kode«. Fjern den ene."),
        ("a.csv", b"Kode;Cpr-nr.\nA;1\n", "Filen indeholder kolonnen »Cpr-nr.«, som kan pege på personer. "
         "Fjern den, og hent filen igen. Intet er gemt."),
        ("a.csv", b"Kode;Id\nA;1\nB;010170-1234\n", "Række 3, kolonne »Id« ligner et CPR-nummer. "
         "Fjern det, og hent filen igen. Intet er gemt."),
    ],
)  # fmt: skip
def test_file_that_is_no_table_is_refused(navn, indhold, text):
    assert refusal(navn, indhold) == text


@pytest.mark.parametrize(
    ("indhold", "text"),
    [
        (b"Kode;Navn\nA;B", ANDET_XLSX),
        (b"PK\x03\x04" + b"x" * 900, BESKADIGET),
        (workbook()[:-40], BESKADIGET),
        (pack({"word/document.xml": "<x/>", "[Content_Types].xml": "<x/>"}), ANDET_XLSX),
        (workbook(**{"../ud.xml": "x"}), BESKADIGET),
        (workbook(**{"/etc/x.xml": "x"}), BESKADIGET),
        (workbook(**{"xl/vbaProject.bin": "x"}), AKTIV),
        (workbook(**{"xl/externalLinks/externalLink1.xml": "<x/>"}), AKTIV),
        (workbook(**{"xl/styles.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x/>'}), AKTIV),
        (lying_header(), BESKADIGET),
        (workbook("<row/>" * 2_000_000), BOMBE),
        (workbook(**{f"xl/{nr}.xml": "x" for nr in range(2_000)}), BOMBE),
        (workbook(FAR_APART), BOMBE),
        (workbook("".join(text_row(f"{nr * 7919 % 10**9}") for nr in range(5_002))), RAEKKER),
        (workbook("".join(text_row(f"{nr * 7919 % 10**9}", nr) for nr in range(400_000))), RAEKKER),
        (workbook(text_row(*(f"K{nr}" for nr in range(61)))), KOLONNER),
        (pack({"[Content_Types].xml": "<x/>", "xl/workbook.xml": sheet("")}), BESKADIGET),
    ],
)  # fmt: skip
def test_hostile_workbook_is_refused_within_two_seconds_of_work(indhold, text):
    start = sum(times()[:4])

    found = refusal("a.xlsx", indhold)

    assert (found, sum(times()[:4]) - start < 2) == (text, True)


def test_workbook_with_macros_is_refused_by_its_name():
    assert refusal("a.xlsm", workbook()) == AKTIV


def test_five_thousand_rows_of_sixty_columns_are_read():
    columns = [f"K{nr}" for nr in range(60)]
    rows = [[f"=K{row * column}" for column in range(60)] for row in range(5_000)]

    for navn, write in (("a.csv", write_csv), ("a.xlsx", write_xlsx)):
        table = read_table(navn, write(columns, rows))
        assert (len(table.raekker), len(table.raekker[-1]), table.numre[-1]) == (5_000, 60, 5_001)


def test_row_beyond_five_thousand_is_refused():
    assert refusal("a.csv", b"Kode\n" + b"A\n" * 5_001) == RAEKKER


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("personer.csv", "personer.csv"),
        ("C:\\Brugere\\nora\\personer.csv", "personer.csv"),
        ("../../etc/passwd", "passwd"),
        ("a\u202egsv\n.csv", "a gsv .csv"),
        ("x" * 200 + ".csv", "x" * 116 + ".csv"),
    ],
)
def test_only_the_last_part_of_the_name_is_kept(given, kept):
    assert file_name(given) == kept


def test_workbook_of_several_sheets_holds_each_under_its_name():
    written = write_workbook([("Mål & midler", ["A"], [["1"]]), ("Andet", ["B"], [[2]])])

    with zipfile.ZipFile(BytesIO(written)) as archive:
        book = archive.read("xl/workbook.xml").decode()
        assert [name for name in archive.namelist() if "sheet" in name] == [
            "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml",
        ]  # fmt: skip
        assert 'name="Mål &amp; midler" sheetId="1"' in book
        assert "<v>2</v>" in archive.read("xl/worksheets/sheet2.xml").decode()
    assert read_table("a.xlsx", written).raekker == (("1",),)


def test_decimal_is_written_as_a_number():
    assert read_table("a.xlsx", write_xlsx(["A"], [[Decimal("90.1639")]])).raekker == (("90.1639",),)

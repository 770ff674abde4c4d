"""Writing tables that no spreadsheet can run: CSV for Danish Excel, and XLSX of text cells and plain numbers."""

import csv
import io
import re
import zipfile
from decimal import Decimal
from xml.sax.saxutils import escape

from mso_portal.motor.enums import Opslagsslags
from mso_portal.motor.imports.celler import protect, protect_typed
from mso_portal.motor.log import genstand

MEST = 50_000
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
WORKSHEET = f"{SHEET_TYPE}.worksheet+xml"
RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"


def write_csv(kolonner, raekker):
    """Return the table as bytes: `;`, a BOM, CRLF, and a ' before what could be a formula."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerows([cell if isinstance(cell, int) else protect(cell) for cell in row] for row in [kolonner, *raekker])
    return text.getvalue().encode("utf-8-sig")


def write_xlsx(kolonner, raekker):
    """Return the table as a workbook of one sheet, every text typed as one; same bytes for the same table."""
    return write_workbook([("Ark1", kolonner, raekker)])


def write_workbook(ark):
    """Return a workbook of several sheets, each (name, columns, rows), as `write_xlsx` writes one."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in parts(ark).items():
            archive.writestr(zipfile.ZipInfo(name), HEAD + xml, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def parts(ark):
    """Return {path in the file: XML} of a workbook."""
    numbers = range(1, len(ark) + 1)
    types = "".join(f'<Override PartName="/xl/worksheets/sheet{nr}.xml" ContentType="{WORKSHEET}"/>' for nr in numbers)
    names = "".join(
        f'<sheet name="{escape(name)}" sheetId="{nr}" r:id="rId{nr}"/>' for nr, (name, _, _) in enumerate(ark, 1)
    )
    links = "".join(_link(nr, f"{OFFICE}/worksheet", f"worksheets/sheet{nr}.xml") for nr in numbers)
    book = _link(1, f"{OFFICE}/officeDocument", "xl/workbook.xml")
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{RELATIONS}"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}.sheet.main+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{book}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>',
        **{f"xl/worksheets/sheet{nr}.xml": _sheet(*rows) for nr, (_, *rows) in enumerate(ark, 1)},
    }


def _link(nr, kind, target):
    return f'<Relationship Id="rId{nr}" Type="{kind}" Target="{target}"/>'


def _sheet(kolonner, raekker):
    rows = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in [kolonner, *raekker])
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def _cell(text):
    if isinstance(text, (int, Decimal)):
        return f"<c><v>{text:f}</v></c>" if isinstance(text, Decimal) else f"<c><v>{text}</v></c>"
    # a bare CR would be read back as LF
    plain = escape(NOT_XML.sub("", protect_typed(text)), {"\r": "&#13;"})
    return f'<c t="inlineStr"><is><t xml:space="preserve">{plain}</t></is></c>'


WRITERS = {"csv": write_csv, "xlsx": write_xlsx}


def note_export(request, model, lukkede=None):
    """Note in the access log that a table leaves the portal: the whole of it, or with these closed objects in it."""
    objects = [(model._meta.label_lower, "alle")] if lukkede is None else [genstand(one) for one in lukkede]
    row = (Opslagsslags.EKSPORT, objects, "")
    request.opslag = [*getattr(request, "opslag", []), row]

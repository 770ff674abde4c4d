"""Writing tables that no spreadsheet can run: CSV for Danish Excel, and XLSX of text cells and whole numbers."""

import csv
import io
import re
import zipfile
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
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SHEET_TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
    '<sheets><sheet name="Ark1" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def write_csv(kolonner, raekker):
    """Return the table as bytes: `;`, a BOM, CRLF, and a ' before what could be a formula."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerows([cell if isinstance(cell, int) else protect(cell) for cell in row] for row in [kolonner, *raekker])
    return text.getvalue().encode("utf-8-sig")


def write_xlsx(kolonner, raekker):
    """Return the table as a workbook of one sheet, every text typed as one; same bytes for the same table."""
    rows = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in [kolonner, *raekker])
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in {**PARTS, "xl/worksheets/sheet1.xml": sheet}.items():
            archive.writestr(zipfile.ZipInfo(name), HEAD + xml, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _cell(text):
    if isinstance(text, int):
        return f"<c><v>{text}</v></c>"
    # a bare CR would be read back as LF
    plain = escape(NOT_XML.sub("", protect_typed(text)), {"\r": "&#13;"})
    return f'<c t="inlineStr"><is><t xml:space="preserve">{plain}</t></is></c>'


WRITERS = {"csv": write_csv, "xlsx": write_xlsx}


def note_export(request, model, lukkede=None):
    """Note in the access log that a table leaves the portal: the whole of it, or with these closed objects in it."""
    objects = [(model._meta.label_lower, "alle")] if lukkede is None else [genstand(one) for one in lukkede]
    row = (Opslagsslags.EKSPORT, objects, "")
    request.opslag = [*getattr(request, "opslag", []), row]

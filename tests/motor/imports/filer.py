"""Workbooks made by hand: ordinary, hostile, and bent in one place."""

import io
import zipfile

from mso_portal.motor.imports.skrivning import HEAD, MAIN, parts

SHEET = "xl/worksheets/sheet1.xml"
PARTS = {name: xml for name, xml in parts([("Ark1", [], [])]).items() if name != SHEET}


def sheet(body):
    """A worksheet holding the given rows as XML."""
    return f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>'


def text_row(*cells):
    return "<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells) + "</row>"


def pack(files):
    """A zip of {name: content}."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def workbook(body=None, **more):
    """A workbook of one sheet; `more` are further parts by name."""
    first = {SHEET: sheet(body if body is not None else text_row("Kode", "Navn") + text_row("A", "Ann"))}
    return pack({**PARTS, **first, **more})

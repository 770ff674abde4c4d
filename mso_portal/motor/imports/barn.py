"""Reads one XLSX in a limited process of its own: run by path with -I, it knows neither Django nor the database.

Standard input is the file, the arguments the most rows and columns; standard output is JSON:
{"fejl": a key of laesning.REFUSALS} or {"raekker": [[text, …], …]}.
"""

import contextlib
import io
import json
import resource
import signal
import sys
import zipfile
from datetime import date, datetime

MEMORY, SECONDS = 1024**3, 1.5
ENTRIES, UNPACKED, RATIO, CHUNK = 2_000, 100 * 1024**2, 100, 1024**2
TEXT = 20 * 1024**2
# Rows and cells of a sheet without a value are still to be read: so many times the most that may hold one.
BLANK = 10
ACTIVE = ("vbaproject", "macrosheets/", "activex/", "embeddings/", "externallinks/", "dialogsheets/")


class Fejl(Exception):
    """The file is refused; the message is the key of the reason."""


def limit():
    """Give this process little memory and time, and no files to write."""
    signal.setitimer(signal.ITIMER_PROF, SECONDS)  # its signal ends the process
    for kind, most in [(resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, 3), (resource.RLIMIT_FSIZE, 0)]:
        with contextlib.suppress(ValueError):  # macOS does not let the address space be limited
            resource.setrlimit(kind, (most, most))


def check(indhold, rows, columns):
    """Refuse what is no plain workbook, by its list of contents first and then by what really unpacks."""
    try:
        with zipfile.ZipFile(io.BytesIO(indhold)) as archive:
            _check_list(archive.infolist(), len(indhold))
            for entry in archive.infolist():
                _check_entry(archive, entry, rows, columns)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise Fejl("beskadiget") from None


def _check_list(entries, size):
    names = [entry.filename.lower() for entry in entries]
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > ENTRIES or unpacked > UNPACKED or unpacked > RATIO * size:
        raise Fejl("bombe")
    if any(name.startswith(("/", "\\")) or ".." in name or "\\" in name or ":" in name for name in names):
        raise Fejl("beskadiget")
    if any(part in name for name in names for part in ACTIVE):
        raise Fejl("aktiv")
    if not {"[content_types].xml", "xl/workbook.xml"} <= set(names):
        raise Fejl("andet")


def _check_entry(archive, entry, rows, columns):
    """Unpack to nowhere: the checksum tells a header that lies about the size."""
    before, row_count, cell_count = b"", 0, 0
    with archive.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            seam = before + chunk
            if b"<!DOCTYPE" in seam or b"<!ENTITY" in seam or (b"macroEnabled" in seam and _is_list(entry)):
                raise Fejl("aktiv")
            row_count += chunk.count(b"<row")
            cell_count += chunk.count(b"<c ") + chunk.count(b"<c>")
            if row_count > BLANK * rows:
                raise Fejl("raekker")
            if cell_count > BLANK * rows * columns:
                raise Fejl("bombe")
            before = chunk[-16:]


def _is_list(entry):
    return entry.filename.lower() == "[content_types].xml"


def read(indhold, rows, columns):
    """Return the first sheet's cells as texts."""
    from python_calamine import CalamineError, CalamineWorkbook  # after the limits: it is what they are for

    try:
        sheet = CalamineWorkbook.from_object(io.BytesIO(indhold)).get_sheet_by_index(0)
    except CalamineError:
        raise Fejl("beskadiget") from None
    last_row, last_column = sheet.end or (0, 0)  # counted from 0
    if last_row >= rows:
        raise Fejl("raekker")
    if last_column >= columns:
        raise Fejl("kolonner")
    cells = [[text_of(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    if sum(len(cell) for row in cells for cell in row) > TEXT:
        raise Fejl("bombe")
    return cells


def text_of(cell):
    """Return a cell as a person would type it: whole numbers without a point, days as 2020-05-29."""
    if isinstance(cell, bool):
        return "ja" if cell else "nej"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def main(rows, columns):
    limit()
    indhold = sys.stdin.buffer.read()
    try:
        check(indhold, int(rows), int(columns))
        answer = {"raekker": read(indhold, int(rows), int(columns))}
    except Fejl as reason:
        answer = {"fejl": str(reason)}
    except MemoryError:
        answer = {"fejl": "bombe"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])

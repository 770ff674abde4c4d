"""The two steps of an import: `stage` tries a file and keeps it, `confirm` does what the trial showed."""

import hashlib
from dataclasses import asdict, dataclass

import tablib
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from import_export.results import RowResult

from mso_portal.motor import ur
from mso_portal.motor.imports.laesning import file_name, read_table
from mso_portal.motor.log import log_event
from mso_portal.motor.models import Indlaesning
from mso_portal.motor.rules import NotNow, require
from mso_portal.motor.workflow import lock

ANDET = "Noget er ændret, siden filen blev prøvet. Filen er prøvet igen: læs resultatet, og bekræft det på ny."
INTET = "Filen indeholder ingen rækker, der ændrer noget."


@dataclass(frozen=True)
class Udfald:
    """What a file did or would do; `fejl` are [row, column or "", sentence]."""

    antal_nye: int
    antal_aendrede: int
    antal_uaendrede: int
    antal_fejl: int
    fejl: list
    oversete: list


class _Andet(Exception):
    """The world has moved since the trial: undo, and show the new outcome."""


def stage(ressource, slags, filnavn, indhold, *, by):
    """Try a file and keep it with the outcome; nothing else is written. Returns the Indlaesning.

    Afvist when the file cannot be read as this kind of table.
    """
    require(by, ressource.rule, ressource.genstand)
    navn = file_name(filnavn)
    udfald = run(ressource, navn, indhold, by=by, dry_run=True)
    with transaction.atomic():
        row = Indlaesning(slags=slags, oprettet_af=by, filnavn=navn, indhold=indhold, sha256=_digest(indhold))
        return _keep(row, udfald, "indlaesning.opret", by)


def confirm(indlaesning, ressource, sha256, *, by):
    """Do what the trial showed, in one transaction, and stamp it; returns the fresh row. Done before: no effect.

    NotNow when the file is not the one that was shown, or when it would do something else by now; then it has been
    tried again and the new outcome kept. Rows with faults are left out.
    """
    require(by, ressource.rule, ressource.genstand)
    try:
        with transaction.atomic():
            return _confirm(lock(indlaesning), ressource, sha256, by)
    except _Andet as other:
        with transaction.atomic():
            _keep(lock(indlaesning), other.args[0], "indlaesning.proev_igen", by)
        raise NotNow(ANDET) from None


def _confirm(row, ressource, sha256, by):
    content = bytes(row.indhold)
    if row.oprettet_af_id != by.pk or not sha256 == row.sha256 == _digest(content):
        raise NotNow("Filen er ikke den, du har set resultatet af. Hent den igen.")
    if row.bekraeftet_den:
        return row
    if not row.antal_klar:
        raise NotNow(INTET)
    udfald = run(ressource, row.filnavn, content, by=by, dry_run=False)
    if asdict(udfald) != {name: getattr(row, name) for name in asdict(udfald)}:
        raise _Andet(udfald)
    row.bekraeftet_den, row.bekraeftet_af = ur.nu(), by
    return _keep(row, udfald, "indlaesning.bekraeft", by)


def _keep(row, udfald, handling, by):
    for name, value in asdict(udfald).items():
        setattr(row, name, value)
    row.save()
    counts = {name: value for name, value in asdict(udfald).items() if isinstance(value, int)}
    log_event(handling, row, by, slags=row.slags, sha256=row.sha256, **counts)
    return row


def run(ressource, filnavn, indhold, *, by, dry_run):
    """Read the file and run every row through the resource; an unforeseen fault undoes all and is raised."""
    tabel, unread = ressource.fit(read_table(filnavn, indhold))
    rows = [dict(zip(tabel.kolonner, row, strict=True), nr=nr)
            for nr, row in zip(tabel.numre, tabel.raekker, strict=True)]  # fmt: skip
    rows = ressource.arranged(rows)
    dataset = tablib.Dataset(*([row[name] for name in tabel.kolonner] for row in rows), headers=tabel.kolonner)
    with transaction.atomic():
        # our own transaction, and a savepoint where a row is written: the library's would cost unchanged rows too
        result = ressource().import_data(dataset, use_transactions=False, by=by)
        for error in [*result.base_errors, *(error for row in result.error_rows for error in row.errors)]:
            raise error.error
        transaction.set_rollback(dry_run)
    return _outcome(result, ressource.columns(), [row["nr"] for row in rows], unread)


def _outcome(result, columns, numbers, unread):
    faults = sorted(
        (numbers[row.number - 1], "" if name == NON_FIELD_ERRORS else columns.get(name, name), text)
        for row in result.invalid_rows
        for name, texts in row.error_dict.items()
        for text in texts
    )
    totals = [result.totals[kind] for kind in (RowResult.IMPORT_TYPE_NEW, RowResult.IMPORT_TYPE_UPDATE,
                                               RowResult.IMPORT_TYPE_SKIP, RowResult.IMPORT_TYPE_INVALID)]  # fmt: skip
    return Udfald(*totals, [list(fault) for fault in faults], unread)


def _digest(indhold):
    return hashlib.sha256(indhold).hexdigest()

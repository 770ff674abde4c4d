"""The uploaded table: one file type, bounds, known headings; kept under its hash until it is confirmed."""

import csv
import hashlib
import io
import time

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.validators import RegexValidator
from tablib import Dataset

from mso_portal.motor.rules import NotNow
from mso_portal.organisation.forms.skema import Skema

MAX_BYTES, MAX_ROWS = 10 * 1024 * 1024, 5000
FOLDER, KEPT_SECONDS = "indlaesning", 7 * 86400


class FilForm(Skema, forms.Form):
    """`columns` are the headings that are known, `required` those that must be there."""

    fil = forms.FileField(
        label="Fil",
        help_text="En CSV-fil. Den første række er overskrifterne.",
        widget=forms.FileInput(attrs={"accept": ".csv"}),
        error_messages={"empty": "Filen er tom. Vælg en anden."},
    )

    def __init__(self, *args, columns=(), required=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.columns, self.required = columns, required

    def clean_fil(self):
        """Return the file's bytes; also sets `table`."""
        file = self.cleaned_data["fil"]
        if not file.name.lower().endswith(".csv"):
            raise ValidationError("Filen skal være en CSV-fil. Gem regnearket som CSV, og prøv igen.")
        if file.size > MAX_BYTES:
            raise ValidationError("Filen må højst fylde 10 MB. Del den i flere.")
        content = file.read()
        self.table = table(content)
        self._check_headings(self.table.headers)
        return content

    def _check_headings(self, headings):
        missing = [name for name in self.required if name not in headings]
        unknown = [name for name in headings if name not in self.columns]
        if missing:
            raise ValidationError(f"Filen mangler kolonnen »{missing[0]}«.")
        if unknown:
            raise ValidationError(f"Kolonnen »{unknown[0]}« kendes ikke. Ret eller slet den. Intet er indlæst.")
        if len(set(headings)) != len(headings):
            raise ValidationError("To kolonner har den samme overskrift. Slet den ene.")


class BekraeftIndlaesningForm(Skema, forms.Form):
    """Bound to the very file that was rehearsed."""

    sha256 = forms.CharField(validators=[RegexValidator(r"^[0-9a-f]{64}$")], widget=forms.HiddenInput)


def table(content):
    """Return the rows of a CSV file as a Dataset. ValidationError for what is no readable table."""
    text = _text(content)
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True) if any(row)]
    except csv.Error:
        raise ValidationError("Filen kan ikke læses som CSV. Gem regnearket som CSV, og prøv igen.")
    if len(rows) < 2:
        raise ValidationError("Filen har ingen rækker under overskrifterne.")
    if len(rows) - 1 > MAX_ROWS:
        raise ValidationError("Filen må højst have 5.000 rækker. Del den i flere.")
    headings = [heading.strip().lower() for heading in rows[0]]
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(headings):
            raise ValidationError(f"Række {number} har {len(row)} felter, men der er {len(headings)} overskrifter.")
    return Dataset(*([_unquoted(cell) for cell in row] for row in rows[1:]), headers=headings)


def _text(content):
    if b"\0" in content:
        raise ValidationError("Filen er ikke tekst. Gem regnearket som CSV, og prøv igen.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What a Danish Excel writes when asked for plain CSV.
        return content.decode("cp1252", errors="replace")


def _unquoted(cell):
    """Take away the quote mark that an export puts before what a spreadsheet would compute (50 §10)."""
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@\t\r\n＝＋－＠") and cell[1:2] else cell


def keep(content):
    """Store the file under its hash, which is returned; files older than seven days go."""
    _purge()
    digest = hashlib.sha256(content).hexdigest()
    if not default_storage.exists(_path(digest)):
        default_storage.save(_path(digest), ContentFile(content))
    return digest


def fetch(digest):
    """Return the kept file. NotNow when it is gone, used or not what its name says."""
    try:
        with default_storage.open(_path(digest)) as file:
            content = file.read()
    except FileNotFoundError:
        raise NotNow("Filen er allerede indlæst eller slettet. Vælg den igen.") from None
    if hashlib.sha256(content).hexdigest() != digest:
        raise NotNow("Filen er ændret, siden den blev prøvet. Vælg den igen.")
    return content


def forget(digest):
    """Delete the file: it has been imported."""
    default_storage.delete(_path(digest))


def _path(digest):
    return f"{FOLDER}/{digest}.csv"


def _purge():
    if not default_storage.exists(FOLDER):
        return
    for name in default_storage.listdir(FOLDER)[1]:
        path = f"{FOLDER}/{name}"
        if time.time() - default_storage.get_modified_time(path).timestamp() > KEPT_SECONDS:
            default_storage.delete(path)

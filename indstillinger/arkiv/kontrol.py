"""Checks an archive package without the portal's database: every byte, and that its numbers say the same everywhere."""

import csv
import hashlib
import io
import json
import zipfile
import zlib

import pypdfium2

from indstillinger.arkiv.pakke import MANIFEST, canonical, entry

BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError, OSError)


def faults(path):
    """Return what is wrong with the package, a sentence each; an empty list when all is as it was written."""
    with open(path, "rb") as stream:
        whole = stream.read()
    try:
        archive = zipfile.ZipFile(io.BytesIO(whole))
    except BROKEN:
        return ["Filen kan ikke læses som en arkivpakke."]
    found, problems = _read(archive)
    manifest = _json(found.get(MANIFEST))
    if manifest is None or not isinstance(manifest.get("filer"), list):
        return [*problems, f"{MANIFEST} mangler eller kan ikke læses."]
    problems += _against_manifest(found, manifest)
    if not problems and _packed(found) != whole:
        problems.append("Pakkens ramme er ændret: navne, tider eller rækkefølge er ikke, som de blev skrevet.")
    return problems or _numbers(found)


def _read(archive):
    """Return ({path: bytes}, problems); a file that can't be read is named and left out."""
    found, problems = {}, []
    for name in archive.namelist():
        try:
            found[name] = archive.read(name)
        except BROKEN:
            problems.append(f"{name} er ændret eller ødelagt.")
    return found, problems


def _against_manifest(found, manifest):
    listed = {row["navn"]: row["sha256"] for row in manifest["filer"]}
    changed = [f"{name} er ændret: dens sha256 er en anden." for name, sha256 in listed.items()
               if name in found and hashlib.sha256(found[name]).hexdigest() != sha256]  # fmt: skip
    missing = [f"{name} mangler." for name in sorted(set(listed) - set(found))]
    extra = [f"{name} står ikke i {MANIFEST}." for name in sorted(set(found) - set(listed) - {MANIFEST})]
    rewritten = [] if canonical(manifest) == found[MANIFEST] else [f"{MANIFEST} er ændret."]
    return changed + missing + extra + rewritten


def _packed(found):
    """Return the bytes a package of these files has."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name in [*sorted(set(found) - {MANIFEST}), MANIFEST]:
            with archive.open(entry(name), "w") as target:
                target.write(found[name])
    return stream.getvalue()


def _json(content):
    try:
        return json.loads(content)
    except (TypeError, ValueError):
        return None


def _numbers(found):
    """Compare the numbers of decisions and tasks in moede.json, the tables and the minutes on paper."""
    data, problems = _json(found.get("moede.json")) or {}, []
    for name in ("beslutninger", "opgaver"):
        in_json = [one["nummer"] for one in data.get(name, [])]
        in_table = _column(found.get(f"{name}.csv", b""))
        problems += _difference(name, in_json, in_table)
    paper = _minutes_text(found)
    decided = [one["nummer"] for one in data.get("beslutninger", [])] if paper else []
    return problems + [f"{nummer} står ikke i referatets PDF." for nummer in decided if nummer not in paper]


def _column(content):
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    return [row[0] for row in rows[1:]]


def _difference(name, in_json, in_table):
    only = [(number, "moede.json", f"{name}.csv") for number in sorted(set(in_json) - set(in_table))]
    only += [(number, f"{name}.csv", "moede.json") for number in sorted(set(in_table) - set(in_json))]
    problems = [f"{number} står i {here}, men ikke i {there}." for number, here, there in only]
    twice = sorted({number for number in in_table if in_table.count(number) > 1})
    return problems + [f"{number} står to gange i {name}.csv." for number in twice]


def _minutes_text(found):
    """Return the text of the newest minutes without blanks, "" when none are filed; their hashes are checked."""
    newest = max((int(name.split("/")[1]) for name in found if name.startswith("referat/")), default=None)
    names = [name for name in found if name.startswith(f"referat/{newest}/")]
    return "".join("".join(_text(found[name]).split()) for name in sorted(names))


def _text(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)

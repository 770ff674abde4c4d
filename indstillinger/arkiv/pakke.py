"""The ZIP of an archive package: stored, ordered by name, with one fixed time. Same content, same bytes."""

import hashlib
import json
import zipfile

from mso_portal.motor.filer import open_fil

MANIFEST, SKEMA = "manifest.json", 1
TID = (1980, 1, 1, 0, 0, 0)
STYKKE = 1 << 20


def write(stream, moede, udgave, files):
    """Write {path: bytes or Fil} and the manifest with the sha256 of each into the stream.

    NotNow when a file waits for the virus scanner. One file at a time is in memory, and of a Fil one piece.
    """
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        rows = [_store(archive, path, files[path]) for path in sorted(files)]
        manifest = {"skema": SKEMA, "moede": moede, "udgave": udgave, "filer": rows}
        _store(archive, MANIFEST, canonical(manifest))


def store(stream, files):
    """Write {name: bytes or Fil} into the stream as a ZIP of nothing else, one file at a time."""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(files):
            _store(archive, path, files[path])


def canonical(data):
    """Return JSON that is the same bytes for the same data."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def entry(path):
    """Return how a file stands in the ZIP: nothing of the machine or the moment in it."""
    info = zipfile.ZipInfo(path, TID)
    info.create_system, info.external_attr = 3, 0o644 << 16
    return info


def _store(archive, path, content):
    digest, size = hashlib.sha256(), 0
    with archive.open(entry(path), "w", force_zip64=False) as target:
        for piece in _pieces(content):
            digest.update(piece)
            size += len(piece)
            target.write(piece)
    return {"navn": path, "sha256": digest.hexdigest(), "bytes": size}


def _pieces(content):
    if isinstance(content, bytes):
        yield content
        return
    with open_fil(content) as source:
        while piece := source.read(STYKKE):
            yield piece

"""Valid imports in every status, saved without verbs and without a file in the storage."""

import hashlib
from uuid import uuid4

from indstillinger.models import Importfelt, Importforsoeg
from mso_portal.motor.models import Fil
from tests.builders_indstilling import ord_

LAEST = ("indlaest", "bekraeftet", "kasseret")


def importforsoeg(af, forum, *, status="indlaest", tekst=ord_, indstilling=None):
    """Make an import; what has been read holds a title, a name nobody knows and a section, the last two unmarked by
    anybody. `tekst(felt)` writes the file's name, the source and every value."""
    fil = Fil.objects.create(sha256=hashlib.sha256(uuid4().bytes).hexdigest(), stoerrelse=1000, type="docx")
    parts = [tekst("import.titel"), tekst("import.sagsbehandler"), tekst("import.baggrund")]
    is_read = status in LAEST
    forsoeg = Importforsoeg.objects.create(
        fil=fil, filnavn=f"{tekst('import.filnavn')}.docx", forum=forum, af=af, status=status,
        layout="skema_2020" if is_read else "", tekst="\n".join(parts) if is_read else "",
        besked="Filen er tom. Vælg en anden." if status == "afvist" else "", indstilling=indstilling,
    )  # fmt: skip
    if is_read:
        _fields(forsoeg, parts)
    return forsoeg


def _fields(forsoeg, parts):
    marks = {"titel": "", "sagsbehandler": "navn_ukendt", "baggrund": "dobbelt"}
    fra = 0
    for plads, ((felt, aarsag), part) in enumerate(zip(marks.items(), parts, strict=True), 1):
        Importfelt.objects.create(
            forsoeg=forsoeg, plads=plads, felt=felt, raatekst=part, fra=fra, til=fra + len(part),
            vaerdi="" if felt == "sagsbehandler" else part, tjek=bool(aarsag), aarsag=aarsag,
        )  # fmt: skip
        fra += len(part) + 1

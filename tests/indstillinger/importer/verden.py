"""Imports without a file: a source text, and fields cut out of it."""

from contextlib import contextmanager
from unittest.mock import patch
from uuid import uuid4

from indstillinger.indlaesning import Felt, Laesning
from indstillinger.workflow import importer, laes_formular
from mso_portal.motor.lock import fingerprint

LINJER = (
    ("titel", 0, "Følgevenner på plejehjem"),
    ("aabenhed", 0, "☒ Åben indstilling ☐ Lukket indstilling"),
    ("moede", 0, "29. maj 2020"),
    ("sagsbehandler", 0, "Sanne Sagsbehandler"),
    ("baggrund", 0, "Ordningen har kørt i to år på tre plejehjem, og den virker."),
    ("beslutningspunkt.tekst", 1, "At ordningen fortsætter i 2021"),
    ("beslutningspunkt.slags", 1, "At ordningen fortsætter"),
    ("beslutningspunkt.tekst", 2, "Hvem betaler?"),
    ("procestrin.tekst", 1, "Drøftelse i styregruppen"),
    ("procestrin.tidspunkt", 1, "5. maj"),
    ("direkteudgift.aar", 1, "2020"),
    ("direkteudgift.beloeb", 1, "160.000 kr."),
    ("bilag.nr", 1, "bilag 2"),
    ("koordinering_part.navn", 1, "Staben for Økonomi"),
    ("referat.linje", 1, "Chefteamet besluttede at fortsætte."),
)
VAERDIER = {"aabenhed": "ikke_angivet", "moede": "2020-05-29", "sagsbehandler": "", "bilag.nr": "2",
            "beslutningspunkt.slags": "tag_stilling"}  # fmt: skip
TJEK = {"aabenhed": "afkrydsning", "sagsbehandler": "navn_ukendt", "beslutningspunkt.slags": "slags_gaettet",
        "procestrin.tidspunkt": "aar_udledt", "bilag.nr": "bilag_uden_fil", "referat.linje": "referat"}  # fmt: skip


def laesning(linjer=LINJER, layout="skema_2020", **vaerdier):
    """Return the Laesning of lines (felt, row, words); every value is its words unless said."""
    tekst = "\n".join(words for _, _, words in linjer)
    values, felter, fra = {**VAERDIER, **vaerdier}, [], 0
    for felt, raekke, words in linjer:
        value = f"<p>{words}</p>" if felt == "baggrund" else words
        felter.append(
            Felt(felt, raekke, words, fra, fra + len(words), values.get(felt, value), felt in TJEK, TJEK.get(felt, ""))
        )
        fra += len(words) + 1
    return Laesning(layout, tekst, tuple(felter))


@contextmanager
def laeseren(answer):
    """Let the reader answer so, or raise what is an exception."""
    told = {"side_effect": answer} if isinstance(answer, Exception) else {"return_value": answer}
    with patch.object(laes_formular, "laes_fil", **told) as reader:
        yield reader


def hent_ind(forum, by, indhold=b"Chefteamindstilling", navn="skema.docx"):
    """Take a file in; it waits to be read."""
    return importer.upload(forum, navn, indhold, by=by, noegle=uuid4())


def laes(forsoeg, answer=None):
    """Do the job, with the reader answering so; returns the fresh import."""
    with laeseren(laesning() if answer is None else answer):
        laes_formular.laes_formular.func(forsoeg.pk)
    forsoeg.refresh_from_db()
    return forsoeg


def felt(forsoeg, navn, raekke=0):
    """Return the field of that name and row, as stored."""
    return forsoeg.importfelter.get(felt=navn, raekke=raekke)


def ret(forsoeg, navn, vaerdi, by, raekke=0):
    """Correct a field as its page shows it now."""
    one = felt(forsoeg, navn, raekke)
    return importer.keep(forsoeg, one.plads, vaerdi=vaerdi, base=fingerprint(one.vaerdi), by=by, noegle=uuid4())


def udelad(forsoeg, by, *navne):
    """Leave out every field of these names."""
    for one in forsoeg.importfelter.filter(felt__in=navne).order_by("plads"):
        importer.drop(forsoeg, one.plads, by=by, noegle=uuid4())


def bekraeft(forsoeg, by):
    """Make the import a paper."""
    return importer.confirm(forsoeg, by=by, noegle=uuid4())

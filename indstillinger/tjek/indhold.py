"""S1–S4, S8–S10, A20, A21: what a paper must hold before it is sent, and what it must not."""

import re
from datetime import date

from mso_portal.vaerdier.datoer import DANSK_TID, dag_maaned

MINDSTE_BAGGRUND = 40  # characters
MINDSTE_TITELORD = 5  # letters
LUKKEDE = ("titel_lukket", "hjemmel", "lukket_begrundelse")
PAAKRAEVET = {
    "titel": "Skriv en titel.",
    "forum": "Vælg forum.",
    "sagstype": "Vælg sagstype.",
    "formular": "Vælg formular.",
    "sagsbehandler": "Vælg sagsbehandler.",
    "ansvarlig_leder": "Vælg en ansvarlig leder.",
    "afdeling": "Vælg afdeling.",
    "baggrund": f"Skriv baggrund (mindst {MINDSTE_BAGGRUND} tegn).",
    "effekt": "Skriv effekten, eller tilføj mindst ét mål.",
    "opfoelgning": "Skriv opfølgningen.",
    "udgiftsgrundlag": "Vælg udgiftsgrundlag.",
}
CPR = re.compile(r"(?<![0-9])([0-9]{2})([0-9]{2})([0-9]{2})(?: ?[-–] ?| )?[0-9]{4}(?![0-9])")


def aabenhed(papir):
    if papir.stored("aabenhed") == "ikke_angivet":
        yield "aabenhed", "Vælg, om indstillingen er åben eller lukket."


def lukkede_felter(papir):
    missing = [name for name in LUKKEDE if not papir.text(name)]
    if papir.stored("aabenhed") == "lukket" and missing:
        yield missing[0], "En lukket indstilling skal også have lukket titel, hjemmel og begrundelse."


def paakraevet(papir):
    for name, text in PAAKRAEVET.items():
        if not _is_filled(papir, name):
            yield name, text


def _is_filled(papir, name):
    if name == "baggrund":
        return len(papir.text(name)) >= MINDSTE_BAGGRUND
    if name == "effekt" and any(row.text("tekst") for row in papir.rows("effektmaal")):
        return True
    return bool(papir.text(name))


def beslutningspunkt(papir):
    if papir.stored("sagstype") != "orientering" and not papir.rows("beslutningspunkt"):
        yield "beslutningspunkt", "Skriv mindst ét punkt, eller vælg sagstypen orientering."


def procestrin(papir):
    if papir.stored("formular") == "indsatsplan" and not papir.rows("procestrin"):
        yield "procestrin", "En indsatsplan skal have mindst ét procestrin."


def importfelter(papir):
    count = papir.fakta.importfelter_uden_tjek
    if count:
        yield "", f"{count} {'felt' if count == 1 else 'felter'} fra importen er ikke tjekket."


def cpr(papir):
    """One finding for each field, so that each can be found."""
    for felt, text in papir.texts if papir.stored("aabenhed") != "lukket" else ():
        if any(_is_birthday(*found.groups()) for found in CPR.finditer(text)):
            yield felt, "Teksten ligner et CPR-nummer. Fjern det, eller gør sagen lukket."


def _is_birthday(day, month, year):
    """The century doesn't matter: 1900 was no leap year, but 2000 was."""
    try:
        date(2000 + int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def frist(papir):
    """Silent once the reason is written: the text asks for nothing else."""
    latest = papir.fakta.frist
    if latest and papir.fakta.nu > latest and not papir.text("sen_begrundelse"):
        local = latest.astimezone(DANSK_TID)
        minutes = f".{local.minute:02d}" if local.minute else ""
        day = f"{dag_maaned(local)} kl. {local.hour}{minutes}"
        yield "sen_begrundelse", f"Fristen var den {day}. Skriv, hvorfor sagen ikke kan vente."


def offentlig_titel(papir):
    if papir.stored("aabenhed") != "lukket":
        return
    closed = set(_long_words(papir.text("titel_lukket")))
    shared = [word for word in dict.fromkeys(_long_words(papir.text("titel"))) if word in closed]
    if shared:
        words = ", ".join(f"»{word}«" for word in shared)
        yield "titel", f"Den offentlige titel røber måske noget: {words}."


def _long_words(text):
    return [word for word in re.findall(r"[^\W\d_]+", text.lower()) if len(word) >= MINDSTE_TITELORD]

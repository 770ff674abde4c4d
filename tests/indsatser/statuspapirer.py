"""The paper of a status in tests: printed, read back, and with every text as long as it may be."""

from copy import deepcopy
from datetime import datetime

from indsatser.document.statuspapir import status_document
from indsatser.enums import Lys
from mso_portal.motor.documents import Table
from mso_portal.motor.pdf import render_pdf
from mso_portal.vaerdier.datoer import DANSK_TID
from tests.indsatser.statusraekker import uid

LAAST = datetime(2020, 7, 1, 10, 2, tzinfo=DANSK_TID)
ORD = (
    "Personalet har haft travlt med flytningen, og derfor er to kurser og et oplæg flyttet til efter sommeren, hvor"
    " vikarer er bestilt og lokaler fundet. "
)
# Texts that people write, by the names they have in the data.
SKREVET = {
    "titel", "formaal", "ejerenhed", "programejer", "tovholder", "oekonomiansvarlig", "forum", "note", "forfatter",
    "godkendt_af", "begrundelse", "ansvarlig", "bortfaldet", "ejer", "opgivet", "navn", "afklares_af", "population",
    "kilde", "leverandoer", "kontaktperson", "haendelse", "aarsag", "konsekvens", "tiltag", "enhedstekst",
    "finansiering", "lukket_tekst", "spoergsmaal", "valgt", "hvem", "hvad", "seneste", "resume", "siden_sidst",
    "naeste", "offentlig", "aarsag_tiltag", "maal", "baseline", "offentlig_titel",
}  # fmt: skip


def papir(data, laast=LAAST, **mere):
    return status_document(data, laast, **mere)[0]


def trykt(data, laast=LAAST):
    """Return the PDF; it is proved as PDF/A-2a and PDF/UA-1 on the way."""
    document, images = status_document(data, laast)
    return render_pdf(document, images=images)


def blokke(document, afsnit, slags):
    return [block for block in document.section(afsnit).blocks if isinstance(block, slags)]


def raekker(document, afsnit, nr=0):
    """Return the texts of a section's table, a list for each row; a row that heads others is its own text."""
    table = blokke(document, afsnit, Table)[nr]
    return [
        [" ".join(cell.strings()).replace("\xa0", " ") for cell in row] if isinstance(row, list) else row.tekst
        for row in table.shown_rows
    ]


def tekst(navn, antal):
    """Return a text of so many characters that begins with its name and ends as a sentence."""
    return f"{navn} {ORD * (antal // len(ORD) + 1)}"[: antal - 1].rstrip().ljust(antal - 1, "x") + "."


def maksimal(data, procent=100):
    """Return the data with the texts of page 1 as long as they may be, or so much of it: all lights roed against the
    suggestion, three questions with six options. The texts of the other pages are whole."""

    def langt(navn, antal):
        return tekst(navn, max(24, antal * procent // 100))

    new = deepcopy(data)
    new["plan"]["titel"] = langt("plan", 255)
    new["runde"]["forum"] = langt("forum", 120)
    new["status"] |= {"forfatter": langt("forfatter", 120), "godkendt_af": langt("godkendt", 120)}
    new["tekst"] = {
        "resume": "\n".join(langt(f"linje {nr}", 132) for nr in range(3)), "siden_sidst": tekst("siden", 900),
        "naeste": tekst("næste", 600), "offentlig": tekst("offentlig", 600),
    }  # fmt: skip
    new["beslutninger"] = [_asked(nr, langt) for nr in (1, 2, 3)]
    for row in new["lys"]:
        row |= {"valgt": "roed", "forslag": "gul", "forrige": "graa", "accepteret_til": "2020-09-30"}
        row |= {name: langt(f"{name} {row['dimension']}", 160) for name in ("begrundelse", "aarsag_tiltag")}
    for name, found in new["beregnet"]["lys"].items():
        found["boks"] = "" if name == "samlet" else tekst(f"boks {name}", 60)
    return new


def _asked(nr, langt):
    options = [
        {"bogstav": letter, "tekst": langt(f"svar {nr}{letter}", 80), "konsekvens": langt(f"følge {nr}{letter}", 80),
         "indstillet": letter == "A", "aendring": 7}
        for letter in "AB"
    ]  # fmt: skip
    return {"uuid": uid(f"{nr}"), "nr": nr, "spoergsmaal": langt(f"spørgsmål {nr}", 160), "niveau": "chefteam",
            "muligheder": options}  # fmt: skip


def fyldt(data):
    """Return the data with every text of its rows as long as it may be."""
    new = deepcopy(data)
    for name, rows in LAENGDER.items():
        for nr, row in enumerate(new[name]):
            row |= {felt: tekst(f"{felt} {name} {nr}", antal) for felt, antal in rows.items() if row[felt] is not None}
    for nr, one in enumerate(one for goal in new["maal"] for one in goal["indikatorer"]):
        one |= {"navn": tekst(f"indikator {nr}", 200), "tekst": tekst(f"skrevet {nr}", 500)}
    return new


LAENGDER = {
    "milepaele": {"titel": 200, "ansvarlig": 120, "begrundelse": 500, "bortfaldet": 500},
    "maal": {"tekst": 500, "ejer": 120, "opgivet": 500},
    "leverancer": {"titel": 200, "leverandoer": 120, "kontaktperson": 120, "begrundelse": 500},
    "risici": {"haendelse": 300, "aarsag": 300, "konsekvens": 300, "tiltag": 500, "ejer": 120},
    "budget": {"titel": 200, "finansiering": 40},
    "opfoelgning": {"tekst": 500, "lukket_tekst": 500, "ansvarlig": 120},
    "tidligere_beslutninger": {"spoergsmaal": 160, "valgt": 80, "tekst": 600},
    "bidrag": {"hvem": 140, "hvad": 300, "seneste": 80},
}  # fmt: skip


def skrevne(data):
    """Yield every text that people have written in what the paper prints of the data."""
    left_out = ("beregnet", "forskelle", "forrige")
    shown = {name: part for name, part in data.items() if name not in left_out}
    shown["risici"] = [row for row in data["risici"] if not row["lukket"]]
    shown["opfoelgning"] = [row | {"kilde": ""} for row in data["opfoelgning"]]
    shown["bidrag"] = [row for row in data["bidrag"] if row["svar"] == "mangler"]
    yield from _texts(shown)


def _texts(part):
    if isinstance(part, list):
        for one in part:
            yield from _texts(one)
    elif isinstance(part, dict):
        for name, value in part.items():
            if isinstance(value, str):
                yield from [value] if name in SKREVET and value not in ("", *Lys.values) else []
            else:
                yield from _texts(value)

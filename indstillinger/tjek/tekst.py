"""A1, A2, A5–A7: points that can be decided, and an effect that is measured, followed up and talked over."""

import re

from indstillinger.tjek.tidsudtryk import has_time

SPOERGEORD = {"hvad", "hvem", "hvilke", "hvilken", "hvilket", "hvor", "hvornår", "hvordan", "hvorfor", "om"}
# What a point may begin with instead of »at«; the imperative follows from it.
BESLUTNINGSVERBER = (
    "afholde", "afskaffe", "afslutte", "afsætte", "afvise", "anbefale", "ansætte", "begynde", "bemyndige", "beslutte",
    "bevilge", "drøfte", "etablere", "evaluere", "fastholde", "fastlægge", "fastsætte", "finansiere", "flytte",
    "forlænge", "fortsætte", "følge", "gennemføre", "give", "godkende", "høre", "igangsætte", "indføre", "indgå",
    "indkøbe", "iværksætte", "købe", "lade", "nedlægge", "nedsætte", "omlægge", "opdatere", "oprette", "opsige",
    "orientere", "overføre", "pålægge", "prioritere", "påbegynde", "sende", "standse", "starte", "stoppe", "støtte",
    "sætte", "tage", "tiltræde", "udarbejde", "udbyde", "udpege", "udskyde", "udvide", "vedtage", "videreføre", "vælge",
    "ændre",
)  # fmt: skip
FORTAELLENDE = {"at", *BESLUTNINGSVERBER}
FORTAELLENDE |= {re.sub(r"(\w)\1$", r"\1", verb.removesuffix("e")) for verb in BESLUTNINGSVERBER}
OPFOELGNINGSTRIN = re.compile(r"\b(?:opfølgning|status)", re.IGNORECASE)


def spoergsmaal(papir):
    for row in papir.rows("beslutningspunkt"):
        if _is_question(row.text("tekst")):
            text = f"Punkt {row.nr} er et spørgsmål. Skriv et forslag, som kan vedtages."
            yield row.path("tekst"), text


def uden_beslutning(papir):
    for row in papir.rows("beslutningspunkt"):
        text = row.text("tekst")
        if not _is_question(text) and _first_word(text) not in FORTAELLENDE:
            text = f"Punkt {row.nr} siger ikke, hvad der skal besluttes. Begynd med »At …«."
            yield row.path("tekst"), text


def _is_question(text):
    return text.rstrip(" \t\n«»\"'”").endswith("?") or _first_word(text) in SPOERGEORD


def _first_word(text):
    found = re.search(r"\w+", text.lower())
    return found[0] if found else ""


def effekt_uden_maaling(papir):
    if not any(row.text("maales_ved").strip() for row in papir.rows("effektmaal")):
        yield "effektmaal", "Der står ikke, hvordan effekten måles."


def opfoelgning_uden_tid(papir):
    named = any(OPFOELGNINGSTRIN.search(row.text("tekst")) for row in papir.rows("procestrin"))
    if not named and not has_time(papir.text("opfoelgning"), papir.fakta.reference):
        yield "opfoelgning", "Der står ikke, hvornår der følges op."


def ingen_spurgt(papir):
    mentioned = papir.text("koordinering") or papir.fakta.naevnte
    if mentioned and not papir.fakta.spurgte:
        yield "koordinering", "Koordinering er beskrevet, men ingen er spurgt i portalen."

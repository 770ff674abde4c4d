"""The edit page as data: its sections in page 10's order, with guidance that is never content (40 §6.1)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Afsnit:
    """A section: its own fields, then its kinds of rows. `tilvalg` sections show when filled or asked for."""

    id: str
    titel: str
    vejledning: str
    felter: tuple = ()
    raekker: tuple = ()
    eksempel: str = ""
    tilvalg: bool = False


@dataclass(frozen=True)
class Raekkeslags:
    """How a kind of row is spoken of and laid out; `fast` rows are neither added, moved nor removed."""

    navn: str
    tilfoej: str
    flyttes: bool = True
    fast: bool = False


RAEKKESLAGS = {
    "beslutningspunkt": Raekkeslags("punkt", "Tilføj punkt"),
    "deltager": Raekkeslags("deltager", "Tilføj deltager"),
    "effektmaal": Raekkeslags("mål", "Tilføj mål"),
    "direkteudgift": Raekkeslags("år", "", flyttes=False, fast=True),
    "udgiftspost": Raekkeslags("post", "Tilføj post"),
    "finansieringskilde": Raekkeslags("kilde", "Tilføj kilde"),
    "indirekteudgift": Raekkeslags("indirekte udgift", "Tilføj indirekte udgift"),
    "procestrin": Raekkeslags("trin", "Tilføj trin"),
    "risikopunkt": Raekkeslags("risiko", "Tilføj risiko"),
    "bilag": Raekkeslags("bilag", "Tilføj bilag", flyttes=False),
}

SKEMA = (
    Afsnit(
        "stamdata",
        "Stamdata",
        "Hvem sagen er fra, hvor den skal hen, og om den er åben eller lukket.",
        ("titel", "aabenhed", "titel_lukket", "hjemmel", "lukket_begrundelse", "sagstype", "formular", "forum",
         "oensket_moede", "ansvarlig_leder", "afdeling", "afsendende_afdeling", "medforfattere", "sen_begrundelse",
         "sagsnummer", "kle"),
        ("deltager",),
    ),
    Afsnit("resume", "Resumé", "To-tre linjer, som kan læses alene i dagsordenen.", ("resume",)),
    Afsnit(
        "beslutningspunkter",
        "Beslutningspunkter",
        "Ét punkt for hver ting, forummet skal tage stilling til. Skriv et forslag, ikke et spørgsmål.",
        raekker=("beslutningspunkt",),
        eksempel="At godkende, at ordningen med følgevenner fortsætter i 2021 med de rammer, der står i bilag 1.",
    ),
    Afsnit(
        "baggrund",
        "Baggrund",
        "Hvorfor kommer sagen nu, og hvad skal læseren vide for at kunne tage stilling?",
        ("baggrund",),
        eksempel="Ordningen med følgevenner har kørt i to år på tre plejehjem. En evaluering fra foråret viser …",
    ),
    Afsnit(
        "effekt",
        "Effekt",
        "Hvad bliver anderledes for borgere, pårørende eller medarbejdere, og hvordan kan det ses?",
        ("effekt",),
        ("effektmaal",),
        eksempel="Flere beboere kommer ud hver uge. Måles ved: antal følgeture i ugen, første gang i 2. kvartal 2021.",
    ),
    Afsnit(
        "opfoelgning",
        "Opfølgning",
        "Hvem følger op, hvor, og hvornår?",
        ("opfoelgning",),
        eksempel="Områdechefen gør status på mødet i april 2021.",
    ),
    Afsnit("kommunikation", "Kommunikation", "Hvem skal have besked, hvordan og hvornår?", ("kommunikation",)),
    Afsnit("koordinering", "Koordinering", "Hvem er spurgt undervejs, og hvad sagde de?", ("koordinering",)),
    Afsnit(
        "oekonomi",
        "Økonomi",
        "Beløb skrives i tkr. Skriv »160« eller »160.000 kr.«; under feltet står, hvordan det er læst.",
        ("finansiering_status", "udgiftsgrundlag", "budgetstart"),
        ("direkteudgift", "udgiftspost", "finansieringskilde", "indirekteudgift"),
    ),
    Afsnit(
        "proces",
        "Proces",
        "Trin før og efter beslutningen. Skriv tidspunktet, som du ville sige det: »juni 2020«, »uge 43-45«.",
        raekker=("procestrin",),
    ),
    Afsnit("bilag", "Bilag", "Nummeret bliver givet én gang, så en henvisning altid passer.", raekker=("bilag",)),
    Afsnit("risici", "Risici", "Hvad kan gå galt, og hvad gør I ved det?", raekker=("risikopunkt",), tilvalg=True),
    Afsnit("alternativer", "Alternativer", "Hvad er overvejet og valgt fra?", ("alternativer",), tilvalg=True),
    Afsnit("jura", "Jura", "Regler, som binder eller begrænser.", ("jura",), tilvalg=True),
)  # fmt: skip

HJAELP = {
    "titel": "Titlen må vises for alle, også når sagen er lukket.",
    "aabenhed": "Lukket betyder, at portalen ikke viser sagen for andre. Det afgør ikke, om den kan undtages fra "
    "aktindsigt.",
    "resume": "Højst 600 tegn.",
    "oensket_moede": "Fristerne for mødet står øverst på siden, når du har valgt.",
    "maales_ved": "Et tal, en undersøgelse eller noget andet, der kan ses.",
    "navn": "Brug kun feltet til gæster, som ikke findes i portalen.",
}
# Fields a paper can be sent without; every other one is needed and therefore unmarked (40 §6.1).
FRIVILLIGE = {
    "resume", "kommunikation", "koordinering", "alternativer", "jura", "medforfattere", "afsendende_afdeling",
    "sen_begrundelse", "sagsnummer", "kle", "maales_ved", "maales", "haandtering", "formaal", "kilde", "note",
    "pr_enhed", "antal", "navn", "bruger", "tidspunkt", "forum_trin", "oensket_moede",
}  # fmt: skip

"""Hand-built papers for the PDF tests: invented text, every block, four lengths."""

import dataclasses
import datetime
from functools import cache
from zoneinfo import ZoneInfo

from mso_portal.motor.documents import (
    Anmod,
    Column,
    Document,
    Empty,
    Lead,
    Note,
    Points,
    Prose,
    Punkt,
    Section,
    Small,
    Stamdata,
    Table,
)
from mso_portal.motor.pdf import render_pdf

DATO = datetime.datetime(2026, 5, 20, 11, 2, tzinfo=ZoneInfo("Europe/Copenhagen"))
AFSNIT = (
    "<p>Tre hjemmeplejeteams har i et år prøvet <strong>faste makkerpar</strong> og <em>faste ruter</em>.</p>"
    "<ul><li>Makkerpar dannes på tværs af dag og aften.</li><li>En borger har højst to par."
    "<ul><li>Undtaget er besøg om natten.</li></ul></li>"
    '<li>Se <a href="https://vejledning.example.dk/par">vejledningen om par</a>.</li></ul>'
    "<p>Planlægningen tager længere tid de første otte uger.</p>"
)
ENS = "Erfaringen er den samme i alle teams, små som store. " * 12
LANGT = AFSNIT.replace("<p>Plan", "<p>" + ENS + "Plan")
DYBT = "<ul><li>Lag" * 6 + "</li></ul>" * 6


def decision_head(points):
    stam = Stamdata((("Til", "Chefmøde den 29. maj 2026"), ("Sagsbehandler", "Signe Sagsbehandler")))
    return (
        Section("stamdata", "", (stam,)),
        Section("resume", "", (Lead("Faste makkerpar bredes ud til alle teams."),)),
        Section("beslutningspunkter", "", (Anmod("Chefteamet skal beslutte", points),)),
    )


def expenses(rows, total=()):
    columns = (Column("Post", bredde=40, hoved=True), Column("2026", "tkr"), Column("2027", "tkr"))
    return Table("Direkte udgifter (tkr.)", columns, rows, total=total, note="Lønsum inkl. pension.")


def process(count):
    columns = (Column("Trin", bredde=60, hoved=True), Column("Tidspunkt"), Column("Dage", "tal", 10))
    return Table("Tidsplan", columns, [(f"Team {n} går over", f"uge {n}", n) for n in range(count)])


POINTS = (
    "at par indføres i alle teams",
    Punkt("at overgangen betales af opsparingen", "Otte uger pr. team."),
)
SHORT = decision_head(POINTS)
EMPTY = (*SHORT, Section("baggrund", "Baggrund", (Empty(),)), Section("effekt", "Effekt", (Empty(),)))
FULL = (
    *decision_head((*POINTS, Punkt("at der følges op i februar", udfald="Vedtaget", note="med ændret dato"))),
    Section("baggrund", "Baggrund", (Prose(AFSNIT),)),
    Section("effekt", "Effekt", (Points((Punkt("Færre skift", "måles hver måned"),), numbered=True),)),
    Section(
        "oekonomi",
        "Økonomi",
        (
            expenses(
                [("Vagtplan", 160_000, None), ("Oplæring", 159_750, 0), ("Vikarer", -25_000, 1_250_000)],
                total=("I alt", 294_750, 1_250_000),
            ),
            Points(("Opsparing: 295 tkr.",)),
        ),
    ),
    Section("proces", "Proces", (process(5),)),
    Section("bilag", "Bilag", (Note("Datagrundlag", "Tre teams, et år."), Points(("Erfaringer",)))),
    Section("tjek", "Indstillingstjek", (Small(("Et mål mangler en måling.", "En part mangler at svare.")),)),
    Section("underskrift", "", (Small(("Version 3. Godkendt af Lars Leder den 20. maj 2026 kl. 11.02.",)),)),
)
LONG = (
    *decision_head([f"at forslag nummer {n} gennemføres i hele området inden nytår" for n in range(30)]),
    *(Section(f"afsnit{n}", f"Emne nummer {n}", (Prose(LANGT), Prose(DYBT))) for n in range(8)),
    Section("oekonomi", "Økonomi", (expenses([(f"Post {n}", n * 1000, n) for n in range(40)]),)),
    Section("proces", "Proces", (process(60),)),
)
LENGTHS = {"kort": SHORT, "tom": EMPTY, "fuld": FULL, "lang": LONG}

FILED = Document(
    slags="indstilling",
    noegle={"nummer": "2026-014", "version": 3},
    titel="Faste makkerpar i alle teams",
    kort_navn="Indstilling 2026-014",
    dato=DATO,
    aabenhed="aaben",
    fod="Version 3 · godkendt 20. maj 2026 kl. 11.02",
    data_sha256="ab12cd34" * 8,
)
CLOSED = dataclasses.replace(
    FILED, titel="Påbud til hjemmeplejen i Nord", offentlig_titel="Arbejdsmiljøsag", aabenhed="lukket"
)
WORKING = dataclasses.replace(
    FILED,
    slags="indstilling_arbejde",
    noegle={"nummer": "2026-014", "tilstand": "til godkendelse"},
    aabenhed="ikke_angivet",
    maerke="TIL GODKENDELSE",
    fod="",
)
CLOSED_WORKING = dataclasses.replace(WORKING, aabenhed="lukket", offentlig_titel="Arbejdsmiljøsag")
KINDS = {"aaben": FILED, "lukket": CLOSED, "arbejde": WORKING, "lukket_arbejde": CLOSED_WORKING}


def document(kind="aaben", length="fuld"):
    return dataclasses.replace(KINDS[kind], sections=LENGTHS[length])


@cache
def pdf(kind="aaben", length="fuld"):
    """Rendered once for all tests that only read it."""
    return render_pdf(document(kind, length))

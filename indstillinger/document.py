"""A paper as a document, in the order of page 10 §10: the page and the PDF render the same sections."""

from datetime import date

from indstillinger.enums import Aabenhed
from indstillinger.models.indhold import content, digest
from indstillinger.models.svar import answers_content, koordinering_rows
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
    Stamdata,
    Table,
)  # fmt: skip
from mso_portal.vaerdier.datoer import DANSK_TID, dato_lang, periode

REQUIRED = ("baggrund", "effekt", "opfoelgning")
MAERKE = {"kladde": "KLADDE", "til_godkendelse": "TIL GODKENDELSE"}


def shown(paper, rows=None):
    """Return the content with what is said of it: the answers of the koordinering, and who approved it."""
    data = content(paper, rows)
    return data | {"koordinering": answers_content(paper, data), "godkendt": _approved(paper)}


def _approved(paper):
    """Say who approved it and when; also that he had sent it himself, where the forum allows that."""
    if not paper.godkendt_den:
        return ""
    own = " (har selv sendt sagen)" if paper.godkendt_af_id == paper.indsendt_af_id else ""
    return f"{dato_lang(paper.godkendt_den.astimezone(DANSK_TID))} af {paper.godkendt_af}{own}"


def document(paper, dato, *, data=None):
    """Return the working document of a paper as it is on `dato` (aware). Reads the rows, one query a kind."""
    data = data or shown(paper)
    return Document(
        slags="indstilling_arbejde",
        noegle={"nummer": paper.nummer, "tilstand": MAERKE.get(paper.tilstand, paper.get_tilstand_display()).lower()},
        titel=paper.egentlig_titel,
        offentlig_titel=paper.titel if paper.titel_lukket else "",
        kort_navn=f"Indstilling {paper.nummer}",
        aabenhed=paper.aabenhed,
        maerke=MAERKE.get(paper.tilstand, ""),
        fod=str(paper.oensket_moede or paper.forum),
        dato=dato,
        data_sha256=digest(data),
        sections=sections(data),
    )


def without_closed(data):
    """Return content for a reader of an åbent paper without the right to its lukkede bilag: of them number, title and
    hjemmel stay, grounds and file go (10 §4)."""
    felter = {
        name: data["felter"][name] | {"vaerdi": "", "raa": None} for name in ("titel_lukket", "lukket_begrundelse")
    }
    bilag = data["raekker"]["bilag"]
    rows = [row if _is_open(row) else row | {"felter": _blanked(row["felter"])} for row in bilag["raekker"]]
    return data | {
        "felter": data["felter"] | felter,
        "raekker": data["raekker"] | {"bilag": bilag | {"raekker": rows}},
    }


def _is_open(row):
    return row["felter"]["aabenhed"]["raa"] == Aabenhed.AABEN


def _blanked(felter):
    hidden = [name for name in ("begrundelse", "fil", "filnavn") if name in felter]
    return felter | {name: felter[name] | {"vaerdi": "", "raa": None} for name in hidden}


def version_document(version, dato, *, lukket=True):
    """Return the document of a frozen version: its own titles and openness, whatever the paper is today.

    With `lukket=False` it is made for a reader without the right to the lukkede bilag.
    """
    data = version.indhold if lukket else without_closed(version.indhold)
    titel, titel_lukket = (data["felter"][name]["vaerdi"] for name in ("titel", "titel_lukket"))
    return Document(
        slags="indstilling_arbejde",
        noegle={"nummer": data["nummer"], "tilstand": f"version {version.nr}"},
        titel=titel_lukket or titel or "Uden titel",
        offentlig_titel=titel if titel_lukket else "",
        kort_navn=f"Indstilling {data['nummer']}",
        aabenhed=version.aabenhed,
        maerke=f"VERSION {version.nr}",
        fod=data["felter"]["oensket_moede"]["vaerdi"] or data["felter"]["forum"]["vaerdi"],
        dato=dato,
        data_sha256=version.sha256,
        sections=sections(data, working=False),
    )


def sections(data, *, working=True):
    """Return the sections of a content dict; empty ones are left out, required ones say so in a working print."""
    return ordered(Reader(data, working))


def ordered(read):
    """Return what a reader of content reads, in the order of the page."""
    found = [
        read.head(), read.lead(), read.points(), read.text("baggrund"), read.effects(), read.text("opfoelgning"),
        read.text("kommunikation"), read.coordination(), read.money(), read.process(), read.risks(),
        read.text("alternativer"), read.text("jura"), read.attachments(),
    ]  # fmt: skip
    return [section for section in found if section and section.blocks]


class Reader:
    """Reads a content dict section by section."""

    def __init__(self, data, working):
        self.felter, self.raekker, self.working = data["felter"], data["raekker"], working
        # A version says nothing of its own approval, and older ones nothing of requests.
        self.answers, self.approved = data.get("koordinering", []), data.get("godkendt", "")

    def value(self, name):
        return self.felter[name]["vaerdi"]

    def rows(self, kind):
        """Return the rows of a kind as {field: entry}."""
        return [row["felter"] for row in self.raekker[kind]["raekker"]]

    def head(self):
        names = ("forum", "sagstype", "formular", "sagsbehandler", "medforfattere", "ansvarlig_leder", "afdeling",
                 "afsendende_afdeling", "sagsnummer", "kle")  # fmt: skip
        pairs = [(self.felter[name]["label"], self.value(name)) for name in names]
        pairs.insert(1, ("Til", self.value("oensket_moede")))
        pairs.append(("Deltagere", self.attendees()))
        pairs.append(("Godkendt", self.approved))
        pairs.append(("Åben eller lukket", self.value("aabenhed")))
        pairs += [(self.felter[name]["label"], self.value(name)) for name in ("hjemmel", "lukket_begrundelse")]
        pairs.append((self.felter["sen_begrundelse"]["label"], self.value("sen_begrundelse")))
        return Section("om", "", [Stamdata(pairs)])

    def attendees(self):
        return ", ".join(_attendee(row) for row in self.rows("deltager"))

    def lead(self):
        return Section("resume", "", [Lead(self.value("resume"))] if self.value("resume") else [])

    def points(self):
        title = "Til orientering" if self.felter["sagstype"]["raa"] == "orientering" else self.asked()
        points = [Punkt(row["tekst"]["vaerdi"], row["slags"]["vaerdi"]) for row in self.rows("beslutningspunkt")]
        if points:
            return Section("beslutningspunkter", "", [Anmod(title, points)])
        return Section("beslutningspunkter", title, self.missing())

    def asked(self):
        return f"{self.value('forum')} skal beslutte"

    def missing(self):
        return [Empty()] if self.working else []

    def text(self, name):
        blocks = [Prose(self.value(name))] if self.value(name) else []
        if name in REQUIRED and not blocks:
            blocks = self.missing()
        return Section(name, self.felter[name]["label"], blocks)

    def effects(self):
        section = self.text("effekt")
        goals = [Punkt(row["tekst"]["vaerdi"], _measured(row)) for row in self.rows("effektmaal")]
        blocks = [block for block in section.blocks if not (goals and isinstance(block, Empty))]
        return Section("effekt", section.titel, [*blocks, *([Points(goals, numbered=True)] if goals else [])])

    def coordination(self):
        """The free text, then what those who were asked have answered."""
        section = self.text("koordinering")
        if not self.answers:
            return section
        columns = [Column("Part", bredde=30, hoved=True), Column("Svar", bredde=20), Column("Dato", bredde=15),
                   Column("Bemærkninger")]  # fmt: skip
        cells = [[cell or None for cell in row] for row in koordinering_rows(self.answers)]
        return Section("koordinering", section.titel, [*section.blocks, Table("Svar på koordinering", columns, cells)])

    def money(self):
        basis = f"Grundlag: {self.value('udgiftsgrundlag').lower()}."
        years = self.rows("direkteudgift")
        status = self.felter["finansiering_status"]
        blocks = [self.years_table(years, basis)] if years else []
        if posts := self.rows("udgiftspost"):
            blocks.append(_table("Udgiftsposter (tkr.)", posts, ("aar", "formaal", "kilde", "beloeb")))
        if status["raa"] == "ingen_udgift":
            blocks.append(Note("Finansiering", status["vaerdi"]))
        if sources := self.rows("finansieringskilde"):
            blocks.append(_table("Finansiering (tkr.)", sources, ("kilde", "note", "beloeb")))
        if indirect := self.rows("indirekteudgift"):
            note = "Indirekte udgifter lægges ikke sammen med de direkte."
            fields = ("tekst", "pr_enhed", "antal", "tidspunkt", "beloeb")
            blocks.append(_table("Indirekte udgifter (tkr.)", indirect, fields, note))
        return Section("oekonomi", "Økonomi", blocks)

    def years_table(self, years, basis):
        columns = [Column(str(row["aar"]["raa"]), "tkr") for row in years]
        return Table("Direkte udgifter (tkr.)", columns, [[_amount(row["beloeb"]) for row in years]], note=basis)

    def process(self):
        rows = self.rows("procestrin")
        if not rows:
            return None
        columns = [Column("Trin", hoved=True), Column("Forum", bredde=25), Column("Tidspunkt", bredde=20),
                   Column("Læst som", bredde=20)]  # fmt: skip
        cells = [[_text(row["tekst"]), _text(row["forum"]), _text(row["tidspunkt"]), _read_as(row["tidspunkt"])]
                 for row in rows]  # fmt: skip
        return Section("proces", "Proces", [Table("Procestrin", columns, cells)])

    def risks(self):
        points = [Punkt(row["tekst"]["vaerdi"], row["haandtering"]["vaerdi"]) for row in self.rows("risikopunkt")]
        return Section("risici", "Risici", [Points(points)] if points else [])

    def attachments(self):
        rows = [{**row, "fil": _file(row)} for row in self.rows("bilag")]
        if not rows:
            return None
        table = _table("Bilag", rows, ("nr", "titel", "fil", "aabenhed", "hjemmel", "begrundelse"))
        return Section("bilag", "Bilag", [table])


def _file(row):
    """Return the file's name and kind as one cell; versions from before there were files have none."""
    kind = row.get("fil", {"vaerdi": ""})["vaerdi"]
    return {"label": "Fil", "vaerdi": f"{row['filnavn']['vaerdi']} ({kind})" if kind else "", "raa": None}


def _attendee(row):
    name = row["bruger"]["vaerdi"] or row["navn"]["vaerdi"]
    return f"{name} (fremlægger)" if row["fremlaegger"]["raa"] else name


def _measured(row):
    by, at = row["maales_ved"]["vaerdi"], row["maales"]["vaerdi"]
    return ", ".join(part for part in (f"måles ved {by}" if by else "", at) if part)


def _text(entry):
    return entry["vaerdi"] or None


def _amount(entry):
    """Return kroner for an exact amount, the text for one that is "ca." or was refused, None for none."""
    exact = entry["raa"] is not None and not entry["vaerdi"].startswith("ca. ")
    return entry["raa"] if exact else entry["vaerdi"] or None


def _read_as(entry):
    """Say what a time was read as when it is coarser than a day."""
    start, slut = (date.fromisoformat(day) if day else None for day in entry["raa"][:2])
    if entry["raa"][2] == "dag" or not (start or slut):
        return None
    if start and slut:
        return periode(start, slut)
    return f"senest {dato_lang(slut)}" if slut else f"tidligst {dato_lang(start)}"


WIDTHS = {"beloeb": 15, "aar": 10, "antal": 10, "nr": 10, "kilde": 25, "fil": 20, "pr_enhed": 20, "tidspunkt": 20,
          "aabenhed": 10, "hjemmel": 15, "begrundelse": 20}  # fmt: skip


def _table(caption, rows, fields, note=""):
    """Return a table of rows; columns that nobody filled are left out."""
    used = [name for name in fields if any(row[name]["vaerdi"] for row in rows)] or list(fields[:1])
    columns = [
        Column(_heading(rows[0][name]), "tkr" if name == "beloeb" else "tekst", WIDTHS.get(name, 0)) for name in used
    ]
    cells = [[_amount(row[name]) if name == "beloeb" else _text(row[name]) for name in used] for row in rows]
    return Table(caption, columns, cells, note=note)


def _heading(entry):
    return entry["label"].removesuffix(" (tkr.)")

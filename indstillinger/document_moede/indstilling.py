"""The filed paper of an item: an indstilling as it was sent, or a text of the meeting's own."""

from django.conf import settings

from indstillinger.document import Reader, ordered, without_closed
from indstillinger.document_moede.ramme import capital, keys, meeting_line, moment, public_title, sending_mark, short
from indstillinger.enums import Aabenhed, Godkendelsesudfald, Hjemmel, Sagstype
from indstillinger.enums_moede import Punktart
from mso_portal.motor.documents import Column, Document, Empty, Prose, Rubrik, Section, Small, Stamdata, Table

INGEN_AABNE = "Ingen åbne punkter"
BILAG = ("nr", "titel", "filnavn", "begrundelse", "aabenhed", "hjemmel")
KUN_DIGITALT = "kun digitalt"
HOVED = ("sagsbehandler", "medforfattere", "ansvarlig_leder", "afdeling", "afsendende_afdeling", "sagsnummer", "kle")


def indstilling_document(
    version, *, moede, punkt, nummer, minutter, dato, lukket=True, bilagssider=None, pakke=False, udsendelse=None,
    godkendelse=None,
):  # fmt: skip
    """Return the filed paper of a version as an item of a meeting; one query when `godkendelse` isn't given.

    With `lukket=False` its reader has no right to the lukkede bilag. `bilagssider` ({uuid of a bilag: pages, or None
    for »kun digitalt«}) fills the list; with `pakke` the list links to "pakke:b:<uuid>" inside the file.
    """
    data = version.indhold if lukket else without_closed(version.indhold)
    read = _Sent(data, meeting_line(moede, nummer, data["felter"]["sagstype"]["vaerdi"], minutter), bilagssider, pakke)
    titel, titel_lukket = read.value("titel"), read.value("titel_lukket")
    return Document(
        slags="indstilling",
        noegle={"nummer": data["nummer"], "version": version.nr},
        titel=titel_lukket or titel,
        offentlig_titel=titel if titel_lukket else "",
        kort_navn=f"Indstilling {data['nummer']}",
        aabenhed=version.aabenhed,
        maerke=sending_mark(udsendelse) if udsendelse else "",
        fod=f"{capital(short(moede))} · Punkt {nummer} · Indstilling {data['nummer']}, version {version.nr}",
        dato=dato,
        data_sha256=version.sha256,
        sections=[*sent_sections(read), *_ending(version, data, lukket, godkendelse)],
    )


def version_sections(version, *, moede, nummer, minutter, lukket=True):
    """Return the sections of a paper as it was sent, for a delreferat."""
    data = version.indhold if lukket else without_closed(version.indhold)
    line = meeting_line(moede, nummer, data["felter"]["sagstype"]["vaerdi"], minutter)
    return sent_sections(_Sent(data, line, None, False))


def sent_sections(read):
    return [section for section in ordered(read) if section and section.blocks]


class _Sent(Reader):
    """Reads a version as it lies on the meeting's table: what the working print says of wishes is now decided."""

    def __init__(self, data, line, bilagssider, pakke):
        super().__init__(data, working=False)
        self.line, self.bilagssider, self.pakke = line, bilagssider, pakke

    def head(self):
        pairs = [("Til", self.line)]
        pairs += [(self.felter[name]["label"], self.value(name)) for name in HOVED]
        pairs.append(("Deltagere", self.attendees()))
        closed = [self.value(name) for name in ("aabenhed", "hjemmel")]
        pairs.append(("Åben eller lukket", ": ".join(part for part in closed if part)))
        pairs += [(self.felter[name]["label"], self.value(name)) for name in ("lukket_begrundelse", "sen_begrundelse")]
        return Section("om", "", [Stamdata(pairs)])

    def attachments(self):
        rows = self.raekker["bilag"]["raekker"]
        if not rows:
            return None
        columns = [Column("Nr.", bredde=10), Column("Bilag", hoved=True), Column("Åbent eller lukket", bredde=25)]
        if self.bilagssider is not None:
            columns.append(Column("Sider", "tal", 15))
        return Section("bilag", "Bilag", [Table("", columns, [self.attachment(row) for row in rows])])

    def attachment(self, row):
        texts = {name: row["felter"][name]["vaerdi"] if name in row["felter"] else "" for name in BILAG}
        href = f"pakke:b:{row['uuid']}" if self.pakke and (self.bilagssider or {}).get(row["uuid"]) else ""
        titel = Rubrik(texts["titel"] or f"Bilag {texts['nr']}", (texts["filnavn"], texts["begrundelse"]), href)
        openness = ": ".join(part for part in (texts["aabenhed"], texts["hjemmel"]) if part)
        pages = [] if self.bilagssider is None else [self.bilagssider.get(row["uuid"]) or KUN_DIGITALT]
        return [texts["nr"] or None, titel, openness or None, *pages]


def _ending(version, data, lukket, godkendelse):
    """The warnings the paper was sent with, and who approved it."""
    hidden = set() if lukket else _closed_rows(data)
    warnings = [one["tekst"] for one in version.advarsler if not hidden & {*one["felt"].split(":")}]
    found = [Section("tjek", "Indstillingstjek", [Small(warnings)])] if warnings else []
    return [*found, Section("godkendt", "", [Small([_approved(version, godkendelse)])])]


def _closed_rows(data):
    rows = data["raekker"]["bilag"]["raekker"]
    return {row["uuid"] for row in rows if row["felter"]["aabenhed"]["raa"] != Aabenhed.AABEN}


def _approved(version, godkendelse):
    if godkendelse is None:
        given = version.godkendelser.filter(udfald=Godkendelsesudfald.GODKENDT).select_related("af", "paa_vegne_af")
        godkendelse = given.last()
    if godkendelse is None:
        return f"Version {version.nr}. Ikke godkendt."
    behalf = f" på vegne af {godkendelse.paa_vegne_af}" if godkendelse.paa_vegne_af else ""
    return f"Version {version.nr}. Godkendt af {godkendelse.af}{behalf} {moment(godkendelse.den)}."


def punkt_document(
    punkt, indhold, *, moede, nummer, minutter, dato, udsendelse, version=1, sha256="", lukket=True, bilagssider=None,
    pakke=False,
):  # fmt: skip
    """Return the filed paper of a tekst or opfølgning item from the `indhold` of its Punktversion:

    {"art", "titel", "titel_lukket", "aabenhed", "hjemmel", "begrundelse", "sagstype", "tekst" (html), "sti",
     "bilag": [{"uuid", "nr", "titel", "fil", "filnavn", "aabenhed"}],
     "linjer": [{"overskrift", "raekker": [{"tekst", "ansvarlig", "frist", "nummer"}]}]}

    Absent keys are empty. `lukket`, `bilagssider` and `pakke` as in `indstilling_document`.
    """
    public, closed = indhold.get("titel") or Punktart(indhold["art"]).label, indhold.get("titel_lukket", "")
    sagstype = Sagstype(indhold["sagstype"]).label if indhold.get("sagstype") else ""
    blocks = _text(indhold)
    return Document(
        slags="punkt",
        noegle=keys(moede, punkt=nummer, nr=udsendelse.nr),
        titel=closed or public,
        offentlig_titel=public_title(public, closed),
        kort_navn=f"Punkt {nummer}, {short(moede)}",
        aabenhed=indhold.get("aabenhed") or Aabenhed.IKKE_ANGIVET.value,
        maerke=sending_mark(udsendelse),
        fod=f"{capital(short(moede))} · Punkt {nummer} · version {version}",
        dato=dato,
        data_sha256=sha256,
        sections=[
            Section("om", "", [_head(indhold, meeting_line(moede, nummer, sagstype, minutter))]),
            Section("tekst", "", blocks),
            *_files(indhold.get("bilag", ()), lukket, bilagssider, pakke),
        ],
    )


def _head(indhold, line):
    ground = Hjemmel(indhold["hjemmel"]).label if indhold.get("hjemmel") else ""
    openness = Aabenhed(indhold.get("aabenhed") or Aabenhed.IKKE_ANGIVET).label
    address = f"{settings.MSO_ADRESSE.rstrip('/')}{indhold['sti']}" if indhold.get("sti") else ""
    return Stamdata([
        ("Til", line), ("Åben eller lukket", f"{openness}: {ground}" if ground else openness),
        ("Begrundelse", indhold.get("begrundelse", "")), ("Side i portalen", address),
    ])  # fmt: skip


def _text(indhold):
    blocks = [Prose(indhold["tekst"])] if indhold.get("tekst") else []
    groups = [one for one in indhold.get("linjer", ()) if one["raekker"]]
    if indhold["art"] == Punktart.OPFOELGNING and not groups:
        blocks.append(Empty(INGEN_AABNE))
    return [*blocks, *(_group(one) for one in groups)]


def _group(group):
    columns = [Column("Nr.", bredde=15), Column("Opgave eller beslutning", hoved=True), Column("Ansvarlig", bredde=20),
               Column("Frist", bredde=20)]  # fmt: skip
    rows = [[row.get(name) or None for name in ("nummer", "tekst", "ansvarlig", "frist")] for row in group["raekker"]]
    return Table(group["overskrift"], columns, rows)


def _files(bilag, lukket, bilagssider, pakke):
    if not bilag:
        return []
    columns = [Column("Nr.", bredde=10), Column("Bilag", hoved=True), Column("Åbent eller lukket", bredde=25)]
    if bilagssider is not None:
        columns.append(Column("Sider", "tal", 15))
    return [Section("bilag", "Bilag", [Table("", columns, [_file(one, lukket, bilagssider, pakke) for one in bilag])])]


def _file(one, lukket, bilagssider, pakke):
    name = one.get("filnavn", "") if lukket or one["aabenhed"] == Aabenhed.AABEN else ""
    href = f"pakke:b:{one['uuid']}" if pakke and (bilagssider or {}).get(one["uuid"]) else ""
    pages = [] if bilagssider is None else [bilagssider.get(one["uuid"]) or KUN_DIGITALT]
    return [str(one["nr"]), Rubrik(one["titel"], (name,), href), Aabenhed(one["aabenhed"]).label, *pages]

"""The pages a pack has of its own: sheets for what can't be printed, and the page about the pack."""

from indstillinger.document_moede.ramme import capital, keys, long, moment, sending_foot, sending_mark, short
from mso_portal.motor.documents import Column, Document, Note, Points, Section, Stamdata, Table

KORT_SHA = 8


def bilagsark_document(moede, *, udsendelse, dato, nummer, nr, titel, adresse, type, sha256, aabenhed=""):
    """Return the sheet that stands for a bilag which isn't a PDF, or is too large for the pack."""
    stam = Stamdata([
        ("Punkt", nummer), ("Filtype", type), ("Adresse", adresse), ("Kontrolsum", sha256[:KORT_SHA]),
    ])  # fmt: skip
    note = Note(f"Bilag {nr} kan hentes i portalen", "Filen er ikke trykt her.")
    return _page(
        moede, udsendelse, dato, f"Bilag {nr}: {titel}", f"Punkt {nummer} · Bilag {nr}", [stam, note], aabenhed
    )


def pladsholder_document(moede, *, udsendelse, dato, nummer, adresse, nr=None, aabenhed=""):
    """Return the page that stands for a part which could not be made (50 §8); `nr` is the bilag's number."""
    what = f"Bilag {nr} til punkt {nummer}" if nr else f"Punkt {nummer}"
    note = Note("", f"{what} kunne ikke vises som PDF. Læs det i portalen: {adresse}.")
    foot = f"Punkt {nummer} · Bilag {nr}" if nr else f"Punkt {nummer}"
    return _page(moede, udsendelse, dato, what, foot, [note], aabenhed)


def om_pakken_document(moede, *, udsendelse, maalgruppe, dele, dato, nyt=(), af="", sendt_den=None, lukket=False):
    """Return the last page: `maalgruppe` in words, `dele` as (nummer, titel, version, sider, sha256), `nyt` as lines
    of what changed since the last sending. Before it is sent, the time is that of the data."""
    made = f"{capital(moment(sendt_den or dato).removeprefix('den '))} af {af}" if af else moment(sendt_den or dato)
    stam = Stamdata([
        ("Møde", capital(long(moede))), ("Udsendelse", f"{udsendelse.nr}, {udsendelse.get_slags_display().lower()}"),
        ("Udsendt" if sendt_den else "Klargjort", made.removeprefix("den ")), ("Lavet til", capital(maalgruppe)),
    ])  # fmt: skip
    columns = [Column("Nr.", bredde=10), Column("Del", hoved=True), Column("Version", bredde=15),
               Column("Sider", "tal", 10), Column("Kontrolsum", bredde=20)]  # fmt: skip
    rows = [
        [nummer or None, titel, (version or "").removeprefix("version ") or None, sider,
         (sha256 or "")[:KORT_SHA] or None] for nummer, titel, version, sider, sha256 in dele
    ]  # fmt: skip
    sections = [Section("om", "", [stam]), Section("dele", "Pakkens dele", [Table("", columns, rows)])]
    if nyt:
        sections.insert(1, Section("nyt", "Nyt siden sidste udsendelse", [Points(nyt)]))
    return _document(moede, udsendelse, dato, "Om denne pakke", "", sections, "lukket" if lukket else "")


def _page(moede, udsendelse, dato, titel, foot, blocks, aabenhed):
    return _document(moede, udsendelse, dato, titel, foot, [Section("ark", "", blocks)], aabenhed)


def _document(moede, udsendelse, dato, titel, foot, sections, aabenhed):
    return Document(
        slags="moedepakke",
        noegle=keys(moede, nr=udsendelse.nr),
        titel=titel,
        kort_navn=f"Mødepakke, {short(moede)}",
        aabenhed=aabenhed,
        maerke=sending_mark(udsendelse),
        fod=f"{capital(short(moede))} · {foot}" if foot else sending_foot(moede, udsendelse, dato),
        dato=dato,
        sections=sections,
    )

"""The register of decisions on paper (41 §5.4)."""

from itertools import groupby

from indstillinger.document_moede.ramme import capital, long
from indstillinger.enums import Aabenhed
from indstillinger.enums_moede import Beslutningsstatus
from mso_portal.motor.documents import Column, Document, Empty, Rubrik, Section, Stamdata, Table
from mso_portal.vaerdier.datoer import DANSK_TID, antal, dato_lang

INGEN = "Ingen beslutninger passer til valgene."


def register_row(beslutning, udfald):
    """Return what the register prints of a Beslutning: read it with its punkt, meeting, forum, row, ansvarlig and
    successor; `udfald` are the forum's labels (Standardtekst.labels)."""
    punkt, moede = beslutning.punkt, beslutning.punkt.moede
    return {
        "nummer": beslutning.nummer, "aar": moede.dato.year, "moede": capital(long(moede)),
        "ordlyd": beslutning.ordlyd, "udfald": udfald[beslutning.referatpunkt.udfald],
        "ansvarlig": str(beslutning.ansvarlig or ""), "opfoelgning": beslutning.opfoelgning.tekst,
        "status": beslutning.get_status_display(), "lukket": punkt.er_lukket,
        "erstattet_af": beslutning.erstattet_af.nummer if beslutning.erstattet_af else "",
        "bortfaldet": beslutning.status == Beslutningsstatus.BORTFALDET,
    }  # fmt: skip


def register_document(rows, filters, dato):
    """Return chosen decisions at a time. `rows` are `register_row` dicts in their order, those of one meeting together;
    `filters` are (label, words) of what was chosen."""
    rows, day = list(rows), dato_lang(dato.astimezone(DANSK_TID))
    count = f"{antal(len(rows))} beslutning{'' if len(rows) == 1 else 'er'}"
    chosen = [*filters, ("Antal", count)]
    years = [_year(year, list(group), day) for year, group in groupby(rows, lambda row: row["aar"])]
    return Document(
        slags="register",
        noegle={"dato": day, "iso": dato.astimezone(DANSK_TID).date().isoformat()},
        titel=f"Beslutningsregister pr. {day}",
        kort_navn="Beslutningsregister",
        aabenhed=(Aabenhed.LUKKET if any(row["lukket"] for row in rows) else Aabenhed.AABEN).value,
        dato=dato,
        sections=[
            Section("om", "", [Stamdata(chosen)]),
            *(years or [Section("ingen", "", [Empty(INGEN)])]),
        ],
    )


def _year(year, rows, day):
    tables = [_meeting(name, list(group), day) for name, group in groupby(rows, lambda row: row["moede"])]
    return Section(f"aar-{year}", str(year), tables)


def _meeting(name, rows, day):
    columns = [Column("Nr.", bredde=15, hoved=True), Column("Vedtaget"), Column("Udfald", bredde=15),
               Column("Ansvarlig", bredde=20), Column(f"Status pr. {day}", bredde=15)]  # fmt: skip
    return Table(name, columns, [_row(row) for row in rows])


def _row(row):
    ended = f"Erstattet af {row['erstattet_af']}" if row["erstattet_af"] else ""
    ended = ended or (Beslutningsstatus.BORTFALDET.label if row["bortfaldet"] else "")
    wording = Rubrik(ended, (row["ordlyd"],)) if ended else row["ordlyd"] or None
    status = f"{row['status']}, opfølgning {row['opfoelgning']}" if row["opfoelgning"] else row["status"]
    return [row["nummer"], wording, row["udfald"], row["ansvarlig"] or None, status]

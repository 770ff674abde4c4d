"""One item of the minutes as sections: who was not there, what was decided, discussed and given to whom."""

from datetime import date
from html import escape

from indstillinger.document_moede.ramme import paragraph, public_title
from indstillinger.enums_moede import VEDTAGER, Fravaersgrund, Punkttilstand, Referatslags, Udfald
from indstillinger.models.referatrettelser import follows, postponed
from mso_portal.motor.documents import Beslutning, Column, Points, Prose, Section, Stamdata, Table, Underrubrik
from mso_portal.vaerdier.datoer import dato_lang

# With these the proposal itself is what holds when no other wording was written.
TILTRAEDER = (*VEDTAGER, Udfald.TAGET_TIL_EFTERRETNING, Udfald.OVERSENDT)
UDDELT = "Uddelt på mødet"
INDHOLD = ("raekker", "opgaver", "bilag")
UBEHANDLET = (Punkttilstand.UDSAT, Punkttilstand.IKKE_NAAET, Punkttilstand.TRUKKET)
FRAVAER = {
    Fravaersgrund.INHABIL: "inhabil", Fravaersgrund.KOM_SENERE: "kom senere", Fravaersgrund.GIK_FOER: "gik før",
    Fravaersgrund.ANDET: "",
}  # fmt: skip


def all_of(punkt):
    """Return an item as one section of the whole minutes; of one the reader may not read, number and title."""
    titel = f"{punkt['nummer']}. {punkt.get('titel_lukket') or punkt['titel']}"
    name = f"punkt-{punkt['nummer']}"
    if not punkt["laesbar"]:
        return [Section(name, titel, [paragraph(f"{punkt['bemaerkning']}.")] if punkt["bemaerkning"] else [])]
    blocks = [
        *_attendance(punkt, True), *_state(punkt), *_decided(punkt), *_discussed(punkt, True),
        *_tasks(punkt, "Opgaver"), *_handed_out(punkt, True), *_postscript(punkt, True),
    ]  # fmt: skip
    return [Section(name, titel, blocks)]


def item_sections(punkt):
    """Return an item as a paper of its own: its parts are the paper's sections."""
    parts = [
        ("deltog", "", [*_attendance(punkt, False), *_state(punkt)]), ("besluttet", "Besluttet", _decided(punkt)),
        ("droeftet", "Drøftet", _discussed(punkt, False)), ("opgaver", "Opgaver", _tasks(punkt, "")),
        ("uddelt", UDDELT, _handed_out(punkt, False)), ("efterskrift", "Efterskrift", _postscript(punkt, False)),
    ]  # fmt: skip
    return [Section(name, titel, blocks) for name, titel, blocks in parts if blocks]


def _attendance(punkt, public):
    came = [f"{one['navn']} (fremlagde)" if one["fremlaegger"] else one["navn"] for one in punkt["deltagere"]]
    away = [f"{one['navn']} ({FRAVAER[one['grund']]})" if FRAVAER[one["grund"]] else one["navn"]
            for one in punkt["fravaer"]]  # fmt: skip
    title = public_title(punkt["titel"], punkt["titel_lukket"]) if public else ""
    stam = Stamdata([
        ("Offentlig titel", title), ("Med under punktet", ", ".join(came)), ("Ikke med", ", ".join(away)),
    ])  # fmt: skip
    return [stam] if stam.rows else []


def _state(punkt):
    """Say what became of an item that has no outcome: a heading alone would look forgotten."""
    to = f" til {_day(punkt['udsat_til'])}" if punkt["udsat_til"] else ""
    said = {
        Punkttilstand.UDSAT: f"Punktet er udsat{to}.",
        Punkttilstand.IKKE_NAAET: f"Punktet blev ikke nået. Det er udsat{to}." if to else "Punktet blev ikke nået.",
        Punkttilstand.TRUKKET: "Punktet udgik.",
        Punkttilstand.BEHANDLET: "" if any(punkt[name] for name in INDHOLD) else "Intet til referat.",
    }.get(punkt["tilstand"])
    return [paragraph(" ".join(part for part in (said, punkt["grund"]) if part))] if said else []


def _day(iso):
    return dato_lang(date.fromisoformat(iso))


def _rows(punkt, slags):
    return [row for row in punkt["raekker"] if row["slags"] == slags]


def _decided(punkt):
    """Of an item that was not treated the points without outcome are still open, not forgotten: left out."""
    rows = _rows(punkt, Referatslags.BESLUTTET)
    return [decision(row) for row in rows if row["udfald"] or punkt["tilstand"] not in UBEHANDLET]


def decision(row):
    """Return the block of a besluttet row."""
    adopted = row["ordlyd"] or (row["foreslaaet"] if row["udfald"] in TILTRAEDER else "")
    reason = row["begrundelse"] if row["udfald"] == Udfald.IKKE_BEHANDLET else ""
    lines = [f"{label}: {text}" for label, text in _follows(row) if text and text != reason]
    return Beslutning(_heading(row, reason), adopted, row["foreslaaet"], lines)


def _heading(row, reason):
    outcome = row["udfald_tekst"] or "Udfald ikke skrevet"
    if when := postponed(row):
        outcome = f"{outcome} {when}" if when == "uden dato" else f"{outcome} til {when}"
    if row["udfald"] == Udfald.OVERSENDT and row["oversendt"]:
        outcome = f"{outcome} til {row['oversendt']}"
    if reason:
        outcome = f"{outcome}: {reason}"
    return f"Beslutning {row['nummer']} · {outcome}" if row["nummer"] else outcome


def _follows(row):
    in_heading = ("Udsat til", "Oversendt til", "Afvigende mening")
    views = [(f"Afvigende mening, {one['person']}", one["tekst"]) for one in row["mindretal"]]
    return [pair for pair in follows(row) if pair[0] not in in_heading] + views


def _discussed(punkt, heading):
    return _prose(punkt, Referatslags.DROEFTET, heading)


def _postscript(punkt, heading):
    return _prose(punkt, Referatslags.EFTERSKRIFT, heading)


def _prose(punkt, slags, heading):
    rows = _rows(punkt, slags)
    if not rows:
        return []
    texts = [_with_head(row) for row in rows]
    html = texts[0] if len(texts) == 1 else f"<ul>{''.join(f'<li>{text}</li>' for text in texts)}</ul>"
    return [*([Underrubrik(slags.label)] if heading else []), Prose(html)]


def _with_head(row):
    """Put the row's own heading before its first words."""
    if not row["overskrift"]:
        return row["tekst"]
    head = f"<strong>{escape(row['overskrift'], quote=False)}</strong>"
    if row["tekst"].startswith("<p>"):
        return row["tekst"].replace("<p>", f"<p>{head}: ", 1)
    return f"<p>{head}</p>{row['tekst']}"


def _tasks(punkt, caption):
    columns = [Column("Nr.", bredde=15), Column("Opgave", hoved=True), Column("Ansvarlig", bredde=25),
               Column("Frist", bredde=20)]  # fmt: skip
    rows = [[one[name] or None for name in ("nummer", "tekst", "ansvarlig", "frist")] for one in punkt["opgaver"]]
    return [Table(caption, columns, rows)] if rows else []


def _handed_out(punkt, heading):
    files = [f"Bilag {one['nr']}: {one['titel']}" for one in punkt["bilag"]]
    return [*([Underrubrik(UDDELT)] if heading else []), Points(files)] if files else []


def differences(rettelse):
    """Return what was and what is of one corrected row."""
    is_new = not any(one["var"] for one in rettelse["felter"])
    columns = [Column("Felt", bredde=15, hoved=True), Column("Var"), Column("Er")]
    rows = [[one["felt"], one["var"] or None, one["er"] or None] for one in rettelse["felter"]]
    return Table(f"{rettelse['navn']} (tilføjet)" if is_new else rettelse["navn"], columns, rows)

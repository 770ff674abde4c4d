"""What a comment is about: a section of the document, or one row ("beslutningspunkt:<uuid>")."""

from uuid import UUID

from indstillinger.models.indhold import RIGTEKST
from mso_portal.vaerdier.rigtekst import plain

# The sections of the document in its order (10 §10).
AFSNIT = {
    "om": "Om sagen", "resume": "Resumé", "beslutningspunkter": "Beslutningspunkter", "baggrund": "Baggrund",
    "effekt": "Effekt", "opfoelgning": "Opfølgning", "kommunikation": "Kommunikation", "koordinering": "Koordinering",
    "oekonomi": "Økonomi", "proces": "Proces", "risici": "Risici", "alternativer": "Alternativer", "jura": "Jura",
    "bilag": "Bilag",
}  # fmt: skip
# The section that a kind of row stands in.
RAEKKENS_AFSNIT = {
    "beslutningspunkt": "beslutningspunkter", "deltager": "om", "effektmaal": "effekt", "direkteudgift": "oekonomi",
    "udgiftspost": "oekonomi", "finansieringskilde": "oekonomi", "indirekteudgift": "oekonomi", "procestrin": "proces",
    "risikopunkt": "risici", "bilag": "bilag",
}  # fmt: skip
LONGEST = 300


def section_of(felt):
    """Return the section's id, or None for what names neither a section nor a kind of row."""
    kind, colon, _ = felt.partition(":")
    return RAEKKENS_AFSNIT.get(kind) if colon else felt if felt in AFSNIT else None


def row_of(paper, felt):
    """Return the row an anchor names, or None; one query."""
    kind, colon, uuid = felt.partition(":")
    if not colon or kind not in RAEKKENS_AFSNIT or not _is_uuid(uuid):
        return None
    return getattr(paper, f"{kind}_raekker").filter(uuid=uuid).first()


def _is_uuid(text):
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def quotation(paper, felt):
    """Return the beginning of what stands at the anchor, or None when nothing does; one query for a row."""
    if felt in AFSNIT:
        text = plain(getattr(paper, felt)) if felt in RIGTEKST else paper.resume if felt == "resume" else ""
    elif row := row_of(paper, felt):
        text = next((str(value) for value in (getattr(row, name, "") for name in NAVNE) if value), "")
    else:
        return None
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


NAVNE = ("tekst", "titel", "formaal", "navn", "note", "bruger", "aar")

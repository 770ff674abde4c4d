"""A paper's whole content as plain data: what a version freezes, a diff compares and a document prints."""

import hashlib
import json

from indstillinger.models.raekker import RAEKKER
from mso_portal.vaerdier import kroner, tidspunkt

# Reading order of the paper's own fields; rows follow in the order of RAEKKER.
PAPIR = (
    "titel", "aabenhed", "titel_lukket", "hjemmel", "lukket_begrundelse", "sagstype", "formular", "forum",
    "oensket_moede", "sagsbehandler", "medforfattere", "ansvarlig_leder", "afdeling", "afsendende_afdeling",
    "sagsnummer", "kle", "resume", "baggrund", "effekt", "opfoelgning", "kommunikation", "koordinering",
    "alternativer", "jura", "udgiftsgrundlag", "budgetstart", "finansiering_status", "sen_begrundelse",
)  # fmt: skip
RIGTEKST = ("baggrund", "effekt", "opfoelgning", "kommunikation", "koordinering", "alternativer", "jura")
VAESENTLIG = ("beslutningspunkt", "direkteudgift", "udgiftspost", "finansieringskilde", "indirekteudgift", "bilag")


def content(paper, rows=None, medforfattere=None):
    """Return the content as {"nummer", "felter": {name: entry}, "raekker": {kind: {"label", "raekker"}}}.

    `rows` ({kind: instances}) and `medforfattere` may come from history; else they are read, one query a kind.
    """
    rows = rows or {kind: rows_of(paper, kind) for kind in RAEKKER}
    names = paper.medforfattere.all() if medforfattere is None else medforfattere
    felter = {name: entry(paper, name) for name in PAPIR if name != "medforfattere"}
    felter["medforfattere"] = {"label": "Medforfattere", "slags": "person", "vaerdi": ", ".join(map(str, names))}
    return {
        "nummer": paper.nummer,
        "felter": {name: felter[name] for name in PAPIR},
        "raekker": {
            kind: {"label": capitalised(model._meta.verbose_name_plural), "raekker": [row_entry(r) for r in rows[kind]]}
            for kind, model in RAEKKER.items()
        },
    }


def rows_of(paper, kind):
    """Return the rows of a kind in order: one query, none when the page has prefetched them."""
    rows = getattr(paper, f"{kind}_raekker").all()
    if f"{kind}_raekker" in getattr(paper, "_prefetched_objects_cache", {}):
        return rows
    related = [name for name in ("forum", "bruger", "fil") if name in RAEKKER[kind].INDHOLD]
    # Without a name select_related would follow every relation there is.
    return rows.select_related(*related) if related else rows


def row_entry(row):
    """Return a row as {"uuid", "felter"}."""
    return {"uuid": str(row.uuid), "felter": {name: entry(row, name) for name in row.INDHOLD}}


def entry(obj, name):
    """Return one field as {"label", "slags", "vaerdi", "raa"}; `vaerdi` is what a reader sees, `raa` is stored."""
    value = getattr(obj, name)
    label = capitalised(label_of(type(obj), name))
    if isinstance(value, kroner.Kronelaesning):
        return {
            "label": label,
            "slags": "beloeb",
            "vaerdi": amount(value),
            "raa": value.kroner if value.godtaget else None,
        }
    if isinstance(value, tidspunkt.Tidspunkt):
        span = [day.isoformat() if day else None for day in (value.start, value.slut)]
        return {"label": label, "slags": "tidspunkt", "vaerdi": value.tekst, "raa": [*span, str(value.praecision)]}
    field = obj._meta.get_field(name)
    if name in RIGTEKST and not field.is_relation:
        return {"label": label, "slags": "rigtekst", "vaerdi": value, "raa": None}
    if field.choices:
        return {"label": label, "slags": "valg", "vaerdi": getattr(obj, f"get_{name}_display")(), "raa": value}
    if field.is_relation:
        slags = "person" if field.related_model._meta.model_name == "bruger" else "tekst"
        return {"label": label, "slags": slags, "vaerdi": str(value or ""), "raa": value.pk if value else None}
    if isinstance(value, bool):
        return {"label": label, "slags": "valg", "vaerdi": "ja" if value else "", "raa": value}
    return {"label": label, "slags": "tekst", "vaerdi": "" if value is None else str(value), "raa": value}


def amount(reading):
    """Return an amount in tkr. as print shows it; refused text stands as typed."""
    if reading.kroner is None or not reading.godtaget:
        return reading.indtastet
    return ("ca. " if reading.cirka else "") + kroner.tkr(reading.kroner)


def label_of(model, name):
    """Return the verbose name of a column or of a value type on the model."""
    return model._meta.get_field(columns_of(model, name)[0]).verbose_name


def columns_of(model, name):
    """Return the names of the real columns behind a field: several for a value type."""
    attribute = getattr(model, name, None)
    if isinstance(attribute, property):
        return [column for column, _ in attribute.fget.__self__.named_columns()]
    return [name]


def capitalised(text):
    """Return the text with a capital first letter and the rest as it stands (KLE, HMU)."""
    return text[:1].upper() + text[1:]


def digest(data):
    """Return the sha256 of content: keys sorted, no blanks, UTF-8."""
    packed = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(packed.encode()).hexdigest()


def essential_digest(data):
    """Return the sha256 of points, money, financing, openness and bilag: what makes an answer outdated (10 §6)."""
    felter = {name: data["felter"][name] for name in ("aabenhed", "finansiering_status", "udgiftsgrundlag")}
    return digest({"felter": felter, "raekker": {kind: data["raekker"][kind] for kind in VAESENTLIG}})


def in_groups(sha256):
    """Return a hash in groups of eight, which a narrow screen can break."""
    return " ".join(sha256[start : start + 8] for start in range(0, len(sha256), 8))

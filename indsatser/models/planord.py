"""What is approved of a plan in the words people read: single values, and a whole edition for comparing (20 §9)."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from indsatser import enums
from indsatser.beregning.tal import taelletal, vis
from indsatser.models.maal import Indikatordefinition
from indsatser.models.plan import Indsatsplan
from mso_portal.vaerdier.datoer import antal, dato_kort

INGEN = "ikke angivet"
# The editions' own lists: the name of one row, and the key of its heading.
GRUPPER = {"milepaele": ("Milepæl", "titel"), "maal": ("Mål", "tekst"), "indikatorer": ("Indikator", "navn"),
           "budget": ("Budgetpost", "titel")}  # fmt: skip


def tid(data):
    """Return a Tidspunkt of plain data as it was typed."""
    return (data and data["tekst"]) or "uden dato"


def dag(iso):
    """Return a day of plain data."""
    return dato_kort(date.fromisoformat(iso)) if iso else INGEN


def ramme(frame):
    """Return {year as text: kroner} as one line."""
    return ", ".join(f"{aar}: {antal(frame[aar])} kr." for aar in sorted(frame or {})) or INGEN


def tal(text):
    """Return a stored decimal with the decimals it has."""
    if text is None:
        return ""
    number = Decimal(text).normalize()
    return vis(Fraction(number), max(0, -number.as_tuple().exponent))


def value(number, figure):
    """Return the number in the figure's unit, or nothing; a draft may have no figure yet."""
    if number is not None and figure is None:
        return taelletal(number)
    return "" if number is None else f"{vis(number, figure.decimaler)} {figure.enhed}".strip()


def target(definition, figure):
    """Return the promised number in words that fit the kind of target."""
    if definition.maaltype == "ja_nej":
        return "ja"
    if definition.maaltype == "kvalitativ":
        return f"trin {vis(definition.maalvaerdi)}"
    return value(definition.maalvaerdi, figure)


def in_words(snapshot):
    """Return the content of a Planversion as `motor.history.diff.compare` takes it."""
    rows = _rows(snapshot)
    return {
        "felter": _plan(snapshot),
        "raekker": {
            name: {"label": GRUPPER[name][0],
                   "raekker": [{"uuid": row["uuid"], "felter": FELTER[name](row)} for row in rows[name]]}
            for name in GRUPPER
        },
    }  # fmt: skip


def headings(snapshot):
    """Return {uuid of a row: its name}."""
    rows = _rows(snapshot)
    return {row["uuid"]: row[key] for name, (_, key) in GRUPPER.items() for row in rows[name]}


def _rows(snapshot):
    """The edition's lists, with the indicators of all goals as one of them."""
    indicators = [{**one, "maal": goal["tekst"]} for goal in snapshot["maal"] for one in goal["indikatorer"]]
    return {**{name: snapshot[name] for name in ("milepaele", "maal", "budget")}, "indikatorer": indicators}


def _text(label, value):
    return {"label": label, "slags": "tekst", "vaerdi": value}


def _value(label, value):
    return {"label": label, "slags": "vaerdi", "vaerdi": value}


def _label(model, name):
    label = str(model._meta.get_field(name).verbose_name)
    return label[0].upper() + label[1:]


def _plan(snapshot):
    limits = {
        name: _value(_label(Indsatsplan, name), str(value)) for name, value in snapshot["tolerancer"].items()
    }  # fmt: skip
    return {
        "titel": _text("Titel", snapshot["titel"]), "formaal": _text("Formål", snapshot["formaal"]),
        "periode_start": _value("Begynder", dag(snapshot["periode_start"])),
        "periode_slut": _value("Slutter", dag(snapshot["periode_slut"])), **limits,
    }  # fmt: skip


def _milestone(row):
    return {
        "titel": _text("Titel", row["titel"]), "tema": _value("Tema", row["tema"] or "Generelt"),
        "art": _value("Art", enums.Milepaelsart(row["art"]).label),
        "kritisk": _value("Kritisk", "Ja" if row["kritisk"] else "Nej"),
        "ansvarlig": _value("Ansvarlig", row["ansvarlig"]), "godkendt": _value("Godkendt dato", tid(row["godkendt"])),
    }  # fmt: skip


def _goal(row):
    return {
        "tekst": _text("Mål", row["tekst"]), "niveau": _value("Niveau", enums.Maalniveau(row["niveau"]).label),
        "tema": _value("Tema", row["tema"] or "Generelt"), "ejer": _value("Ansvarlig", row["ejer"]),
    }  # fmt: skip


def _indicator(row):
    return {
        "navn": _text("Navn", row["navn"]), "maal": _text("Mål", row["maal"]),
        "tilstand": _value("Tilstand", enums.Indikatortilstand(row["tilstand"]).label),
        "tekst": _text("Som skrevet i kilden", row["tekst"]),
        "afklares_senest": _value("Afklares senest", row["afklares_senest"]["tekst"]),
        **(_definition(row["definition"]) if row["definition"] else {}),
    }  # fmt: skip


def _definition(row):
    kind = {"maaltype": enums.Maaltype, "baseline_kvalitet": enums.Baselinekvalitet}
    words = {
        **{name: kind[name](row[name]).label for name in kind}, "nr": str(row["nr"]),
        "begrundelse": row["begrundelse"], "baseline_begrundelse": row["baseline_begrundelse"],
        **{name: tal(row[name]) for name in ("maalvaerdi", "fastholdelse_tolerance", "baseline_vaerdi")},
        **{name: row[name] and dag(row[name]) for name in ("gyldig_fra", "maal_frist", "baseline_senest")},
    }  # fmt: skip
    found = {name: _value(f"Definition: {_label(Indikatordefinition, name).lower()}", words[name]) for name in words}
    steps = ", ".join(f"{tal(value)} senest {dag(day)}" for day, value in row["delmaal"])
    methods = ", ".join(
        f"{enums.Metodeslags(one['slags']).label} ({enums.Metoderolle(one['rolle']).label.lower()})"
        for one in row["metoder"]
    )
    return {**found, "delmaal": _value("Delmål", steps), "metoder": _value("Målemetoder", methods)}


def _post(row):
    return {
        "titel": _text("Titel", row["titel"]), "art": _value("Art", enums.Budgetart(row["art"]).label),
        "budget": _value("Budget", ramme({str(aar): kroner for aar, kroner in row["budget"]})),
    }  # fmt: skip


FELTER = {"milepaele": _milestone, "maal": _goal, "indikatorer": _indicator, "budget": _post}

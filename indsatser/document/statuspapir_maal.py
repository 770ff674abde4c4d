"""The goals of a status: where each stands, those nobody can measure yet, and where a number is missing (21 §9.1)."""

from fractions import Fraction

from indsatser.beregning.perioder import er_uenige
from indsatser.beregning.tal import afrund
from indsatser.document.forskelle_maal import value
from indsatser.document.statuspapir_ord import (
    grouped,
    holdt,
    hoved,
    kolonne,
    kort,
    line,
    lysord,
    sentences,
    table,
    talt,
    tegning,
    tid_kort,
)
from indsatser.document.statuspapir_plan import by_theme
from indsatser.enums import Indikatortilstand, Lys, Maalniveau, Maaltilstand, Maaltype, Omfang
from maalinger.statistik.wilson import wilson
from mso_portal.motor.charts.maalbjaelke import Maalbjaelke, maalbjaelke
from mso_portal.motor.documents import Empty, Mellemrubrik, Rubrik, Stamdata, Table

INGEN_MAAL = "Planen har ingen mål."
INGEN_MAALTE = "Ingen af målene har en defineret indikator."
ALLE_MAALES = "Alle mål har en målbar indikator."
ALLE_TAL = "Alle indikatorer har et tal for perioden."
INTERVAL = "Under et tal fra en stikprøve står, hvad det rigtige tal med 95 % sikkerhed ligger imellem."
GRAENSE = (Maaltype.NORM, Maaltype.FASTHOLDELSE, Maaltype.JA_NEJ, Maaltype.KVALITATIV)
BJAELKE = 72, 18  # px of a bar in its cell


def active(data):
    """Return the konkrete goals that aren't given up."""
    return [row for row in data["maal"] if row["niveau"] == Maalniveau.KONKRET and not row["opgivet"]]


def overall(data):
    rows = [row for row in data["maal"] if row["niveau"] == Maalniveau.OVERORDNET and not row["opgivet"]]
    return [Stamdata([("Overordnet", owned(row)) for row in rows])] if rows else []


def owned(goal):
    return f"{goal['tekst']} ({goal['ejer']})" if goal["ejer"] else goal["tekst"]


def goals(data):
    """Return the table of what is measured: each goal as a line, its indicators below it."""
    if not data["maal"]:
        return Empty(INGEN_MAAL)
    groups = by_theme([row for row in active(data) if row["tilstand"] != Maaltilstand.UDEN_INDIKATOR])
    columns = [hoved("Indikator", 15), kolonne("Baseline"), kolonne("Sidst", 15), kolonne("Nu", 15),
               kolonne("Delmål"), kolonne("Mål"), kolonne("Udvikling", 10), kolonne("Vurdering", 15)]  # fmt: skip
    found = data["beregnet"]["indikatorer"]
    cells = {tema: [cells for row in rows for cells in _goal(row, found)] for tema, rows in groups.items()}
    note = INTERVAL if any(one["interval"] for one in found.values()) else ""
    return table("", columns, grouped(cells, always=False), INGEN_MAALTE, note=note)


def _goal(row, found):
    """Return the goal's own line, and a row for each indicator that is defined; what is told of a lone indicator
    stands with the goal, where there is room."""
    defined = [one for one in _active_indicators(row) if one["definition"]]
    told = [_told(one, found[one["uuid"]]) for one in defined]
    alone = told[0] if len(defined) == 1 else ""
    named = Mellemrubrik(row["tekst"], sentences(line("Ansvarlig", row["ejer"]), alone), rolig=True)
    below = [""] if alone else told
    return [named, *(_indicator(row, one, found[one["uuid"]], text) for one, text in zip(defined, below, strict=True))]


def _told(one, found):
    frist = f"Frist {kort(one['definition']['maal_frist'])}" if one["definition"]["maal_frist"] else ""
    return holdt(sentences(frist, line("Prognose", found["prognose"]), _control(one)))


def _indicator(goal, one, found, told):
    base, last, now, step, target = map(holdt, (
        one["definition"]["baseline"] or "mangler", found["sidst"], found["nu"] or "ikke opgjort", found["delmaal"],
        one["definition"]["maal"],
    ))  # fmt: skip
    return (
        Rubrik(holdt(_name(one, goal)) or "Målt", (told,)), base, last or None, Rubrik(now, (found["interval"],)),
        step or None, target, _bar(one, found), lysord(found["lys"], _why(found), usikker=found["usikker"]),
    )  # fmt: skip


def _why(found):
    """The progress, or what the light says beyond its own word."""
    said = dict.fromkeys((found["fremdrift"], found["grund"]))
    return ", ".join(text for text in said if text and text != Lys(found["lys"]).label.lower())


def _bar(one, found):
    """Return the drawing of a row: everything in it stands as numbers beside it."""
    definition, decimals = one["definition"], one["decimaler"]
    base, now = definition["baseline"] or "mangler", found["nu"] or "ikke opgjort"
    alt = f"Fra baseline {base} mod {definition['maal']}, nu {now}."
    bar = Maalbjaelke(
        one["navn"], _plain(definition["maalvaerdi"], decimals), nu=_plain(found["vaerdi"], decimals),
        baseline=_plain(definition["baseline_vaerdi"], decimals), retning=definition["retning"],
        graense=definition["maaltype"] in GRAENSE,
        delmaal=tuple(_plain(step, decimals) for _, step in definition["trin"]),
    )  # fmt: skip
    return tegning(f"maal-{one['uuid']}", maalbjaelke(bar, alt, *BJAELKE), alt)


def _plain(number, decimals):
    """Return the number as a drawing takes it: rounded as it is printed beside it."""
    return None if number is None else float(Fraction(afrund(Fraction(number), decimals), 10**decimals))


def _control(one):
    """What the second method says, and whether it can be right together with the first."""
    control = one["kontrol"]
    first, other = _newest(one["punkter"]), _newest(control["punkter"] if control else [])
    if other is None:
        return ""
    apart = first and one["enhed"] == "%" and er_uenige(_span(first, one["definition"]["omfang"]), _span(other))
    return f"Kontrol, {control['metode'].lower()}: {value(other, one)}{', er uenig' if apart else ''}"


def _newest(points):
    return next((one for one in reversed(points) if one["taeller"] is not None and not one["skjult"]), None)


def _span(point, omfang=Omfang.STIKPROEVE):
    """(low, high) of a share: its interval when it is a sample's, else the value twice."""
    counted, whole = Fraction(point["taeller"]), Fraction(point["naevner"] or 1)
    is_sample = omfang == Omfang.STIKPROEVE and counted <= whole and point["naevner"]  # a half-made correction may not
    found = wilson(counted, whole, point["population"]) if is_sample else None
    return (found.lav, found.hoej) if found else (counted / whole, counted / whole)


def unmeasured_title(data):
    return f"Mål uden målbar indikator ({len(without_indicator(data))} af {len(active(data))})"


def without_indicator(data):
    """Return the goals that nobody can measure yet."""
    return [row for row in active(data) if row["tilstand"] == Maaltilstand.UDEN_INDIKATOR]


def unmeasured(data):
    """Return the blocks of those goals, of the numbers that are missing and of what was given up."""
    columns = [hoved("Mål", 25), kolonne("Indikator", 30), kolonne("Ansvarlig", 20), kolonne("Afklaring")]
    cells = [cell for row in without_indicator(data) for cell in _unclear(row)]
    return [table("", columns, cells, ALLE_MAALES), *absent(data)]


def unmeasured_lines(data):
    """Return the same goals as rows of running text."""
    return [(f"{owned(goal)}:", *_unclear_lines(goal)) for goal in without_indicator(data)]


def _unclear_lines(goal):
    rows = _active_indicators(goal)
    return [sentences(_name(one, goal), _written(one), *_clarified(one)) for one in rows] or ["Ingen indikator."]


def absent(data):
    return [*_missing(data), *_given_up(data)]


def _active_indicators(goal):
    return [one for one in goal["indikatorer"] if one["tilstand"] != Indikatortilstand.UDGAAET]


def _unclear(goal):
    """A row for each indicator still to be defined; a goal without any has one of its own."""
    rows = _active_indicators(goal)
    owner = goal["ejer"] or "mangler"
    if not rows:
        return [(goal["tekst"], "Ingen indikator", owner, None)]
    return [
        (Rubrik(goal["tekst"], (_name(one, goal),)), _written(one), owner, sentences(*_clarified(one))) for one in rows
    ]


def _name(one, goal):
    """Its own name, unless it is called as its goal."""
    return "" if one["navn"] == goal["tekst"] else one["navn"]


def _written(one):
    state = Indikatortilstand(one["tilstand"]).label
    return f"{state}: {one['tekst']}" if one["tekst"] else state


def _clarified(one):
    """By when and by whom it should be clear, and how often that day has moved."""
    day, moved, who = tid_kort(one["afklares_senest"]), one["afklares_flyttet"], one["afklares_af"] or one["ejer"]
    by = f" af {who}" if who else ""
    yield f"Afklares senest {day}{by}" if day else f"Afklares{by} uden frist"
    if moved:
        yield f"Flyttet {talt(moved, 'gang', 'gange')}, først {one['afklares_foerst']}"


def _missing(data):
    """Return the table of the indicators whose newest number is hidden, too old or not to be had."""
    columns = [hoved("Indikator", 45), kolonne("Nu", 20), kolonne("Hvorfor")]
    found = data["beregnet"]["indikatorer"]
    measured = [row for row in active(data) if row["tilstand"] != Maaltilstand.UDEN_INDIKATOR]
    rows = [one for goal in measured for one in _active_indicators(goal)]
    cells = [(one["navn"], found[one["uuid"]]["nu"] or "ikke opgjort", why) for one in rows if (why := _absent(one))]
    return [table("Tal, der mangler", columns, cells, ALLE_TAL)] if rows else []


def _absent(one):
    if not one["definition"]:
        return sentences(_written(one), *_clarified(one))
    newest = one["punkter"][-1] if one["punkter"] else None
    stale = f"Forældet: næste tal skulle være kommet {kort(one['foraeldet'])}" if one["foraeldet"] else ""
    if newest is None:
        return stale or "Ikke målt endnu"
    hidden = "Skjult, fordi tallet bygger på for få" if newest["skjult"] else ""
    absent = newest["begrundelse"] if newest["taeller"] is None and not newest["skjult"] else ""
    return ". ".join(filter(None, (hidden, absent, stale)))


def _given_up(data):
    rows = [(row["tekst"], row["opgivet"]) for row in data["maal"] if row["opgivet"]]
    return [Table("Opgivne mål", [hoved("Mål", 50), kolonne("Hvorfor")], rows)] if rows else []

"""What changed in the goals between two statuses: states, definitions, measurements (21 §8)."""

from fractions import Fraction
from functools import partial

from indsatser.beregning.tal import taelletal, vis
from indsatser.document.statusord import dato, has, paired, skrevet, tid, told
from indsatser.enums import Indikatortilstand, Maaltilstand

# What a definition says, in the order it is printed.
FELTER = {
    "maal": "Mål", "delmaal": "Delmål", "baseline": "Baseline", "population": "Population", "metode": "Målemetode",
    "kilde": "Kilde",
}  # fmt: skip
SERIESKIFT = "Tallene før og efter kan ikke sammenlignes"


def goals(foer, nu):
    """Yield what became of goals and their indicators."""
    for was, row in paired(foer["maal"], nu["maal"], "tekst", has("opgivet")):
        say = partial(told, row, "tekst")
        if was is None:
            yield say("ny", None, row["tekst"], "Nyt mål")
        elif row["opgivet"] and not was["opgivet"]:
            yield say("opgivet", None, row["opgivet"], f"Opgivet: {row['opgivet']}")
        elif row["tilstand"] == Maaltilstand.NAAET != was["tilstand"]:
            yield say("naaet", was["tilstand"], row["tilstand"], "Nået")
        if was:
            yield from _indicators(was, row)


def _indicators(was, row):
    for old, new in _paired_indicators(was, row):
        say, state = partial(told, new, "navn"), Indikatortilstand(new["tilstand"]).label
        if old is None:
            yield say("ny", None, new["tilstand"], f"Ny indikator: {state}")
            continue
        if new["tilstand"] != old["tilstand"]:
            before = Indikatortilstand(old["tilstand"]).label
            yield say("tilstand", old["tilstand"], new["tilstand"], f"{before} → {state}")
        if new["afklares_senest"] != old["afklares_senest"]:
            yield say("afklares_senest", skrevet(old["afklares_senest"]), skrevet(new["afklares_senest"]),
                      f"Afklares senest: {tid(old['afklares_senest'])} → {tid(new['afklares_senest'])}")  # fmt: skip


def _paired_indicators(was, row):
    return paired(was["indikatorer"], row["indikatorer"], "navn", _is_retired)


def _is_retired(indicator):
    return indicator["tilstand"] == Indikatortilstand.UDGAAET


def _all_indicators(foer, nu):
    """Yield (indicator before, now) of those that both data have."""
    for was, row in paired(foer["maal"], nu["maal"], "tekst", has("opgivet")):
        if was:
            yield from ((old, new) for old, new in _paired_indicators(was, row) if old)


def definitions(foer, nu):
    """Yield each part of a definition that a later number of it says otherwise."""
    for old, new in _all_indicators(foer, nu):
        was, row = old["definition"], new["definition"]
        if was and row and was["nr"] != row["nr"]:
            say = partial(told, new, "navn")
            for felt, label in FELTER.items():
                if was[felt] != row[felt]:
                    yield say(felt, was[felt], row[felt], f"{label}: {was[felt] or 'ingen'} → {row[felt] or 'ingen'}")
            if row["serieskift"]:
                yield say("serieskift", was["nr"], row["nr"], SERIESKIFT)


def measurements(foer, nu):
    """Yield the newest value where it is new, and each printed value that was corrected since."""
    for old, new in _all_indicators(foer, nu):
        say = partial(told, new, "navn")
        before = {one["periode_slut"]: one for one in old["punkter"]}
        for one in new["punkter"]:
            printed = before.get(one["periode_slut"])
            if printed and printed["revision"] != one["revision"] and _counted(printed) != _counted(one):
                was, now = value(printed, new), value(one, new)
                yield say(f"rettet:{one['periode_slut']}", _counted(printed), _counted(one),
                          f"Rettet tal for perioden til {dato(one['periode_slut'])}: {was} → {now}")  # fmt: skip
        if new["punkter"] and new["punkter"][-1]["periode_slut"] not in before:
            was, now = old["punkter"][-1] if old["punkter"] else None, new["punkter"][-1]
            text = f"{value(was, new) if was else 'ikke målt'} → {value(now, new)}"
            yield say("maaling", was and _counted(was), _counted(now), text)


def _counted(point):
    return [point["taeller"], point["naevner"]]


def value(point, indicator):
    """55 af 61; 4,5 dage; skjult; ikke opgjort"""
    if point["skjult"]:
        return "skjult"
    if point["taeller"] is None:
        return "ikke opgjort"
    counted, unit = Fraction(point["taeller"]), indicator["enhed"]
    if point["naevner"] is None:
        return f"{taelletal(counted)} {unit}".strip()
    if unit == "%":
        return f"{taelletal(counted)} af {taelletal(point['naevner'])}"
    average = counted / Fraction(point["naevner"]) * Fraction(indicator["multiplikator"])
    return f"{vis(average, indicator['decimaler'])} {unit}".strip()

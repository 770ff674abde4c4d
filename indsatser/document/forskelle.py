"""What changed between two statuses of a plan, told from their frozen data alone (21 §8).

Rows are matched by uuid. Groups come as they are printed, and rows in the order of the newer data.
"""

from functools import partial
from typing import NamedTuple

from indsatser.beregning.dimensioner import risikoscore
from indsatser.beregning.forskydning import forskydning
from indsatser.document.forskelle_maal import definitions, goals, measurements
from indsatser.document.statusord import DIMENSION, SLAGS, dag, dage, dato, has, laest, paired, skrevet, tid, told
from indsatser.enums import Leverancetilstand, Lys
from mso_portal.vaerdier.datoer import antal

FOERSTE = "Første status. Der er intet at sammenligne med."
PERSONER = {"programejer": "Programejer", "tovholder": "Tovholder", "oekonomiansvarlig": "Økonomiansvarlig"}
LAENGE = 2  # rounds a point may stay open before every status says so


class Forskel(NamedTuple):
    """One change. `var` and `er` stand so in the two data; `tekst` is what is printed behind `navn`."""

    gruppe: str
    uuid: str
    navn: str
    felt: str
    var: object
    er: object
    tekst: str


def forskelle(foer, nu):
    """Return the Forskel rows from one status' data to a later one's; `foer` is None for the first status.

    KeyError naming the row when something open in the older data is missing in the newer: nothing is deleted in an
    aktiv plan, so the data is wrong.
    """
    if foer is None:
        return [Forskel("foerste", "", "", "", None, None, FOERSTE)]
    return [Forskel(gruppe, *row) for gruppe, rows in GRUPPER.items() for row in rows(foer, nu)]


def _lights(foer, nu):
    before = {row["dimension"]: row["valgt"] for row in foer["lys"]}
    for row in nu["lys"]:
        name, was = row["dimension"], before[row["dimension"]]
        if was != row["valgt"]:
            words = " → ".join(Lys(one).label if one else "ikke valgt" for one in (was, row["valgt"]))
            yield "", DIMENSION[name], name, was, row["valgt"], words


def _milestones(foer, nu):
    for was, row in paired(foer["milepaele"], nu["milepaele"], "titel", has("faktisk", "bortfaldet")):
        say = partial(told, row, "titel")
        if was is None:
            yield say("ny", None, row["godkendt"]["tekst"], f"Ny milepæl: {tid(row['godkendt'])}")
            continue
        yield from _ending(say, was, row)
        if row["godkendt"] != was["godkendt"]:
            ved = f" (Ændring {row['aendring']})" if row["aendring"] else ""
            yield say("godkendt", was["godkendt"]["tekst"], row["godkendt"]["tekst"],
                      f"Godkendt: {tid(was['godkendt'])} → {tid(row['godkendt'])}{ved}")  # fmt: skip
        if row["ansvarlig"] != was["ansvarlig"]:
            yield say("ansvarlig", was["ansvarlig"], row["ansvarlig"], _persons("Ansvarlig", was, row, "ansvarlig"))


def _ending(say, was, row):
    """How it ended since then; else how its forecast moved."""
    if row["bortfaldet"]:
        if not was["bortfaldet"]:
            yield say("bortfaldet", was["bortfaldet"], row["bortfaldet"], f"Bortfaldet: {row['bortfaldet']}")
    elif row["faktisk"]:
        if row["faktisk"] != was["faktisk"]:
            late = dage(forskydning(laest(row["godkendt"]), dag(row["faktisk"])), "godkendt")
            yield say("faktisk", was["faktisk"], row["faktisk"], f"Gennemført {dato(row['faktisk'])}{late}")
    elif was["faktisk"] or was["bortfaldet"]:
        yield say("genaabnet", was["faktisk"] or was["bortfaldet"], None, "Åbnet igen")
    else:
        yield from _moved(say, was, row)


def _moved(say, was, row):
    old, new = (one["prognose"] or one["godkendt"] for one in (was, row))
    days = forskydning(laest(old), laest(new))
    if days == 0 or (days is None and bool(old["slut"]) == bool(new["slut"])):
        return
    moves = row["flytninger"] - was["flytninger"]
    times = f", flyttet {antal(moves)} gange siden sidst" if moves > 1 else ""
    reason = f": {row['begrundelse']}" if row["begrundelse"] else ""
    text = f"{tid(old)} → {tid(new)}{dage(days, 'sidst')}{times}{reason}"
    yield say("prognose", old["tekst"], new["tekst"], text)


def _money(foer, nu):
    for was, row in paired(foer["budget"], nu["budget"], "titel", has()):
        before = _amounts(was) if was else {}
        for (year, kind), amount in _amounts(row).items():
            old = before.get((year, kind))
            if old != amount:
                change = f"{_kroner(old)} → {_kroner(amount)}" if was else _kroner(amount)
                yield told(row, "titel", f"{year}:{kind}", old, amount, f"{SLAGS[kind]} {year}: {change}")


def _amounts(post):
    """{(year, kind): kroner} of a post, in order of time."""
    return {(year, kind): post["beloeb"][year].get(kind) for year in sorted(post["beloeb"]) for kind in SLAGS}


def _kroner(amount):
    return "ikke oplyst" if amount is None else f"{antal(amount)} kr."


def _risks(foer, nu):
    for was, row in paired(foer["risici"], nu["risici"], "haendelse", has("lukket")):
        say = partial(told, row, "haendelse")
        score, old = _score(row), was and _score(was)
        if was is None:
            yield say("ny", None, row["haendelse"], f"Ny risiko, score {score or 'ikke vurderet'}")
        if row["lukket"] and not (was and was["lukket"]):
            yield say("lukket", None, row["lukket"], f"Lukket {dato(row['lukket'])}")
        elif was and score != old:
            change = " → ".join(str(one or "ikke vurderet") for one in (old, score))
            yield say("score", [was["s"], was["k"]], [row["s"], row["k"]], f"Score {change}")


def _score(risk):
    return risikoscore(risk["s"], risk["k"])


def _is_over(delivery):
    return delivery["tilstand"] in (Leverancetilstand.LEVERET, Leverancetilstand.BORTFALDET)


def _deliveries(foer, nu):
    for was, row in paired(foer["leverancer"], nu["leverancer"], "titel", _is_over):
        say, state = partial(told, row, "titel"), Leverancetilstand(row["tilstand"]).label
        if was is None:
            yield say("ny", None, row["tilstand"], f"Ny leverance fra {row['leverandoer']}: {state}")
            continue
        if row["tilstand"] != was["tilstand"]:
            old = Leverancetilstand(was["tilstand"]).label
            yield say("tilstand", was["tilstand"], row["tilstand"], f"{old} → {state}")
        for felt, label in (("aftalt", "Aftalt"), ("prognose", "Prognose")):
            if row[felt] != was[felt]:
                yield say(felt, skrevet(was[felt]), skrevet(row[felt]),
                          f"{label}: {tid(was[felt])} → {tid(row[felt])}")  # fmt: skip
        if row["leverandoer"] != was["leverandoer"]:
            yield say("leverandoer", was["leverandoer"], row["leverandoer"],
                      _persons("Leverandør", was, row, "leverandoer"))  # fmt: skip


def _points(foer, nu):
    for was, row in paired(foer["opfoelgning"], nu["opfoelgning"], "tekst", has("lukket")):
        say = partial(told, row, "tekst")
        if was is None:
            yield say("nyt", None, row["tekst"], "Nyt punkt")
        if row["lukket"]:
            if not (was and was["lukket"]):
                yield say("lukket", None, row["lukket"], f"Afsluttet {dato(row['lukket'])}")
            continue
        if was and row["ansvarlig"] != was["ansvarlig"]:
            yield say("ansvarlig", was["ansvarlig"], row["ansvarlig"], _persons("Ansvarlig", was, row, "ansvarlig"))
        if row["runder"] > LAENGE:
            yield say("runder", was and was["runder"], row["runder"], f"Åbent i {row['runder']} runder")


def _people(foer, nu):
    before, after = foer["plan"], nu["plan"]
    for felt, label in PERSONER.items():
        if before[felt] != after[felt]:
            yield "", label, felt, before[felt], after[felt], _change(before[felt], after[felt])
    for was, row in paired(foer["maal"], nu["maal"], "tekst", has("opgivet")):
        if was and was["ejer"] != row["ejer"]:
            yield told(row, "tekst", "ejer", was["ejer"], row["ejer"], _persons("Ansvarlig", was, row, "ejer"))


def _persons(label, was, row, felt):
    return f"{label}: {_change(was[felt], row[felt])}"


def _change(old, new):
    return f"{old or 'ingen'} → {new or 'ingen'}"


GRUPPER = {
    "lys": _lights, "milepaele": _milestones, "maal": goals, "definitioner": definitions, "maalinger": measurements,
    "oekonomi": _money, "risici": _risks, "leverancer": _deliveries, "opfoelgning": _points, "personer": _people,
}  # fmt: skip

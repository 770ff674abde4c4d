"""Money, risks, deliveries, points and what comes next (21 §9.1)."""

from datetime import timedelta

from indsatser.beregning.dimensioner import risikoscore
from indsatser.document.statusord import dag
from indsatser.document.statuspapir_ord import (
    IKKE_SKREVET,
    grouped,
    hoved,
    kolonne,
    kort,
    line,
    sentences,
    table,
    tid_kort,
)
from indsatser.enums import UBEKRAEFTET, Budgetart, Leverancetilstand, Milepaelstilstand, Punktart
from mso_portal.motor.documents import Column, Empty, Loebende, Rubrik, Small, Tekst
from mso_portal.vaerdier.kroner import tkr

INGEN = {
    "budget": "Planen har intet budget.", "risici": "Ingen risici er registreret.",
    "leverancer": "Ingen leverancer er bestilt.", "opfoelgning": "Ingen punkter er åbne.",
    "naeste": "Ingen milepæle eller delmål forfalder i næste periode.",
}  # fmt: skip
ARTER = {"vilkaar": "Vilkår", "opgave": "Opgaver", "bemaerkning": "Bemærkninger"}
BEMAERKNING = Punktart.BEMAERKNING
SLAGS = ("budget", "forbrug", "prognose")
FLEST_RISICI = 10
FREM = timedelta(days=92)  # of what falls due next
SCORE = "Score er sandsynlighed gange konsekvens, højst 25."
BESIDE = "Indirekte udgifter lægges ikke sammen med de direkte."
MED_BUDGET = "Et år uden prognose regnes med sit budget."
MED_FORBRUG = "Et år uden prognose regnes med sit budget, eller med forbruget, når det er større."


def money(data):
    """Return the direkte posts with their sums, the indirekte beside them, and what doesn't add up."""
    found = data["beregnet"]["oekonomi"]
    direct, beside = (_of_kind(data, art) for art in (Budgetart.DIREKTE, Budgetart.INDIREKTE))
    if not direct + beside:
        return [Empty(INGEN["budget"])]
    shown = [_direct(found, direct)]
    if beside:
        shown.append(_posts("Indirekte udgifter (tkr.)", beside, "Pr. enhed", "enhedstekst", note=BESIDE))
    return [*shown, Small(found["advarsler"])] if found["advarsler"] else shown


def money_in_short(data):
    """Return the table of the direkte posts, and the indirekte as lines below it."""
    found, direct = data["beregnet"]["oekonomi"], _of_kind(data, Budgetart.DIREKTE)
    if not data["budget"]:
        return [Empty(INGEN["budget"])]
    lines = [*map(_beside, _of_kind(data, Budgetart.INDIREKTE)), *found["advarsler"]]
    return [_direct(found, direct), Small(lines)] if lines else [_direct(found, direct)]


def _beside(post):
    """Indirekte, lægges ikke sammen med de direkte: Frikøb (pr. modul), 2020 budget 4.000 tkr."""
    said = [
        f"{aar} {', '.join(f'{slags} {tkr(amounts[slags])} tkr.' for slags in SLAGS if slags in amounts)}"
        for aar, amounts in sorted(post["beloeb"].items())
    ]
    each = f" ({post['enhedstekst']})" if post["enhedstekst"] else ""
    return f"Indirekte, lægges ikke sammen med de direkte: {post['titel']}{each}, {' '.join(said) or 'ikke oplyst.'}"


def _of_kind(data, art):
    return [row for row in data["budget"] if row["art"] == art]


def _direct(found, posts):
    """Return the table of the direkte posts, with how the forecast of the whole plan is made."""
    sums, note = _sums(found, posts), _reckoned(found, posts)
    return _posts("Direkte udgifter (tkr.)", posts, "Finansiering", "finansiering", sums, note=note)


def _reckoned(found, posts):
    """Say what stands in for a forecast in the sum of the whole plan, nothing when each year has its own."""
    years = [amounts for post in posts for amounts in post["beloeb"].values() if "prognose" not in amounts]
    if not years or found["ialt"]["prognose"] is None:
        return ""
    is_over = any(of.get("forbrug", 0) > of.get("budget", 0) for of in years)
    return MED_FORBRUG if is_over else MED_BUDGET


def _posts(caption, posts, last, field, sums=(), **more):
    columns = [hoved("Post", 30), kolonne("År", 10), *(Column(slags.capitalize(), "tkr", 10) for slags in SLAGS),
               Column("Afvigelse", "tkr", 10), kolonne(last)]  # fmt: skip
    rows = [
        _amounts(post["titel"], aar, amounts, post[field])
        for post in posts
        for aar, amounts in sorted(post["beloeb"].items()) or [(None, {})]
    ]
    return table(caption, columns, [*rows, *sums[:-1]], INGEN["budget"], total=sums[-1] if sums else (), **more)


def _sums(found, posts):
    """The sums of the running year and of the whole plan, which is one row when the plan has but one year."""
    whole = _amounts("Hele planen", "", found["ialt"], "")
    if len({aar for post in posts for aar in post["beloeb"]}) < 2:
        return (whole,)
    return _amounts(f"I alt {found['aar']}", "", found["aaret"], ""), whole


def _amounts(titel, aar, amounts, last):
    """What is not stated is no 0, and takes part in no difference."""
    budget, prognose = amounts.get("budget"), amounts.get("prognose")
    over = None if None in (budget, prognose) else prognose - budget
    return titel, aar or None, *(amounts.get(slags) for slags in SLAGS), over, last or None


def open_risks(data):
    """Return the open risks, the worst first."""
    return sorted((row for row in data["risici"] if not row["lukket"]), key=lambda row: -(_score(row) or 0))


def _score(row):
    return risikoscore(row["s"], row["k"])


def large_risks(data):
    """Return the open risks from the plan's tolerance on, as many as the page shows."""
    least = data["tolerancer"]["risiko_gul"]
    return [row for row in open_risks(data) if (_score(row) or 0) >= least][:FLEST_RISICI]


def risks(data):
    """Return the table of the large risks, or say where the small ones stand."""
    rows, every = large_risks(data), open_risks(data)
    if rows or not every:
        return [risk_table("", rows)]
    least = data["tolerancer"]["risiko_gul"]
    return [Tekst(f"Ingen risici er på {least} eller derover. De åbne risici ({len(every)}) står sidst i status.")]


def risk_table(caption, rows):
    columns = [hoved("Risiko", 40), kolonne("Score (sidst)", 10), kolonne("Tiltag", 35), kolonne("Ejer")]
    return table(caption, columns, [_risk(row) for row in rows], INGEN["risici"], note=SCORE)


def _risk(row):
    why = sentences(line("Årsag", row["aarsag"]), line("Konsekvens", row["konsekvens"]))
    return Rubrik(row["haendelse"], (why,)), _scores(row), row["tiltag"] or None, row["ejer"] or "mangler"


def _scores(row):
    """16 (12), the score now and in the previous status."""
    found, before = _score(row), risikoscore(*row["foer"] or (None, None))
    now = "ikke vurderet" if found is None else str(found)
    return now if before is None else f"{now} ({before})"


def deliveries(data):
    columns = [hoved("Leverance", 25), kolonne("Leverandør", 30), kolonne("Aftalt", 15), kolonne("Forventet", 15),
               kolonne("Tilstand")]  # fmt: skip
    return table("", columns, [_delivery(row) for row in data["leverancer"]], INGEN["leverancer"])


def _delivery(row):
    who = ", ".join(filter(None, (row["leverandoer"], row["kontaktperson"])))
    expected = f"leveret {kort(row['leveret'])}" if row["leveret"] else tid_kort(row["prognose"] or row["aftalt"])
    return Rubrik(row["titel"], (row["begrundelse"],)), who, _agreed(row), expected, _confirmed(row)


def _agreed(row):
    """What was agreed; until then what the plan wants and what its supplier offers."""
    if row["aftalt"]:
        return tid_kort(row["aftalt"])
    wanted, offered = line("ønsket", tid_kort(row["oensket"])), line("tilbudt", tid_kort(row["tilbudt"]))
    return "\n".join(filter(None, (wanted, offered))) or None


def _confirmed(row):
    """Its state, and whether somebody has promised it."""
    state = Leverancetilstand(row["tilstand"])
    if state == Leverancetilstand.FORESLAAET:
        return state.label
    if state in UBEKRAEFTET:
        return f"{state.label}, ikke bekræftet"
    return f"{state.label}, bekræftet {kort(row['bekraeftet'])}" if row["bekraeftet"] else state.label


def points(data):
    """Return the points that are open, and those closed since the last status: a table of what somebody must do, the
    bemærkninger as running text."""
    groups, remarks = {}, _remarks(data)
    for row in data["opfoelgning"]:
        if row["art"] != BEMAERKNING:
            groups.setdefault(ARTER[row["art"]], []).append(_point(row))
    columns = [hoved("Punkt", 60), kolonne("Ansvarlig", 25), kolonne("Frist")]
    told = [Loebende("", remarks)] if remarks else []
    return [table("", columns, grouped(groups)), *told] if groups else told or [Empty(INGEN["opfoelgning"])]


def _remarks(data):
    said = " · ".join(_in_line(row) for row in data["opfoelgning"] if row["art"] == BEMAERKNING)
    return [(f"{ARTER[BEMAERKNING]}:", said)] if said else []


def point_lines(data):
    """Return the points as rows of running text, a vilkår and an opgave each, the bemærkninger together."""
    rows = [row for row in data["opfoelgning"] if row["art"] != BEMAERKNING]
    said = [(f"{Punktart(row['art']).label}:", _in_line(row)) for row in rows]
    return [*said, *_remarks(data)] or [("Opfølgning:", INGEN["opfoelgning"])]


def _in_line(row):
    closed = f"afsluttet {kort(row['lukket'])}" if row["lukket"] else line("frist", tid_kort(row["frist"]))
    behind = ", ".join(filter(None, (row["ansvarlig"], closed, row["lukket_tekst"])))
    return f"{row['tekst']} ({behind})" if behind else row["tekst"]


def _point(row):
    closed = f"Afsluttet {kort(row['lukket'])}" if row["lukket"] else ""
    return Rubrik(row["tekst"], (row["lukket_tekst"],)), row["ansvarlig"] or None, closed or tid_kort(row["frist"])


def next_period(data):
    """Return the text on what comes, and what falls due."""
    rows = due_lines(data)
    return [Tekst(data["tekst"]["naeste"] or IKKE_SKREVET), Loebende("", rows) if rows else Small([INGEN["naeste"]])]


def due_lines(data):
    """Return the milestones and the delmål that fall due, a row of running text for each kind."""
    S = dag(data["runde"]["statusdato"])
    found = {"Milepæle:": _due(data, S, S + FREM), "Delmål:": _steps(data, S, S + FREM)}
    return [(label, " · ".join(texts)) for label, texts in found.items() if texts]


def _due(data, after, until):
    """Return the milestones that are expected in the days, in order of time."""
    found, due = data["beregnet"]["milepaele"], []
    for row in data["milepaele"]:
        expected = row["prognose"] or row["godkendt"]
        slut = dag(expected["slut"])
        is_planned = found[row["uuid"]]["tilstand"] == Milepaelstilstand.PLANLAGT and not row["faktisk_efter"]
        if is_planned and slut and after < slut <= until:
            due.append((slut, f"{row['titel']} ({tid_kort(expected)})"))
    return [text for _, text in sorted(due)]


def _steps(data, after, until):
    """Return the delmål that are due in the days, in order of time, those of a day together."""
    days = {}
    for one in (one for goal in data["maal"] for one in goal["indikatorer"] if one["definition"]):
        for day, _ in one["definition"]["trin"]:
            if after < dag(day) <= until:
                days.setdefault(day, []).append(one["navn"])
    return [f"{kort(day)}: {', '.join(days[day])}" for day in sorted(days)]

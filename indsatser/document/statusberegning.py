"""What a status' data says when it is judged: its lights, slips, progress and sums, from the data alone (21 §6).

The same functions judge a live plan (`models.planstatus`); here they read what was frozen.
"""

from dataclasses import asdict

from indsatser.beregning.dimensioner import (
    Leverancedatoer,
    Posttal,
    Tolerancer,
    budget_og_ventet,
    forbrug_over_prognose,
    lys_leverancer,
    lys_oekonomi,
    lys_risiko,
    lys_samlet,
    lys_tid,
    risikoscore,
    uden_prognose,
)
from indsatser.beregning.forskydning import forskydning
from indsatser.beregning.milepaele import Milepaelsdatoer, er_aaben, milepaelstilstand, ventet
from indsatser.beregning.prognoser import slip_prognose
from indsatser.document.statusberegning_maal import judged_goals
from indsatser.document.statusbokse import delivery_box, goal_box, money_box, risk_box, time_box
from indsatser.document.statusord import dag, laest
from indsatser.enums import Bidragssvar, Budgetart, Punktart
from mso_portal.vaerdier.datoer import antal

SLAGS = ("budget", "forbrug", "prognose")


def beregn_status(data):
    """Return what is computed from the data; what it holds of an earlier computing is not read."""
    S, tolerancer = dag(data["runde"]["statusdato"]), _tolerances(data["tolerancer"])
    dates = {row["uuid"]: _dates(row) for row in data["milepaele"]}
    milestones = {row["uuid"]: _milestone(row, dates[row["uuid"]], S, tolerancer) for row in data["milepaele"]}
    goals, indicators, goal_light, maalte = judged_goals(data["maal"], S)
    posts, scores = _direct(data["budget"]), _scores(data["risici"])
    money = _money(posts, S.year)
    judged = {
        "tid": (lys_tid(dates.values(), S, tolerancer), time_box(milestones, dates, S)),
        "maal": (goal_light, goal_box(*maalte)),
        "oekonomi": (lys_oekonomi(posts, S.year, tolerancer), money_box(posts, money)),
        "risiko": (lys_risiko(scores, tolerancer), risk_box(scores)),
        "leverancer": (_delivery_light(data, S, tolerancer), delivery_box(data["leverancer"])),
    }  # fmt: skip
    whole = lys_samlet([lys for lys, _ in judged.values()], _has_condition(data))
    return {
        "lys": {name: _light(*one) for name, one in {"samlet": (whole, ""), **judged}.items()},
        "milepaele": milestones, "maal": goals, "indikatorer": indicators, "maalte": maalte,
        "slip": _slip(data["milepaele"]), "oekonomi": money, "indberettet": _answered(data["bidrag"]),
    }  # fmt: skip


def _tolerances(row):
    return Tolerancer(
        row["tid_gul"], row["tid_roed"], row["oekonomi_roed"], row["risiko_gul"], row["risiko_roed"],
        row["leverance_roed"],
    )  # fmt: skip


def _light(lys, sentence):
    return {"lys": lys.lys, "usikker": lys.usikker, "tekst": lys.tekst, "boks": sentence}


def _open(rows):
    return [row for row in rows if not row["lukket"]]


def _has_condition(data):
    return any(row["art"] == Punktart.VILKAAR for row in _open(data["opfoelgning"]))


def _scores(risks):
    """The scores of the open risks, None for one that nobody has assessed, or a correction only half."""
    return [risikoscore(row["s"], row["k"]) for row in _open(risks)]


def _delivery_light(data, S, tolerancer):
    closed = frozenset(map(dag, data["lukkedage"]))
    rows = [Leverancedatoer(row["tilstand"], dag(row["siden"]), laest(row["aftalt"]), laest(row["prognose"]))
            for row in data["leverancer"]]  # fmt: skip
    return lys_leverancer(rows, S, tolerancer, closed)


# Milestones


def _dates(row):
    """Return the Milepaelsdatoer of a frozen milestone; what was done after the day is open on it."""
    godkendt = laest(row["godkendt"])
    prognose = laest(row["prognose"]) if row["prognose"] else godkendt
    return Milepaelsdatoer(godkendt, prognose, dag(row["faktisk"]), row["bortfaldet"] is not None, dag(row["oprettet"]))


def _milestone(row, dates, S, tolerancer):
    now = dates.faktisk_dato or ventet(dates)
    return {
        "tilstand": milepaelstilstand(dates, S), "skred": forskydning(dates.godkendt, now),
        "skred_oprindelig": forskydning(laest(row["oprindelig"]), now),
        "lys": lys_tid([dates], S, tolerancer).lys if er_aaben(dates, S) else None,
    }  # fmt: skip


def _slip(milestones):
    """How late finished milestones came against their first date."""
    done = [row for row in milestones if row["faktisk"] and not row["bortfaldet"]]
    found = slip_prognose([forskydning(laest(row["oprindelig"]), dag(row["faktisk"])) for row in done])
    return found and asdict(found)


# Money


def _direct(rows):
    """The direkte posts, which alone are judged and summed."""
    return [Posttal(row["titel"], **_by_kind(row["beloeb"])) for row in rows if row["art"] == Budgetart.DIREKTE]


def _by_kind(amounts):
    """{kind: {year: kroner}}"""
    return {slags: {int(year): of[slags] for year, of in amounts.items() if slags in of} for slags in SLAGS}


def _money(posts, year):
    warnings = [f"{titel}: forbruget {aar} på {antal(forbrug)} kr. er over prognosen på {antal(prognose)} kr."
                for titel, aar, forbrug, prognose in forbrug_over_prognose(posts)]  # fmt: skip
    is_known = not uden_prognose(posts, year)
    return {
        "aar": year, "aaret": _sums(posts, year, is_known), "ialt": _sums(posts, None, is_known),
        "advarsler": warnings,
    }  # fmt: skip


def _sums(posts, year, is_known):
    """{kind: kroner} of a year or all years; None where nothing is stated, and where the running year's forecast isn't
    whole. A later year without forecast is expected to cost its budget, as its light takes it."""
    stated = {
        slags: [kroner for one in posts for aar, kroner in getattr(one, slags).items() if year in (None, aar)]
        for slags in SLAGS
    }
    sums = {slags: sum(of) if of else None for slags, of in stated.items()}
    if stated["prognose"]:
        sums["prognose"] = budget_og_ventet(posts, year)[1] if is_known else None
    return sums


def _answered(rows):
    """{kind: [answered, all]}"""
    found = {}
    for row in rows:
        count = found.setdefault(row["slags"], [0, 0])
        count[0] += row["svar"] != Bidragssvar.MANGLER
        count[1] += 1
    return found

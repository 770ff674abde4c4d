"""The sentence with numbers in each dimension's box, at most 60 characters (21 §9.1)."""

from indsatser.beregning.dimensioner import uden_prognose
from indsatser.beregning.milepaele import sidste_dag, ventet
from indsatser.document.statuspapir_ord import talt
from indsatser.enums import UBEKRAEFTET, Leverancetilstand, Milepaelstilstand
from mso_portal.vaerdier.datoer import antal


def time_box(found, dates, S):
    """Return what is done, and the worst of what is late: the days since it was expected, else its slip. `found` and
    `dates` are {uuid: judged milestone, its dates}."""
    alive = {key: one for key, one in found.items() if one["tilstand"] != Milepaelstilstand.BORTFALDET}
    if not alive:
        return "Ingen milepæle er registreret"
    waiting = {key: one for key, one in alive.items() if one["tilstand"] != Milepaelstilstand.GENNEMFOERT}
    overdue = [(S - sidste_dag(ventet(dates[key]))).days for key, one in waiting.items()
               if one["tilstand"] == Milepaelstilstand.OVERSKREDET]  # fmt: skip
    said = f"{len(alive) - len(waiting)} af {talt(len(alive), 'milepæl', 'milepæle')} gennemført"
    if overdue:
        return f"{said}, {talt(max(overdue), 'dag', 'dage')} overskredet"
    worst = max((one["skred"] or 0 for one in waiting.values()), default=0)
    return f"{said}, værste skred {talt(worst, 'dag', 'dage')}" if worst > 0 else said


def goal_box(k, n):
    return f"{k} af {n} mål kan måles" if n else "Ingen aktive mål er registreret"


def money_box(posts, money):
    """Return the amounts of the running year, of what is direkte."""
    year = money["aaret"]
    if money["ialt"]["budget"] is None:
        return "Intet budget er registreret"
    if year["budget"] is None:
        return f"Intet budget for {money['aar']}"
    if missing := uden_prognose(posts, money["aar"]):
        of = talt(len(posts), "post", "poster")
        return f"{len(missing)} af {of} mangler prognose, budget {antal(year['budget'])} kr."
    return f"Prognose {antal(year['prognose'])} kr. af {antal(year['budget'])} kr."


def risk_box(scores):
    """Return how many open risks there are; a score of None is one nobody has assessed."""
    if not scores:
        return "Ingen risici er registreret"
    known = [score for score in scores if score is not None]
    highest = f"højeste score {max(known)}" if known else "ingen er vurderet"
    return f"{talt(len(scores), 'åben risiko', 'åbne risici')}, {highest}"


def delivery_box(rows):
    alive = [row for row in rows if row["tilstand"] != Leverancetilstand.BORTFALDET]
    if not alive:
        return "Ingen leverancer er registreret"
    of, unsure = talt(len(alive), "leverance", "leverancer"), sum(row["tilstand"] in UBEKRAEFTET for row in alive)
    return f"{unsure} af {of} er ikke bekræftet" if unsure else f"{len(alive)} af {of} er bekræftet"

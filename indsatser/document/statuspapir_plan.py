"""The milestones of a status: the plan in time, the trend of the critical ones, a table, how forecasts have held."""

from indsatser.document.statusord import dag, laest
from indsatser.document.statuspapir_ord import (
    BREDDE,
    GENERELT,
    LIGGENDE,
    flyttet,
    grouped,
    hoved,
    kolonne,
    kort,
    lysord,
    sentences,
    table,
    talt,
    tegning,
    tid_kort,
)
from indsatser.enums import Milepaelstilstand
from mso_portal.motor.charts.gantt import gantt
from mso_portal.motor.charts.gantt_raekke import Gruppe, Milepael
from mso_portal.motor.charts.milepaelstrend import MOST_LINES, Trendlinje, milepaelstrend
from mso_portal.motor.documents import Empty, Rubrik, Small
from mso_portal.vaerdier.tidspunkt import Tidspunkt

TOM = "Planen har ingen milepæle."
INGEN_TREND = "Milepælstrend vises for kritiske milepæle fra den anden status."
SKRED = "Forventet er datoen for det, der er gennemført. Skred er dage mod den godkendte og den oprindelige dato."
DOEDE = (Milepaelstilstand.GENNEMFOERT, Milepaelstilstand.BORTFALDET)


def drawn_plan(data, bredde=LIGGENDE, samlet=False):
    """Return a drawing for each page of the plan in time. The headings of temaer are left out when `samlet`, and when
    they alone would cost a page: the table has them."""
    rows = [row for row in data["milepaele"] if _is_dated(row)]
    if not rows:
        return [Empty(TOM if not data["milepaele"] else "Ingen milepæl har en dato.")]
    groups = {tema: [_drawn(row, data) for row in of] for tema, of in by_theme(rows).items()}
    plain = _graphs(data, {"": [row for of in groups.values() for row in of]}, bredde, samlet)
    headed = plain if samlet or len(groups) == 1 else _graphs(data, groups, bredde, samlet)
    graphs = headed if len(headed) == len(plain) else plain
    return [tegning(f"tidsplan-{nr}", graf, _alt(data)) for nr, graf in enumerate(graphs, 1)]


def _graphs(data, groups, bredde, taet):
    title, status = f"Tidsplan for {data['plan']['nummer']}", dag(data["runde"]["statusdato"])
    drawn = [Gruppe(tema, tuple(rows)) for tema, rows in groups.items()]
    return gantt(title, _alt(data), drawn, status, bredde, taet)


def _is_dated(row):
    times = (row["oprindelig"], row["godkendt"], row["prognose"])
    return bool(row["faktisk"] or any(tid and tid["slut"] for tid in times))


def by_theme(rows):
    """{tema: its rows} in the order they come, those without one first."""
    groups = {}
    for row in sorted(rows, key=lambda row: bool(row["tema"])):
        groups.setdefault(row["tema"] or GENERELT, []).append(row)
    return groups


def _drawn(row, data):
    found = data["beregnet"]["milepaele"][row["uuid"]]
    state = Milepaelstilstand(found["tilstand"])
    return Milepael(
        row["uuid"], row["titel"], laest(row["oprindelig"]), laest(row["godkendt"]),
        laest(row["prognose"]) or Tidspunkt(), dag(row["faktisk"]), found["skred_oprindelig"], state.label,
        row["kritisk"], state == Milepaelstilstand.OVERSKREDET, state == Milepaelstilstand.BORTFALDET,
    )  # fmt: skip


def _alt(data):
    """How many milestones there are in each state, as the sentence that reads the drawing."""
    states = [found["tilstand"] for found in data["beregnet"]["milepaele"].values()]
    counts = [f"{states.count(state)} {state.label.lower()}" for state in Milepaelstilstand if state in states]
    return f"Tidsplan: {', '.join(counts)}. Tallene står i tabellen over milepæle."


def trend(data):
    """Return the drawing of how the forecasts of critical milestones have moved from status to status."""
    rows = [row for row in data["milepaele"] if row["kritisk"]][:MOST_LINES]
    days = sorted({S for row in rows for S, _ in row["trend"]})
    if not days:
        return [Small([INGEN_TREND])]
    now = data["runde"]["statusdato"]
    lines = [_line(row, [*days, now], data["beregnet"]["milepaele"][row["uuid"]]["tilstand"]) for row in rows]
    counted = talt(len(rows), "kritisk milepæl", "kritiske milepæle")
    alt = f"Milepælstrend for {counted}: en vandret linje holder, en stigende skrider."
    graf = milepaelstrend("Milepælstrend", alt, [dag(one) for one in (*days, now)], lines, BREDDE)
    return [tegning("milepaelstrend", graf, alt)]


def _line(row, days, state):
    told = {S: dag(slut) for S, slut in row["trend"]}
    ahead = None if state == Milepaelstilstand.BORTFALDET else dag((row["prognose"] or row["godkendt"])["slut"])
    return Trendlinje(row["titel"], tuple(told.get(S) for S in days[:-1]) + (ahead,), dag(row["faktisk"]))


def milestones(data, bredder=(25, 20), note=SKRED):
    """Return the table of all milestones, those of a tema under its name; `bredder` are those of the first columns."""
    columns = [hoved("Milepæl", bredder[0]), kolonne("Ansvarlig", bredder[1]), kolonne("Oprindelig"),
               kolonne("Godkendt"), kolonne("Forventet"), kolonne("Skred"), kolonne("Tilstand")]  # fmt: skip
    found, groups = data["beregnet"]["milepaele"], by_theme(data["milepaele"])
    cells = {tema: [_milestone(row, found[row["uuid"]]) for row in rows] for tema, rows in groups.items()}
    return table("", columns, grouped(cells, always=False), TOM, note=note)


def _milestone(row, found):
    moved = talt(row["flytninger"], "flytning", "flytninger") if row["flytninger"] else ""
    days = f"{flyttet(found['skred'])} / {flyttet(found['skred_oprindelig'])}"
    return (
        Rubrik(row["titel"], (_told(row),)), row["ansvarlig"] or "mangler", tid_kort(row["oprindelig"]),
        tid_kort(row["godkendt"]), _expected(row), Rubrik(days, (moved,)), _light(found),
    )  # fmt: skip


def _told(row):
    """Kritisk. Bekræftet 5.4.2017, uændret siden 1.2.2017. Why it has moved, or was dropped."""
    is_open = not (row["faktisk"] or row["bortfaldet"])
    since = f", uændret siden {kort(row['uaendret_siden'])}" if row["uaendret_siden"] else ""
    confirmed = f"Bekræftet {kort(row['bekraeftet'])}{since}" if row["bekraeftet"] and is_open else ""
    after = f"Gennemført {kort(row['faktisk_efter'])}, efter statusdatoen" if row["faktisk_efter"] else ""
    return sentences("Kritisk" * row["kritisk"], confirmed, after, row["bortfaldet"], row["begrundelse"])


def _expected(row):
    """The day it was done, or is expected on the status date."""
    if row["faktisk"]:
        return kort(row["faktisk"])
    return tid_kort(row["prognose"] or row["godkendt"]) or "uden dato"


def _light(found):
    state = Milepaelstilstand(found["tilstand"])
    return state.label if state in DOEDE or found["lys"] is None else lysord(found["lys"])


def slip(data):
    """Say how the finished milestones have kept their first dates, once enough of them tell something."""
    found = data["beregnet"]["slip"]
    if not found:
        return []
    fourth, half, three = (flyttet(found[name]) for name in ("p25", "median", "p75"))
    return [Small([
        f"Prognose for skred, efter de {found['antal']} gennemførte milepæle: en fjerdedel højst {fourth} dage mod den"
        f" oprindelige dato, halvdelen højst {half} og tre fjerdedele højst {three}."
    ])]  # fmt: skip

"""A locked status as sheets, from its data alone: those of a live plan with what was frozen of it (20 §10, 21 §11)."""

from fractions import Fraction

from indsatser.beregning.dimensioner import risikoscore
from indsatser.document.regneark import columns, number, times, yes
from indsatser.document.statusord import DIMENSION, SLAGS, laest
from indsatser.document.statuspapir_ord import lysnavn
from indsatser.enums import (
    Budgetart,
    Indikatortilstand,
    Leverancetilstand,
    Maalniveau,
    Maaltilstand,
    Maaltype,
    Metoderolle,
    Milepaelsart,
    Milepaelstilstand,
    Omfang,
    Punktart,
)
from maalinger.statistik.vaerdi import vaerdi

SKJULT = "Skjult (for få svar)"


def sheets(data):
    """Return [(name, columns, rows)]: what status it is and its lights, then a sheet for each kind of row."""
    return [
        ("Status", *_facts(data)), ("Vurdering", *_lights(data)), ("Milepæle", *_milestones(data)),
        ("Mål og indikatorer", *_goals(data)), ("Målinger", *_values(data)), ("Leverancer", *_deliveries(data)),
        ("Risici", *_risks(data)), ("Økonomi", *_money(data)), ("Opfølgning", *_points(data)),
    ]  # fmt: skip


def _time(tid):
    """Return the four cells of a frozen Tidspunkt; empty ones of None."""
    return times(laest(tid)) if tid else [""] * 4


def _facts(data):
    plan, runde, status = data["plan"], data["runde"], data["status"]
    rows = [
        ("uuid", status["uuid"]), ("Plan", plan["nummer"]), ("Titel", plan["titel"]), ("Forum", runde["forum"]),
        ("Status", runde["betegnelse"]), ("Version", status["nr"]), ("Data pr.", runde["statusdato"]),
        ("Skrevet af", status["forfatter"]), ("Godkendt af", status["godkendt_af"] or "Ikke godkendt"),
        ("Kort fortalt", data["tekst"]["resume"]), ("Siden sidst", data["tekst"]["siden_sidst"]),
        ("Næste periode", data["tekst"]["naeste"]),
    ]  # fmt: skip
    return ["Felt", "Indhold"], [list(row) for row in rows]


def _lights(data):
    heads = ["Dimension", "Valgt", "Forslag", "Sidst", "Begrundelse", "Årsag og tiltag"]
    rows = [
        [DIMENSION[row["dimension"]], *(lysnavn(row[name]) for name in ("valgt", "forslag", "forrige")),
         row["begrundelse"], row["aarsag_tiltag"]]
        for row in data["lys"]
    ]  # fmt: skip
    return heads, rows


def _milestones(data):
    heads = columns(
        "uuid", "Tema", "Titel", "Art", "Ansvarlig", "Kritisk", "§Oprindelig dato", "§Godkendt dato", "§Forventet",
        "Gennemført", "Gennemført efter statusdatoen", "Begrundelse for bortfald", "Tilstand", "Dage fra godkendt",
        "Dage fra oprindelig", "Gange flyttet", "Begrundelse", "Bekræftet",
    )  # fmt: skip
    found = data["beregnet"]["milepaele"]
    return heads, [_milestone(row, found[row["uuid"]]) for row in data["milepaele"]]


def _milestone(row, found):
    return [
        row["uuid"], row["tema"], row["titel"], Milepaelsart(row["art"]).label, row["ansvarlig"], yes(row["kritisk"]),
        *_time(row["oprindelig"]), *_time(row["godkendt"]), *_time(row["prognose"] or row["godkendt"]),
        row["faktisk"] or "", row["faktisk_efter"] or "", row["bortfaldet"] or "",
        Milepaelstilstand(found["tilstand"]).label, number(found["skred"]), number(found["skred_oprindelig"]),
        row["flytninger"], row["begrundelse"], row["bekraeftet"] or "",
    ]  # fmt: skip


GOALS = columns(
    "uuid", "Målets uuid", "Slags", "Tema", "Mål", "Niveau", "Ansvarlig", "Tilstand", "Vurdering", "Indikator",
    "Som skrevet i kilden", "§Afklares senest", "Afklares af", "Nu", "Definition", "Måltype", "Mål, værdi", "Enhed",
    "Målet nås senest", "Baseline", "Baseline, værdi", "Målemetode", "Tæller", "Nævner", "Population", "Omfang",
    "Delmål",
)  # fmt: skip


def _goals(data):
    """A goal is followed by its indicators, each with the definition that was in force."""
    rows = []
    for goal in data["maal"]:
        rows.append(_goal(goal, data["beregnet"]["maal"].get(goal["uuid"])))
        rows += [_indicator(goal, one, data["beregnet"]["indikatorer"][one["uuid"]]) for one in goal["indikatorer"]]
    return GOALS, [row + [""] * (len(GOALS) - len(row)) for row in rows]


def _place(goal):
    return [goal["tema"] or "Generelt", goal["tekst"], Maalniveau(goal["niveau"]).label]


def _goal(goal, found):
    state, judged = Maaltilstand(goal["tilstand"]).label, lysnavn(found["lys"]) if found else ""
    return [goal["uuid"], goal["uuid"], "Mål", *_place(goal), goal["ejer"], state, judged]


def _indicator(goal, one, found):
    return [
        one["uuid"], goal["uuid"], "Indikator", *_place(goal), one["ejer"], Indikatortilstand(one["tilstand"]).label,
        lysnavn(found["lys"]), one["navn"], one["tekst"], *_time(one["afklares_senest"]), one["afklares_af"],
        found["nu"], *(_definition(one) if one["definition"] else []),
    ]  # fmt: skip


def _definition(one):
    row = one["definition"]
    return [
        f"Nr. {row['nr']}", Maaltype(row["maaltype"]).label, _plain(row["maalvaerdi"]), one["enhed"],
        row["maal_frist"] or "", row["baseline"], _plain(row["baseline_vaerdi"]),
        f"{row['metode']} ({row['kilde']})" if row["kilde"] else row["metode"], row["taeller"], row["naevner"],
        row["population"], Omfang(row["omfang"]).label, row["delmaal"],
    ]  # fmt: skip


def _plain(text):
    """Return the number of an exact text as a cell."""
    return number(None if text is None else Fraction(text))


def _values(data):
    heads = ["uuid", "Mål", "Indikator", "Målemetode", "Rolle", "Datakilde", "Periode fra", "Periode til", "Tæller",
             "Nævner", "Værdi", "Enhed", "Population", "Foreløbig", "Revision", "Bemærkning"]  # fmt: skip
    measured = [(goal, one) for goal in data["maal"] for one in goal["indikatorer"] if one["definition"]]
    return heads, [row for goal, one in measured for row in _series(goal, one)]


def _series(goal, one):
    """Return the rows of both methods, the primary first."""
    primary = {**one["definition"], "punkter": one["punkter"]}
    return [
        [one["uuid"], goal["tekst"], one["navn"], method["metode"], role.label, method["kilde"], *_value(point, one)]
        for role, method in ((Metoderolle.PRIMAER, primary), (Metoderolle.KONTROL, one["kontrol"])) if method
        for point in method["punkter"]
    ]  # fmt: skip


def _value(point, one):
    """The counts of a hidden value were not frozen either."""
    counts = [None if point[name] is None else Fraction(point[name]) for name in ("taeller", "naevner")]
    value = vaerdi(*counts, Fraction(point["multiplikator"]))
    return [
        point["periode_start"], point["periode_slut"], *map(number, (*counts, value)), one["enhed"],
        number(point["population"]), yes(point["foreloebig"]), point["revision"],
        SKJULT if point["skjult"] else point["begrundelse"],
    ]  # fmt: skip


def _deliveries(data):
    heads = columns("uuid", "Titel", "Leverandør", "Kontaktperson", "Tilstand", "Spurgt", "§Ønsket", "§Tilbudt",
                    "§Aftalt", "§Forventet", "Begrundelse", "Bekræftet", "Leveret")  # fmt: skip
    return heads, [_delivery(row) for row in data["leverancer"]]


def _delivery(row):
    dates = [cell for name in ("oensket", "tilbudt", "aftalt", "prognose") for cell in _time(row[name])]
    return [
        row["uuid"], row["titel"], row["leverandoer"], row["kontaktperson"], Leverancetilstand(row["tilstand"]).label,
        row["siden"] or "", *dates, row["begrundelse"], row["bekraeftet"] or "", row["leveret"] or "",
    ]  # fmt: skip


def _risks(data):
    heads = ["uuid", "Årsag", "Hændelse", "Konsekvens", "Ejer", "Tiltag", "Sandsynlighed", "Konsekvens, tal", "Score",
             "Score sidst", "Vurderet", "Lukket"]  # fmt: skip
    return heads, [_risk(row) for row in data["risici"]]


def _risk(row):
    last, score = row["foer"] or (None, None), risikoscore(row["s"], row["k"])
    return [
        row["uuid"], row["aarsag"], row["haendelse"], row["konsekvens"], row["ejer"], row["tiltag"],
        *map(number, (row["s"], row["k"], score, risikoscore(*last))), row["vurderet"] or "",
        row["lukket"] or "",
    ]  # fmt: skip


def _money(data):
    """One row per amount; a post without any has a row of its own."""
    heads = ["uuid", "Post", "Art", "Finansiering", "Pr. enhed", "År", "Slags", "Kroner"]
    return heads, [[*_post(post), *amount] for post in data["budget"] for amount in _amounts(post) or [[""] * 3]]


def _post(post):
    return [post["uuid"], post["titel"], Budgetart(post["art"]).label, post["finansiering"], post["enhedstekst"]]


def _amounts(post):
    years = sorted(post["beloeb"].items())
    return [[int(aar), label, of[slags]] for aar, of in years for slags, label in SLAGS.items() if slags in of]


def _points(data):
    heads = columns("uuid", "Art", "Kilde", "Tekst", "Ansvarlig", "§Frist", "Runder", "Afsluttet", "Hvad der skete")
    return heads, [_point(row) for row in data["opfoelgning"]]


def _point(row):
    return [
        row["uuid"], Punktart(row["art"]).label, row["kilde"], row["tekst"], row["ansvarlig"], *_time(row["frist"]),
        row["runder"], row["lukket"] or "", row["lukket_tekst"],
    ]  # fmt: skip

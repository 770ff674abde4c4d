"""Goals and indicators of a status' data, judged (20 §7.2, §7.3, §7.5)."""

from fractions import Fraction

from indsatser.beregning.delmaal import Delmaalsvaerdi, newest_delmaal
from indsatser.beregning.dimensioner import lys_maal
from indsatser.beregning.fremdrift import fremdrift, fremdrift_tekst
from indsatser.beregning.lys import Indikatormaal, Lys, lys_for_maal, lys_indikator
from indsatser.beregning.prognoser import Punkt as Prognosepunkt
from indsatser.beregning.prognoser import maal_prognose
from indsatser.beregning.tal import broek, taelletal, vis
from indsatser.beregning.tilsyn import intervaltekst
from indsatser.document.statusord import dag
from indsatser.enums import Indikatortilstand, Maalniveau, Maaltype, Omfang
from maalinger.statistik.vaerdi import vaerdi
from maalinger.statistik.wilson import wilson

IKKE_OPGJORT = "ikke opgjort"
UDEN_DEFINITION = Lys("graa", tekst="ikke defineret")


def judged_goals(rows, S):
    """Return ({uuid: judged goal}, {uuid: judged indicator}, the light of the goals, [measured, all])."""
    indicators, goals, counted = {}, {}, []
    for row in rows:
        found = {one["uuid"]: _indicator(one, S) for one in row["indikatorer"]}
        indicators |= {key: shown for key, (_, shown) in found.items()}
        lys = lys_for_maal([lys for lys, _ in found.values()])
        if row["opgivet"] is None:
            goals[row["uuid"]] = {"lys": lys.lys, "usikker": lys.usikker}
            counted += [lys] if row["niveau"] == Maalniveau.KONKRET else []
    return goals, indicators, lys_maal(counted), [sum(lys.lys != "graa" for lys in counted), len(counted)]


def _indicator(row, S):
    """(Lys, what is shown) of an indicator."""
    if row["definition"] is None or row["tilstand"] == Indikatortilstand.UDGAAET:
        return UDEN_DEFINITION, _shown(UDEN_DEFINITION)
    last, newest = [None, None, *_known(row)][-2:]
    lys = _light(row["definition"], newest, S)
    return lys, _shown(
        lys, nu=_found(newest, row), sidst=_found(last, row) if last else "", delmaal=_due(row, S),
        interval=intervaltekst(_interval(row["definition"], newest)), prognose=_forecast(row),
        **_progress(row, newest),
    )  # fmt: skip


def _shown(lys, **values):
    given = dict.fromkeys(("nu", "sidst", "delmaal", "fremdrift", "kategori", "interval", "prognose"), "")
    return {"lys": lys.lys, "usikker": lys.usikker, "grund": lys.tekst, "vaerdi": None, **given, **values}


def _known(row):
    """The points of the definition in force that are no first guess."""
    version = row["definition"]["versionsnr"]
    return [one for one in row["punkter"] if one["versionsnr"] == version and not one["foreloebig"]]


def _light(definition, newest, S):
    target = Indikatormaal(
        definition["maaltype"], definition["retning"], dag(definition["maal_frist"]),
        broek(definition["tolerance"]) or 0,
    )  # fmt: skip
    interval = _interval(definition, newest)
    scaled = interval and interval.scaled(newest["multiplikator"])
    b, v, m = _numbers(definition, newest)
    return lys_indikator(target, b, v, m, _steps(definition), S, scaled)


def _numbers(definition, newest):
    """Baseline, value and target."""
    return broek(definition["baseline_vaerdi"]), _value(newest), broek(definition["maalvaerdi"])


def _steps(definition):
    return [Delmaalsvaerdi(dag(senest), Fraction(value)) for senest, value in definition["trin"]]


def _due(row, S):
    """The delmål in force, as it is printed."""
    definition = row["definition"]
    m, frist = broek(definition["maalvaerdi"]), dag(definition["maal_frist"])
    due = newest_delmaal(m, frist, _steps(definition), S)
    return "" if due is None else _unit(due, row)


def _progress(row, newest):
    definition = row["definition"]
    given = definition["maaltype"], definition["retning"], *_numbers(definition, newest)
    value = _value(newest)
    return {
        "vaerdi": None if value is None else str(value), "kategori": fremdrift(*given).kategori,
        "fremdrift": fremdrift_tekst(*given, row["decimaler"]),
    }  # fmt: skip


def _value(point):
    if point is None or point["skjult"]:
        return None
    return vaerdi(broek(point["taeller"]), broek(point["naevner"]), Fraction(point["multiplikator"]))


def _interval(definition, point):
    """A sample's value has an interval; that of a register, or of everybody, has none."""
    if definition["omfang"] != Omfang.STIKPROEVE or _value(point) is None or not point["naevner"]:
        return None
    try:
        return wilson(Fraction(point["taeller"]), Fraction(point["naevner"]), point["population"])
    except ValueError:
        return None  # a correction of both counts is no share until the second of them is written


def _unit(number, row):
    return f"{vis(number, row['decimaler'])} {row['enhed']}".strip()


def _found(point, row):
    """What was found, as it is printed: "55 af 61 (90 %)"."""
    if point and point["skjult"]:
        return "skjult"
    value = _value(point)
    if value is None:
        return IKKE_OPGJORT
    if point["naevner"] is None or row["enhed"] != "%":
        return _unit(value, row)
    return f"{taelletal(point['taeller'])} af {taelletal(point['naevner'])} ({_unit(value, row)})"


def _forecast(row):
    """When the target would be met, of what is moved towards; the series begins anew with a definition that says so."""
    definition = row["definition"]
    if definition["maaltype"] not in (Maaltype.UDVIKLING, Maaltype.NORM):
        return ""
    own = [one for one in row["punkter"] if not one["foreloebig"]]
    if definition["serieskift"]:
        own = [one for one in own if one["versionsnr"] == definition["versionsnr"]]
    points = [Prognosepunkt(dag(one["periode_slut"]), _value(one)) for one in own]
    return maal_prognose(points, broek(definition["maalvaerdi"]), definition["retning"]).tekst

"""The public extract of a locked status: a page of the fields that may leave the portal, and nothing else (21 §9.4)."""

from fractions import Fraction
from functools import partial
from math import inf

from indsatser.document.statusord import dag, dato
from indsatser.document.statuspapir_maal import active
from indsatser.document.statuspapir_ord import hoved, kolonne, kort, table, tid_kort
from indsatser.enums import Dimension, Indikatortilstand, Lys, Maaltilstand
from indstillinger.enums import Aabenhed
from mso_portal.motor.documents import Document, Empty, Lysord, Rubrik, Section, Small, Stamdata, Tekst, Vurdering
from mso_portal.vaerdier.datoer import DANSK_TID, antal, dato_lang, periode

SKEMA = 1
FOR_FAA = "for få"
IKKE_OPGJORT = "ikke opgjort"
INGEN_MILEPAELE = "Planen har ingen milepæle."
INGEN_MAALTE = "Ingen mål kan måles endnu."
# It is one page: so many rows of the smallest type it holds, and above so many the type is smaller, and smallest.
PLADS, TAETHED = 38, (18, 28)
TITEL, LINJE, NAVN = 38, 165, 66  # characters: of a line of the title, of as much text as a row, of a line of its name


def extract(data, kontakt, mindste_naevner):
    """Return the extract of a status' data as plain data; a value made of fewer than so many is not told. Goals get at
    most half the room of the page, and the milestones nearest to the day of the status the rest."""
    found = _facts(data) | {"kontakt": kontakt}
    goals = [_goal(row, one, data, mindste_naevner) for row in active(data) for one in _defined(row)]
    milestones, room = [row for row in data["milepaele"] if not row["bortfaldet"]], PLADS - _texts(found)
    shown = goals[: _fitting(goals, room // 2)]
    near = sorted(milestones, key=partial(_away, dag(found["statusdato"])))
    near = near[: _fitting(near, room - _rows(shown))]
    return found | {
        "milepaele": [_milestone(row) for row in milestones if row in near], "milepaele_i_alt": len(milestones),
        "maal": shown, "maal_i_alt": len(goals),
    }  # fmt: skip


def _facts(data):
    plan, runde, money = data["plan"], data["runde"], data["beregnet"]["oekonomi"]["ialt"]
    lights = {row["dimension"]: row["valgt"] for row in data["lys"]}
    return {
        "skema": SKEMA, "nummer": plan["nummer"], "noegle": data["status"]["noegle"], "nr": data["status"]["nr"],
        "titel": plan["offentlig_titel"] or plan["titel"], "formaal": plan["formaal"],
        "periode_start": plan["periode_start"], "periode_slut": plan["periode_slut"], "forum": runde["forum"],
        "betegnelse": runde["betegnelse"], "statusdato": runde["statusdato"], "lys": lights[Dimension.SAMLET],
        "tekst": data["tekst"]["offentlig"], "budget": money["budget"], "prognose": money["prognose"],
        "uden_indikator": sum(row["tilstand"] == Maaltilstand.UDEN_INDIKATOR for row in active(data)),
    }  # fmt: skip


def _texts(found):
    """Return how many rows the title and the texts take the room of."""
    return 2 * (len(found["titel"]) // TITEL) + sum(len(found[name]) // LINJE + 1 for name in ("formaal", "tekst"))


def _rows(rows):
    return sum(len(row["titel"]) // NAVN + 1 + bool(row.get("indikator")) for row in rows)


def _fitting(rows, room):
    """Return how many of the rows fit; the first is always told."""
    return max(1, sum(_rows(rows[:nr]) <= room for nr in range(1, len(rows) + 1)))


def _away(S, row):
    """Return the days between a milestone and the day; one without a date is farthest."""
    day = dag(row["faktisk"] or (row["prognose"] or row["godkendt"])["slut"])
    return abs((day - S).days) if day else inf


def _milestone(row):
    done = row["faktisk"]
    return {"titel": row["titel"], "godkendt": tid_kort(row["godkendt"]), "gennemfoert": done,
            "prognose": None if done else tid_kort(row["prognose"] or row["godkendt"])}  # fmt: skip


def _defined(goal):
    return [one for one in goal["indikatorer"] if one["definition"] and one["tilstand"] != Indikatortilstand.UDGAAET]


def _goal(goal, one, data, mindste_naevner):
    definition, found = one["definition"], data["beregnet"]["indikatorer"][one["uuid"]]
    now = FOR_FAA if _is_few(one, mindste_naevner) else found["nu"]
    alone = len(_defined(goal)) == 1
    return {"titel": goal["tekst"], "indikator": "" if alone else one["navn"], "baseline": definition["baseline"],
            "nu": now or IKKE_OPGJORT, "maal": definition["maal"]}  # fmt: skip


def _is_few(one, mindste_naevner):
    """Say whether the value that counts is hidden, or made of too few."""
    version = one["definition"]["versionsnr"]
    known = [point for point in one["punkter"] if point["versionsnr"] == version and not point["foreloebig"]]
    if not known:
        return False
    return known[-1]["skjult"] or Fraction(known[-1]["naevner"] or mindste_naevner) < mindste_naevner


# On paper and page


def extract_document(data, udgivet, *, data_sha256=""):
    """Return (Document, images) of an extract published at an aware datetime."""
    document = Document(
        slags="uddrag", noegle={"nummer": data["nummer"], "noegle": data["noegle"]}, titel=data["titel"],
        kort_navn=f"Offentligt uddrag {data['nummer']}, {data['noegle']}", dato=udgivet, sections=sections(data),
        aabenhed=Aabenhed.AABEN, fod=_foot(data, udgivet), data_sha256=data_sha256,
    )  # fmt: skip
    return document, []


def _foot(data, udgivet):
    published = f"udgivet {dato_lang(udgivet.astimezone(DANSK_TID))}"
    return " · ".join((data["betegnelse"], f"version {data['nr']}", f"Data pr. {dato(data['statusdato'])}", published))


def sections(data):
    """Return the sections, in the type that holds them on one page."""
    size = _texts(data) + _rows(data["milepaele"] + data["maal"])
    taet = sum(size > limit for limit in TAETHED)
    found = [
        ("hoved", "", _head(data)), ("milepaele", "Milepæle", _milestones(data)), ("maal", "Mål", _goals(data)),
        ("oekonomi", "Økonomi", [_money(data)]), ("kontakt", "", [Small([f"Kontakt: {data['kontakt']}"])]),
    ]  # fmt: skip
    return [Section(*one, taet=taet) for one in found]


def _head(data):
    facts = [("Styregruppe", data["forum"]), ("Periode", _period(data)), ("Status", data["betegnelse"]),
             ("Data pr.", dato(data["statusdato"]))]  # fmt: skip
    aim = [Stamdata([("Formål", data["formaal"])])] if data["formaal"] else []
    return [Stamdata(facts, par=True), *aim, Vurdering("Samlet vurdering", _light(data["lys"])), Tekst(data["tekst"])]


def _period(data):
    start, slut = dag(data["periode_start"]), dag(data["periode_slut"])
    return periode(start, slut) if start and slut else ""


def _light(lys):
    return Lysord(lys, Lys(lys).label) if lys else Lysord("", "Ikke vurderet")


def _milestones(data):
    columns = [hoved("Milepæl", 55), kolonne("Godkendt"), kolonne("Forventet")]
    rows = [(row["titel"], row["godkendt"], _expected(row)) for row in data["milepaele"]]
    shown = f"De {len(rows)} af {data['milepaele_i_alt']} milepæle, der ligger nærmest statusdatoen, er vist."
    return [table("", columns, rows, INGEN_MILEPAELE), *_said(shown, data["milepaele_i_alt"] > len(rows))]


def _said(text, is_so):
    return [Small([text])] if is_so else []


def _expected(row):
    return f"gennemført {kort(row['gennemfoert'])}" if row["gennemfoert"] else row["prognose"] or "uden dato"


def _goals(data):
    rows, missing = data["maal"], data["uden_indikator"]
    columns = [hoved("Mål", 55), kolonne("Baseline"), kolonne("Nu"), kolonne("Mål")]
    cells = [
        (Rubrik(row["titel"], (row["indikator"],)), row["baseline"] or None, row["nu"], row["maal"]) for row in rows
    ]
    shown = f"De første {len(rows)} af {data['maal_i_alt']} mål, der måles, er vist."
    return [
        table("", columns, cells, INGEN_MAALTE), *_said(shown, data["maal_i_alt"] > len(rows)),
        *_said(f"{antal(missing)} mål har endnu ingen målbar indikator.", missing),
    ]  # fmt: skip


def _money(data):
    rows = [(label, _kroner(data[name])) for label, name in (("Budget", "budget"), ("Prognose", "prognose"))]
    return Stamdata(rows, par=True) if data["budget"] is not None else Empty("Planen har intet budget.")


def _kroner(amount):
    return IKKE_OPGJORT if amount is None else f"{antal(amount)} kr."

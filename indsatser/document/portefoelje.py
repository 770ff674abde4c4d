"""The portfolio of a round: a row for each plan, from the frozen data of their statuses alone (21 §9.3, 41 §6.3)."""

from typing import NamedTuple

from indsatser.document.statusord import dato
from indsatser.document.statuspapir_ord import flyttet, hoved, kolonne, kort, lysord, table, talt
from indsatser.enums import Dimension, Lys, Milepaelstilstand, Rundevariant
from indstillinger.enums import Aabenhed
from mso_portal.motor.documents import Document, Lead, Lysord, Rubrik, Section, Stamdata
from mso_portal.vaerdier.datoer import DANSK_TID, antal, dato_lang, klokken
from mso_portal.vaerdier.kroner import tkr

SKEMA = 1
RAEKKEFOELGE = (Lys.ROED, Lys.GUL, None, Lys.GRAA, Lys.GROEN)  # one nobody has judged may be anything
AABNE = (Milepaelstilstand.PLANLAGT, Milepaelstilstand.UDEN_DATO, Milepaelstilstand.OVERSKREDET)
FEM = tuple(name for name in Dimension if name != Dimension.SAMLET)
HANDLING = "Handling"  # of the whole the word stands in full
UDEN_STATUS = "Ingen låst status"
INGEN_PLANER = "Ingen planer rapporterer i runden."
NOTE = (
    "Skred er dage mod den godkendte dato for den åbne milepæl, der er skredet mest, og i parentes mod den oprindelige."
    " Prognose og budget er årets, i tkr."
)
MANGE = 10  # plans above which the type is smaller


class Laast(NamedTuple):
    """The newest locked status of a plan: its data, the day it was locked as ISO text, whether it is lukket."""

    data: dict
    laast: str
    lukket: bool


class Uden(NamedTuple):
    """A plan that reports in the round and has no locked status."""

    uuid: str
    nummer: str
    titel: str
    lukket: bool


def variants(runde, editions, without):
    """Return {variant: portfolio}: one of all plans, and beside it, when any is lukket, one of those that are not. The
    second is left out when it would be empty."""
    every = {Rundevariant.ALLE: portfolio(runde, editions, without)}
    editions, without = ([one for one in kind if not one.lukket] for kind in (editions, without))
    if is_closed(every[Rundevariant.ALLE]) and [*editions, *without]:
        every[Rundevariant.AABNE] = portfolio(runde, editions, without)
    return every


def portfolio(runde, editions, without):
    """Return the portfolio of a round (`runde` as in a status' data) as plain data, its rows in printed order."""
    rows = sorted(map(_row, editions), key=_order)
    uden = [one._asdict() for one in sorted(without, key=lambda one: one.nummer)]
    facts = {name: runde[name] for name in ("noegle", "betegnelse", "forum", "forumkode", "statusdato", "moededato")}
    return {"skema": SKEMA, "runde": facts, "planer": rows, "uden": uden}


def _order(row):
    return RAEKKEFOELGE.index(row["lys"][Dimension.SAMLET]["valgt"]), not row["beslutninger"], row["nummer"]


def _row(one):
    data = one.data
    plan, status, found = data["plan"], data["status"], data["beregnet"]
    slips = [row for row in found["milepaele"].values() if row["tilstand"] in AABNE]
    return {
        "uuid": status["uuid"], "nummer": plan["nummer"], "titel": plan["titel"], "lukket": one.lukket,
        "noegle": status["noegle"], "nr": status["nr"], "laast": one.laast, "godkendt": bool(status["godkendt_af"]),
        "lys": {row["dimension"]: {name: row[name] for name in ("valgt", "forslag", "forrige")} for row in data["lys"]},
        **{name: _worst(slips, name) for name in ("skred", "skred_oprindelig")}, "maalte": found["maalte"],
        **{name: found["oekonomi"]["aaret"][name] for name in ("budget", "prognose")},
        "beslutninger": len(data["beslutninger"]),
    }  # fmt: skip


def _worst(slips, name):
    return max((row[name] for row in slips if row[name] is not None), default=None)


def counted(data):
    """6 planer · 1 kræver handling · 4 beslutninger ønskes · 2 uden låst status"""
    rows, without = data["planer"], len(data["uden"])
    red = sum(row["lys"][Dimension.SAMLET]["valgt"] == Lys.ROED for row in rows)
    asked = sum(row["beslutninger"] for row in rows)
    return " · ".join((
        talt(len(rows) + without, "plan", "planer"), f"{red} kræver handling",
        talt(asked, "beslutning ønskes", "beslutninger ønskes"), f"{without} uden låst status",
    ))  # fmt: skip


def is_closed(data):
    """Say whether any plan in it is lukket."""
    return any(row["lukket"] for row in (*data["planer"], *data["uden"]))


# On paper


def portfolio_document(data, nr, dannet, *, data_sha256=""):
    """Return (Document, images) of edition `nr`, made at an aware datetime; it lies down from its first page."""
    runde = data["runde"]
    kode, noegle = runde["forumkode"], runde["noegle"]
    document = Document(
        slags="portefoelje", noegle={"forumkode": kode, "forum": kode.lower(), "noegle": noegle, "nr": nr},
        titel=f"{runde['forum']}, {runde['betegnelse']}", kort_navn=f"Kvartalsstatus for {kode}, {noegle}", dato=dannet,
        sections=[_section(data)], aabenhed=Aabenhed.LUKKET if is_closed(data) else "", fod=_foot(runde, nr, dannet),
        data_sha256=data_sha256,
    )  # fmt: skip
    return document, []


def _foot(runde, nr, dannet):
    own = dannet.astimezone(DANSK_TID)
    made = f"dannet {dato_lang(own)} {klokken(own)}"
    return " · ".join((runde["betegnelse"], f"udgave {nr}", f"Data pr. {dato(runde['statusdato'])}", made))


def _section(data):
    runde = data["runde"]
    facts = [("Møde", dato(runde["moededato"]) if runde["moededato"] else "Ikke fastsat"),
             ("Data pr.", dato(runde["statusdato"]))]  # fmt: skip
    many = len(data["planer"]) + len(data["uden"]) > MANGE
    blocks = [Stamdata(facts, par=True), Lead(counted(data)), _table(data)]
    return Section("portefoelje", "", blocks, side="bred", taet=int(many))


def _table(data):
    heads = ("Samlet", "Sidst", *(name.label for name in FEM))
    columns = [hoved("Plan", 20), *map(kolonne, heads), kolonne("Skred, dage", 5, "tal"),
               kolonne("Mål målt", 5, "tal"), kolonne("Prognose (tkr.)", art="tal"), kolonne("Beslutning")]  # fmt: skip
    rows = [*map(_cells, data["planer"]), *map(_missing, data["uden"])]
    return table("", columns, rows, INGEN_PLANER, note=NOTE)


def _cells(row):
    whole = row["lys"][Dimension.SAMLET]
    return (
        Rubrik(row["titel"], _about(row)), _light(whole, Lys.ROED.label),
        lysord(whole["forrige"]) if whole["forrige"] else None, *(_light(row["lys"][name]) for name in FEM),
        _slip(row), _measured(*row["maalte"]), _money(row["prognose"], row["budget"]),
        f"{row['beslutninger']} ønskes" if row["beslutninger"] else "ingen",
    )  # fmt: skip


def _about(row):
    return (
        f"{row['nummer']}, v{row['nr']}, låst {kort(row['laast'])}", "Ikke godkendt" * (not row["godkendt"]),
        "Lukket" * row["lukket"],
    )  # fmt: skip


def _light(light, handling=HANDLING):
    """Return the light in a word for a narrow column; what nobody chose stands with the suggestion."""
    valgt, forslag = light["valgt"], light["forslag"]
    if valgt is None:
        return Lysord("", "Ikke valgt", (f"Forslag: {_word(forslag, handling).lower()}",))
    return Lysord(valgt, _word(valgt, handling))


def _word(lys, handling):
    return handling if lys == Lys.ROED else Lys(lys).label


def _slip(row):
    if row["skred"] is None:
        return None
    return Rubrik(flyttet(row["skred"]), (f"({flyttet(row['skred_oprindelig'])})",))


def _measured(k, n):
    return Rubrik(antal(k), (f"af {antal(n)}",)) if n else None


def _money(prognose, budget):
    """What is expected of what there is; one that isn't stated is no 0."""
    if prognose is None and budget is None:
        return None
    return Rubrik(tkr(prognose), (f"af {tkr(budget)}",))


def _missing(plan):
    under = (plan["nummer"], "Lukket" * plan["lukket"])
    return Rubrik(plan["titel"], under), UDEN_STATUS, *[None] * (len(FEM) + 5)

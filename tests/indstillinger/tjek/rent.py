"""A paper with nothing to remark, as content, and what can be put in its place."""

from datetime import date, datetime

from indstillinger.tjek import Fakta, Forumfakta, check
from mso_portal.vaerdier import kroner, tidspunkt
from mso_portal.vaerdier.datoer import DANSK_TID

CT, RM, HMU, FMU = 1, 2, 3, 4
FORA = {
    CT: Forumfakta("chefteam", "Chefteamet", "chefmøde"),
    RM: Forumfakta("raadmandsmoede", "Rådmandsmødet", "rådmandsmøde"),
    HMU: Forumfakta("hmu", "Hoved-MED-udvalget", "HMU-møde"),
    FMU: Forumfakta("fmu", "Fælles MED-udvalg", "udvalg"),
}
MOEDE = date(2020, 5, 29)
FRIST = datetime(2020, 5, 20, 12, 0, tzinfo=DANSK_TID)
FAKTA = {"nu": datetime(2020, 5, 14, 10, 0, tzinfo=DANSK_TID), "reference": MOEDE, "moededato": MOEDE,
         "frist": FRIST, "fora": FORA}  # fmt: skip
VALG = {"aabenhed", "hjemmel", "sagstype", "formular", "udgiftsgrundlag", "finansiering_status", "kilde", "slags"}
RELATIONER = {"forum", "oensket_moede", "afdeling", "afsendende_afdeling"}
PERSONER = {"sagsbehandler", "ansvarlig_leder", "medforfattere", "bruger"}
RIGE = {"baggrund", "effekt", "opfoelgning", "kommunikation", "koordinering", "alternativer", "jura"}
TIDER = {"tidspunkt", "maales"}
TOMME = ("titel_lukket", "hjemmel", "lukket_begrundelse", "oensket_moede", "medforfattere", "afsendende_afdeling",
         "sagsnummer", "kle", "resume", "kommunikation", "koordinering", "alternativer", "jura",
         "sen_begrundelse")  # fmt: skip
RENT = {
    **dict.fromkeys(TOMME, ""), "titel": "Følgevenner på plejehjem", "aabenhed": "aaben", "sagstype": "beslutning",
    "formular": "almindelig", "forum": CT, "sagsbehandler": 7, "ansvarlig_leder": 8, "afdeling": 9,
    "baggrund": "<p>Ordningen har kørt i to år, og beboerne er glade for den.</p>",
    "effekt": "<p>Flere kommer ud.</p>", "opfoelgning": "<p>Status i april 2021.</p>", "udgiftsgrundlag": "samlet",
    "budgetstart": 2019, "finansiering_status": "ingen_udgift",
}  # fmt: skip
# Each kind of row with nothing in it: field → what it holds.
RAEKKER = {
    "beslutningspunkt": {"tekst": "", "slags": "godkend"},
    "deltager": {"bruger": None, "navn": ""},
    "effektmaal": {"tekst": "", "maales_ved": "", "maales": ""},
    "direkteudgift": {"aar": None, "beloeb": ""},
    "udgiftspost": {"aar": None, "beloeb": "", "formaal": "", "kilde": ""},
    "finansieringskilde": {"kilde": "", "beloeb": "", "note": ""},
    "indirekteudgift": {"tekst": "", "beloeb": "", "pr_enhed": "", "antal": None, "tidspunkt": ""},
    "procestrin": {"tekst": "", "forum": None, "tidspunkt": ""},
    "risikopunkt": {"tekst": "", "haandtering": ""},
    "bilag": {"nr": None, "titel": "", "aabenhed": "aaben", "hjemmel": "", "begrundelse": ""},
}
ALTID = {
    "beslutningspunkt": [{"tekst": "At godkende planen"}],
    "effektmaal": [{"tekst": "Flere ture", "maales_ved": "Tal"}],
}


def indhold(**given):
    """Return (content, Fakta): fields, kinds of rows as lists of dicts, and facts, each by name; the rest is clean.

    A bilag has a file unless `bilag_med_fil` says otherwise."""
    felter = {name: entry(name, given.pop(name, value)) for name, value in RENT.items()}
    facts, rows = dict(FAKTA), {}
    for kind in RAEKKER:
        wanted = given.pop(kind, ALTID.get(kind, []))
        rows[kind] = [{"uuid": f"{kind}-{nr}", "felter": row(kind, nr, one)} for nr, one in enumerate(wanted, 1)]
    facts["beloeb"] = {one["uuid"]: one["felter"]["beloeb"].pop("laest")
                       for kind in rows for one in rows[kind] if "beloeb" in one["felter"]}  # fmt: skip
    facts["bilag_med_fil"] = frozenset(one["uuid"] for one in rows["bilag"])
    data = {"felter": felter, "raekker": {kind: {"label": kind, "raekker": rows[kind]} for kind in rows}}
    return data, Fakta(**{**facts, **given})


def row(kind, nr, given):
    values = {**RAEKKER[kind], **({"nr": nr} if kind == "bilag" else {}), **given}
    return {name: entry(name, value) for name, value in values.items()}


def entry(name, value):
    """Return a field as content() gives it."""
    if name == "beloeb":
        laest = kroner.laes(value, "tkr")
        shown = value if laest.kroner is None else kroner.tkr(laest.kroner)
        return {"label": name, "slags": "beloeb", "vaerdi": shown, "raa": laest.kroner, "laest": laest}
    if name in TIDER:
        laest = tidspunkt.laes(value, MOEDE)
        span = [day.isoformat() if day else None for day in (laest.start, laest.slut)]
        return {"label": name, "slags": "tidspunkt", "vaerdi": laest.tekst, "raa": [*span, str(laest.praecision)]}
    slags = "valg" if name in VALG else "rigtekst" if name in RIGE else "person" if name in PERSONER else "tekst"
    if name in RELATIONER | PERSONER:
        return {"label": name, "slags": slags, "vaerdi": f"Nr. {value}" if value else "", "raa": value or None}
    return {"label": name, "slags": slags, "vaerdi": "" if value is None else str(value), "raa": value}


def fund(kode, **given):
    """Return [(felt, tekst)] of one rule's findings in a clean paper with these differences."""
    return [(one.felt, one.tekst) for one in check(*indhold(**given)) if one.kode == kode]

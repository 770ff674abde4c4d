"""Whole data of a status, without a database: a small one with a row of each kind, the rule test of 21 §13 and its next
round, and a large one with the one before it."""

from copy import deepcopy

from tests.indsatser.statusraekker import (
    KIM,
    OEJVIND,
    POUL,
    beslutning,
    bidrag,
    definition,
    indikator,
    leverance,
    maal,
    milepael,
    opfoelgning,
    post,
    punkt,
    risiko,
    samlet,
    tid,
    uid,
)

OPTIONER = (("Pårørendes tilfredshed", "67 % i 2019"), ("Klagesager pr. kvartal", "Tælles fra juli"))
TIDLIGERE = {"uuid": uid("tidligere"), "runde": "1. kvartal 2020", "nr": 1, "spoergsmaal": "Hvem fører tilsyn?",
             "art": "vedtaget", "valgt": "B: Stabsfunktionen", "tekst": "", "opfulgt": True}  # fmt: skip
AENDRING = {"uuid": uid("ændring"), "nr": 1, "titel": "Kurset flyttes", "aarsag": "Ressourcer",
            "tilstand": "forelagt", "godkendt": None}  # fmt: skip


def data(**over):
    """Make a status of 15 June 2020 with a row of each kind; `over` takes the place of whole parts."""
    maalt = indikator(
        "Svar til tiden", [punkt("2020-03-31", 45, 60)], definition=definition(trin=[("2020-03-31", "70")])
    )
    rows = {
        "milepaele": [milepael("Kurset er holdt", "september 2020", kritisk=True),
                      milepael("Planen er lagt", "5. juni 2020", faktisk="2020-06-05")],
        "maal": [maal("Borgerne får svar", maalt), maal("Alle kender planen", indikator("Kendskab"))],
        "leverancer": [leverance("Kursusmateriale", "aftalt", aftalt=tid("august 2020"), bekraeftet="2020-06-11")],
        "risici": [risiko("Underviseren bliver syg", 3, 4)],
        "budget": [post("Undervisning", {"2020": (160_000, 40_000, 160_000)})],
        "opfoelgning": [opfoelgning("Kurset må ikke stå alene")],
        "beslutninger": [beslutning(1, "Hvornår begynder kurset?", *OPTIONER)],
        "tidligere_beslutninger": [TIDLIGERE], "aendringer": [AENDRING],
        "bidrag": [bidrag("milepael", "Kurset er holdt", svar="uaendret")],
    }  # fmt: skip
    return samlet(over.pop("foer", None), **rows | over)


# The rule test of 21 §13


def takt_og_tone(foer=None, **over):
    """Make the status of a plan activated on 10 June 2020 on 15 June: of what was asked only the money is reported."""
    return samlet(foer, **{
        "milepaele": _milepaele(),
        "maal": [maal(f"Mål {nr}", indikator(f"Indikator {nr}")) for nr in (1, 2, 3)],
        "leverancer": [leverance(titel) for titel in ("Emne i MUS", "Forløbsmodel", "Kommunikationsplan")],
        "budget": [
            post("Kampagne", {"2020": (80_000, None, 80_000)}), post("Undervisere", {"2020": (80_000, None, 80_000)}),
            post("Frikøb", {"2020": (4_000_000, None, None)}, art="indirekte", enhedstekst="pr. modul"),
        ],
        "opfoelgning": [opfoelgning("Ledere støttes", "vilkaar"),
                        *(opfoelgning(f"Bemærkning {nr}", "bemaerkning", ansvarlig="") for nr in range(1, 9))],
        "beslutninger": [beslutning(1, "Hvilken indikator skal mål 1 følges med?", *OPTIONER)],
        "bidrag": _bidrag("opdateret"), **over,
    })  # fmt: skip


def _milepaele():
    done = {"Forelagt rådmanden": "2020-05-05", "Drøftet i udvalget": "2020-05-20", "Vedtaget": "2020-05-29"}
    return [
        *(milepael(titel, f"{int(dag[-2:])}. maj 2020", faktisk=dag) for titel, dag in done.items()),
        milepael("Oplæg finpudset"), milepael("Drøftet på HMU", "juni 2020", kritisk=True),
    ]  # fmt: skip


def _bidrag(oekonomi="mangler"):
    return [
        bidrag("milepael", "Oplæg finpudset", seneste="Uden dato"),
        bidrag("milepael", "Drøftet på HMU", seneste="Ventet juni 2020"),
        *(bidrag("leverance", titel, KIM) for titel in ("Emne i MUS", "Forløbsmodel", "Kommunikationsplan")),
        bidrag("opfoelgning", "Ledere støttes"),
        bidrag("oekonomi", "Forbrug og prognose 2020", OEJVIND, oekonomi, "Prognose 160.000 kr."),
    ]  # fmt: skip


def takt_og_tone_ubesvaret():
    """Make the round of 30 September in which nobody answers; it is locked without approval."""
    foer = takt_og_tone()
    rows = {name: deepcopy(foer[name]) for name in ("milepaele", "opfoelgning")}
    for row in rows["milepaele"]:
        row["trend"] = [["2020-06-15", row["faktisk"] or row["godkendt"]["slut"]]]
    for row in rows["opfoelgning"]:
        row["runder"] = 2
    return takt_og_tone(
        foer, **rows, bidrag=_bidrag(), beslutninger=[],
        runde={"noegle": "2020-K3", "betegnelse": "3. kvartal 2020", "statusdato": "2020-09-30",
               "periode_start": "2020-06-16", "moededato": "2020-10-21"},
        status={"godkendt_af": "", "godkendt_den": None},
    )  # fmt: skip


# A large plan

S, FOER = "2017-03-31", "2016-12-31"
KVARTALER = ("2016-06-30", "2016-09-30", FOER, S)
TEMAER = ("", "Underretninger", "Undersøgelser", "Handleplaner", "Samtaler")
STAB, MYNDIGHED = "Sanne Stabsleder, stabschef", "Mads Myndighedsleder, afdelingsleder"
# Name → (kind, target, baseline, delmål on S, the values of four quarters, what else the definition says).
MAALTE = {
    "Vurderet inden 24 timer": ("norm", "100", "4000/69", "75", "42/70 45/68 50/64 55/61", {}),
    "Netværkskort": ("norm", "100", "40", "80", "6/15 9/15 11/15 14/15", {"omfang": "stikproeve"}),
    "Samtale før afgørelse": ("udvikling", "95", "50", "80", "50/100 55/100 60/100 68/100", {}),
    "Fælles sprog": ("kvalitativ", "3", "1", "2", "1 1 2 2", {"maal": "trin 3"}),
    "Familien er orienteret": ("norm", "100", "2000/33", "75", "22/33 25/31 28/31 30/30", {}),
    "Handleplan findes": ("udvikling", "95", "520/9", "85", "52/90 61/90 70/88 86/98", {}),
    "Udestående sager": ("udvikling", "0", "340", "200", "340 300 240 190", {"retning": "ned"}),
    "Journal er ført": ("fastholdelse", "100", "100", "100", "60/60 58/58 61/61 60/60", {}),
    "Vejledning er udsendt": ("ja_nej", "1", None, "1", "0 0 0 1", {"maal": "ja"}),
    "Ledere følger med": ("kvalitativ", "3", "1", "2", "1 2 2 3", {"maal": "trin 3"}),
    "Barnet er set": ("norm", "100", "1500/29", "75", "15/29 16/30 17/30 18/30", {}),
    "Svar til familien": ("udvikling", "95", "50", "80", "50/100 52/100 51/100 49/100", {}),
    "Aftaler holdes": ("fastholdelse", "100", "100", "100", "100/100 99/100 97/100 90/100", {}),
}  # fmt: skip
ENHED = {"Udestående sager": "sager", "Fælles sprog": "", "Vejledning er udsendt": "", "Ledere følger med": ""}
UMAALTE = {"under_udarbejdelse": (4, "Der er et udkast."), "ikke_defineret": (8, "")}
# Title → (tema, godkendt, forecast now or None, the day it was done or None, kritisk).
MILEPAELE = {
    "Plan vedtaget": ("", "24. juni 2016", None, "2016-06-24", True),
    "Baseline målt": ("", "august 2016", None, "2016-08-30", True),
    "Ledelsesinformation": ("", "september 2016", None, "2016-10-07", False),
    "Frokostmøder": ("", "1. december 2016", None, None, False),
    "Vejledning, udkast": ("Underretninger", "1. november 2016", None, "2016-11-01", False),
    "Vejledning i brug": ("Underretninger", "31. januar 2017", None, "2017-02-28", True),
    "Første tilsyn": ("Underretninger", "31. marts 2017", None, None, False),
    "Andet tilsyn": ("Underretninger", "30. juni 2017", None, None, False),
    "Skabelon klar": ("Undersøgelser", "10. april 2017", "30. april 2017", None, True),
    "Skabelon i brug": ("Undersøgelser", "31. maj 2017", "1. juni 2017", None, True),
    "Kursus for nye": ("Handleplaner", "15. juni 2017", None, None, False),
    "Kursus for alle": ("Handleplaner", "september 2017", None, None, False),
    "Børn spørges": ("Samtaler", "", None, None, False),
    "Ny plan": ("", "4. kvartal 2017", None, None, True),
}  # fmt: skip


def toender():
    """Make the first quarter of 2017 of a plan with 25 goals, 13 of them measured, and 14 milestones."""
    return _toender(toender_foer(), "2017-K1", S, _rows())


def toender_foer():
    """Make the quarter before, the first: a value fewer, nothing done since, and every row in its earlier state."""
    rows = _rows()
    for row in rows["milepaele"]:
        is_new = (row["faktisk"] or "") > FOER
        row |= {"prognose": None, "flytninger": 0, "begrundelse": "", "bortfaldet": None, "trend": row["trend"][:-1],
                "faktisk": None if is_new else row["faktisk"], "faktisk_efter": None}  # fmt: skip
    for one in (one for goal in rows["maal"] for one in goal["indikatorer"]):
        one["punkter"] = one["punkter"][:-1]
    rows["leverancer"] = [
        row | {"tilstand": "foreslaaet", "aftalt": None, "leveret": None} for row in rows["leverancer"]
    ]
    rows["risici"] = [row | {"s": 2, "lukket": None, "foer": None} for row in rows["risici"][:-1]]
    rows["budget"][0]["beloeb"]["2016"]["forbrug"] = 150_000
    rows["opfoelgning"] = [row | {"runder": 2, "lukket": None} for row in rows["opfoelgning"]]
    return _toender(None, "2016-K4", FOER, rows)


def _toender(foer, noegle, statusdato, rows):
    aar, kvartal = noegle.split("-K")
    plan = {"nummer": "P2016-001", "plantype": "udviklingsplan", "titel": "Udviklingsplan for familieområdet",
            "periode_start": "2016-06-01", "periode_slut": "2017-12-31"}  # fmt: skip
    runde = {"noegle": noegle, "betegnelse": f"{kvartal}. kvartal {aar}", "statusdato": statusdato,
             "periode_start": KVARTALER[KVARTALER.index(statusdato) - 1], "moededato": None,
             "note": "Mødet holdes efter påske."}  # fmt: skip
    return samlet(foer, form="fuld", plan=plan, runde=runde, **rows)


def _rows():
    """The rows as they stand on 31 March 2017."""
    return {
        "milepaele": [_milepael(titel, *et) for titel, et in MILEPAELE.items()], "maal": _maal(),
        "leverancer": [
            leverance("Dataudtræk", "leveret", siden="2017-01-09", leveret="2017-01-09"),
            leverance("Kursuslokaler", "aftalt", siden="2016-11-01", aftalt=tid("maj 2017"), bekraeftet="2016-11-01"),
            leverance("Ny journalskabelon", "modforslag", siden="2017-03-20", tilbudt=tid("juni 2017")),
        ],
        "risici": [risiko("Vakante stillinger", 3, 4, foer=[2, 4], tiltag="To stillinger er slået op."),
                   risiko("Systemet skiftes", 2, 5, foer=[2, 5]), risiko("Nye regler")],
        "budget": [post("Undervisning", {"2016": (200_000, 190_000, 190_000), "2017": (300_000, 60_000, 300_000)}),
                   post("Konsulenter", {"2016": (100_000, 100_000, 100_000), "2017": (50_000, 20_000, 60_000)}),
                   post("Egen tid", {"2017": (500_000, None, None)}, art="indirekte", enhedstekst="pr. år")],
        "opfoelgning": [opfoelgning("Medarbejderne høres", runder=3),
                        opfoelgning("Udvalget orienteres", lukket="2017-02-01", lukket_tekst="Orienteret.", runder=3),
                        opfoelgning("Husk de små teams", "bemaerkning", ansvarlig="", runder=3)],
        "beslutninger": [beslutning(1, "Skal skabelonen udsættes?", ("Nej", "Flere kurser"), ("Ja", "Tre uger"))],
        "tidligere_beslutninger": [TIDLIGERE], "aendringer": [AENDRING],
        "bidrag": [bidrag("milepael", "Første tilsyn", POUL), bidrag("risiko", "Vakante stillinger", svar="opdateret"),
                   *(bidrag("maaling", navn, STAB, "opdateret") for navn in MAALTE)],
    }  # fmt: skip


def _milepael(titel, tema, godkendt, prognose, faktisk, kritisk):
    slut = tid(godkendt)["slut"]
    gone = "Slået sammen med personalemøderne" if titel == "Frokostmøder" else None
    return milepael(
        titel, godkendt, tema=tema, kritisk=kritisk, faktisk=faktisk, prognose=prognose and tid(prognose),
        flytninger=int(bool(prognose)), begrundelse="Leverandøren er forsinket." if prognose else "",
        trend=[[dag, slut] for dag in KVARTALER[1:3]], oprettet="2016-06-01", bortfaldet=gone,
        faktisk_efter="2017-04-05" if titel == "Første tilsyn" else None,
    )  # fmt: skip


def _maal():
    rows = [maal(f"{navn} i alle sager", _maalt(navn, *et)) for navn, et in MAALTE.items()]
    for tilstand, (antal, tekst) in UMAALTE.items():
        rows += [maal(f"Mål {len(rows) + nr}", indikator(f"Indikator {len(rows) + nr}", tilstand=tilstand, tekst=tekst))
                 for nr in range(1, antal + 1)]  # fmt: skip
    for nr, row in enumerate(rows):
        row |= {"tema": TEMAER[nr % len(TEMAER)], "ejer": (STAB, MYNDIGHED)[nr % 2]}
    return [maal("Børn får hjælp i tide", niveau="overordnet"), *rows]


def _maalt(navn, maaltype, maalvaerdi, baseline, delmaal, vaerdier, mere):
    enhed = ENHED.get(navn, "%")
    found = definition(maaltype, maalvaerdi, baseline, [(S, delmaal)], enhed, **mere)
    punkter = [punkt(slut, *et.split("/")) for slut, et in zip(KVARTALER, vaerdier.split(), strict=True)]
    kontrol = {"metode": "Ledelsestilsyn", "kilde": "20 sager", "punkter": [punkt(S, 17, 20)]}
    return indikator(navn, punkter, enhed, found, kontrol=kontrol if navn == "Vurderet inden 24 timer" else None)

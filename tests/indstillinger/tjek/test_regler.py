"""The 31 rules: each fires in one paper and is silent in the one nearest to it."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from indstillinger.tjek import check
from indstillinger.tjek.regler import REGLER
from tests.indstillinger.tjek.rent import CT, FMU, FRIST, HMU, RM, fund, indhold


@dataclass(frozen=True)
class Sag:
    """`fyrer` differs from `tier` as little as can be; `ventet` is [(felt, tekst)] of the first."""

    kode: str
    fyrer: dict
    ventet: list
    tier: dict = field(default_factory=dict)


def punkt(tekst):
    return {"beslutningspunkt": [{"tekst": tekst}]}


def trin(*tider, **mere):
    return {"procestrin": [{"tekst": "Drøftelse", "tidspunkt": tid, **mere} for tid in tider]}


def aar(beloeb, aar=2020):
    return {"direkteudgift": [{"aar": aar, "beloeb": beloeb}], "finansiering_status": "angivet",
            "finansieringskilde": [{"kilde": "grundbudget"}]}  # fmt: skip


def lukket(**mere):
    closed = {"titel_lukket": "En sag", "hjemmel": "intern", "lukket_begrundelse": "Derfor"}
    return {"aabenhed": "lukket", **closed, **mere}


P1, T1 = "beslutningspunkt:beslutningspunkt-1:tekst", "procestrin:procestrin-1:tidspunkt"
D1 = "direkteudgift:direkteudgift-1:beloeb"
PLAN = {"formular": "indsatsplan"}
SAGER = [
    Sag("S1", {"aabenhed": "ikke_angivet"}, [("aabenhed", "Vælg, om indstillingen er åben eller lukket.")],
        {"aabenhed": "aaben"}),
    Sag("S2", lukket(hjemmel=""),
        [("hjemmel", "En lukket indstilling skal også have lukket titel, hjemmel og begrundelse.")], lukket()),
    Sag("S3", {"afdeling": None}, [("afdeling", "Vælg afdeling.")], {"afdeling": 9}),
    Sag("S3", {"baggrund": f"<p>{'x' * 39}</p>"}, [("baggrund", "Skriv baggrund (mindst 40 tegn).")],
        {"baggrund": f"<p>{'x' * 40}</p>"}),
    Sag("S3", {"effekt": "", "effektmaal": []}, [("effekt", "Skriv effekten, eller tilføj mindst ét mål.")],
        {"effekt": ""}),
    Sag("S4", {"beslutningspunkt": []},
        [("beslutningspunkt", "Skriv mindst ét punkt, eller vælg sagstypen orientering.")],
        {"beslutningspunkt": [], "sagstype": "orientering"}),
    Sag("S5", aar("se bilag 1"), [(D1, "Skriv et beløb, fx 160 eller 160.000 kr.")], aar("160")),
    Sag("S6", {**aar("160"), "finansiering_status": "ikke_angivet"},
        [("finansiering_status", "Vælg, hvordan udgiften på 160 tkr. finansieres.")], aar("160")),
    Sag("S6", {**aar("160"), "finansieringskilde": [{"note": "en note"}]},
        [("finansieringskilde", "Vælg, hvordan udgiften på 160 tkr. finansieres.")],
        {**aar("0"), "finansieringskilde": []}),
    Sag("S7", {"bilag": [{}, {}], "bilag_med_fil": frozenset({"bilag-1"})},
        [("bilag:bilag-2", "Bilag 2 mangler en fil.")], {"bilag": [{}, {}]}),
    Sag("S7", {"bilag": [{"aabenhed": "ikke_angivet"}]},
        [("bilag:bilag-1:aabenhed", "Vælg, om bilag 1 er åbent eller lukket.")],
        lukket(bilag=[{"aabenhed": "ikke_angivet"}])),
    Sag("S8", PLAN, [("procestrin", "En indsatsplan skal have mindst ét procestrin.")],
        {**PLAN, "procestrin": [{"tekst": "Drøftelse"}]}),
    Sag("S9", {"importfelter_uden_tjek": 12}, [("", "12 felter fra importen er ikke tjekket.")],
        {"importfelter_uden_tjek": 0}),
    Sag("S10", {"resume": "Borgeren 150590-1234 klager"},
        [("resume", "Teksten ligner et CPR-nummer. Fjern det, eller gør sagen lukket.")],
        {"resume": "Sagen 311190-1234 er lukket"}),
    Sag("S10", punkt("At give 1505901234 afslag"),
        [(P1, "Teksten ligner et CPR-nummer. Fjern det, eller gør sagen lukket.")],
        lukket(**punkt("At give 1505901234 afslag"))),
    Sag("A1", punkt("At gøre det igen?"),
        [(P1, "Punkt 1 er et spørgsmål. Skriv et forslag, som kan vedtages.")], punkt("At gøre det igen")),
    Sag("A1", punkt("Om vi gør det igen"),
        [(P1, "Punkt 1 er et spørgsmål. Skriv et forslag, som kan vedtages.")], punkt("Omlæg driften")),
    Sag("A2", punkt("Forslag til en plan"),
        [(P1, "Punkt 1 siger ikke, hvad der skal besluttes. Begynd med »At …«.")], punkt("Vedtag en plan")),
    Sag("A2", punkt("Atter en plan"),
        [(P1, "Punkt 1 siger ikke, hvad der skal besluttes. Begynd med »At …«.")], punkt("Er planen god?")),
    Sag("A3", {"resume": "Se bilag 2. Jf. bilag 1 og 2.", "bilag": [{}]},
        [("bilag", "Bilag 2 nævnes 2 gange, men er ikke vedlagt.")],
        {"resume": "Se bilag 2. Jf. bilag 1 og 2.", "bilag": [{}, {}]}),
    Sag("A4", {"kommunikation": "<p>Planen er vedlagt. Se bilag 1.</p>", "bilag": [{}]},
        [("kommunikation", "Skriv nummeret på bilaget.")],
        {"kommunikation": "<p>Planen er vedlagt, se bilag 1.</p>", "bilag": [{}]}),
    Sag("A5", {"effektmaal": [{"tekst": "Flere ture"}]}, [("effektmaal", "Der står ikke, hvordan effekten måles.")],
        {"effektmaal": [{"tekst": "Flere ture"}, {"tekst": "Færre fald", "maales_ved": "Tal"}]}),
    Sag("A6", {"opfoelgning": "<p>Vi følger op på målet fra 2019.</p>"},
        [("opfoelgning", "Der står ikke, hvornår der følges op.")],
        {"opfoelgning": "<p>Vi følger op i foråret.</p>"}),
    Sag("A6", {"opfoelgning": "<p>Hver leder følger op.</p>"},
        [("opfoelgning", "Der står ikke, hvornår der følges op.")],
        {"opfoelgning": "<p>Lederen følger op hver måned.</p>"}),
    Sag("A7", {"koordinering": "<p>HR er spurgt.</p>"},
        [("koordinering", "Koordinering er beskrevet, men ingen er spurgt i portalen.")],
        {"koordinering": "<p>HR er spurgt.</p>", "spurgte": 1}),
    Sag("A7", {"naevnte": 1}, [("koordinering", "Koordinering er beskrevet, men ingen er spurgt i portalen.")]),
    Sag("A8", trin("juni 2020", "oktober 2020"), [(T1, "2 trin har kun en måned.")], trin("uge 24 2020")),
    Sag("A9", trin("29. maj 2020", forum=RM), [(T1, "Rådmandsmødet ligger samme dag som chefmødet.")],
        trin("28. maj 2020", forum=RM)),
    Sag("A9", trin("29. maj 2020", forum=HMU), [(T1, "HMU-mødet ligger samme dag som chefmødet.")],
        trin("29. maj 2020", forum=CT)),
    Sag("A10", trin("uge 30 2020", "uge 29 2020"),
        [("procestrin:procestrin-2:tidspunkt", "Trin 2 ligger før trin 1.")], trin("uge 29 2020", "13. juli 2020")),
    Sag("A11", trin("5. maj", "20. maj", "29. maj 2020"), [(T1, "Året er gættet for 2 trin.")], trin("5. maj 2020")),
    Sag("A12", trin("snarest"),
        [(T1, "»snarest« er ikke læst som en dato: Det er ikke en dato. Teksten står, som du skrev den.")],
        trin("senest 1. juni 2020")),
    Sag("A13", aar("160.000 kr."), [(D1, "160.000 kr. er læst som 160 tkr.")], aar("160 tkr.")),
    Sag("A14", {**aar("160"), "udgiftspost": [{"aar": 2020, "beloeb": "80"}, {"aar": 2020, "beloeb": "90.000 kr."}]},
        [(D1, "Posterne giver 170 tkr., året siger 160 tkr.")],
        {**aar("160"), "udgiftspost": [{"aar": 2020, "beloeb": "80"}, {"aar": 2020, "beloeb": "80.000 kr."}]}),
    Sag("A15", aar("160,5"), [(D1, "Beløbet vises afrundet.")], aar("160")),
    Sag("A16", {"finansiering_status": "ikke_angivet"},
        [("finansiering_status", "Skriv udgiften, eller vælg »Ingen direkte udgifter«.")],
        {**aar("0"), "finansiering_status": "ikke_angivet"}),
    Sag("A17", {**aar("160"), "finansieringskilde": [{"kilde": "grundbudget", "beloeb": "120"}]},
        [("finansieringskilde", "Kilderne giver 120 tkr., udgiften er 160 tkr.")],
        {**aar("160"), "finansieringskilde": [{"kilde": "grundbudget", "beloeb": "160"}, {"kilde": "opsparing"}]}),
    Sag("A18", {**aar("160"), "indirekteudgift": [{"beloeb": "ca. 4.000.000 kr."}]},
        [("indirekteudgift:indirekteudgift-1:beloeb", "Den indirekte udgift er 25 gange den direkte.")],
        {**aar("160"), "indirekteudgift": [{"beloeb": "1.599.999 kr."}]}),
    Sag("A19", {"formular": "maaling", "procestrin": [{"tekst": "Drøftelse i HMU", "forum": RM}]},
        [("procestrin", "Skriv, hvornår HMU har drøftet eller skal drøfte målingen.")],
        {"formular": "maaling", "procestrin": [{"forum": FMU}]}),
    Sag("A20", {"nu": FRIST + timedelta(seconds=1)},
        [("sen_begrundelse", "Fristen var den 20. maj kl. 12. Skriv, hvorfor sagen ikke kan vente.")], {"nu": FRIST}),
    Sag("A20", {"nu": FRIST + timedelta(days=1)},
        [("sen_begrundelse", "Fristen var den 20. maj kl. 12. Skriv, hvorfor sagen ikke kan vente.")],
        {"nu": FRIST + timedelta(days=1), "sen_begrundelse": "Loven trådte i kraft i går"}),
    Sag("A21", lukket(titel="Sag om lejemål", titel_lukket="Opsigelse af et lejemål"),
        [("titel", "Den offentlige titel røber måske noget: »lejemål«.")],
        lukket(titel="Sag om noget", titel_lukket="Sag om andet")),
]  # fmt: skip


def test_clean_paper_has_no_findings():
    assert check(*indhold()) == []


@pytest.mark.parametrize("sag", SAGER, ids=lambda sag: sag.kode)
def test_rule_fires(sag):
    assert fund(sag.kode, **sag.fyrer) == sag.ventet


@pytest.mark.parametrize("sag", SAGER, ids=lambda sag: sag.kode)
def test_rule_is_silent_in_the_nearest_paper(sag):
    assert fund(sag.kode, **sag.tier) == []


def test_every_rule_of_the_page_is_tried():
    stops, warnings = [f"S{nr}" for nr in range(1, 11)], [f"A{nr}" for nr in range(1, 22)]

    assert list(REGLER) == stops + warnings
    assert {sag.kode for sag in SAGER} == set(REGLER)


def test_stops_come_before_warnings_and_carry_their_level():
    found = check(*indhold(aabenhed="ikke_angivet", formular="indsatsplan", effektmaal=[]))

    assert [(one.kode, one.niveau) for one in found] == [("S1", "S"), ("S8", "S"), ("A5", "A")]

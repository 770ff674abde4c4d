"""S5, S6, A13–A18: amounts that can be read, add up and are paid by somebody. Sums are made in kroner."""

import re

from mso_portal.vaerdier import kroner
from mso_portal.vaerdier.datoer import antal

BELOEBSRAEKKER = ("direkteudgift", "udgiftspost", "finansieringskilde", "indirekteudgift")
MEGET_STOERRE = 10  # times


def afvist(papir):
    for row, reading in _readings(papir):
        if not reading.godtaget:
            yield row.path("beloeb"), kroner.ekko(reading)


def _readings(papir):
    """Return [(row, reading)] of every amount somebody typed."""
    rows = [row for kind in BELOEBSRAEKKER for row in papir.rows(kind)]
    return [(row, reading) for row in rows if (reading := papir.reading(row)).status != kroner.TOM]


def _amounts(papir, kind):
    """Return the known kroner of a kind."""
    amounts = [papir.amount(row) for row in papir.rows(kind)]
    return [amount for amount in amounts if amount is not None]


def ufinansieret(papir):
    """»Ingen direkte udgifter« beside an amount is no answer either."""
    amounts = [amount for amount in _amounts(papir, "direkteudgift") if amount]
    sources = [row for row in papir.rows("finansieringskilde") if row.stored("kilde")]
    answered = papir.stored("finansiering_status") == "angivet"
    if amounts and not (answered and sources):
        shown = kroner.tkr(sum(amounts) or amounts[0])
        felt = "finansieringskilde" if answered else "finansiering_status"
        yield felt, f"Vælg, hvordan udgiften på {shown} tkr. finansieres."


def skrevet_i_kroner(papir):
    """One finding in all: who wrote one amount in kr. wrote them all so."""
    for row, reading in _readings(papir):
        if _in_kroner(reading):
            text = f"{reading.tekst} er læst som {kroner.tkr(reading.kroner)} tkr."
            yield row.path("beloeb"), text
            return


def _in_kroner(reading):
    """Say whether the digits as typed are the kroner themselves; nought is nought in any unit."""
    whole = re.sub("[^0-9]", "", reading.tekst.partition(",")[0]).lstrip("0")
    return reading.godtaget and bool(whole) and whole == str(abs(reading.kroner))


def poster_og_aar(papir):
    years = {row.stored("aar"): row for row in papir.rows("direkteudgift")}
    posts = {}
    for row in papir.rows("udgiftspost"):
        if row.stored("aar") is not None and papir.amount(row) is not None:
            posts.setdefault(row.stored("aar"), []).append((row, papir.amount(row)))
    for year in sorted(posts):
        total, row = sum(amount for _, amount in posts[year]), years.get(year, posts[year][0][0])
        stated = papir.amount(row) if year in years else None
        if stated is None:
            yield row.path("beloeb"), f"Posterne giver {kroner.tkr(total)} tkr., men året {year} er tomt."
        elif total != stated:
            given, said = _apart(total, stated)
            yield row.path("beloeb"), f"Posterne giver {given}, året siger {said}"


def _apart(one, other):
    """Return two amounts in tkr., or in kroner when tkr. would hide the difference."""
    if kroner.tkr(one) == kroner.tkr(other):
        return f"{antal(one)} kr.", f"{antal(other)} kr."
    return f"{kroner.tkr(one)} tkr.", f"{kroner.tkr(other)} tkr."


def afrundet(papir):
    """One finding in all, at the first amount."""
    for row, reading in _readings(papir):
        if reading.godtaget and kroner.er_afrundet(reading.kroner):
            yield row.path("beloeb"), "Beløbet vises afrundet."
            return


def ikke_besvaret(papir):
    """A refused amount is an amount somebody meant; S5 speaks of it."""
    rows = papir.rows("direkteudgift") + papir.rows("udgiftspost")
    typed = any(papir.reading(row).status != kroner.TOM for row in rows)
    if papir.stored("finansiering_status") == "ikke_angivet" and not typed:
        yield "finansiering_status", "Skriv udgiften, eller vælg »Ingen direkte udgifter«."


def kilder_og_udgift(papir):
    sources, direct = _amounts(papir, "finansieringskilde"), _amounts(papir, "direkteudgift")
    if sources and not direct:
        shown = kroner.tkr(sum(sources))
        yield "finansieringskilde", f"Kilderne giver {shown} tkr., men udgiften er ikke skrevet."
    elif sources and sum(sources) != sum(direct):
        given, spent = _apart(sum(sources), sum(direct))
        yield "finansieringskilde", f"Kilderne giver {given}, udgiften er {spent}"


def stor_indirekte(papir):
    direct = sum(_amounts(papir, "direkteudgift"))
    for row in papir.rows("indirekteudgift") if direct > 0 else ():
        times = (papir.amount(row) or 0) // direct
        if times >= MEGET_STOERRE:
            yield row.path("beloeb"), f"Den indirekte udgift er {antal(times)} gange den direkte."

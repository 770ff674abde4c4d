"""The five dimensions of a plan and the whole (20 §7.4). The light of goals is put together in `lys`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from indsatser.beregning.forskydning import forskydning
from indsatser.beregning.lys import GRAA, GROEN, GUL, ROED, Lys, vaerst
from indsatser.beregning.milepaele import er_aaben, er_gennemfoert, sidste_dag, ventet
from mso_portal.vaerdier.datoer import antal
from mso_portal.vaerdier.hverdage import laeg_hverdage
from mso_portal.vaerdier.tidspunkt import Tidspunkt

UDATERET_DAGE = 30
UBEKRAEFTET = ("foreslaaet", "modforslag", "afvist")
OVERSKREDET = "overskredet uden ny prognose"
VILKAAR = "vilkår fra beslutningen er ikke indfriet"


@dataclass(frozen=True)
class Tolerancer:
    """The six tolerances of a plan (20 §7.5): the last value of a colour, or for risk the first."""

    tid_groen_til: int = 7
    tid_gul_til: int = 30
    oekonomi_gul_til: int = 10
    risiko_gul_fra: int = 8
    risiko_roed_fra: int = 15
    leverance_gul_til: int = 20


STANDARD = Tolerancer()


@dataclass(frozen=True)
class Posttal:
    """A budget line's newest amounts, each {year: kroner}; a year that isn't there is not stated, never 0."""

    titel: str
    budget: Mapping = field(default_factory=dict)
    prognose: Mapping = field(default_factory=dict)
    forbrug: Mapping = field(default_factory=dict)
    art: str = "direkte"


@dataclass(frozen=True)
class Leverancedatoer:
    """A deliverable; `siden` is the day its supplier was asked, or it came into its state."""

    tilstand: str
    siden: date | None = None
    aftalt: Tidspunkt | date | None = None
    prognose: Tidspunkt | date | None = None


def lys_maal(maallys):
    """The light of the goals from the Lys of every active konkret mål, those that can't be measured included."""
    farver = [lys.lys for lys in maallys]
    k, n = sum(farve != GRAA for farve in farver), len(farver)
    tekst = f"{k} af {n} mål kan måles"
    if k == 0:
        return Lys(GRAA, tekst=tekst)
    if 4 * farver.count(ROED) > k:
        return Lys(ROED, tekst=tekst)
    return Lys(GUL if ROED in farver or GUL in farver or 2 * k < n else GROEN, tekst=tekst)


def lys_tid(milepaele, dato, tolerancer=STANDARD, udateret_dage=UDATERET_DAGE):
    """The light of the milestones; one without a date says nothing until it is old."""
    aabne = [milepael for milepael in milepaele if er_aaben(milepael, dato)]
    fundne = [fundet for milepael in aabne if (fundet := _tid(milepael, dato, tolerancer, udateret_dage))]
    if not fundne and any(er_gennemfoert(milepael, dato) for milepael in milepaele):
        return Lys(GROEN)
    return _vaerste_afvigelse(fundne, "ingen milepæl har en dato" if aabne else "ingen milepæle")


def _tid(milepael, dato, tolerancer, udateret_dage):
    """(days past what was approved, Lys), or None. Overdue is more than any number of days."""
    p = ventet(milepael)
    slut = sidste_dag(p)
    if slut is None:
        er_gammel = milepael.oprettet is not None and (dato - milepael.oprettet).days > udateret_dage
        return (0, Lys(GUL, tekst="uden dato")) if er_gammel else None
    return _afvigelse(slut, milepael.godkendt, p, dato, tolerancer, "godkendt")


def _afvigelse(slut, aftalt, ventes, dato, tolerancer, navn):
    if slut < dato:
        return float("inf"), Lys(ROED, tekst=OVERSKREDET)
    f = max(0, forskydning(aftalt, ventes) or 0)
    if f <= tolerancer.tid_groen_til:
        return f, Lys(GROEN)
    tekst = f"{antal(f)} dage efter {navn} dato"
    return f, Lys(GUL if f <= tolerancer.tid_gul_til else ROED, tekst=tekst)


def _vaerste_afvigelse(fundne, tekst):
    """The worst of (days, Lys); of equal lights that with most days tells why."""
    return vaerst((lys for _, lys in sorted(fundne, key=lambda fundet: -fundet[0])), tekst)


def lys_oekonomi(poster, aar, tolerancer=STANDARD):
    """The light of the direct lines: the worse of the running year and the whole plan."""
    direkte = [post for post in poster if post.art == "direkte"]
    if not any(post.budget for post in direkte):
        return Lys(GRAA, tekst="intet budget")
    if uden_prognose(direkte, aar):
        return Lys(GRAA, tekst="ikke opgjort")
    domme = [_dom(budget_og_ventet(direkte), tolerancer, "hele planen")]
    # A year nobody gave a budget isn't a year with budget 0: what it costs shows in the whole plan.
    if any(aar in post.budget for post in direkte):
        domme.insert(0, _dom(budget_og_ventet(direkte, aar), tolerancer, str(aar)))
    return vaerst(domme)


def uden_prognose(poster, aar):
    """The lines with a budget for the year that nobody has said the cost of."""
    return [post for post in poster if aar in post.budget and aar not in post.prognose]


def budget_og_ventet(poster, aar=None):
    """(budget, expected) in kroner of one year, or of all years."""
    alle = {et for post in poster for et in (*post.budget, *post.prognose, *post.forbrug)}
    aarene = alle if aar is None else {aar}
    budget = sum(post.budget.get(et, 0) for post in poster for et in aarene)
    return budget, sum(_ventet(post, et) for post in poster for et in aarene)


def _ventet(post, aar):
    """What a year without forecast is expected to cost: its budget, or what is spent already when that is more."""
    if aar in post.prognose:
        return post.prognose[aar]
    budget = post.budget.get(aar, 0)
    return max(budget, post.forbrug.get(aar, budget))


def _dom(beloeb, tolerancer, hvad):
    budget, prognose = beloeb
    over = prognose - budget
    if over <= 0:
        return Lys(GROEN)
    er_gul = 100 * over <= tolerancer.oekonomi_gul_til * abs(budget)
    return Lys(GUL if er_gul else ROED, tekst=f"{antal(over)} kr. over budgettet for {hvad}")


def forbrug_over_prognose(poster):
    """Return (titel, year, forbrug, prognose) where more is spent than the whole year was expected to cost."""
    return [
        (post.titel, aar, forbrug, post.prognose[aar])
        for post in poster
        for aar, forbrug in sorted(post.forbrug.items())
        if aar in post.prognose and forbrug > post.prognose[aar]
    ]


def risikoscore(sandsynlighed, konsekvens):
    """Return the score of a risk, None while either is unknown."""
    return None if None in (sandsynlighed, konsekvens) else sandsynlighed * konsekvens


def lys_risiko(scorer, tolerancer=STANDARD):
    """The light of the newest scores of the open risks; None is a risk nobody has assessed."""
    vurderede = [score for score in scorer if score is not None]
    if not vurderede:
        return Lys(GRAA, tekst="ingen vurderede risici")
    hoejest = max(vurderede)
    if hoejest < tolerancer.risiko_gul_fra:
        return Lys(GROEN)
    return Lys(GUL if hoejest < tolerancer.risiko_roed_fra else ROED, tekst=f"højeste score er {hoejest}")


def lys_leverancer(leverancer, dato, tolerancer=STANDARD, lukkedage=()):
    """The light of what others owe the plan."""
    fundne = [_leverance(et, dato, tolerancer, lukkedage) for et in leverancer if et.tilstand != "bortfaldet"]
    return _vaerste_afvigelse(fundne, "ingen leverancer")


def _leverance(leverance, dato, tolerancer, lukkedage):
    if leverance.tilstand in UBEKRAEFTET:
        er_gammel = _hverdage_over(leverance.siden, dato, tolerancer.leverance_gul_til, lukkedage)
        return 0, Lys(ROED if er_gammel else GUL, tekst="ikke bekræftet")
    if leverance.tilstand != "aftalt":
        return 0, Lys(GROEN)
    ventes = ventet_leverance(leverance)
    slut = sidste_dag(ventes)
    if slut is None:
        return 0, Lys(GUL, tekst="uden dato")  # a forecast without a date mustn't put out a red light
    return _afvigelse(slut, leverance.aftalt, ventes, dato, tolerancer, "aftalt")


def ventet_leverance(leverance):
    """When it is expected: the supplier's forecast, else what was agreed."""
    return leverance.prognose or leverance.aftalt


def _hverdage_over(siden, dato, antal_hverdage, lukkedage):
    """Have more hverdage than these gone by, the first day not counted? Not when nobody was asked yet."""
    return siden is not None and laeg_hverdage(siden, antal_hverdage + 1, lukkedage) <= dato


def lys_samlet(dimensioner, aabent_vilkaar=False):
    """The light of the plan: the worst dimension, and never better than gul while a vilkår is open."""
    samlet = vaerst(dimensioner, "ikke opgjort")
    return Lys(GUL, tekst=VILKAAR) if aabent_vilkaar and samlet.lys in (GROEN, GRAA) else samlet

"""The money of a plan: a row per post and year stated, sums of the direkte posts, a chart, and what doesn't add up."""

from indsatser.beregning.dimensioner import forbrug_over_prognose
from indsatser.enums import Budgetart
from indsatser.models import planstatus
from indsatser.views import handlinger
from indsatser.views.find import adresse
from indsatser.views.tabeller import table
from indstillinger.models import RAEKKER, Indstilling
from mso_portal.motor import ur
from mso_portal.motor.charts.budgetbjaelke import Budgetaar, budgetbjaelke
from mso_portal.vaerdier.datoer import antal

IKKE_ANGIVET = "ikke angivet"
DELVIST = "* Ikke alle poster er angivet for året."
SLAGS = ("budget", "forbrug", "prognose")
BELOEB = ["#Budget, kr.", "#Forbrug, kr.", "#Prognose, kr."]


def oekonomi(user, plan):
    """Return what the page shows: the money is read once."""
    found = planstatus.money(plan, ur.i_dag())
    posts = direct(found)
    return {"afsnit": _sections(user, plan, found), "graf": _chart(posts), "advarsler": _warnings(user, plan, posts)}


def _sections(user, plan, found):
    """The direkte posts, their sums, and the indirekte beside them, which are in no sum."""
    heads = ["Post", "År", *BELOEB, "Finansiering", "Du kan"]
    rows = [row for post, tal in found if post.art == Budgetart.DIREKTE for row in _rows(user, plan, post, tal)]
    sections = [table("Direkte poster", heads, rows, "Ingen budgetposter endnu.", rul=bool(rows))]
    posts = direct(found)
    if stated_years(posts):
        sums = [sum_cells(posts, aar) for aar in stated_years(posts)]
        note = [DELVIST] if any("*" in cell for row in sums for cell in row) else []
        sections.append(table("Direkte poster i alt", ["År", *BELOEB], sums, "", noter=note, rul=True))
    beside = [row for post, tal in found if post.art == Budgetart.INDIREKTE for row in _rows(user, plan, post, tal)]
    if beside:
        heads = ["Post", "År", *BELOEB, "Pr. enhed", "Du kan"]
        sections.append(table("Indirekte poster, som ikke tælles med", heads, beside, "", rul=True))
    return sections


def direct(found):
    """Return the amounts of the direkte posts, which alone are summed."""
    return [tal for post, tal in found if post.art == Budgetart.DIREKTE]


def stated_years(posts):
    """Return the years that anything is stated for."""
    return sorted({aar for tal in posts for slags in SLAGS for aar in getattr(tal, slags)})


def _rows(user, plan, post, tal):
    """A year nobody stated has no row; a post without any amount has one, without a year."""
    post.plan = plan
    url = adresse(plan, f"oekonomi/{post.uuid}/ret/") if handlinger.skriver(user, plan) else ""
    last = post.enhedstekst if post.art == Budgetart.INDIREKTE else _funding(post)
    head, acts = {"tekst": post.titel, "url": url}, handlinger.budgetpost(user, post)
    return [
        [head, str(aar), *(_kroner(getattr(tal, slags), aar) for slags in SLAGS), last, acts]
        for aar in stated_years([tal]) or [""]
    ]


def _funding(post):
    return ": ".join(part for part in (post.get_finansiering_display(), post.finansiering_note) if part)


def _kroner(amounts, aar):
    return antal(amounts[aar]) if aar in amounts else IKKE_ANGIVET


def sum_cells(posts, aar):
    """Return a year and its three sums as text."""
    return [str(aar), *(_sum_text(posts, slags, aar) for slags in SLAGS)]


def _sum_text(posts, slags, aar):
    """A sum of some of the posts says so: what nobody stated isn't 0."""
    total = _sum(posts, slags, aar)
    if total is None:
        return IKKE_ANGIVET
    active = [tal for tal in posts if any(aar in getattr(tal, one) for one in SLAGS)]
    return antal(total) + "*" * any(aar not in getattr(tal, slags) for tal in active)


def _sum(posts, slags, aar):
    stated = [getattr(tal, slags)[aar] for tal in posts if aar in getattr(tal, slags)]
    return sum(stated) if stated else None


def _chart(posts):
    """Return the chart of the direkte posts year by year, or None while nothing is stated."""
    years = [Budgetaar(str(aar), *(_sum(posts, slags, aar) for slags in SLAGS)) for aar in stated_years(posts)]
    if not years:
        return None
    return budgetbjaelke("Budget, forbrug og prognose", "Direkte poster, år for år.", years)


def _warnings(user, plan, posts):
    """Return what doesn't add up, a sentence each."""
    over = [
        f"Forbruget er større end prognosen: {titel} {aar}, {antal(forbrug)} kr. mod {antal(prognose)} kr."
        for titel, aar, forbrug, prognose in forbrug_over_prognose(posts)
    ]
    return over + _apart(posts, _asked(user, plan))


def _asked(user, plan):
    """Return {year: kroner} that the paper asked for, as far as the reader may read it."""
    if plan.beslutning_id is None:
        return {}
    papers = Indstilling.objects.visible_to(user).filter(pk=plan.beslutning.punkt.indstilling_id).order_by()
    rows = RAEKKER["direkteudgift"].objects.filter(indstilling__in=papers.values("pk"), aar__isnull=False)
    return {row.aar: row.kroner for row in rows.order_by("aar", "pk") if row.kroner is not None}


def _apart(posts, asked):
    sums = {aar: _sum(posts, "budget", aar) for aar in asked}
    return [
        f"Posternes budget for {aar} er {antal(sums[aar])} kr., og indstillingens beløb er {antal(kroner)} kr."
        for aar, kroner in asked.items() if sums[aar] is not None and sums[aar] != kroner
    ]  # fmt: skip

"""The state of a milestone, the phase of a plan, and what depends on what (20 §4.1, §4.2)."""

from dataclasses import dataclass
from datetime import date
from graphlib import CycleError, TopologicalSorter

from mso_portal.vaerdier.tidspunkt import Tidspunkt


@dataclass(frozen=True)
class Milepaelsdatoer:
    """A milestone's dates; `prognose` is its newest forecast, None or empty when there is none."""

    godkendt: Tidspunkt | date | None
    prognose: Tidspunkt | date | None = None
    faktisk_dato: date | None = None
    bortfaldet: bool = False
    oprettet: date | None = None


def ventet(milepael):
    """The Tidspunkt it is expected at: the forecast, else what was approved."""
    return milepael.prognose or milepael.godkendt


def sidste_dag(tidspunkt):
    """The last day of a Tidspunkt or a date; None when it has none."""
    return getattr(tidspunkt, "slut", tidspunkt)


def er_gennemfoert(milepael, dato):
    """What happened after `dato` had not happened on it."""
    return not milepael.bortfaldet and milepael.faktisk_dato is not None and milepael.faktisk_dato <= dato


def er_aaben(milepael, dato):
    return not milepael.bortfaldet and not er_gennemfoert(milepael, dato)


def milepaelstilstand(milepael, dato):
    """bortfaldet, gennemfoert, overskredet, uden_dato or planlagt."""
    if milepael.bortfaldet:
        return "bortfaldet"
    if er_gennemfoert(milepael, dato):
        return "gennemfoert"
    slut = sidste_dag(ventet(milepael))
    if slut is None:
        return "uden_dato"
    return "overskredet" if slut < dato else "planlagt"


def fase(plan, milepaele, dato):
    """The phase of a plan with tilstand, periode_start and periode_slut.

    kladde, besluttet, i_gang, forankring, afsluttet or stoppet. A plan without milestones isn't done with them.
    """
    if plan.tilstand != "aktiv":
        return plan.tilstand
    if dato < plan.periode_start:
        return "besluttet"
    er_faerdig = bool(milepaele) and not any(er_aaben(milepael, dato) for milepael in milepaele)
    return "forankring" if er_faerdig or dato > plan.periode_slut else "i_gang"


def ligger_foer(milepael, forudsaetning):
    """Is it expected before the milestone it depends on? Not where either has no last day."""
    egen, dens = sidste_dag(ventet(milepael)), sidste_dag(ventet(forudsaetning))
    return egen is not None and dens is not None and egen < dens


def cyklus(afhaenger_af):
    """Return the keys of a circle, each before what it depends on and the first one again at the end, or None.
    `afhaenger_af` is {key: keys}."""
    try:
        TopologicalSorter(afhaenger_af).prepare()
    except CycleError as error:
        return tuple(reversed(error.args[1]))  # the error tells it from what comes first
    return None


def cyklustekst(titler):
    """The message for the titles of a cyklus."""
    return f"Milepælen kan ikke afhænge af sig selv: {' → '.join(titler)}. Fjern en af dem."

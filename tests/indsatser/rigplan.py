"""One active plan with something in every room, so that what leaves the portal holds all there is."""

from datetime import date

from indsatser.models import Budgetpost, Opfoelgningspunkt, Planrisiko, Tema
from indsatser.workflow.maaling import report
from indsatser.workflow.milepael import complete, forecast
from indsatser.workflow.raekker import add
from indsatser.workflow.risiko import assess, set_amount
from tests import builders_indsats
from tests.builders_indsats import tid

RETTET = "Underviseren er blevet syg."


def rig(plan, leverandoer, *, maalt=True):
    """Fill a kladde, activate it, and let something happen; returns the aktiv plan."""
    by = plan.tovholder
    tema = add(Tema, plan, by=by, titel="Kurser")
    builders_indsats.milepael(plan, "Kursus er holdt", "uge 43-45 2020", tema=tema, kritisk=True)
    builders_indsats.milepael(plan, "Plan er lagt", "10. juni 2020")
    builders_indsats.milepael(plan, "Afslutning", "4. kvartal 2020", ansvarlig=by)
    definition = builders_indsats.definition(builders_indsats.indikator(builders_indsats.maal(plan, tema=tema)),
                                             delmaal=[{"senest": date(2020, 3, 31), "vaerdi": 70}])  # fmt: skip
    builders_indsats.indikator(builders_indsats.maal(plan, "Alle kender planen"), "Kendskab", tekst="udarbejdes")
    builders_indsats.leverance(plan, leverandoer)
    _money_and_risk(plan, by)
    plan = builders_indsats.aktiv(plan)
    first, done, _ = plan.milepaele.order_by("pk")
    forecast(first, by=by, tidspunkt=tid("30. november 2020"), begrundelse=RETTET)
    complete(done, by=by, dato=date(2020, 6, 8))
    if maalt:
        period = {"periode_start": date(2020, 1, 1), "periode_slut": date(2020, 3, 31)}
        report(definition.maalemetoder.get(), by=by, **period, taeller=55, naevner=61, kilde="fagsystemet")
    return plan


def _money_and_risk(plan, by):
    post = add(Budgetpost, plan, by=by, titel="Undervisning")
    for slags, kroner in (("budget", 160_000), ("forbrug", 40_000), ("prognose", 176_001)):
        set_amount(post, by=by, aar=2020, slags=slags, kroner=kroner)
    risk = add(Planrisiko, plan, by=by, haendelse="Underviseren bliver syg", tiltag="Vikar", ejer=by)
    assess(risk, by=by, sandsynlighed=3, konsekvens=4, naerhed="nu")
    add(Opfoelgningspunkt, plan, by=by, art="vilkaar", tekst="Kurset må ikke stå alene", frist=tid("1. september 2020"))

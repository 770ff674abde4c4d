"""Valid plans and their rows, made by the verbs where they are few, so that they are what the portal makes."""

from datetime import date

from indsatser.models import Leverance, Maal, Milepael
from indsatser.workflow.indikator import add_indicator, draft
from indsatser.workflow.maaling import make_figure
from indsatser.workflow.plan import new_plan
from indsatser.workflow.raekker import add
from indsatser.workflow.runde import quarter_rhythm, set_primary
from indsatser.workflow.tilstande import activate
from mso_portal.motor import ur
from mso_portal.vaerdier.tidspunkt import laes
from tests import builders

LUKKET = {
    "aabenhed": "lukket", "titel_lukket": "Flytning af en medarbejder", "hjemmel": "private_forhold",
    "lukket_begrundelse": "Planen er om en person.",
}  # fmt: skip


def tid(tekst):
    """Read a time as it would be typed in the spring of 2020."""
    return laes(tekst, date(2020, 5, 14))


def plan(tovholder, programejer, styregruppe, **felter):
    """Make a kladde with all that activation asks of the plan itself: an åben udviklingsplan of 2020."""
    fields = {
        "titel": "Bedre overblik", "formaal": "Alle ved, hvad de skal.", "aabenhed": "aaben",
        "periode_start": date(2020, 6, 1), "periode_slut": date(2020, 12, 31), "vedtaget_hvor": "Byrådet",
        "vedtaget_dato": date(2020, 4, 1), "tovholder": tovholder, "programejer": programejer,
        "styregruppe": styregruppe, **felter,
    }  # fmt: skip
    fields.setdefault("ejerenhed", None)
    if fields["ejerenhed"] is None:
        fields["ejerenhed"] = builders.afdeling("BES", navn="Bestillerenheden")
    made = new_plan("udviklingsplan", tovholder, **fields)
    set_primary(made, quarter_rhythm(styregruppe, tovholder), tovholder, ur.i_dag())
    return made


def milepael(plan, titel="Kursus er holdt", tidspunkt="30. juni 2020", **felter):
    """Make a milestone that has somebody to answer for it."""
    given = {"ansvarlig_rolle": "kursusleder", **felter}
    return add(Milepael, plan, by=plan.tovholder, titel=titel, godkendt=tid(tidspunkt), **given)


def maal(plan, tekst="Alle sager har en plan", **felter):
    """Make a konkret goal of the tovholder's."""
    return add(Maal, plan, by=plan.tovholder, tekst=tekst, **{"ejer": plan.tovholder, **felter})


def indikator(maal, navn="Andel sager med en plan", **felter):
    """Make an indicator that somebody clarifies by September."""
    by = maal.plan.tovholder
    given = {"afklares_senest": tid("1. september 2020"), "afklares_af": by, **felter}
    return add_indicator(maal, by=by, navn=navn, **given)


FIGUR = {
    "gyldig_fra": date(2019, 1, 1), "retning": "op", "art": "andel", "enhed": "%", "multiplikator": 100,
    "taeller_tekst": "sager med en plan", "naevner_tekst": "sager", "datakilde": "fagsystem",
}  # fmt: skip
DEFINITION = {
    "gyldig_fra": date(2020, 6, 1), "maaltype": "udvikling", "maalvaerdi": 75, "maal_frist": date(2020, 12, 31),
    "baseline_kvalitet": "skoennet", "baseline_vaerdi": 67, "baseline_begrundelse": "Talt i et regneark.",
}  # fmt: skip


def definition(indikator, *, delmaal=(), metode=None, figur=None, **felter):
    """Define an indicator by a figure of the plan's own, measured by the tovholder from a register each quarter."""
    plan = indikator.maal.plan
    version, serie = make_figure(
        plan, by=plan.tovholder, navn=indikator.navn, frekvens="kvartal", definition={**FIGUR, **(figur or {})}
    )
    method = {"noegletalversion": version, "serie": serie, "udfoeres_af": plan.tovholder, **(metode or {})}
    return draft(indikator, by=plan.tovholder, felter={**DEFINITION, **felter}, delmaal=delmaal, metoder=[method])


def leverance(plan, leverandoer, titel="Kommunikationsplan", oensket="15. september 2020", **felter):
    """Make a deliverable of a kladde: its supplier is asked at activation."""
    return add(
        Leverance, plan, by=plan.tovholder, rule="leverance.foreslaa", titel=titel, leverandoer=leverandoer,
        oensket=tid(oensket), tilstand_den=ur.nu(), tilstand_af=plan.tovholder, **felter,
    )  # fmt: skip


def aktiv(plan):
    """Activate a plan, with a milestone and a goal if it has none."""
    if not plan.milepaele.exists():
        milepael(plan)
    if not plan.maal.exists():
        indikator(maal(plan))
    return activate(plan, by=plan.programejer)

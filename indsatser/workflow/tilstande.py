"""The four states of a plan, and what moves it between them (20 §4.1)."""

from django.db import transaction
from django.db.models import Max

from indsatser.enums import Opfoelgningstilstand, Plantilstand, Punktart
from indsatser.models import Indsatsplan, Opfoelgningspunkt
from indsatser.workflow.aktivering import require_complete, set_in_force
from indsatser.workflow.statusaabning import join_rounds
from mso_portal.motor import search
from mso_portal.motor.besked import notify
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import YES, NotNow, no, require
from mso_portal.motor.workflow import Transition, claim, lock, perform

T = Plantilstand
KUN_KLADDE = "Kun en kladde kan slettes. Afslut eller stop planen i stedet."


def _text(name, message):
    def guard(plan, **data):
        return YES if data.get(name, "").strip() else no(message)

    return guard


def _nothing_open(plan, **data):
    """Milestones still open, and vilkår and opgaver nobody has closed."""
    milestones = plan.milepaele.aabne().count()
    kept = Opfoelgningspunkt.objects.filter(plan=plan, tilstand=Opfoelgningstilstand.AABEN)
    points = kept.exclude(art=Punktart.BEMAERKNING).count()
    if not milestones + points:
        return YES
    return no(
        f"Der er {milestones} {'åben milepæl' if milestones == 1 else 'åbne milepæle'} og {points} "
        f"{'åbent vilkår eller åben opgave' if points == 1 else 'åbne vilkår og opgaver'}. "
        "Gennemfør dem, afslut dem, eller lad dem bortfalde."
    )


def _is_reported(plan, **data):
    """A plan that has reported ends with a locked status that knows its last milestone; others owe none."""
    if not plan.statusser.exists():
        return YES
    last = plan.milepaele.aggregate(dato=Max("faktisk_dato"))["dato"]
    told = plan.statusser.filter(laast_den__isnull=False, **({"runde__statusdato__gte": last} if last else {}))
    return YES if told.exists() else no("Lås en status, der er dateret efter den sidste milepæl, før planen afsluttes.")


def _activate(plan, by, **data):
    require_complete(plan)
    set_in_force(plan, by)
    notify("indsats.aktiveret", plan, _people(plan), by=by)


def _people(plan):
    """Those the plan names to do something: each told once."""
    named = {plan.programejer, plan.tovholder, plan.oekonomiansvarlig}
    named |= {row.ansvarlig for row in plan.milepaele.select_related("ansvarlig").order_by("pk")}
    named |= {row.ejer for row in plan.maal.select_related("ejer").order_by("pk")}
    return sorted((one for one in named if one and one.aktiv), key=lambda one: one.pk)


def _finish(plan, by, slutvurdering="", **data):
    plan.slutvurdering = slutvurdering.strip()


def _stop(plan, by, begrundelse="", beslutning=None, **data):
    plan.stop_begrundelse, plan.stop_beslutning = begrundelse.strip(), beslutning


def _has_decision(plan, beslutning=None, **data):
    return YES if beslutning else no("Vælg den beslutning, planen er stoppet ved.")


ACTIVATE = Transition(
    "aktiver", "Aktivér", "indsats.aktiver", (T.KLADDE,), T.AKTIV, effect=_activate, stamps=("aktiveret",),
    spor="Aktiveret", done="Planen er aktiv.",
    effects_text=("Datoer, mål og budget godkendes og ændres siden kun med en ændring.",
                  "Kontorcheferne bliver spurgt om deres leverancer."),
)  # fmt: skip
FINISH = Transition(
    "afslut", "Afslut plan", "indsats.afslut", (T.AKTIV,), T.AFSLUTTET,
    guards=(_text("slutvurdering", "Skriv en slutvurdering."), _nothing_open, _is_reported), effect=_finish,
    stamps=("endt",),
    spor="Afsluttet", done="Planen er afsluttet.", effects_text=("Planen kan derefter kun læses.",),
)  # fmt: skip
STOP = Transition(
    "stop", "Stop plan", "indsats.stop", (T.AKTIV,), T.STOPPET,
    guards=(_text("begrundelse", "Skriv, hvorfor planen stopper."), _has_decision), effect=_stop, stamps=("endt",),
    spor="Stoppet", done="Planen er stoppet.",
    effects_text=("Det, der ikke er gennemført, bortfalder.", "Planen kan derefter kun læses."),
)  # fmt: skip
TRANSITIONS = (ACTIVATE, FINISH, STOP)


@transaction.atomic
def activate(plan, *, by, **data):
    """Put the plan in force: Planversion 1, and its status in rounds that are open. ValidationError with a sentence for
    everything that is missing."""
    plan = perform(ACTIVATE, plan, by=by, **data)
    if plan:
        join_rounds(plan)
    return plan


def finish(plan, *, by, slutvurdering, **data):
    """End a plan that has nothing open, with how it went."""
    return perform(FINISH, plan, by=by, slutvurdering=slutvurdering, **data)


def stop(plan, *, by, begrundelse, beslutning, **data):
    """End a plan before its time, by a decision; what is open falls away with it."""
    return perform(STOP, plan, by=by, begrundelse=begrundelse, beslutning=beslutning, **data)


@transaction.atomic
def delete(plan, *, by, noegle=None):
    """Delete a kladde with everything in it: the only physical deletion of plans. NotNow for any other plan."""
    if noegle and not claim(noegle, by, "indsats.slet"):
        return
    plan = lock(plan)
    require(by, "indsats.slet", plan)
    if not plan.er_kladde:
        raise NotNow(KUN_KLADDE)
    log_event("indsats.slet", plan, by)
    plan._history_user = by
    search.remove_rows(plan)
    Indsatsplan.objects.get(pk=plan.pk).delete()

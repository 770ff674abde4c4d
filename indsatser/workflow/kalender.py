"""Milestones as entries of a calendar: of one plan, and of a person's own (20 §10)."""

from django.db.models import Count, OuterRef, Q, Subquery

from indsatser.enums import Plantilstand
from indsatser.models import Indsatsplan, Milepael
from indstillinger.workflow.kalender import Aftale, also

UGE = 7  # days; a time longer than that is »senest« its last day


@also
def own(user):
    """Return the open milestones of active plans that the person answers for, himself or with the whole plan; two
    queries."""
    mine = Q(ansvarlig=user) | Q(plan__tovholder=user) | Q(plan__programejer=user)
    rows = Milepael.objects.visible_to(user).filter(mine, plan__tilstand=Plantilstand.AKTIV)
    plans = Indsatsplan.objects.visible_to(user).filter(tilstand=Plantilstand.AKTIV).med_lukning()
    return _entries(rows, {plan.pk: plan for plan in plans.filter(pk__in=rows.order_by().values("plan"))})


def of_plan(plan):
    """Return the open milestones of a plan; a query."""
    return _entries(Milepael.objects.filter(plan=plan), {plan.pk: plan})


def _entries(rows, plans):
    history = Milepael.history.filter(id=OuterRef("pk")).order_by("-history_date", "-history_id")
    forecasts = rows.model._meta.get_field("prognoser").related_model.objects.filter(milepael=OuterRef("pk"))
    rows = rows.aabne().med_prognose().annotate(
        aendret=Subquery(history.values("history_date")[:1]),
        ventet_den=Subquery(forecasts.order_by("-pk").values("oprettet_den")[:1]), antal_prognoser=Count("prognoser"),
    )  # fmt: skip
    found = [
        _entry(row, plans[row.plan_id]) for row in rows.order_by("plan", "raekkefoelge", "pk") if row.prognose.slut
    ]
    return sorted(found, key=lambda one: (one.dato, one.uid))


def _entry(row, plan):
    """A forecast is a row of its own, so it counts in the sequence beside the milestone's version."""
    when = row.prognose
    changed = max(row.aendret, row.ventet_den) if row.ventet_den else row.aendret
    return Aftale(
        str(row.uuid), f"{_summary(row, plan)}{' (senest)' if _is_latest(when) else ''}",
        f"/indsatsplaner/{plan.nummer}/milepaele/{row.uuid}/", when.slut, changed, row.version + row.antal_prognoser,
    )  # fmt: skip


def _summary(row, plan):
    return f"Milepæl i plan {plan.nummer}" if plan.er_lukket else row.titel


def _is_latest(when):
    return when.start is None or (when.slut - when.start).days >= UGE

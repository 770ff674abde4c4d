"""Reminders of what is owed to a status (21 §4): lines of the morning's overview, each told once.

Each looks at a span of days, not at one, so that a morning without a worker loses nothing; the key has the round, the
frist and how near it is, so that a frist that is moved is told of anew. The line to who owes something is about the
person himself, as in `varsler`; the others lead to what waits.
"""

from django.db.models import Q

from indsatser.enums import Plantilstand, Rundetilstand, Statustilstand
from indsatser.models import Kvartalsstatus, Statusbidrag, Statusrunde
from indsatser.workflow.raekker import sees
from indstillinger.modtagere import i_forum
from mso_portal.motor.besked import notify, reminder
from mso_portal.organisation.enums import Tilknytningsrolle
from mso_portal.organisation.models import Afdelingsplacering, Bruger, Lukkedag, Tilknytning

# Hverdage from the frist.
BIDRAG, SKRIVERE, LEDER = (-3, -1, 1), (-1, 1), 3


def _step(dag, frist, steps, count):
    """Return the last of the steps that has come, or None."""
    return next((one for one in reversed(steps) if count(frist, one) <= dag), None)


@reminder
def mind_om_bidrag(dag):
    """To who owes something: at opening, three hverdage and one before the frist, and one after; his leader at three
    after, once for each plan and round."""
    count = Lukkedag.hverdage()
    for person, rows in _debtors():
        for runde, frist in sorted({(one.status.runde_id, one.frist) for one in rows}):
            step = _step(dag, frist, BIDRAG, count)
            notify("bidrag.mangler", person, [person], version=f"{runde}-{frist}{step}" if step else f"{runde}-aabnet")
        for status in {one.status for one in rows if count(one.frist, LEDER) <= dag}:
            leaders = [one for one in leaders_of(person) if sees(status.plan, one)]
            notify("bidrag.leder", status.plan, leaders, version=f"runde-{status.runde_id}")


def _debtors():
    """Yield (person, what he still owes running plans that he may read)."""
    rows = Statusbidrag.objects.aabne().filter(status__plan__tilstand=Plantilstand.AKTIV)
    people = Bruger.objects.aktive().filter(pk__in=rows.order_by().values("ansvarlig"))
    for person in people.order_by("pk"):
        own = rows.mine(person).filter(ansvarlig=person).select_related("status__plan")
        yield person, list(own.order_by("pk"))


def leaders_of(person):
    """Return the active leaders of the units he belongs to today; of one he leads himself, that of the unit above."""
    places = Tilknytning.objects.gaeldende().order_by()
    own, led = places.filter(bruger=person), places.filter(bruger=person, rolle=Tilknytningsrolle.LEDER)
    above = Afdelingsplacering.objects.gaeldende().filter(afdeling__in=led.values("afdeling")).order_by()
    units = Q(afdeling__in=own.values("afdeling")) | Q(afdeling__in=above.values("overordnet"))
    leaders = places.filter(units, rolle=Tilknytningsrolle.LEDER).exclude(bruger=person)
    return list(Bruger.objects.aktive().filter(pk__in=leaders.values("bruger")).order_by("pk"))


@reminder
def mind_om_status(dag):
    """To the tovholder around the frist for the text while it is not sent, and to the programejer around that for the
    approval while it is not given."""
    count = Lukkedag.hverdage()
    statusser = Kvartalsstatus.objects.filter(
        nr=1, tilstand__in=(Statustilstand.AABEN, Statustilstand.TIL_GODKENDELSE),
        runde__tilstand=Rundetilstand.AABEN, plan__tilstand=Plantilstand.AKTIV,
    )  # fmt: skip
    for status in statusser.select_related("plan__tovholder", "plan__programejer", "runde").order_by("pk"):
        if status.tilstand == Statustilstand.AABEN:
            _near(dag, count, "status.tekstfrist", status, status.plan.tovholder, status.runde.tekstfrist)
        _near(dag, count, "status.godkendelsesfrist", status, status.plan.programejer, status.runde.godkendelsesfrist)


def _near(dag, count, slags, status, person, frist):
    if step := _step(dag, frist, SKRIVERE, count):
        notify(slags, status, [person], version=f"{frist}-{step}")


@reminder
def mind_om_laas(dag):
    """To the sekretærer of the forum on the last day for locking, while a status is not locked."""
    waiting = Statusrunde.objects.filter(tilstand=Rundetilstand.AABEN, laasefrist__lte=dag)
    unlocked = Kvartalsstatus.objects.filter(laast_den=None, nr=1).order_by()
    for runde in waiting.filter(pk__in=unlocked.values("runde")).order_by("pk"):
        notify("runde.laasefrist", runde, i_forum(runde.forum_id), version=str(runde.laasefrist))

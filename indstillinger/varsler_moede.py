"""Reminders of meetings and tasks (11 §10, kinds 12, 15, 17 and 18): who is told on a hverdag.

As in `varsler`: each selection looks at a span of days, so that a morning without a worker loses nothing, and the key
of the line makes it one per deadline. They wait for the morning's overview, one mail per person and hverdag.
"""

from collections import defaultdict
from datetime import timedelta

from indstillinger.enums_moede import Moedetilstand, Opgavetilstand, Punkttilstand, Referattilstand
from indstillinger.models import Moede, Opgave, Referat, Udsendelse
from indstillinger.modtagere import forfattere, i_forum
from indstillinger.workflow.opfoelgning import items_without_meeting
from mso_portal.motor.besked import notify, reminder
from mso_portal.organisation.enums import Medlemsrolle, Tilknytningsrolle
from mso_portal.organisation.models import Lukkedag, Tilknytning
from mso_portal.vaerdier.datoer import DANSK_TID

BEFORE_TASK = (10, 2)
CAUGHT_UP = 2  # hverdage a first reminder may come late; later it would be news of something long known
LEADER_AFTER, WITHOUT_MEETING = 5, 20


def _day(moment):
    return moment.astimezone(DANSK_TID).date()


def _monday(dag):
    return dag - timedelta(days=dag.weekday())


def naer_kommentarfrist(dag):
    """Yield (referat, deadline) of minutes whose time for comments ends on the next hverdag or today."""
    count = Lukkedag.hverdage()
    rows = Referat.objects.filter(tilstand=Referattilstand.TIL_KOMMENTERING, kommentarfrist__isnull=False)
    for referat in rows.select_related("moede__forum").order_by("pk"):
        deadline = _day(referat.kommentarfrist)
        if count(deadline, -1) <= dag <= deadline and _day(referat.til_kommentering_den) < dag:
            yield referat, deadline


def opgaver_at_minde_om(dag):
    """Yield (opgave, key) of open tasks: ten and two hverdage before the deadline, one after, then once a week.

    The week's reminder is Monday's, or of the first hverdag after a Monday that is a holiday.
    """
    count = Lukkedag.hverdage()
    rows = Opgave.objects.filter(tilstand=Opgavetilstand.AABEN, frist_slut__isnull=False)
    for opgave in rows.select_related("ansvarlig").order_by("pk"):
        if key := _stage(opgave.frist_slut, dag, count):
            yield opgave, f"{opgave.frist_slut}{key}"


def _stage(deadline, dag, count):
    if dag > deadline:
        after = count(deadline, 1)
        return f"+uge{_monday(dag)}" if _monday(dag) > after else "+1"
    early, late = (count(deadline, -days) for days in BEFORE_TASK)
    if dag >= late:
        return f"-{BEFORE_TASK[1]}"
    return f"-{BEFORE_TASK[0]}" if early <= dag <= count(early, CAUGHT_UP) else ""


def opgaver_til_lederen(dag):
    """Yield open tasks at least five hverdage over their deadline."""
    count = Lukkedag.hverdage()
    rows = Opgave.objects.filter(tilstand=Opgavetilstand.AABEN, frist_slut__lt=dag)
    for opgave in rows.select_related("ansvarlig").order_by("pk"):
        if count(opgave.frist_slut, LEADER_AFTER) <= dag:
            yield opgave


def ledere(brugere):
    """Return {person pk: leaders of the units the person belongs to today, also himself}; two queries."""
    places = Tilknytning.objects.gaeldende()
    units = defaultdict(set)
    for person, afdeling in places.filter(bruger__in=brugere).order_by("pk").values_list("bruger", "afdeling"):
        units[person].add(afdeling)
    led = places.filter(rolle=Tilknytningsrolle.LEDER, afdeling__in={one for found in units.values() for one in found})
    leaders = list(led.select_related("bruger").order_by("pk"))
    return {
        person: list({row.bruger_id: row.bruger for row in leaders if row.afdeling_id in found}.values())
        for person, found in units.items()
    }


def uden_moede(dag):
    """Yield items put off at least twenty hverdage ago whose paper has no new meeting."""
    count = Lukkedag.hverdage()
    rows = items_without_meeting().filter(tilstand=Punkttilstand.UDSAT)
    for punkt in rows.select_related("indstilling__sagsbehandler", "moede__forum").order_by("pk"):
        if count(_day(punkt.afgjort_den), WITHOUT_MEETING) <= dag:
            yield punkt


def over_moedefrist(dag):
    """Yield (meeting, "udsendelse" or "referat") whose deadline passed before today with nothing sent."""
    meetings = Moede.objects.filter(historisk=False).exclude(tilstand=Moedetilstand.AFLYST)
    sent = Udsendelse.objects.filter(sendt_den__isnull=False).exclude(slags="gennemlaesning").order_by()
    waiting = meetings.filter(tilstand=Moedetilstand.PLANLAGT, dato__gte=dag).exclude(pk__in=sent.values("moede"))
    minutes = Referat.objects.exclude(tilstand=Referattilstand.KLADDE).order_by()
    held = meetings.filter(tilstand__in=(Moedetilstand.I_GANG, Moedetilstand.AFHOLDT))
    held = held.exclude(pk__in=minutes.values("moede"))
    for slags, rows in (("udsendelse", waiting), ("referat", held)):
        for moede in rows.select_related("forum", "sekretaer", "moedeleder").order_by("pk"):
            deadline = getattr(moede, f"frist_{slags}")
            if deadline is not None and _day(deadline) < dag:
                yield moede, slags


def _sekretariat(moede):
    named = [person for person in (moede.sekretaer, moede.moedeleder) if person]
    return [*named, *i_forum(moede.forum, Medlemsrolle.SEKRETAER, Medlemsrolle.MOEDELEDER)]


@reminder
def mind_om_kommentarer(dag):
    """Kind 12 on the hverdag before the time for comments ends, to the members."""
    for referat, deadline in naer_kommentarfrist(dag):
        members = i_forum(referat.moede.forum, Medlemsrolle.MEDLEM, Medlemsrolle.MOEDELEDER)
        notify("referat.kommentering", referat, members, version=f"frist-{deadline}", straks=False)


@reminder
def mind_om_opgaver(dag):
    """Kind 15, to the doer."""
    for opgave, key in opgaver_at_minde_om(dag):
        notify("opgave.frist", opgave, [opgave.ansvarlig], version=key)


@reminder
def sig_det_til_lederen(dag):
    """Kind 15 five hverdage after, once, to the doer's leaders who may see the task: never of a lukket item."""
    late = list(opgaver_til_lederen(dag))
    leaders = ledere([one.ansvarlig_id for one in late]) if late else {}
    for opgave in late:
        for leder in leaders.get(opgave.ansvarlig_id, []):
            if leder.pk != opgave.ansvarlig_id and Opgave.objects.visible_to(leder).filter(pk=opgave.pk).exists():
                notify("opgave.frist", opgave, [leder], version=f"{opgave.frist_slut}+leder")


@reminder
def meld_uden_moede(dag):
    """Kind 17, once for each putting off, to the authors and the forum's sekretærer."""
    for punkt in uden_moede(dag):
        told = [*forfattere(punkt.indstilling), *i_forum(punkt.moede.forum)]
        notify("sag.uden_moede", punkt.indstilling, told, version=f"udsat-{punkt.pk}")


@reminder
def meld_moedefrist(dag):
    """Kind 18, once for each deadline, to the meeting's sekretærer and mødeleder."""
    for moede, slags in over_moedefrist(dag):
        deadline = _day(getattr(moede, f"frist_{slags}"))
        notify("moede.frist", moede, _sekretariat(moede), version=f"{slags}-{deadline}")

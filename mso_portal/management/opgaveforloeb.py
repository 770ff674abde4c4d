"""What becomes of the demo's decisions and tasks after the meeting."""

from indstillinger.models import Beslutning, Opgave
from indstillinger.workflow import beslutning, opgave
from mso_portal.organisation.models import Bruger

OPGAVEVERBER = {
    "report": lambda task, step, by: opgave.report(task, step["tekst"], by=by),
    "close": lambda task, step, by: opgave.close(task, by=by),
    "reopen": lambda task, step, by: opgave.reopen(task, step["tekst"], by=by),
    "decline": lambda task, step, by: opgave.decline(task, step["tekst"], by=by),
    "postpone": lambda task, step, by: opgave.postpone(task, step["frist"], step["tekst"], by=by),
    "ask_deadline": lambda task, step, by: opgave.ask_deadline(task, step["frist"], step["tekst"], by=by),
    "lapse": lambda task, step, by: opgave.lapse(task, step["tekst"], by=by),
    "reassign": lambda task, step, by: opgave.reassign(task, _person(step["ansvarlig"]), by=by),
}
BESLUTNINGSVERBER = {"complete": beslutning.complete, "lapse": beslutning.lapse}


def _person(brugernavn):
    return Bruger.objects.get(brugernavn=brugernavn)


def follow_task(forloeb, own, step):
    """Do what a step says to the task of an item, as the person it names."""
    task = Opgave.objects.get(pk=forloeb.opgaver[own].pk)
    OPGAVEVERBER[step["verbum"]](task, step, _person(step["af"]))


def follow_decision(forloeb, key, nr, step):
    """Do what a step says to the decision on an item's row with the number."""
    BESLUTNINGSVERBER[step["verbum"]](decision_on(forloeb.punkt(key), nr), step["tekst"], by=_person(step["af"]))


def decision_on(punkt, nr):
    """Return the decision on the row with the number, counted within the item."""
    row = punkt.referatpunkter.filter(slags="besluttet", referat__nr=1).order_by("raekkefoelge")[nr - 1]
    return Beslutning.objects.get(raekke_uuid=row.uuid)

"""What the verbs of the agenda share: the locks in their order, the new last item, when items begin."""

from contextlib import contextmanager

from django.db import transaction

from indstillinger.beregning import dagsorden as beregning
from indstillinger.enums_moede import Moedetilstand, Punktart, Punkttilstand
from indstillinger.models import Dagsordenspunkt
from indstillinger.workflow.moede import lock_items
from mso_portal.motor.rules import NotNow, require
from mso_portal.motor.workflow import claim, lock
from mso_portal.vaerdier.datoer import dag_maaned

MAKS_PUNKTER, MAKS_MINUTTER = 60, 600
I_BRUG = (Moedetilstand.PLANLAGT, Moedetilstand.I_GANG)
TAGER_TID = (Punkttilstand.OPTAGET, Punkttilstand.BEHANDLET)


@contextmanager
def editing(moede, by, rule, noegle=None):
    """Lock the meeting, then its items, in a transaction; gives (meeting, items in order), or (None, []) for a used
    key."""
    with transaction.atomic():
        if noegle and not claim(noegle, by, rule):
            yield None, []
            return
        moede = lock(moede)
        yield moede, lock_items(moede)


def check_usable(moede, states=I_BRUG):
    """NotNow unless the agenda of the meeting can be changed; by itself planned or running."""
    if moede.tilstand not in states:
        state = moede.get_tilstand_display().lower()
        raise NotNow(f"Møde {dag_maaned(moede.dato)} er {state}. Vælg et kommende møde.")


def open_item(moede, rows, punkt, by, rule, version=None):
    """Return the locked row of an item that is still to be treated, after state, version and rule are asked."""
    found = next((one for one in rows if one.pk == punkt.pk), None)
    if found is None:
        raise NotNow("Punktet står ikke længere på dagsordenen.")
    found.moede = moede
    require(by, rule, found)
    check_usable(moede)
    if found.tilstand != Punkttilstand.OPTAGET:
        raise NotNow(f"Punktet er {found.get_tilstand_display().lower()} og kan ikke ændres.")
    if version is not None and int(version) != found.version:
        raise NotNow("Punktet er ændret, siden du åbnede siden. Gå tilbage, og læs det igen.")
    return found


def add_item(moede, rows, by, **felter):
    """Make the next item of a locked meeting; raised in the meeting it gets its T-number at once."""
    if len(on_agenda(rows)) >= MAKS_PUNKTER:
        raise NotNow(f"Et møde kan højst have {MAKS_PUNKTER} punkter. Flyt et punkt til et andet møde.")
    if moede.tilstand == Moedetilstand.I_GANG and felter["art"] != Punktart.PAUSE:
        felter["nummer"] = beregning.next_tillaeg([one.nummer for one in rows])
    punkt = Dagsordenspunkt(moede=moede, raekkefoelge=last_place(rows) + 1, **felter)
    punkt._history_user = by
    punkt.save()
    return punkt


def last_place(rows):
    """Return the highest place of the items, 0 when there are none."""
    return max((one.raekkefoelge for one in rows), default=0)


def minutes_of(moede, minutter):
    """Return the minutes of a new item: the forum's when nothing was said."""
    if minutter is None:
        return moede.forum.standardminutter
    if not 0 <= minutter <= MAKS_MINUTTER:
        raise NotNow(f"Minutter er et tal fra 0 til {MAKS_MINUTTER}.")
    return minutter


def on_agenda(rows):
    """Return the items that belong to the agenda: what went off before it ever had a number does not."""
    return [one for one in rows if one.nummer or one.tilstand != Punkttilstand.TRUKKET]


def slots(moede, punkter):
    """Return {pk: (start, slut)} in Danish time, one item after the other; what was put off or withdrawn has none."""
    timed = [one for one in punkter if one.tilstand in TAGER_TID]
    return beregning.times(moede.begynder, [(one.pk, one.minutter) for one in timed])

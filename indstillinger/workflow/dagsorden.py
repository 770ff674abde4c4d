"""Verbs of the agenda: papers placed on it, their order, and what is taken off (11 §3).

The Moede is locked, then its items, then the paper. Two sekretærer who reorder at once each move what they meant:
a place is counted in the order as it is under the lock.
"""

from django.db import IntegrityError, transaction

from indstillinger.beregning import dagsorden as beregning
from indstillinger.enums import Tilstand
from indstillinger.enums_moede import Moedetilstand, Placering, Punktart, Punkttilstand, Udsendelsestilstand
from indstillinger.models import Moededokument, Standardpunkt, Udsendelsespunkt
from indstillinger.rules import ikke_behandlet
from indstillinger.workflow.fritpunkt import add_frit_punkt, add_pause, edit_frit_punkt
from indstillinger.workflow.moede import lock_items, tell_authors
from indstillinger.workflow.punktdeltagere import invite, invite_from_paper, tell_moved, uninvite
from indstillinger.workflow.punktlaas import (
    add_item,
    check_usable,
    editing,
    last_place,
    minutes_of,
    on_agenda,
    open_item,
    slots,
)
from mso_portal.motor import ur
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import YES, NotNow, no, require
from mso_portal.motor.workflow import Transition, lock, perform, save
from mso_portal.vaerdier.datoer import dag_maaned

__all__ = [
    "DROP", "add_frit_punkt", "add_pause", "arrange", "drop", "edit_frit_punkt", "invite", "is_late", "move",
    "move_meeting", "on_agenda", "place", "proposed_order", "remove", "set_minutes", "slots", "step", "uninvite",
]  # fmt: skip

SEN = "Fristen for indmelding er passeret. Skriv, hvorfor sagen kommer sent."
FJERNET = "Taget af, før dagsordenen blev sendt."
VENTER_PAA = {
    Tilstand.KLADDE: "Sagen er en kladde. Den venter på {paper.sagsbehandler}.",
    Tilstand.TIL_GODKENDELSE: "Sagen venter på godkendelse hos {paper.ansvarlig_leder}.",
    Tilstand.BEHANDLET: "Sagen er allerede behandlet.",
    Tilstand.TRUKKET: "Sagen er trukket.",
}


def place(moede, indstilling, *, by, minutter=None, sen_begrundelse="", noegle=None):
    """Put an approved paper last on a planned meeting of its forum. Returns the item, or None for a used `noegle`.

    After the frist for indmelding a reason is demanded. Effects: guests from the paper's Deltager rows, authors and
    leader told. NotNow says whom a paper waits for, or on which meeting it stands.
    """
    with editing(moede, by, "punkt.optag", noegle) as (moede, rows):
        if moede is None:
            return None
        require(by, "punkt.optag", moede)
        require(by, "indstilling.laes", indstilling)
        check_usable(moede, [Moedetilstand.PLANLAGT])
        paper = lock(indstilling)
        _check_paper(moede, paper)
        felter = {"minutter": minutes_of(moede, minutter), "sen_begrundelse": late_reason(moede, sen_begrundelse)}
        punkt = _place(moede, rows, paper, by, felter)
        invite_from_paper(punkt, paper, by)
        log_event("punkt.optag", punkt, by, til=punkt.tilstand)
        tell_authors(punkt, "optaget", by)
    return punkt


def _check_paper(moede, paper):
    standing = paper.dagsordenspunkter.filter(tilstand=Punkttilstand.OPTAGET).select_related("moede__forum").first()
    if standing is not None:
        other = standing.moede
        raise NotNow(f"Sagen står allerede på dagsordenen for mødet {dag_maaned(other.dato)} i {other.forum}.")
    if paper.tilstand == Tilstand.GODKENDT and not (answer := ikke_behandlet(paper)):
        raise NotNow(answer.reason)
    if paper.tilstand != Tilstand.GODKENDT:
        raise NotNow(VENTER_PAA[paper.tilstand].format(paper=paper))
    if paper.forum_id != moede.forum_id:
        raise NotNow(f"Sagen skal behandles i {paper.forum}. Vælg et møde der.")


def _place(moede, rows, paper, by, felter):
    """Two meetings lock different rows: who comes last is refused by the index."""
    try:
        with transaction.atomic():
            return add_item(moede, rows, by, art=Punktart.INDSTILLING, indstilling=paper, **felter)
    except IntegrityError:
        raise NotNow("Sagen er lige blevet sat på en dagsorden.") from None


def is_late(moede):
    """Say whether the frist for indmelding has passed."""
    return moede.frist_indmelding is not None and ur.nu() > moede.frist_indmelding


def late_reason(moede, reason):
    """Return the reason as it is stored: demanded after the frist, empty before it."""
    reason = reason.strip()
    if is_late(moede) and not reason:
        raise NotNow(SEN)
    return reason if is_late(moede) else ""


def move(punkt, plads, *, by):
    """Give an item a place in the order of treatment (1 is first); numbers that were given stay. Guests of sent items
    whose time moved are told."""
    with editing(punkt.moede, by, "punkt.flyt") as (moede, rows):
        punkt = open_item(moede, rows, punkt, by, "punkt.flyt")
        shown = on_agenda(rows)
        keys = beregning.moved([one.pk for one in shown], punkt.pk, plads)
        if _reorder(moede, rows, keys, by):
            log_event("punkt.flyt", punkt, by, til=str(keys.index(punkt.pk) + 1))
    return punkt


def step(punkt, by_one, *, by):
    """Move an item one place up (-1) or down (1) from where it stands now, and return its place; at the ends nothing
    happens."""
    with editing(punkt.moede, by, "punkt.flyt") as (_, rows):
        keys = [one.pk for one in on_agenda(rows)]
        if punkt.pk not in keys:
            raise NotNow("Punktet står ikke længere på dagsordenen.")
        place_ = min(max(keys.index(punkt.pk) + 1 + by_one, 1), len(keys))
        move(punkt, place_, by=by)
    return place_


def arrange(moede, *, by):
    """Put the items in the proposed order."""
    with editing(moede, by, "punkt.optag") as (moede, rows):
        require(by, "punkt.optag", moede)
        check_usable(moede)
        keys = [one.pk for one in proposed_order(moede)]
        if _reorder(moede, rows, keys, by):
            log_event("punkt.flyt", moede, by, antal=len(keys))


def _reorder(moede, rows, keys, by):
    """Write the places that change, under the lock; says whether any did. What went off stays behind the rest."""
    before = slots(moede, on_agenda(rows))
    places = {key: nr for nr, key in enumerate(keys, start=1)}
    rest = [one.pk for one in rows if one.pk not in places]
    places |= {key: nr for nr, key in enumerate(rest, start=len(keys) + 1)}
    changed = [one for one in rows if one.raekkefoelge != places[one.pk]]
    for one in changed:
        one.raekkefoelge, one._history_user = places[one.pk], by
        one.save(update_fields=["raekkefoelge"])
    rows.sort(key=lambda one: one.raekkefoelge)
    tell_moved(moede, before, rows, by)
    return bool(changed)


def set_minutes(punkt, minutter, *, by):
    """Give an item its minutes."""
    with editing(punkt.moede, by, "punkt.rediger") as (moede, rows):
        punkt = open_item(moede, rows, punkt, by, "punkt.rediger")
        if punkt.minutter != minutes_of(moede, minutter):
            before = slots(moede, on_agenda(rows))
            punkt.minutter = minutter
            save(punkt, by)
            log_event("punkt.rediger", punkt, by, felter=["minutter"])
            tell_moved(moede, before, rows, by)
    return punkt


def _check_unsent(punkt):
    if punkt.nummer:
        raise NotNow(f"Punkt {punkt.nummer} er sendt. Lad det udgå i stedet.")


def move_meeting(punkt, moede, *, by, sen_begrundelse=""):
    """Move an item that was never sent to another planned meeting of the forum, last there. Authors are told.

    The two meetings are locked by rising key.
    """
    with transaction.atomic():
        locked = {one.pk: lock(one) for one in sorted((punkt.moede, moede), key=lambda one: one.pk)}
        home, target = locked[punkt.moede_id], locked[moede.pk]
        found = open_item(home, lock_items(home), punkt, by, "punkt.andet_moede")
        _check_unsent(found)
        _check_target(home, target, by)
        found.sen_begrundelse = late_reason(target, sen_begrundelse or found.sen_begrundelse)
        _forget_unsent(found)
        found.raekkefoelge = last_place(lock_items(target)) + 1
        found.moede = target
        save(found, by)
        log_event("punkt.andet_moede", found, by, fra=home.noegle, til=target.noegle)
        tell_authors(found, "flyttet", by)
    return found


def _check_target(home, target, by):
    if target.pk == home.pk:
        raise NotNow("Punktet står allerede på det møde.")
    if target.forum_id != home.forum_id:
        raise NotNow(f"Vælg et andet møde i {home.forum}.")
    require(by, "punkt.optag", target)
    check_usable(target, [Moedetilstand.PLANLAGT])


def _forget_unsent(punkt):
    """A sending that is only made ready names what it was built of; it is asked again before it is sent."""
    Udsendelsespunkt.objects.filter(punkt=punkt).exclude(udsendelse__tilstand=Udsendelsestilstand.SENDT).delete()
    Moededokument.objects.filter(punkt=punkt, laast_den=None).update(punkt=None)


def remove(punkt, *, by):
    """Take an item that was never sent off the agenda: its paper is free again and its authors are told.

    The row goes, unless something that cannot be deleted names it (a version, a gennemlæsning, an exclusion, a file):
    then it stays as withdrawn, without a number.
    """
    with editing(punkt.moede, by, "punkt.fjern") as (moede, rows):
        punkt = open_item(moede, rows, punkt, by, "punkt.fjern")
        _check_unsent(punkt)
        _forget_unsent(punkt)
        log_event("punkt.fjern", punkt, by, fra=punkt.tilstand)
        tell_authors(punkt, "fjernet", by)
        if _is_named(punkt):
            _withdraw_silently(punkt, by)
        else:
            punkt._history_user = by
            punkt.delete()


def _is_named(punkt):
    names = ("versioner", "udsendt_som", "udelukkelser", "punktbilag")
    return any(getattr(punkt, name).exists() for name in names)


def _withdraw_silently(punkt, by):
    punkt.tilstand, punkt.afgjort_den, punkt.afgjort_af = Punkttilstand.TRUKKET, ur.nu(), by
    punkt.grund = FJERNET
    save(punkt, by)


def _reason(punkt, grund="", **data):
    return YES if grund.strip() else no("Skriv, hvorfor punktet udgår.")


def _usable(punkt, **data):
    if punkt.moede.tilstand in (Moedetilstand.PLANLAGT, Moedetilstand.I_GANG):
        return YES
    return no(f"Mødet er {punkt.moede.get_tilstand_display().lower()}.")


def _drop(punkt, by, grund="", **data):
    punkt.grund = grund.strip()[:500]
    tell_authors(punkt, "udgaar", by)


DROP = Transition(
    name="drop", label="Lad punktet udgå", rule="punkt.udgaar", sources=(Punkttilstand.OPTAGET,),
    target=Punkttilstand.TRUKKET, guards=(_reason, _usable), effect=_drop, stamps=("afgjort",), spor="udgået",
    done="Punktet udgår.",
    effects_text=("Nummeret bliver stående på dagsordenen med »Udgår«.", "En sag venter igen på et møde.",
                  "Er dagsordenen sendt, skal der sendes et tillæg."),
)  # fmt: skip


def drop(punkt, grund, *, by, version=None, noegle=None):
    """Take an item off with a reason: the number stays, its paper is free, its authors are told."""
    with editing(punkt.moede, by, "punkt.udgaar") as (moede, rows):
        before = slots(moede, on_agenda(rows))
        done = perform(DROP, punkt, by=by, version=version, noegle=noegle, grund=grund)
        if done is not None:
            tell_moved(moede, before, lock_items(moede), by)
    return done


def proposed_order(moede):
    """Return the meeting's items in the proposed order: first standards, papers by sagstype and time of approval,
    follow-up, last standards. A pause keeps its place. Two queries."""
    placed = dict(Standardpunkt.objects.filter(forum=moede.forum_id).order_by("pk").values_list("titel", "placering"))
    rows = moede.punkter.select_related("indstilling").order_by("raekkefoelge")
    items = {one.pk: one for one in on_agenda(rows)}
    return [items[pk] for pk in beregning.proposed([_entry(one, placed) for one in items.values()])]


def _entry(punkt, placed):
    paper, gruppe = punkt.indstilling, beregning.SAGER
    if punkt.art == Punktart.OPFOELGNING:
        gruppe = beregning.OPFOELGNING
    elif punkt.art == Punktart.TEKST and punkt.titel in placed:
        gruppe = beregning.FOERST if placed[punkt.titel] == Placering.FOERST else beregning.SIDST
    moment = paper.godkendt_den.isoformat() if paper and paper.godkendt_den else ""
    return {"key": punkt.pk, "gruppe": gruppe, "sagstype": paper.sagstype if paper else punkt.sagstype,
            "tid": moment, "fast": punkt.art == Punktart.PAUSE}  # fmt: skip

"""What statuses ask of those who write, approve and lock them, and of who keeps the rounds: cards of the start page."""

from datetime import timedelta
from itertools import groupby

from django.db.models import Count, Exists, Min, OuterRef, Q, Subquery
from django.urls import reverse

from indsatser.enums import Rundetilstand, Statustilstand
from indsatser.models import Indsatsplan, Kvartalsstatus, Statusrunde
from indsatser.rules import er_tovholder
from indsatser.views.pligter import frist_text
from indsatser.views.rundemoede import sted as rundested
from indsatser.views.statusfind import skrivested
from indsatser.workflow.rundeslut import CLOSE
from indsatser.workflow.statusaabning import may_open
from indsatser.workflow.statusbidrag import waiting_for
from indsatser.workflow.statuslaas import LOCK, LOCK_UNAPPROVED
from mso_portal.motor import ur
from mso_portal.motor.rules import ask
from mso_portal.motor.workflow import available
from mso_portal.organisation.enums import Medlemsrolle
from mso_portal.vaerdier.datoer import antal, dato_lang

T, R = Statustilstand, Rundetilstand
NAER = timedelta(days=14)  # a round in the holidays is to be settled so long before it would open


def status_rows(user):
    """Return (the cards, the lukkede plans among them): what the person owes statuses, statuses to write, approve and
    lock, then rounds to settle and to end. Two queries."""
    unlocked = list(_unlocked(user))
    own = [(one, card) for one in unlocked if (card := _own(user, one))]
    closed = [one.plan for one, _ in own if one.plan.er_lukket]
    return _owed(unlocked) + [card for _, card in own] + _to_lock(user, unlocked) + [*_rounds(user)], closed


def _unlocked(user):
    """Return what the person may see being written, and what he owes a bidrag, with how many he owes each and their
    first frist; each plan knows whether it is lukket."""
    waiting = waiting_for(user).filter(status=OuterRef("pk")).order_by().values("status")
    rows = Kvartalsstatus.objects.annotate(
        skyldige=Subquery(waiting.values(antal=Count("pk"))), bidragsfrist=Subquery(waiting.values(frist=Min("frist"))),
        plan_aaben=Exists(Indsatsplan.objects.filter(Indsatsplan.objects.er_aaben(), pk=OuterRef("plan")).order_by()),
    )  # fmt: skip
    seen = Kvartalsstatus.objects.visible_to(user).order_by().values("pk")
    rows = rows.under_skrivning().filter(Q(pk__in=seen) | Q(skyldige__gt=0))
    rows = rows.select_related("plan", "runde__forum").defer("data")
    for one in rows.order_by("runde__laasefrist", "runde", "plan__nummer", "nr"):
        one.plan.lukket_ved_sag = not one.plan_aaben
        yield one


def _owed(unlocked):
    """One card for all that is owed: how many, and the first frist."""
    found = [one for one in unlocked if one.skyldige]
    if not found:
        return []
    count, frist = sum(one.skyldige for one in found), min(one.bidragsfrist for one in found)
    return [_card("Svar", f"{antal(count)} bidrag til kvartalsstatus", reverse("mine_bidrag"), frist_text(frist),
                  "Indsatsplaner")]  # fmt: skip


def _own(user, status):
    """The card of who writes it while it is open, or approves it once it is sent; a correction has no frist."""
    runde = status.runde
    if status.tilstand == T.AABEN and er_tovholder(user, status.plan):
        verb, frist = "Skriv status", runde.tekstfrist
    elif status.tilstand == T.TIL_GODKENDELSE and ask(user, "status.godkend", status):
        verb, frist = "Godkend status", runde.godkendelsesfrist
    else:
        return None
    due = frist_text(frist) if status.nr == 1 else f"Version {status.nr}"
    why = f"Plan {status.plan.nummer}. {runde.betegnelse}. {due}"
    return _card(verb, status.plan.egentlig_titel, skrivested(status), why, runde.forum)


def _to_lock(user, unlocked):
    """A card for each round with statuses that the person can lock now."""
    ready = [one for one in unlocked if available((LOCK, LOCK_UNAPPROVED), one, user)]
    return [
        _card("Lås status", f"{antal(len([*rows]))} kan låses", rundested(runde),
              f"{runde.betegnelse}. {frist_text(runde.laasefrist)}", runde.forum)
        for runde, rows in groupby(ready, lambda one: one.runde)
    ]  # fmt: skip


def _rounds(user):
    """The rounds of the fora whose sekretær the person is: one that lies in the holidays waits to be confirmed or
    moved, one whose meeting has been held waits to be ended."""
    fora = {one.forum for one in user.rettigheder.medlemskaber if one.rolle == Medlemsrolle.SEKRETAER}
    rows = Statusrunde.objects.filter(forum__in=fora, tilstand__in=(R.PLANLAGT, R.AABEN)).select_related("forum")
    for runde in rows.order_by("aabnes", "pk"):
        if runde.tilstand == R.PLANLAGT and runde.aabnes <= ur.i_dag() + NAER and not may_open(runde):
            yield _card(
                "Bekræft eller flyt runden", runde.betegnelse, rundested(runde), "Den ligger i ferien", runde.forum
            )
        elif runde.moededato and runde.moededato < ur.i_dag() and available([CLOSE], runde, user):
            yield _card(CLOSE.label, runde.betegnelse, rundested(runde, "moede/"),
                        f"Mødet blev holdt {dato_lang(runde.moededato)}", runde.forum)  # fmt: skip


def _card(verb, titel, url, why, forum):
    return {"verbum": verb, "titel": titel, "url": url, "hvorfor": why, "forum": forum, "moede": None}

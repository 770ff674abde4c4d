"""Steps of the walk up to the meeting: papers, the agenda, sendings and the worker that makes their documents."""

from datetime import time, timedelta

from indstillinger.models import Dagsordenspunkt, Indstilling, Moede, Punktdeltager, Udelukkelse, Udsendelse
from indstillinger.workflow import dagsorden, klargoering, moede, tilstande, udelukkelse
from indstillinger.workflow.udsendelse import prepare, send
from mso_portal.motor import ur
from tests.builders_indstilling import indstilling, raekke
from tests.indstillinger.frosset.vandring import Intet
from tests.indstillinger.udsendelse.conftest import approve, rework, words_of

GRUND = "Det blev besluttet undervejs."
LUKKES = {"titel_lukket": "En lukket titel", "hjemmel": "private_forhold", "lukket_begrundelse": "Om en person."}
I_BRUG = ("planlagt", "i_gang")
MEST = 4


# papers


def write_paper(walk):
    if Indstilling.objects.exclude(tilstand__in=("behandlet", "trukket")).count() >= MEST * 2:
        raise Intet
    tekst = words_of(walk.words("Haven", "Vagterne", "Skolen"))
    paper = indstilling(walk.folk.signe, forum=walk.forum, leder=walk.folk.lars, tekst=tekst, raekker=False)
    for nr in range(walk.rng.randint(1, 3)):
        raekke(paper, "beslutningspunkt", tekst=lambda felt, nr=nr: f"At godkende del {nr}", slags="godkend")
    approve(paper, walk.folk.lars)


def _paper(walk, **fits):
    return walk.one(Indstilling.objects.all(), **fits)


def change_paper(walk):
    """Sent back, changed and approved again."""
    rework(_paper(walk, tilstand="godkendt"), walk.folk.signe, walk.by("lars"), resume=walk.words("Nyt resumé"))


def give_back(walk):
    tilstande.send_back(_paper(walk, tilstand="godkendt"), GRUND, by=walk.by("lars"))


def approve_again(walk):
    paper = _paper(walk, tilstand="kladde")
    if paper.tilstand != "kladde":
        raise Intet
    approve(paper, walk.folk.lars)


def withdraw(walk):
    tilstande.withdraw(_paper(walk, tilstand="godkendt"), GRUND, by=walk.by("lars"))


def close_or_open(walk):
    paper = _paper(walk)
    if paper.aabenhed == "aaben":
        tilstande.close(paper, by=walk.by("lars"), **LUKKES)
    else:
        tilstande.open_up(paper, GRUND, by=walk.by("lars"))


# meetings and their agenda


def plan(walk):
    if Moede.objects.filter(tilstand__in=I_BRUG).count() >= MEST:
        raise Intet
    day = ur.i_dag() + timedelta(days=walk.rng.randint(0, 30))
    moede.plan(walk.forum, day, time(9), time(12), by=walk.by("kirsten"), endnu_et=True)


def change_meeting(walk):
    one = walk.one(Moede.objects.all(), tilstand="planlagt")
    moede.change(one, by=walk.by("kirsten"), version=one.version, sted=walk.words("Lokale"))


def cancel(walk):
    moede.cancel(walk.one(Moede.objects.all(), tilstand="planlagt"), GRUND, by=walk.by("kirsten"))


def _planned(walk):
    return walk.one(Moede.objects.all(), tilstand__in=I_BRUG)


def _item(walk, **fits):
    rows = Dagsordenspunkt.objects.select_related("moede__forum", "indstilling")
    return walk.one(rows, tilstand="optaget", moede__tilstand__in=I_BRUG, **fits)


def place(walk):
    paper = _paper(walk, tilstand="godkendt")
    dagsorden.place(walk.one(Moede.objects.all(), tilstand="planlagt"), paper, by=walk.by("kirsten"),
                    sen_begrundelse=GRUND)  # fmt: skip


def add_text(walk):
    closed = {"titel_lukket": "Navnet", "hjemmel": "private_forhold", "begrundelse": "Om en person."}
    secret = walk.rng.random() < 0.3
    dagsorden.add_frit_punkt(
        _planned(walk), walk.words("Nyt", "Status"), by=walk.by("kirsten"), sagstype="orientering",
        aabenhed="lukket" if secret else "aaben", **(closed if secret else {}),
    )  # fmt: skip


def edit_text(walk):
    dagsorden.edit_frit_punkt(_item(walk, art="tekst"), by=walk.by("kirsten"), tekst=walk.words("Ordene"))


def add_pause(walk):
    dagsorden.add_pause(_planned(walk), by=walk.by("kirsten"))


def move(walk):
    dagsorden.move(_item(walk), walk.rng.randint(1, 6), by=walk.by("kirsten"))


def set_minutes(walk):
    dagsorden.set_minutes(_item(walk), walk.rng.randint(5, 40), by=walk.by("kirsten"))


def arrange(walk):
    dagsorden.arrange(_planned(walk), by=walk.by("kirsten"))


def move_meeting(walk):
    target = walk.one(Moede.objects.all(), tilstand="planlagt")
    dagsorden.move_meeting(_item(walk), target, by=walk.by("kirsten"), sen_begrundelse=GRUND)


def remove(walk):
    dagsorden.remove(_item(walk), by=walk.by("kirsten"))


def drop(walk):
    dagsorden.drop(_item(walk), GRUND, by=walk.by("kirsten"))


def invite(walk):
    dagsorden.invite(_item(walk), by=walk.by("kirsten"), bruger=walk.folk.anders)


def uninvite(walk):
    guests = Punktdeltager.objects.select_related("punkt__moede")
    dagsorden.uninvite(walk.one(guests, punkt__tilstand="optaget"), by=walk.by("kirsten"))


def exclude(walk):
    person = walk.rng.choice([walk.folk.mona, walk.folk.mikkel])
    udelukkelse.exclude(_item(walk), person, "inhabil", "", by=walk.by("carla"))


def readmit(walk):
    rows = Udelukkelse.objects.select_related("punkt__moede")
    udelukkelse.readmit(walk.one(rows, ophaevet_den=None), GRUND, by=walk.by("carla"))


# sendings


def prepare_sending(walk):
    return _prepare(walk, _planned(walk))


def _prepare(walk, one):
    slags = "tillaeg" if one.punkter.exclude(nummer=None).exists() else "dagsorden"
    if walk.rng.random() < 0.1:
        slags = "gennemlaesning"
    reasons = dict.fromkeys(one.punkter.order_by("pk").values_list("pk", flat=True), GRUND)
    return prepare(one, slags, by=walk.by("kirsten"), modtagere=[walk.folk.mona], aarsager=reasons)


def make_documents(walk):
    klargoering.build_packs(walk.one(Udsendelse.objects.filter(tilstand="klargoeres")).pk)


def send_sending(walk):
    rows = Udsendelse.objects.select_related("moede__forum")
    send(walk.one(rows, tilstand="klar"), by=walk.by("kirsten"), mangler_grund=GRUND)


def send_anew(walk):
    """Who is told that something has changed makes the pack again, and sends it at once."""
    sending = _prepare(walk, _planned(walk))
    klargoering.build_packs(sending.pk)
    send(Udsendelse.objects.select_related("moede__forum").get(pk=sending.pk), by=walk.by("kirsten"))


SKRIDT = {
    "write_paper": (write_paper, 6), "change_paper": (change_paper, 3), "give_back": (give_back, 1),
    "approve_again": (approve_again, 3), "withdraw": (withdraw, 1), "close_or_open": (close_or_open, 2),
    "plan": (plan, 4), "change_meeting": (change_meeting, 1), "cancel": (cancel, 0.3), "place": (place, 8),
    "add_text": (add_text, 3), "edit_text": (edit_text, 2), "add_pause": (add_pause, 1), "move": (move, 2),
    "set_minutes": (set_minutes, 1), "arrange": (arrange, 1), "move_meeting": (move_meeting, 1),
    "remove": (remove, 1), "drop": (drop, 1), "invite": (invite, 2), "uninvite": (uninvite, 1),
    "exclude": (exclude, 1), "readmit": (readmit, 1), "prepare": (prepare_sending, 6),
    "make_documents": (make_documents, 14), "send": (send_sending, 5),
    "send_anew": (send_anew, 4),
}  # fmt: skip

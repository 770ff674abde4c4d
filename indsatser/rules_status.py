"""What a person may do to statuses, their rounds and rhythms (21 §11). Reading is `visible_to`."""

from indsatser.models import Indsatsplan, Kvartalsstatus, Statusbidrag
from indsatser.rules import KUN_TOVHOLDER, er_kontorchef, er_programejer, er_redaktoer, er_tovholder
from mso_portal.motor.rules import YES, no, predicate
from mso_portal.organisation.enums import Medlemsrolle, Rolle

KUN_SEKRETAER = "Kun forummets sekretær kan gøre det."
KUN_SKRIVERE = "Kun planens tovholder og redaktører kan skrive status."
KUN_GODKENDER = "Kun planens programejer kan godkende status."
EGEN = "Du har selv sendt status til godkendelse. En anden skal godkende den."


def er_sekretaer(user, forum_id, lukket=False):
    """Say whether the person is sekretær of the forum, or stands for one; `lukket`: for something lukket."""
    return any(
        access.forum == forum_id and access.rolle == Medlemsrolle.SEKRETAER and (access.ogsaa_lukkede or not lukket)
        for access in user.rettigheder.medlemskaber
    )


@predicate("status.laes")
def status_laes(user, status):
    """The twin of `Kvartalsstatus.objects.visible_to`; a query."""
    seen = Kvartalsstatus.objects.visible_to(user).filter(pk=status.pk).exists()
    return YES if seen else no("Du har ikke adgang til status.")


def skriver_status(user, status):
    """Say whether the person writes the status; a correction is the tovholder's alone."""
    return er_tovholder(user, status.plan) or status.nr == 1 and er_redaktoer(user, status.plan)


@predicate("status.skriv")
def status_skriv(user, status):
    """Texts, lights and decisions."""
    return YES if skriver_status(user, status) else no(KUN_SKRIVERE if status.nr == 1 else KUN_TOVHOLDER)


def _tovholder(user, status):
    return YES if er_tovholder(user, status.plan) else no(KUN_TOVHOLDER)


for _key in ("indsend", "ret", "opgiv"):
    predicate(f"status.{_key}")(_tovholder)


@predicate("status.pind")
def status_pind(user, status):
    """Remind somebody of what he owes."""
    return YES if er_tovholder(user, status.plan) or er_programejer(user, status.plan) else no(KUN_TOVHOLDER)


@predicate("status.godkend")
def status_godkend(user, status):
    """The programejer or his deputy, and never who sent it: a deputy counts as the one he stands for."""
    plan = status.plan
    if not er_programejer(user, plan):
        return no(KUN_GODKENDER)
    sent = {status.indsendt_af_id, status.indsendt_for_id} - {None}
    return no(EGEN) if sent & {user.pk, plan.programejer_id} else YES


for _key in ("returner", "genaabn"):
    predicate(f"status.{_key}")(
        lambda user, status: YES if er_programejer(user, status.plan) else no(KUN_GODKENDER)
    )  # fmt: skip


def _sekretaer(user, status):
    """The sekretær of the round's forum; of a lukket plan one who may read lukkede."""
    return YES if er_sekretaer(user, status.runde.forum_id, status.plan.er_lukket) else no(KUN_SEKRETAER)


for _key in ("laas", "udfald", "dagsorden"):
    predicate(f"status.{_key}")(_sekretaer)


@predicate("status.indstil")
def status_indstil(user, status):
    """Bring a question to the chefteam."""
    may = er_tovholder(user, status.plan) or er_sekretaer(user, status.runde.forum_id, status.plan.er_lukket)
    return YES if may else no("Kun planens tovholder og forummets sekretær kan gøre det.")


def _publishes(user, status):
    may = er_programejer(user, status.plan) or er_sekretaer(user, status.runde.forum_id, status.plan.er_lukket)
    return YES if may else no("Kun planens programejer og forummets sekretær kan gøre det.")


for _key in ("udgiv", "tilbagekald"):
    predicate(f"uddrag.{_key}")(_publishes)


@predicate("bidrag.laes")
def bidrag_laes(user, bidrag):
    """Who owes it, and who reads the draft; queries."""
    mine = Statusbidrag.objects.mine(user).filter(pk=bidrag.pk).exists()
    return YES if mine or status_laes(user, bidrag.status) else no("Du har ikke adgang til bidraget.")


@predicate("bidrag.svar")
def bidrag_svar(user, bidrag):
    """Who owes it; the supplying unit's leader; the tovholder on behalf of another. A query."""
    if er_tovholder(user, bidrag.status.plan) or bidrag.ansvarlig_id == user.pk:
        return YES
    led = bidrag.leverance_id is not None and er_kontorchef(user, bidrag.leverance)
    if led or Statusbidrag.objects.mine(user).filter(pk=bidrag.pk).exists():
        return YES
    return no("Kun den ansvarlige og tovholderen kan svare.")


@predicate("runde.laes")
def runde_laes(user, _runde):
    """Dates of a forum's rounds are no secret: whoever is signed in. The plans in it are judged one by one."""
    return YES


for _key in ("ret", "aflys", "dagsorden"):
    predicate(f"runde.{_key}")(
        lambda user, runde: YES if er_sekretaer(user, runde.forum_id) else no(KUN_SEKRETAER)
    )  # fmt: skip


@predicate("runde.afslut")
def runde_afslut(user, runde):
    """It makes every outcome final and names what is missing: who may not read lukkede ends a round without them, and
    is asked about with a query."""
    if er_sekretaer(user, runde.forum_id, lukket=True):
        return YES
    plans = Indsatsplan.objects.filter(statusser__runde=runde).exclude(Indsatsplan.objects.er_aaben())
    return YES if er_sekretaer(user, runde.forum_id) and not plans.exists() else no(KUN_SEKRETAER)


def _keeps_rhythm(user, forum):
    administers = Rolle.ADMINISTRATOR in user.rettigheder.roller
    return YES if administers or er_sekretaer(user, forum.pk) else no("Kun forummets sekretær og administratorer kan.")


predicate("rytme.opret")(_keeps_rhythm)
predicate("rytme.ret")(lambda user, rytme: _keeps_rhythm(user, rytme.forum))

"""Propose, approve and refuse a change of an approved plan (20 §9)."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction

from indsatser.enums import Aendringsniveau, Aendringstilstand
from indsatser.models import Aendring, Aendringspost
from indsatser.rules import er_programejer, er_styregruppens_sekretaer
from indsatser.workflow.aendringsposter import FELTER, level_of, make_new, row_of
from indsatser.workflow.aktivering import freeze
from indsatser.workflow.raekker import keep_new, require_open
from mso_portal.motor.besked import notify
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import YES, NotNow, no, predicate, require
from mso_portal.motor.workflow import Transition, claim, lock, perform

T = Aendringstilstand
IKKE_EGEN = "En ændring godkendes af en anden end den, der har skrevet den."
NIVEAU = {
    Aendringsniveau.PROGRAMEJER: "Kun planens programejer kan godkende ændringen.",
    Aendringsniveau.STYREGRUPPE: "Ændringen kræver en beslutning i styregruppen. Dens sekretær skriver datoen.",
    Aendringsniveau.CHEFTEAM: "Ændringen kræver en beslutning i chefteamet. Sekretæren vælger beslutningen.",
}


@transaction.atomic
def write(plan, *, by, titel, aarsag, begrundelse, konsekvens="", noegle=None):
    """Return a new Ændring in kladde, without posts. NotNow for a plan that isn't aktiv."""
    if noegle and not claim(noegle, by, "aendring.skriv"):
        return None
    plan = lock(plan)
    require(by, "aendring.skriv", plan)
    require_open(plan)
    if plan.er_kladde:
        raise NotNow("Planen er en kladde. Ret den direkte.")
    newest = plan.aendringer.order_by("nr").last()
    row = Aendring(
        plan=plan, nr=newest.nr + 1 if newest else 1, titel=titel, aarsag=aarsag, begrundelse=begrundelse.strip(),
        konsekvens=konsekvens,
    )  # fmt: skip
    return keep_new(row, by)


def _own_draft(aendring, by):
    aendring = lock(aendring)
    require(by, "aendring.skriv", aendring.plan)
    if aendring.tilstand != T.KLADDE:
        raise NotNow("Ændringen er forelagt og kan ikke rettes. Træk den tilbage først.")
    return aendring


@transaction.atomic
def propose(aendring, *, by, genstand, felt, til, objekt=None):
    """Return the post that would set a field of a row (by uuid) to `til`, plain data; »ny« makes a row.

    What stands there now is kept as `fra`. A second post of the same field takes the place of the first.
    """
    aendring = _own_draft(aendring, by)
    aendring.poster.filter(genstand=genstand, objekt=objekt, felt=felt).delete()
    post = Aendringspost(aendring=aendring, genstand=genstand, objekt=objekt or uuid.uuid4(), felt=felt, til=til)
    if felt != "ny":
        post.fra = FELTER[genstand, felt].read(row_of(post, aendring.plan))
    post.full_clean(exclude=["fra", "til"])
    post.save()
    log_event("aendring.post", aendring, by, felt=f"{genstand}.{felt}")
    return post


@transaction.atomic
def withdraw_post(post, *, by):
    """Take a post out of a draft."""
    aendring = _own_draft(post.aendring, by)
    post.delete()
    log_event("aendring.post_fjernet", aendring, by)


def level(aendring):
    """Return the Aendringsniveau that decides: that of the highest post."""
    return level_of(aendring.plan, list(aendring.poster.order_by("pk")))


def may_approve(user, aendring):
    """Answer who approves at the level of the change, never its writer; some queries."""
    found = level(aendring)
    allowed = er_programejer if found == Aendringsniveau.PROGRAMEJER else er_styregruppens_sekretaer
    if not allowed(user, aendring.plan):
        return no(NIVEAU[found])
    return no(IKKE_EGEN) if user.pk == aendring.oprettet_af_id else YES


predicate("aendring.godkend")(may_approve)


def _has_posts(aendring, **data):
    return YES if aendring.poster.exists() else no("Ændringen er tom. Vælg, hvad der skal ændres.")


def _plan_runs(aendring):
    require_open(aendring.plan)
    return YES


def _submit(aendring, by, **data):
    deciders = [aendring.plan.programejer] if level(aendring) == Aendringsniveau.PROGRAMEJER else []
    notify("aendring.forelagt", aendring, deciders, by=by)


def _decided(aendring, by, beslutning=None, besluttet_dato=None, **data):
    """Each level above the programejer leaves what it was decided by."""
    found = level(aendring)
    if found == Aendringsniveau.CHEFTEAM and beslutning is None:
        raise ValidationError({"beslutning": "Vælg chefteamets beslutning om ændringen."})
    if found == Aendringsniveau.STYREGRUPPE and not (besluttet_dato or beslutning):
        raise ValidationError({"besluttet_dato": "Skriv, hvornår styregruppen besluttede ændringen."})
    aendring.beslutning, aendring.besluttet_dato = beslutning, besluttet_dato


def _refuse(aendring, by, afgoerelse="", **data):
    aendring.afgoerelse = afgoerelse.strip()
    notify("aendring.afgjort", aendring, [aendring.oprettet_af], by=by)


def _why(aendring, afgoerelse="", **data):
    return YES if len(afgoerelse.strip()) >= 10 else no("Skriv hvorfor (mindst 10 tegn).")


SUBMIT = Transition(
    "forelaeg", "Forelæg ændring", "aendring.ret", (T.KLADDE,), T.FORELAGT, when=_plan_runs, guards=(_has_posts,),
    effect=_submit, stamps=("forelagt",), done="Ændringen er forelagt.",
)  # fmt: skip
APPROVE = Transition(
    "godkend", "Godkend ændring", "aendring.godkend", (T.FORELAGT,), T.GODKENDT, when=_plan_runs, effect=_decided,
    stamps=("godkendt",), done="Ændringen er godkendt, og planen er ændret.",
)  # fmt: skip
REFUSE = Transition(
    "afvis", "Afvis ændring", "aendring.godkend", (T.FORELAGT,), T.AFVIST, when=_plan_runs, guards=(_why,),
    effect=_refuse, done="Ændringen er afvist.",
)  # fmt: skip
WITHDRAW = Transition(
    "traek", "Træk ændring", "aendring.ret", (T.KLADDE, T.FORELAGT), T.TRUKKET, when=_plan_runs,
    done="Ændringen er trukket.",
)  # fmt: skip
TRANSITIONS = (SUBMIT, APPROVE, REFUSE, WITHDRAW)


def submit(aendring, *, by, **data):
    """Lay the change before those who decide."""
    return perform(SUBMIT, aendring, by=by, **data)


@transaction.atomic
def approve(aendring, *, by, **data):
    """Approve: every post is set and the next Planversion written, or nothing at all.

    NotNow when a value is another than when the post was written; the message names it.
    """
    plan = lock(aendring.plan)
    found = perform(APPROVE, aendring, by=by, **data)
    if found:
        for post in found.poster.order_by("pk"):
            _apply(plan, post, found, by)
        plan.refresh_from_db()
        freeze(plan, by, found)
        notify("aendring.afgjort", found, [found.oprettet_af], by=by)
    return found


def _apply(plan, post, aendring, by):
    if post.felt == "ny":
        make_new(plan, post, aendring, by)
        return
    felt, row = FELTER[post.genstand, post.felt], row_of(post, plan)
    if (now := felt.read(row)) != post.fra:
        value = now["tekst"] if isinstance(now, dict) and "tekst" in now else now
        raise NotNow(
            f"Planen er ændret, siden ændringen blev skrevet: {felt.label} er nu {value}. "
            "Ret ændringen, og send den igen."
        )
    felt.set(row, post.til, aendring, by)


def refuse(aendring, *, by, afgoerelse, **data):
    """Refuse the change, with the reason."""
    return perform(REFUSE, aendring, by=by, afgoerelse=afgoerelse, **data)


def withdraw(aendring, *, by, **data):
    """Take a change back before it is decided."""
    return perform(WITHDRAW, aendring, by=by, **data)

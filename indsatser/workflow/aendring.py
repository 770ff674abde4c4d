"""Propose, approve and refuse a change of an approved plan (20 §9)."""

import uuid
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction

from indsatser.enums import Aendringsniveau, Aendringstilstand
from indsatser.models import Aendring, Aendringspost
from indsatser.rules import er_programejer, er_styregruppens_sekretaer
from indsatser.workflow.aendringsposter import (
    FELTER,
    apply,
    level_of,
    require_current,
    require_named_sees,
    row_of,
)
from indsatser.workflow.aktivering import freeze
from indsatser.workflow.raekker import FORANDRET, keep, keep_new, require_open
from indstillinger.models import Beslutning
from mso_portal.motor import search, ur
from mso_portal.motor.besked import notify
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import YES, NotNow, no, predicate, require
from mso_portal.motor.workflow import Transition, claim, lock, perform
from mso_portal.organisation.enums import Medlemsrolle
from mso_portal.organisation.models import Bruger, Medlemskab

T = Aendringstilstand
BEGRUNDELSE = 10
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
    require_running(plan)
    newest = plan.aendringer.order_by("nr").last()
    row = Aendring(
        plan=plan, nr=newest.nr + 1 if newest else 1, titel=titel, aarsag=aarsag, begrundelse=begrundelse.strip(),
        konsekvens=konsekvens,
    )  # fmt: skip
    return keep_new(row, by)


def require_running(plan):
    """NotNow unless the plan is aktiv."""
    require_open(plan)
    if plan.er_kladde:
        raise NotNow("Planen er en kladde. Ret den direkte.")


def _own_draft(aendring, by):
    aendring = lock(aendring)
    require(by, "aendring.skriv", aendring.plan)
    require_draft(aendring)
    return aendring


def require_draft(aendring):
    """NotNow unless the change is a draft of a plan that runs."""
    require_open(aendring.plan)
    if aendring.tilstand == T.FORELAGT:
        raise NotNow("Ændringen er forelagt og kan ikke rettes. Tag den tilbage først.")
    if aendring.tilstand != T.KLADDE:
        raise NotNow("Ændringen er afgjort eller trukket og kan ikke rettes. Opret en ny.")


@transaction.atomic
def rewrite(aendring, *, by, version=None, **felter):
    """Return a draft with other texts. NotNow when its version is another than `version`."""
    aendring = _own_draft(aendring, by)
    if version is not None and int(version) != aendring.version:
        raise NotNow(FORANDRET)
    return keep(aendring, by, **felter)


@transaction.atomic
def propose(aendring, *, by, genstand, felt, til, objekt=None):
    """Return the post that would set a field of a row (by uuid) to `til`, plain data; »ny« makes a row.

    What stands there now is kept as `fra`. A second post of the same field takes the place of the first.
    ValidationError when it stands there already, and for a person who could not see the lukket plan.
    """
    aendring = _own_draft(aendring, by)
    if felt == "ny":
        require_named_sees(aendring.plan, til)
    aendring.poster.filter(genstand=genstand, objekt=objekt, felt=felt).delete()
    post = Aendringspost(aendring=aendring, genstand=genstand, objekt=objekt or uuid.uuid4(), felt=felt, til=til)
    if felt != "ny":
        post.fra = FELTER[genstand, felt].read(row_of(post, aendring.plan))
        if post.fra == til:
            raise ValidationError("Det står allerede sådan i planen. Skriv, hvad det skal ændres til.")
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
    """Return the Aendringsniveau that decides: that of the highest post; some queries. What is approved was decided at
    the level whose decision it names."""
    return decided_level(aendring) or level_of(aendring.plan, list(aendring.poster.order_by("pk")))


def decided_level(aendring):
    """Return the level an approved change was decided at, None for others."""
    if aendring.tilstand != T.GODKENDT:
        return None
    if aendring.beslutning_id:
        return Aendringsniveau.CHEFTEAM
    by_styregruppe = aendring.besluttet_dato or aendring.statusbeslutning_id
    return Aendringsniveau.STYREGRUPPE if by_styregruppe else Aendringsniveau.PROGRAMEJER


def may_approve(user, aendring):
    """Answer who approves at the level of the change, never its writer; some queries."""
    found = level(aendring)
    allowed = er_programejer if found == Aendringsniveau.PROGRAMEJER else er_styregruppens_sekretaer
    if not allowed(user, aendring.plan):
        return no(NIVEAU[found])
    return no(IKKE_EGEN) if user.pk == aendring.oprettet_af_id else YES


predicate("aendring.godkend")(may_approve)


@predicate("aendring.vedtag")
def may_adopt(user, aendring):
    """Answer who carries out what the styregruppe adopted at a status: its sekretær, never the writer."""
    if not er_styregruppens_sekretaer(user, aendring.plan):
        return no(NIVEAU[Aendringsniveau.STYREGRUPPE])
    return no(IKKE_EGEN) if user.pk == aendring.oprettet_af_id else YES


def _has_posts(aendring, **data):
    return YES if aendring.poster.exists() else no("Ændringen er tom. Vælg, hvad der skal ændres.")


def _plan_runs(aendring):
    require_open(aendring.plan)
    return YES


def _submit(aendring, by, **data):
    """Tell those who decide."""
    require_current(aendring.plan, list(aendring.poster.order_by("pk")))
    if level(aendring) == Aendringsniveau.PROGRAMEJER:
        deciders = [aendring.plan.programejer]
    else:
        deciders = _secretaries(aendring.plan)
    notify("aendring.forelagt", aendring, deciders, by=by)


def _secretaries(plan):
    rows = Medlemskab.objects.gaeldende().filter(forum=plan.styregruppe_id, rolle=Medlemsrolle.SEKRETAER)
    return Bruger.objects.filter(pk__in=rows.order_by().values("bruger")).order_by("pk")


def _decided(aendring, by, beslutning=None, besluttet_dato=None, **data):
    """Each level above the programejer leaves what it was decided by."""
    found = level(aendring)
    if found == Aendringsniveau.CHEFTEAM and beslutning is None:
        raise ValidationError({"beslutning": "Vælg chefteamets beslutning om ændringen."})
    if beslutning and not (beslutning.gaelder and Beslutning.objects.visible_to(by).filter(pk=beslutning.pk).exists()):
        raise ValidationError({"beslutning": "Vælg en beslutning, der gælder."})
    if found == Aendringsniveau.STYREGRUPPE and not (besluttet_dato or beslutning):
        raise ValidationError({"besluttet_dato": "Skriv, hvornår styregruppen besluttede ændringen."})
    if besluttet_dato and besluttet_dato > ur.i_dag():
        raise ValidationError({"besluttet_dato": "Datoen ligger i fremtiden. Skriv den dag, styregruppen besluttede."})
    aendring.beslutning, aendring.besluttet_dato = beslutning, besluttet_dato


def _is_the_styregruppes(aendring, statusbeslutning, **data):
    """The plan's own styregruppe adopted it, and nobody above must."""
    if level(aendring) == Aendringsniveau.CHEFTEAM:
        return no(NIVEAU[Aendringsniveau.CHEFTEAM])
    own = statusbeslutning.status.runde.forum_id == aendring.plan.styregruppe_id
    return YES if own else no(NIVEAU[Aendringsniveau.STYREGRUPPE])


def _adopted(aendring, by, statusbeslutning, **data):
    aendring.statusbeslutning = statusbeslutning


def _refuse(aendring, by, afgoerelse="", **data):
    if len(afgoerelse.strip()) < BEGRUNDELSE:
        raise ValidationError({"afgoerelse": "Skriv, hvorfor ændringen afvises (mindst 10 tegn)."})
    aendring.afgoerelse = afgoerelse.strip()
    notify("aendring.afgjort", aendring, [aendring.oprettet_af], by=by)


SUBMIT = Transition(
    "forelaeg", "Forelæg ændring", "aendring.ret", (T.KLADDE,), T.FORELAGT, when=_plan_runs, guards=(_has_posts,),
    effect=_submit, stamps=("forelagt",), done="Ændringen er forelagt.",
    effects_text=("De, der afgør ændringen, får besked.", "Ændringen kan ikke rettes, mens den er forelagt."),
)  # fmt: skip
RECALL = Transition(
    "tag_tilbage", "Tag tilbage og ret", "aendring.ret", (T.FORELAGT,), T.KLADDE, when=_plan_runs,
    clears=("forelagt",), done="Ændringen er en kladde igen.",
    effects_text=("Ændringen bliver en kladde, som du kan rette og forelægge igen.",),
)  # fmt: skip
APPROVE = Transition(
    "godkend", "Godkend ændring", "aendring.godkend", (T.FORELAGT,), T.GODKENDT, when=_plan_runs, effect=_decided,
    stamps=("godkendt",), done="Ændringen er godkendt, og planen er ændret.",
    effects_text=("Planen bliver ændret, og en ny planversion bliver gemt.", "Den, der skrev ændringen, får besked."),
)  # fmt: skip
LAY_LATE = replace(SUBMIT, rule="aendring.vedtag")
ADOPT = replace(APPROVE, rule="aendring.vedtag", guards=(_is_the_styregruppes,), effect=_adopted)
REFUSE = Transition(
    "afvis", "Afvis ændring", "aendring.godkend", (T.FORELAGT,), T.AFVIST, when=_plan_runs,
    effect=_refuse, done="Ændringen er afvist.",
    effects_text=("Planen bliver ikke ændret.", "Den, der skrev ændringen, får din begrundelse."),
)  # fmt: skip
WITHDRAW = Transition(
    "traek", "Træk ændring", "aendring.ret", (T.KLADDE, T.FORELAGT), T.TRUKKET, when=_plan_runs,
    done="Ændringen er trukket.", effects_text=("Planen bliver ikke ændret, og ændringen kan ikke forelægges igen.",),
)  # fmt: skip
TRANSITIONS = (SUBMIT, APPROVE, REFUSE, RECALL, WITHDRAW)


def submit(aendring, *, by, **data):
    """Lay the change before those who decide."""
    return perform(SUBMIT, aendring, by=by, **data)


@transaction.atomic
def approve(aendring, *, by, **data):
    """Approve: every post is set and the next Planversion written, or nothing at all. With `statusbeslutning` the
    styregruppe adopted it there; of a status that nobody sent, it is laid before them now.

    NotNow when a value is another than when the post was written; the message names it.
    """
    plan = lock(aendring.plan)
    if "statusbeslutning" in data and aendring.tilstand == T.KLADDE:
        aendring = perform(LAY_LATE, aendring, by=by)
    found = perform(ADOPT if "statusbeslutning" in data else APPROVE, aendring, by=by, **data)
    if found:
        apply(plan, list(found.poster.order_by("pk")), found, by)
        plan.refresh_from_db()
        freeze(plan, by, found)
        search.outdate(plan)
        notify("aendring.afgjort", found, [found.oprettet_af], by=by)
    return found


def refuse(aendring, *, by, afgoerelse, **data):
    """Refuse the change, with the reason."""
    return perform(REFUSE, aendring, by=by, afgoerelse=afgoerelse, **data)


def recall(aendring, *, by, **data):
    """Make a change that is laid before somebody a draft again, to be mended."""
    return perform(RECALL, aendring, by=by, **data)


def withdraw(aendring, *, by, **data):
    """Take a change back before it is decided."""
    return perform(WITHDRAW, aendring, by=by, **data)

"""Lock a status: print its data, then freeze all there is of it, or nothing (21 §6)."""

import logging
from contextlib import contextmanager

from django.db import DatabaseError, transaction
from django.db.models import Prefetch
from procrastinate.contrib.django import app

from indsatser.document.statuspapir import status_document
from indsatser.document.statuspapir_grundlag import FLEST_SIDER
from indsatser.enums import Statustilstand
from indsatser.models import Indsatsplan, Kvartalsstatus, Statusudgave
from indsatser.workflow import status as statusverber
from indsatser.workflow.rundeudgave import order_editions
from indstillinger.enums import Aabenhed
from indstillinger.models.indhold import digest
from indstillinger.workflow.pdfdele import keep_pdf
from mso_portal.motor import ur, workflow
from mso_portal.motor.besked import notify
from mso_portal.motor.jobs import enqueue
from mso_portal.motor.log import log_event
from mso_portal.motor.pdf.proces import RenderFailed, render_in_child
from mso_portal.motor.pdf.render import aftryk_skabelon
from mso_portal.motor.pdf.skrift import FontMissing
from mso_portal.motor.rules import YES, Denied, NotNow, ask, no, require
from mso_portal.motor.workflow import Transition, claim, fits, perform
from mso_portal.organisation.models import Bruger
from mso_portal.vaerdier.datoer import dato_lang

T = Statustilstand
IKKE_LAAST = "Status er ikke låst: {}. Intet er ændret."
AENDRET = "Data er ændret siden godkendelsen. Genåbn status, og godkend den igen. Intet er låst."
LUKKET_SIDEN = "Planen er gjort lukket siden godkendelsen. Genåbn status, og godkend den igen. Intet er låst."
LUKKET_IMENS = "Planen er gjort lukket, mens status blev låst. Lås den igen."
# Why it failed, in words, and nothing of the paper.
GRUNDE = {
    RenderFailed: "dokumentet kunne ikke dannes", FontMissing: "skriften mangler på serveren",
    OSError: "lageret svarer ikke", DatabaseError: "databasen tog ikke imod den",
}  # fmt: skip


def _unchanged(status, data, **printed):
    if not status.data_sha256 == digest(status.data) == digest(data):
        return no(AENDRET)
    return YES if _is_as_open(status, data) else no(LUKKET_SIDEN)


def _as_printed(status, data, **printed):
    return YES if _is_as_open(status, data) else no(LUKKET_IMENS)


def _is_as_open(status, data):
    """The paper says whether the plan is lukket; a correction says what was so then."""
    return status.nr > 1 or data["plan"]["aabenhed"] != Aabenhed.AABEN or not status.plan.er_lukket


def _is_due(status):
    """Without approval from the locking date, and never a correction."""
    if not (held := statusverber.in_time(status)):
        return held
    if status.nr > 1:
        return no("En rettelse låses først, når den er godkendt.")
    frist = status.runde.laasefrist
    if ur.i_dag() >= frist:
        return YES
    return no(f"Status er ikke godkendt. Den kan låses uden godkendelse fra den {dato_lang(frist)}.")


def _lock(status, by, data, fil, laast):
    """The edition, an event with its hashes, and lines to who wrote and approved it. The time is the printed one."""
    status.laast_den, status.data, status.data_sha256 = laast, data, digest(data)
    udgave = Statusudgave.objects.create(
        status=status, skema=data["skema"], kodeversion=data["kode"], aftryk_skabelon=aftryk_skabelon(), data=data,
        data_sha256=status.data_sha256, form=data["form"], aabenhed=_openness(status, data), sider=fil.sider,
        pdf=fil, oprettet_den=laast, oprettet_af=by,
    )  # fmt: skip
    log_event("status.udgave", udgave, by, status=str(status.uuid), data=udgave.data_sha256, pdf=fil.pk)
    notify("status.laast", status, [status.plan.tovholder, status.plan.programejer], by=by)
    order_editions(status.runde, by)


def _openness(status, data):
    """As the plan is in the data; a correction is lukket with its plan, and as what it replaces."""
    old = status.erstatter and status.erstatter.udgave.aabenhed
    is_open = data["plan"]["aabenhed"] == Aabenhed.AABEN and not status.plan.er_lukket and old != Aabenhed.LUKKET
    return Aabenhed.AABEN if is_open else Aabenhed.LUKKET


LOCK = Transition(
    "laas", "Lås status", "status.laas", (T.GODKENDT,), T.LAAST, when=statusverber.in_time,
    guards=(_unchanged,), effect=_lock, stamps=("laast",), done="Status er låst.",
    effects_text=("Status kan derefter ikke ændres, kun rettes i en ny version.",),
)  # fmt: skip
LOCK_UNAPPROVED = Transition(
    "laas_uden", "Lås status uden godkendelse", "status.laas", (T.AABEN, T.TIL_GODKENDELSE), T.LAAST, when=_is_due,
    guards=(statusverber.same_day, _as_printed), effect=_lock, stamps=("laast",),
    done="Status er låst uden godkendelse.",
    effects_text=("Data bliver gemt, som de er nu.", "Hver side siger, at status ikke er godkendt af programejer."),
)  # fmt: skip
TRANSITIONS = (*statusverber.TRANSITIONS, LOCK, LOCK_UNAPPROVED)


def _transition(status):
    return LOCK_UNAPPROVED if status.tilstand in LOCK_UNAPPROVED.sources else LOCK


def lock(status, *, by, version=None, noegle=None):
    """Freeze the approved data, or from the locking date the data as it is now: edition, PDF, event and notices, or
    nothing at all. Returns the fresh status, None when `noegle` was used before.

    The PDF is rendered and stored before the transaction; left behind by one that fails it is forgotten as any file.
    """
    status = statusverber.read(status)
    transition = _transition(status)
    require(by, transition.rule, status)
    version = status.version if version is None else version
    with _all_or_nothing(status):
        printed = _printed(status) if fits(transition, status) else {}
        with transaction.atomic():
            workflow.lock(status.runde)
            workflow.lock(status.plan)
            return perform(transition, status, by=by, version=version, noegle=noegle, **printed)


def _printed(status):
    """Return {data, its PDF as a Fil, the time that stands on it}."""
    data, laast = status.data or statusverber.current_data(status), ur.nu()
    made = _rendered(data, laast)
    if made.pages > FLEST_SIDER:
        made = _rendered(data, laast, has_annex=False)
    return {"data": data, "fil": keep_pdf(made.pdf, made.pages), "laast": laast}


def _rendered(data, laast, **which):
    document, images = status_document(data, laast, data_sha256=digest(data), **which)
    return render_in_child(document, filed=True, images=images)


@contextmanager
def _all_or_nothing(status):
    """Turn what fails on the way into NotNow, which says why; the application log has the error."""
    try:
        yield
    except tuple(GRUNDE) as error:
        logging.getLogger("mso.status").exception("status %s er ikke låst", status.uuid)
        reason = next(text for kind, text in GRUNDE.items() if isinstance(error, kind))
        raise NotNow(IKKE_LAAST.format(reason)) from None


# A whole round


def lockable(runde, user):
    """Return the statuses of the round that can be locked now, and that the person may lock."""
    rows = Kvartalsstatus.objects.visible_to(user).filter(runde=runde, laast_den=None)
    rows = rows.select_related("runde").defer("data")
    rows = rows.prefetch_related(Prefetch("plan", Indsatsplan.objects.med_lukning())).order_by("plan__nummer")
    return [one for one in rows if fits(_transition(one), one) and ask(user, LOCK.rule, one)]


@transaction.atomic
def lock_all(runde, *, by, noegle=None):
    """Lock what can be locked, each status in a job of its own; returns how many. NotNow for none."""
    if noegle and not claim(noegle, by, "runde.laas"):
        return 0
    found = lockable(runde, by)
    if not found:
        raise NotNow("Ingen status i runden kan låses nu.")
    for status in found:
        enqueue(laas_status, status=status.pk, person=by.pk)
    log_event("runde.laas", runde, by, antal=len(found))
    return len(found)


@app.task(queue="pdf")
def laas_status(status, person):
    """Lock one status of a round; run twice, the second finds it done."""
    lock_one(Kvartalsstatus.objects.get(pk=status), Bruger.objects.get(pk=person))


def lock_one(status, by):
    """Lock a status that isn't locked; what hinders it is told to who wanted it."""
    if status.laast_den:
        return
    try:
        lock(status, by=by)
    except (NotNow, Denied):
        with transaction.atomic():
            notify("status.ikke_laast", status, [by], version=f"{ur.nu():%Y%m%d%H%M}")

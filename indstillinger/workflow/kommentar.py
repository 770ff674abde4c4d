"""Comments between those who prepare a paper: never part of it, so in no version, print, export or search (10 §6).

Locks are taken in one order: the paper, then the thread or the comment.
"""

from collections import Counter
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef, Q, Subquery

from indstillinger.enums import Aabenhed
from indstillinger.models import Indstilling, Kommentar, Kommentartraad
from indstillinger.models.anker import quotation, section_of
from indstillinger.models.historik import FRAVALGT
from indstillinger.rules_dialog import ser_lukkede
from indstillinger.workflow.skriv import save_point
from mso_portal.motor import ur
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import NotNow, require
from mso_portal.motor.workflow import claim, lock

MAKS = 2000
RETTETID = timedelta(minutes=15)
UDSTREGET = "Kommentaren er streget ud."


def start(paper, felt, tekst, *, by, noegle=None):
    """Begin a thread at a section or a row with its first comment; returns the thread, or None for a used `noegle`.

    ValidationError by field ("felt", "tekst").
    """
    with transaction.atomic():
        if noegle and not claim(noegle, by, "kommentar.skriv"):
            return None
        paper = _locked(paper, "kommentar.skriv", by)
        quoted, text = quotation(paper, felt), checked(tekst)
        if quoted is None:
            raise ValidationError({"felt": "Vælg et afsnit. Punktet, du valgte, er fjernet."})
        thread = Kommentartraad(indstilling=paper, felt=felt, uddrag=quoted)
        _save(thread, by)
        _write(thread, text, by)
    return thread


def reply(thread, tekst, *, by, noegle=None):
    """Add a comment to an open thread; returns it, or None for a used `noegle`."""
    with transaction.atomic():
        if noegle and not claim(noegle, by, "kommentar.skriv"):
            return None
        paper = _locked(thread.indstilling, "kommentar.skriv", by)
        thread = _lock_thread(thread, paper)
        if thread.loest_den:
            raise NotNow("Tråden er løst. Genåbn den, før du svarer.")
        return _write(thread, checked(tekst), by)


def resolve(thread, *, by, noegle=None):
    """Mark a thread as settled; returns it, or None for a used `noegle`."""
    return _settle(thread, True, by, noegle)


def reopen(thread, *, by, noegle=None):
    """Open a settled thread again; returns it, or None for a used `noegle`."""
    return _settle(thread, False, by, noegle)


def _settle(thread, done, by, noegle):
    handling = "kommentar.loes" if done else "kommentar.genaabn"
    with transaction.atomic():
        if noegle and not claim(noegle, by, handling):
            return None
        thread = _lock_thread(thread, lock(thread.indstilling))
        require(by, "kommentar.loes", thread)
        if bool(thread.loest_den) == done:
            raise NotNow("Tråden er allerede løst." if done else "Tråden er allerede åben.")
        thread.loest_den, thread.loest_af = (ur.nu(), by) if done else (None, None)
        _save(thread, by)
        log_event(handling, thread, by, indstilling=thread.indstilling.nummer)
    return thread


def edit(comment, tekst, *, by, noegle=None):
    """Change one's own comment within 15 minutes; returns it, or None for a used `noegle`."""
    with transaction.atomic():
        if noegle and not claim(noegle, by, "kommentar.ret"):
            return None
        comment = _own(comment, by)
        if not is_editable(comment):
            raise NotNow("Kommentaren er mere end 15 minutter gammel. Streg den ud, og skriv en ny.")
        comment.tekst, comment.rettet_den = checked(tekst), ur.nu()
        _save(comment, by)
        log_event("kommentar.ret", comment, by, indstilling=comment.traad.indstilling.nummer)
    return comment


def strike(comment, *, by, noegle=None):
    """Strike out one's own comment; the text stays in the history alone. None for a used `noegle`."""
    with transaction.atomic():
        if noegle and not claim(noegle, by, "kommentar.streg"):
            return None
        comment = _own(comment, by)
        comment.streget_den = ur.nu()
        _save(comment, by)
        log_event("kommentar.streg", comment, by, indstilling=comment.traad.indstilling.nummer)
    return comment


def is_editable(comment):
    """Say whether the comment is young enough to be changed."""
    return comment.streget_den is None and ur.nu() - comment.skrevet_den < RETTETID


def checked(tekst):
    """Return the text as it is stored, or raise ValidationError."""
    tekst = tekst.replace("\r\n", "\n").strip()
    if not tekst:
        raise ValidationError({"tekst": "Skriv en kommentar."})
    if len(tekst) > MAKS:
        raise ValidationError({"tekst": f"Teksten er {len(tekst) - MAKS} tegn for lang. Intet er slettet."})
    return tekst


def _locked(paper, rule, by):
    paper = lock(paper)
    require(by, rule, paper)
    _note_openness(paper)
    return paper


def _lock_thread(thread, paper):
    thread = lock(thread)
    thread.indstilling = paper
    return thread


def _own(comment, by):
    """Return one's own comment under lock, not yet struck out."""
    paper = lock(comment.traad.indstilling)
    thread, comment = _lock_thread(comment.traad, paper), lock(comment)
    comment.traad = thread
    require(by, "kommentar.ret", comment)
    if comment.streget_den:
        raise NotNow(UDSTREGET)
    _note_openness(paper)
    return comment


def _write(thread, text, by):
    comment = Kommentar(traad=thread, tekst=text, skrevet_den=ur.nu(), skrevet_af=by)
    _save(comment, by)
    log_event("kommentar.skriv", comment, by, indstilling=thread.indstilling.nummer)
    return comment


def _save(row, by):
    row._history_user = by
    row.save()


def _note_openness(paper):
    """Put an autosaved change of openness into the history before a comment, so that its time tells what it was."""
    last = paper.history.exclude(history_change_reason=FRAVALGT).values("aabenhed").first()
    if last is None or last["aabenhed"] != paper.aabenhed:
        save_point(paper, paper.redigeret_af)


def comments_for(user, paper):
    """Return the comments this reader may see, thread by thread, oldest first; one query beside the rights.

    Who reads the paper only because it is åben sees nothing that was said while it was not: those threads are left
    out, and later replies of that kind.
    """
    rows = Kommentar.objects.filter(traad__indstilling=paper).order_by("traad_id", "skrevet_den", "pk")
    rows = rows.select_related("traad", "traad__loest_af", "skrevet_af")
    if ser_lukkede(user, paper):
        return list(rows)
    first = Kommentar.objects.filter(traad=OuterRef("traad")).order_by("skrevet_den", "pk").values("pk")[:1]
    rows = rows.annotate(skrevet=_openness("skrevet_den"), rettet=_openness("rettet_den"), foerste=Subquery(first))
    shown = list(rows.filter(Q(rettet_den=None) | Q(rettet=Aabenhed.AABEN), skrevet=Aabenhed.AABEN))
    threads = {one.traad_id for one in shown if one.pk == one.foerste}
    return [one for one in shown if one.traad_id in threads]


def _openness(moment):
    """Return the paper's openness when a comment was written or changed, as its history has it."""
    entries = Indstilling.history.filter(id=OuterRef("traad__indstilling_id"), history_date__lte=OuterRef(moment))
    last = entries.exclude(history_change_reason=FRAVALGT).order_by("-history_date", "-history_id")
    return Subquery(last.values("aabenhed")[:1])


def open_counts(user, paper):
    """Return {section id: number of threads not yet settled} that this reader may see; one query beside the rights."""
    if ser_lukkede(user, paper):
        names = paper.kommentartraade.filter(loest_den=None).order_by("pk").values_list("felt", flat=True)
    else:
        threads = {one.traad_id: one.traad for one in comments_for(user, paper)}
        names = [one.felt for one in threads.values() if one.loest_den is None]
    return Counter(section_of(name) for name in names)
